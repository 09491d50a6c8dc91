//! Who stands behind it: sign-offs that hold through edits elsewhere, gates and the checker that tell stale ones, what an import says
//! has changed since, and packs that freeze what was signed.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use assert_cmd::Command;
use caveat::assess::findings;
use caveat::assess::readiness::gate;
use caveat::export::{self, signature};
use caveat::model::pack::Document;
use caveat::model::release::Gate;
use caveat::model::reviews::{LogEntry, ReviewRequest, SignOff, SignOffDecision};
use caveat::model::{Id, Workbook};
use caveat::pack::manifest::Manifest;
use caveat::pack::{Order, build, profile, verify};
use caveat::render::fonts::FontBook;
use caveat::report::{self, block::Body};
use caveat::store::points::{Occasion, Points, Reason};
use caveat::store::{self, FolderFile, Guard, Opened, Places, format};
use serde_json::Value;
use tempfile::TempDir;

use super::support::{approval, example, today};

const ROLE: &str = "Risk board";

/// The main example, with nothing kept of what was signed in its story.
fn story() -> Workbook {
    let mut workbook = example("claims-triage");
    let signed = workbook.reviews.sign_offs.iter().cloned();
    let bare = signed.map(|one| SignOff { digest: String::new(), parts: Vec::new(), ..one }).collect();
    Arc::make_mut(&mut workbook.reviews).sign_offs = bare;
    workbook
}

/// A workbook that the risk board approved, with a gate that asks for that.
fn approved(covers: &[&str]) -> Workbook {
    let mut workbook = story();
    let gate = Gate { id: Id(0x71), number: 9, required_roles: vec![ROLE.to_owned()], ..Gate::default() };
    Arc::make_mut(&mut workbook.release).gates.push(gate);
    let sign_off = SignOff { number: 99, role: ROLE.to_owned(), ..approval(&workbook, covers) };
    Arc::make_mut(&mut workbook.reviews).sign_offs.push(sign_off);
    workbook
}

fn with_rollback(workbook: &Workbook) -> Workbook {
    let mut changed = workbook.clone();
    Arc::make_mut(&mut changed.release).rollback = "By the switch at the desk".to_owned();
    changed
}

fn with_summary(workbook: &Workbook) -> Workbook {
    let mut changed = workbook.clone();
    Arc::make_mut(&mut changed.canvas).notes = caveat::model::List::default();
    changed
}

/// The roles that the gate of the test lacks, and of them those that signed something else.
fn lacking(workbook: &Workbook) -> (Vec<String>, Vec<String>) {
    let states = gate::states(workbook, &findings::check(workbook, None));
    let state = states.into_iter().find(|state| state.id == Id(0x71)).unwrap();
    (state.missing_roles, state.stale_roles)
}

fn stale(workbook: &Workbook) -> Vec<String> {
    let found = findings::check(workbook, None).into_iter().filter(|finding| finding.rule.id == "sign-off-stale");
    found.map(|finding| format!("{}: {}", finding.place, finding.message)).collect()
}

#[test]
fn a_gate_is_met_by_a_current_signature_alone_and_the_checker_says_which_is_stale() {
    let signed = approved(&["Release plan (section)"]);
    for workbook in [&signed, &with_summary(&signed)] {
        assert_eq!(lacking(workbook), (vec![], vec![]));
        assert_eq!(stale(workbook), Vec::<String>::new());
    }
    let changed = with_rollback(&signed);
    assert_eq!(lacking(&changed), (vec![ROLE.to_owned()], vec![ROLE.to_owned()]));
    let expected = "SO-99.digest: Anke Vos (Risk board) signed on 20 Feb 2026; since then changed: release plan";
    assert_eq!(stale(&changed), [expected]);
    // whoever signs again makes it good
    let mut again = changed.clone();
    let kept = signature(&changed, &["Release plan (section)".to_owned()]);
    let renewed = SignOff {
        id: Id(0x73),
        number: 100,
        date: "2026-03-01".parse().ok(),
        digest: kept.digest,
        parts: kept.parts,
        ..changed.reviews.sign_offs.find(Id(0x72)).unwrap().clone()
    };
    Arc::make_mut(&mut again.reviews).sign_offs.push(renewed);
    assert_eq!((lacking(&again).0, stale(&again)), (vec![], vec![]));
    // nobody approved who refused, stale or not
    let mut refused = signed.clone();
    let mut all: Vec<SignOff> = refused.reviews.sign_offs.iter().cloned().collect();
    all.iter_mut().filter(|one| one.id == Id(0x72)).for_each(|one| one.decision = Some(SignOffDecision::Rejected));
    Arc::make_mut(&mut refused.reviews).sign_offs = all.into_iter().collect();
    assert_eq!(lacking(&with_rollback(&refused)), (vec![ROLE.to_owned()], vec![]));
}

#[test]
fn a_sign_off_of_an_earlier_caveat_says_that_it_was_before_digests_of_parts() {
    let mut signed = approved(&[]);
    let text = caveat::canonical::text(&caveat::signed::content(&signed), 4).unwrap();
    let mut all: Vec<SignOff> = signed.reviews.sign_offs.iter().cloned().collect();
    for one in all.iter_mut().filter(|one| one.id == Id(0x72)) {
        (one.digest, one.parts) = (store::hexadecimal(&store::digest(text.as_bytes())), Vec::new());
    }
    Arc::make_mut(&mut signed.reviews).sign_offs = all.into_iter().collect();
    assert_eq!((lacking(&signed).0, stale(&signed)), (vec![], vec![]));
    let told = stale(&with_rollback(&signed));
    assert!(told.len() == 1 && told[0].ends_with("where is not known: signed before digests of parts"), "{told:?}");
}

/// An edition without what a profile leaves out prints how sign-offs stand to the full workbook.
#[test]
fn what_is_left_out_makes_no_sign_off_stale() {
    let printed = |workbook: &Workbook| {
        let order = Order::new(workbook, Path::new("claims.caveat"), profile::external());
        let basis = caveat::pack::basis(workbook, &order).unwrap();
        assert_ne!(basis.workbook.release, workbook.release);
        let report = report::build(Document::RiskMemo, &basis.workbook, &basis.edition);
        let exported = export::write(
            &report,
            caveat::model::pack::FileFormat::Markdown,
            export::Setting::new(caveat::render::page::Paper::A4, &FontBook::bundled()),
        );
        String::from_utf8(exported.unwrap().bytes().to_vec()).unwrap()
    };
    let signed = approved(&["Release plan (section)"]);
    assert!(!printed(&signed).contains("since then changed"));
    assert!(printed(&with_rollback(&signed)).contains("since then changed: release plan"));
}

fn caveat(home: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::cargo_bin("caveat").unwrap();
    command.current_dir(home).env("HOME", home).env("XDG_STATE_HOME", home.join("state"));
    let output = command.args(arguments).output().unwrap();
    (output.status.code(), [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap()).concat())
}

fn save(home: &Path, workbook: &Workbook) {
    let saved = store::save(&home.join("claims.caveat"), workbook, &Guard::default());
    assert!(saved.is_ok());
}

fn opened(home: &Path) -> Workbook {
    let opened: Opened<Workbook> = store::open(&home.join("claims.caveat")).unwrap();
    opened.value
}

#[test]
fn the_command_prints_stale_sign_offs_and_what_a_gate_lacks() {
    let home = TempDir::new().unwrap();
    save(home.path(), &with_rollback(&approved(&["Release plan (section)"])));
    let (_, said) = caveat(home.path(), &["check", "claims.caveat", "--date", "2026-03-09", "--gate", "RG-9"]);
    for words in [
        "warning[sign-off-stale]: SO-99.digest: Anke Vos (Risk board) signed on 20 Feb 2026; since then changed: release plan",
        "= why: Whoever signed answers for what they read",
        "= help: Show them what changed since",
        "- to be signed again: Risk board",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}

/// Sends two documents, and gives the answer that approves them.
fn sent(home: &Path) -> ReviewRequest {
    save(home, &example("claims-triage"));
    let words = ["review", "send", "claims.caveat", "--to", "Sofia Brandt", "--role", "Privacy"];
    let (code, said) =
        caveat(home, &[&words[..], &["--covers", "risk-memo,release-plan", "--out", "review.html"]].concat());
    assert_eq!(code, Some(0), "{said}");
    let page = fs::read_to_string(home.join("review.html")).unwrap();
    let data = |name: &str| {
        let (_, rest) = page.split_once(&format!("data-{name}=\"")).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let parts: Vec<String> = data("parts").split(';').map(str::to_owned).collect();
    let answer = serde_json::json!({
        "caveat": "answers", "version": 1, "request": data("request"), "digest": data("digest"), "parts": parts,
        "reviewer": {"name": "Sofia Brandt", "role": "Privacy"},
        "decision": {"kind": "approved", "reason": "", "date": today()}, "comments": []
    });
    fs::write(home.join("answers.json"), answer.to_string()).unwrap();
    let request = opened(home).reviews.requests.at(0).unwrap().clone();
    assert_eq!(request.covers, ["Risk memo", "Release plan (document)"]);
    assert!(request.parts == parts && parts.len() > 3, "{parts:?}");
    request
}

#[test]
fn an_answer_signs_what_was_sent_and_edits_elsewhere_leave_it_current() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    let request = sent(home);
    let (code, said) = caveat(home, &["review", "import", "claims.caveat", "answers.json"]);
    assert!(code == Some(0) && said.contains("What is signed has not changed since it was sent."), "{said}");
    let workbook = opened(home);
    let sign_off = workbook.reviews.sign_offs.iter().find(|one| one.digest == request.digest).unwrap().clone();
    assert_eq!(sign_off.parts, request.parts);
    let standing = |workbook: &Workbook| caveat::signed::standings(workbook).remove(&sign_off.id).unwrap();
    assert_eq!(standing(&workbook).words(), "Current");
    let mut elsewhere = workbook.clone();
    Arc::make_mut(&mut elsewhere.workshops).workshops = caveat::model::List::default();
    assert_ne!(elsewhere.workshops, workbook.workshops);
    assert_eq!(standing(&elsewhere).words(), "Current");
    assert_eq!(standing(&with_rollback(&elsewhere)).words(), "Stale: release plan");

    // parts that are not those of the request are refused
    let text = fs::read_to_string(home.join("answers.json")).unwrap();
    let (part, before) = (&request.parts[1], fs::read(home.join("claims.caveat")).unwrap());
    fs::write(home.join("other.json"), text.replace(part.as_str(), "budgets 00")).unwrap();
    let (code, said) = caveat(home, &["review", "import", "claims.caveat", "other.json"]);
    assert!(code == Some(1) && said.contains("digests of sections") && said.contains("hint: "), "{said}");
    assert_eq!(fs::read(home.join("claims.caveat")).unwrap(), before);
}

/// The state folder is found by the customs of Linux.
#[cfg(target_os = "linux")]
#[test]
fn an_import_lists_what_changed_since_it_was_sent_or_says_that_it_is_not_known() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    sent(home);
    save(home, &with_rollback(&opened(home)));
    let import = ["review", "import", "claims.caveat", "answers.json", "--dry-run"];
    let (_, said) = caveat(home, &import);
    assert!(
        said.contains("has changed since it was sent in release plan: a decision is about what was sent"),
        "{said}"
    );
    assert!(said.contains("Since then:") && said.contains("switch at the desk"), "{said}");
    let json: Value = serde_json::from_str(&caveat(home, &[&import[..], &["--json"]].concat()).1).unwrap();
    let answer = &json["answers"][0];
    assert_eq!((&answer["changed_since_sent"], &answer["changed_sections"][0]), (&true.into(), &"release".into()));
    assert_eq!(answer["changes"].as_array().map(Vec::len), Some(1), "{answer}");
    // on another computer nobody knows
    fs::remove_dir_all(home.join("state")).unwrap();
    let (_, said) = caveat(home, &import);
    assert!(said.contains("in no restore point on this computer, so the changes are not known"), "{said}");
    let json: Value = serde_json::from_str(&caveat(home, &[&import[..], &["--json"]].concat()).1).unwrap();
    assert_eq!(json["answers"][0]["changes"], Value::Null);
}

/// A restore point of the workbook with this name as its product and one note more, kept for this reason.
fn keep(points: &Points, workbook: &Workbook, (version, reason): (&str, Reason), about: &str) {
    let mut kept = workbook.clone();
    let entry = LogEntry { id: Id(0x81), number: 1, version: version.to_owned(), ..LogEntry::default() };
    Arc::make_mut(&mut kept.reviews).log = [entry].into_iter().collect();
    let occasion = Occasion { about: about.to_owned(), ..Occasion::default() };
    assert!(points.keep_workbook(&kept, reason, &occasion).unwrap());
}

#[test]
fn what_was_sent_is_the_point_that_was_kept_for_it_and_others_are_read_only_without_one() {
    let home = TempDir::new().unwrap();
    let (places, file) = (Places::within(home.path()), home.path().join("claims.caveat"));
    let points = Points::of(&places, &file);
    let workbook = example("claims-triage");
    let asked = ReviewRequest { id: Id(0x82), number: 7, name: "Sofia".to_owned(), ..ReviewRequest::default() };
    let request = caveat::pack::review::of_what_is_here(&workbook, asked);
    let about = caveat::pack::sent::about(&request);
    // the version in its change log tells which point it is: that is no part of what is signed
    let found = |request: &ReviewRequest| {
        let state = caveat::pack::sent::state(&places, &file, request)?;
        state.reviews.log.at(0).map(|entry| entry.version.clone())
    };
    assert_eq!(found(&request), None);
    keep(&points, &workbook, ("saved", Reason::Saved), "");
    assert_eq!(found(&request).as_deref(), Some("saved"), "an earlier version kept none for it");
    keep(&points, &workbook, ("to another", Reason::Sent), "RV-70 to Jonas");
    assert_eq!(found(&request).as_deref(), Some("to another"), "what was sent comes before what was saved");
    keep(&points, &workbook, ("sent", Reason::Sent), &about);
    keep(&points, &workbook, ("saved later", Reason::Saved), "");
    assert_eq!(found(&request).as_deref(), Some("sent"));
    // a request of that name for something else is not answered from points that were kept for other reasons
    let other = caveat::pack::review::of_what_is_here(&with_rollback(&workbook), request.clone());
    keep(&points, &with_rollback(&workbook), ("other", Reason::Saved), "");
    assert_eq!(found(&other), None);
}

#[test]
fn what_is_to_be_signed_is_one_thing() {
    let home = TempDir::new().unwrap();
    save(home.path(), &example("claims-triage"));
    let words = ["review", "send", "claims.caveat", "--to", "A", "--role", "B", "--out", "a.html", "--covers"];
    let before = fs::read(home.path().join("claims.caveat")).unwrap();
    for (cover, word) in [
        ("requirements", "Say `document:requirements` or `section:requirements`"),
        ("Model card", "`Model card` is a document and a section"),
        ("nonsense", "there is no document or section `nonsense`"),
    ] {
        let (code, said) = caveat(home.path(), &[&words[..], &[cover]].concat());
        assert!(code == Some(1) && said.contains(word), "{cover}: {said}");
        assert!(!home.path().join("a.html").exists());
        assert_eq!(fs::read(home.path().join("claims.caveat")).unwrap(), before);
    }
    let (code, said) = caveat(home.path(), &[&words[..], &["section:requirements,Model card (document)"]].concat());
    assert_eq!(code, Some(0), "{said}");
    let covers = opened(home.path()).reviews.requests.at(0).unwrap().covers.clone();
    assert_eq!(covers, ["Requirements (section)", "Model card (document)"]);
}

/// A pack of two documents with the workbook in it.
fn packed(workbook: &Workbook) -> Vec<FolderFile> {
    let mut profile = profile::full();
    profile.documents.set(|document| document == Document::ModelCard);
    let order = Order::new(workbook, Path::new("claims.caveat"), profile);
    let pack = build(workbook, &order, &FontBook::bundled(), &|_| true).unwrap();
    pack.files.into_iter().map(|file| FolderFile { path: file.path, bytes: file.bytes }).collect()
}

fn manifest(files: &[FolderFile]) -> Manifest {
    Manifest::read(&files.iter().find(|file| file.path == "manifest.json").unwrap().bytes).unwrap()
}

#[test]
fn a_pack_says_what_was_signed_and_whether_it_was_current() {
    let signed = approved(&["Release plan (section)"]);
    for (workbook, standing, words) in [
        (&signed, "current", "SO-99 Risk board: Approved, 20 Feb 2026, covers Release plan (section): current when"),
        (&with_rollback(&signed), "stale", "stale when the pack was made, changed: release plan"),
    ] {
        let files = packed(workbook);
        let told = manifest(&files);
        let one = told.sign_offs.iter().find(|one| one.id == "SO-99").unwrap();
        assert_eq!((one.standing.as_str(), one.sha256.is_some()), (standing, true));
        assert!(one.words().contains(words), "{}", one.words());
        assert!(!told.write().contains("Anke Vos"), "a manifest names nobody");
        let verified = verify::compare(&files, Vec::new());
        assert!(verified.is_sound(), "{:?}", verified.problems);
        let contents = files.iter().find(|file| file.path == "Contents.md").unwrap();
        assert!(String::from_utf8_lossy(&contents.bytes).contains("SO-99 Risk board"));
    }
}

/// Another workbook in a pack is told, though whoever put it there made the manifest fit its bytes.
#[test]
fn a_workbook_in_a_pack_that_does_not_fit_its_sign_offs_is_a_problem() {
    let signed = approved(&["Release plan (section)"]);
    let others = [packed(&with_rollback(&signed)), packed(&example("claims-triage"))];
    for (other, word) in
        others.iter().zip(["is not what the manifest says of SO-99: it is stale", "has no sign-off SO-99"])
    {
        let mut files = packed(&signed);
        let (mut mine, theirs) = (manifest(&files), manifest(other));
        mine.workbook = theirs.workbook;
        for file in files.iter_mut().filter(|file| file.bytes.starts_with(b"%PDF")) {
            let theirs = other.iter().find(|one| one.path == file.path).unwrap();
            file.bytes.clone_from(&theirs.bytes);
            let entry = mine.files.iter_mut().find(|entry| entry.path == file.path).unwrap();
            entry.sha256 = store::hexadecimal(&store::digest(&file.bytes));
            entry.bytes = file.bytes.len() as u64;
        }
        files.retain(|file| file.path != "manifest.json");
        files.push(FolderFile { path: "manifest.json".to_owned(), bytes: mine.write().into_bytes() });
        let verified = verify::compare(&files, Vec::new());
        assert!(verified.changed.is_empty() && !verified.is_sound());
        assert!(verified.problems.iter().any(|problem| problem.contains(word)), "{word}: {:?}", verified.problems);
    }
}

#[test]
fn verify_says_how_sign_offs_stand_now() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    let signed = approved(&["Release plan (section)"]);
    save(home, &signed);
    let quick = ["pack", "claims.caveat", "--out", "pack", "--documents", "model-card", "--formats", "md"];
    assert_eq!(caveat(home, &quick).0, Some(0));
    let (code, said) = caveat(home, &["verify", "pack", "--workbook", "claims.caveat"]);
    assert!(
        code == Some(0) && said.contains("covers Release plan (section): current when the pack was made\n"),
        "{said}"
    );
    save(home, &with_rollback(&signed));
    let (code, said) = caveat(home, &["verify", "pack", "--workbook", "claims.caveat"]);
    assert!(code == Some(1) && said.contains("current when the pack was made; now stale: release plan"), "{said}");
    let json = caveat(home, &["verify", "pack", "--workbook", "claims.caveat", "--json"]).1;
    let json: Value = serde_json::from_str(&json).unwrap();
    let last = |list: &str| json[list].as_array().unwrap().last().unwrap().clone();
    assert_eq!(
        (&last("sign_offs")["standing"], &last("sign_offs_now")["standing"]),
        (&"current".into(), &"stale".into())
    );
}

#[test]
fn a_comment_beside_a_line_of_facts_is_on_its_field() {
    let workbook = example("claims-triage");
    let asked = ReviewRequest { id: Id(7), name: "Sofia".to_owned(), ..ReviewRequest::default() };
    let asked = caveat::pack::review::of_what_is_here(&workbook, asked);
    let forms = (Path::new("claims.caveat"), caveat::pack::review::Form::Html);
    let page = caveat::pack::review::make(&workbook, (&asked, &profile::full()), forms, &FontBook::bundled()).unwrap();
    let page = String::from_utf8(page).unwrap();
    let buttons: Vec<&str> = page.split("<button ").filter(|button| button.contains("data-field=")).collect();
    assert!(buttons.len() > 10, "{}", buttons.len());
    for button in &buttons {
        let data = |name: &str| {
            let (_, rest) = button.split_once(&format!("data-{name}=\"")).unwrap();
            rest.split_once('"').unwrap().0.to_owned()
        };
        if data("item").is_empty() {
            let section = caveat::model::Section::from_key(&data("section")).unwrap();
            let fields = workbook.section(section).fields();
            assert!(fields.iter().any(|field| field.key == data("field") && field.label == data("about")), "{button}");
        }
    }
    assert!(page.contains("field: place.field || \"\""));
    let answer = serde_json::json!({
        "caveat": "answers", "version": 1, "request": asked.id.to_string(), "digest": asked.digest, "parts": [],
        "reviewer": {"name": "Sofia", "role": ""}, "decision": null,
        "comments": [{"id": "00000000000000a1", "item": null, "about": "Rollback", "section": "release", "field": "rollback",
            "text": "Who?", "date": null, "reply_to": null}]
    });
    let replies = caveat::exchange::answers::read(answer.to_string().as_bytes()).unwrap();
    let mut with = workbook.clone();
    Arc::make_mut(&mut with.reviews).requests.push(asked);
    let plan = caveat::assess::replies::plan(&with, &replies, jiff::civil::date(2026, 3, 9)).unwrap();
    let comment = &plan.comments[0].comment;
    assert_eq!((comment.section.as_str(), comment.field.as_str(), comment.item), ("release", "rollback", None));
}

#[test]
fn words_that_went_and_came_are_told_in_every_format_without_color() {
    use caveat::model::pack::FileFormat;
    let before = example("claims-triage");
    let mut after = before.clone();
    let summary = format!("{} It must never pay by itself.", after.about.summary);
    Arc::make_mut(&mut after.about).summary = summary.replacen("claim", "letter", 1);
    let earlier = report::Earlier { workbook: before, ..report::Earlier::default() };
    let edition = report::Edition { earlier: Some(Arc::new(earlier)), ..report::Edition::default() };
    let report = report::build(Document::Changes, &after, &edition);
    let has_table = |block: &&report::block::Block| matches!(&block.body, Body::Table(_));
    assert!(report.blocks.iter().any(|block| has_table(&block)));
    let fonts = FontBook::bundled();
    let setting = export::Setting::new(caveat::render::page::Paper::A4, &fonts);
    let written = |format| export::write(&report, format, setting).unwrap();
    for format in [FileFormat::Html, FileFormat::Markdown] {
        let text = String::from_utf8(written(format).bytes().to_vec()).unwrap();
        assert!(text.contains("<ins>letter") && text.contains("<del>claim"), "{format:?}");
    }
    let docx = written(FileFormat::Docx);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx.bytes().to_vec())).unwrap();
    let body = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
    assert!(body.contains("<w:u w:val=\"single\"/>") && body.contains("<w:strike/>"));
}

#[test]
fn on_a_page_words_that_came_have_a_line_below_and_words_that_went_one_through_them() {
    use caveat::render::page::placed::Paint;
    use caveat::render::page::{Paper, lay_out};
    use caveat::report::block::{Block, Report, Rich, Style};
    let text = |style| Rich::default().and(Style::Plain, "It waits for ").and(style, "a nurse").and(Style::Plain, ".");
    let lines = |style| {
        let body = Body::Paragraph(text(style));
        let report = Report { blocks: vec![Block { body, source: None }], ..Report::default() };
        let pages = lay_out(&report, Paper::A4, &mut FontBook::bundled());
        pages.pages[0].items.iter().filter(|item| matches!(item.paint, Paint::Path(_))).count()
    };
    assert_eq!(lines(Style::Plain), lines(Style::Strong));
    assert_eq!(lines(Style::Added), lines(Style::Plain) + 1);
    assert_eq!(lines(Style::Removed), lines(Style::Plain) + 1);
}

#[test]
fn comparing_what_does_not_belong_together_says_so_and_changes_nothing() {
    let home = TempDir::new().unwrap();
    let home = home.path();
    save(home, &example("claims-triage"));
    fs::write(home.join("other.caveat"), format::write(&example("fraud-detection")).unwrap()).unwrap();
    let text = fs::read_to_string(home.join("claims.caveat")).unwrap();
    let stated = format!("version: {},", format::VERSION);
    fs::write(home.join("older.caveat"), text.replacen(&stated, "version: 4,", 1)).unwrap();
    fs::write(home.join("newer.caveat"), text.replacen(&stated, "version: 99,", 1)).unwrap();
    let before: Vec<Vec<u8>> =
        ["claims", "other", "older", "newer"].map(|name| fs::read(home.join(format!("{name}.caveat"))).unwrap()).into();
    let (code, said) = caveat(home, &["diff", "claims.caveat", "other.caveat"]);
    assert!(
        code == Some(1) && said.contains("have no item in common: they may be workbooks of two products"),
        "{said:.500}"
    );
    let (code, said) = caveat(home, &["diff", "older.caveat", "claims.caveat"]);
    assert!(code == Some(0) && said.contains("say the same"), "{said}");
    assert!(!said.contains("no item in common"));
    let (code, said) = caveat(home, &["diff", "claims.caveat", "newer.caveat"]);
    assert!(code == Some(2) && said.contains("version 99") && said.contains("hint: "), "{said}");
    let (code, said) = caveat(home, &["diff", "claims.caveat", "other.caveat", "--out", "claims.caveat"]);
    assert!(code == Some(2) && said.contains("would overwrite a workbook"), "{said:.500}");
    let after: Vec<Vec<u8>> =
        ["claims", "other", "older", "newer"].map(|name| fs::read(home.join(format!("{name}.caveat"))).unwrap()).into();
    assert!(before == after);
}
