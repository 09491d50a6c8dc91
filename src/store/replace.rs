//! Replacing a file at one stroke: the new content is written beside it, checked, and renamed over it.
//!
//! What survives what: a crash at any moment leaves the old file or the new one, whole, and at worst a temporary file
//! that a later save removes. After the folder is synced, the new one also survives a power cut. The rename keeps the
//! mode and the owner, because the temporary file has them; it cannot keep further hard links, so a file with those
//! is not for this route.

use std::fs::Permissions;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk;
use super::error::StoreError;
use super::save::InPlaceReason;
use super::target::{Target, create};

/// Waits before a rename is tried again: on Windows a virus scanner or a sync client holds a file for a moment.
const PATIENCE_MS: [u64; 5] = [50, 100, 200, 400, 800];

/// Why the file was not replaced. It is as it was, in either case.
#[derive(Debug)]
pub(super) enum Obstacle {
    /// It can still be written in place.
    OnlyInPlace(InPlaceReason),
    /// It cannot be written.
    Failed(StoreError),
}

impl From<StoreError> for Obstacle {
    fn from(error: StoreError) -> Self {
        Self::Failed(error)
    }
}

impl Obstacle {
    /// The error, where writing in place is no choice.
    pub(super) fn into_error(self, target: &Target) -> StoreError {
        match self {
            Self::Failed(error) => error,
            Self::OnlyInPlace(reason) => {
                let source = io::Error::new(ErrorKind::PermissionDenied, reason.to_string());
                StoreError::Denied { action: "replace this file", path: target.asked.clone(), source }
            }
        }
    }
}

/// Verified new content beside its target. Removed when dropped, unless it was put in place.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
    placed: bool,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.placed {
            disk::remove(&self.path).ok();
        }
    }
}

/// The same, and its owner may write: whoever saves goes on saving.
fn for_owner(permissions: &Permissions) -> Permissions {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        Permissions::from_mode(permissions.mode() | 0o200)
    }
    #[cfg(not(unix))]
    {
        let mut permissions = permissions.clone();
        #[expect(clippy::permissions_set_readonly_false, reason = "there it is for the owner alone")]
        permissions.set_readonly(false);
        permissions
    }
}

impl Temporary {
    /// Writes `bytes` to a new file beside `target`, with its mode and owner, and reads them back.
    pub(super) fn write(target: &Target, bytes: &[u8]) -> Result<Self, Obstacle> {
        let is_private = target.private || target.before.is_some() || target.permissions.is_some();
        let (path, mut file) = match create(|| target.temporary(), is_private) {
            Ok(created) => created,
            Err(error) if error.kind() == ErrorKind::PermissionDenied && target.before.is_some() => {
                return Err(Obstacle::OnlyInPlace(InPlaceReason::FolderClosed));
            }
            Err(error) => return Err(StoreError::from_io("create a file here", target.folder(), error).into()),
        };
        let temporary = Self { path, placed: false };
        if let Some(before) = &target.before {
            disk::copy_owner(&file, before)
                .and_then(|()| disk::copy_mode(&file, before))
                .map_err(|_| Obstacle::OnlyInPlace(InPlaceReason::Ownership))?;
        } else if let Some(permissions) = &target.permissions {
            // where that cannot be, it stays private
            disk::permit(&file, &for_owner(permissions)).ok();
        }
        let written = disk::write(&mut file, bytes).and_then(|()| disk::sync(&file));
        written.map_err(|error| target.failed("write the file", error))?;
        drop(file);
        match disk::read(&temporary.path) {
            Ok(read) if read == bytes => Ok(temporary),
            Ok(_) => Err(StoreError::NotVerified { path: target.asked.clone() }.into()),
            Err(error) => Err(target.failed("check what was written", error).into()),
        }
    }

    /// Renames it over `target`. Whether that survives a power cut is known only after [`confirm`].
    pub(super) fn put_in_place(mut self, target: &Target) -> Result<(), Obstacle> {
        let refused = |error: &io::Error| {
            matches!(error.kind(), ErrorKind::CrossesDevices | ErrorKind::ResourceBusy | ErrorKind::PermissionDenied)
        };
        match rename_patiently(&self.path, target) {
            Ok(()) => {
                self.placed = true;
                Ok(())
            }
            Err(error) if refused(&error) && target.before.is_some() => {
                Err(Obstacle::OnlyInPlace(InPlaceReason::RenameRefused))
            }
            Err(error) => Err(target.failed("put the file in place", error).into()),
        }
    }
}

/// Makes sure that a rename in the folder of `target` survives a power cut.
///
/// The content is in place already, so an error here is only reported: trying again could claim success falsely.
pub(super) fn confirm(target: &Target) -> Result<(), StoreError> {
    disk::sync_folder(target.folder()).map_err(|source| StoreError::Unconfirmed { path: target.asked.clone(), source })
}

fn rename_patiently(from: &Path, target: &Target) -> io::Result<()> {
    let mut result = disk::rename(from, &target.file);
    for wait in PATIENCE_MS {
        let busy = matches!(&result, Err(error) if is_passing(error.kind()));
        if !busy {
            break;
        }
        if !cfg!(test) {
            std::thread::sleep(Duration::from_millis(wait));
        }
        result = disk::rename(from, &target.file);
    }
    result
}

/// Whether an error may be gone in a moment.
fn is_passing(kind: ErrorKind) -> bool {
    kind == ErrorKind::ResourceBusy || (cfg!(windows) && kind == ErrorKind::PermissionDenied)
}
