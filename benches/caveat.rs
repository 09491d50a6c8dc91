//! How long the things take that people wait for. Run with `cargo bench`; compare rows of one run, not runs.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caveat::assess::operating_point::judged::Limit;
use caveat::assess::operating_point::{Costs, Curve, Pair, lowest};
use caveat::assess::{budget, problems};
use caveat::difference::Difference;
use caveat::edit::{Ids, Session, operations};
use caveat::exchange::scores::{self, Plan, Step as Next};
use caveat::export::{Setting, export};
use caveat::knowledge;
use caveat::merge::merge;
use caveat::model::budgets::{Budget, Measurement};
use caveat::model::operating_points::{OperatingPoint, ScoreBin};
use caveat::model::pack::FileFormat;
use caveat::model::{Date, Rate, Step, Workbook};
use caveat::pack::{self, Order};
use caveat::render::fonts::FontBook;
use caveat::render::page::{Paper, lay_out};
use caveat::render::raster;
use caveat::report::operating_points::account;
use caveat::report::{self, Document, Edition};
use caveat::store::recovery::Recovery;
use caveat::store::{self, Guard, Places, format};
use divan::Bencher;

fn main() {
    divan::main();
}

fn example(name: &str) -> Workbook {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/{name}.caveat"));
    store::open::<Workbook>(&path).map(|opened| opened.value).unwrap_or_default()
}

/// The library's failure modes over and over: 5,000 of them are about 5 MB.
fn large(count: usize) -> Workbook {
    let mut workbook = Workbook::default();
    let mut ids = Ids::seeded(1);
    for (number, entry) in knowledge::failure_library().iter().cycle().take(count).enumerate() {
        let mut mode = entry.to_failure_mode();
        mode.residual_severity = Step::new((number % 5 + 1) as u8);
        mode.residual_frequency = Step::new((number / 5 % 5 + 1) as u8);
        operations::push(&mut workbook, &mut ids, mode, |workbook| {
            &mut Arc::make_mut(&mut workbook.failure_modes).modes
        });
    }
    workbook
}

#[divan::bench]
fn parse_5000_failure_modes(bencher: Bencher) {
    let text = format::write(&large(5_000)).unwrap_or_default();
    bencher
        .counter(divan::counter::BytesCount::new(text.len()))
        .bench(|| format::read::<Workbook>(black_box(text.as_bytes())));
}

/// What the preview does after an edit until the first page can be seen: everything but handing it to the graphics card.
#[divan::bench(args = ["claims-triage", "visual-search"])]
fn preview_of_the_memo_after_an_edit(bencher: Bencher, name: &str) {
    let workbook = example(name);
    let order = Order::new(&workbook, Path::new("a.caveat"), pack::profile::external());
    bencher.bench(|| {
        let basis = pack::basis(black_box(&workbook), &order).ok()?;
        let report = report::build(Document::RiskMemo, &basis.workbook, &basis.edition);
        let mut fonts = FontBook::bundled();
        let pages = lay_out(&report, Paper::A4, &mut fonts);
        let first = pages.pages.first()?;
        Some(raster::paint(&first.items, (first.width_pt, first.height_pt), 1.5, &fonts))
    });
}

#[divan::bench]
fn write_5000_failure_modes(bencher: Bencher) {
    let workbook = large(5_000);
    bencher.bench(|| format::write(black_box(&workbook)));
}

#[divan::bench]
fn save_durably_5000_failure_modes(bencher: Bencher) {
    let workbook = large(5_000);
    #[expect(clippy::disallowed_methods, reason = "a bench has to put its file somewhere")]
    let path: PathBuf = std::env::temp_dir().join(format!("caveat-bench-{}.caveat", std::process::id()));
    bencher.bench(|| store::save(&path, black_box(&workbook), &Guard::default()));
    drop(store::save(&path, &Workbook::default(), &Guard::default()));
}

/// Keeping one more word of a workbook of about 5 MB for recovery, as happens each second while somebody types: the change, appended
/// to the journal, against the whole, written anew. Both begin by writing the workbook as text.
#[divan::bench(args = ["change", "whole"])]
fn keep_for_recovery_5000_failure_modes(bencher: Bencher, what: &str) {
    let mut workbook = large(5_000);
    let Ok(root) = tempfile::tempdir() else { return };
    let places = Places::within(root.path());
    let Ok(recovery) = Recovery::start(&places, 1) else { return };
    let mut words = 0;
    bencher.bench_local(|| {
        words += 1;
        Arc::make_mut(&mut workbook.about).product = format!("Copilot, {words} words");
        if what == "whole" {
            drop(recovery.forget()); // what is kept next is kept whole
        }
        recovery.keep(None, None, "9 March, 14:32", black_box(&workbook)).is_ok()
    });
}

/// Two states of 2,000 failure modes that share no memory, as two files do; every tenth was changed.
fn two_states() -> (Workbook, Workbook) {
    let base = large(2_000);
    let text = format::write(&base).unwrap_or_default();
    let mut changed = format::read::<Workbook>(text.as_bytes()).map(|parsed| parsed.value).unwrap_or_default();
    let modes = &mut Arc::make_mut(&mut changed.failure_modes).modes;
    for at in (0..modes.len()).step_by(10) {
        if let Some(mode) = modes.at_mut(at) {
            mode.effect.push_str(" It was seen again.");
        }
    }
    (base, changed)
}

#[divan::bench]
fn compare_2000_failure_modes(bencher: Bencher) {
    let (before, after) = two_states();
    bencher.bench(|| Difference::between(black_box(&before), black_box(&after)));
}

#[divan::bench]
fn merge_2000_failure_modes(bencher: Bencher) {
    let (base, theirs) = two_states();
    let mut ours = base.clone();
    if let Some(mode) = Arc::make_mut(&mut ours.failure_modes).modes.at_mut(5) {
        mode.owner = "Mira".to_owned();
    }
    bencher.bench(|| merge(black_box(&base), black_box(&ours), black_box(&theirs)).is_ok());
}

#[divan::bench]
fn check_2000_failure_modes(bencher: Bencher) {
    let workbook = large(2_000);
    bencher.bench(|| problems::check(black_box(&workbook)));
}

/// Five hundred budgets that are not proven, which takes longest: as the window judges them after every settled change.
#[divan::bench]
fn judge_500_budgets(bencher: Bencher) {
    let budgets: Vec<Budget> = (0..500).map(unproven).collect();
    bencher
        .bench(|| black_box(&budgets).iter().map(budget::state).filter(|state| state.trials_needed.is_some()).count());
}

/// One budget with its plan, groups and trend: as the window does for the selected one.
#[divan::bench]
fn account_for_one_budget(bencher: Bencher) {
    let budget = unproven(0);
    bencher.bench(|| budget::account(black_box(&budget)));
}

fn unproven(number: u64) -> Budget {
    let measurement = |month: u64, segment: &str| Measurement {
        date: Date::new(2026, month as i8, 1).ok(),
        errors: Some(15 + number % 7),
        trials: Some(500 + number),
        segment: segment.to_owned(),
        ..Measurement::default()
    };
    let own = (1..=8).map(|month| measurement(month, ""));
    let groups = ["Motor", "Home", "Translated"].map(|group| measurement(8, group));
    Budget { tolerance: Rate::new(0.045), measurements: own.chain(groups).collect(), ..Budget::default() }
}

#[divan::bench]
fn settle_an_edit_among_2000_failure_modes(bencher: Bencher) {
    let mut session = Session::new(large(2_000), Ids::seeded(2));
    let mut turn = 0_u32;
    bencher.bench_local(|| {
        turn += 1;
        if let Some(mode) = Arc::make_mut(&mut session.in_place().failure_modes).modes.at_mut(1_000) {
            mode.owner = turn.to_string();
        }
        session.settle("Type")
    });
}

#[divan::bench(args = ["claims-triage", "visual-search"])]
fn build_both_reports(bencher: Bencher, name: &str) {
    let workbook = example(name);
    bencher.bench(|| {
        Document::ALL
            .iter()
            .map(|document| report::build(*document, black_box(&workbook), &Edition::default()))
            .collect::<Vec<_>>()
    });
}

#[divan::bench(args = [Document::ModelCard, Document::RiskMemo])]
fn export_pdf_of_the_largest_example(bencher: Bencher, document: Document) {
    let workbook = example("visual-search");
    let fonts = FontBook::bundled();
    let setting = Setting::new(Paper::A4, &fonts);
    bencher.bench(|| export(black_box(&workbook), document, FileFormat::Pdf, &Edition::default(), setting));
}

/// All documents of the largest example in these formats, as far as the disk: side by side on all cores, as a pack is made.
#[divan::bench(args = ["pdf", "docx", "html", "pdf docx html"])]
fn build_the_full_pack(bencher: Bencher, formats: &str) {
    let workbook = example("visual-search");
    let mut profile = pack::profile::full();
    profile.formats.set(|format| formats.split(' ').any(|name| name == format.ending()));
    let order = Order::new(&workbook, Path::new("a.caveat"), profile);
    let fonts = FontBook::bundled();
    bencher.bench(|| pack::build(black_box(&workbook), &order, &fonts, &|_| true).map(|pack| pack.files.len()).ok());
}

/// The same onto the disk, and read back and checked there.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn deliver_the_full_pack_in_three_formats(bencher: Bencher) {
    let workbook = example("visual-search");
    let mut profile = pack::profile::full();
    profile.formats.set(|format| matches!(format, FileFormat::Pdf | FileFormat::Docx | FileFormat::Html));
    let order = Order::new(&workbook, Path::new("a.caveat"), profile);
    let fonts = FontBook::bundled();
    let Ok(made) = pack::build(&workbook, &order, &fonts, &|_| true) else { return };
    let Ok(folder) = tempfile::tempdir() else { return };
    let target = pack::Target::Folder(folder.path().join("pack"));
    bencher.bench_local(|| pack::deliver(black_box(&made), &target, &|_| true).map(|done| done.problems.len()).ok());
}

/// One document in a format other than PDF.
#[divan::bench(args = [FileFormat::Docx, FileFormat::Html, FileFormat::Markdown, FileFormat::Xlsx])]
fn export_the_memo_of_the_largest_example(bencher: Bencher, format: FileFormat) {
    let workbook = example("visual-search");
    let fonts = FontBook::bundled();
    let setting = Setting::new(Paper::A4, &fonts);
    bencher.bench(|| export(black_box(&workbook), Document::RiskMemo, format, &Edition::default(), setting));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn export_pdf_of_5000_failure_modes(bencher: Bencher) {
    let workbook = large(5_000);
    let fonts = FontBook::bundled();
    let setting = Setting::new(Paper::A4, &fonts);
    bencher.bench(|| export(black_box(&workbook), Document::RiskMemo, FileFormat::Pdf, &Edition::default(), setting));
}

/// An operating point with 4,000 bins, prices and a million cases.
fn many_bins() -> OperatingPoint {
    let bins = (0..4_000_u64).map(|at| ScoreBin {
        from: Rate::new(at as f64 / 4_000.0),
        to: Rate::new((at + 1) as f64 / 4_000.0),
        positives: Some(at / 16),
        negatives: Some((4_000 - at) / 16),
        ..ScoreBin::default()
    });
    OperatingPoint {
        bins: bins.collect(),
        cost_false_positive: "EUR 148".parse().ok(),
        cost_review: "EUR 6.20".parse().ok(),
        cost_fallback: "EUR 11.40".parse().ok(),
        ..OperatingPoint::default()
    }
}

/// What follows from thresholds that have just moved: every figure with its interval, the cost, and the curves of the chart.
#[divan::bench]
fn move_thresholds_over_4000_bins(bencher: Bencher) {
    let point = many_bins();
    let (Some(curve), Ok(costs)) = (Curve::of(point.bins.iter()), Costs::of(&point)) else { return };
    let mut turn = 0_u32;
    bencher.bench_local(|| {
        turn = (turn + 7) % 50;
        let pair = Pair { lower: 0.4, upper: 0.5 + f64::from(turn) / 100.0 };
        let bands = curve.bands(pair);
        let drawn =
            (0..400).map(|at| costs.per_decision(&curve.bands(Pair { lower: 0.0, upper: f64::from(at) / 400.0 })));
        (account::figures(&bands), costs.expected(&bands), drawn.sum::<f64>())
    });
}

/// What follows from scores, once: running sums, areas, calibration, and the cheapest thresholds within a budget.
#[divan::bench]
fn sum_up_4000_bins(bencher: Bencher) {
    let point = many_bins();
    let limits = [Limit { tolerance: 0.2, level: 0.95 }];
    bencher.bench_local(|| {
        let curve = Curve::of(black_box(&point).bins.iter())?;
        let costs = Costs::of(&point).ok()?;
        Some((account::ranking(&curve), lowest(&curve, &costs, &limits, None)))
    });
}

/// Scores from a table: rows per second.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn import_a_million_scores(bencher: Bencher) {
    const ROWS: usize = 1_000_000;
    let mut text = String::from("case,score,label\n");
    (0..ROWS).for_each(|at| text.push_str(&format!("{at},0.{:06},{}\n", at * 7_919 % ROWS, at % 3 / 2)));
    let plan =
        Plan { score: 1, label: 2, positive: "1".to_owned(), negative: Some("0".to_owned()), head: true, bins: 200 };
    bencher
        .counter(divan::counter::ItemsCount::new(ROWS))
        .bench(|| scores::read(black_box(text.as_bytes()), &plan, |_, _| Next::Continue).map(|found| found.used).ok());
}
