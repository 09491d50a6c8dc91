//! The window. The only module that knows egui.
//!
//! [`App`] owns the open `document`; each frame it takes the shortcuts, polls the jobs, draws the chrome and one page,
//! carries out what they asked for, and settles what was typed. Pages get a `desk::Desk` and change the workbook through
//! it alone; widgets know values and no workbook. Files are read and written by jobs through `store`, never while drawing.

#![allow(unreachable_pub, reason = "the modules below are private: `pub` in them means for the rest of the window")]

mod app;
mod begun;
mod chrome;
mod command;
mod compare;
mod desk;
mod detail;
mod dialogs;
mod document;
mod extent;
mod facts;
mod files;
mod giving_up;
mod grouping;
mod held;
mod history;
mod icons;
mod internal;
mod interview;
mod jobs;
mod jotting;
mod jumps;
mod keeper;
mod keyed;
mod last_words;
mod left;
mod library;
mod merging;
mod notice;
mod orders;
mod pace;
mod page;
mod palette;
mod panels;
mod pointed;
mod points;
mod preferences;
mod present;
mod remembered;
mod reviewing;
mod saving;
mod sections;
mod shortcuts;
mod standing;
mod tasks;
mod theme;
mod trail;
mod waiting;
mod watching;
mod widgets;

use std::path::PathBuf;
use std::sync::Arc;

use egui::ViewportBuilder;

pub use app::{App, Surroundings};
pub use dialogs::{Answer, FileDialogs, SystemDialogs, Wanted};
pub use jobs::{Held, Jobs};
pub use page::Page;

use crate::store::Places;
use crate::store::extent::Extent;

/// The smallest window that everything fits into, in points.
const SMALLEST: [f32; 2] = [480.0, 400.0];

/// Opens the window, on a file if there is one, and stays until it is closed.
///
/// # Errors
/// A sentence for the terminal if no window can be opened here.
pub fn run(file: Option<PathBuf>) -> Result<(), String> {
    last_words::listen();
    let extent = Places::of_this_system().as_ref().map(Extent::load).unwrap_or_default();
    let viewport = ViewportBuilder::default()
        .with_title("Caveat")
        .with_app_id("io.github.caveat.Caveat")
        .with_inner_size([extent.width, extent.height])
        .with_maximized(extent.maximized)
        .with_min_inner_size(SMALLEST)
        .with_drag_and_drop(true)
        .with_icon(icon());
    let options = eframe::NativeOptions { viewport, dithering: false, ..eframe::NativeOptions::default() };
    // the file is read while the window is made, so that the first thing to be seen is the document
    let reading = file.map(|file| {
        let path = crate::store::absolute(&file);
        Jobs::before_the_window("Opening", move || {
            let places = Places::of_this_system();
            let author = places.as_ref().map(crate::store::Settings::load).unwrap_or_default().author;
            tasks::Read::of(path, this_moment(), &tasks::Opener { places, author, is_held: false })
        })
    });
    let start = move |context: &eframe::CreationContext<'_>| {
        let surroundings = Surroundings {
            places: Places::of_this_system(),
            dialogs: Arc::new(SystemDialogs),
            jobs: Jobs::on_threads(&context.egui_ctx),
            now: this_moment,
        };
        let mut app = App::new(&context.egui_ctx, surroundings);
        if let Some(reading) = reading {
            app.await_file(reading);
        }
        Ok(Box::new(app) as Box<dyn eframe::App>)
    };
    eframe::run_native("caveat", options, Box::new(start)).map_err(|error| {
        format!("the window cannot be opened: {error}. The commands work without one; `caveat --help` lists them.")
    })
}

/// The moment by the clock of this machine.
fn this_moment() -> jiff::civil::DateTime {
    #[expect(clippy::disallowed_methods, reason = "this is the edge: from here on the moment is an argument")]
    jiff::Zoned::now().datetime()
}

/// The picture in the task bar: the mark, drawn here so that no image has to be decoded.
fn icon() -> egui::IconData {
    const SIDE: usize = 64;
    let mut rgba = Vec::with_capacity(SIDE * SIDE * 4);
    for y in 0..SIDE {
        for x in 0..SIDE {
            let (dx, dy) = (x as f32 - 31.5, y as f32 - 31.5);
            let corner = (dx.abs() - 18.0).max(0.0).hypot((dy.abs() - 18.0).max(0.0));
            let arm = |angle: f32| {
                let (along, across) = (dx * angle.cos() + dy * angle.sin(), dx * angle.sin() - dy * angle.cos());
                along.abs() < 18.0 && across.abs() < 3.4
            };
            let on_mark = [90.0_f32, 30.0, 150.0].iter().any(|degrees| arm(degrees.to_radians()));
            rgba.extend(match (corner < 13.5, on_mark) {
                (false, _) => [0, 0, 0, 0],
                (true, false) => [20, 24, 29, 255],
                (true, true) => [255, 255, 255, 255],
            });
        }
    }
    egui::IconData { rgba, width: SIDE as u32, height: SIDE as u32 }
}
