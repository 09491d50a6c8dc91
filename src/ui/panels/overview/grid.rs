//! How the cards stand: three, two or one beside each other, those of a line equally high.

use egui::{Rect, Sense, Ui, pos2, vec2};

use crate::model::Workbook;
use crate::ui::desk::Desk;

use super::{View, cards, gate, todo};

/// A card of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Card {
    Risks,
    Budgets,
    Steps,
    Actions,
    Basis,
    Gate,
}

impl Card {
    /// How high it is by itself.
    fn height(self, desk: &Desk<'_>, view: &View) -> f32 {
        match self {
            Self::Risks => cards::risks_height(desk),
            Self::Budgets => cards::budgets_height(desk),
            Self::Steps => todo::steps_height(desk, view),
            Self::Actions => todo::actions_height(desk, view),
            Self::Basis => cards::basis_height(desk),
            Self::Gate => gate::height(desk, view),
        }
    }

    fn show(self, ui: &mut Ui, desk: &mut Desk<'_>, (view, workbook): (&mut View, &Workbook), rect: Rect) {
        match self {
            Self::Risks => cards::risks(ui, desk, workbook, rect),
            Self::Budgets => cards::budgets(ui, desk, workbook, rect),
            Self::Steps => todo::steps(ui, desk, view, rect),
            Self::Actions => todo::actions(ui, desk, view, rect),
            Self::Basis => cards::basis(ui, desk, rect),
            Self::Gate => gate::show(ui, desk, view, rect),
        }
    }
}

/// The cards by line, each with how many columns it takes.
fn lines(columns: usize) -> &'static [&'static [(Card, usize)]] {
    match columns {
        3 => &[
            &[(Card::Risks, 1), (Card::Budgets, 1), (Card::Steps, 1)],
            &[(Card::Actions, 2), (Card::Basis, 1)],
            &[(Card::Gate, 3)],
        ],
        2 => &[
            &[(Card::Steps, 1), (Card::Risks, 1)],
            &[(Card::Budgets, 1), (Card::Basis, 1)],
            &[(Card::Actions, 2)],
            &[(Card::Gate, 2)],
        ],
        _ => &[
            &[(Card::Steps, 1)],
            &[(Card::Risks, 1)],
            &[(Card::Budgets, 1)],
            &[(Card::Actions, 1)],
            &[(Card::Gate, 1)],
            &[(Card::Basis, 1)],
        ],
    }
}

/// Shows them.
pub(super) fn show(ui: &mut Ui, desk: &mut Desk<'_>, view: &mut View, workbook: &Workbook) {
    let width = ui.available_width();
    let (columns, gap) = match width {
        1040.0.. => (3, 24.0),
        600.0.. => (2, 16.0),
        _ => (1, 16.0),
    };
    let column = (width + gap) / columns as f32 - gap;
    for line in lines(columns) {
        let height = line.iter().map(|(card, _)| card.height(desk, view)).fold(0.0, f32::max);
        let (area, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
        let mut left = area.left();
        for (card, span) in *line {
            let across = column * *span as f32 + gap * (*span as f32 - 1.0);
            let rect = Rect::from_min_size(pos2(left, area.top()), vec2(across, height));
            card.show(ui, desk, (view, workbook), rect);
            left = rect.right() + gap;
        }
        ui.add_space(gap);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_card_is_there_in_every_width_and_lines_are_full() {
        for columns in 1..=3 {
            let mut seen = Vec::new();
            for line in lines(columns) {
                assert_eq!(line.iter().map(|(_, span)| span).sum::<usize>(), columns);
                for (card, _) in *line {
                    assert!(!seen.contains(card), "{card:?} is there twice");
                    seen.push(*card);
                }
            }
            assert_eq!(seen.len(), 6, "{columns}");
        }
    }
}
