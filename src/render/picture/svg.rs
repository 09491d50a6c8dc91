//! A drawing in SVG: what it may hold, how much of it, and its pixels.
//!
//! Shapes in plain colors and gradients, cut by other shapes, are what logos are made of. Everything else is refused with
//! its name rather than left out: text (its font is not here), pictures, filters, scripts, references to other files.
//! Repetition is counted before anything is expanded, and painting is weighed before anything is painted.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::roxmltree::{Document, Node, ParsingOptions};
use resvg::usvg::{self, Group, ImageHrefResolver, Options, Tree};

use crate::render::page::placed::Pixels;
use crate::render::raster::straight;

use super::{PictureError, SIDE_LIMIT};

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// What a drawing may hold. Elements of other namespaces are notes of drawing programs and are not drawn by anybody.
const ELEMENTS: [&str; 21] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "style",
    "title",
    "desc",
    "metadata",
];
const TEXTS: [&str; 4] = ["text", "tspan", "textPath", "tref"];

/// Elements inside one another.
const DEPTH_LIMIT: usize = 64;
/// Elements, those counted that `use` repeats.
const ELEMENT_LIMIT: usize = 10_000;
/// Elements times bytes of style sheets: what matching them costs.
const STYLE_LIMIT: usize = 20_000_000;
/// Elements that are cut times elements that cut them.
const CUT_LIMIT: usize = 100_000;
/// How often all of the drawing may be painted over.
const COVER_LIMIT: f32 = 400.0;
/// What a layer of its own costs, in the same unit: groups that are cut, masked or translucent.
const LAYER_COST: f32 = 6.0;
/// Segments of all paths, and dashes.
const SEGMENT_LIMIT: f32 = 300_000.0;
/// How many times its own size a drawing may reach beyond itself: far outside, the painter's numbers overflow.
const REACH_LIMIT: f32 = 1_000.0;
/// Drawings are painted no higher than this.
const HEIGHT_LIMIT: u32 = 1024;

/// Paints a drawing so many pixels high, or lower if it is very wide.
pub(super) fn paint(text: &str, height_px: u32) -> Result<Pixels, PictureError> {
    if text.contains("<!ENTITY") {
        return Err(PictureError::Unsupported("entities".to_owned()));
    }
    let parsing = ParsingOptions { allow_dtd: true, nodes_limit: 200_000, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, parsing).map_err(|error| broken(&error))?;
    examine(&document)?;
    let options = Options { image_href_resolver: nothing(), ..Options::default() };
    let tree = Tree::from_xmltree(&document, &options).map_err(|error| broken(&error))?;
    weigh(&tree)?;
    let (width, height) = (tree.size().width(), tree.size().height());
    let scale = (height_px.min(HEIGHT_LIMIT) as f32 / height).min(SIDE_LIMIT as f32 / width);
    let side = |length: f32| (length * scale).round().max(1.0) as u32;
    let mut pixmap = Pixmap::new(side(width), side(height)).ok_or(PictureError::TooComplex)?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixmap.as_mut());
    Ok(straight(pixmap))
}

fn broken(error: &dyn std::fmt::Display) -> PictureError {
    PictureError::Broken(error.to_string())
}

/// No reference to a picture leads anywhere.
fn nothing() -> ImageHrefResolver<'static> {
    ImageHrefResolver { resolve_data: Box::new(|_, _, _| None), resolve_string: Box::new(|_, _| None) }
}

/// How much there is of what multiplies.
#[derive(Default)]
struct Amounts {
    /// Elements, those counted that `use` repeats.
    elements: usize,
    /// Bytes of style sheets.
    style_bytes: usize,
    /// Elements that are cut or masked by others.
    cut: usize,
    /// Elements that others are cut or masked by.
    cutting: usize,
    /// Clip paths and masks.
    cuts: usize,
    /// Whether a style sheet says what is cut, so that it can be anything.
    is_cut_by_style: bool,
}

/// Refuses what a drawing may not hold, and more of it than can be handled.
fn examine(document: &Document) -> Result<(), PictureError> {
    let mut amounts = Amounts::default();
    let mut open = vec![(document.root_element(), 1)];
    while let Some((node, depth)) = open.pop() {
        if depth > DEPTH_LIMIT {
            return Err(PictureError::TooComplex);
        }
        allowed(&node)?;
        amounts.add(document, &node)?;
        open.extend(node.children().filter(Node::is_element).map(|child| (child, depth + 1)));
    }
    amounts.within()
}

impl Amounts {
    fn add(&mut self, document: &Document, node: &Node) -> Result<(), PictureError> {
        self.elements = self.elements.saturating_add(repeated(document, node)?);
        self.cut += usize::from(is_cut(node));
        if node.has_tag_name("style") {
            let text = node.text().unwrap_or_default();
            leads_nowhere(text)?;
            self.style_bytes += text.len();
            self.is_cut_by_style |= names_a_cut(text);
        }
        if node.has_tag_name("clipPath") || node.has_tag_name("mask") {
            self.cuts += 1;
            for inner in node.descendants().filter(Node::is_element) {
                let target = target(document, &inner).into_iter().flat_map(|target| target.descendants());
                let parts: Vec<Node> = std::iter::once(inner).chain(target.filter(Node::is_element)).collect();
                if parts.iter().any(is_cut) {
                    return Err(PictureError::Unsupported("a cut inside a cut".to_owned()));
                }
                self.cutting += parts.len();
            }
        }
        Ok(())
    }

    fn within(&self) -> Result<(), PictureError> {
        let cut = if self.is_cut_by_style { self.elements } else { self.cut };
        let fine = self.elements <= ELEMENT_LIMIT
            && self.elements.saturating_mul(self.style_bytes) <= STYLE_LIMIT
            && cut.saturating_mul(self.cutting) <= CUT_LIMIT
            // a style sheet can cut what cuts, without end but for this
            && !(self.is_cut_by_style && (self.cuts > 3 || self.cutting > 60));
        if fine { Ok(()) } else { Err(PictureError::TooComplex) }
    }
}

/// Whether an element is cut or masked by another, as far as its own attributes say.
fn is_cut(node: &Node) -> bool {
    let by = |name| node.attribute(name).is_some_and(|value| value.trim() != "none");
    by("clip-path") || by("mask") || node.attribute("style").is_some_and(names_a_cut)
}

fn names_a_cut(style: &str) -> bool {
    // `mask-type` cuts nothing, and nobody will miss it
    style.contains("clip-path") || style.contains("mask")
}

/// Whether an element and its attributes are what a drawing may hold.
fn allowed(node: &Node) -> Result<(), PictureError> {
    let name = node.tag_name().name();
    if node.tag_name().namespace() == Some(NAMESPACE) && !ELEMENTS.contains(&name) {
        let is_text = TEXTS.contains(&name);
        return Err(if is_text { PictureError::HasText } else { PictureError::Unsupported(format!("<{name:.40}>")) });
    }
    for attribute in node.attributes() {
        if attribute.name().starts_with("on") {
            return Err(PictureError::Unsupported("a script".to_owned()));
        }
        if attribute.name() == "href" && !attribute.value().trim_start().starts_with('#') {
            return Err(elsewhere());
        }
        leads_nowhere(attribute.value())?;
    }
    Ok(())
}

fn elsewhere() -> PictureError {
    PictureError::Unsupported("a reference to another file".to_owned())
}

/// Whether each `url()` of a style names a part of this drawing.
fn leads_nowhere(style: &str) -> Result<(), PictureError> {
    let inside = |target: &str| target.trim_start_matches([' ', '"', '\'']).starts_with('#');
    let fine = !style.contains("@import") && style.split("url(").skip(1).all(inside);
    if fine { Ok(()) } else { Err(elsewhere()) }
}

/// How many elements an element stands for: those that it repeats, and itself. What is repeated may not repeat in turn, as
/// doublings of doublings would be without end.
fn repeated(document: &Document, node: &Node) -> Result<usize, PictureError> {
    if !node.has_tag_name("use") {
        return Ok(1);
    }
    let Some(target) = target(document, node) else { return Ok(1) };
    if target.descendants().any(|inner| inner.has_tag_name("use")) {
        return Err(PictureError::Unsupported("repetition of what repeats".to_owned()));
    }
    Ok(1 + target.descendants().count())
}

/// The element that a `use` repeats.
fn target<'a>(document: &'a Document, node: &Node) -> Option<Node<'a, 'a>> {
    let href = node.attributes().find(|attribute| attribute.name() == "href")?;
    let name = href.value().trim().strip_prefix('#').filter(|_| node.has_tag_name("use"))?;
    document.descendants().find(|other| other.attribute("id") == Some(name))
}

/// What painting costs.
struct Cost {
    /// The size of the drawing.
    width: f32,
    height: f32,
    /// How often all of the drawing is painted over.
    covers: f32,
    /// Segments of paths, and dashes.
    segments: f32,
}

/// Refuses what would take long to paint: parts that are cut by parts that are cut, say, multiply.
fn weigh(tree: &Tree) -> Result<(), PictureError> {
    let (width, height) = (tree.size().width(), tree.size().height());
    Cost { width, height, covers: 0.0, segments: 0.0 }.group(tree.root())
}

impl Cost {
    fn group(&mut self, group: &Group) -> Result<(), PictureError> {
        if group.should_isolate() {
            self.covers += LAYER_COST;
        }
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.covers += LAYER_COST;
            self.group(path.root())?;
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(one) = mask {
            self.covers += LAYER_COST;
            self.group(one.root())?;
            mask = one.mask();
        }
        for node in group.children() {
            match node {
                usvg::Node::Group(inner) => self.group(inner)?,
                usvg::Node::Path(path) => self.path(path)?,
                usvg::Node::Image(_) => return Err(PictureError::Unsupported("<image>".to_owned())),
                usvg::Node::Text(_) => return Err(PictureError::HasText),
            }
        }
        self.within()
    }

    fn path(&mut self, path: &usvg::Path) -> Result<(), PictureError> {
        let bounds = path.abs_stroke_bounding_box();
        let reaches = |from: f32, to: f32, whole: f32| from.abs().max(to.abs()) <= whole * REACH_LIMIT;
        if !reaches(bounds.left(), bounds.right(), self.width) || !reaches(bounds.top(), bounds.bottom(), self.height) {
            return Err(PictureError::TooComplex);
        }
        let share = |length: f32, whole: f32| if length.is_finite() { (length / whole).clamp(0.0, 1.0) } else { 1.0 };
        self.covers += share(bounds.width(), self.width) * share(bounds.height(), self.height);
        let segments = path.data().len() as f32;
        self.segments += segments;
        if let Some(dashes) = path.stroke().and_then(|stroke| stroke.dasharray()) {
            let box_length = path.data().bounds().width() + path.data().bounds().height();
            let period = dashes.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            // a curve can be longer than its box, but not by much for each segment
            self.segments += 2.0 * box_length * segments / period * dashes.len() as f32;
        }
        self.within()
    }

    fn within(&self) -> Result<(), PictureError> {
        let fine = self.covers <= COVER_LIMIT && self.segments <= SEGMENT_LIMIT;
        if fine { Ok(()) } else { Err(PictureError::TooComplex) }
    }
}
