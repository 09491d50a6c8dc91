//! Paper sizes and where on them the parts of a page stand. Points.

/// The paper that a document is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// 210 by 297 mm.
    #[default]
    A4,
    /// 8.5 by 11 inches.
    Letter,
}

/// Left and right margin: 19 mm.
const MARGIN: f32 = 54.0;

impl Paper {
    /// Width and height.
    #[must_use]
    pub fn size_pt(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.276, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// Left and right margin.
    pub(crate) fn margin(self) -> f32 {
        MARGIN
    }

    /// Width between the margins.
    pub(crate) fn body_width(self) -> f32 {
        self.size_pt().0 - 2.0 * MARGIN
    }

    /// Top of the header's text.
    pub(crate) fn header_top(self) -> f32 {
        30.0
    }

    /// Where the content begins.
    pub(crate) fn body_top(self) -> f32 {
        66.0
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
        self.body_bottom() - self.body_top()
    }
}
