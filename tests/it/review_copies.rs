//! What a reviewer gets is what they are asked to sign: copies that were changed on their way are refused, a page shows all that is
//! to be signed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use caveat::exchange::answers;
use caveat::model::place::Stop;
use caveat::model::reviews::{Comment, ReviewRequest, SignOff, SignOffDecision};
use caveat::model::{Id, Section, View, Workbook};
use caveat::pack::review::Form;
use caveat::pack::{profile, review};
use caveat::render::fonts::FontBook;
use caveat::store;

use super::reviewing::{caveat, elements, opened, parsed, said, sent};
use super::support::{EXAMPLES, example, filled, value_at};

#[test]
fn a_copy_that_was_changed_on_its_way_is_refused_by_name() {
    let (folder, file, path) = sent("workbook", "copy.caveat");
    let mut copy = opened(&path);
    let asked = review::copy_for(&copy).unwrap().clone();
    assert!(review::changed_in_copy(&copy).is_empty());
    Arc::make_mut(&mut copy.reviews).sign_offs.push(SignOff {
        id: Id(0xc2),
        name: "Sofia Brandt".to_owned(),
        decision: Some(SignOffDecision::Approved),
        date: asked.sent,
        ..SignOff::default()
    });
    assert!(review::changed_in_copy(&copy).is_empty(), "an answer is no change");
    value_at(&mut copy, "UB-1.tolerance").set_text("30%").unwrap();
    assert_eq!(review::changed_in_copy(&copy), [Section::Budgets]);
    // not even if the copy says that this is what was sent
    let now = caveat::signed::signature(&copy, None).parts;
    for own in [asked.copy, now] {
        let mut forged = copy.clone();
        Arc::make_mut(&mut forged.reviews).requests.at_mut(0).unwrap().copy = own;
        let answers = folder.path().join("answers.json");
        fs::write(&answers, answers::write(&review::replies_in(&forged).unwrap()).unwrap()).unwrap();
        assert!(store::save(&path, &forged, &store::Guard::default()).is_ok());
        let before = fs::read(&file).unwrap();
        for back in [&path, &answers] {
            let refused = caveat(&["review", "import"]).arg(&file).arg(back).assert().code(1);
            let words = said(&refused.get_output().stderr);
            assert!(words.contains("not the one that was sent to Sofia Brandt"), "{words}");
            assert!(words.contains("uncertainty budgets") && words.contains("Nothing was changed"), "{words}");
            assert_eq!(fs::read(&file).unwrap(), before);
        }
    }
    // a copy for a request that went out as a page was made by somebody else
    let (_folder, file, _) = sent("html", "review.html");
    let page = opened(&file);
    let asked = page.reviews.requests.at(0).unwrap();
    let mut made_up = review::copy(&page, asked, &profile::full());
    Arc::make_mut(&mut made_up.reviews).requests.at_mut(0).unwrap().copy.clear();
    assert!(store::save(&path, &made_up, &store::Guard::default()).is_ok());
    let refused = caveat(&["review", "import"]).arg(&file).arg(&path).assert().code(1);
    assert!(said(&refused.get_output().stderr).contains("no copy of the workbook was sent"));
}

#[test]
fn a_copy_without_what_a_profile_leaves_out_is_what_was_sent_once_it_is_a_file() {
    for name in EXAMPLES {
        let workbook = example(name);
        for profile in profile::all(&workbook) {
            let asked = ReviewRequest { id: Id(77), number: 9, name: "Sofia Brandt".to_owned(), ..Default::default() };
            let asked = review::for_form(&workbook, asked, (&profile, Form::Workbook));
            let parts = ((&asked, &profile), (Path::new("w.caveat"), Form::Workbook));
            let bytes = review::make(&workbook, parts.0, parts.1, &FontBook::bundled()).unwrap();
            let copy = store::format::read::<Workbook>(&bytes).unwrap().value;
            assert_eq!(review::changed_in_copy(&copy), [], "{name}, {}", profile.name);
        }
    }
}

#[test]
fn commands_write_nothing_but_an_answer_into_a_copy() {
    let (_folder, _, path) = sent("workbook", "copy.caveat");
    let before = fs::read(&path).unwrap();
    let words = |place: &str, answer: &str| {
        let refused = caveat(&["set"]).arg(&path).args([place, answer]).assert().code(1);
        assert_eq!(fs::read(&path).unwrap(), before);
        said(&refused.get_output().stderr)
    };
    let others = [("SO-1.reason", "Looks right"), ("C-4.text", "Well said")];
    for (place, answer) in
        [("UB-1.tolerance", "30%"), ("RV-1.name", "Somebody"), ("RV-1.copy", "")].into_iter().chain(others)
    {
        let words = words(place, answer);
        assert!(
            words.contains("only what Sofia Brandt says and signs can be written into this review copy"),
            "{words}"
        );
    }
    let mut answered = opened(&path);
    let sent = review::copy_for(&answered).unwrap().sent;
    let author = "Sofia Brandt".to_owned();
    let said_here = Comment { id: Id(0xc3), number: 9, author, date: sent, ..Comment::default() };
    Arc::make_mut(&mut answered.reviews).comments.push(said_here);
    assert!(store::save(&path, &answered, &store::Guard::default()).is_ok());
    caveat(&["set"]).arg(&path).args(["C-9.text", "Looks right"]).assert().success();
    // nothing is said about what was not sent
    let mut changed = opened(&path);
    value_at(&mut changed, "UB-1.tolerance").set_text("30%").unwrap();
    assert!(store::save(&path, &changed, &store::Guard::default()).is_ok());
    let refused = caveat(&["set"]).arg(&path).args(["C-9.text", "Looks good"]).assert().code(1);
    assert!(said(&refused.get_output().stderr).contains("is not what was sent, in uncertainty budgets"));
}

#[test]
fn the_checker_finds_nothing_in_a_copy_that_the_workbook_lacks() {
    let workbook = example("claims-triage");
    let full = profile::full();
    let (name, role) = ("Sofia Brandt".to_owned(), "Privacy".to_owned());
    let asked = ReviewRequest { id: Id(77), number: 41, name, role, ..ReviewRequest::default() };
    let asked = review::for_form(&workbook, asked, (&full, Form::Workbook));
    let copy = review::copy(&workbook, &asked, &full);
    let found = |workbook: &Workbook| {
        let found = caveat::assess::findings::check(workbook, None);
        found.iter().map(|one| (one.rule.id, one.message.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found(&copy), found(&workbook));
}

/// The page for somebody who is asked to sign these.
fn page(workbook: &Workbook, covers: &[&str]) -> String {
    let asked = ReviewRequest { id: Id(77), name: "Sofia Brandt".to_owned(), ..ReviewRequest::default() };
    let asked = ReviewRequest { covers: covers.iter().map(|name| (*name).to_owned()).collect(), ..asked };
    let full = profile::full();
    let asked = review::for_form(workbook, asked, (&full, Form::Html));
    let bytes = review::make(workbook, (&asked, &full), (Path::new("w.caveat"), Form::Html), &FontBook::bundled());
    String::from_utf8(bytes.unwrap()).unwrap()
}

/// What the parts of a page are called.
fn parts(page: &str) -> Vec<String> {
    let tree = parsed(page);
    let parts = elements(&tree, "section").filter(|node| node.attribute("class") == Some("document"));
    parts.map(|node| node.attribute("aria-label").unwrap().to_owned()).collect()
}

#[test]
fn a_page_shows_every_document_and_section_that_is_to_be_signed_and_no_other() {
    let workbook = example("claims-triage");
    let shown = parts(&page(&workbook, &["Risk memo", "Requirements (section)"]));
    assert_eq!(shown, ["Risk memo", "Requirements"].map(str::to_owned), "{shown:?}");
    assert_eq!(parts(&page(&workbook, &["Uncertainty budgets"])), ["Uncertainty budgets"]);
    assert_eq!(parts(&page(&workbook, &[])).len(), profile::full().documents.get().len());
    // a name that is not known stands for everything
    let all = parts(&page(&workbook, &["the pilot"]));
    for section in Section::ALL.iter().filter(|one| !matches!(one, Section::Pack | Section::Workshops)) {
        assert!(all.iter().any(|part| part == section.title()), "{}", section.title());
    }
}

#[test]
fn a_section_by_itself_shows_every_answer_of_it() {
    let workbook = filled();
    for section in Section::ALL.iter().filter(|one| !matches!(one, Section::Pack | Section::Workshops)) {
        let report = caveat::report::of_section::build(*section, &workbook, &caveat::report::Edition::default());
        let text = caveat::render::markdown::write_markdown(&report);
        let mut texts = Vec::new();
        workbook.walk(&mut |place, stop| {
            if let Stop::Value(_, field, value) = stop
                && place.section == *section
                && !field.sealed
                && !field.picture
                && let View::Text(said) = value.view()
            {
                texts.push((place.path.clone(), said.to_owned()));
            }
        });
        for (path, said) in texts {
            assert!(text.contains(said.trim()), "{path}: {said}");
        }
    }
}
