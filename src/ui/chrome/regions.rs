//! Regions of the window, for moving between them with F6: top bar, sidebar, main, inspector.

use egui::{Context, Id, Rect, Response};

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

/// Where a region is entered, and its rectangle; as of the last frame that drew it.
#[derive(Debug, Clone, Copy)]
struct Entrance {
    id: Id,
    at: Rect,
    frame: u64,
}

fn key(region: Region) -> Id {
    Id::unique(("region", region as u8))
}

/// Says that `response` is the widget through which a region is entered; the first one in a frame counts.
pub fn entrance(region: Region, response: &Response) {
    let ctx = &response.ctx;
    let frame = ctx.cumulative_pass_nr();
    let known: Option<Entrance> = ctx.data(|data| data.get_temp(key(region)));
    if known.is_none_or(|known| known.frame != frame) {
        let entrance = Entrance { id: response.id, at: response.rect, frame };
        ctx.data_mut(|data| data.insert_temp(key(region), entrance));
    }
}

/// Moves the focus to the entrance of the next region, or of the one before.
pub fn go(ctx: &Context, by: isize) {
    let frame = ctx.cumulative_pass_nr();
    let open: Vec<Entrance> = ALL
        .iter()
        .filter_map(|region| ctx.data(|data| data.get_temp::<Entrance>(key(*region))))
        .filter(|entrance| entrance.frame + 2 >= frame)
        .collect();
    let focused = ctx.memory(|memory| memory.focused());
    let at = focused.and_then(|focused| {
        let here = ctx.read_response(focused)?.rect.center();
        // regions lie side by side: the one whose entrance is nearest to the left edge of the widget's column
        open.iter()
            .enumerate()
            .filter(|(_, entrance)| entrance.at.left() <= here.x + 1.0)
            .map(|(index, _)| index)
            .next_back()
    });
    let count = open.len();
    let next = match at {
        Some(at) => (at as isize + by).rem_euclid(count.max(1) as isize) as usize,
        None if by > 0 => 0,
        None => count.saturating_sub(1),
    };
    if let Some(entrance) = open.get(next) {
        ctx.memory_mut(|memory| memory.request_focus(entrance.id));
    }
}
