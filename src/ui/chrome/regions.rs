//! Regions of the window, for moving between them with F6: top bar, sidebar, main, inspector.

use egui::{Context, Id, Rect, Response};

use crate::ui::widgets::focus;

/// A region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// The bar at the top.
    TopBar,
    /// The list of sections.
    Sidebar,
    /// The page.
    Main,
    /// Findings and history.
    Inspector,
}

const ALL: [Region; 4] = [Region::TopBar, Region::Sidebar, Region::Main, Region::Inspector];

/// Where a region is entered, as of the last frame that drew it.
#[derive(Debug, Clone, Copy)]
struct Entrance {
    id: Id,
    frame: u64,
}

fn key(region: Region) -> Id {
    Id::unique(("region", region as u8))
}

fn extent_key(region: Region) -> Id {
    Id::unique(("extent of region", region as u8))
}

/// Says which part of the window a region takes in this frame.
pub fn extent(ctx: &Context, region: Region, rect: Rect) {
    ctx.data_mut(|data| data.insert_temp(extent_key(region), rect));
}

/// Which part of the window a region took last.
pub fn part(ctx: &Context, region: Region) -> Option<Rect> {
    ctx.data(|data| data.get_temp(extent_key(region)))
}

/// The region of the open ones that holds the widget with the focus.
fn current(ctx: &Context, open: &[(Region, Entrance)]) -> Option<usize> {
    let focused = ctx.memory(egui::Memory::focused)?;
    if let Some(at) = open.iter().position(|(_, entrance)| entrance.id == focused) {
        return Some(at);
    }
    let here = focus::place(ctx)?.center();
    let extent = |region: Region| ctx.data(|data| data.get_temp::<Rect>(extent_key(region)));
    open.iter().position(|(region, _)| extent(*region).is_some_and(|rect| rect.contains(here)))
}

/// Says that `response` is the widget through which a region is entered; the first one in a frame counts.
pub fn entrance(region: Region, response: &Response) {
    let ctx = &response.ctx;
    let frame = ctx.cumulative_pass_nr();
    let known: Option<Entrance> = ctx.data(|data| data.get_temp(key(region)));
    if known.is_none_or(|known| known.frame != frame) {
        let entrance = Entrance { id: response.id, frame };
        ctx.data_mut(|data| data.insert_temp(key(region), entrance));
    }
}

/// Moves the focus to the entrance of the next region, or of the one before.
pub fn go(ctx: &Context, forward: bool) {
    let frame = ctx.cumulative_pass_nr();
    let open: Vec<(Region, Entrance)> = ALL
        .iter()
        .filter_map(|region| Some((*region, ctx.data(|data| data.get_temp::<Entrance>(key(*region)))?)))
        .filter(|(_, entrance)| entrance.frame + 2 >= frame)
        .collect();
    let last = open.len().saturating_sub(1);
    let next = match (current(ctx, &open), forward) {
        (Some(at), true) if at < last => at + 1,
        (Some(at), false) if at > 0 => at - 1,
        (_, true) => 0,
        (_, false) => last,
    };
    if let Some((_, entrance)) = open.get(next) {
        ctx.memory_mut(|memory| memory.request_focus(entrance.id));
    }
}
