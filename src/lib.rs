//! Caveat: an offline workbook for people who answer for an AI product.

pub mod model;

pub mod knowledge;

pub mod assess;

pub mod edit;

pub mod render;
pub mod report;
