//! The sheet, and what stands on every one: which document this is, its status, and where it comes from.

use crate::render::page::Paper;
use crate::render::picture;
use crate::report::block::Report;

use super::grid::twips;
use super::picture::{inline, lowered, scaled};
use super::styles::POSTER;
use super::text::{escaped, run};

/// Height of a logo, and the width that it may take.
const LOGO_HEIGHT: f32 = 18.0;
const LOGO_WIDTH: f32 = 140.0;
/// Pixels to a point of a logo.
const LOGO_SCALE: f32 = 4.0;
/// From the lower edge of the sheet to the footer, and to the text.
const FOOTER: f32 = 26.0;
const BOTTOM: f32 = 70.0;

/// The longest side that Word knows for a sheet: 22 inches, less than A2.
const LONGEST: f32 = 1584.0;

/// The sheet in points.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet {
    width: f32,
    height: f32,
    is_landscape: bool,
    /// How many times as large as usual everything on it is; 1 but for posters.
    times: f32,
}

impl Sheet {
    /// A sheet of some paper, upright or on its side.
    pub(super) fn new(paper: Paper, is_landscape: bool) -> Self {
        let (short, long) = paper.size_pt();
        let (width, height) = if is_landscape { (long, short) } else { (short, long) };
        Self { width, height, is_landscape, times: 1.0 }
    }

    /// The sheet of a poster: with all that is on it as large as so many of this one, as far as Word has sheets so large.
    pub(super) fn poster(self, sheets: u8) -> Self {
        let times = f32::from(sheets.max(1)).sqrt().min(LONGEST / self.width.max(self.height));
        Self { width: self.width * times, height: self.height * times, times, ..self }
    }

    /// How many times as large as usual everything on it is.
    pub(super) fn times(self) -> f32 {
        self.times
    }

    /// Width between the margins.
    pub(super) fn body_width(self) -> f32 {
        self.width - 2.0 * Paper::MARGIN * self.times
    }

    /// Height between header and footer.
    pub(super) fn body_height(self) -> f32 {
        self.height - (Paper::BODY_TOP + BOTTOM) * self.times
    }

    /// The style of a paragraph in its header or footer: that of a poster is larger.
    fn style(self, name: &str) -> String {
        if self.times > 1.0 { format!("{POSTER}{name}") } else { name.to_owned() }
    }

    /// The properties of a section on it.
    pub(super) fn section(self) -> String {
        let orientation = if self.is_landscape { r#" w:orient="landscape""# } else { "" };
        let [margin, top, bottom, header, footer] =
            [Paper::MARGIN, Paper::BODY_TOP, BOTTOM, Paper::HEADER_TOP, FOOTER].map(|at| twips(at * self.times));
        let [header_id, footer_id] = ["Header", "Footer"].map(|name| self.style(name));
        format!(
            r#"<w:sectPr><w:headerReference w:type="default" r:id="rId{header_id}"/><w:footerReference w:type="default" r:id="rId{footer_id}"/><w:pgSz w:w="{}" w:h="{}"{orientation}/><w:pgMar w:top="{top}" w:right="{margin}" w:bottom="{bottom}" w:left="{margin}" w:header="{header}" w:footer="{footer}" w:gutter="0"/></w:sectPr>"#,
            twips(self.width),
            twips(self.height),
        )
    }
}

/// The header's paragraphs, and the logo in PNG if there is one that can be shown.
pub(super) fn header(report: &Report, sheet: Sheet) -> (String, Option<Vec<u8>>) {
    let logo = picture::read(&report.look.logo, (LOGO_HEIGHT * LOGO_SCALE) as u32).ok();
    let mut xml = paragraph("Header", sheet);
    if let Some(pixels) = &logo {
        let (width, height) = scaled(pixels, LOGO_HEIGHT);
        let fit = (LOGO_WIDTH / width).min(1.0) * sheet.times;
        xml.push_str(&inline("rIdLogo", 9999, (width * fit, height * fit), "Logo", &lowered(8, sheet.times)));
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
        let style = sheet.style("FooterSecond");
        xml.push_str(&format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#));
        run(&mut xml, &line(&report.provenance), "");
        xml.push_str("</w:p>");
    }
    xml
}

/// Begins a paragraph that has a stop for tabs at the right margin.
fn paragraph(style: &str, sheet: Sheet) -> String {
    let (style, right) = (sheet.style(style), twips(sheet.body_width()));
    format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/><w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs></w:pPr>"#)
}

/// A number that Word fills in.
fn field(xml: &mut String, name: &str) {
    xml.push_str(&format!(r#"<w:fldSimple w:instr=" {} "><w:r><w:t>1</w:t></w:r></w:fldSimple>"#, escaped(name)));
}

fn line(text: &str) -> String {
    text.replace(['\n', '\r', '\t'], " ")
}
