//! The look by name: the type of printed pages in the styles that Word knows, and the numbering of lists.
//!
//! Sizes are those of the pages (`page::style`), in the half points that Word has. The faces are named, not embedded; the
//! font table names those that stand in for them.

use crate::render::page::palette;
use crate::render::page::placed::Color;
use crate::report::block::Report;

use super::grid::hex;
use super::text::escaped;

/// The faces, each with what stands in for it and its class.
pub(super) const FACES: [(&str, &str, &str); 3] =
    [("Source Serif 4", "Georgia", "roman"), ("Inter", "Arial", "swiss"), ("DejaVu Sans", "Segoe UI Symbol", "swiss")];
const SERIF: &str = "Source Serif 4";
const SANS: &str = "Inter";

/// What the names of the styles begin with that are those of others on a poster.
pub(super) const POSTER: &str = "Poster";
/// What stands on a poster only, and is as large as its sheet; and what stands on every sheet, and needs a larger one for it.
const ON_POSTERS: [&str; 5] = ["Title", "Subtitle", "BoardTitle", "BoardPrompt", "BoardText"];
const ON_ALL: [&str; 3] = ["Header", "Footer", "FooterSecond"];

/// A style of paragraphs.
#[derive(Clone, Copy)]
struct Look {
    id: &'static str,
    name: &'static str,
    /// What it takes over; empty for the first of all.
    based_on: &'static str,
    /// What the next paragraph is when one types on.
    next: &'static str,
    face: &'static str,
    /// In half points.
    size: u32,
    bold: bool,
    color: Color,
    /// Before, after, and from line to line, in twentieths of a point.
    spacing: (u32, u32, u32),
    /// Further properties of its paragraphs: what stands before the spacing, and after it.
    before: &'static str,
    after: &'static str,
}

const KEEP: &str = "<w:keepNext/><w:keepLines/>";
/// Stays whole, but lets what follows go: a row of a poster that finds no room may part from the others.
const KEEP_LINES: &str = "<w:keepLines/>";

/// A style of text in the serif face.
const fn serif(id: &'static str, name: &'static str, size: u32, spacing: (u32, u32, u32)) -> Look {
    let (based_on, next) = ("Normal", "BodyText");
    let (before, after) = ("", "");
    Look { id, name, based_on, next, face: SERIF, size, bold: false, color: palette::INK, spacing, before, after }
}

/// A style of text in the sans face.
const fn sans(id: &'static str, name: &'static str, size: u32, color: Color, spacing: (u32, u32, u32)) -> Look {
    Look { face: SANS, color, next: id, ..serif(id, name, size, spacing) }
}

const fn heading(look: Look, outline: &'static str) -> Look {
    Look { bold: true, before: KEEP, after: outline, ..look }
}

const fn bold(look: Look) -> Look {
    Look { bold: true, ..look }
}

#[rustfmt::skip]
const LOOKS: [Look; 30] = [
    Look { based_on: "", next: "Normal", ..serif("Normal", "Normal", 21, (0, 0, 315)) },
    serif("BodyText", "Body Text", 21, (0, 120, 315)),
    Look { before: KEEP, bold: true, next: "Subtitle", ..serif("Title", "Title", 48, (0, 40, 600)) },
    Look { before: KEEP, color: palette::INK_2, ..serif("Subtitle", "Subtitle", 27, (0, 240, 390)) },
    heading(serif("Heading1", "heading 1", 27, (300, 120, 360)), r#"<w:outlineLvl w:val="0"/>"#),
    heading(serif("Heading2", "heading 2", 22, (240, 90, 300)), r#"<w:outlineLvl w:val="1"/>"#),
    heading(Look { face: SANS, ..serif("Heading3", "heading 3", 19, (180, 60, 260)) }, r#"<w:outlineLvl w:val="2"/>"#),
    heading(Look { face: SANS, color: palette::INK_2, ..serif("Heading4", "heading 4", 18, (160, 60, 240)) }, r#"<w:outlineLvl w:val="3"/>"#),
    bold(Look { before: KEEP, ..serif("ContentsTitle", "Contents Title", 27, (300, 120, 360)) }),
    Look { next: "TOC1", ..serif("TOC1", "toc 1", 21, (0, 40, 300)) },
    Look { next: "TOC2", after: r#"<w:ind w:left="280"/>"#, ..serif("TOC2", "toc 2", 20, (0, 20, 280)) },
    Look { next: "ListParagraph", ..serif("ListParagraph", "List Paragraph", 21, (0, 60, 315)) },
    Look { next: "ListParagraph", after: r#"<w:ind w:left="360"/>"#, ..serif("ListContinue", "List Continue", 21, (0, 60, 315)) },
    Look { before: "<w:keepLines/>", ..sans("Caption", "caption", 18, palette::INK_2, (120, 120, 240)) },
    sans("Note", "Note", 18, palette::INK_2, (0, 120, 240)),
    Look { next: "Caption", ..serif("Figure", "Figure", 21, (180, 60, 240)) },
    sans("TableText", "Table Text", 18, palette::INK, (80, 80, 240)),
    bold(Look { before: "<w:keepNext/>", ..sans("TableHead", "Table Head", 18, palette::INK, (80, 80, 240)) }),
    bold(sans("TableName", "Table Name", 18, palette::INK, (80, 80, 240))),
    sans("FactLabel", "Fact Label", 18, palette::INK_3, (90, 90, 315)),
    serif("FactText", "Fact Text", 21, (90, 90, 315)),
    sans("Callout", "Callout", 19, palette::INK, (60, 60, 300)),
    serif("ColumnText", "Column Text", 19, (60, 120, 285)),
    bold(Look { before: KEEP_LINES, ..sans("BoardTitle", "Board Title", 16, palette::INK, (0, 20, 200)) }),
    sans("BoardPrompt", "Board Prompt", 13, palette::INK_3, (0, 40, 160)),
    sans("BoardText", "Board Text", 15, palette::INK, (0, 30, 190)),
    sans("Header", "header", 18, palette::INK, (0, 0, 240)),
    sans("Footer", "footer", 18, palette::INK_3, (0, 0, 240)),
    sans("FooterSecond", "Footer Second", 18, palette::INK_3, (60, 0, 240)),
    sans("Spacer", "Spacer", 8, palette::INK, (0, 0, 120)),
];

/// Styles inside a paragraph.
const PARTS: [(&str, &str); 4] =
    [("Strong", "<w:b/><w:bCs/>"), ("Emphasis", "<w:i/><w:iCs/>"), ("Quiet", ""), ("Alert", "<w:b/><w:bCs/>")];

/// A length that is so many times as large.
pub(super) fn larger(length: u32, times: f32) -> u32 {
    (length as f32 * times).round() as u32
}

/// The part that holds all styles; what stands on the sheet of a poster is so many times as large.
pub(super) fn styles(report: &Report, times: f32) -> String {
    let language = escaped(&language(report));
    let mut xml = format!(
        r#"<w:docDefaults><w:rPrDefault><w:rPr>{}<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"#,
        faces(SERIF)
    );
    for look in &LOOKS {
        let own = if ON_POSTERS.contains(&look.id) { times } else { 1.0 };
        xml.push_str(&paragraph_style(look, ("", own)));
        if times > 1.0 && ON_ALL.contains(&look.id) {
            xml.push_str(&paragraph_style(look, (POSTER, times)));
        }
    }
    for (name, properties) in PARTS {
        let color = match name {
            "Quiet" => hex(palette::INK_3),
            "Alert" => hex(palette::ALERT),
            _ => String::new(),
        };
        let color = if color.is_empty() { color } else { format!(r#"<w:color w:val="{color}"/>"#) };
        xml.push_str(&character_style(name, name, &format!("{properties}{color}")));
    }
    let accent = hex(report.look.accent.map_or(palette::ACCENT, |[red, green, blue]| Color(red, green, blue)));
    let link = format!(r#"<w:color w:val="{accent}"/><w:u w:val="single"/>"#);
    xml.push_str(&character_style("Hyperlink", "Hyperlink", &link));
    let alert = hex(palette::ALERT);
    let stamp = format!(
        r#"<w:b/><w:bCs/><w:color w:val="{alert}"/><w:bdr w:val="single" w:sz="6" w:space="0" w:color="{alert}"/>"#
    );
    xml.push_str(&character_style("Stamp", "Stamp", &stamp));
    xml.push_str(
        r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>"#,
    );
    xml
}

/// A style, with what its name begins with, and how many times as large it is.
fn paragraph_style(look: &Look, (kind, times): (&str, f32)) -> String {
    let (id, name) = (look.id, look.name);
    let default = if look.based_on.is_empty() { r#" w:default="1""# } else { "" };
    let based_on =
        if look.based_on.is_empty() { String::new() } else { format!(r#"<w:basedOn w:val="{}"/>"#, look.based_on) };
    let rule = format!(r#"w:val="single" w:sz="6" w:space="4" w:color="{}""#, hex(palette::LINE_STRONG));
    let border = match id {
        "Header" => format!("<w:pBdr><w:bottom {rule}/></w:pBdr>"),
        "Footer" => format!("<w:pBdr><w:top {rule}/></w:pBdr>"),
        _ => String::new(),
    };
    let (before, after, line) = look.spacing;
    let [before, after, line, size] = [before, after, line, look.size].map(|length| larger(length, times));
    let weight = if look.bold { "<w:b/><w:bCs/>" } else { "" };
    let color = hex(look.color);
    let named = if kind.is_empty() { name.to_owned() } else { format!("{kind} {name}") };
    format!(
        r#"<w:style w:type="paragraph"{default} w:styleId="{kind}{id}"><w:name w:val="{named}"/>{based_on}<w:next w:val="{}"/><w:qFormat/><w:pPr>{}<w:widowControl/>{border}<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="atLeast"/>{}</w:pPr><w:rPr>{}{weight}<w:color w:val="{color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#,
        look.next,
        look.before,
        look.after,
        faces(look.face)
    )
}

fn character_style(id: &str, name: &str, properties: &str) -> String {
    format!(
        r#"<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/><w:qFormat/><w:rPr>{properties}</w:rPr></w:style>"#
    )
}

fn faces(face: &str) -> String {
    format!(r#"<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>"#)
}

/// The language as Word wants it: English alone is none of its languages.
pub(super) fn language(report: &Report) -> String {
    match report.language.as_str() {
        "" | "en" => "en-US".to_owned(),
        other => other.to_owned(),
    }
}

/// Bullets as list 1, and each numbered list after that as one of its own.
pub(super) fn numbering(numbered: usize) -> String {
    let level = |id: u8, format: &str, text: &str, face: &str| {
        format!(
            r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr><w:rPr>{}</w:rPr></w:lvl></w:abstractNum>"#,
            faces(face)
        )
    };
    let mut xml = level(0, "bullet", "•", SANS) + &level(1, "decimal", "%1.", SERIF);
    xml.push_str(r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#);
    for number in 2..numbered + 2 {
        xml.push_str(&format!(
            r#"<w:num w:numId="{number}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#
        ));
    }
    xml
}

/// The faces with what stands in for them.
pub(super) fn font_table() -> String {
    let font = |(name, other, family): (&str, &str, &str)| {
        format!(
            r#"<w:font w:name="{name}"><w:altName w:val="{other}"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>"#
        )
    };
    FACES.into_iter().map(font).collect()
}
