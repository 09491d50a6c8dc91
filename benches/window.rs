//! How long a frame of the window takes: every page at rest, and while somebody types. Run with
//! `cargo bench --bench window`; the row's median is a frame with layout, accessibility tree and triangles, without the
//! graphics card. `cargo run --release --example window_frames` also says how long the slow frames take.

mod seat;

use divan::Bencher;
use egui::{Key, Modifiers};
use seat::{Load, Seat, pages};

fn main() {
    divan::main();
}

#[divan::bench(args = pages())]
fn largest_example_at_rest(bencher: Bencher, page: &str) {
    let mut seat = Seat::new(Load::Example, page);
    bencher.bench_local(|| seat.frame(Vec::new()));
}

#[divan::bench(args = pages())]
fn failure_modes_2000_at_rest(bencher: Bencher, page: &str) {
    let mut seat = Seat::new(Load::Large, page);
    bencher.bench_local(|| seat.frame(Vec::new()));
}

#[divan::bench(args = [false, true])]
fn canvas_with_500_notes_scrolled_or_zoomed(bencher: Bencher, zoom: bool) {
    let mut seat = Seat::new(Load::Notes, "canvas");
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        seat.frame(Seat::wheel(turn, zoom))
    });
}

#[divan::bench(args = [false, true])]
fn workshop_with_300_notes_scrolled_by_the_facilitator_or_on_the_board(bencher: Bencher, board: bool) {
    let mut seat = Seat::presenting(board);
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        seat.frame(Seat::wheel(turn, false))
    });
}

#[divan::bench(args = [Load::Example, Load::Large])]
fn failure_modes_as_a_sheet_page_by_page(bencher: Bencher, load: Load) {
    let mut seat = Seat::on_sheet(load);
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        seat.press(Modifiers::NONE, if turn % 50 < 25 { Key::PageDown } else { Key::PageUp });
    });
}

#[divan::bench(args = [Load::Example, Load::Large])]
fn type_a_letter_into_a_field(bencher: Bencher, load: Load) {
    let mut seat = Seat::new(load, "about");
    seat.enter_page();
    bencher.bench_local(|| seat.frame(Seat::letter()));
}

#[divan::bench(args = [Load::Example, Load::Large])]
fn type_a_letter_into_the_search(bencher: Bencher, load: Load) {
    let mut seat = Seat::new(load, "about");
    seat.press(Modifiers::COMMAND, Key::K);
    seat.rest();
    let mut turn = 0_usize;
    bencher.bench_local(|| {
        turn += 1;
        // a word that is found, over and over
        match turn % 8 {
            0 => {
                seat.press(Modifiers::COMMAND, Key::A);
                seat.frame(Vec::new())
            }
            at => seat.frame(vec![egui::Event::Text("failure".get(at - 1..at).unwrap_or("e").to_owned())]),
        }
    });
}
