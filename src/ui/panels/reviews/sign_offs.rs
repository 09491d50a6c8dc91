//! Who signed: a row for each, with what was decided and whether the workbook still says what was signed.

use egui::{Key, Modifiers, Rangef, Rect, Role, Sense, Stroke, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::edit::operations::{duplicate_item, move_item};
use crate::model::reviews::SignOff;
use crate::model::{Id, Item as _, Workbook};
use crate::report::Standing;
use crate::ui::desk::{Desk, Order};
use crate::ui::icons;
use crate::ui::panels::spot::Spot;
use crate::ui::theme::{self, Type, radius};
use crate::ui::widgets::button::{Button, icon_button};
use crate::ui::widgets::glyph::{self, Glyph};
use crate::ui::widgets::{focus, label, menu};
use crate::words;

use super::{View, acts, sign, state};

const ROW: f32 = 44.0;
/// Room for the buttons at the end of a row, and for the sign before them.
const TOOLS: f32 = 184.0;
/// Where that sign has its middle, from where the room begins.
const SIGN: f32 = 12.0;
/// Where the buttons begin at the least, from there: eight points behind the sign.
const BUTTONS: f32 = SIGN + 7.0 + 8.0;

/// The id of a row, so that the focus goes with it when it is moved.
pub(super) fn row_id(id: Id) -> egui::Id {
    egui::Id::unique(("sign-off", id))
}

/// Where the columns stand.
struct Columns {
    who: Rangef,
    role: Option<Rangef>,
    decision: Rangef,
    signed: Option<Rangef>,
    digest: Option<Rangef>,
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
        if room < 480.0 {
            let who = take(room * 0.55);
            return Self { who, role: None, decision: take(room * 0.45), signed: None, digest: None };
        }
        let with_digest = room >= 600.0;
        let share = if with_digest { room / 9.0 } else { room / 6.8 };
        Self {
            who: take(share * 1.65),
            role: Some(take(share * 1.9)),
            decision: take(share * 2.0),
            signed: Some(take(share * 0.75)),
            digest: with_digest.then(|| take(share * 2.7)),
        }
    }
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let sign_offs = &workbook.reviews.sign_offs;
    super::heading(ui, "Sign-offs", "Who stands behind it?", |ui| {
        let ask = Button::new("Sign-off").quiet().icon(icons::PLUS).name("Ask for a sign-off").show(ui);
        if ask.on_hover_text("Adds a line for somebody who has not signed yet").clicked() {
            acts::ask(desk, view);
        }
        super::as_sheet(ui, "sign_offs", "sign-offs");
    });
    if super::marked(ui, desk, workbook, "sign_offs") {
        return;
    }
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        if sign_offs.is_empty() {
            label::rule(ui);
            ui.add_space(8.0);
            let prompt = "Nobody has looked at this yet. Whose word does the release need?";
            label::text(ui, prompt, Type::Prompt, theme::colors(ui).ink_2);
            ui.add_space(8.0);
        } else {
            head(ui);
        }
        for (index, sign_off) in sign_offs.iter().enumerate() {
            ui.push_id(sign_off.id, |ui| row(ui, desk, view, (workbook, sign_off, index)));
        }
    });
    sign::show(ui, desk, view, None);
}

fn head(ui: &mut Ui) {
    let c = theme::colors(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let columns = Columns::of(rect.x_range());
    for (column, text) in [
        (Some(columns.who), "Who"),
        (columns.role, "Speaks for"),
        (Some(columns.decision), "Decision"),
        (columns.signed, "Signed"),
        (columns.digest, "Is it still true?"),
    ] {
        let Some(column) = column else { continue };
        let galley = theme::cut(ui, text, Type::Caption, c.ink_3, column.span(), 1);
        ui.painter().galley(pos2(column.min, rect.center().y - galley.size().y / 2.0), galley, c.ink_3);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line_strong));
}

fn row(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off, index): (&Workbook, &SignOff, usize)) {
    let open = view.open == Some(sign_off.id);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let since = since(desk, sign_off);
    let response = ui.interact(rect, row_id(sign_off.id), Sense::click());
    let standing = desk.facts.sign_offs.get(&sign_off.id);
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, open, said(sign_off, standing, since)));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
    let c = theme::colors(ui);
    if open {
        ui.painter().rect_filled(rect, 0, c.accent_soft);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0, c.hover);
    }
    if ui.is_rect_visible(rect) {
        paint(ui, desk, rect, (sign_off, since));
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(1.0, c.line));
    focus::ring_inside(ui, &response, rect, 0);
    if response.clicked() {
        view.open = Some(sign_off.id).filter(|_| !open);
    }
    if response.has_focus() {
        keys(ui, desk, view, (workbook, sign_off, index));
    }
    tools(ui, desk, view, rect, (workbook, sign_off, index));
    sign::show(ui, desk, view, Some(sign_off.id));
    if open {
        ui.add_space(8.0);
        super::every_question(ui, desk, view, (sign_off.id, sign_off));
        ui.add_space(8.0);
    }
}

fn named(sign_off: &SignOff) -> &str {
    match sign_off.name.trim() {
        "" => "Nobody named",
        name => name,
    }
}

fn decided(sign_off: &SignOff) -> &'static str {
    sign_off.decision.map_or("Not signed", crate::model::reviews::SignOffDecision::label)
}

/// What a screen reader says.
fn said(sign_off: &SignOff, standing: Option<&Standing>, since: Option<usize>) -> String {
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
fn since(desk: &mut Desk<'_>, sign_off: &SignOff) -> Option<usize> {
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

fn paint(ui: &Ui, desk: &Desk<'_>, rect: Rect, (sign_off, since): (&SignOff, Option<usize>)) {
    let c = theme::colors(ui);
    let columns = Columns::of(rect.x_range());
    let middle = rect.center().y;
    let text = |column: Rangef, text: &str, style: Type, ink: egui::Color32| {
        let galley = theme::cut(ui, text, style, ink, column.span(), 2);
        ui.painter().galley(pos2(column.min, middle - galley.size().y / 2.0), galley, ink);
    };
    let ink = if sign_off.name.trim().is_empty() { c.ink_3 } else { c.ink };
    if let Some(role) = columns.role {
        text(columns.who, named(sign_off), Type::Strong, ink);
        text(role, sign_off.role.trim(), Type::Body, c.ink_2);
    } else {
        let name = theme::cut(ui, named(sign_off), Type::Strong, ink, columns.who.span(), 1);
        let role = theme::cut(ui, sign_off.role.trim(), Type::Small, c.ink_3, columns.who.span(), 1);
        ui.painter().galley(pos2(columns.who.min, middle - 18.0), name, ink);
        ui.painter().galley(pos2(columns.who.min, middle + 2.0), role, c.ink_3);
    }
    let glyph_at = |x: f32| Rect::from_center_size(pos2(x + 8.0, middle), Vec2::splat(15.0));
    let mark = Glyph::Verdict(sign::look(sign_off.decision));
    glyph::paint(ui.painter(), glyph_at(columns.decision.min), mark, c);
    let words = Rangef::new(columns.decision.min + 22.0, columns.decision.max);
    let strong = if sign_off.decision.is_some() { Type::Medium } else { Type::Body };
    text(words, decided(sign_off), strong, if sign_off.decision.is_some() { c.ink } else { c.ink_3 });
    if let Some(signed) = columns.signed {
        let date = sign_off.date.map(|date| words::short_day(date, desk.today)).unwrap_or_default();
        text(signed, &date, Type::Body, c.ink_2);
    }
    if let Some(digest) = columns.digest {
        let standing = desk.facts.sign_offs.get(&sign_off.id);
        let (icon, says) = digest_words(sign_off, standing, since);
        let at = if standing.is_some_and(Standing::is_stale) && icon == Some(icons::CLOCK_BACK) {
            stale_chip(ui, pos2(digest.min, middle)) + 8.0
        } else if let Some(icon) = icon {
            label::paint_icon(ui, glyph_at(digest.min), icon, Type::Icon, c.ink_2);
            digest.min + 22.0
        } else {
            digest.min
        };
        text(Rangef::new(at, digest.max.max(at)), &says, Type::Body, c.ink_2);
    }
    if let Some(worst) = desk.facts.worst_of_item(sign_off.id) {
        let at = Rect::from_center_size(pos2(rect.right() - TOOLS + SIGN, middle), Vec2::splat(14.0));
        glyph::paint(ui.painter(), at, Glyph::of_severity(worst), c);
    }
}

/// A chip that says that it is stale, from a place in the middle of its left edge on. Gives where it ends.
fn stale_chip(ui: &Ui, at: egui::Pos2) -> f32 {
    let c = theme::colors(ui);
    let galley = theme::line(ui, "Stale", Type::Caption, c.atrisk_text);
    let rect = Rect::from_min_size(at - vec2(0.0, 10.0), vec2(32.0 + galley.size().x, 20.0));
    ui.painter().rect_filled(rect, radius::CHIP, c.atrisk_fill);
    let sign = Rect::from_center_size(rect.left_center() + vec2(13.0, 0.0), Vec2::splat(14.0));
    label::paint_icon(ui, sign, icons::CLOCK_BACK, Type::Caption, c.atrisk_text);
    let corner = rect.left_center() + vec2(24.0, -galley.size().y / 2.0);
    ui.painter().galley(corner, galley, c.atrisk_text);
    rect.right()
}

/// The buttons at the end of a row.
fn tools(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    rect: Rect,
    (workbook, sign_off, index): (&Workbook, &SignOff, usize),
) {
    let area =
        Rect::from_min_max(pos2(rect.right() - TOOLS + BUTTONS, rect.top()), rect.right_bottom() - vec2(4.0, 0.0));
    ui.scope_builder(egui::UiBuilder::new().max_rect(area), |ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            let dots = icon_button(ui, icons::DOTS, &format!("More about {}", sign_off.cite()), true);
            menu::below(&dots, |ui| row_menu(ui, desk, view, (workbook, sign_off, index)));
            if sign_off.decision.is_none() && view.signing.is_none() {
                let name = format!("Sign {}", sign_off.cite());
                if Button::new("Sign").icon(icons::SIGNATURE).name(&name).show(ui).clicked() {
                    view.signing = Some(sign::Draft::of(sign_off));
                }
            } else if desk.facts.sign_offs.get(&sign_off.id).is_some_and(Standing::is_stale) {
                let name = format!("Ask again for {}", sign_off.cite());
                if Button::new("Ask again").icon(icons::PAPER_PLANE).name(&name).show(ui).clicked() {
                    desk.orders.push(Order::AskForReview(sign_off.id));
                }
            }
        });
    });
}

fn row_menu(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    view: &mut View,
    (workbook, sign_off, index): (&Workbook, &SignOff, usize),
) {
    let (id, last) = (sign_off.id, workbook.reviews.sign_offs.len().saturating_sub(1));
    let open = view.open == Some(id);
    let text = if open { "Close every question" } else { "Show every question" };
    if menu::Row::new(text).icon(icons::NOTE_PENCIL).keys("Enter").show(ui).clicked() {
        view.open = Some(id).filter(|_| !open);
    }
    if sign_off.decision.is_some() && menu::Row::new("Sign again").icon(icons::SIGNATURE).show(ui).clicked() {
        view.signing = Some(sign::Draft::again(sign_off));
    }
    let ask = if sign_off.decision.is_some() { "Ask again" } else { "Ask" };
    if menu::Row::new(ask).icon(icons::PAPER_PLANE).show(ui).clicked() {
        desk.orders.push(Order::AskForReview(sign_off.id));
    }
    if menu::Row::new("Duplicate").icon(icons::COPY).keys("Ctrl D").show(ui).clicked() {
        desk.edit("duplicate sign-off", |workbook, ids| duplicate_item(workbook, ids, id));
    }
    let up = menu::Row::new("Move up").icon(icons::ARROW_UP).keys("Alt Up").enabled(index > 0);
    if up.show(ui).clicked() && index > 0 {
        shift(desk, id, index - 1);
    }
    let down = menu::Row::new("Move down").icon(icons::ARROW_DOWN).keys("Alt Down").enabled(index < last);
    if down.show(ui).clicked() && index < last {
        shift(desk, id, index + 1);
    }
    let internal = menu::Row::new("Keep inside the organization").icon(icons::LOCK).chosen(sign_off.internal);
    if internal.show(ui).clicked() {
        Spot::item(id).set_internal(desk, !sign_off.internal);
    }
    if menu::Row::new("Delete").icon(icons::TRASH).keys("Delete").show(ui).clicked() {
        desk.remove_item(id, "sign-off");
    }
}

fn keys(ui: &Ui, desk: &mut Desk<'_>, view: &mut View, (workbook, sign_off, index): (&Workbook, &SignOff, usize)) {
    let pressed = |modifiers, key| ui.input_mut(|input| input.consume_key(modifiers, key));
    let sign_offs = &workbook.reviews.sign_offs;
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        if index > 0 {
            shift(desk, sign_off.id, index - 1);
        }
    } else if pressed(Modifiers::ALT, Key::ArrowDown) {
        if index + 1 < sign_offs.len() {
            shift(desk, sign_off.id, index + 1);
        }
    } else if pressed(Modifiers::COMMAND, Key::D) {
        desk.edit("duplicate sign-off", |workbook, ids| duplicate_item(workbook, ids, sign_off.id));
    } else if pressed(Modifiers::NONE, Key::Delete) {
        let heir = sign_offs.at(index + 1).or_else(|| sign_offs.at(index.checked_sub(1)?));
        desk.remove_item(sign_off.id, "sign-off");
        view.focus = heir.map(|heir| row_id(heir.id));
    }
}

fn shift(desk: &mut Desk<'_>, id: Id, to: usize) {
    desk.edit("move sign-off", |workbook, _| move_item(workbook, id, to));
}
