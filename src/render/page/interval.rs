//! An interval against its limit, drawn: axis, whisker, limit, dot.
//!
//! The limit stands at 1 on an axis from 0 to [`Interval::axis`], so that the limits of all rows form one line. What lies
//! beyond the axis ends in an arrow. Numbers that are not numbers draw the axis and the limit only.

use crate::render::page::art::Art;
use crate::render::page::palette;
use crate::render::page::path::{circle, filled, polyline, rect, stroked};
use crate::report::block::Interval;

/// Where an interval is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lane {
    /// Left end of the axis.
    pub(crate) x: f32,
    /// Length of the axis.
    pub(crate) width: f32,
    /// Top of the limit's line.
    pub(crate) top: f32,
    /// Height of the limit's line.
    pub(crate) height: f32,
    /// Where the axis runs.
    pub(crate) middle: f32,
}

/// Stroke widths and sizes: small in narrow cells, larger where there is room.
struct Weight {
    axis: f32,
    whisker: f32,
    tick: f32,
    dot: f32,
}

const FINE: Weight = Weight { axis: 0.75, whisker: 1.125, tick: 3.0, dot: 2.9 };
const BOLD: Weight = Weight { axis: 1.5, whisker: 1.5, tick: 4.5, dot: 3.75 };
/// From which axis length on the bolder drawing is used.
const BOLD_FROM: f32 = 130.0;

/// Draws an interval.
pub(crate) fn draw(interval: &Interval, lane: Lane, art: &mut Art) {
    let weight = if lane.width >= BOLD_FROM { BOLD } else { FINE };
    let middle = lane.middle;
    let axis_color = if lane.width >= BOLD_FROM { palette::LINE } else { palette::LINE_STRONG };
    let axis = rect(lane.x, middle - weight.axis / 2.0, lane.width, weight.axis);
    art.path(filled(axis, axis_color));
    let reach = if interval.axis.is_finite() && interval.axis > 0.0 { interval.axis } else { 2.5 };
    let at = |value: f64| lane.x + lane.width * (value / reach).clamp(0.0, 1.0) as f32;
    let color = palette::mark(interval.verdict);
    let measured = interval.rate.filter(|rate| rate.is_finite() && !interval.low.is_nan() && !interval.high.is_nan());
    if measured.is_some() {
        let (low, high) = (at(interval.low), at(interval.high));
        let tick = |x: f32| polyline(&[(x, middle - weight.tick), (x, middle + weight.tick)]);
        art.path(stroked(polyline(&[(low, middle), (high, middle)]), color, weight.whisker));
        art.path(stroked(tick(low), color, weight.whisker));
        let end = if interval.high > reach {
            let back = high - weight.tick * 1.2;
            polyline(&[(back, middle - weight.tick), (high, middle), (back, middle + weight.tick)])
        } else {
            tick(high)
        };
        art.path(stroked(end, color, weight.whisker));
    }
    if reach >= 1.0 {
        let limit = polyline(&[(at(1.0), lane.top), (at(1.0), lane.top + lane.height)]);
        art.path(stroked(limit, palette::INK, weight.whisker));
    }
    if let Some(rate) = measured {
        let inset = weight.dot.min(lane.width / 4.0);
        // a rate beyond the axis leaves its arrow free
        let end = if rate > reach { inset + 2.0 * weight.tick } else { inset }.min(lane.width / 2.0);
        let x = at(rate).clamp(lane.x + inset, lane.x + lane.width - end);
        art.path(filled(circle(x, middle, weight.dot), color).with_edge(palette::SURFACE, weight.whisker * 0.7));
    }
}
