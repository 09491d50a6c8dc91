//! Faces of this system, for characters that the bundled fonts lack.
//!
//! The fonts are listed at the first question, which costs a moment, and a face is read once, when its turn comes.
//! The choice depends on the installed fonts and the character only, never on what was asked before. Knows nothing of
//! how text is set; whoever sets it should ask the faces that it already has first.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use fontdb::{Database, FaceInfo, Source, Stretch, Style, Weight};
use harfrust::font::Font;

/// A face that has a glyph for the character that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFace {
    /// The PostScript name.
    pub name: String,
    /// The whole font file.
    pub data: Arc<[u8]>,
    /// Which face of the file, if it is a collection.
    pub index: u32,
}

/// The faces of this system, or of one folder.
#[derive(Debug, Default)]
pub struct SystemFonts {
    folder: Option<PathBuf>,
    faces: OnceLock<Vec<Face>>,
}

/// One face; file and coverage are read when they are first needed.
#[derive(Debug)]
struct Face {
    info: FaceInfo,
    coverage: OnceLock<Vec<(u32, u32)>>,
    found: OnceLock<Option<FoundFace>>,
}

impl SystemFonts {
    /// The fonts of this system. Nothing is read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Only the fonts in `folder` and below.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { folder: Some(folder), faces: OnceLock::new() }
    }

    /// The best face that has a glyph for `character`: upright, of regular weight, sans serif, then by name.
    #[must_use]
    pub fn find(&self, character: char) -> Option<FoundFace> {
        let faces = self.faces.get_or_init(|| self.list());
        faces.iter().filter(|face| face.covers(character)).find_map(Face::load)
    }

    fn list(&self) -> Vec<Face> {
        let mut database = Database::new();
        match &self.folder {
            Some(folder) => database.load_fonts_dir(folder),
            None => database.load_system_fonts(),
        }
        let mut infos: Vec<FaceInfo> = database.faces().cloned().collect();
        infos.sort_by_cached_key(|info| (unsuitability(info), family(info).to_owned(), info.post_script_name.clone()));
        infos.into_iter().map(|info| Face { info, coverage: OnceLock::new(), found: OnceLock::new() }).collect()
    }
}

impl Face {
    fn covers(&self, character: char) -> bool {
        let code = u32::from(character);
        let ranges = self.coverage.get_or_init(|| self.read().map_or_else(Vec::new, |data| self.ranges(data)));
        let behind = ranges.partition_point(|&(first, _)| first <= code);
        behind.checked_sub(1).and_then(|at| ranges.get(at)).is_some_and(|&(_, last)| code <= last)
    }

    /// The characters of the face, as ascending ranges.
    fn ranges(&self, data: Vec<u8>) -> Vec<(u32, u32)> {
        let Some(font) = Font::new(data, self.info.index) else { return Vec::new() };
        let mut codes: Vec<u32> = font.charmap().unicodes().map(|(code, _)| code).collect();
        codes.sort_unstable();
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for code in codes {
            match ranges.last_mut() {
                Some((_, last)) if code <= *last + 1 => *last = code,
                _ => ranges.push((code, code)),
            }
        }
        ranges
    }

    fn load(&self) -> Option<FoundFace> {
        let load = || {
            let name = self.info.post_script_name.clone();
            Some(FoundFace { name, data: self.read()?.into(), index: self.info.index })
        };
        self.found.get_or_init(load).clone()
    }

    /// The whole font file.
    fn read(&self) -> Option<Vec<u8>> {
        match &self.info.source {
            Source::Binary(data) => Some(data.as_ref().as_ref().to_vec()),
            Source::File(path) | Source::SharedFile(path, _) => std::fs::read(path).ok(),
        }
    }
}

fn family(info: &FaceInfo) -> &str {
    info.families.first().map_or("", |(name, _)| name)
}

/// Orders faces from the one that disturbs least in running text; pictures come last.
fn unsuitability(info: &FaceInfo) -> (bool, bool, u16, bool, bool, bool) {
    let family = family(info).to_lowercase();
    (
        family.contains("emoji"),
        info.style != Style::Normal,
        info.weight.0.abs_diff(Weight::NORMAL.0),
        info.stretch != Stretch::Normal,
        info.monospaced,
        !family.contains("sans"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_does_not_depend_on_what_was_asked_before() {
        let (first, second) = (SystemFonts::new(), SystemFonts::new());
        let characters = ['a', 'Ж', 'א', '漢', '€'];
        let forward: Vec<_> = characters.iter().map(|&character| first.find(character)).collect();
        let mut backward: Vec<_> = characters.iter().rev().map(|&character| second.find(character)).collect();
        backward.reverse();
        assert_eq!(forward, backward);
        for (face, character) in forward.iter().zip(characters) {
            match face {
                Some(face) => println!("{character}: {}, {} bytes", face.name, face.data.len()),
                None => println!("{character}: no system font here"),
            }
        }
        if let Some(Some(face)) = forward.first() {
            let font = Font::new(face.data.to_vec(), face.index);
            assert!(font.is_some_and(|font| font.charmap().map_unicode('a').is_some()), "{}", face.name);
        }
    }

    #[test]
    fn a_character_that_no_font_has_finds_none() {
        assert_eq!(SystemFonts::new().find('\u{10fffe}'), None);
        assert_eq!(SystemFonts::in_folder(PathBuf::from("/nowhere")).find('a'), None);
    }
}
