//! Paper sizes, and where on a sheet the parts of a page stand. Points.

/// The paper that a document is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

impl Paper {
    /// Width and height, upright.
    #[must_use]
    pub fn size_pt(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }
}

/// A paper, upright or on its side, with the places of a page's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Sheet {
    paper: Paper,
    is_landscape: bool,
}

impl Sheet {
    /// Left and right margin: 19 mm.
    pub(crate) const MARGIN: f32 = 54.0;
    /// Top of the header's text.
    pub(crate) const HEADER_TOP: f32 = 30.0;
    /// Where the content begins.
    pub(crate) const BODY_TOP: f32 = 66.0;

    /// A sheet of this paper.
    pub(crate) fn new(paper: Paper, is_landscape: bool) -> Self {
        Self { paper, is_landscape }
    }

    /// The same paper on its side.
    pub(crate) fn on_its_side(self) -> Self {
        Self { is_landscape: true, ..self }
    }

    /// Width and height.
    pub(crate) fn size_pt(self) -> (f32, f32) {
        let (width, height) = self.paper.size_pt();
        if self.is_landscape { (height, width) } else { (width, height) }
    }

    /// Width between the margins.
    pub(crate) fn body_width(self) -> f32 {
        self.size_pt().0 - 2.0 * Self::MARGIN
    }

    /// Where the content ends at the latest.
    pub(crate) fn body_bottom(self) -> f32 {
        self.footer_top() - 9.0
    }

    /// The hairline above the footer.
    pub(crate) fn footer_top(self) -> f32 {
        self.size_pt().1 - 60.75
    }

    /// Height of the content of a page.
    pub(crate) fn body_height(self) -> f32 {
        self.body_bottom() - Self::BODY_TOP
    }
}
