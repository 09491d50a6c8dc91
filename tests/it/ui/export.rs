//! The page that exports: what goes into a pack is chosen, its pages are looked at, and it is written whole or not at all.

use std::fs;
use std::path::{Path, PathBuf};

use caveat::model::pack::{Document, LeftOut, PaperSize};
use caveat::model::{Section, Workbook};
use caveat::pack;
use caveat::ui::Page;
use egui::accesskit::Role;
use egui::{Key, Modifiers};

use super::harness::{Seen, Window};
use super::home::Home;
use crate::support::example;

/// A logo that can be read: a red square.
const SQUARE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20" fill="#C00"/></svg>"##;

fn on_export(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.ctrl(Key::E);
    assert_eq!(window.app().page(), Page::Section(Section::Pack));
    window
}

fn pages(window: &Window) -> Vec<Seen> {
    window.all(|seen| seen.role == Role::Article)
}

/// The files of a folder, with those of its folders.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn left_out(window: &Window, what: LeftOut) -> bool {
    window.find(Role::CheckBox, &format!("Leave out: {}", what.label().to_lowercase())).on
}

#[test]
fn the_pages_of_the_exporter_are_shown_with_their_words() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.find(Role::Heading, "Export");
    let memo = pages(&window);
    assert!(memo[0].name.starts_with("Risk memo, page 1"), "{memo:?}");
    let product = example("claims-triage").about.product.clone();
    assert!(memo[0].value.contains(&product) && memo[0].value.contains("What could go wrong"), "{}", memo[0].value);
    assert!(window.shows("1 of "));
    // the pages of the one that is looked at
    window.click(Role::Button, "Show Model card");
    assert!(pages(&window)[0].name.starts_with("Model card, page 1"));
    window.key(Key::PageDown);
    assert!(window.shows("2 of "));
    window.key(Key::PageUp);
    assert!(window.shows("1 of "));
    assert!(!window.session().is_dirty(), "looking changes nothing");
}

#[test]
fn every_document_says_how_many_pages_it_has() {
    let home = Home::new();
    let window = on_export(&home);
    for document in Document::ALL {
        let row = window.find(Role::CheckBox, document.title());
        assert!(row.name.contains(" page"), "{}", row.name);
    }
}

#[test]
fn a_change_of_the_workbook_is_on_the_pages_at_once() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.rename("Another name entirely");
    window.ctrl(Key::E);
    assert!(pages(&window)[0].value.contains("Another name entirely"));
    window.ctrl(Key::Z);
    window.ctrl(Key::E);
    assert!(!pages(&window)[0].value.contains("Another name entirely"));
}

#[test]
fn a_part_of_a_page_leads_to_where_it_comes_from() {
    let home = Home::new();
    let mut window = on_export(&home);
    let whole = window.find(Role::Document, "Risk memo");
    window.focus_on(&whole);
    for _ in 0..400 {
        window.tap(Key::ArrowDown);
        let said = window.find(Role::Document, "Risk memo").description;
        if said.starts_with("From FM-") {
            window.key(Key::Enter);
            assert_eq!(window.app().page(), Page::Section(Section::FailureModes), "{said}");
            return;
        }
    }
    panic!("no part of the memo comes from a failure mode");
}

#[test]
fn a_profile_sets_what_is_chosen_and_left_out() {
    let home = Home::new();
    let mut window = on_export(&home);
    assert!(window.find(Role::RadioButton, "Profile: Full").on);
    assert!(!left_out(&window, LeftOut::Names));
    let owner = example("claims-triage").about.owner.clone();
    window.click(Role::RadioButton, "Profile: External");
    let external = pack::profile::external();
    for what in LeftOut::ALL {
        assert_eq!(left_out(&window, *what), external.left_out.has(*what), "{what:?}");
    }
    for document in Document::ALL {
        let row = window.find(Role::CheckBox, document.title());
        assert_eq!(row.on, external.documents.has(*document), "{document:?}");
    }
    for page in pages(&window) {
        assert!(!page.value.contains(&owner), "a name is on a page for others: {}", page.value);
    }
    assert!(!window.session().is_dirty(), "choosing changes nothing");
}

#[test]
fn a_choice_is_kept_as_a_profile_of_ones_own_and_each_step_can_be_undone() {
    let home = Home::new();
    let mut window = on_export(&home);
    let own = |window: &Window| -> Vec<String> {
        window.workbook().pack.profiles.iter().map(|profile| profile.name.clone()).collect()
    };
    let before = own(&window);
    window.click(Role::RadioButton, "Profile: Executive");
    window.click(Role::CheckBox, "Leave out: names of people");
    window.click(Role::Button, "Save as a profile");
    window.fill("What is it called?", "Board");
    assert_eq!(own(&window).last().map(String::as_str), Some("Board"));
    let kept = window.workbook().pack.profiles.iter().next_back().cloned().unwrap();
    assert!(kept.left_out.has(LeftOut::Names) && kept.documents == pack::profile::executive().documents);
    window.click(Role::Button, "Done");
    assert!(window.find(Role::RadioButton, "Profile: Board").on);

    // changed, and brought up to date
    window.click(Role::CheckBox, "Leave out: names of people");
    assert!(window.has(Role::Button, "Choose what the profile says"));
    window.click(Role::Button, "Update the profile");
    let kept = window.workbook().pack.profiles.iter().next_back().cloned().unwrap();
    assert!(!kept.left_out.has(LeftOut::Names));

    // a copy, and away with the first
    window.click(Role::Button, "More about the profile Board");
    window.click(Role::MenuItem, "Duplicate");
    assert_eq!(own(&window).last().map(String::as_str), Some("Board, copy"));
    let first = window.all(|seen| seen.name == "More about the profile Board").remove(0);
    window.click_on(&first);
    window.click(Role::MenuItem, "Delete");
    assert!(!own(&window).contains(&"Board".to_owned()));
    window.assert_notice("Profile deleted");
    for _ in 0..6 {
        window.ctrl(Key::Z);
    }
    assert_eq!(own(&window), before);
}

#[test]
fn paper_color_and_logo_belong_to_the_workbook() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.click(Role::RadioButton, "Paper: Letter");
    assert_eq!(window.workbook().pack.paper, Some(PaperSize::Letter));
    let accent = "In which color are links and rules printed, such as #2A4FBF?";
    window.fill(accent, "#FFC800");
    assert_eq!(window.workbook().pack.accent, "#FFC800");
    assert!(window.shows("Too pale for text"));
    window.fill(accent, "nonsense");
    assert!(window.shows("Not a color"));
    window.fill(accent, "#2A4FBF");
    assert!(window.shows("Reads well"));

    let logo = home.path("logo.svg");
    fs::write(&logo, SQUARE).unwrap();
    window.will_choose(&logo);
    window.click(Role::Button, "Choose a logo");
    assert!(window.workbook().pack.logo.starts_with("data:image/svg+xml"));
    assert!(window.has(Role::Image, "The logo"));
    window.click(Role::Button, "Remove the logo");
    assert_eq!(window.workbook().pack.logo, "");
    window.ctrl(Key::Z);
    assert!(window.workbook().pack.logo.starts_with("data:image/svg+xml"));
    // or dropped on the page
    window.ctrl(Key::Z);
    window.ctrl(Key::Z);
    assert_eq!(window.workbook().pack.logo, "");
    window.drop_file(&logo);
    assert!(window.workbook().pack.logo.starts_with("data:image/svg+xml"));
}

#[test]
fn a_file_that_is_no_logo_is_refused_in_words() {
    let home = Home::new();
    let mut window = on_export(&home);
    let file = home.path("notes.png");
    fs::write(&file, "this is no picture").unwrap();
    window.will_choose(&file);
    window.click(Role::Button, "Choose a logo");
    window.assert_notice("Not a logo");
    assert!(!window.session().is_dirty());
    // the next file is judged by itself
    let file = home.path("logo.svg");
    fs::write(&file, SQUARE).unwrap();
    window.drop_file(&file);
    assert_eq!(window.notices(), Vec::<String>::new());
}

#[test]
fn what_stands_against_the_export_is_said_and_leads_there() {
    let home = Home::new();
    let mut window = on_export(&home);
    assert!(window.shows("not approved"), "it is a draft");
    let open =
        window.all(|seen| seen.role == Role::Link && seen.name.starts_with("Open: ") && seen.name.contains("approved"));
    window.click_on(&open[0]);
    assert_eq!(window.app().page(), Page::Section(Section::About));
}

#[test]
fn a_pack_is_written_where_it_was_chosen_with_every_file_named() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.click(Role::RadioButton, "Profile: Executive");
    window.click(Role::CheckBox, "Markdown");
    let folder = home.path("out");
    window.will_choose(&folder);
    window.click(Role::Button, "Choose a folder");
    let documents = pack::profile::executive().documents.get().len();
    window.click(Role::Button, &format!("Export {} files", 2 * documents));
    let pack = folder.join("claims-triage-pack");
    let written = files(&pack);
    for document in pack::profile::executive().documents.get() {
        for ending in ["pdf", "md"] {
            let name = format!("claims-triage-{}.{ending}", document.key());
            assert!(written.iter().any(|path| path.ends_with(&name)), "{name} is not in {written:?}");
        }
    }
    window.assert_notice("files written");
    window.find(Role::Heading, "Last export");
    assert!(window.shows("Last export 14:32"));
    window.click(Role::Button, "Copy the path");
    assert_eq!(window.copied(), pack.display().to_string());
    let verified = pack::verify::verify(&pack).unwrap();
    assert!(verified.is_sound(), "{verified:?}");
    assert!(!window.session().is_dirty(), "exporting changes nothing");
}

#[test]
fn one_file_with_everything_is_written_by_keys_alone() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.click(Role::RadioButton, "Profile: Executive");
    window.click(Role::RadioButton, "Pack as: Zip");
    window.press(Modifiers::COMMAND, Key::Enter);
    let zip = home.path("claims-triage-pack.zip");
    assert!(fs::read(&zip).unwrap().starts_with(b"PK"), "beside the workbook");
    assert!(pack::verify::verify(&zip).unwrap().is_sound());
}

#[test]
fn a_place_that_takes_no_files_is_said_and_nothing_is_written() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.fill("Folder or zip file for the pack", "/proc/nowhere/pack");
    window.press(Modifiers::COMMAND, Key::Enter);
    window.assert_notice("Not exported");
    // a folder that holds something else stays as it is
    let full = home.path("full");
    fs::create_dir(&full).unwrap();
    fs::write(full.join("diary.txt"), "mine").unwrap();
    window.fill("Folder or zip file for the pack", full.to_str().unwrap());
    window.press(Modifiers::COMMAND, Key::Enter);
    window.assert_notice("Not exported");
    assert_eq!(files(&full), [full.join("diary.txt")]);
    // once it is exported, nothing says that it is not
    window.fill("Folder or zip file for the pack", full.join("pack").to_str().unwrap());
    window.press(Modifiers::COMMAND, Key::Enter);
    window.assert_notice("files written");
    assert!(!window.notices().iter().any(|said| said.contains("Not exported")), "{:?}", window.notices());
}

#[test]
fn an_export_can_be_stopped_and_leaves_nothing() {
    let home = Home::new();
    let file = home.example("claims-triage");
    let mut window = Window::with_slow_disk(&home);
    window.open(&file);
    window.disk_answers();
    window.ctrl(Key::E);
    window.press(Modifiers::COMMAND, Key::Enter);
    window.find(Role::ProgressIndicator, "Export");
    window.click(Role::Button, "Cancel the export");
    window.disk_answers();
    window.assert_notice("Export cancelled, nothing was written");
    assert_eq!(files(&home.path("claims-triage-pack")), Vec::<PathBuf>::new());
}

#[test]
fn without_a_file_a_folder_is_chosen_first() {
    let home = Home::new();
    let file = home.file("empty.caveat", &Workbook::default());
    let mut window = home.window_on(&file);
    window.ctrl(Key::W);
    window.click(Role::Button, "New from pattern: Blank");
    window.ctrl(Key::E);
    let export = window.find(Role::Button, "Export 14 files");
    assert!(!export.acts, "nobody knows where to");
    window.will_choose(&home.path("out"));
    window.click(Role::Button, "Choose a folder");
    assert!(window.find(Role::Button, "Export 14 files").acts);
}

#[test]
fn changes_are_set_against_a_file_that_readers_saw() {
    let home = Home::new();
    let mut earlier = example("claims-triage");
    std::sync::Arc::make_mut(&mut earlier.about).product = "Its name of old".to_owned();
    let file = home.file("last-review.caveat", &earlier);
    let mut window = on_export(&home);
    window.will_choose(&file);
    window.click(Role::Link, "Choose what readers saw before");
    assert!(window.shows("Changes since last-review.caveat"));
    window.click(Role::Button, "Compare with nothing");
    assert!(window.shows("no file yet"));
}

#[test]
fn an_earlier_step_shows_its_pages_and_is_not_exported() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    window.rename("First");
    window.rename("Second");
    window.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    let steps = window.all(|seen| seen.role == Role::ListBoxOption && seen.name.contains("dit product"));
    window.click_on(&steps[1]);
    window.click(Role::Button, "Preview as of this step");
    window.ctrl(Key::E);
    assert!(pages(&window)[0].value.contains("First") && !pages(&window)[0].value.contains("Second"));
    assert!(!window.find(Role::Button, "Export 14 files").acts);
    window.press(Modifiers::COMMAND, Key::Enter);
    assert_eq!(files(&home.path("claims-triage-pack")), Vec::<PathBuf>::new());
    window.click(Role::Button, "Close the earlier step");
    assert!(pages(&window)[0].value.contains("Second"));
}

#[test]
fn in_a_small_window_the_preview_is_a_tab() {
    let home = Home::new();
    let mut window = on_export(&home);
    window.resize([720.0, 450.0]);
    assert!(pages(&window).is_empty());
    window.find(Role::CheckBox, "Risk memo");
    window.click(Role::RadioButton, "Show: Preview");
    assert!(pages(&window)[0].name.starts_with("Risk memo, page 1"));
    window.find(Role::Button, "Export 14 files");
}

#[test]
fn the_menus_of_failure_modes_metrics_and_budgets_keep_a_row_internal() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let internal = |window: &Window| {
        let workbook = window.workbook();
        [
            workbook.failure_modes.modes.iter().filter(|mode| mode.internal).count(),
            workbook.metrics.metrics.iter().filter(|metric| metric.internal).count(),
            workbook.budgets.budgets.iter().filter(|budget| budget.internal).count(),
        ]
    };
    let before = internal(&window);
    for (at, page) in ["Failure modes", "Metrics", "Budgets"].into_iter().enumerate() {
        window.click(Role::Tab, page);
        let is_menu = |seen: &Seen| seen.role == Role::Button && seen.name.starts_with("More about ");
        let more = window.all(|seen| is_menu(seen) && !seen.name.contains("the measurement")).remove(0);
        window.click_on(&more);
        window.click(Role::MenuItem, "Keep inside the organization");
        assert_eq!(internal(&window)[at], before[at] + 1, "{page}");
        window.ctrl(Key::Z);
        assert_eq!(internal(&window), before, "{page}");
    }
}

#[test]
fn what_is_selected_is_kept_internal_from_the_palette_and_the_inspector() {
    let home = Home::new();
    let mut window = home.window_on(&home.example("claims-triage"));
    let internal = |window: &Window| window.workbook().failure_modes.modes.iter().filter(|mode| mode.internal).count();
    let before = internal(&window);
    window.click(Role::Tab, "Failure modes");
    let row = window.find(Role::Row, "FM-1 ");
    window.click_on(&row);
    window.ctrl(Key::K);
    window.type_text(">keep internal");
    window.key(Key::Enter);
    assert_eq!(internal(&window), before + 1);
    window.assert_notice("left out of editions for others");
    window.ctrl(Key::I);
    let tick = window.find(Role::CheckBox, "Keep this item internal: FM-1");
    assert!(tick.on);
    window.click_on(&tick);
    assert_eq!(internal(&window), before);
    window.click(Role::CheckBox, "Keep this section internal");
    assert!(window.workbook().failure_modes.internal);
    window.ctrl(Key::Z);
    assert!(!window.workbook().failure_modes.internal);
}
