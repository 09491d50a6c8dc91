//! What pages are made of. Widgets know values, never the workbook: each takes what it shows and says what the person did.
//!
//! Every interactive widget has a name for screen readers, a target of at least 24 points, and shows its focus to whoever
//! uses the keyboard.

pub mod band_bar;
pub mod button;
pub mod choice;
pub mod dialog;
pub mod exposure_stair;
pub mod field;
pub mod focus;
pub mod gate_diamond;
pub mod glyph;
pub mod heat_map;
pub mod history_plot;
pub mod interval_bar;
pub mod label;
pub mod menu;
pub mod note;
pub mod pick_row;
pub mod pull;
pub mod range_bar;
pub mod result_row;
pub mod sentence;
pub mod share_bar;
pub mod signal_line;
pub mod sparkline;
pub mod spread;
pub mod stage_ring;
pub mod status_square;
pub mod threshold_plot;
pub mod trend_plot;
