//! The library of one's own: one workbook file in the state folder, which can be opened, shared and kept like any other.
//!
//! Every change reads the file anew under a lock, so that two windows lose nothing of each other's. A file that cannot be
//! read is never written over. Does not know what is in it: that is for `edit::shelf`.

use std::fs::File;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::save::{Guard, create_private_folder, save};
use super::{Digest, Places, disk, open, target};

/// Where the library is kept.
#[must_use]
pub fn path(places: &Places) -> PathBuf {
    places.state.join("library.caveat")
}

/// What is in the library; the default if there is none yet.
///
/// # Errors
/// As [`open()`]: a library that is broken, or of a later version.
pub fn load<T: DeserializeOwned + Default>(places: &Places) -> Result<T, StoreError> {
    read(places).map(|(value, _)| value)
}

/// Changes what is in the library, and gives what `change` gives. If it changes nothing, nothing is written.
///
/// # Errors
/// As [`open()`] and [`save()`]; the library is then as it was.
pub fn change<T, R>(places: &Places, change: impl FnOnce(&mut T) -> R) -> Result<R, StoreError>
where
    T: Serialize + DeserializeOwned + Default + Clone + PartialEq,
{
    let path = path(places);
    create_private_folder(target::folder_of(&path))?;
    let lock = lock(&path);
    let (mut value, expected) = read::<T>(places)?;
    let before = value.clone();
    let result = change(&mut value);
    let saved = if value == before {
        Ok(())
    } else {
        save(&path, &value, &Guard { expected, backup_folder: Some(&places.state), ..Guard::default() }).map(drop)
    };
    drop(lock);
    saved.map(|()| result)
}

fn read<T: DeserializeOwned + Default>(places: &Places) -> Result<(T, Option<Digest>), StoreError> {
    match open(&path(places)) {
        Ok(opened) => Ok((opened.value, Some(opened.digest))),
        Err(StoreError::NotFound { .. }) => Ok((T::default(), None)),
        Err(error) => Err(error),
    }
}

/// Waits until no other window changes the library; the lock goes with what is given. On a disk that knows no locks the
/// digest alone stands guard.
fn lock(path: &std::path::Path) -> Option<File> {
    let path = path.with_extension("lock");
    let file = disk::create(&path, true).or_else(|_| disk::open_to_overwrite(&path)).ok()?;
    file.lock().ok()?;
    Some(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    type Content = Vec<u32>;

    fn places() -> (tempfile::TempDir, Places) {
        let root = tempfile::tempdir().unwrap();
        let places = Places::within(root.path());
        (root, places)
    }

    #[test]
    fn none_is_empty_and_what_is_changed_comes_back() {
        let (_root, places) = places();
        assert_eq!(load::<Content>(&places).unwrap(), Content::new());
        assert!(!path(&places).exists(), "looking makes no file");
        assert_eq!(
            change(&places, |content: &mut Content| {
                content.push(1);
                content.len()
            })
            .unwrap(),
            1
        );
        change(&places, |content: &mut Content| content.push(2)).unwrap();
        assert_eq!(load::<Content>(&places).unwrap(), [1, 2]);
    }

    #[test]
    fn windows_that_change_it_at_once_lose_nothing() {
        let (_root, places) = places();
        std::thread::scope(|scope| {
            for window in 0..4 {
                let places = &places;
                scope.spawn(move || {
                    for step in 0..5 {
                        change(places, |content: &mut Content| content.push(window * 10 + step)).unwrap();
                    }
                });
            }
        });
        assert_eq!(load::<Content>(&places).unwrap().len(), 20);
    }

    #[test]
    fn a_library_that_cannot_be_read_is_not_written_over() {
        let (_root, places) = places();
        change(&places, |content: &mut Content| content.push(1)).unwrap();
        let written = fs::read_to_string(path(&places)).unwrap();
        for broken in ["no workbook".to_owned(), written.replace("version: ", "version: 9")] {
            fs::write(path(&places), &broken).unwrap();
            let refused = change(&places, |content: &mut Content| content.push(2));
            assert!(matches!(refused, Err(StoreError::Format { .. })), "{refused:?}");
            assert!(load::<Content>(&places).is_err());
            assert_eq!(fs::read_to_string(path(&places)).unwrap(), broken);
        }
    }

    #[test]
    fn nothing_changed_is_nothing_written() {
        let (_root, places) = places();
        change(&places, |_: &mut Content| ()).unwrap();
        assert!(!path(&places).exists());
    }
}
