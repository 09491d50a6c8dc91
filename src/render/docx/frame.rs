//! The sheet, and what stands on every one: which document this is, its status, and where it comes from.

use crate::render::page::Paper;
use crate::render::picture;
use crate::report::block::Report;

use super::grid::twips;
use super::picture::{inline, scaled};
use super::text::{escaped, run};

/// Height of a logo, and the width that it may take.
const LOGO_HEIGHT: f32 = 18.0;
const LOGO_WIDTH: f32 = 140.0;
/// Pixels to a point of a logo.
const LOGO_SCALE: f32 = 4.0;
/// From the lower edge of the sheet to the footer, and to the text.
const FOOTER: f32 = 26.0;
const BOTTOM: f32 = 70.0;

/// The sheet in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    width: f32,
    height: f32,
    is_landscape: bool,
}

impl Sheet {
    /// A sheet of some paper, upright or on its side.
    pub(super) fn new(paper: Paper, is_landscape: bool) -> Self {
        let (short, long) = paper.size_pt();
        let (width, height) = if is_landscape { (long, short) } else { (short, long) };
        Self { width, height, is_landscape }
    }

    /// Width between the margins.
    pub(super) fn body_width(self) -> f32 {
        self.width - 2.0 * Paper::MARGIN
    }

    /// Height between header and footer.
    pub(super) fn body_height(self) -> f32 {
        self.height - Paper::BODY_TOP - BOTTOM
    }

    /// The properties of the document's only section.
    pub(super) fn section(self) -> String {
        let orientation = if self.is_landscape { r#" w:orient="landscape""# } else { "" };
        let margin = twips(Paper::MARGIN);
        format!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/><w:footerReference w:type="default" r:id="rIdFooter"/><w:pgSz w:w="{}" w:h="{}"{orientation}/><w:pgMar w:top="{}" w:right="{margin}" w:bottom="{}" w:left="{margin}" w:header="{}" w:footer="{}" w:gutter="0"/></w:sectPr>"#,
            twips(self.width),
            twips(self.height),
            twips(Paper::BODY_TOP),
            twips(BOTTOM),
            twips(Paper::HEADER_TOP),
            twips(FOOTER),
        )
    }
}

/// The header's paragraphs, and the logo in PNG if there is one that can be shown.
pub(super) fn header(report: &Report, sheet: Sheet) -> (String, Option<Vec<u8>>) {
    let logo = picture::read(&report.look.logo, (LOGO_HEIGHT * LOGO_SCALE) as u32).ok();
    let mut xml = paragraph("Header", sheet);
    if let Some(pixels) = &logo {
        let (width, height) = scaled(pixels, LOGO_HEIGHT);
        let fit = (LOGO_WIDTH / width).min(1.0);
        xml.push_str(&inline("rIdLogo", 9999, (width * fit, height * fit), "Logo", r#"<w:position w:val="-8"/>"#));
        run(&mut xml, "\u{a0}\u{a0}", "");
    }
    run(&mut xml, &report.kind, r#"<w:rStyle w:val="Strong"/>"#);
    if !report.product.is_empty() {
        run(&mut xml, &format!("  {}", line(&report.product)), r#"<w:rStyle w:val="Quiet"/>"#);
    }
    run(&mut xml, "\t", "");
    if !report.stamp.is_empty() {
        run(&mut xml, &format!("\u{a0}{}\u{a0}", line(&report.stamp)), r#"<w:rStyle w:val="Stamp"/>"#);
        run(&mut xml, "  ", "");
    }
    let style = if report.status_alerts { "Alert" } else { "Strong" };
    run(&mut xml, &line(&report.status), &format!(r#"<w:rStyle w:val="{style}"/>"#));
    xml.push_str("</w:p>");
    (xml, logo.map(|pixels| crate::render::raster::png(&pixels)))
}

/// The footer's paragraphs.
pub(super) fn footer(report: &Report, sheet: Sheet) -> String {
    let mut xml = paragraph("Footer", sheet);
    run(&mut xml, &format!("{}\t", line(&report.confidentiality)), "");
    field(&mut xml, "PAGE");
    run(&mut xml, " of ", "");
    field(&mut xml, "NUMPAGES");
    xml.push_str("</w:p>");
    if !report.provenance.is_empty() {
        xml.push_str(r#"<w:p><w:pPr><w:pStyle w:val="FooterSecond"/></w:pPr>"#);
        run(&mut xml, &line(&report.provenance), "");
        xml.push_str("</w:p>");
    }
    xml
}

/// Begins a paragraph that has a stop for tabs at the right margin.
fn paragraph(style: &str, sheet: Sheet) -> String {
    let right = twips(sheet.body_width());
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs></w:pPr>"#)
}

/// A number that Word fills in.
fn field(xml: &mut String, name: &str) {
    xml.push_str(&format!(r#"<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#, escaped(name)));
}

fn line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
