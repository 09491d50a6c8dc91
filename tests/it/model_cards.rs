//! Real model cards: every one is read, or refused with a word, and what is read gets into a workbook whole.

use std::fs;
use std::path::{Path, PathBuf};

use caveat::edit::Ids;
use caveat::edit::card::{Cargo, take};
use caveat::exchange::model_card::{self, CardError};
use caveat::model::Workbook;
use caveat::store::format;

/// Where a copy of published cards may lie beside the project.
const CARDS: &str = "../shared/standards";

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
        if path.is_dir() {
            files(&path, found);
        } else if matches!(ending.as_str(), "md" | "json") {
            found.push(path);
        }
    }
}

#[test]
fn every_published_card_is_read_or_refused_with_a_word() {
    let root = crate::support::project(CARDS);
    let mut found = Vec::new();
    for folder in ["hf-model-cards/cards", "hf-model-cards/hub-test-fixtures", "mct/examples"] {
        files(&root.join(folder), &mut found);
    }
    if found.is_empty() {
        println!("skipped: there are no published cards at {CARDS}");
        return;
    }
    found.sort();
    let (mut read, mut refused, mut metrics) = (0, Vec::new(), 0);
    for path in &found {
        let bytes = fs::read(path).unwrap();
        match model_card::read(&bytes) {
            Ok(card) => {
                read += 1;
                metrics += card.metrics.len();
                let cargo = Cargo {
                    fields: card.fields.iter().map(|(address, text)| ((*address).to_owned(), text.clone())).collect(),
                    sources: card.sources.clone(),
                    metrics: card.metrics.clone(),
                    limits: card.limits.clone(),
                };
                let mut workbook = Workbook::default();
                let taken = take(&mut workbook, &mut Ids::seeded(1), &cargo);
                assert_eq!(taken.filled, card.fields.len(), "{}: {:?}", path.display(), card.fields);
                let again = format::read::<Workbook>(format::write(&workbook).unwrap().as_bytes()).unwrap();
                assert!(again.value == workbook, "{}", path.display());
            }
            Err(error) => refused.push((path.clone(), error)),
        }
    }
    println!("{read} of {} cards read, {metrics} metrics; refused: {refused:#?}", found.len());
    let odd = refused
        .iter()
        .filter(|(_, error)| !matches!(error, CardError::Empty | CardError::NothingFound | CardError::OtherJson));
    assert_eq!(odd.count(), 0, "{refused:#?}");
    assert!(refused.len() * 10 < found.len(), "most are read: {refused:#?}");
}
