//! Points over months, under clocks that jump, beside documents of the same name, and on failing disks.

use super::*;
use crate::store::disk::faults::{Fault, with_fault};
use jiff::ToSpan as _;
use jiff::civil::datetime;

fn start() -> DateTime {
    datetime(2026, 3, 9, 14, 32, 5, 0)
}

fn occasion(at: DateTime) -> Occasion {
    Occasion { at, product: "Claims \"triage\"\n copilot".to_owned(), ..Occasion::default() }
}

fn points() -> (tempfile::TempDir, Points) {
    let root = tempfile::tempdir().unwrap();
    let points = Points::of(&Places::within(root.path()), &root.path().join("plan.caveat"));
    (root, points)
}

fn text(value: u32) -> Vec<u8> {
    format::write(&value).unwrap().into_bytes()
}

/// Keeps a point for each moment, and gives what is left, the newest first: the place in `moments` of each.
fn left_of(points: &Points, moments: &[DateTime]) -> Vec<u32> {
    for (place, at) in moments.iter().enumerate() {
        points.keep(&text(u32::try_from(place).unwrap()), Reason::Saved, &occasion(*at)).unwrap();
    }
    values(points)
}

fn values(points: &Points) -> Vec<u32> {
    points.list().iter().map(|point| point.take::<u32>().unwrap().value).collect()
}

#[test]
fn a_point_comes_back_byte_for_byte_with_what_is_known_about_it() {
    let (_root, points) = points();
    let content = "\u{feff}(format: \"caveat\",\r\n version: 1, workbook: 7)".as_bytes();
    assert!(points.keep(content, Reason::Older, &occasion(start())).unwrap());
    let [point] = points.list().try_into().unwrap();
    assert_eq!((point.number, point.reason, point.at), (1, Reason::Older, Some(start())));
    assert_eq!(point.product, occasion(start()).product);
    assert_eq!(point.content().unwrap(), content);
    assert_eq!(point.take::<u32>().unwrap(), Restored { value: 7, is_intact: true });
}

#[test]
fn the_same_content_makes_no_new_point() {
    let (_root, points) = points();
    for (value, is_new) in [(1, true), (1, false), (2, true), (1, true)] {
        assert_eq!(points.keep(&text(value), Reason::Saved, &occasion(start())).unwrap(), is_new);
    }
    assert_eq!(values(&points), [1, 2, 1]);
}

#[test]
fn what_is_given_up_is_found_among_what_was_given_up_whatever_else_holds_the_same() {
    let (_root, points) = points();
    let begun = "\"quoted\"".repeat(15_000);
    let given_up = Occasion { begun: begun.clone(), ..occasion(start()) };
    for reason in [Reason::Sent, Reason::Discarded, Reason::LastEdit] {
        assert!(points.keep(&text(1), reason, &given_up).unwrap() || reason == Reason::LastEdit, "{reason:?}");
    }
    assert!(!points.keep(&text(1), Reason::Discarded, &given_up).unwrap(), "twice is once");
    let kept = points.list().into_iter().find(|point| point.reason == Reason::Discarded).unwrap();
    assert_eq!((kept.at, kept.begun.as_str()), (Some(start()), begun.as_str()), "with all that was begun");
}

#[test]
fn a_point_opens_like_any_workbook_and_nobody_else_reads_it() {
    let (_root, points) = points();
    points.keep(&text(5), Reason::Saved, &occasion(start())).unwrap();
    let path = &points.list()[0].path;
    assert_eq!(crate::store::open::<u32>(path).unwrap().value, 5);
    #[cfg(unix)]
    for (path, mode) in [(path.as_path(), 0o600), (path.parent().unwrap(), 0o700)] {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, mode);
    }
}

#[test]
fn documents_of_one_name_never_meet() {
    let root = tempfile::tempdir().unwrap();
    let places = Places::within(root.path());
    let (one, other) = (root.path().join("a/plan.caveat"), root.path().join("b/plan.caveat"));
    Points::of(&places, &one).keep(&text(1), Reason::Saved, &occasion(start())).unwrap();
    Points::of(&places, &other).keep(&text(2), Reason::Saved, &occasion(start())).unwrap();
    assert_eq!(values(&Points::of(&places, &one)), [1]);
    assert_eq!(values(&Points::of(&places, &other)), [2]);
}

#[test]
fn all_of_the_last_stay() {
    let (_root, points) = points();
    let moments: Vec<_> = (0..20).map(|second| start() + second.seconds()).collect();
    assert_eq!(left_of(&points, &moments), (0..20).rev().collect::<Vec<_>>());
}

#[test]
fn older_points_thin_out_to_hours_days_and_weeks() {
    let (_root, points) = points();
    let recent = datetime(2026, 3, 31, 12, 0, 0, 0); // a Tuesday
    let before = [
        recent - 50.days() - 2.hours(), // Monday, 9 February: in one week with the next
        recent - 49.days(),             // Tuesday, 10 February
        recent - 42.days(),             // the week after
        recent - 5.days() - 3.hours(),  // in one day with the next
        recent - 5.days(),
        recent - 4.days(),
        recent - 3.hours() + 1.minute(), // in one hour with the next
        recent - 3.hours() + 9.minutes(),
        recent - 2.hours(),
    ];
    let last = (0..20).map(|second| recent + second.seconds());
    let moments: Vec<_> = before.into_iter().chain(last).collect();
    let expected: Vec<u32> = (9..29).rev().chain([8, 7, 5, 4, 2, 1]).collect();
    assert_eq!(left_of(&points, &moments), expected);
}

#[test]
fn the_original_of_an_older_version_outlives_the_others() {
    let (_root, points) = points();
    points.keep(&text(1_000), Reason::Older, &occasion(start())).unwrap();
    let moments: Vec<_> = (1..=30).map(|second| start() + second.seconds()).collect();
    let left = left_of(&points, &moments);
    assert_eq!(left.len(), LAST + 2, "those of the last, one of the hour, and the original");
    assert_eq!(left.last(), Some(&1_000));
}

#[test]
fn the_number_decides_and_not_the_clock() {
    let (_root, points) = points();
    let moments = [start(), start() - 3_650.days(), start() + 3_650.days(), start()];
    assert_eq!(left_of(&points, &moments), [3, 2, 1, 0]);
}

#[test]
fn one_jump_of_the_clock_ages_nothing() {
    let (_root, points) = points();
    let mut moments: Vec<_> = (0..30).map(|hour| start() + hour.hours()).collect();
    moments.insert(29, start() + 3_650.days());
    assert_eq!(left_of(&points, &moments).len(), 31);
}

#[test]
fn the_oldest_go_where_they_take_too_much_room() {
    let (_root, points) = points();
    let size = {
        points.keep(&text(100), Reason::Older, &occasion(start())).unwrap();
        points.list()[0].size
    };
    let points = Points { limits: Limits { document: 3 * size + size / 2, all: LIMIT }, ..points };
    let moments: Vec<_> = (0..5).map(|second| start() + second.seconds()).collect();
    assert_eq!(left_of(&points, &moments), [4, 3, 100], "the original goes last");
    let points = Points { limits: Limits { document: 1, all: LIMIT }, ..points };
    points.keep(&text(7), Reason::Saved, &occasion(start())).unwrap();
    assert_eq!(values(&points), [7], "the newest stays, however large it is");
}

#[test]
fn all_documents_together_have_a_limit_too() {
    let root = tempfile::tempdir().unwrap();
    let places = Places::within(root.path());
    let of = |name: &str| Points::of(&places, &root.path().join(name));
    for value in 0..3 {
        of("a").keep(&text(value), Reason::Saved, &occasion(start())).unwrap();
    }
    let other = Points { limits: Limits { document: LIMIT, all: 1 }, ..of("b") };
    other.keep(&text(9), Reason::Saved, &occasion(start())).unwrap();
    assert_eq!((values(&of("a")), values(&other)), (vec![2], vec![9]), "the newest of each stays");
}

#[test]
fn a_damaged_point_is_listed_and_says_what_is_wrong() {
    let (_root, points) = points();
    for value in 0..3 {
        points.keep(&text(value), Reason::Saved, &occasion(start())).unwrap();
    }
    let listed = points.list();
    fs::write(&listed[0].path, b"// Restore point: (at:\xff").unwrap();
    let whole = String::from_utf8(fs::read(&listed[1].path).unwrap()).unwrap();
    fs::write(&listed[1].path, whole.replace("workbook: 1", "workbook: 8")).unwrap();
    fs::write(&listed[2].path, text(0)).unwrap();
    fs::write(points.folder.join("notes.txt"), "not ours").unwrap();
    let [empty, changed, bare] = points.list().try_into().unwrap();
    assert_eq!(empty.at, None);
    assert!(matches!(empty.take::<u32>(), Err(StoreError::Format { .. })));
    assert_eq!(changed.take::<u32>().unwrap(), Restored { value: 8, is_intact: false });
    assert_eq!((bare.at, bare.take::<u32>().unwrap().value), (None, 0));
    points.keep(&text(4), Reason::Saved, &occasion(start())).unwrap();
    assert_eq!(points.list().len(), 4, "nothing damaged is removed, and the next one has a number of its own");
}

#[test]
fn what_is_saved_over_is_kept_first() {
    let (root, points) = points();
    let file = root.path().join("plan.caveat");
    points.keep_before_save(None, &occasion(start())).unwrap();
    assert_eq!(points.list(), [], "there is no file yet");
    let older = b"(format: \"caveat\", version: 1, workbook: 3)";
    fs::write(&file, older).unwrap();
    points.keep_before_save(Some(digest(older)), &occasion(start())).unwrap();
    let saved = crate::store::save(&file, &4, &crate::store::Guard::default()).unwrap();
    points.keep_saved(saved.digest, Reason::Saved, &occasion(start())).unwrap();
    points.keep_before_save(Some(saved.digest), &occasion(start())).unwrap();
    fs::write(&file, text(5)).unwrap(); // somebody else
    points.keep_saved(saved.digest, Reason::Saved, &occasion(start())).unwrap();
    points.keep_before_save(None, &occasion(start())).unwrap();
    let reasons: Vec<Reason> = points.list().iter().map(|point| point.reason).collect();
    assert_eq!(reasons, [Reason::Found, Reason::Saved, Reason::Older]);
    assert_eq!(values(&points), [5, 4, 3]);
    assert_eq!(points.list()[2].content().unwrap(), older);
}

#[test]
fn on_a_failing_disk_the_points_stay_as_they_were() {
    let (_root, points) = points();
    points.keep(&text(1), Reason::Saved, &occasion(start())).unwrap();
    let keep = || points.keep(&text(2), Reason::Saved, &occasion(start()));
    for at in 1..100 {
        let (result, calls) = with_fault(at, Fault::Lasting(std::io::ErrorKind::StorageFull), keep);
        let left = values(&points);
        assert!(left == [1] || left == [2, 1], "call {at}: {left:?}");
        if at > calls {
            assert!(result.unwrap());
            return;
        }
        if left == [2, 1] {
            disk::remove(&points.list()[0].path).unwrap();
        }
    }
    panic!("it never worked");
}

#[test]
fn decisions_and_sign_offs_stay_for_life_and_saves_by_itself_thin_sooner() {
    let (_root, points) = points();
    let minutes = |number: u32| start() + i64::from(number).minutes();
    for (place, reason) in [(0, Reason::Decision), (1, Reason::SignedOff)] {
        points.keep(&text(place), reason, &occasion(minutes(place))).unwrap();
    }
    for place in 2..80 {
        points.keep(&text(place), Reason::Autosaved, &occasion(minutes(place))).unwrap();
    }
    let last = u32::try_from(LAST_BY_ITSELF).unwrap();
    let recent: Vec<u32> = (80 - last..80).rev().collect();
    let left = values(&points);
    assert_eq!(left[..LAST_BY_ITSELF], recent);
    assert!(left.len() < LAST_BY_ITSELF + 6, "an hour keeps one: {left:?}");
    assert_eq!(left[left.len() - 2..], [1, 0]);
    // twenty saves by hand years later, and no room for more than one of them
    let small = Points { limits: Limits { document: 1, all: u64::MAX }, ..points.clone() };
    for place in 100..130 {
        let at = start() + 3.years() + i64::from(place).hours();
        small.keep(&text(place), Reason::Saved, &occasion(at)).unwrap();
    }
    assert_eq!(values(&small), [129, 1, 0]);
}

#[test]
fn what_was_discarded_is_kept_for_thirty_days() {
    let (_root, points) = points();
    points.keep(&text(0), Reason::Discarded, &occasion(start())).unwrap();
    let save_on = |day: i64| {
        for hour in 0..u32::try_from(LAST).unwrap() {
            let at = start() + day.days() + i64::from(hour).minutes();
            points.keep(&text(1_000 + u32::try_from(day).unwrap() * 100 + hour), Reason::Saved, &occasion(at)).unwrap();
        }
    };
    save_on(29);
    assert!(values(&points).contains(&0));
    save_on(31);
    assert!(!values(&points).contains(&0));
}

#[test]
fn a_reason_of_a_later_version_reads_as_a_save() {
    let (_root, points) = points();
    points
        .keep(&text(7), Reason::SignedOff, &Occasion { about: "Signed by Anke".to_owned(), ..occasion(start()) })
        .unwrap();
    let [point] = points.list().try_into().unwrap();
    assert_eq!((point.reason, point.about.as_str()), (Reason::SignedOff, "Signed by Anke"));
    fs::rename(&point.path, point.path.with_file_name("00000001-of-the-future.caveat")).unwrap();
    let [point] = points.list().try_into().unwrap();
    assert_eq!((point.reason, point.take::<u32>().unwrap().value), (Reason::Saved, 7));
}
