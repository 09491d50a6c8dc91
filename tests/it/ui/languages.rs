//! Any language: what an input method composes, what is pasted, and what no bundled font has.

use caveat::model::{Section, Workbook};
use caveat::store::{self, Opened};
use egui::{Event, ImeEvent, Key};

use super::harness::Window;
use super::home::Home;

fn at_product(home: &Home) -> Window {
    let mut window = home.window_on(&home.example("claims-triage"));
    window.allow_any_character();
    window.tell(|app| app.show_section(Section::About));
    window.settle();
    let field = window.find_field("What do people call it?");
    window.focus_on(&field);
    window.ctrl(Key::A);
    window
}

fn product(window: &Window) -> String {
    window.workbook().about.product.clone()
}

#[test]
fn what_an_input_method_composes_is_written_once_it_is_settled() {
    let home = Home::new();
    let mut window = at_product(&home);
    for half in ["に", "にほ", "にほん", "日本"] {
        window.event([Event::Ime(ImeEvent::Preedit { text: half.to_owned(), active_range_chars: None })]);
    }
    window.event([Event::Ime(ImeEvent::Commit("日本".to_owned()))]);
    window.settle();
    window.wait(1.0);
    assert_eq!(product(&window), "日本");
    window.ctrl(Key::Z);
    assert_eq!(product(&window), "Claims triage copilot", "one step");
}

#[test]
fn every_script_is_kept_letter_for_letter() {
    for text in [
        "Größe ½ naïve",
        "Ελληνικά",
        "Кириллица",
        "中文 한국어",
        "العربية",
        "עברית 2026",
        "हिन्दी क्ष",
        "ภาษาไทย",
        "👩‍👩‍👧 🇪🇺",
    ] {
        let home = Home::new();
        let mut window = at_product(&home);
        window.event([Event::Paste(text.to_owned())]);
        window.settle();
        window.wait(1.0);
        assert_eq!(product(&window), text);
        window.ctrl(Key::S);
        let saved: Opened<Workbook> = store::open(&window.file().unwrap()).unwrap();
        assert_eq!(saved.value.about.product, text);
    }
}
