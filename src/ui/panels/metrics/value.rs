//! A number in the unit of its metric, typed as people write it: `87%` or `0.87`, `4.1 points`, `21 h`.

use egui::Ui;

use crate::model::manner;
use crate::model::metrics::Unit;
use crate::model::number::hundredth;
use crate::model::value::{Invalid, Scalar};
use crate::model::{Number, Rate, Record, View};
use crate::ui::desk::Desk;
use crate::ui::panels::answer::{self, Question};
use crate::ui::panels::spot::Spot;
use crate::ui::widgets::field::{self, TextField};

/// Reads what was typed; a share and a difference of shares become fractions.
pub fn read(text: &str, unit: Option<Unit>) -> Result<Number, Invalid> {
    let text = text.trim();
    let invalid = |_| Invalid::new(text, wanted(unit));
    match unit {
        Some(Unit::Share) => {
            let percent = text.strip_suffix('%').map(str::trim_end);
            let number = Number::parse(percent.unwrap_or(text)).map_err(invalid)?;
            let fraction = if percent.is_some() { hundredth(number.get()) } else { number.get() };
            let fits = (0.0..=1.0).contains(&fraction);
            Number::new(fraction).filter(|_| fits).ok_or_else(|| Invalid::new(text, wanted(unit)))
        }
        Some(Unit::Difference) => {
            let points = ["points", "point", "pts", "pt", "%"].iter().find_map(|ending| text.strip_suffix(ending));
            let number = Number::parse(points.unwrap_or(text).trim_end()).map_err(invalid)?;
            let fraction = if points.is_some() { hundredth(number.get()) } else { number.get() };
            let fits = (-1.0..=1.0).contains(&fraction);
            Number::new(fraction).filter(|_| fits).ok_or_else(|| Invalid::new(text, wanted(unit)))
        }
        _ => Number::parse(bare(text, unit)).map_err(invalid),
    }
}

/// The text without the unit at its end, or the sign of a currency at its start.
fn bare(text: &str, unit: Option<Unit>) -> &str {
    let endings: &[&str] = match unit {
        Some(Unit::Seconds) => &["seconds", "second", "sec", "s"],
        Some(Unit::Minutes) => &["minutes", "minute", "min", "m"],
        Some(Unit::Hours) => &["hours", "hour", "h"],
        Some(Unit::Days) => &["days", "day", "d"],
        Some(Unit::PerThousand) => &["‰", "per 1,000", "per 1000"],
        Some(Unit::Money) => return text.trim_start_matches(['€', '$', '£', '¥']).trim_start(),
        _ => &[],
    };
    endings.iter().find_map(|ending| text.strip_suffix(ending)).unwrap_or(text).trim_end()
}

/// What would be accepted, as a noun phrase.
fn wanted(unit: Option<Unit>) -> &'static str {
    match unit {
        Some(Unit::Share) => "a share from 0% to 100%, such as 87% or 0.87",
        Some(Unit::Difference) => "a difference of shares, such as 4.1 points or 0.041",
        Some(Unit::Seconds) => "a number of seconds, such as 22",
        Some(Unit::Minutes) => "a number of minutes, such as 12",
        Some(Unit::Hours) => "a number of hours, such as 21",
        Some(Unit::Days) => "a number of days, such as 9",
        Some(Unit::Money) => "an amount, such as 8.35",
        Some(Unit::PerThousand) => "a number per 1,000, such as 2.9",
        Some(Unit::Number) | None => "a number, such as 1,250.5",
    }
}

/// A short example for an empty field.
fn example(unit: Option<Unit>) -> &'static str {
    match unit {
        Some(Unit::Share) => "Such as 87%",
        Some(Unit::Difference) => "Such as 4.1 points",
        Some(Unit::Seconds) => "Seconds, such as 22",
        Some(Unit::Minutes) => "Minutes, such as 12",
        Some(Unit::Hours) => "Hours, such as 21",
        Some(Unit::Days) => "Days, such as 9",
        Some(Unit::Money) => "Such as 8.35",
        Some(Unit::PerThousand) => "Such as 2.9",
        Some(Unit::Number) | None => "Such as 1,250.5",
    }
}

/// The number as it is edited: [`read`] gives the same number back.
pub fn text(number: Number, unit: Option<Unit>) -> String {
    let scaled = match unit {
        Some(Unit::Share) => Rate::new(number.get()).map(|rate| manner::decimal(&rate.to_string())),
        Some(Unit::Difference) => {
            let points = format!("{:.8}", number.get() * 100.0);
            Some(manner::decimal(&format!("{} points", points.trim_end_matches('0').trim_end_matches('.'))))
        }
        _ => None,
    };
    // what was entered with more digits than are shown is edited as it is
    scaled.filter(|text| read(text, unit) == Ok(number)).unwrap_or_else(|| manner::decimal(&number.to_string()))
}

/// What a field of a number did.
#[derive(Debug, Default)]
pub struct Done {
    /// Enter was pressed.
    pub entered: bool,
}

/// Shows the question `key` of a record with its mark, its answer typed in the unit. `focus`: take the focus now.
pub fn question(
    ui: &mut Ui,
    desk: &mut Desk<'_>,
    (spot, record): (&Spot, &dyn Record),
    (key, unit): (&'static str, Option<Unit>),
    focus: bool,
) -> Done {
    let mut done = Done::default();
    let found = record.answers().find(|(field, _)| field.key == key);
    let Some((field, value)) = found else { return done };
    let question = Question { spot, field, value, mark: record.marks().get(key) };
    answer::show_as(ui, desk, question, &mut |ui, desk, question| {
        let View::Number(number) = question.value.view() else { return };
        let edit = TextField::line(question.id(), question.field.label).hint(example(unit)).width(240.0);
        let current = number.map(|number| text(number, unit)).unwrap_or_default();
        let reads = |text: &str| read(text, unit).map(drop);
        let typed = field::value(ui, edit.take_focus_and_select(focus), &current, &reads);
        done.entered |= typed.entered;
        if let Some(new) = typed.text {
            let plain = read(&new, unit).map(|number| manner::decimal(&number.to_string())).unwrap_or_default();
            let name = format!("edit {}", question.field.label.to_lowercase());
            question.spot.write(desk, &name, key, |value| answer::set(value, &plain));
        }
    });
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (typed, unit, expected) in [
            ("87%", Unit::Share, Some(0.87)),
            ("0.87", Unit::Share, Some(0.87)),
            ("87", Unit::Share, None),
            ("140%", Unit::Share, None),
            ("-1%", Unit::Share, None),
            ("good", Unit::Share, None),
            ("4.1 points", Unit::Difference, Some(0.041)),
            ("-4.1pt", Unit::Difference, Some(-0.041)),
            ("0.041", Unit::Difference, Some(0.041)),
            ("41", Unit::Difference, None),
            ("21 h", Unit::Hours, Some(21.0)),
            ("21", Unit::Hours, Some(21.0)),
            ("soon", Unit::Hours, None),
            ("€8.35", Unit::Money, Some(8.35)),
            ("2.9‰", Unit::PerThousand, Some(2.9)),
            ("1,250.5", Unit::Number, Some(1_250.5)),
            ("inf", Unit::Number, None),
        ] {
            let found = read(typed, Some(unit)).ok().map(Number::get);
            assert_eq!(found, expected, "{typed} as {unit:?}");
        }
    }

    #[test]
    fn what_is_edited_is_what_was_entered() {
        for (value, unit, shown) in [
            (0.87, Unit::Share, "87%"),
            (0.881_905, Unit::Share, "88.1905%"),
            (0.123_456_789_012_3, Unit::Share, "0.1234567890123"),
            (0.041, Unit::Difference, "4.1 points"),
            (21.0, Unit::Hours, "21"),
            (1.5, Unit::Share, "1.5"),
        ] {
            let number = Number::new(value).expect("finite");
            assert_eq!(text(number, Some(unit)), shown);
            if value <= 1.0 || unit == Unit::Hours {
                assert_eq!(read(shown, Some(unit)), Ok(number), "{shown}");
            }
        }
    }
}
