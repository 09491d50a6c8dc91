//! Links survive deletion cleanly, and marks never delete what was entered.

use caveat::assess::problems;
use caveat::edit::operations::{add_item, mark, remove_item, renew_ids, set_text};
use caveat::edit::{Address, Ids, Session};
use caveat::model::mark::Mark;
use caveat::model::{Item as _, Record as _, Section};

use super::support::{EXAMPLES, example, filled};

#[test]
fn removing_any_item_leaves_no_dangling_link_and_undo_brings_it_all_back() {
    for name in EXAMPLES {
        let workbook = example(name);
        let mut session = Session::new(workbook.clone(), Ids::seeded(1));
        let ids: Vec<_> = workbook.failure_modes.modes.iter().map(caveat::model::Item::id).collect();
        let ids: Vec<_> = ids.into_iter().chain(workbook.budgets.budgets.iter().map(caveat::model::Item::id)).collect();
        for id in &ids {
            assert!(session.edit("Delete", |workbook, _| remove_item(workbook, *id)), "{name}: {id}");
        }
        let found = problems::check(session.workbook());
        assert_eq!(found.errors, [], "{name}");
        assert!(!session.edit("Delete", |workbook, _| remove_item(workbook, ids[0])), "it is gone already");
        while session.undo().is_some() {}
        assert_eq!(*session.workbook(), workbook, "{name}");
        assert!(!session.is_dirty());
    }
}

#[test]
fn removing_an_item_takes_links_to_its_parts_along() {
    let mut workbook = filled();
    let mode = workbook.failure_modes.modes.at(0).unwrap().id;
    assert!(remove_item(&mut workbook, mode));
    assert_eq!(problems::check(&workbook).errors, []);
}

#[test]
fn an_edit_copies_only_what_it_touches() {
    let workbook = filled();
    let mut changed = workbook.clone();
    let address: Address = "about.owner".parse().unwrap();
    set_text(&mut changed, &address, "Somebody else").unwrap();
    for section in Section::ALL {
        assert_eq!(workbook.shares(&changed, *section), *section != Section::About, "{}", section.title());
    }
}

#[test]
fn fresh_ids_leave_everything_else_as_it_was() {
    let workbook = filled();
    let mut renewed = workbook.clone();
    renew_ids(&mut renewed, &mut Ids::seeded(99));
    assert_eq!(problems::check(&renewed).errors, []);
    let (before, after) = (workbook.failure_modes.modes.at(0).unwrap(), renewed.failure_modes.modes.at(0).unwrap());
    assert_ne!(before.id, after.id);
    assert_eq!(before.number, after.number);
    assert_eq!(before.name, after.name);
}

#[test]
fn numbers_are_never_used_again() {
    let mut workbook = example("claims-triage");
    let mut ids = Ids::seeded(3);
    let list: Address = "budgets.budgets".parse().unwrap();
    let (id, number) = add_item(&mut workbook, &mut ids, &list).unwrap();
    assert!(remove_item(&mut workbook, id));
    let (_, next) = add_item(&mut workbook, &mut ids, &list).unwrap();
    assert_eq!(next, number + 1);
}

#[test]
fn marking_a_field_keeps_what_was_entered() {
    let mut about = caveat::model::about::About { owner: "Anke Vos".to_owned(), ..Default::default() };
    mark(&mut about, "owner", Some(Mark::NotApplicable { reason: "for now".to_owned() }));
    assert_eq!(about.owner, "Anke Vos");
    mark(&mut about, "owner", None);
    assert!(about.marks().is_empty());
}

#[test]
fn an_answer_takes_the_mark_away_and_links_are_named_as_people_cite_them() {
    let mut workbook = example("claims-triage");
    let place: Address = "UB-1.tolerance".parse().unwrap();
    let (record, key) = place.record_and_key(&mut workbook).unwrap();
    mark(record, &key, Some(Mark::Unknown { owner: String::new(), due: None, question: String::new() }));
    set_text(&mut workbook, &place, "3.5%").unwrap();
    assert!(place.record_and_key(&mut workbook).unwrap().0.marks().get("tolerance").is_none());
    let links: Address = "FM-1.budgets".parse().unwrap();
    set_text(&mut workbook, &links, "UB-1, ub-2").unwrap();
    assert_eq!(problems::check(&workbook).errors, []);
    for wrong in ["FM-2", "UB-99", "nonsense"] {
        assert!(set_text(&mut workbook, &links, wrong).is_err(), "{wrong}");
    }
}

#[test]
fn items_can_be_addressed_as_people_cite_them() {
    let mut workbook = example("claims-triage");
    for (place, text, shown) in
        [("FM-3.owner", "XY", "XY"), ("fm-3.residual_frequency", "1", "1"), ("UB-2.tolerance", "5%", "5%")]
    {
        let address: Address = place.parse().unwrap();
        set_text(&mut workbook, &address, text).unwrap();
        assert_eq!(address.value_mut(&mut workbook).unwrap().view().text(), shown);
    }
    for place in ["FM-9999.owner", "FM-3.nothing", "nowhere.owner", "about", "about.owner.more", ""] {
        let before = workbook.clone();
        let result = place.parse::<Address>().and_then(|address| set_text(&mut workbook, &address, "x"));
        assert!(result.is_err(), "{place}");
        assert_eq!(workbook, before, "{place}");
    }
    let mode = workbook.failure_modes.modes.iter().find(|mode| mode.number == 3).unwrap();
    assert_eq!(mode.cite(), "FM-3");
}
