//! What archives and readers ask of a whole document: what its colors mean, and how its pages are numbered.
//!
//! Relies on ISO 32000-1, 12.4.2, and ISO 19005-3, 6.2.3.

use lopdf::{Document, Object, Stream, dictionary};

/// What the RGB numbers in the pages mean. See `assets/icc/README.md`.
const SRGB: &[u8] = include_bytes!("../../../assets/icc/sRGB-v2-magic.icc");

/// Ties the color profile and the page labels to the catalog.
pub(super) fn write(document: &mut Document) -> Result<(), lopdf::Error> {
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
