//! What a gate accepts as a signature, what the checker says about names that nobody knows, and what commands say and refuse.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use caveat::assess::findings;
use caveat::assess::readiness::gate;
use caveat::assess::readiness::signatures::Lack;
use caveat::model::release::Gate;
use caveat::model::reviews::{SignOff, SignOffDecision};
use caveat::model::{Id, Workbook};
use caveat::report::{Document, Edition};
use caveat::store;

use super::reviewing::{answer, caveat, opened, said, sent};
use super::support::{approval, example, example_path};

const ROLE: &str = "Risk board";

/// Why the risk board is missing at a gate that requires it, once it signed like this.
fn lack(change: impl FnOnce(&Workbook, SignOff) -> SignOff) -> Option<Lack> {
    let mut workbook = example("claims-triage");
    let gate = Gate { id: Id(0x71), number: 9, required_roles: vec![ROLE.to_owned()], ..Gate::default() };
    Arc::make_mut(&mut workbook.release).gates.push(gate);
    let signed = SignOff { number: 99, role: ROLE.to_owned(), ..approval(&workbook, &[]) };
    let signed = change(&workbook, signed);
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(signed);
    let states = gate::states(&workbook, &findings::check(&workbook, None));
    let state = states.into_iter().find(|state| state.id == Id(0x71)).unwrap();
    state.lacks.first().cloned()
}

/// A signature of these parts, with its digests or without.
fn of(covers: &[&str], is_kept: bool) -> Option<Lack> {
    lack(|workbook, signed| {
        let one = approval(workbook, covers);
        let (digest, parts) = if is_kept { (one.digest, one.parts) } else { Default::default() };
        SignOff { covers: one.covers, digest, parts, ..signed }
    })
}

#[test]
fn a_signature_counts_at_a_gate_only_for_what_that_rests_on() {
    for is_kept in [true, false] {
        for covers in [&["Workshops"][..], &["Maturity", "Backlog and roadmap"], &["About"]] {
            assert_eq!(of(covers, is_kept), Some(Lack::Elsewhere), "{covers:?}");
        }
        for covers in [&[][..], &["Risk memo"], &["Release plan (section)"], &["Workshops", "Data"], &["Impact"]] {
            assert_eq!(of(covers, is_kept), None, "{covers:?}");
        }
    }
    assert_eq!(of(&["Workshop minutes"], true), Some(Lack::Elsewhere), "what it printed was kept");
    assert_eq!(of(&["the pilot"], false), Some(Lack::Elsewhere), "nothing is known of what was signed");
}

#[test]
fn who_refused_is_named_at_the_gate() {
    let refused = lack(|_, signed| SignOff { decision: Some(SignOffDecision::Rejected), ..signed });
    assert_eq!(refused.unwrap().words(), "refused by Anke Vos");
    assert_eq!(lack(|_, signed| SignOff { decision: None, ..signed }), Some(Lack::NotSigned));
}

#[test]
fn the_parts_of_the_line_about_sign_offs_sum_up() {
    let mut workbook = example("claims-triage");
    let reviews = Arc::make_mut(&mut workbook.reviews);
    let sign_off = |id, decision| SignOff { id: Id(id), decision, ..SignOff::default() };
    let approved = Some(SignOffDecision::Approved);
    reviews.sign_offs = [sign_off(1, approved), sign_off(2, approved), sign_off(3, None)].into_iter().collect();
    let report = caveat::report::build(Document::Changes, &workbook, &Edition::default());
    let text = caveat::render::markdown::write_markdown(&report);
    let line = "Three sign-offs: 0 of this state, 0 of another, 2 whose state was not kept, 1 pending.";
    assert!(text.contains(line), "{}", text.lines().find(|line| line.contains("Three sign-offs")).unwrap_or_default());
}

#[test]
fn a_file_for_a_reviewer_replaces_no_other_unasked() {
    let (folder, file, page) = sent("html", "review.html");
    let (workbook, before) = (fs::read(&file).unwrap(), fs::read(&page).unwrap());
    let send = ["review", "send", "--to", "Jonas Thiel", "--role", "Platform", "--out"];
    let refused = caveat(&send).arg(&page).arg(&file).assert().code(1);
    assert!(said(&refused.get_output().stderr).contains("there is a file already"));
    assert!(fs::read(&file).unwrap() == workbook && fs::read(&page).unwrap() == before);
    caveat(&send).arg(&page).arg("--force").arg(&file).assert().success();
    assert!(fs::read(&page).unwrap() != before);
    drop(folder);
}

#[test]
fn the_name_of_a_file_for_a_reviewer_says_its_form_and_never_another() {
    let folder = tempfile::tempdir().unwrap();
    let (file, copy) = (folder.path().join("claims.caveat"), folder.path().join("copy.caveat"));
    fs::copy(example_path("claims-triage"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let send = ["review", "send", "--to", "Jonas Thiel", "--role", "Platform", "--out"];
    for (form, name) in [("html", "copy.caveat"), ("workbook", "page.html")] {
        let page = folder.path().join(name);
        let refused = caveat(&send).arg(&page).args(["--form", form]).arg(&file).assert().code(1);
        assert!(said(&refused.get_output().stderr).contains("cannot be opened under this name"));
        assert!(!page.exists() && fs::read(&file).unwrap() == before, "nothing is written");
    }
    caveat(&send).arg(&copy).arg(&file).assert().success();
    assert!(fs::read_to_string(&copy).unwrap().contains("review"), "a copy of the workbook");
    caveat(&["check"]).arg(&copy).arg("--json").assert().stderr("");
}

#[test]
fn an_import_prints_what_was_said_and_both_wordings_where_they_differ() {
    let (folder, file, page) = sent("html", "review.html");
    let page = fs::read_to_string(page).unwrap();
    let back = folder.path().join("answers.json");
    fs::write(&back, answer(&page, "conditional", "Who translates?\\nAnd when?")).unwrap();
    let dry = caveat(&["review", "import", "--dry-run"]).arg(&file).arg(&back).assert().success();
    let words = said(&dry.get_output().stdout);
    assert!(words.contains("    Who translates?\n    And when?\n"), "{words}");
    caveat(&["review", "import"]).arg(&file).arg(&back).assert().success();
    fs::write(&back, answer(&page, "rejected", "Fine now")).unwrap();
    let refused = caveat(&["review", "import"]).arg(&file).arg(&back).assert().code(1);
    let words = said(&refused.get_output().stderr);
    for line in [
        "recorded:  Approved with conditions: See the comment.",
        "sent back: Rejected: See the comment.",
        "recorded:  Who translates?\n               And when?",
        "sent back: Fine now",
    ] {
        assert!(words.contains(line), "{line}: {words}");
    }
    let json = caveat(&["review", "import", "--dry-run", "--json"]).arg(&file).arg(&back).assert().success();
    let told: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    let one = &told["answers"][0];
    assert_eq!(one["decision_here"], "Approved with conditions: See the comment.");
    assert_eq!(one["comments"][0]["text"], "Fine now");
    assert_eq!(one["comments"][0]["here"], "Who translates?\nAnd when?");
}

#[test]
fn a_document_of_changes_goes_to_standard_output_that_is_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.caveat"), folder.path().join("new.caveat"));
    fs::copy(example_path("claims-triage"), &old).unwrap();
    fs::copy(&old, &new).unwrap();
    caveat(&["set"]).arg(&new).args(["about.owner", "Somebody Else"]).assert().success();
    for (format, begins) in [("pdf", &b"%PDF-"[..]), ("docx", b"PK")] {
        let written = caveat(&["diff", "--format", format]).arg(&old).arg(&new).assert().code(1);
        let bytes = &written.get_output().stdout;
        assert!(bytes.starts_with(begins) && bytes.len() > 5_000, "{format}");
    }
    let json = caveat(&["diff", "--json"]).arg(&old).arg(&new).assert().code(1);
    let told: serde_json::Value = serde_json::from_slice(&json.get_output().stdout).unwrap();
    assert_eq!(told["changes"][0]["effect"], serde_json::Value::Null);
}

#[test]
fn what_is_no_digest_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("claims.caveat");
    fs::copy(example_path("claims-triage"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let digest = "7be041c9d6f5a8134e02b97c55d1e06f8a3b94c27d10e5f6a9b8c7d6e5f42d18";
    for (place, answer) in [("SO-4.digest", "zzz"), ("SO-4.digest", &digest[1..]), ("SO-4.parts", digest)] {
        let refused = caveat(&["set"]).arg(&file).args([place, answer]).assert().code(1);
        assert!(said(&refused.get_output().stderr).contains("SHA-256"), "{place}");
        assert_eq!(fs::read(&file).unwrap(), before);
    }
    let parts = format!("data {digest}\nrelease {digest}");
    for (place, answer) in [("SO-4.digest", digest), ("SO-4.parts", &parts), ("SO-4.digest", "")] {
        caveat(&["set"]).arg(&file).args([place, answer]).assert().success();
    }
    // a refusal without a reason can be written down, and the checker says that it lacks one
    caveat(&["set"]).arg(&file).args(["SO-4.decision", "Rejected"]).assert().success();
    let checked = caveat(&["check", "--date", "2026-03-09"]).arg(&file).assert();
    assert!(said(&checked.get_output().stdout).contains("sign-off-without-reason"));
    assert_eq!(opened(&file).reviews.sign_offs.len(), example("claims-triage").reviews.sign_offs.len());
}

#[test]
fn a_signature_is_one_change_among_others_on_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old.caveat"), folder.path().join("new.caveat"));
    let mut workbook = example("claims-triage");
    let save =
        |path: &Path, workbook: &Workbook| assert!(store::save(path, workbook, &store::Guard::default()).is_ok());
    save(&old, &workbook);
    let covers = vec!["Risk memo".to_owned()];
    let signature = caveat::export::signature(&workbook, &covers);
    let sign_offs = &mut Arc::make_mut(&mut workbook.reviews).sign_offs;
    let at = sign_offs.iter().position(|one| one.name == "Lena Ortiz").unwrap();
    let line = sign_offs.at_mut(at).unwrap();
    (line.decision, line.date) = (Some(SignOffDecision::Approved), Some(jiff::civil::date(2026, 3, 9)));
    (line.covers, line.digest, line.parts) = (covers, signature.digest, signature.parts);
    save(&new, &workbook);
    let told = caveat(&["diff"]).arg(&old).arg(&new).assert().code(1);
    let told = said(&told.get_output().stdout);
    assert!(told.contains("One change in one section"), "{told}");
    assert!(
        told.contains("Approved: Risk memo, by Lena Ortiz") && !told.contains("SHA") && !told.contains("sha"),
        "{told}"
    );
}
