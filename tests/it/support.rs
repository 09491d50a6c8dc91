//! What several tests need: the examples, and a workbook with every field filled in.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use caveat::edit::Ids;
use caveat::export::signature;
use caveat::model::place::Stop;
use caveat::model::record::Target;
use caveat::model::reviews::{SignOff, SignOffDecision};
use caveat::model::value::Value;
use caveat::model::{Id, ItemKind, Record, Section, View, Workbook};
use caveat::store::{self, Opened};

/// The names of the examples.
pub(crate) const EXAMPLES: [&str; 4] = ["claims-triage", "fraud-detection", "visual-search", "support-agent"];

/// A file of the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// An approval of these parts of a workbook, as they are.
pub(crate) fn approval(workbook: &Workbook, covers: &[&str]) -> SignOff {
    let covers: Vec<String> = covers.iter().map(|name| (*name).to_owned()).collect();
    let kept = signature(workbook, &covers);
    SignOff {
        id: Id(0x72),
        number: 1,
        name: "Anke Vos".to_owned(),
        decision: Some(SignOffDecision::Approved),
        date: "2026-02-20".parse().ok(),
        digest: kept.digest,
        parts: kept.parts,
        covers,
        ..SignOff::default()
    }
}

/// The day by the clock of this machine, at which the built program looks too.
pub(crate) fn today() -> String {
    #[expect(clippy::disallowed_methods, reason = "the program under test looks at the clock")]
    jiff::Zoned::now().date().to_string()
}

/// The path of an example.
pub(crate) fn example_path(name: &str) -> PathBuf {
    project(&format!("examples/{name}.caveat"))
}

/// An example, opened.
pub(crate) fn example(name: &str) -> Workbook {
    let opened: Opened<Workbook> = store::open(&example_path(name)).unwrap();
    opened.value
}

/// A workbook in which every field of every record has an answer of its own, every list two items, and every link a
/// target of the right kind.
pub(crate) fn filled() -> Workbook {
    let mut ids = Ids::seeded(7);
    let mut workbook = Workbook::default();
    let mut serial = 0;
    for section in Section::ALL {
        fill(workbook.section_mut(*section), &mut ids, &mut serial);
    }
    let numbers = Arc::make_mut(&mut workbook.numbers);
    for kind in ItemKind::ALL {
        numbers.reserve(*kind, 1_000_000);
    }
    link(&mut workbook);
    repair(&mut workbook);
    workbook
}

/// The same, and not as a review copy: in a window everything can be changed.
pub(crate) fn filled_to_edit() -> Workbook {
    let mut workbook = filled();
    Arc::make_mut(&mut workbook.reviews).copy_for = None;
    workbook
}

fn fill(record: &mut dyn Record, ids: &mut Ids, serial: &mut u32) {
    for index in 0..record.fields().len() {
        *serial += 1;
        let value = record.value_mut(index).unwrap();
        if let Some(inner) = value.record_mut() {
            fill(inner, ids, serial);
        } else if let Some(items) = value.items_mut() {
            for at in 0..2 {
                *serial += 1;
                items.insert_blank(at, ids.fresh(), *serial);
                fill(items.get_mut(at).unwrap(), ids, serial);
            }
        } else {
            value.set_text(&text_for(value.view(), *serial)).unwrap();
        }
    }
}

/// An answer that no other field has, as text.
pub(crate) fn text_for(view: View<'_>, serial: u32) -> String {
    match view {
        View::Text(_) | View::Lines(_) => marker(serial),
        View::Flag(_) => "yes".to_owned(),
        View::Choice(_, options) | View::Choices(_, options) => options[serial as usize % options.len()].to_owned(),
        View::Count(_) => format!("{}", 1_000_000 + serial),
        View::Number(_) => format!("{}.5", 2_000 + serial),
        View::Rate(_) => format!("{:.4}", f64::from(serial % 9000 + 500) / 10_000.0),
        View::Step(_) => (serial % 5 + 1).to_string(),
        View::Money(_) => format!("EUR {}.25", 5_000_000 + serial),
        View::Date(_) => format!("20{:02}-{:02}-{:02}", 30 + serial / 336 % 60, serial / 28 % 12 + 1, serial % 28 + 1),
        View::Links(_) | View::Record(_) | View::Items(_) => String::new(),
    }
}

/// A word that stands for one field.
pub(crate) fn marker(serial: u32) -> String {
    format!("Mark{serial:05}x")
}

/// Points every link to the first item of the kind that it wants.
fn link(workbook: &mut Workbook) {
    let index = workbook.clone();
    for section in Section::ALL {
        link_record(workbook.section_mut(*section), &index);
    }
}

fn link_record(record: &mut dyn Record, whole: &Workbook) {
    let own = record.identity().map(|(_, id, _)| id);
    for index in 0..record.fields().len() {
        let field = record.fields()[index];
        let value = record.value_mut(index).unwrap();
        if let Some(inner) = value.record_mut() {
            link_record(inner, whole);
        } else if let Some(items) = value.items_mut() {
            for at in 0..items.len() {
                link_record(items.get_mut(at).unwrap(), whole);
            }
        } else if field.target != Target::None {
            let target = ids_of(whole, field.target).into_iter().find(|id| Some(*id) != own).unwrap();
            value.set_text(&target.to_string()).unwrap();
        }
    }
}

/// Every item that a link may point to.
pub(crate) fn ids_of(workbook: &Workbook, target: Target) -> Vec<Id> {
    let mut ids = Vec::new();
    workbook.walk(&mut |_, stop| {
        if let caveat::model::place::Stop::Record(record) = stop
            && let Some((kind, id, _)) = record.identity()
            && (target == Target::Any || target == Target::Kind(kind))
        {
            ids.push(id);
        }
    });
    ids
}

/// Puts right what random answers cannot: practices that exist, counts and thresholds that agree.
fn repair(workbook: &mut Workbook) {
    Arc::make_mut(&mut workbook.checklist).framework = "nist-ai-rmf-1.0".to_owned();
    let checklist = Arc::make_mut(&mut workbook.checklist);
    for (at, practice) in ["GOVERN 1.1", "MAP 2.3"].into_iter().enumerate() {
        checklist.answers.at_mut(at).unwrap().practice = practice.to_owned();
    }
    let modes = Arc::make_mut(&mut workbook.failure_modes);
    for (at, practice) in ["MEASURE 2.6", "MANAGE 1.3"].into_iter().enumerate() {
        modes.modes.at_mut(at).unwrap().practices = vec![practice.to_owned()];
    }
    let budgets = Arc::make_mut(&mut workbook.budgets);
    for at in 0..2 {
        let budget = budgets.budgets.at_mut(at).unwrap();
        for (measured, (errors, trials)) in [(1_010_101, 4_040_404), (1_020_202, 4_050_505)].into_iter().enumerate() {
            let measurement = budget.measurements.at_mut(measured).unwrap();
            measurement.errors = Some(errors + at as u64);
            measurement.trials = Some(trials + at as u64);
        }
    }
    let points = Arc::make_mut(&mut workbook.operating_points);
    for at in 0..2 {
        let point = points.points.at_mut(at).unwrap();
        point.fallback_below = caveat::model::Rate::new(0.2345 + at as f64 / 100.0);
        point.serve_above = caveat::model::Rate::new(0.7654 + at as f64 / 100.0);
        for (bin, (from, to)) in [(0.0, 0.5), (0.5, 1.0)].into_iter().enumerate() {
            let bin = point.bins.at_mut(bin).unwrap();
            bin.from = caveat::model::Rate::new(from);
            bin.to = caveat::model::Rate::new(to);
        }
    }
}

/// The value at a place of a workbook, to change it.
pub(crate) fn value_at<'a>(workbook: &'a mut Workbook, address: &str) -> &'a mut dyn Value {
    let address: caveat::edit::Address = address.parse().unwrap();
    address.value_mut(workbook).unwrap()
}

/// Addresses of the answers that are wanted, lists and groups among them.
pub(crate) fn places(workbook: &Workbook, wanted: impl Fn(View<'_>) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    workbook.walk(&mut |place, stop| {
        if let Stop::Value(_, _, value) = stop
            && wanted(value.view())
        {
            let head = place.item().map_or_else(|| place.section.key().to_owned(), |(_, id, _)| id.to_string());
            found.push(format!("{head}.{}", place.fields.join(".")));
        }
    });
    found
}
