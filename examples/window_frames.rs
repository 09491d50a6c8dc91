//! Prints how long a frame of each page takes, in milliseconds of this thread's processor time: half of the frames take no
//! longer than p50, 19 of 20 no longer than p95. Run with `cargo run --release --example window_frames`, on a quiet machine;
//! a word after `--` leaves out the pages without it.

#[path = "../benches/seat/mod.rs"]
mod seat;

use std::time::Duration;

use seat::{Load, Seat, pages};

/// Frames that are measured, after some that are not.
const FRAMES: usize = 200;

fn main() {
    println!("{:30} {:>9} {:>9}   {:>9} {:>9}", "", "example", "", "2,000", "");
    println!("{:30} {:>9} {:>9}   {:>9} {:>9}", "page", "p50 ms", "p95 ms", "p50 ms", "p95 ms");
    let wanted = std::env::args().nth(1).unwrap_or_default();
    for page in pages().filter(|page| page.contains(&wanted)) {
        let [example, large] = [Load::Example, Load::Large].map(|load| {
            let mut seat = Seat::new(load, page);
            measure(|| seat.frame(Vec::new()))
        });
        print(page, example, large);
    }
    if "sheet".contains(&wanted) {
        let [example, large] = [Load::Example, Load::Large].map(|load| {
            let mut seat = Seat::on_sheet(load);
            measure(|| seat.frame(Vec::new()))
        });
        print("failure modes as a sheet", example, large);
        let [example, large] = [Load::Example, Load::Large].map(|load| {
            let mut seat = Seat::on_sheet(load);
            let mut down = false;
            measure(|| {
                down = !down;
                let key = if down { egui::Key::PageDown } else { egui::Key::ArrowDown };
                seat.press(egui::Modifiers::NONE, key);
                0
            })
        });
        print("sheet, a page or row a frame", example, large);
    }
    if "about".contains(&wanted) {
        let [example, large] = [Load::Example, Load::Large].map(|load| {
            let mut seat = Seat::new(load, "about");
            seat.enter_page();
            measure(|| seat.frame(Seat::letter()))
        });
        print("about, a letter a frame", example, large);
    }
    for (name, zoom) in [("canvas, 500 notes, scrolled", false), ("canvas, 500 notes, zoomed", true)] {
        if !name.contains(&wanted) {
            continue;
        }
        let mut seat = Seat::new(Load::Notes, "canvas");
        let mut turn = 0;
        let [p50, p95] = measure(|| {
            turn += 1;
            seat.frame(Seat::wheel(turn, zoom))
        });
        println!("{name:30} {p50:>9.2} {p95:>9.2}");
    }
    for (name, board) in [("workshop, 300 notes, led", false), ("workshop, 300 notes, board", true)] {
        if !name.contains(&wanted) {
            continue;
        }
        let mut seat = Seat::presenting(board);
        let mut turn = 0;
        let [p50, p95] = measure(|| {
            turn += 1;
            seat.frame(Seat::wheel(turn, false))
        });
        println!("{name:30} {p50:>9.2} {p95:>9.2}");
    }
}

fn print(name: &str, example: [f64; 2], large: [f64; 2]) {
    let [p50, p95] = example;
    let [large_p50, large_p95] = large;
    println!("{name:30} {p50:>9.2} {p95:>9.2}   {large_p50:>9.2} {large_p95:>9.2}");
}

/// The 50th and the 95th percentile.
fn measure(mut frame: impl FnMut() -> usize) -> [f64; 2] {
    let mut spent: Vec<Duration> = Vec::with_capacity(FRAMES);
    for _ in 0..FRAMES {
        let start = processor_time();
        std::hint::black_box(frame());
        spent.push(processor_time().saturating_sub(start));
    }
    spent.sort();
    [FRAMES / 2, FRAMES * 95 / 100].map(|at| spent.get(at).map_or(0.0, |spent| spent.as_secs_f64() * 1_000.0))
}

/// What this thread has used of a processor: other programs do not count.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// Where that is not told, the time that goes by.
#[cfg(not(unix))]
fn processor_time() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "a measurement looks at the clock")]
    let start = START.get_or_init(std::time::Instant::now);
    #[expect(clippy::disallowed_methods, reason = "a measurement looks at the clock")]
    let spent = start.elapsed();
    spent
}
