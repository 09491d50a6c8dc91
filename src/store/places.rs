//! The folders where this system keeps what a program remembers. Nothing is created or read here.

use std::path::{Path, PathBuf};

/// The folder beside the program that makes an installation portable: all that the program remembers is then in it.
pub const CARRIED: &str = "caveat-data";

/// Three folders. They are passed to whoever needs one, so that a test can pass its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// What the program remembers between two starts: recovery copies, backups, recent files.
    pub state: PathBuf,
    /// What the person has chosen: settings.
    pub config: PathBuf,
    /// What whoever looks after this computer decided for everybody on it: see [`Policy`](super::Policy). Caveat writes
    /// nothing there.
    pub policy: PathBuf,
}

/// Where a policy lies: a fixed place on each system, because one that a variable of the environment can move is none.
const POLICY: &str = if cfg!(windows) {
    r"C:\ProgramData\Caveat"
} else if cfg!(target_os = "macos") {
    "/Library/Application Support/Caveat"
} else {
    "/etc/caveat"
};

impl Places {
    /// The folders for a program on this system: those beside the program if it is carried along, else the customary ones;
    /// `None` if there is no home directory.
    #[must_use]
    pub fn of_this_system() -> Option<Self> {
        let program = std::env::current_exe().ok();
        let places = program.as_deref().and_then(Self::carried).or_else(Self::customary)?;
        Some(Self { policy: PathBuf::from(POLICY), ..places })
    }

    /// Where the old content of a file is kept while it is written in place, if its own folder takes no new file.
    #[must_use]
    pub fn backups(&self) -> PathBuf {
        self.state.join("backups")
    }

    /// The folders of a portable installation: a folder named [`CARRIED`] beside the program makes it one.
    #[must_use]
    pub fn carried(program: &Path) -> Option<Self> {
        let folder = program.parent()?.join(CARRIED);
        folder.is_dir().then(|| Self::within(&folder))
    }

    fn customary() -> Option<Self> {
        let folders = directories::ProjectDirs::from("", "", "caveat")?;
        let state = folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned();
        Some(Self { state, config: folders.config_dir().to_owned(), policy: PathBuf::from(POLICY) })
    }

    /// All of them below `root`, for tests and for a portable installation.
    #[must_use]
    pub fn within(root: &Path) -> Self {
        Self { state: root.join("state"), config: root.join("config"), policy: root.join("policy") }
    }
}

/// The customary folder for recovery copies, backups and recent files.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    Places::of_this_system().map(|places| places.state)
}

/// The customary folder for settings.
#[must_use]
pub fn config_folder() -> Option<PathBuf> {
    Places::of_this_system().map(|places| places.config)
}

/// The person's own folder, or the root if there is none.
#[must_use]
pub fn home() -> PathBuf {
    directories::UserDirs::new().map_or_else(|| PathBuf::from("/"), |folders| folders.home_dir().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_beside_the_program_makes_it_portable() {
        let stick = tempfile::tempdir().unwrap();
        let program = stick.path().join("caveat");
        assert_eq!(Places::carried(&program), None, "an ordinary installation");
        std::fs::write(stick.path().join(CARRIED), "a file is no folder").unwrap();
        assert_eq!(Places::carried(&program), None);
        std::fs::remove_file(stick.path().join(CARRIED)).unwrap();
        std::fs::create_dir(stick.path().join(CARRIED)).unwrap();
        assert_eq!(Places::carried(&program), Some(Places::within(&stick.path().join(CARRIED))));
    }

    #[test]
    fn places_stay_within_their_root() {
        let places = Places::within(Path::new("/somewhere"));
        assert_eq!(places.state, Path::new("/somewhere/state"));
        assert_eq!(places.config, Path::new("/somewhere/config"));
    }
}
