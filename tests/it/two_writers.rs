//! Two writers on one file: whatever they do in whatever order, nothing of either is overwritten unseen. And who holds a file is
//! known while the holder lives, and no longer.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use caveat::edit::operations::push;
use caveat::edit::{Ids, Session};
use caveat::merge::{Choice, merge};
use caveat::model::Workbook;
use caveat::model::canvas::Note;
use caveat::store::{self, Digest, Guard, Hold, Holder, Holding, StoreError, holder_of};

use super::support::example;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

/// Somebody with the file open: as the window does it, step by step.
struct Writer {
    name: &'static str,
    session: Session,
    base: Workbook,
    digest: Digest,
    /// What was read and merged, and is yet to be written.
    ready: Option<(Workbook, Digest)>,
    /// The notes that this writer made and saved.
    saved: BTreeSet<String>,
    made: BTreeSet<String>,
}

impl Writer {
    fn on(path: &Path, name: &'static str, seed: u64) -> Self {
        let opened = store::open::<Workbook>(path).unwrap();
        let session = Session::new(opened.value.clone(), Ids::seeded(seed));
        let (base, digest) = (opened.value, opened.digest);
        Self { name, session, base, digest, ready: None, saved: BTreeSet::new(), made: BTreeSet::new() }
    }

    fn edit(&mut self, number: u64) {
        if number.is_multiple_of(3) {
            let name = format!("{} {number}", self.name);
            self.session.edit("rename", |workbook, _| Arc::make_mut(&mut workbook.about).product = name);
            return;
        }
        let text = format!("{} note {number}", self.name);
        let note = Note { text: text.clone(), ..Note::default() };
        self.session.edit("add note", |workbook, ids| {
            push(workbook, ids, note, |workbook| &mut Arc::make_mut(&mut workbook.canvas).notes)
        });
        self.made.insert(text);
    }

    /// Saves, or reads and merges what somebody else has saved; the merge is saved by a later step, if it still can be.
    fn save(&mut self, path: &Path, dice: &mut Dice) {
        let guard = Guard { expected: Some(self.digest), ..Guard::default() };
        match store::save(path, self.session.workbook(), &guard) {
            Ok(saved) => self.arrived(saved.digest),
            Err(StoreError::ChangedOnDisk { .. }) => self.merge(path, dice),
            Err(error) => panic!("{error}"),
        }
    }

    fn merge(&mut self, path: &Path, dice: &mut Dice) {
        let theirs = store::open::<Workbook>(path).unwrap();
        let merged = merge(&self.base, self.session.workbook(), &theirs.value).unwrap();
        let choice = if dice.roll(2) == 0 { Choice::Ours } else { Choice::Theirs };
        let settled = merged.settled(&vec![Some(choice); merged.conflicts.len()]).unwrap();
        self.ready = Some((settled, theirs.digest));
    }

    /// Saves what was merged, unless the file has changed once more: then it is merged anew another time.
    fn finish(&mut self, path: &Path) {
        let Some((merged, digest)) = self.ready.take() else { return };
        let guard = Guard { expected: Some(digest), ..Guard::default() };
        match store::save(path, &merged, &guard) {
            Ok(saved) => {
                self.session.restore_to(merged, "merge");
                self.arrived(saved.digest);
            }
            Err(StoreError::ChangedOnDisk { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }

    fn arrived(&mut self, digest: Digest) {
        self.base = self.session.workbook().clone();
        self.digest = digest;
        self.saved = self.made.clone();
    }
}

fn notes(path: &Path) -> BTreeSet<String> {
    let workbook = store::open::<Workbook>(path).unwrap().value;
    workbook.canvas.notes.iter().map(|note| note.text.clone()).collect()
}

#[test]
fn two_hundred_interleavings_of_two_writers_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut merged = 0;
    for round in 0..200 {
        let path = folder.path().join("plan.caveat");
        // a small file: it is written and read thousands of times
        let mut start = Workbook::default();
        Arc::make_mut(&mut start.about).product = "Start".to_owned();
        push(&mut start, &mut Ids::seeded(77), Note { text: "Start".to_owned(), ..Note::default() }, |workbook| {
            &mut Arc::make_mut(&mut workbook.canvas).notes
        });
        assert!(store::save(&path, &start, &Guard::default()).is_ok());
        let mut dice = Dice(round);
        let mut writers = [Writer::on(&path, "Ana", 2 * round + 1), Writer::on(&path, "Bo", 2 * round + 2)];
        for step in 0..12 {
            let who = dice.roll(2) as usize;
            let act = dice.roll(4);
            let writer = &mut writers[who];
            match act {
                0 | 1 if writer.ready.is_none() => writer.edit(step),
                2 if writer.ready.is_none() => writer.save(&path, &mut dice),
                _ => {
                    merged += usize::from(writer.ready.is_some());
                    writer.finish(&path);
                }
            }
            let there = notes(&path);
            for writer in &writers {
                let lost: Vec<_> = writer.saved.difference(&there).collect();
                assert!(lost.is_empty(), "round {round}, step {step}: {} saved {lost:?}", writer.name);
                let kept: BTreeSet<String> =
                    writer.session.workbook().canvas.notes.iter().map(|note| note.text.clone()).collect();
                assert!(writer.made.is_subset(&kept), "round {round}, step {step}: {} lost work", writer.name);
            }
        }
    }
    assert!(merged > 20, "the writers met {merged} times: this test would prove nothing");
}

/// Where the child of the test below finds what to hold.
const HOLD: &str = "CAVEAT_TEST_HOLD";

/// The child: holds a file until it is killed. On its own it has nothing to do.
#[test]
fn a_child_that_holds_a_file() {
    let Some(path) = std::env::var_os(HOLD).map(PathBuf::from) else { return };
    let ana = Holder { person: "Ana".to_owned(), machine: "laptop".to_owned(), since: "14:02".to_owned() };
    let Hold::Ours(_holding) = Holding::take(None, &path, &ana) else { panic!("it is free") };
    println!("\nheld");
    std::io::stdin().lines().for_each(drop);
}

#[test]
fn a_holder_is_known_while_it_lives_and_commands_respect_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.caveat");
    assert!(store::save(&path, &example("support-agent"), &Guard::default()).is_ok());
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "two_writers::a_child_that_holds_a_file", "--nocapture"])
        .env(HOLD, &path)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    assert!(said.any(|line| line == "held"), "the child holds the file");
    let ana = holder_of(None, &path).unwrap();
    assert_eq!(ana.words(), "Ana on laptop since 14:02");
    let before = fs::read(&path).unwrap();
    let set = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("caveat").unwrap();
        command.arg("set").arg(&path).args(["about.owner", "Inka"]).args(more).output().unwrap()
    };
    let refused = set(&[]);
    let words = String::from_utf8(refused.stderr).unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(words.contains("open in a window (Ana on laptop since 14:02)") && words.contains("--force"), "{words}");
    let page = folder.path().join("page.html");
    let mut send = assert_cmd::Command::cargo_bin("caveat").unwrap();
    let send =
        send.args(["review", "send"]).arg(&path).args(["--to", "Anke Vos", "--role", "Owner", "--out"]).arg(&page);
    let refused = send.output().unwrap();
    assert!(
        String::from_utf8(refused.stderr).unwrap().contains("open in a window"),
        "a request is written into it too"
    );
    assert!(!page.exists());
    assert_eq!(fs::read(&path).unwrap(), before, "nothing was written");
    assert!(set(&["--force"]).status.success());
    // killed as by a crash: what it left is not believed
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(holder_of(None, &path), None);
    let after = assert_cmd::Command::cargo_bin("caveat").unwrap().arg("fmt").arg(&path).output().unwrap();
    assert!(after.status.success());
    let Hold::Ours(holding) = Holding::take(None, &path, &Holder::default()) else { panic!("nobody holds it") };
    drop(holding);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but the workbook is left");
}
