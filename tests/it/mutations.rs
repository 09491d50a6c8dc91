//! Damaged and hostile input for every reader: the seeds in `fuzz/seeds`, each changed in a few thousand ways, always the same.
//!
//! What libFuzzer does with luck and hours (`fuzz/`), this does on stable Rust in seconds, so that it runs with every test.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use fastrand::Rng;

use super::readers;
use super::support::project;

/// No input of this size takes seconds; this says a hang, even on a machine that is busy with other things.
const HANG: Duration = Duration::from_mins(1);

/// Pieces that have broken parsers: nesting, numbers past every type, bounds, escapes, names and marks of the formats.
const PIECES: &[&[u8]] = &[
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"((((((((((((((((((((((((((((((((",
    b"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":",
    b"Some(Some(Some(Some(",
    b"<g><g><g><g><g><g><g><g>",
    b"> > > > > > - - - - - - ",
    b"/*/*/*",
    b"r##########\"",
    b"99999999999999999999999999999999999999999",
    b"-9223372036854775808",
    b"4294967295",
    b"1e999",
    b"-0.0",
    b"NaN",
    b"inf",
    b"0x7fffffff",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xe2\x80\xae",
    b"\xf4\x90\x80\x80",
    b"\\u{110000}",
    b"\\ud800",
    b"\"",
    b"\r",
    b"\n\n",
    b",",
    b";;;;",
    b"|||---|",
    b"```",
    b"---\n",
    b"&a *a &a [*a, *a]",
    b"!!binary ",
    b"<!ENTITY a \"&b;&b;&b;\">",
    b"&blue;&blue;",
    b"<use xlink:href=\"#mark\"/>",
    b"/Length 99999999999",
    b"/Filter [/FlateDecode /FlateDecode /ASCIIHexDecode]",
    b"endstream",
    b"endobj",
    b"4 0 R",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"../../",
    b"IDAT",
    b"\x7f\xff\xff\xff",
];

/// Gives every reader its seeds as they are, and then `rounds` times changed.
fn survives(folder: &str, extra: &[&str], rounds: u32, reader: fn(&[u8])) {
    let mut seeds = files(&project("fuzz/seeds").join(folder));
    seeds.extend(extra.iter().map(|path| ((*path).to_owned(), fs::read(project(path)).unwrap())));
    assert!(!seeds.is_empty());
    let (tell, told) = mpsc::channel();
    let work = thread::spawn(move || {
        for (name, seed) in &seeds {
            for round in 0..=rounds {
                let bytes = if round == 0 { seed.clone() } else { changed(seed, &seeds, u64::from(round)) };
                if tell.send(format!("{name}, round {round}")).is_err() {
                    return None;
                }
                if panic::catch_unwind(AssertUnwindSafe(|| reader(&bytes))).is_err() {
                    return Some((format!("{name}, round {round}"), bytes));
                }
            }
        }
        None
    });
    let mut last = String::new();
    loop {
        match told.recv_timeout(HANG) {
            Ok(now) => last = now,
            Err(mpsc::RecvTimeoutError::Timeout) => panic!("{last}: does not end"),
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Some((name, bytes)) = work.join().unwrap() {
        panic!("{name} broke the reader: {}", String::from_utf8_lossy(&bytes).escape_debug());
    }
}

/// The files of a folder with their names, in the order of their names.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap()))
        .collect();
    found.sort();
    found
}

/// `seed` after one to four changes, which `round` alone decides.
fn changed(seed: &[u8], others: &[(String, Vec<u8>)], round: u64) -> Vec<u8> {
    let mut random = Rng::with_seed(round);
    let mut bytes = seed.to_vec();
    for _ in 0..random.usize(1..=4) {
        let at = random.usize(0..=bytes.len());
        let end = (at + random.usize(0..=64)).min(bytes.len());
        match random.u32(0..9) {
            0 => flip(&mut bytes, &mut random),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, repeated(&bytes[at..end], random.usize(1..=40))).count()),
            4 => drop(bytes.splice(at..end, random.choice(PIECES).unwrap().iter().copied()).count()),
            5 => drop(bytes.splice(at..at, repeated(random.choice(PIECES).unwrap(), random.usize(1..=200))).count()),
            6 => splice(&mut bytes, at, &random.choice(others).unwrap().1, &mut random),
            7 => enlarge_number(&mut bytes, at),
            _ => overwrite(&mut bytes, at, &mut random),
        }
    }
    bytes
}

fn repeated(bytes: &[u8], times: usize) -> Vec<u8> {
    bytes.repeat(times)
}

fn flip(bytes: &mut [u8], random: &mut Rng) {
    for _ in 0..random.usize(1..=8) {
        if !bytes.is_empty() {
            bytes[random.usize(0..bytes.len())] ^= 1 << random.u32(0..8);
        }
    }
}

/// Puts a part of another seed where `at` is.
fn splice(bytes: &mut Vec<u8>, at: usize, other: &[u8], random: &mut Rng) {
    let from = random.usize(0..=other.len());
    let to = (from + random.usize(0..=2_000)).min(other.len());
    bytes.splice(at..at, other[from..to].iter().copied());
}

/// Makes the next number after `at` larger than any type holds.
fn enlarge_number(bytes: &mut Vec<u8>, at: usize) {
    if let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit) {
        bytes.splice(at + digit..at + digit, *b"98765432109876543210");
    }
}

/// Sets two or four bytes to a bound of a binary field.
fn overwrite(bytes: &mut [u8], at: usize, random: &mut Rng) {
    let bound = *random.choice(&[0_u32, 1, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff]).unwrap();
    let length = if random.bool() { 2 } else { 4 };
    for (byte, new) in bytes.iter_mut().skip(at).take(length).zip(bound.to_le_bytes()) {
        *byte = new;
    }
}

#[test]
fn no_change_of_a_workbook_breaks_its_reader() {
    survives("workbook", &[], 4_000, readers::workbook);
    survives("workbook", &["tests/formats/version-1.caveat", "tests/formats/version-4.caveat"], 300, readers::workbook);
}

#[test]
fn no_change_of_a_table_breaks_its_reader() {
    survives("table", &[], 4_000, readers::table);
}

#[test]
fn no_change_of_a_model_card_breaks_its_reader() {
    survives("card", &[], 4_000, readers::card);
}

#[test]
fn no_change_of_an_answer_breaks_its_reader() {
    survives("answers", &[], 4_000, readers::answer);
}

#[test]
fn no_change_of_a_pdf_breaks_its_reader() {
    survives("pdf", &[], 3_000, readers::pdf);
}

#[test]
fn no_change_of_a_logo_breaks_its_reader() {
    survives("logo", &["assets/icon/caveat.svg"], 2_000, readers::logo);
}

#[test]
fn no_change_of_a_pack_breaks_its_reader() {
    survives("pack", &[], 4_000, readers::pack);
    survives("manifest", &[], 4_000, readers::manifest);
}
