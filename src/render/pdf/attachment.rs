//! A file carried inside the document, as PDF/A-3 allows it (ISO 19005-3, 6.8): the workbook that it was made from.

use lopdf::{Document, Object, Stream, dictionary};

use super::string::text_string;
use super::{Attachment, Info, metadata};

/// Embeds the file and names it in the catalog, as the source of the document.
pub(super) fn write(document: &mut Document, attachment: &Attachment, info: &Info) -> Result<(), lopdf::Error> {
    let mut parameters = dictionary! { "Size" => attachment.bytes.len() as u32 };
    if let Some(date) = metadata::pdf_date(info) {
        parameters.set("ModDate", date);
    }
    let kind = dictionary! {
        "Type" => "EmbeddedFile",
        "Subtype" => "application/octet-stream",
        "Params" => parameters,
    };
    let file = document.add_object(Stream::new(kind, attachment.bytes.clone()));
    let name = text_string(&attachment.name);
    let specification = document.add_object(dictionary! {
        "Type" => "Filespec",
        "F" => name.clone(),
        "UF" => name.clone(),
        "Desc" => text_string(&attachment.description),
        "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    let catalog = document.catalog_mut()?;
    catalog.set("AF", vec![Object::Reference(specification)]);
    let names = dictionary! { "Names" => vec![name, Object::Reference(specification)] };
    catalog.set("Names", dictionary! { "EmbeddedFiles" => names });
    Ok(())
}
