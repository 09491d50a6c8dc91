//! The writer as a whole: validators, what readers find in the file, text read back.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::sync::Arc;

use lopdf::{Dictionary, Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};

use super::samples::{Sheet, everything, info};
use super::{Attachment, Info, write_pdf};
use crate::render::RenderError;
use crate::render::fonts::FaceId;
use crate::render::page::placed::{Pages, Paint, Picture, Pixels, Placed};

fn write(sheet: &Sheet, info: &Info) -> Vec<u8> {
    write_pdf(&sheet.pages, &sheet.fonts, info).expect("the sample is written")
}

fn assert_valid(bytes: &[u8]) {
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let report = validate_pdf_bytes(bytes, &ValidationOptions::default().profile(profile)).expect("it is a PDF");
        let failures: Vec<String> = report.failures.iter().map(ToString::to_string).collect();
        assert!(failures.is_empty(), "{profile:?}: {failures:#?}");
    }
}

#[test]
fn documents_keep_both_standards() {
    let mut info = info();
    assert_valid(&write(&everything(), &info));
    let name = "screener (1).caveat".to_owned();
    info.attachment = Some(Attachment { name, bytes: b"( )".to_vec(), description: "The workbook".to_owned() });
    assert_valid(&write(&everything(), &info));
    assert_valid(&write(&Sheet::new(), &self::info()));
}

#[test]
fn the_same_pages_give_the_same_bytes() {
    let first = write(&everything(), &info());
    assert_eq!(first, write(&everything(), &info()));
    let other = write(&everything(), &Info { title: "Other".to_owned(), ..info() });
    assert_ne!(identifier(&first), identifier(&other));
}

fn identifier(bytes: &[u8]) -> Vec<u8> {
    let document = Document::load_mem(bytes).expect("it is a PDF");
    let halves = document.trailer.get(b"ID").and_then(Object::as_array).expect("it has an identifier");
    assert_eq!(halves.first(), halves.last());
    halves.first().and_then(|half| half.as_str().ok()).map(<[u8]>::to_vec).unwrap_or_default()
}

#[test]
fn readers_find_title_language_outline_and_links() {
    let document = Document::load_mem(&write(&everything(), &info())).expect("it is a PDF");
    assert_eq!(document.version, "1.7");
    let catalog = document.catalog().expect("there is a catalog");
    assert_eq!(text(catalog, b"Lang"), "en");
    let information = reference(&document, &document.trailer, b"Info");
    assert_eq!(text(information, b"Title"), "Résumé screener: model card");
    assert_eq!(text(information, b"CreationDate"), "D:20260309");
    assert!(!information.has(b"GTS_PDFXVersion"));

    let outline = reference(&document, catalog, b"Outlines");
    let first = reference(&document, outline, b"First");
    assert_eq!(text(first, b"Title"), "Résumé screener");
    assert_eq!(text(reference(&document, first, b"First"), b"Title"), "Data");
    assert_eq!(text(reference(&document, first, b"Next"), b"Title"), "Next (\\");

    let page = document.page_iter().next().expect("there is a page");
    let links = document.get_page_annotations(page).expect("annotations can be read");
    assert_eq!(links.len(), 3, "the script is not linked");
    let action = links.get(1).and_then(|link| link.get(b"A").ok()).and_then(|action| action.as_dict().ok());
    assert_eq!(text(action.expect("it leads somewhere"), b"URI"), "https://example.org/%C3%A4");
    let words: Vec<String> = links.iter().map(|link| text(link, b"Contents")).collect();
    assert_eq!(words, ["Data, page 2", "by hand", "by hand"]);
}

fn text(dictionary: &Dictionary, key: &[u8]) -> String {
    dictionary.get(key).and_then(lopdf::decode_text_string).unwrap_or_default()
}

fn reference<'a>(document: &'a Document, dictionary: &Dictionary, key: &[u8]) -> &'a Dictionary {
    let id = dictionary.get(key).and_then(Object::as_reference).expect("there is a reference");
    document.get_dictionary(id).expect("it leads to a dictionary")
}

#[test]
fn hostile_text_stays_text() {
    let hostile = ") >> /OpenAction << /S /JavaScript /JS (app.alert(1)) >> endobj \u{202E} \u{0} <script>";
    let mut sheet = everything();
    sheet.paragraph("a (b\\) c) Tj ET", 700.0);
    sheet.pages.outline.iter_mut().for_each(|entry| hostile.clone_into(&mut entry.text));
    sheet.pages.elements.iter_mut().for_each(|element| hostile.clone_into(&mut element.alt));
    let links = sheet.pages.pages.iter_mut().flat_map(|page| &mut page.links);
    links.for_each(|link| hostile.clone_into(&mut link.words));
    let attachment = Attachment { name: hostile.to_owned(), bytes: Vec::new(), description: hostile.to_owned() };
    let [title, author, subject] = [hostile; 3].map(str::to_owned);
    let info = Info { title, author, subject, language: hostile.to_owned(), attachment: Some(attachment), ..info() };
    let bytes = write(&sheet, &info);
    assert_valid(&bytes);
    let document = Document::load_mem(&bytes).expect("it is a PDF");
    assert_eq!(text(reference(&document, &document.trailer, b"Info"), b"Title"), hostile);
    assert!(document.catalog().is_ok_and(|catalog| !catalog.has(b"OpenAction")));
}

#[test]
fn nothing_runs_when_the_document_is_opened() {
    let document = Document::load_mem(&write(&everything(), &info())).expect("it is a PDF");
    for object in document.objects.values() {
        if let Ok(dictionary) = object.as_dict() {
            for key in ["OpenAction", "AA", "JavaScript", "JS", "Launch"] {
                assert!(!dictionary.has(key.as_bytes()), "{key}");
            }
        }
    }
}

#[test]
fn a_picture_is_in_the_file_once_however_many_pages_show_it() {
    let mut sheet = everything();
    let rgba = (0..64_u8).flat_map(|n| [n * 4, 0, 255 - n, if n % 2 == 0 { 255 } else { n }]).collect();
    let pixels = Arc::new(Pixels { width: 8, height: 8, rgba });
    let broken = Arc::new(Pixels { width: 9, height: 9, rgba: vec![0; 5] });
    for page in &mut sheet.pages.pages {
        for (pixels, y) in
            [(Arc::clone(&pixels), 20.0), (Arc::new((*pixels).clone()), 60.0), (Arc::clone(&broken), 90.0)]
        {
            let picture = Picture { x: 54.0, y, width: 20.0, height: 20.0, pixels };
            page.items.insert(0, Placed { paint: Paint::Picture(picture), element: None });
        }
    }
    let bytes = write(&sheet, &info());
    assert_valid(&bytes);
    let document = Document::load_mem(&bytes).expect("it is a PDF");
    let images: Vec<_> = document.objects.values().filter_map(|object| object.as_stream().ok()).collect();
    let images: Vec<_> = images.into_iter().filter(|stream| stream.dict.has_type(b"XObject")).collect();
    assert_eq!(images.len(), 2, "the colors and their mask");
    let colors = images.iter().find(|image| image.dict.has(b"SMask")).expect("colors have a mask");
    assert_eq!(colors.get_plain_content().expect("it can be read").len(), 8 * 8 * 3);
    let page = document.page_iter().next().expect("there is a page");
    let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
    assert_eq!(content.matches("/Picture0 Do").count(), 2);
    assert!(content.contains("q 20 0 0 20 54 "), "{content:.300}");
}

#[test]
fn a_document_without_pages_is_an_error() {
    let sheet = Sheet::new();
    let written = write_pdf(&Pages::default(), &sheet.fonts, &info());
    assert!(matches!(written, Err(RenderError::NoPages)), "{written:?}");
}

#[test]
fn an_unknown_face_is_an_error() {
    let mut sheet = Sheet::new();
    sheet.line("text", (60.0, 60.0), FaceId(400), None);
    let written = write_pdf(&sheet.pages, &sheet.fonts, &info());
    assert!(matches!(written, Err(RenderError::UnknownFace(400))), "{written:?}");
}

/// Lines that come back as they were typed. Each is set in a face that has its characters.
const LINES: [(&str, FaceId); 9] = [
    ("The office finds a fifth of efficient files", FaceId::SERIF),
    ("AVATAR To. We, fjord (50 %) \\ back", FaceId::SANS),
    ("Ελληνικά: βαθμός εμπιστοσύνης", FaceId::SERIF),
    ("Русский текст и ещё немного", FaceId::SANS),
    ("Ohm \u{2126} and omega \u{3A9}, soft\u{AD}hyphen", FaceId::SANS),
    ("\u{E9}t\u{E9} with marks: q\u{303}", FaceId::SYMBOLS),
    ("العربية من اليمين", FaceId::SYMBOLS),
    ("one two three", FaceId::SERIF_ITALIC),
    ("→ ≥ 95 % ☑ ☐ – — … ½", FaceId::SYMBOLS),
];

#[test]
fn text_can_be_read_back() {
    let mut sheet = Sheet::new();
    for (index, (text, face)) in LINES.iter().enumerate() {
        let paragraph = sheet.element(crate::render::page::placed::Role::P, None);
        sheet.line(text, (60.0, 60.0 + 20.0 * index as f32), *face, Some(paragraph));
    }
    sheet.pages.pages.push(super::samples::blank());
    sheet.paragraph("Second page", 60.0);
    let bytes = write(&sheet, &info());
    assert_valid(&bytes);
    let Some(extracted) = pdftotext(&bytes) else {
        println!("skipped: pdftotext is not installed");
        return;
    };
    for (text, _) in LINES {
        assert!(extracted.contains(text), "{text:?} is not in\n{extracted}");
    }
}

/// The text of a document as poppler extracts it; `None` if poppler is not installed.
fn pdftotext(bytes: &[u8]) -> Option<String> {
    let mut command = Command::new("pdftotext");
    let mut child = command.args(["-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().ok()?;
    child.stdin.take()?.write_all(bytes).ok()?;
    let output = child.wait_with_output().ok()?;
    String::from_utf8(output.stdout).ok()
}
