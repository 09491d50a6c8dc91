//! The parts around the body, their relations, and the archive that holds them (ISO/IEC 29500-2).
//!
//! Times in the archive are fixed, and those in the document are the report's date: nothing here knows a clock. Nothing says
//! who made the document but the report's own author.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use crate::render::RenderError;
use crate::report::block::Report;

use super::frame::Sheet;
use super::text::escaped;
use super::{Writer, frame, styles};

const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";

/// The parts in Word's language: name, root element, kind of relation, id. The body comes first.
const PARTS: [(&str, &str, &str, &str); 7] = [
    ("document", "document", "", ""),
    ("styles", "styles", "styles", "rIdStyles"),
    ("numbering", "numbering", "numbering", "rIdNumbering"),
    ("settings", "settings", "settings", "rIdSettings"),
    ("fontTable", "fonts", "fontTable", "rIdFonts"),
    ("header1", "hdr", "header", "rIdHeader"),
    ("footer1", "ftr", "footer", "rIdFooter"),
];

/// Header and footer of the sheet of a poster, which are larger.
const POSTER_PARTS: [(&str, &str, &str, &str); 2] =
    [("header2", "hdr", "header", "rIdPosterHeader"), ("footer2", "ftr", "footer", "rIdPosterFooter")];

/// The parts in Word's language that a document has.
fn parts(has_poster: bool) -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str, &'static str)> {
    PARTS.iter().chain(POSTER_PARTS.iter().filter(move |_| has_poster))
}

/// Puts the document together, which begins on the first sheet and goes on upon the other.
pub(super) fn pack(writer: &Writer<'_>, (first, home): (Sheet, Sheet)) -> Result<Vec<u8>, RenderError> {
    let (report, has_poster) = (writer.report, first.times() > 1.0);
    let (header, logo) = frame::header(report, home);
    let body = format!("<w:body>{}{}</w:body>", writer.xml, writer.sheet.section());
    let contents = [
        body,
        styles::styles(report, first.times()),
        styles::numbering(writer.numbered),
        settings(report),
        styles::font_table(),
        header,
        frame::footer(report, home),
        frame::header(report, first).0,
        frame::footer(report, first),
    ];
    let mut archive = Archive::new();
    archive.text("[Content_Types].xml", &content_types(has_poster))?;
    archive.text("_rels/.rels", &package_relations())?;
    archive.text("docProps/core.xml", &core(report))?;
    archive.text("docProps/app.xml", &app())?;
    for ((name, root, kind, _), content) in parts(has_poster).zip(contents) {
        archive.text(&format!("word/{name}.xml"), &part(root, &content))?;
        if logo.is_some() && *kind == "header" {
            let relation = relation("rIdLogo", "image", "media/logo.png");
            archive.text(&format!("word/_rels/{name}.xml.rels"), &relation_list(&relation))?;
        }
    }
    let relations = relations(has_poster, &writer.addresses, writer.pictures.len());
    archive.text("word/_rels/document.xml.rels", &relations)?;
    for (number, picture) in writer.pictures.iter().enumerate() {
        archive.picture(&format!("word/media/picture{number}.png"), picture)?;
    }
    if let Some(logo) = logo {
        archive.picture("word/media/logo.png", &logo)?;
    }
    archive.finish()
}

/// A ZIP in the making.
struct Archive {
    writer: ZipWriter<Cursor<Vec<u8>>>,
}

impl Archive {
    fn new() -> Self {
        Self { writer: ZipWriter::new(Cursor::new(Vec::new())) }
    }

    fn text(&mut self, name: &str, text: &str) -> Result<(), RenderError> {
        self.add(name, text.as_bytes(), CompressionMethod::Deflated)
    }

    fn picture(&mut self, name: &str, bytes: &[u8]) -> Result<(), RenderError> {
        self.add(name, bytes, CompressionMethod::Stored)
    }

    fn add(&mut self, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .last_modified_time(DateTime::DEFAULT)
            .system(System::Unix)
            .unix_permissions(0o644)
            .compression_method(method);
        self.writer.start_file(name, options)?;
        self.writer.write_all(bytes)?;
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, RenderError> {
        Ok(self.writer.finish()?.into_inner())
    }
}

/// A part with the names of all languages that it may speak.
fn part(root: &str, content: &str) -> String {
    format!(
        r#"{DECLARATION}<w:{root} xmlns:w="{WORD}" xmlns:r="{OFFICE}/relationships" xmlns:wp="{DRAWING}/wordprocessingDrawing" xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture">{content}</w:{root}>"#
    )
}

fn content_types(has_poster: bool) -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| format!(r#"<Override PartName="/{name}.xml" ContentType="{kind}+xml"/>"#);
    let mut xml = format!(
        r#"{DECLARATION}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>"#
    );
    for (name, _, kind, _) in parts(has_poster) {
        let kind = if kind.is_empty() { "document.main" } else { kind };
        xml.push_str(&part(&format!("word/{name}"), &format!("{word}.{kind}")));
    }
    xml.push_str(&part("docProps/core", "application/vnd.openxmlformats-package.core-properties"));
    xml.push_str(&part("docProps/app", "application/vnd.openxmlformats-officedocument.extended-properties"));
    xml.push_str("</Types>");
    xml
}

fn package_relations() -> String {
    let core = format!(
        r#"<Relationship Id="rIdCore" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#
    );
    let document = relation("rIdDocument", "officeDocument", "word/document.xml");
    let app = relation("rIdApp", "extended-properties", "docProps/app.xml");
    relation_list(&format!("{document}{core}{app}"))
}

fn relations(has_poster: bool, addresses: &[String], pictures: usize) -> String {
    let mut xml = String::new();
    for (name, _, kind, id) in parts(has_poster).filter(|(_, _, kind, _)| !kind.is_empty()) {
        xml.push_str(&relation(id, kind, &format!("{name}.xml")));
    }
    for number in 0..pictures {
        xml.push_str(&relation(&format!("rIdP{number}"), "image", &format!("media/picture{number}.png")));
    }
    for (number, address) in addresses.iter().enumerate() {
        xml.push_str(&format!(
            r#"<Relationship Id="rIdA{number}" Type="{OFFICE}/relationships/hyperlink" Target="{}" TargetMode="External"/>"#,
            escaped(address)
        ));
    }
    relation_list(&xml)
}

fn relation(id: &str, kind: &str, target: &str) -> String {
    format!(r#"<Relationship Id="{id}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>"#)
}

fn relation_list(content: &str) -> String {
    format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}/relationships">{content}</Relationships>"#)
}

fn settings(report: &Report) -> String {
    let language = escaped(&styles::language(report));
    let word = "http://schemas.microsoft.com/office/word";
    format!(
        r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="{word}" w:val="15"/></w:compat><w:themeFontLang w:val="{language}"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>"#
    )
}

/// Title, author, status, language and date; what the report does not say is left out.
fn core(report: &Report) -> String {
    let mut xml = format!(
        r#"{DECLARATION}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
    );
    let title = format!("{}: {}", report.kind, report.product);
    for (name, value) in [
        ("dc:title", title.trim_end_matches(": ")),
        ("dc:subject", &report.status),
        ("dc:creator", &report.author),
        ("dc:language", &styles::language(report)),
    ] {
        if !value.is_empty() {
            xml.push_str(&format!("<{name}>{}</{name}>", escaped(value)));
        }
    }
    if is_date(&report.date) {
        for name in ["created", "modified"] {
            let date = &report.date;
            xml.push_str(&format!(r#"<dcterms:{name} xsi:type="dcterms:W3CDTF">{date}T00:00:00Z</dcterms:{name}>"#));
        }
    }
    xml.push_str("</cp:coreProperties>");
    xml
}

fn app() -> String {
    format!(
        r#"{DECLARATION}<Properties xmlns="{OFFICE}/extended-properties"><Application>Caveat</Application></Properties>"#
    )
}

/// Whether a text is a day as ISO 8601 has it.
fn is_date(text: &str) -> bool {
    let fits = |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}
