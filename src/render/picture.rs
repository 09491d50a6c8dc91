//! A logo: from the file that a person chose to pixels.

use thiserror::Error;

use crate::render::page::placed::Pixels;

/// Bytes that the file of a logo may have.
pub const SIZE_LIMIT: usize = 256 * 1024;

/// Why a file cannot be a logo.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PictureError {
    /// Neither PNG nor SVG: choose another file.
    #[error("this is neither a PNG nor an SVG")]
    Unknown,
    /// The file is larger than [`SIZE_LIMIT`]: save it smaller.
    #[error("the picture has more than {} KB", SIZE_LIMIT / 1024)]
    TooLarge,
    /// The file says it is a picture and cannot be read: save it anew.
    #[error("the picture cannot be read: {0}")]
    Broken(String),
}

/// A picture's file as the data address that a workbook keeps.
///
/// # Errors
/// [`PictureError`] if it is no picture that [`read`] would show.
pub fn data_address(_bytes: &[u8]) -> Result<String, PictureError> {
    Err(PictureError::Unknown)
}

/// The pixels of a picture in a data address, at most so many high.
///
/// # Errors
/// [`PictureError`] if there is no picture in it.
pub fn read(_address: &str, _height_px: u32) -> Result<Pixels, PictureError> {
    Err(PictureError::Unknown)
}
