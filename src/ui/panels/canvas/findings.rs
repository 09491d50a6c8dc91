//! The worst finding on each note and in each block, looked up once per change.

use std::collections::BTreeMap;

use crate::assess::findings::Severity;
use crate::model::canvas::CanvasBlock;
use crate::model::{Id, Section};
use crate::ui::desk::Desk;

use super::sheet::Sheet;

/// The worst findings.
#[derive(Debug, Default)]
pub struct Worst {
    /// What they were looked up for: the revision, and which list of findings.
    key: Option<(u64, usize, usize)>,
    notes: BTreeMap<Id, Severity>,
    blocks: Vec<(Option<CanvasBlock>, Severity, usize)>,
}

impl Worst {
    /// Looks them up again if anything changed.
    pub fn follow(&mut self, desk: &Desk<'_>, sheet: &Sheet) {
        let findings = &desk.facts.findings;
        let key = (desk.revision(), findings.as_ptr().addr(), findings.len());
        if self.key.replace(key) == Some(key) {
            return;
        }
        self.notes.clear();
        for finding in desk.facts.of_section(Section::Canvas) {
            for (_, id, _) in &finding.place.items {
                let worst = self.notes.entry(*id).or_insert(finding.severity());
                *worst = finding.severity().min(*worst);
            }
        }
        self.blocks.clear();
        for note in sheet.key.canvas.notes.iter() {
            let Some(severity) = self.notes.get(&note.id).copied() else { continue };
            match self.blocks.iter_mut().find(|(block, ..)| *block == note.block) {
                None => self.blocks.push((note.block, severity, 1)),
                Some((_, worst, count)) if *worst == severity => *count += 1,
                Some((_, worst, count)) if severity < *worst => (*worst, *count) = (severity, 1),
                Some(_) => {}
            }
        }
    }

    /// The worst finding on a note.
    #[must_use]
    pub fn note(&self, id: Id) -> Option<Severity> {
        self.notes.get(&id).copied()
    }

    /// The worst finding in a block, and how many notes have one as bad.
    #[must_use]
    pub fn block(&self, block: Option<CanvasBlock>) -> Option<(Severity, usize)> {
        self.blocks.iter().find(|(other, ..)| *other == block).map(|(_, severity, count)| (*severity, *count))
    }
}

/// Findings in words: `2 blockers`.
#[must_use]
pub fn words((severity, count): (Severity, usize)) -> String {
    let (one, many) = match severity {
        Severity::Blocker => ("blocker", "blockers"),
        Severity::Warning => ("warning", "warnings"),
        Severity::Advice => ("advice", "pieces of advice"),
    };
    crate::words::how_many(count, one, many)
}
