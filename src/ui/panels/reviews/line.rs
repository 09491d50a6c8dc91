//! How a sign-off stands in its row: who, what was decided about what, when, and whether it is still true. Where there is no room for
//! a column of its own, the day and the standing stand below the decision: nobody may take a stale word for a current one.

use egui::{Rangef, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::assess::findings::Finding;
use crate::model::covers;
use crate::model::reviews::SignOff;
use crate::report::Standing;
use crate::ui::desk::Desk;
use crate::ui::icons;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::label;
use crate::words;

use super::{sign, state};

/// How high a row is with a column for everything, and with lines below one another.
const ROW: f32 = 48.0;
const STACKED: f32 = 68.0;
/// Room for the buttons at the end of a row, and for the sign before them.
pub(super) const TOOLS: f32 = 172.0;
/// Where that sign has its middle, from where the room begins.
const SIGN: f32 = 12.0;
/// Where the buttons begin at the least, from there: eight points behind the sign.
pub(super) const BUTTONS: f32 = SIGN + 7.0 + 8.0;
/// The least room with a column for everything.
const COLUMNS: f32 = 600.0;
/// From one line of a stacked row to the next.
const LINE: f32 = 20.0;

/// Where the columns stand.
struct Columns {
    who: Rangef,
    decision: Rangef,
    /// Role, day and standing, where these have columns.
    wide: Option<[Rangef; 3]>,
}

impl Columns {
    fn of(edges: Rangef) -> Self {
        let (left, right) = (edges.min + 8.0, edges.max - TOOLS);
        let room = right - left;
        let mut at = left;
        let mut take = |width: f32| {
            at += width;
            Rangef::new(at - width, at - 12.0)
        };
        if room < COLUMNS {
            return Self { who: take(room * 0.45), decision: take(room * 0.55), wide: None };
        }
        let share = room / 9.0;
        let (who, role, decision) = (take(share * 1.55), take(share * 1.85), take(share * 2.6));
        Self { who, decision, wide: Some([role, take(share * 0.75), take(share * 2.25)]) }
    }
}

/// How high a row of this width is.
pub(super) fn height(width: f32) -> f32 {
    if Columns::of(Rangef::new(0.0, width)).wide.is_some() { ROW } else { STACKED }
}

/// The heads of the columns.
pub(super) fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let columns = Columns::of(rect.x_range());
    let [role, signed, standing] = columns.wide.map_or([None; 3], |wide| wide.map(Some));
    let decision = if columns.wide.is_some() { "Decision" } else { "Decision, and is it still true?" };
    for (column, text) in [
        (Some(columns.who), "Who"),
        (role, "Speaks for"),
        (Some(columns.decision), decision),
        (signed, "Signed"),
        (standing, "Is it still true?"),
    ] {
        let Some(column) = column else { continue };
        let galley = theme::cut(ui, text, Type::Caption, c.ink_3, column.span(), 1);
        ui.painter().galley(pos2(column.min, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

pub(super) fn named(sign_off: &SignOff) -> &str {
    match sign_off.name.trim() {
        "" => "Nobody named",
        name => name,
    }
}

pub(super) fn decided(sign_off: &SignOff) -> &'static str {
    sign_off.decision.map_or("Not signed", crate::model::reviews::SignOffDecision::label)
}

/// What a screen reader says.
pub(super) fn said(sign_off: &SignOff, standing: Option<&Standing>, since: Option<usize>) -> String {
    let mut text = format!("{}, {}: {}", named(sign_off), sign_off.role.trim(), decided(sign_off).to_lowercase());
    if let Some(date) = sign_off.date {
        text.push_str(&format!(" on {}", words::date(date)));
    }
    if sign_off.decision.is_some() {
        let standing = standing.map_or_else(|| "no digest".to_owned(), |standing| standing.words().to_lowercase());
        text.push_str(&format!(", {standing}"));
    }
    if let Some(since) = since {
        text.push_str(&format!(", {}", changes_since(since)));
    }
    text
}

/// How many edits have touched what is stale; `None` where nothing is stale, or the edits cannot be counted.
pub(super) fn since(desk: &mut Desk<'_>, sign_off: &SignOff) -> Option<usize> {
    let is_stale = desk.facts.sign_offs.get(&sign_off.id).is_some_and(Standing::is_stale);
    desk.comparisons.edits_since(sign_off.id).filter(|_| is_stale)
}

fn changes_since(count: usize) -> String {
    format!("{count} {} since", if count == 1 { "change" } else { "changes" })
}

/// Where the digest stands: a sign, a word or a chip, and what is to be said about it.
fn digest_words(sign_off: &SignOff, standing: Option<&Standing>, since: Option<usize>) -> (Option<char>, String) {
    let kept = sign_off.digest.trim();
    match (sign_off.decision, standing) {
        (None, _) => (None, String::new()),
        (Some(_), _) if kept.is_empty() => (Some(icons::QUESTION), "No digest kept".to_owned()),
        (Some(_), Some(standing)) if standing.is_stale() => {
            let why = || words::capitalized(standing.words().trim_start_matches("Stale: "));
            let what = since.map_or_else(why, changes_since);
            (Some(icons::CLOCK_BACK), what)
        }
        (Some(_), Some(_)) => (Some(icons::SEAL_CHECK), "Current".to_owned()),
        (Some(_), None) => (Some(icons::SEAL_CHECK), format!("Digest {}", state::ends_of(kept))),
    }
}

/// Paints a row, and says on a pointer what its signs mean.
pub(super) fn paint(ui: &Ui, desk: &Desk<'_>, rect: Rect, (sign_off, since): (&SignOff, Option<usize>)) {
    let c = theme::colors(ui);
    let columns = Columns::of(rect.x_range());
    let middle = rect.center().y;
    let text = |column: Rangef, middle: f32, text: &str, style: Type, ink: egui::Color32| {
        let galley = theme::cut(ui, text, style, ink, column.span(), 1);
        ui.painter().galley(pos2(column.min, middle - galley.size().y / 2.0), galley, ink);
    };
    let ink = if sign_off.name.trim().is_empty() { c.ink_3 } else { c.ink };
    let first = if columns.wide.is_some() { middle - LINE / 2.0 } else { middle - LINE };
    let covers = covers::in_words(&sign_off.covers);
    let date = sign_off.date.map(|date| words::short_day(date, desk.today)).unwrap_or_default();
    if let Some([role, signed, standing]) = columns.wide {
        text(columns.who, middle, named(sign_off), Type::Strong, ink);
        // whom they speak for is half of what they say: where it does not fit on one line, it takes a second
        let galley = theme::cut(ui, sign_off.role.trim(), Type::Body, c.ink_2, role.span(), 2);
        ui.painter().galley(pos2(role.min, middle - galley.size().y / 2.0), galley, c.ink_2);
        text(signed, middle, &date, Type::Body, c.ink_2);
        still_true(ui, desk, Rect::from_x_y_ranges(standing, rect.y_range()), (sign_off, since, ""));
    } else {
        text(columns.who, first, named(sign_off), Type::Strong, ink);
        text(columns.who, middle, sign_off.role.trim(), Type::Small, c.ink_3);
        let line = Rect::from_x_y_ranges(columns.decision, Rangef::point(middle + LINE).expand(LINE / 2.0));
        still_true(ui, desk, line, (sign_off, since, &date));
    }
    let mark = Glyph::Verdict(sign::look(sign_off.decision));
    let at = Rect::from_center_size(pos2(columns.decision.min + 8.0, first), Vec2::splat(15.0));
    glyph::paint(ui.painter(), at, mark, c);
    let below = Rangef::new(columns.decision.min + 22.0, columns.decision.max);
    let (style, ink) = if sign_off.decision.is_some() { (Type::Medium, c.ink) } else { (Type::Body, c.ink_3) };
    text(below, first, decided(sign_off), style, ink);
    text(below, first + LINE, &covers, Type::Small, c.ink_3);
    found(ui, desk, rect, sign_off);
}

/// The worst finding on a line, named on a pointer and for a screen reader.
fn found(ui: &Ui, desk: &Desk<'_>, rect: Rect, sign_off: &SignOff) {
    let Some(worst) = desk.facts.worst_of_item(sign_off.id) else { return };
    let at = Rect::from_center_size(pos2(rect.right() - TOOLS + SIGN, rect.center().y), Vec2::splat(14.0));
    glyph::paint(ui.painter(), at, Glyph::of_severity(worst), theme::colors(ui));
    let said: Vec<&str> = desk.facts.of_item(sign_off.id).map(|finding: &Finding| finding.rule.title).collect();
    note(ui, at.expand(5.0), (sign_off, "found"), &said.join(". "));
}

/// A part of a row that says something on a pointer, and to a screen reader.
fn note(ui: &Ui, at: Rect, (sign_off, part): (&SignOff, &str), said: &str) {
    let id = egui::Id::unique(("sign-off", sign_off.id, part));
    let response = ui.interact(at, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said));
    response.on_hover_text(said);
}

/// Whether it is still true, in a line: the day if that has no column, then a chip or a sign with a word.
fn still_true(ui: &Ui, desk: &Desk<'_>, line: Rect, (sign_off, since, date): (&SignOff, Option<usize>, &str)) {
    let c = theme::colors(ui);
    let middle = line.center().y;
    let standing = desk.facts.sign_offs.get(&sign_off.id);
    let (icon, says) = digest_words(sign_off, standing, since);
    let style = if date.is_empty() { Type::Body } else { Type::Small };
    let text = |at: f32, text: &str| {
        let rows = if line.height() >= ROW { 2 } else { 1 };
        let galley = theme::cut(ui, text, style, c.ink_2, (line.right() - at).max(0.0), rows);
        let width = galley.size().x;
        ui.painter().galley(pos2(at, middle - galley.size().y / 2.0), galley, c.ink_2);
        at + width
    };
    let mut at = line.left();
    if !date.is_empty() {
        at = text(at, date) + 8.0;
    }
    let Some(icon) = icon else { return };
    let is_stale = standing.is_some_and(Standing::is_stale) && icon == icons::CLOCK_BACK;
    at = if is_stale {
        stale_chip(ui, pos2(at, middle)) + 8.0
    } else {
        let sign = Rect::from_center_size(pos2(at + 8.0, middle), Vec2::splat(15.0));
        label::paint_icon(ui, sign, icon, Type::Icon, c.ink_2);
        at + 22.0
    };
    text(at, &says);
    let whole = standing.map_or(says, Standing::words);
    let whole = if date.is_empty() { whole } else { format!("{date}. {whole}") };
    note(ui, line, (sign_off, "standing"), &whole);
}

/// A chip that says that it is stale, from a place in the middle of its left edge on. Gives where it ends.
fn stale_chip(ui: &Ui, at: egui::Pos2) -> f32 {
    let c = theme::colors(ui);
    let galley = theme::line(ui, "Stale", Type::Caption, c.atrisk_text);
    let rect = Rect::from_min_size(at - vec2(0.0, 10.0), vec2(32.0 + galley.size().x, 20.0));
    ui.painter().rect_filled(rect, radius::CHIP, c.atrisk_fill);
    let sign = Rect::from_center_size(rect.left_center() + vec2(13.0, 0.0), Vec2::splat(14.0));
    label::paint_icon(ui, sign, icons::CLOCK_BACK, Type::Icon, c.atrisk_text);
    let corner = rect.left_center() + vec2(24.0, -galley.size().y / 2.0);
    ui.painter().galley(corner, galley, c.atrisk_text);
    rect.right()
}
