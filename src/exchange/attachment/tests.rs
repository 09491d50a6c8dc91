//! PDFs as other programs write them, and as nobody should.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::*;

const WORKBOOK: &[u8] = b"// Caveat workbook.\n(format: \"caveat\", version: 4, workbook: ())\n";

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A PDF with one stream, whose dictionary holds these entries.
fn pdf(entries: &str, content: &[u8]) -> Vec<u8> {
    let mut bytes = format!("%PDF-1.7\n1 0 obj\n<<{entries}>>\nstream\n").into_bytes();
    bytes.extend_from_slice(content);
    bytes.extend_from_slice(b"\nendstream\nendobj\ntrailer<</Size 2/Root 1 0 R>>\nstartxref\n0\n%%EOF\n");
    bytes
}

#[test]
fn a_workbook_is_found_however_it_is_written() {
    let plain = WORKBOOK.len();
    for entries in [
        format!("/Type/EmbeddedFile/Length {plain}"),
        format!("/Params<</Size 3/CheckSum<00ff>>>/Subtype/text#2Fplain /Type /EmbeddedFile /Length {plain}"),
        "/Type/EmbeddedFile/Length 12 0 R".to_owned(),
        "/Type/EmbeddedFile/Length 999999999999".to_owned(),
        "/Desc(a \\) (b) c)/Type/EmbeddedFile/Filter[]/Length -1".to_owned(),
    ] {
        assert_eq!(
            workbook_in(&pdf(&entries, WORKBOOK)).as_deref().map(<[u8]>::trim_ascii),
            Ok(WORKBOOK.trim_ascii()),
            "{entries}"
        );
    }
    let packed = deflated(WORKBOOK);
    for filter in ["/Filter/FlateDecode", "/Filter[/FlateDecode]", "/Filter /Fl"] {
        let bytes = pdf(&format!("{filter}/Type/EmbeddedFile"), &packed);
        assert_eq!(workbook_in(&bytes).as_deref(), Ok(WORKBOOK), "{filter}");
    }
}

#[test]
fn what_was_embedded_last_counts() {
    let mut bytes = pdf("/Type/EmbeddedFile", WORKBOOK);
    let newer = b"(format: \"caveat\", version: 4, workbook: (about: ()))";
    bytes.extend(pdf("/Type/EmbeddedFile", newer));
    bytes.extend(pdf("/Type/EmbeddedFile", b"a,b\n1,2\n"));
    assert_eq!(workbook_in(&bytes).as_deref().map(<[u8]>::trim_ascii), Ok(newer.as_slice()));
}

#[test]
fn each_reason_has_its_word() {
    let check = |bytes: &[u8], expected: AttachmentError| {
        assert_eq!(workbook_in(bytes), Err(expected));
        assert!(expected.hint().ends_with('.'), "{expected}");
    };
    check(b"", AttachmentError::NotPdf);
    check(b"PK\x03\x04", AttachmentError::NotPdf);
    check(WORKBOOK, AttachmentError::NotPdf);
    check(&pdf("/Length 5", b"BT ET"), AttachmentError::Nothing);
    check(&pdf("/Type/EmbeddedFiles", WORKBOOK), AttachmentError::Nothing);
    check(&pdf("/Type/EmbeddedFile", b"a,b"), AttachmentError::OnlyOthers(1));
    check(&pdf("/Type/EmbeddedFile/Filter/LZWDecode", WORKBOOK), AttachmentError::Damaged);
    check(&pdf("/Type/EmbeddedFile/Filter[/FlateDecode/FlateDecode]", WORKBOOK), AttachmentError::Damaged);
    check(&pdf("/Type/EmbeddedFile/Filter/FlateDecode", b"not packed"), AttachmentError::Damaged);
    let packed = deflated(WORKBOOK);
    check(&pdf("/Type/EmbeddedFile/Filter/FlateDecode", &packed[..packed.len() / 2]), AttachmentError::Damaged);
    let mut encrypted = pdf("/Type/EmbeddedFile/Filter/FlateDecode", b"\x12\x34 encrypted");
    encrypted.extend_from_slice(b"trailer<</Size 2/Encrypt 5 0 R>>");
    check(&encrypted, AttachmentError::Encrypted);
    let bomb = deflated(&vec![b' '; SIZE_LIMIT + 1]);
    check(&pdf("/Type/EmbeddedFile/Filter/FlateDecode", &bomb), AttachmentError::TooLarge);
}

#[test]
fn hostile_files_end_in_an_error() {
    let whole = pdf("/Type/EmbeddedFile/Filter/FlateDecode/Params<</Size 9>>", &deflated(WORKBOOK));
    for end in 0..whole.len() {
        drop(workbook_in(&whole[..end])); // cut off anywhere
    }
    for at in 0..whole.len() {
        let mut bent = whole.clone();
        bent[at] ^= 0x55;
        drop(workbook_in(&bent));
    }
    let many = [b"%PDF-1.7 1 0 obj<<".as_slice(), &b"/Type/EmbeddedFile".repeat(100_000)].concat();
    assert_eq!(workbook_in(&many), Err(AttachmentError::Nothing));
    let deep = [b"%PDF-1.7 1 0 obj".as_slice(), &b"<<[".repeat(200_000), b"/Type/EmbeddedFile"].concat();
    assert_eq!(workbook_in(&deep), Err(AttachmentError::Nothing));
    let tables = b"%PDF-1.7\n1 0 obj<</Type/XRef/Size 4294967295/W[9223372036854775807 0 0]/Prev 9>>stream\nendstream";
    assert_eq!(workbook_in(tables), Err(AttachmentError::Nothing));
}
