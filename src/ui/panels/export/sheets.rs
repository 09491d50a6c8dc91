//! A document as it is laid out, with what the preview needs to know of its pages: which part comes from where, and what
//! the page says. Knows no window.

use std::collections::BTreeMap;

use crate::model::place::{Index, Place};
use crate::model::{Id, Section};
use crate::render::fonts::FontBook;
use crate::render::page::placed::{Element, Page, Pages, Paint, Path, Segment, TextRun};
use crate::report::block::Source;

/// A document, laid out.
pub(super) struct Sheets {
    /// The pages, with their structure.
    pub pages: Pages,
    /// The faces that they are set in.
    pub fonts: FontBook,
    /// What the preview knows of each page.
    pub read: Vec<Read>,
}

/// What a page says, and where its parts come from.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Read {
    /// Its words, in the order in which they are read.
    pub words: String,
    /// The parts that come from one place, from top to bottom.
    pub parts: Vec<Part>,
}

/// A part of a page that comes from one place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Part {
    /// Left, top, right and bottom, in points.
    pub edges: [f32; 4],
    /// Where it comes from.
    pub source: Source,
    /// Its words.
    pub words: String,
}

impl Sheets {
    /// Reads the pages.
    pub fn new(pages: Pages, fonts: FontBook) -> Self {
        let read = pages.pages.iter().map(|page| read(page, &pages.elements)).collect();
        Self { pages, fonts, read }
    }
}

impl Read {
    /// The smallest part that holds a point.
    pub fn part_at(&self, x: f32, y: f32) -> Option<usize> {
        let holds = |part: &Part| {
            let [left, top, right, bottom] = part.edges;
            (left..=right).contains(&x) && (top..=bottom).contains(&y)
        };
        let area = |part: &Part| {
            let [left, top, right, bottom] = part.edges;
            (right - left) * (bottom - top)
        };
        let held = self.parts.iter().enumerate().filter(|(_, part)| holds(part));
        held.min_by(|(_, one), (_, other)| area(one).total_cmp(&area(other))).map(|(at, _)| at)
    }
}

/// The place that a part comes from; that of its section, where the item is gone by now.
pub(super) fn place_of(source: Source, index: &Index) -> Option<Place> {
    let section = *Section::ALL.get(usize::from(source.section))?;
    let item = Some(source.item).filter(|item| *item != 0).and_then(|item| index.place(Id(item)));
    Some(item.unwrap_or_else(|| Place::of_section(section)))
}

/// Text while it is put together from runs.
#[derive(Default)]
struct Words {
    text: String,
    /// Where the last run ended: its baseline, and how far it went.
    end: Option<(f32, f32)>,
}

impl Words {
    fn add(&mut self, run: &TextRun) {
        let goes_on = self.end.is_some_and(|(y, x)| (y - run.y).abs() < 0.5 && (run.x - x).abs() < 0.08 * run.size_pt);
        if !goes_on {
            self.space();
        }
        self.text.push_str(&run.text);
        self.end = Some((run.y, run.x + width_of(run)));
    }

    fn say(&mut self, words: &str) {
        self.space();
        self.text.push_str(words);
        self.end = None;
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    fn finish(self) -> String {
        self.text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn width_of(run: &TextRun) -> f32 {
    run.glyphs.iter().map(|glyph| glyph.advance).sum::<f32>() * run.size_pt / 1000.0
}

fn read(page: &Page, elements: &[Element]) -> Read {
    // what belongs to each element, in reading order
    let mut by_element: BTreeMap<u32, Vec<&Paint>> = BTreeMap::new();
    for item in &page.items {
        if let Some(element) = item.element {
            by_element.entry(element.0).or_default().push(&item.paint);
        }
    }
    let mut whole = Words::default();
    // what stands at the head of every page belongs to no element, and is to be known all the same: whether it is approved
    let runs = |above: bool| {
        let decoration = page.items.iter().filter(|item| item.element.is_none());
        decoration.filter_map(move |item| match &item.paint {
            Paint::Text(run) if (run.y < page.height_pt / 2.0) == above => Some(run),
            _ => None,
        })
    };
    runs(true).for_each(|run| whole.add(run));
    let mut parts: BTreeMap<u32, ([f32; 4], Words)> = BTreeMap::new();
    for (id, paints) in &by_element {
        let Some(element) = elements.get(*id as usize) else { continue };
        let root = element.source.map(|source| root_of(*id, source, elements));
        let mut part = root.map(|root| parts.entry(root).or_insert_with(|| (NOWHERE, Words::default())));
        if !element.alt.is_empty() {
            whole.say(&element.alt);
            if let Some((_, words)) = &mut part {
                words.say(&element.alt);
            }
        }
        for paint in paints {
            if let (Paint::Text(run), true) = (paint, element.alt.is_empty()) {
                whole.add(run);
                if let Some((_, words)) = &mut part {
                    words.add(run);
                }
            }
            if let Some((edges, _)) = &mut part {
                *edges = around(*edges, edges_of(paint));
            }
        }
    }
    runs(false).for_each(|run| whole.add(run));
    let part = |(root, (edges, words)): (u32, ([f32; 4], Words))| {
        let source = elements.get(root as usize)?.source?;
        (edges != NOWHERE).then(|| Part { edges, source, words: words.finish() })
    };
    Read { words: whole.finish(), parts: parts.into_iter().filter_map(part).collect() }
}

/// The outermost element around one that comes from the same place.
fn root_of(id: u32, source: Source, elements: &[Element]) -> u32 {
    let mut root = id;
    while let Some(parent) = elements.get(root as usize).and_then(|element| element.parent) {
        let same = elements.get(parent as usize).is_some_and(|element| element.source == Some(source));
        // parents stand before their children, or the walk would not end
        if !same || parent >= root {
            break;
        }
        root = parent;
    }
    root
}

/// Edges that hold nothing yet.
const NOWHERE: [f32; 4] = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];

fn around([left, top, right, bottom]: [f32; 4], [x0, y0, x1, y1]: [f32; 4]) -> [f32; 4] {
    [left.min(x0), top.min(y0), right.max(x1), bottom.max(y1)]
}

fn edges_of(paint: &Paint) -> [f32; 4] {
    match paint {
        // a line of text is as high as the letters of most faces reach
        Paint::Text(run) if run.rotation == 0.0 => {
            [run.x, run.y - 0.85 * run.size_pt, run.x + width_of(run), run.y + 0.25 * run.size_pt]
        }
        Paint::Text(run) => [run.x - 0.85 * run.size_pt, run.y - width_of(run), run.x + 0.25 * run.size_pt, run.y],
        Paint::Picture(picture) => [picture.x, picture.y, picture.x + picture.width, picture.y + picture.height],
        Paint::Path(path) => edges_of_path(path),
    }
}

fn edges_of_path(path: &Path) -> [f32; 4] {
    let point = |edges, x, y| around(edges, [x, y, x, y]);
    path.segments.iter().fold(NOWHERE, |edges, segment| match *segment {
        Segment::Move(x, y) | Segment::Line(x, y) => point(edges, x, y),
        Segment::Curve(x1, y1, x2, y2, x, y) => point(point(point(edges, x1, y1), x2, y2), x, y),
        Segment::Close => edges,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::page::{Paper, lay_out};
    use crate::report::block::{Block, Body, Report, Rich, Span, Style};

    fn paragraph(words: [&str; 2], source: Option<Source>) -> Block {
        let span = |text: &str, style| Span { text: text.to_owned(), style, link: None };
        let rich = Rich(vec![span(words[0], Style::Plain), span(words[1], Style::Strong)]);
        Block { body: Body::Paragraph(rich), source }
    }

    fn sheets() -> Sheets {
        let source = |section, item| Some(Source { section, item });
        let blocks = vec![
            paragraph(["From nowhere", " at all."], None),
            paragraph(["The first", " place, of two."], source(0, 0)),
            paragraph(["Un", "broken."], source(3, 9)),
        ];
        let mut fonts = FontBook::bundled();
        let pages = lay_out(&Report { language: "en".to_owned(), blocks, ..Report::default() }, Paper::A4, &mut fonts);
        Sheets::new(pages, fonts)
    }

    #[test]
    fn a_page_says_its_words_in_order() {
        let words = &sheets().read[0].words;
        assert!(words.contains("From nowhere at all. The first place, of two. Unbroken."), "{words}");
    }

    #[test]
    fn parts_are_where_their_words_stand() {
        let sheets = sheets();
        let read = &sheets.read[0];
        let sources: Vec<(u8, u64)> = read.parts.iter().map(|part| (part.source.section, part.source.item)).collect();
        assert_eq!(sources, [(0, 0), (3, 9)]);
        assert_eq!(read.parts[1].words, "Unbroken.");
        let [left, top, right, bottom] = read.parts[1].edges;
        assert!(right - left > 20.0 && bottom - top > 8.0 && bottom - top < 30.0, "{:?}", read.parts[1]);
        assert_eq!(read.part_at(f32::midpoint(left, right), f32::midpoint(top, bottom)), Some(1));
        assert_eq!(read.part_at(left, top - 200.0), None);
    }

    #[test]
    fn an_item_that_is_gone_leads_to_its_section() {
        let place = place_of(Source { section: 7, item: 99 }, &Index::default());
        assert_eq!(place, Some(Place::of_section(Section::ALL[7])));
        assert_eq!(place_of(Source { section: 200, item: 0 }, &Index::default()), None);
    }
}
