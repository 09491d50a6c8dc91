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
    if zip.offset() > 0 {
        return Some("something stands before its files");
    }
    let mut entries = Vec::new();
    let mut end_of_list = zip.central_directory_start();
    for at in 0..zip.len() {
        let Ok(entry) = zip.by_index_raw(at) else { return Some(BETWEEN) };
        let (begin, listed) = (entry.header_start(), entry.central_header_start());
        let (Some(head), Some(line)) = (Header::before(bytes, begin), Header::in_list(bytes, listed)) else {
            return Some(BETWEEN);
        };
        if line.comment > 0 {
            return Some("a note stands at one of its files");
        }
        if !head.fits(&line) {
            return Some("a file in it has another name, size or form than in its list");
        }
        if entry.is_dir() && entry.compressed_size() > 0 {
            return Some("a folder in it holds something by itself");
        }
        let Some(ends) = head.end.checked_add(entry.compressed_size()) else { return Some(BETWEEN) };
        entries.push((begin, ends, head.flags & Header::LATER != 0));
        end_of_list = end_of_list.max(line.end);
    }
    entries.sort_unstable();
    let begins = entries.iter().skip(1).map(|(begin, ..)| *begin).chain([zip.central_directory_start()]);
    let first = entries.first().map_or(zip.central_directory_start(), |(begin, ..)| *begin);
    let fits = |(ends, later): (u64, bool), next: u64| match next.checked_sub(ends) {
        Some(0) => !later,
        Some(between) => later && DESCRIPTORS.contains(&between),
        None => false,
    };
    if first > 0 || !entries.iter().zip(begins).all(|((_, ends, later), next)| fits((*ends, *later), next)) {
        return Some(BETWEEN);
    }
    let rest = usize::try_from(end_of_list).ok().and_then(|end| bytes.get(end..)).unwrap_or_default();
    let is_end = match rest.len() {
        END => rest.starts_with(b"PK\x05\x06"),
        // the same with larger numbers stands before it
        LARGE_END => rest.starts_with(b"PK\x06\x06"),
        _ => false,
    };
    (!is_end).then_some("something stands behind its files")
}

/// How many bytes may follow a file to say its checksum and sizes: with a signature or not, of 4 bytes a size or 8.
const DESCRIPTORS: [u64; 4] = [12, 16, 20, 24];
/// Bytes of the record that ends a ZIP, without a note.
const END: usize = 22;
/// The same after the two records for large numbers.
const LARGE_END: usize = 56 + 20 + END;

/// What a ZIP says of a file, before it or in the list at the end.
struct Header<'a> {
    flags: u16,
    method: u16,
    /// Checksum, packed size, size.
    said: [u32; 3],
    name: &'a [u8],
    comment: u16,
    /// Where it ends.
    end: u64,
}

impl<'a> Header<'a> {
    /// Says in `flags` that checksum and sizes stand behind the file.
    const LATER: u16 = 8;

    /// The header before a file.
    fn before(bytes: &'a [u8], at: u64) -> Option<Self> {
        Self::at(bytes, (at, 30), (6, 26))
    }

    /// The line of a file in the list.
    fn in_list(bytes: &'a [u8], at: u64) -> Option<Self> {
        Self::at(bytes, (at, 46), (8, 28))
    }

    /// The one of `length` bytes at `at`, whose flags and whose lengths of name and more begin at these bytes of it.
    fn at(bytes: &'a [u8], (at, length): (u64, usize), (flags, lengths): (usize, usize)) -> Option<Self> {
        let rest = bytes.get(usize::try_from(at).ok()?..)?;
        let two = |at: usize| rest.get(at..at + 2).and_then(|two| two.try_into().ok()).map(u16::from_le_bytes);
        let four = |at: usize| rest.get(at..at + 4).and_then(|four| four.try_into().ok()).map(u32::from_le_bytes);
        let (name, extra) = (usize::from(two(lengths)?), usize::from(two(lengths + 2)?));
        let comment = if length == 46 { two(lengths + 4)? } else { 0 };
        let whole = length + name + extra + usize::from(comment);
        rest.get(..whole)?;
        Some(Self {
            flags: two(flags)?,
            method: two(flags + 2)?,
            said: [four(flags + 8)?, four(flags + 12)?, four(flags + 16)?],
            name: rest.get(length..length + name)?,
            comment,
            end: at.checked_add(whole as u64)?,
        })
    }

    /// Whether it says of the file what its line in the list says. Large sizes stand elsewhere in both.
    fn fits(&self, line: &Self) -> bool {
        let is_large = self.said.contains(&u32::MAX) || line.said.contains(&u32::MAX);
        let says_the_same = self.flags & Self::LATER != 0 || is_large || self.said == line.said;
        says_the_same && (self.flags, self.method, self.name) == (line.flags, line.method, line.name)
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
