//! Where the pack goes: a folder or a zip file, beside the workbook unless somewhere else is chosen.

use std::path::{Path, PathBuf};

use egui::{Id, Ui};

use crate::ui::icons;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::{icon_button, segmented};
use crate::ui::widgets::field::TextField;
use crate::ui::widgets::label;

use super::laying::pack_name;

/// Where the pack goes.
#[derive(Debug, Default)]
pub(super) struct Place {
    /// What was typed or chosen; empty where it is beside the workbook.
    text: String,
    /// Whether it is one file.
    zip: bool,
}

/// The path with the ending of a zip file, or without it.
fn ended(path: &Path, zip: bool) -> PathBuf {
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    match (zip, is_zip) {
        (true, false) => {
            let mut name = path.as_os_str().to_owned();
            name.push(".zip");
            PathBuf::from(name)
        }
        (false, true) => path.with_extension(""),
        _ => path.to_owned(),
    }
}

impl Place {
    /// Takes a folder that was chosen: the pack gets a place of its own in it.
    pub fn set_folder(&mut self, folder: &Path, source: &Path) {
        let name = pack_name(source);
        let own = if folder.file_name() == Some(name.as_os_str()) { folder.to_owned() } else { folder.join(name) };
        self.text = ended(&own, self.zip).display().to_string();
    }

    /// Where the pack goes; `None` where that is not known: the workbook has no file yet, and nobody chose.
    pub fn path(&self, source: &Path, is_saved: bool) -> Option<PathBuf> {
        let typed = Some(self.text.trim()).filter(|text| !text.is_empty()).map(PathBuf::from);
        let beside = || is_saved.then(|| source.with_file_name(pack_name(source)));
        typed.or_else(beside).map(|path| ended(&path, self.zip))
    }

    /// Shows it; whether a folder is to be chosen.
    pub fn show(&mut self, ui: &mut Ui, source: &Path, is_saved: bool) -> bool {
        let c = theme::colors(ui);
        label::line(ui, "To", Type::Caption, c.ink_3);
        let hint =
            self.path(source, is_saved).map_or_else(|| "Choose a folder".to_owned(), |p| p.display().to_string());
        let width = (ui.available_width() - 168.0).max(80.0);
        let field = TextField::line(Id::unique("export folder"), "Folder or zip file for the pack").hint(&hint);
        let typed = field.width(width).show(ui, &self.text);
        if let Some(text) = typed.text {
            self.zip |= Path::new(text.trim()).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
            self.text = text;
        }
        let chosen = icon_button(ui, icons::FOLDER_OPEN, "Choose a folder", true).clicked();
        if let Some(kind) = segmented(ui, "Pack as", &["Folder", "Zip"], usize::from(self.zip)) {
            self.zip = kind == 1;
            if !self.text.trim().is_empty() {
                self.text = ended(Path::new(self.text.trim()), self.zip).display().to_string();
            }
        }
        chosen
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_is_beside_its_workbook_unless_it_is_told_otherwise() {
        let source = Path::new("/home/lo/claims.caveat");
        let mut place = Place::default();
        assert_eq!(place.path(source, true), Some(PathBuf::from("/home/lo/claims-pack")));
        assert_eq!(place.path(source, false), None);
        place.zip = true;
        assert_eq!(place.path(source, true), Some(PathBuf::from("/home/lo/claims-pack.zip")));
        place.set_folder(Path::new("/tmp/out"), source);
        assert_eq!(place.path(source, false), Some(PathBuf::from("/tmp/out/claims-pack.zip")));
        place.zip = false;
        assert_eq!(place.path(source, false), Some(PathBuf::from("/tmp/out/claims-pack")));
        place.set_folder(Path::new("/tmp/claims-pack"), source);
        assert_eq!(place.path(source, false), Some(PathBuf::from("/tmp/claims-pack")), "not one within another");
    }
}
