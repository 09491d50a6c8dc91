//! Blocks -> bytes. Knows report blocks, and nothing of workbooks, files or windows.

use thiserror::Error;

mod address;
mod base64;
pub mod docx;
mod figures;
pub mod fonts;
pub mod html;
pub mod markdown;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod raster;
mod svg;
pub mod tables;

/// Why a document could not be rendered.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RenderError {
    /// There is nothing to write: leave the export until the report has a page.
    #[error("the document has no pages")]
    NoPages,
    /// A font cannot be embedded: remove or update it, another one will be taken in its place.
    #[error("the font {name} cannot be embedded: {reason}")]
    Font {
        /// Name of the face as the font book knows it.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Text asks for a face that is not in the font book that was passed: use the one that the pages were laid out with.
    #[error("the pages use face {0}, which is not in this font book")]
    UnknownFace(u16),
    /// The parts could not be put together. This is a defect of Caveat or of a library: please report it.
    #[error("the PDF could not be put together")]
    Assembly(#[from] lopdf::Error),
    /// The bytes could not be written: there is not enough memory.
    #[error("the PDF could not be written out")]
    Output(#[from] std::io::Error),
    /// The parts of a document for Word could not be put together. This is a defect of Caveat or of a library: please
    /// report it.
    #[error("the document could not be put together")]
    Package(#[from] zip::result::ZipError),
    /// A spreadsheet could not be put together. This is a defect of Caveat or of a library: please report it.
    #[error("the spreadsheet could not be put together")]
    Spreadsheet(#[from] rust_xlsxwriter::XlsxError),
}
