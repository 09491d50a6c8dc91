//! How the open document stands to its file: what this window read or wrote last, whether the file is still that, whether
//! somebody else has it open, and whether it may be changed at all.
//!
//! Values only, with the wishes that follow from them; `watching` looks at the disk and fills them in.

use std::path::{Path, PathBuf};

use crate::model::Workbook;
use crate::store::format::Newer;
use crate::store::recovery::Abandoned;
use crate::store::{Glance, Hold, Holder, Holding};

/// How a document stands to its file.
#[derive(Debug, Default)]
pub struct Standing {
    /// What this window read from the file or wrote to it last: what both sides of a merge come from.
    pub base: Option<Workbook>,
    /// Keeps others from changing the file without knowing.
    pub holding: Option<Holding>,
    /// Why the document can only be looked at.
    pub looking: Option<Looking>,
    /// What was seen of the file last.
    pub disk: Disk,
    /// Copies from a conflict beside it, that nobody has said anything about.
    pub conflicted: Vec<PathBuf>,
    /// Unsaved work on it that an earlier run left, and that the person has not taken up.
    pub left: Option<Abandoned>,
    /// How far what it was begun from could be read, where that was damaged, until the person has seen it.
    pub reach: Option<String>,
    /// Since when it is open here, as a clock on the wall says.
    pub since: String,
    /// Whether the person wants to change what somebody else has open.
    pub anyway: bool,
    /// Whether the person was told that nothing can be changed.
    pub told: bool,
    /// Whether the person wants to look and to hear no more of it.
    pub quiet: bool,
    /// What was seen of the file last, so that it is read again only if it was touched.
    pub glance: Option<Glance>,
    /// Who could do what with its file when that was seen last: it stays so where the file has to be made anew.
    pub permissions: Option<crate::store::Permissions>,
}

/// Why a document can only be looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Looking {
    /// A newer version wrote it, and this one cannot keep all of it.
    Newer(Newer),
    /// Somebody has it open in another window.
    Elsewhere(Holder),
}

/// What became of the file since this window read or wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Disk {
    /// Nothing.
    #[default]
    Known,
    /// It holds something else, written at this time of the day, if that is known.
    Changed(String),
    /// It is not there.
    Gone,
    /// Its folder is not there either.
    FolderGone,
}

impl Standing {
    /// Takes up what came of trying to hold the file. `settled` says that there is nothing unsaved and nothing to undo. Says
    /// whether the document can be changed from now on and could not before.
    pub fn hold(&mut self, hold: Hold, settled: bool) -> bool {
        match hold {
            Hold::Ours(holding) => {
                self.holding = Some(holding);
                return self.looking.take_if(|looking| matches!(looking, Looking::Elsewhere(_))).is_some();
            }
            Hold::Taken(holder) if settled && !self.anyway && self.looking.is_none() => {
                self.looking = Some(Looking::Elsewhere(holder));
            }
            Hold::Taken(_) | Hold::Unknown => {}
        }
        false
    }

    /// Whether the file at `path` is held already.
    #[must_use]
    pub fn holds(&self, path: &Path) -> bool {
        self.holding.as_ref().is_some_and(|holding| holding.is_of(path))
    }

    /// Whether a newer version wrote the file: nothing of this document may be saved anywhere.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        matches!(self.looking, Some(Looking::Newer(_)))
    }

    /// How many values of the file are not in the document, because a newer version wrote them.
    #[must_use]
    pub fn unread(&self) -> usize {
        if let Some(Looking::Newer(newer)) = &self.looking { newer.count() } else { 0 }
    }

    /// Whether saving would drop what somebody else wrote.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        matches!(self.disk, Disk::Changed(_))
    }
}

impl Looking {
    /// Why nothing can be changed, for the bar over the page.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Newer(newer) => {
                let left_out = match newer.count() {
                    0 => String::new(),
                    1 => " One value that this one does not know is left out, here and in exports.".to_owned(),
                    count => {
                        format!(" {count} values that this one does not know are left out, here and in exports.")
                    }
                };
                format!(
                    "Written by a newer Caveat (format {}). You can look and export; update Caveat to change it.{left_out}",
                    newer.version
                )
            }
            Self::Elsewhere(holder) => match holder.words().as_str() {
                "" => "Open in another window. Here you can look and export.".to_owned(),
                who => format!("Open in another window ({who}). Here you can look and export."),
            },
        }
    }

    /// What was left out, for who wants to know.
    #[must_use]
    pub fn details(&self) -> String {
        const MOST: usize = 12;
        let Self::Newer(newer) = self else { return String::new() };
        let mut lines: Vec<String> = newer.left_out.iter().take(MOST).map(|one| one.path.clone()).collect();
        if newer.left_out.len() > MOST {
            lines.push(format!("and {} more", newer.left_out.len() - MOST));
        }
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::format::LeftOut;

    #[test]
    fn a_look_says_why_and_what_is_missing() {
        let left_out = vec![LeftOut { path: "about.mood".to_owned(), times: 3 }];
        let newer = Looking::Newer(Newer { version: 9, left_out });
        let words = newer.words();
        assert!(words.starts_with("Written by a newer Caveat (format 9)."), "{words}");
        assert!(words.ends_with("3 values that this one does not know are left out, here and in exports."), "{words}");
        assert_eq!(newer.details(), "about.mood");
        let holder = Holder { person: "Ana".to_owned(), machine: "laptop".to_owned(), since: "14:02".to_owned() };
        assert!(Looking::Elsewhere(holder).words().starts_with("Open in another window (Ana on laptop since 14:02)."));
    }

    #[test]
    fn who_works_already_is_not_stopped() {
        let mut standing = Standing::default();
        standing.hold(Hold::Taken(Holder::default()), false);
        assert_eq!(standing.looking, None, "there is work that would be locked in");
        standing.hold(Hold::Taken(Holder::default()), true);
        assert!(standing.looking.is_some());
    }
}
