//! The last step: what archives and readers ask of a whole file, and the bytes.
//!
//! Relies on ISO 32000-1, 7.5 and 14.4, and ISO 19005-3, 6.2.3. The identifier of the file is the digest of its bytes:
//! the same document is the same file, and another document is another one.

use lopdf::{Document, Object, SaveOptions, Stream, StringFormat, dictionary};
use sha2::{Digest, Sha256};

/// What the RGB numbers in the pages mean. See `assets/icc/README.md`.
const SRGB: &[u8] = include_bytes!("../../../assets/icc/sRGB-v2-magic.icc");

/// Bytes in each half of the identifier.
const IDENTIFIER_LENGTH: usize = 16;

/// Ties the color profile and the page labels to the catalog.
pub(super) fn describe(document: &mut Document) -> Result<(), lopdf::Error> {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, SRGB.to_vec()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    let labels = dictionary! { "Nums" => vec![0.into(), Object::Dictionary(dictionary! { "S" => "D" })] };
    let catalog = document.catalog_mut()?;
    catalog.set("OutputIntents", vec![Object::Dictionary(intent)]);
    catalog.set("PageLabels", labels);
    Ok(())
}

/// The file. Objects go into compressed streams, which makes tagged documents a third of the size.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>, std::io::Error> {
    "1.7".clone_into(&mut document.version);
    document.compress();
    let blank = Object::String(vec![0; IDENTIFIER_LENGTH], StringFormat::Hexadecimal);
    document.trailer.set("ID", vec![blank.clone(), blank]);
    let options = SaveOptions::builder().use_object_streams(true).use_xref_streams(true).compression_level(6).build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options)?;
    identify(&mut bytes);
    Ok(bytes)
}

/// Puts the digest of the file into the place that was kept free for it, in the cross-reference stream at the end.
fn identify(bytes: &mut [u8]) {
    let blank = format!("<{}>", "0".repeat(2 * IDENTIFIER_LENGTH));
    let place = [b"/ID[", blank.as_bytes(), blank.as_bytes(), b"]"].concat();
    let digest = Sha256::digest(&*bytes);
    let half = digest.iter().take(IDENTIFIER_LENGTH).fold(String::new(), |hex, byte| format!("{hex}{byte:02X}"));
    let written = format!("/ID[<{half}><{half}>]");
    let found = bytes.windows(place.len()).rposition(|window| window == place);
    if let Some(target) = found.and_then(|start| bytes.get_mut(start..start + written.len())) {
        target.copy_from_slice(written.as_bytes());
    }
}
