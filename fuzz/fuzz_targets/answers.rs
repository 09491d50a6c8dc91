//! libFuzzer on one reader; what has to hold is said in `tests/it/readers.rs`.

#![no_main]

#[path = "../../tests/it/readers.rs"]
#[allow(dead_code, reason = "each target calls one of them")]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| readers::answer(bytes));
