//! The sprint with the line above which its items stand, and the backlog in the order of its page.

use crate::assess::priority::{self, Placing, Ranked, Scale, Sprint};
use crate::model::place::Index;
use crate::model::record::Item as _;
use crate::model::roadmap::{BacklogItem, Horizon, WorkKind};
use crate::model::{Number, Section, Workbook};
use crate::report::block::{Block, Cell, Glyph, Rich, Row, Style};
use crate::report::compose::{
    Numbering, bullets, cell, cell_of, column, facts, figures, fitted, heading, mark, note, paragraph, row, table,
};
use crate::report::detail;
use crate::report::executive::Line;
use crate::words;

const SECTION: Section = Section::Roadmap;

/// Number and name: `B-3 Redact names`.
pub(super) fn cited(item: &BacklogItem) -> String {
    format!("{} {}", item.cite(), item.name.trim())
}

/// Whether what is in the sprint fits.
pub(super) fn room(sprint: &Sprint) -> Line {
    let used = words::number(sprint.used);
    let stands = match sprint.room {
        None => (Glyph::Question, "No capacity"),
        Some(_) if sprint.over() > 0.0 => (Glyph::Exceeded, "Too much"),
        Some(_) if !sprint.unpointed.is_empty() => (Glyph::Unproven, "Not all sized"),
        Some(_) => (Glyph::Within, "Fits"),
    };
    let items = words::capitalized(&words::how_many(sprint.above, "item", "items"));
    let says = match sprint.room {
        None => format!("{items}, {used} points."),
        Some(room) => format!("{items}, {used} of {} points.", words::number(room)),
    };
    Line::new(SECTION, "Sprint", stands, says)
}

/// How many items have a score, and how many stand where the score does not put them without a reason.
pub(super) fn scored(workbook: &Workbook) -> Line {
    let items = &workbook.roadmap.items;
    let scored = items.iter().filter(|item| priority::score(item, Scale::Rice).value.is_some()).count();
    let sprint = priority::sprint(&workbook.roadmap, Scale::Rice);
    let unexplained = sprint.placings.iter().filter(|placing| {
        matches!(placing, Placing::PulledUp { explained: false } | Placing::PushedDown { explained: false })
    });
    let unexplained = unexplained.count();
    let stands = match items.len() {
        0 => (Glyph::Question, "Empty".to_owned()),
        all if scored == all => (Glyph::Done, "All scored".to_owned()),
        all => (Glyph::InProgress, format!("{scored} of {all} scored")),
    };
    let says = match (items.len(), unexplained) {
        (0, _) => Rich::alert("Nothing is planned."),
        (_, 0) => Rich::plain("The order follows the score, or says why not."),
        (_, count) => {
            let stand = if count == 1 { "item stands" } else { "items stand" };
            let count = words::capitalized(&words::spelled(count));
            Rich::alert(format!("{count} {stand} elsewhere than the score says, and nobody wrote why."))
        }
    };
    Line::new(SECTION, "Backlog", stands, says)
}

/// Which dependencies the order breaks.
pub(super) fn waits(workbook: &Workbook) -> Line {
    let broken = priority::broken(&workbook.roadmap);
    let (stands, says) = match broken.as_slice() {
        [] => ((Glyph::Within, "In order".to_owned()), "Nothing waits for what comes later.".to_owned()),
        all => {
            let count = words::capitalized(&words::how_many(all.len(), "dependency", "dependencies"));
            ((Glyph::Warning, format!("{} broken", all.len())), format!("{count} broken by the order."))
        }
    };
    Line::new(SECTION, "Dependencies", stands, says)
}

/// The sprint: capacity, why the line is drawn there, and what is above it.
pub(super) fn sprint(workbook: &Workbook, sprint: &Sprint, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    let roadmap = &workbook.roadmap;
    let points = |value: Option<Number>| value.map(|points| words::number(points.get())).unwrap_or_default();
    let named = roadmap.sprint.trim();
    let pairs = vec![
        ("Sprint", Rich::plain(named)),
        ("Capacity in points", Rich::plain(points(roadmap.capacity))),
        ("Held back for defects", Rich::plain(points(roadmap.reserve))),
        ("Used", Rich::strong(words::number(sprint.used))),
    ];
    blocks.push(facts(pairs).from_section(SECTION));
    let mut faults: Vec<Rich> = priority::room_faults(roadmap).into_iter().map(Rich::alert).collect();
    if sprint.over() > 0.0 {
        faults.push(Rich::alert(format!("{} points more than there is room for.", words::number(sprint.over()))));
    }
    let unsized_items: Vec<String> =
        sprint.unpointed.iter().filter_map(|id| roadmap.items.find(*id)).map(|item| item.cite()).collect();
    if !unsized_items.is_empty() {
        let text = format!("Without points, so that the sum does not know them: {}.", words::series(&unsized_items));
        faults.push(Rich::alert(text));
    }
    if !faults.is_empty() {
        blocks.push(bullets(faults).from_section(SECTION));
    }
    let reason = match roadmap.cut_reason.trim() {
        "" => Rich::alert("Nobody wrote why the line is drawn there."),
        reason => Rich::strong("Why the line is drawn there. ").then(words::sentence(reason)),
    };
    blocks.push(paragraph(reason).from_section(SECTION));
    if sprint.above == 0 {
        blocks.push(paragraph("No item is in the sprint.").from_section(SECTION));
        return;
    }
    let rows = ordered(workbook, sprint).take(sprint.above).map(|line| {
        let cells = vec![
            cell(line.item.cite()),
            cell(Rich::strong(line.item.name.trim())),
            cell_of(line.item, "owner", "Nobody"),
            pointed(line.item),
            cell(words::number(line.sum)),
            line.why(),
        ];
        row(SECTION, line.item.id, cells)
    });
    let columns = vec![
        fitted("#"),
        column("Item", 2.0),
        column("Owner", 0.9),
        figures("Points"),
        figures("Sum"),
        column("Why here", 1.8),
    ];
    blocks.push(table(numbers.table("In the sprint."), columns, rows.collect()).from_section(SECTION));
}

/// An item in its order.
struct Ordered<'a> {
    item: &'a BacklogItem,
    ranked: Ranked,
    sum: f64,
    placing: Placing,
}

impl Ordered<'_> {
    /// Why it is there, and whether somebody owes a reason.
    fn why(&self) -> Cell {
        let why = priority::why(self.item);
        match self.placing {
            Placing::AsScored => cell(why),
            Placing::PulledUp { explained: true } => cell(Rich::strong("Pulled up. ").then(why)),
            Placing::PushedDown { explained: true } => cell(Rich::strong("Pushed down. ").then(why)),
            Placing::PulledUp { explained: false } => cell(Rich::alert("Pulled up without a reason")),
            Placing::PushedDown { explained: false } => cell(Rich::alert("Pushed down without a reason")),
        }
    }
}

/// The items as the page has them: above the line by score, then below it by score.
fn ordered<'a>(workbook: &'a Workbook, sprint: &'a Sprint) -> impl Iterator<Item = Ordered<'a>> {
    let lines = sprint.order.iter().zip(&sprint.sums).zip(&sprint.placings);
    lines.filter_map(|((ranked, sum), placing)| {
        let item = workbook.roadmap.items.at(ranked.index)?;
        Some(Ordered { item, ranked: *ranked, sum: *sum, placing: *placing })
    })
}

fn pointed(item: &BacklogItem) -> Cell {
    item.points.map_or_else(|| cell(Rich::alert("–")), |points| cell(words::number(points.get())))
}

/// The backlog in its order, and what that order breaks.
pub(super) fn backlog(workbook: &Workbook, sprint: &Sprint, numbers: &mut Numbering, blocks: &mut Vec<Block>) {
    if workbook.roadmap.items.is_empty() {
        blocks.push(paragraph(Rich::alert("Nothing is planned.")).from_section(SECTION));
        return;
    }
    let broken = priority::broken(&workbook.roadmap);
    if !broken.is_empty() {
        blocks.push(heading(2, "What the order breaks"));
        let lines = broken.iter().map(|one| {
            let item = workbook.roadmap.items.find(one.id).map(cited).unwrap_or_default();
            Rich::strong(format!("{item}. ")).then(words::sentence(&one.words(&workbook.roadmap)))
        });
        blocks.push(bullets(lines.collect()).from_section(SECTION));
    }
    let rows: Vec<Row> = ordered(workbook, sprint).map(|line| backlog_row(&line)).collect();
    let columns = vec![
        fitted("#"),
        column("Item", 2.2),
        fitted("When"),
        figures("RICE"),
        figures("WSJF"),
        figures("Points"),
        fitted("Line"),
        column("Why here", 1.5),
    ];
    let caption = "The backlog: what is in the sprint, then the rest, each by RICE. What has no score comes last.";
    blocks.push(table(numbers.table(caption), columns, rows).from_section(SECTION));
    blocks.push(note("RICE is reach times impact times confidence over effort. WSJF is business value plus time criticality plus risk reduction, over job size. A score sorts; people decide."));
}

fn backlog_row(line: &Ordered<'_>) -> Row {
    let item = line.item;
    let kind = item.kind.map(WorkKind::label).unwrap_or_default();
    let named = Rich::strong(item.name.trim()).and(Style::Quiet, format!("\n{kind}").trim_end().to_owned());
    let scored = |value: Option<f64>| value.map_or_else(|| cell(Rich::quiet("–")), |value| cell(words::score(value)));
    let (glyph, word) = if item.in_sprint { (Glyph::Done, "Sprint") } else { (Glyph::NotStarted, "Below") };
    let cells = vec![
        cell(item.cite()),
        cell(named),
        cell(item.horizon.map_or("–", Horizon::label)),
        scored(line.ranked.score),
        scored(priority::score(item, Scale::Wsjf).value),
        pointed(item),
        mark(glyph, word),
        line.why(),
    ];
    row(SECTION, item.id, cells)
}

/// Every item with what it should move, how its scores come about, and all that is written about it.
pub(super) fn in_full(workbook: &Workbook, sprint: &Sprint, index: &Index) -> Vec<Block> {
    ordered(workbook, sprint).flat_map(|line| item_in_full(workbook, line.item, index)).collect()
}

fn item_in_full(workbook: &Workbook, item: &BacklogItem, index: &Index) -> Vec<Block> {
    let mut text = detail::run_in(item, index, &["name"]);
    for scale in [Scale::Rice, Scale::Wsjf] {
        let score = priority::score(item, scale);
        let says = match (score.value, priority::formula(item, scale)) {
            (Some(value), Some(formula)) => format!("{formula} = {}", words::score(value)),
            _ if score.missing.len() == scale.inputs().len() => continue,
            _ => score.lacks(),
        };
        text = text.and(Style::Strong, format!("\n{}: ", scale.label())).then(says);
    }
    for id in &item.links {
        if let Some(moved) = priority::moves(workbook, *id) {
            let goal = if moved.goal.is_empty() { String::new() } else { format!(", shall be {}", moved.goal) };
            text = text.and(Style::Strong, format!("\n{}: ", index.words(*id))).then(format!("{}{goal}", moved.now));
        }
    }
    let head = heading(3, cited(item)).from_item(SECTION, item.id);
    vec![head, note(text).from_item(SECTION, item.id)]
}
