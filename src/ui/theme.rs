//! How the window looks: type, fonts, sizes and egui's own style. The only file that names a font or a size; colors are in
//! [`super::palette`].

use std::sync::Arc;

use egui::epaint::text::{FontData, FontDefinitions, FontTweak};
use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Color32, CornerRadius, FontFamily, FontId, Galley, Margin, Shadow, Stroke, TextStyle, Ui, Vec2};

use crate::hidden;

pub use super::palette::Colors;
use super::palette::{DARK, LIGHT};

/// The colors of the theme that `ui` is drawn in.
#[must_use]
pub fn colors(ui: &Ui) -> &'static Colors {
    of(ui.visuals().dark_mode)
}

/// The colors of the dark or the light theme.
#[must_use]
pub const fn of(dark: bool) -> &'static Colors {
    if dark { &DARK } else { &LIGHT }
}

/// The type scale. Each style has one size, line height, weight and family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    /// Labels, chips, heads of tables, text on axes.
    Caption,
    /// The same in regular weight: second lines.
    Small,
    /// Notes and findings.
    Note,
    /// Controls, cells, sidebar.
    Body,
    /// Words on buttons and links.
    Medium,
    /// Titles of blocks and rows.
    Strong,
    /// Dialogs, empty states.
    Lead,
    /// Single key figures.
    Figure,
    /// Guidance, sentences in the document's voice.
    Prompt,
    /// The sentence under a verdict on the whole.
    Standfirst,
    /// A sentence that is filled in part by part.
    Sentence,
    /// What was filled into such a sentence.
    Filled,
    /// The name of the document in the top bar, of an item in its card.
    Name,
    /// The section's title, one per page.
    Title,
    /// The start screen, the verdict on the whole.
    Display,
    /// Icons in controls.
    Icon,
    /// Icons in the rail.
    IconLarge,
    /// The clock that a facilitator looks at.
    Clock,
    /// For a room, at 1440 by 900: the smallest text there is, keys and second lines.
    RoomLabel,
    /// For a room: notes.
    RoomNote,
    /// For a room: counts, and whatever is chosen.
    RoomStrong,
    /// For a room: a sentence to read.
    RoomLead,
    /// For a room: the question on the wall.
    RoomQuestion,
    /// For a room: the time that is left.
    RoomClock,
    /// For a room: whose turn it is.
    RoomName,
    /// For a room: icons.
    RoomIcon,
}

const REGULAR: &str = "regular";
const MEDIUM: &str = "medium";
const SEMIBOLD: &str = "semibold";
const SERIF: &str = "serif";
const SERIF_SEMIBOLD: &str = "serif-semibold";
const ICONS: &str = "icons";

impl Type {
    /// Family name, size and line height in points.
    const fn face(self) -> (&'static str, f32, f32) {
        match self {
            Self::Caption => (MEDIUM, 12.0, 16.0),
            Self::Small => (REGULAR, 12.0, 16.0),
            Self::Note => (REGULAR, 13.0, 18.0),
            Self::Body => (REGULAR, 13.0, 20.0),
            Self::Medium => (MEDIUM, 13.0, 20.0),
            Self::Strong => (SEMIBOLD, 13.0, 20.0),
            Self::Lead => (REGULAR, 15.0, 24.0),
            Self::Figure => (SEMIBOLD, 20.0, 24.0),
            Self::Prompt => (SERIF, 15.0, 22.0),
            Self::Standfirst => (SERIF, 18.0, 28.0),
            Self::Sentence => (SERIF, 18.0, 32.0),
            Self::Filled => (SERIF_SEMIBOLD, 18.0, 32.0),
            Self::Name => (SERIF_SEMIBOLD, 16.0, 24.0),
            Self::Title => (SERIF_SEMIBOLD, 22.0, 28.0),
            Self::Display => (SERIF_SEMIBOLD, 32.0, 40.0),
            Self::Icon => (ICONS, 16.0, 16.0),
            Self::IconLarge => (ICONS, 20.0, 20.0),
            Self::Clock => (SEMIBOLD, 32.0, 40.0),
            Self::RoomLabel => (MEDIUM, 25.0, 32.0),
            Self::RoomNote => (MEDIUM, 27.0, 33.0),
            Self::RoomStrong => (SEMIBOLD, 27.0, 33.0),
            Self::RoomLead => (REGULAR, 30.0, 40.0),
            Self::RoomQuestion => (SERIF_SEMIBOLD, 48.0, 58.0),
            Self::RoomClock => (SEMIBOLD, 64.0, 72.0),
            Self::RoomName => (SERIF_SEMIBOLD, 112.0, 128.0),
            Self::RoomIcon => (ICONS, 28.0, 28.0),
        }
    }

    /// The font.
    #[must_use]
    pub fn font(self) -> FontId {
        let (family, size, _) = self.face();
        FontId::new(size, FontFamily::Name(family.into()))
    }

    /// The height of a line in points.
    #[must_use]
    pub const fn line(self) -> f32 {
        self.face().2
    }

    /// How text of this style is laid out in `color`.
    #[must_use]
    pub fn format(self, color: Color32) -> TextFormat {
        TextFormat { line_height: Some(self.line()), ..TextFormat::simple(self.font(), color) }
    }

    /// The same, so many times as large.
    #[must_use]
    pub fn scaled(self, color: Color32, scale: f32) -> TextFormat {
        let (family, size, line) = self.face();
        let font = FontId::new(size * scale, FontFamily::Name(family.into()));
        TextFormat { line_height: Some(line * scale), ..TextFormat::simple(font, color) }
    }

    /// Text for egui's own labels.
    #[must_use]
    pub fn text(self, text: impl Into<String>, color: Color32) -> egui::RichText {
        egui::RichText::new(shown(text.into())).font(self.font()).line_height(Some(self.line())).color(color)
    }
}

/// A text as it is shown: what acts on text without showing stands there as its code, so that nothing reads otherwise than it
/// is.
fn shown(text: String) -> String {
    if hidden::is_in(&text) { hidden::visible(&text).into_owned() } else { text }
}

/// Lays `text` out in one style, wrapped at `width`.
#[must_use]
pub fn wrapped(ui: &Ui, text: &str, style: Type, color: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(hidden::visible(text).into_owned(), style.format(color));
    job.wrap = TextWrapping { max_width: width.max(1.0), ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Lays `text` out in one style, so many times as large, on at most `rows` lines that break where they do at the natural
/// size, in which it is wrapped at `width`.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each says another thing about a text")]
pub fn zoomed(
    ui: &Ui,
    text: &str,
    style: Type,
    color: Color32,
    (width, rows): (f32, usize),
    scale: f32,
) -> Arc<Galley> {
    let natural = if rows == usize::MAX {
        wrapped(ui, text, style, color, width)
    } else {
        cut(ui, text, style, color, width, rows)
    };
    if (scale - 1.0).abs() < 1e-3 {
        return natural;
    }
    let lines: Vec<String> = natural.rows.iter().map(|row| row.text()).collect();
    let mut job = LayoutJob::single_section(lines.join("\n"), style.scaled(color, scale));
    job.wrap = TextWrapping { max_width: f32::INFINITY, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Lays `text` out in one style on at most `rows` lines of `width`; what does not fit ends in an ellipsis.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each says another thing about one line of text")]
pub fn cut(ui: &Ui, text: &str, style: Type, color: Color32, width: f32, rows: usize) -> Arc<Galley> {
    let text = hidden::visible(text);
    let one_line = if rows == 1 { text.replace('\n', " ") } else { text.into_owned() };
    let mut job = LayoutJob::single_section(one_line, style.format(color));
    job.wrap =
        TextWrapping { max_width: width.max(1.0), max_rows: rows, break_anywhere: false, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Lays `text` out in one style, so many times as large, on at most `rows` lines of `width`.
#[must_use]
#[expect(clippy::too_many_arguments, reason = "each says another thing about a text")]
pub fn large(ui: &Ui, text: &str, style: Type, color: Color32, (width, rows): (f32, usize), scale: f32) -> Arc<Galley> {
    let mut job = LayoutJob::single_section(text.to_owned(), style.scaled(color, scale));
    job.wrap =
        TextWrapping { max_width: width.max(1.0), max_rows: rows, break_anywhere: false, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// Lays `text` out on one line of its own length.
#[must_use]
pub fn line(ui: &Ui, text: &str, style: Type, color: Color32) -> Arc<Galley> {
    wrapped(ui, text, style, color, f32::INFINITY)
}

/// Corners: 4 for chips, 6 for controls, 8 for cards, 12 for dialogs.
pub mod radius {
    /// Chips.
    pub const CHIP: u8 = 4;
    /// Controls and notes.
    pub const CONTROL: u8 = 6;
    /// Cards and trays.
    pub const CARD: u8 = 8;
    /// Dialogs.
    pub const DIALOG: u8 = 12;
}

/// Sizes of regions and controls, in points.
pub mod size {
    /// The smallest target of a pointer.
    pub const TARGET: f32 = 24.0;
    /// A button or a field.
    pub const CONTROL: f32 = 28.0;
    /// A large button.
    pub const CONTROL_LARGE: f32 = 36.0;
    /// The top bar.
    pub const TOP_BAR: f32 = 48.0;
    /// The sidebar with words.
    pub const SIDEBAR: f32 = 208.0;
    /// The sidebar as a rail of icons.
    pub const RAIL: f32 = 56.0;
    /// The inspector.
    pub const INSPECTOR: f32 = 288.0;
    /// The head of a section.
    pub const HEAD: f32 = 56.0;
    /// White space at the sides of the page.
    pub const SIDE: f32 = 24.0;
}

/// The shadow of what is lifted while it is dragged.
#[must_use]
pub fn lifted(ui: &Ui) -> Shadow {
    shadow(4, 12, if ui.visuals().dark_mode { 128 } else { 36 })
}

/// The shadow of dialogs and menus.
#[must_use]
pub fn dialog(dark: bool) -> Shadow {
    shadow(12, 32, if dark { 153 } else { 51 })
}

fn shadow(down: i8, blur: u8, alpha: u8) -> Shadow {
    Shadow { offset: [0, down], blur, spread: 0, color: Color32::from_black_alpha(alpha) }
}

/// Gives a new window its fonts and both styles.
pub fn install(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    for (theme, dark) in [(egui::Theme::Light, false), (egui::Theme::Dark, true)] {
        ctx.set_style_of(theme, style(dark));
    }
    ctx.options_mut(|options| {
        options.zoom_with_keyboard = false; // zoom is a command with bounds, and is remembered
        options.fallback_theme = egui::Theme::Light; // for systems that do not say
    });
}

fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 7] = [
        (REGULAR, include_bytes!("../../assets/fonts/Inter-Regular.otf")),
        (MEDIUM, include_bytes!("../../assets/fonts/Inter-Medium.otf")),
        (SEMIBOLD, include_bytes!("../../assets/fonts/Inter-SemiBold.otf")),
        (SERIF, include_bytes!("../../assets/fonts/SourceSerif4-Regular.ttf")),
        (SERIF_SEMIBOLD, include_bytes!("../../assets/fonts/SourceSerif4-SemiBold.ttf")),
        (ICONS, include_bytes!("../../assets/fonts/Phosphor.ttf")),
        ("symbols", include_bytes!("../../assets/fonts/DejaVuSans.ttf")),
    ];
    for (name, bytes) in faces {
        let mut data = FontData::from_static(bytes);
        if name == ICONS {
            data.tweak = FontTweak { y_offset_factor: 0.0, ..FontTweak::default() };
        }
        fonts.font_data.insert(name.to_owned(), Arc::new(data));
    }
    let chain = |first: &str, second: &str| [first, second, "symbols", ICONS].map(str::to_owned).to_vec();
    for (name, second) in [(REGULAR, SERIF), (MEDIUM, SERIF), (SEMIBOLD, SERIF_SEMIBOLD), (SERIF, REGULAR)] {
        fonts.families.insert(FontFamily::Name(name.into()), chain(name, second));
    }
    fonts.families.insert(FontFamily::Name(SERIF_SEMIBOLD.into()), chain(SERIF_SEMIBOLD, SEMIBOLD));
    fonts.families.insert(FontFamily::Name(ICONS.into()), vec![ICONS.to_owned(), REGULAR.to_owned()]);
    fonts.families.insert(FontFamily::Proportional, chain(REGULAR, SERIF));
    fonts.families.insert(FontFamily::Monospace, chain(REGULAR, SERIF));
    fonts
}

fn style(dark: bool) -> egui::Style {
    let c = of(dark);
    let mut style = egui::Style::default();
    style.text_styles = [
        (TextStyle::Small, Type::Caption),
        (TextStyle::Body, Type::Body),
        (TextStyle::Monospace, Type::Body),
        (TextStyle::Button, Type::Medium),
        (TextStyle::Heading, Type::Title),
    ]
    .into_iter()
    .map(|(name, style)| (name, style.font()))
    .collect();
    style.spacing.item_spacing = Vec2::new(8.0, 8.0);
    style.spacing.button_padding = Vec2::new(12.0, 3.0);
    style.spacing.interact_size = Vec2::new(size::TARGET, size::CONTROL);
    style.spacing.menu_margin = Margin::same(4);
    // in sight without standing out beside numbers at the edge
    style.spacing.scroll = egui::style::ScrollStyle {
        bar_width: 8.0,
        active_handle_opacity: 0.45,
        interact_handle_opacity: 0.7,
        ..egui::style::ScrollStyle::floating()
    };
    style.interaction.tooltip_delay = 0.5;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.1;
    style.visuals = visuals(dark, c);
    style
}

fn visuals(dark: bool, c: &Colors) -> egui::Visuals {
    let mut v = if dark { egui::Visuals::dark() } else { egui::Visuals::light() };
    v.panel_fill = c.bg_main;
    v.window_fill = c.surface;
    v.window_stroke = Stroke::new(1.0, c.line_strong);
    v.window_corner_radius = CornerRadius::same(radius::DIALOG);
    v.window_shadow = dialog(dark);
    v.popup_shadow = shadow(4, 16, if dark { 128 } else { 36 });
    v.menu_corner_radius = CornerRadius::same(radius::CARD);
    v.extreme_bg_color = c.surface;
    v.text_edit_bg_color = Some(c.surface);
    v.faint_bg_color = c.sunken;
    v.hyperlink_color = c.accent;
    v.warn_fg_color = c.warning;
    v.error_fg_color = c.blocker;
    v.selection.bg_fill = if dark { c.accent_line.gamma_multiply(0.8) } else { c.accent_line.gamma_multiply(0.6) };
    // what is written on it: the accent alone would not stand out from it
    v.selection.stroke = Stroke::new(1.0, c.ink);
    v.weak_text_color = Some(c.ink_3);
    v.disabled_alpha = 1.0; // disabled controls have colors of their own, which stay readable
    let w = &mut v.widgets;
    for (state, fill, edge, ink) in [
        (&mut w.noninteractive, c.bg_main, c.line, c.ink),
        (&mut w.inactive, c.surface, c.control_line, c.ink),
        (&mut w.hovered, c.hover, c.control_line, c.ink),
        (&mut w.active, c.pressed, c.control_line, c.ink),
        (&mut w.open, c.hover, c.control_line, c.ink),
    ] {
        state.bg_fill = fill;
        state.weak_bg_fill = fill;
        state.bg_stroke = Stroke::new(1.0, edge);
        state.fg_stroke = Stroke::new(1.0, ink);
        state.corner_radius = CornerRadius::same(radius::CONTROL);
        state.expansion = 0.0;
    }
    v
}
