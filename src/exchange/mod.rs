//! Foreign formats, in and out. Takes readers and gives values; files are opened by the store, and what comes in gets into a
//! workbook through `edit`.

pub mod answers;
pub mod attachment;
pub mod model_card;
pub mod scores;
