//! What the document says about itself: the information dictionary, and the same as XMP with the claims of conformance.
//!
//! Relies on ISO 32000-1, 14.3; ISO 19005-3, 6.6; ISO 14289-1, 5. Dates come from the caller only: a clock would make
//! every export differ.

use std::fmt::Write as _;

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::Info;
use super::string::text_string;

/// The program that made the file, with its version.
const PRODUCER: &str = concat!("Caveat ", env!("CARGO_PKG_VERSION"));

/// Writes both forms, and the language into the catalog.
pub(super) fn write(document: &mut Document, info: &Info) -> Result<(), lopdf::Error> {
    let place = document.trailer.get(b"Info")?.as_reference()?;
    document.set_object(place, information(info));
    let xmp = Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, xmp(info).into_bytes());
    // Archives read this without decoding anything (ISO 19005-3, 6.6.2.1).
    let metadata = document.add_object(xmp.with_compression(false));
    let catalog = document.catalog_mut()?;
    catalog.set("Metadata", metadata);
    catalog.set("Lang", text_string(language(info)));
    catalog.set("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });
    Ok(())
}

/// The date as `YYYY-MM-DD`, if it is one.
pub(super) fn date(info: &Info) -> Option<&str> {
    let shape: String = info.date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    (shape == "0000-00-00").then_some(info.date.as_str())
}

/// The date as PDF writes it.
pub(super) fn pdf_date(info: &Info) -> Option<Object> {
    date(info).map(|date| Object::string_literal(format!("D:{}", date.replace('-', ""))))
}

/// The language tag; "undetermined" in place of one that no reader would understand.
fn language(info: &Info) -> &str {
    let is_tag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if info.language.split('-').all(is_tag) { &info.language } else { "und" }
}

fn information(info: &Info) -> Dictionary {
    let mut written = dictionary! { "Producer" => text_string(PRODUCER), "Creator" => text_string(PRODUCER) };
    for (key, text) in [("Title", &info.title), ("Author", &info.author), ("Subject", &info.subject)] {
        if !text.is_empty() {
            written.set(key, text_string(text));
        }
    }
    for key in ["CreationDate", "ModDate"] {
        if let Some(date) = pdf_date(info) {
            written.set(key, date);
        }
    }
    written
}

fn xmp(info: &Info) -> String {
    let mut properties = String::new();
    let mut property = |name: &str, value: &str| {
        // Writing into a string cannot fail.
        writeln!(properties, "<{name}>{value}</{name}>").ok();
    };
    let alternative = |text: &str| format!(r#"<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>"#, xml(text));
    property("dc:format", "application/pdf");
    property("dc:title", &alternative(&info.title));
    if !info.subject.is_empty() {
        property("dc:description", &alternative(&info.subject));
    }
    if !info.author.is_empty() {
        property("dc:creator", &format!("<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>", xml(&info.author)));
    }
    property("dc:language", &format!("<rdf:Bag><rdf:li>{}</rdf:li></rdf:Bag>", xml(language(info))));
    if let Some(date) = date(info) {
        for name in ["xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"] {
            property(name, date);
        }
    }
    property("xmp:CreatorTool", PRODUCER);
    property("pdf:Producer", PRODUCER);
    property("pdfaid:part", "3");
    property("pdfaid:conformance", "A");
    property("pdfuaid:part", "1");
    format!("{XMP_START}{properties}{XMP_END}")
}

/// Text inside XML. Characters that XML 1.0 cannot hold become the replacement character.
fn xml(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | ' '..='\u{FFFD}' | '\u{10000}'.. => escaped.push(character),
            _ => escaped.push(char::REPLACEMENT_CHARACTER),
        }
    }
    escaped
}

const XMP_START: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
"#;

/// PDF/A wants every property described that it does not know, and PDF/UA's is one (ISO 19005-3, 6.6.2.3).
const XMP_END: &str = r#"<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_metadata_stays_text() {
        let info = Info { title: "</dc:title><x>&\u{0}".into(), date: "yesterday".into(), ..Info::default() };
        let written = xmp(&info);
        assert!(written.contains("&lt;/dc:title&gt;&lt;x&gt;&amp;\u{FFFD}"));
        assert!(!written.contains("CreateDate"));
    }

    #[test]
    fn languages_are_tags_or_undetermined() {
        for (given, written) in [("en", "en"), ("de-CH", "de-CH"), ("", "und"), ("English (UK)", "und")] {
            let info = Info { language: given.into(), ..Info::default() };
            assert_eq!(language(&info), written);
        }
    }
}
