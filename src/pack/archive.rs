//! A pack in one ZIP file: written with fixed times, so that the same files give the same bytes, and read without trusting it.
//!
//! Nothing is ever unpacked to the disk. A name that would lead out of the pack is a problem to report, not a place to go.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use crate::store::FolderFile;

use super::PackError;

/// Files that a pack may have at most.
pub const MOST_FILES: usize = 5_000;
/// Bytes that a pack may have at most, unpacked.
pub const MOST_BYTES: u64 = 1_000_000_000;

/// Endings of files that are compressed already.
const COMPRESSED: [&str; 3] = [".pdf", ".docx", ".xlsx"];

/// The files of a pack as a ZIP.
///
/// # Errors
/// [`PackError::Archive`] if they cannot be put together.
pub fn write<'a>(files: impl Iterator<Item = (&'a str, &'a [u8])>) -> Result<Vec<u8>, PackError> {
    let failed = |error: zip::result::ZipError| PackError::Archive(error.to_string());
    let plain =
        SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT).system(System::Unix).unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        let stored = COMPRESSED.iter().any(|ending| path.ends_with(ending));
        let method = if stored { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(path, plain.compression_method(method)).map_err(failed)?;
        writer.write_all(bytes).map_err(|error| PackError::Archive(error.to_string()))?;
    }
    Ok(writer.finish().map_err(failed)?.into_inner())
}

/// What a ZIP holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Archive {
    /// The files that could be read.
    pub files: Vec<FolderFile>,
    /// What is wrong with it, in words.
    pub problems: Vec<String>,
}

/// Reads the files of a ZIP, within limits.
#[must_use]
pub fn read(bytes: &[u8]) -> Archive {
    let mut archive = Archive::default();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(bytes)) else {
        archive.problems.push(no_zip(bytes).to_owned());
        return archive;
    };
    if zip.has_duplicate_names() {
        archive.problems.push("two files in it have the same name".to_owned());
    }
    if zip.len() > MOST_FILES {
        archive.problems.push(format!("it holds more than {MOST_FILES} files; those are not read"));
        return archive;
    }
    let mut left = MOST_BYTES;
    for at in 0..zip.len() {
        let Ok(mut entry) = zip.by_index(at) else {
            let problem = format!("file {} in it cannot be read: it is damaged or locked with a password", at + 1);
            archive.problems.push(problem);
            continue;
        };
        let Ok(name) = std::str::from_utf8(entry.name_raw()).map(str::to_owned) else {
            archive.problems.push(format!("the name of file {} in it is no text", at + 1));
            continue;
        };
        if let Some(trick) = trick(name.trim_end_matches('/')) {
            archive.problems.push(format!("{}: {trick}; it was not read", shown(&name)));
            continue;
        }
        if entry.is_symlink() {
            archive.problems.push(format!("{name}: a link, which was not followed"));
            continue;
        }
        if name.ends_with('/') {
            continue;
        }
        let mut content = Vec::new();
        match entry.by_ref().take(left + 1).read_to_end(&mut content) {
            Ok(length) if length as u64 > left => {
                archive
                    .problems
                    .push(format!("it unpacks to more than {} MB; the rest was not read", MOST_BYTES / 1_000_000));
                break;
            }
            Ok(length) => left -= length as u64,
            Err(_) => {
                archive.problems.push(format!("{name}: it is damaged"));
                continue;
            }
        }
        archive.files.push(FolderFile { path: name, bytes: content });
    }
    archive.problems.extend(alike(archive.files.iter().map(|file| file.path.as_str())));
    if archive.problems.is_empty() {
        archive.problems.extend(beside(bytes, &mut zip).map(str::to_owned));
    }
    archive
}

/// What a ZIP holds beside the files that it lists, and that other programs may show or run: something before, between or behind
/// them, a note, or a name that differs where it stands twice (PKWARE APPNOTE 4.3: a header before each file, and one in the list).
fn beside(bytes: &[u8], zip: &mut ZipArchive<Cursor<&[u8]>>) -> Option<&'static str> {
    const BETWEEN: &str = "something lies between the files that it lists";
    const LIST: u64 = 46;
    const END: usize = 22;
    if zip.offset() > 0 {
        return Some("something stands before its files");
    }
    let mut entries: Vec<(u64, u64)> = Vec::new();
    let mut listed = 0;
    for at in 0..zip.len() {
        let entry = zip.by_index_raw(at).ok()?;
        if !entry.comment_raw().is_empty() {
            return Some("a note stands at one of its files");
        }
        let head = Header::at(bytes, entry.header_start())?;
        if head.name != entry.name_raw() || !head.fits(&entry) {
            return Some("a file in it has another name or size than in its list");
        }
        let extra = entry.extra_data().map_or(0, |extra| extra.len());
        listed += LIST + (entry.name_raw().len() + extra) as u64;
        entries.push((entry.header_start(), head.content + entry.compressed_size() + head.descriptor()));
    }
    entries.sort_unstable();
    let mut end = 0;
    for (begin, ends) in entries {
        if begin != end {
            return Some(BETWEEN);
        }
        end = ends;
    }
    if end != zip.central_directory_start() {
        return Some(BETWEEN);
    }
    let is_end =
        bytes.len().checked_sub(END).and_then(|at| bytes.get(at..)).is_some_and(|end| end.starts_with(b"PK\x05\x06"));
    if !is_end || end + listed + END as u64 != bytes.len() as u64 {
        return Some("something stands behind its files");
    }
    None
}

/// The header before a file in a ZIP.
struct Header<'a> {
    flags: u16,
    crc: u32,
    compressed: u32,
    size: u32,
    name: &'a [u8],
    /// Where the file begins.
    content: u64,
}

impl<'a> Header<'a> {
    const LENGTH: usize = 30;
    /// Says in `flags` that sizes stand behind the file.
    const LATER: u16 = 8;

    fn at(bytes: &'a [u8], at: u64) -> Option<Self> {
        let rest = bytes.get(usize::try_from(at).ok()?..)?;
        let two = |at: usize| rest.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
        let four = |at: usize| rest.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let (name, extra) = (usize::from(two(26)?), usize::from(two(28)?));
        Some(Self {
            flags: two(6)?,
            crc: four(14)?,
            compressed: four(18)?,
            size: four(22)?,
            name: rest.get(Self::LENGTH..Self::LENGTH + name)?,
            content: at + (Self::LENGTH + name + extra) as u64,
        })
    }

    /// Whether it says of the file what the list says.
    fn fits<R: std::io::Read>(&self, entry: &zip::read::ZipFile<'_, R>) -> bool {
        let said = (self.crc, u64::from(self.compressed), u64::from(self.size));
        self.flags & Self::LATER != 0 || said == (entry.crc32(), entry.compressed_size(), entry.size())
    }

    /// The bytes behind the file that say its sizes.
    const fn descriptor(&self) -> u64 {
        if self.flags & Self::LATER == 0 { 0 } else { 16 }
    }
}

/// What is wrong with bytes that are no ZIP that can be read, and what to do.
fn no_zip(bytes: &[u8]) -> &'static str {
    if bytes.is_empty() {
        "the file is empty; get it again from whoever sent it"
    } else if bytes.starts_with(b"PK") {
        "the ZIP is damaged or was cut off; get it again from whoever sent it"
    } else if bytes.starts_with(b"// Caveat") {
        "it is a workbook; name the pack that was made from it, and the workbook with --workbook"
    } else if bytes.starts_with(b"%PDF") {
        "it is a PDF; name the folder or the ZIP in which it came"
    } else {
        "it is neither a folder nor a ZIP; name what `caveat pack` wrote, or the window exported"
    }
}

/// Why a path must not be followed; `None` if it stays in the pack.
#[must_use]
pub fn trick(path: &str) -> Option<&'static str> {
    let has_drive = path.get(1..2) == Some(":");
    if path.is_empty() {
        Some("a name without letters")
    } else if path.starts_with('/') || has_drive {
        Some("a path from the root of a disk")
    } else if path.contains('\\') {
        Some("a backslash in the name, which some systems take as a folder")
    } else if path.contains(char::is_control) {
        Some("a control character in the name")
    } else if path.split('/').any(|part| part == "..") {
        Some("a path that leads out of the pack")
    } else if path.split('/').any(|part| part.is_empty() || part == ".") {
        Some("a path that is not written plainly")
    } else {
        None
    }
}

/// Names that differ in nothing but case: on some systems one would replace the other.
pub(super) fn alike<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for path in paths {
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            problems.push(format!("{} and {} are one file on some systems", shown(other), shown(path)));
        }
    }
    problems
}

/// A name as it can be printed.
pub(super) fn shown(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zipped(names: &[&str]) -> Vec<u8> {
        write(names.iter().map(|name| (*name, name.as_bytes()))).unwrap()
    }

    #[test]
    fn what_is_written_is_read_and_the_same_files_give_the_same_bytes() {
        let bytes = zipped(&["a.md", "tables/b.csv", "c.pdf"]);
        let archive = read(&bytes);
        let paths: Vec<&str> = archive.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!((paths, archive.problems), (vec!["a.md", "tables/b.csv", "c.pdf"], Vec::new()));
        assert_eq!(archive.files[1].bytes, b"tables/b.csv");
        assert_eq!(bytes, zipped(&["a.md", "tables/b.csv", "c.pdf"]));
    }

    #[test]
    fn tricks_are_named_and_not_followed() {
        for (name, said) in [
            ("../evil.md", "leads out of the pack"),
            ("a/../../evil.md", "leads out of the pack"),
            ("/etc/evil", "root of a disk"),
            ("C:/evil", "root of a disk"),
            ("a\\b.md", "a backslash"),
            ("a//b.md", "not written plainly"),
            ("a\nb.md", "control character"),
        ] {
            let archive = read(&zipped(&["fine.md", name]));
            assert_eq!(archive.files.len(), 1, "{name:?}");
            assert!(archive.problems.iter().any(|problem| problem.contains(said)), "{name:?}: {:?}", archive.problems);
        }
        let archive = read(&zipped(&["Memo.pdf", "memo.pdf"]));
        assert_eq!(archive.problems, ["Memo.pdf and memo.pdf are one file on some systems"]);
    }

    #[test]
    fn what_lies_beside_the_files_of_an_archive_is_a_problem() {
        let bytes = zipped(&["a.md", "tables/b.csv", "c.pdf"]);
        assert_eq!(read(&bytes).problems, Vec::<String>::new());
        let list = bytes.windows(4).position(|four| four == b"PK\x01\x02").unwrap();
        let before = [b"#!/bin/sh\n".as_slice(), &bytes].concat();
        let behind = [bytes.as_slice(), b"more"].concat();
        let mut note = bytes.clone();
        let length = note.len() - 2;
        note[length] = 4;
        note.extend(b"okay");
        let mut named = bytes.clone();
        named[30] = b'b';
        // a file that the list does not name, and the list moved on
        let hidden = zipped(&["hidden.txt"]);
        let hidden = &hidden[..hidden.windows(4).position(|four| four == b"PK\x01\x02").unwrap()];
        let mut between = [&bytes[..list], hidden, &bytes[list..]].concat();
        let at = between.len() - 6;
        between[at..at + 4].copy_from_slice(&u32::try_from(list + hidden.len()).unwrap().to_le_bytes());
        for (bytes, said) in [
            (before, "before its files"),
            (behind, "behind its files"),
            (note, "behind its files"),
            (named, "another name"),
            (between, "between the files"),
        ] {
            let archive = read(&bytes);
            assert_eq!(archive.files.len(), 3, "{said}");
            assert!(archive.problems.iter().any(|problem| problem.contains(said)), "{said}: {:?}", archive.problems);
        }
    }

    #[test]
    fn damaged_archives_are_problems_and_no_panic() {
        let bytes = zipped(&["a.md", "b.md"]);
        for end in 0..bytes.len() {
            let archive = read(&bytes[..end]);
            assert!(!archive.problems.is_empty(), "{end}");
        }
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 0x55;
            assert!(read(&damaged).files.len() <= 2, "{at}");
        }
    }
}
