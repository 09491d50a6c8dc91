//! Caveat: an offline workbook for people who answer for an AI product.

pub mod report {
    //! Workbook -> blocks.
    pub mod block;
}
pub mod render;
pub mod store;
