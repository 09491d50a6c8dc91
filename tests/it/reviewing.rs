//! A review from end to end without an account: what goes out in both forms, what comes back, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use caveat::assess::replies::{self, Fate, Replies, Said};
use caveat::exchange::answers;
use caveat::model::pack::{Document, LeftOut, Profile};
use caveat::model::reviews::{Comment, ReviewRequest, SignOff, SignOffDecision};
use caveat::model::{Id, Item as _, Section, Workbook};
use caveat::pack::review::Form;
use caveat::pack::{profile, review};
use caveat::render::fonts::FontBook;
use caveat::store::{self, Opened};
use roxmltree::{Document as Tree, Node, ParsingOptions};
use sha2::{Digest as _, Sha256};

use super::support::{example, example_path, filled, today};

fn request(workbook: &Workbook) -> ReviewRequest {
    let asked = ReviewRequest {
        id: Id(0x9f4c_21ab_07d3_e658),
        number: 1,
        name: "Sofia Brandt".to_owned(),
        role: "Privacy & <fairness>".to_owned(),
        covers: vec!["Risk memo".to_owned(), "Release plan".to_owned()],
        message: "Look at the languages.\n</script><b>".to_owned(),
        ..ReviewRequest::default()
    };
    review::of_what_is_here(workbook, asked)
}

fn made(workbook: &Workbook, profile: &Profile, form: Form) -> String {
    let request = request(workbook);
    let bytes =
        review::make(workbook, (&request, profile), (Path::new("claims.caveat"), form), &FontBook::bundled()).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub(crate) fn parsed(html: &str) -> Tree<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    Tree::parse_with_options(html, options).unwrap_or_else(|error| panic!("{error}\n{html:.3000}"))
}

pub(crate) fn elements<'a, 'i>(tree: &'a Tree<'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    tree.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The letters of bytes as a policy names them.
fn base64(bytes: &[u8]) -> String {
    let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let mut written = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().enumerate().fold(0u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            written.push(if at > group.len() { '=' } else { letters[(bits >> (18 - 6 * at) & 63) as usize] });
        }
    }
    written
}

#[test]
fn the_page_runs_its_own_script_alone_and_reaches_nothing() {
    let html = made(&example("claims-triage"), &profile::full(), Form::Html);
    let tree = parsed(&html);
    let scripts: Vec<&str> = elements(&tree, "script").filter_map(|node| node.text()).collect();
    assert_eq!(scripts.len(), 1);
    let hash = base64(&Sha256::digest(scripts[0].as_bytes()));
    let policy = elements(&tree, "meta").find(|node| node.attribute("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.and_then(|node| node.attribute("content")).unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none';"), "{policy}");
    assert!(policy.contains(&format!("script-src 'sha256-{hash}'")), "{policy} and {hash}");
    assert!(!policy.contains("http") && !policy.contains("connect-src") && !policy.contains("script-src 'unsafe"));
    for node in tree.descendants().filter(Node::is_element) {
        assert!(!["link", "iframe", "object", "embed", "base"].contains(&node.tag_name().name()));
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            assert!(
                attribute.name() != "action"
                    && (attribute.name() != "src" || attribute.value().starts_with("data:image/"))
            );
        }
    }
    for reaching in
        ["fetch(", "XMLHttpRequest", "import(", "WebSocket", "sendBeacon", "eval(", "innerHTML", "localStorage"]
    {
        assert!(!scripts[0].contains(reaching), "{reaching}");
    }
}

#[test]
fn every_part_can_be_commented_on_and_names_what_it_is_about() {
    let workbook = example("claims-triage");
    let html = made(&workbook, &profile::full(), Form::Html);
    let tree = parsed(&html);
    let index = workbook.index();
    let mut items = 0;
    for button in elements(&tree, "button").filter(|node| node.attribute("class") == Some("say")) {
        let about = button.attribute("data-about").unwrap();
        assert_eq!(button.attribute("aria-label"), Some(format!("Comment on {about}").as_str()));
        assert!(!about.is_empty());
        let section = button.attribute("data-section").unwrap();
        assert!(section.is_empty() || Section::from_key(section).is_some(), "{section}");
        let item = button.attribute("data-item").unwrap();
        if !item.is_empty() {
            let entry = index.get(item.parse().unwrap()).unwrap_or_else(|| panic!("{about} names no item"));
            assert_eq!(entry.section.key(), section, "{about}");
            items += 1;
        }
    }
    assert!(items > 20, "{items}");
    let form = elements(&tree, "form").next().unwrap();
    assert_eq!(form.attribute("data-request"), Some("9f4c21ab07d3e658"));
    assert_eq!(form.attribute("data-digest"), Some(request(&workbook).digest.as_str()));
    assert_eq!(form.attribute("data-file"), Some("answers-sofia-brandt.json"));
    let labelled: Vec<&str> = elements(&tree, "label").filter_map(|node| node.attribute("for")).collect();
    for control in ["reason", "name", "role"] {
        assert!(labelled.contains(&control), "{control}");
        assert!(tree.descendants().any(|node| node.attribute("id") == Some(control)), "{control}");
    }
    let kinds: Vec<&str> = elements(&tree, "input")
        .filter(|node| node.attribute("type") == Some("radio"))
        .filter_map(|node| node.attribute("value"))
        .collect();
    assert_eq!(kinds, ["", "approved", "conditional", "rejected"]);
    let documents: Vec<&str> = elements(&tree, "section")
        .filter(|node| node.attribute("class") == Some("document"))
        .filter_map(|node| node.attribute("aria-label"))
        .collect();
    assert_eq!(documents, ["Risk memo", "Release plan"]);
    let contents = elements(&tree, "li").filter(|node| node.attribute("class") == Some("whole"));
    let contents: Vec<(Option<&str>, Option<&str>)> = contents
        .filter_map(|node| node.first_element_child())
        .map(|link| (link.text(), link.attribute("href")))
        .collect();
    assert_eq!(
        contents,
        [
            (Some("Risk memo"), Some("#document-1")),
            (Some("Release plan"), Some("#document-2")),
            (Some("Your decision"), Some("#decision"))
        ],
        "each document is found in the contents"
    );
    let mut last = 0;
    let mut ids = std::collections::BTreeSet::new();
    for node in tree.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id.to_owned()), "{id} twice");
        }
        if let Some(level) = node.tag_name().name().strip_prefix('h').and_then(|level| level.parse::<u32>().ok()) {
            assert!(level <= last + 1, "h{last} then h{level}");
            last = level;
        }
    }
    assert_eq!(elements(&tree, "h1").count(), 1);
}

#[test]
fn what_a_profile_leaves_out_is_in_neither_form() {
    let mut workbook = filled();
    let comment = Comment { id: Id(5), text: "Between us alone".to_owned(), ..Comment::default() };
    std::sync::Arc::make_mut(&mut workbook.reviews).comments.push(comment);
    let mut without = profile::full();
    without.left_out.set(|what| what == LeftOut::Comments);
    for form in [Form::Html, Form::Workbook] {
        let mut all = request(&workbook);
        all.covers = Document::ALL.iter().map(|document| document.title().to_owned()).collect();
        let make = |profile: &Profile| {
            let parts = ((&all, profile), (Path::new("w.caveat"), form));
            String::from_utf8(review::make(&workbook, parts.0, parts.1, &FontBook::bundled()).unwrap()).unwrap()
        };
        assert!(make(&profile::full()).contains("Between us alone"), "{form:?}");
        let left = make(&without);
        assert!(!left.contains("Between us alone"), "{form:?}");
        assert!(left.contains("Sofia Brandt"), "the reviewer is still named in {form:?}");
    }
}

/// A workbook with a request for a review, as a file in a folder of the test.
pub(crate) fn sent(form: &str, out: &str) -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("claims.caveat"), folder.path().join(out));
    fs::copy(example_path("claims-triage"), &file).unwrap();
    caveat(&["review", "send"])
        .arg(&file)
        .args(["--to", "Sofia Brandt", "--role", "Privacy", "--covers", "risk-memo,budgets", "--due", "2026-03-20"])
        .args(["--form", form, "--out"])
        .arg(&out)
        .assert()
        .success();
    (folder, file, out)
}

pub(crate) fn caveat(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_caveat"));
    // where restore points go, on Linux
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR")).args(words);
    command
}

pub(crate) fn opened(path: &Path) -> Workbook {
    let opened: Opened<Workbook> = store::open(path).unwrap();
    opened.value
}

/// What the page's script would save, with what it takes from the page.
pub(crate) fn answer(page: &str, kind: &str, text: &str) -> String {
    let tree = parsed(page);
    let form = elements(&tree, "form").next().unwrap();
    let say = elements(&tree, "button")
        .find(|node| node.attribute("data-item").is_some_and(|item| !item.is_empty()))
        .unwrap();
    let data = |node: Node<'_, '_>, name: &str| node.attribute(name).unwrap().to_owned();
    format!(
        r#"{{"caveat": "answers", "version": 1, "request": "{}", "digest": "{}", "parts": [],
        "reviewer": {{"name": "Sofia Brandt", "role": "Privacy"}},
        "decision": {{"kind": "{kind}", "reason": "See the comment.", "date": "{}"}},
        "comments": [{{"id": "00000000000000a1", "item": "{}", "about": "{}", "section": "{}", "field": "", "text": "{text}", "date": "2026-03-06", "reply_to": null}}]}}"#,
        data(form, "data-request"),
        data(form, "data-digest"),
        today(),
        data(say, "data-item"),
        data(say, "data-about").replace('"', "'"),
        data(say, "data-section"),
    )
}

pub(crate) fn said(output: &[u8]) -> String {
    String::from_utf8(output.to_vec()).unwrap()
}

#[test]
fn a_review_goes_out_as_a_page_and_comes_back_as_a_sign_off() {
    let (folder, file, page) = sent("html", "review.html");
    let request = opened(&file).reviews.requests.at(0).unwrap().clone();
    assert_eq!((request.name.as_str(), request.number), ("Sofia Brandt", 1));
    assert_eq!(request.covers, ["Risk memo", "Uncertainty budgets"].map(str::to_owned));
    let back = folder.path().join("answers.json");
    fs::write(&back, answer(&fs::read_to_string(&page).unwrap(), "conditional", "Who translates?")).unwrap();
    let before = fs::read(&file).unwrap();
    let dry = caveat(&["review", "import", "--dry-run"]).arg(&file).arg(&back).assert().success();
    assert!(said(&dry.get_output().stdout).contains("has not changed since it was sent"));
    assert_eq!(fs::read(&file).unwrap(), before, "a dry run changes nothing");
    caveat(&["review", "import"]).arg(&file).arg(&back).assert().success();
    let after = opened(&file);
    let sign_off = after.reviews.sign_offs.iter().find(|one| one.digest == request.digest).unwrap();
    assert_eq!(sign_off.decision, Some(SignOffDecision::Conditional));
    assert_eq!((sign_off.reason.as_str(), &sign_off.covers), ("See the comment.", &request.covers));
    let comment = after.reviews.comments.find(Id(0xa1)).unwrap();
    assert_eq!((comment.text.as_str(), comment.author.as_str()), ("Who translates?", "Sofia Brandt"));
    assert!(after.index().get(comment.item.unwrap()).is_some());
    assert!(after.reviews.requests.at(0).unwrap().answered.is_some());

    // the same again adds nothing, and another decision is asked about
    let taken = fs::read(&file).unwrap();
    let again = caveat(&["review", "import"]).arg(&file).arg(&back).assert().success();
    assert!(said(&again.get_output().stdout).contains("all of it is in the workbook already"));
    fs::write(&back, answer(&fs::read_to_string(&page).unwrap(), "approved", "Fine now")).unwrap();
    let refused = caveat(&["review", "import"]).arg(&file).arg(&back).assert().code(1);
    let words = said(&refused.get_output().stderr);
    assert!(words.contains("Approved with conditions: See the comment.") && words.contains("--on-conflict"), "{words}");
    assert_eq!(fs::read(&file).unwrap(), taken);
    let json =
        caveat(&["review", "import", "--on-conflict", "theirs", "--json"]).arg(&file).arg(&back).assert().success();
    assert!(said(&json.get_output().stdout).contains("\"state\": \"differs\""));
    let decisions = opened(&file);
    let decided = decisions.reviews.sign_offs.iter().filter(|one| one.digest == request.digest);
    assert_eq!(decided.map(|one| one.decision).collect::<Vec<_>>(), [Some(SignOffDecision::Approved)]);
    assert_eq!(decisions.reviews.comments.find(Id(0xa1)).unwrap().text, "Fine now");
}

#[test]
fn a_review_goes_out_as_a_copy_and_comes_back_in_it_or_as_answers() {
    let (folder, file, path) = sent("workbook", "copy.caveat");
    let mut copy = opened(&path);
    let asked = review::copy_for(&copy).unwrap().clone();
    let reviews = std::sync::Arc::make_mut(&mut copy.reviews);
    let (comments, lines) = (reviews.comments.len(), reviews.sign_offs.len());
    let mode = copy.failure_modes.modes.at(0).unwrap().id();
    reviews.comments.push(Comment {
        id: Id(0xc1),
        number: 900,
        text: "Why not?".to_owned(),
        author: "Sofia Brandt".to_owned(),
        item: Some(mode),
        field: "fallback".to_owned(),
        ..Comment::default()
    });
    reviews.sign_offs.push(SignOff {
        id: Id(0xc2),
        name: "Sofia Brandt".to_owned(),
        decision: Some(SignOffDecision::Approved),
        date: asked.sent,
        ..SignOff::default()
    });
    let found = review::replies_in(&copy).unwrap();
    assert_eq!(found.comments.len(), 1);
    assert_eq!(answers::read(&answers::write(&found).unwrap()).unwrap(), found);
    assert!(store::save(&path, &copy, &store::Guard::default()).is_ok());
    caveat(&["review", "import"]).arg(&file).arg(&path).assert().success();
    let after = opened(&file);
    assert_eq!(after.reviews.comments.len(), comments + 1);
    assert_eq!(after.reviews.comments.find(Id(0xc1)).unwrap().field, "fallback");
    assert!(after.reviews.sign_offs.len() <= lines + 1);
    assert!(
        after
            .reviews
            .sign_offs
            .iter()
            .any(|one| one.digest == asked.digest && one.decision == Some(SignOffDecision::Approved))
    );
    assert_eq!(after.reviews.copy_for, None);
    // a copy is not sent on, and the workbook itself is no answer
    let out = folder.path().join("again.html");
    let send = ["review", "send", "--to", "A", "--role", "B", "--out"];
    caveat(&send).arg(&out).arg(&path).assert().code(1);
    let own = caveat(&["review", "import"]).arg(&file).arg(&file).assert().code(1);
    assert!(said(&own.get_output().stderr).contains("no review copy"));
}

#[test]
fn what_is_no_answer_to_this_request_changes_nothing() {
    let (folder, file, page) = sent("html", "review.html");
    let (before, page) = (fs::read(&file).unwrap(), fs::read_to_string(page).unwrap());
    let good = answer(&page, "approved", "Good");
    let digest = opened(&file).reviews.requests.at(0).unwrap().digest.clone();
    for (text, word) in [
        (good.replace(&digest, &"0".repeat(64)), "another content"),
        (good.replacen("\"request\": \"", "\"request\": \"00", 1), "damaged"),
        (good.replace("\"version\": 1", "\"version\": 7"), "format version 7"),
        (good.chars().take(200).collect(), "damaged"),
        (String::new(), "empty"),
        ("score,label\n1,0\n".to_owned(), "no answer to a review"),
        (example_text(), "no review copy"),
    ] {
        let path = folder.path().join("answers.json");
        fs::write(&path, text).unwrap();
        let refused = caveat(&["review", "import"]).arg(&file).arg(&path).assert().code(1);
        let words = said(&refused.get_output().stderr);
        assert!(words.contains(word), "{word}: {words}");
        assert!(words.contains("hint: "), "{words}");
        assert_eq!(fs::read(&file).unwrap(), before, "{word}");
    }
    // a second file that is refused takes the first with it
    let (one, two) = (folder.path().join("one.json"), folder.path().join("two.json"));
    fs::write(&one, &good).unwrap();
    fs::write(&two, "{}").unwrap();
    caveat(&["review", "import"]).arg(&file).arg(&one).arg(&two).assert().code(1);
    assert_eq!(fs::read(&file).unwrap(), before);
    let other = replies::plan(
        &example("fraud-detection"),
        &answers::read(good.as_bytes()).unwrap(),
        jiff::civil::date(2026, 3, 9),
    );
    assert!(matches!(other, Err(replies::Refused::NoSuchRequest { .. })));
}

fn example_text() -> String {
    fs::read_to_string(example_path("claims-triage")).unwrap()
}

#[test]
fn a_review_copy_may_be_answered_and_nothing_else() {
    let workbook = example("claims-triage");
    let asked = ReviewRequest { sent: Some(jiff::civil::date(2026, 3, 9)), ..request(&workbook) };
    let copy = review::copy(&workbook, &asked, &profile::full());
    let with = |change: fn(&mut Workbook)| {
        let mut after = copy.clone();
        change(&mut after);
        review::is_only_answered(&copy, &after)
    };
    assert!(with(|_| {}));
    let says = |author: &str| {
        let mut after = copy.clone();
        let comment = Comment { id: Id(3), author: author.to_owned(), ..Comment::default() };
        std::sync::Arc::make_mut(&mut after.reviews).comments.push(comment);
        std::sync::Arc::make_mut(&mut after.numbers).next(caveat::model::ItemKind::Comment);
        review::is_only_answered(&copy, &after)
    };
    assert!(says("sofia  brandt"));
    assert!(!says("Anke Vos") && !says(""), "what others say does not come back from a copy");
    assert!(!with(|one| {
        std::sync::Arc::make_mut(&mut one.reviews).comments.at_mut(0).unwrap().settled ^= true;
    }));
    assert!(!with(|one| {
        std::sync::Arc::make_mut(&mut one.reviews).sign_offs.retain(|_| false);
    }));
    assert!(!with(|one| "Other".clone_into(&mut std::sync::Arc::make_mut(&mut one.about).product)));
    assert!(!with(|one| std::sync::Arc::make_mut(&mut one.reviews).copy_for = None));
    assert!(!with(|one| std::sync::Arc::make_mut(&mut one.reviews).requests.retain(|_| false)));
}

#[test]
fn asking_is_not_signing_and_leaves_what_is_signed_as_it_was() {
    let workbook = example("claims-triage");
    let asked = request(&workbook);
    let mut with = workbook.clone();
    caveat::edit::replies::ask(&mut with, asked.clone());
    assert_eq!(caveat::export::signature(&with, &asked.covers).digest, asked.digest);
    let back = Replies {
        request: asked.id,
        digest: asked.digest.clone(),
        name: "Sofia Brandt".to_owned(),
        comments: vec![Said { id: Id(9), text: "Well".to_owned(), ..Said::default() }],
        ..Replies::default()
    };
    let plan = replies::plan(&with, &back, jiff::civil::date(2026, 3, 9)).unwrap();
    assert_eq!(plan.count(|fate| *fate == Fate::New), 1);
    let empty = replies::plan(&with, &Replies { comments: Vec::new(), ..back }, jiff::civil::date(2026, 3, 9));
    assert_eq!(empty, Err(replies::Refused::Nothing { name: "Sofia Brandt".to_owned() }), "nothing was answered");
}

#[test]
fn items_that_a_comment_mentions_are_links_in_documents() {
    let mut workbook = example("claims-triage");
    let mode = workbook.failure_modes.modes.at(0).unwrap();
    let (cited, id) = (mode.cite(), mode.id());
    let text = format!("Does {cited} hold for FM-9999?");
    let comment = Comment { id: Id(5), number: 900, text, ..Comment::default() };
    std::sync::Arc::make_mut(&mut workbook.reviews).comments.push(comment);
    let report = caveat::report::build(Document::Changes, &workbook, &caveat::report::Edition::default());
    assert!(report.anchors().contains(format!("mentioned-{id}").as_str()), "it leads to a row");
    let html = caveat::render::html::write_html(&report, &mut FontBook::bundled());
    assert!(html.contains(&format!("Does <a href=\"#mentioned-{id}\">{cited}</a> hold for FM-9999?")));
    let markdown = caveat::render::markdown::write_markdown(&report);
    assert!(markdown.contains(&format!("[{cited}](#mentioned-{id})")), "{markdown}");
}

#[test]
#[cfg(unix)]
fn a_file_whose_request_cannot_be_recorded_is_taken_back() {
    let (_folder, file, out) = sent("html", "first.html");
    let before = fs::read(&file).unwrap();
    fs::write(&out, "another page").unwrap();
    // a page about the budgets takes a third of that, the workbook half as much again
    let limit = 300;
    assert!(before.len() > limit * 512 + 20_000);
    let send = |out: &Path, more: &str| {
        let to = "--to 'Jonas Thiel' --role Platform --covers budgets";
        let script = format!(
            "trap '' XFSZ; ulimit -f {limit}; exec '{}' review send '{}' {to} {more} --out '{}'",
            env!("CARGO_BIN_EXE_caveat"),
            file.display(),
            out.display()
        );
        let mut shell = Command::new("sh");
        shell.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR")).args(["-c", &script]);
        let failed = shell.assert().code(1);
        let words = said(&failed.get_output().stderr);
        assert!(words.contains("Nothing was sent"), "{words}");
        assert_eq!(fs::read(&file).unwrap(), before);
    };
    let new = out.with_file_name("second.html");
    send(&new, "");
    assert!(!new.exists(), "no answer to it could ever be taken");
    send(&out, "--force");
    assert_eq!(fs::read(&out).unwrap(), b"another page", "what was replaced is back");
}

#[test]
fn a_day_that_is_over_is_said_and_one_that_is_none_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let (file, out) = (folder.path().join("claims.caveat"), folder.path().join("page.html"));
    fs::copy(example_path("claims-triage"), &file).unwrap();
    let send = |due: &str| {
        let mut command = caveat(&["review", "send"]);
        command.arg(&file).args(["--to", "Anke Vos", "--role", "Owner", "--covers", "budgets", "--due", due]);
        command.arg("--out").arg(&out);
        command
    };
    let odd = send("10th of May").assert().failure();
    assert!(said(&odd.get_output().stderr).contains("a date such as 2026-03-09"));
    assert!(!out.exists());
    let over = send("2026-03-09").assert().success();
    assert!(said(&over.get_output().stderr).contains("the day by which an answer is needed is over: 2026-03-09"));
}
