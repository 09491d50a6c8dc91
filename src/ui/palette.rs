//! The palette: every color of the window, for light and dark, named by its role.
//!
//! Nothing else names a color. The values were chosen so that text reaches a contrast of 4.5 to 1 and marks 3 to 1 on
//! every ground that they are used on, and so that risk levels keep their order in gray.

use egui::Color32;

/// The colors of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colors {
    /// Chrome: top bar, sidebar.
    pub bg_app: Color32,
    /// Page.
    pub bg_main: Color32,
    /// Cards, fields, paper.
    pub surface: Color32,
    /// Trays, group rows, kbd.
    pub sunken: Color32,
    /// Hover fill.
    pub hover: Color32,
    /// Pressed fill.
    pub pressed: Color32,
    /// Hairline between rows.
    pub line: Color32,
    /// Table head rule, avatar, ring track.
    pub line_strong: Color32,
    /// Edge of buttons and fields (3:1).
    pub control_line: Color32,
    /// Text.
    pub ink: Color32,
    /// Secondary text.
    pub ink_2: Color32,
    /// Labels, hints.
    pub ink_3: Color32,
    /// Disabled only.
    pub ink_disabled: Color32,
    /// Action, selection, links.
    pub accent: Color32,
    /// Primary hover.
    pub accent_hover: Color32,
    /// Selected row.
    pub accent_soft: Color32,
    /// Selected outline, soft.
    pub accent_line: Color32,
    /// Text on accent.
    pub on_accent: Color32,
    /// Focus ring, 2 px, 2 px gap.
    pub focus: Color32,
    /// Finding mark and error.
    pub blocker: Color32,
    /// Finding mark.
    pub warning: Color32,
    /// Finding mark.
    pub advice: Color32,
    /// Risk level 1, fill.
    pub risk_1_fill: Color32,
    /// Risk level 1, text.
    pub risk_1_text: Color32,
    /// Risk level 1, line.
    pub risk_1_line: Color32,
    /// Risk level 2, fill.
    pub risk_2_fill: Color32,
    /// Risk level 2, text.
    pub risk_2_text: Color32,
    /// Risk level 2, line.
    pub risk_2_line: Color32,
    /// Risk level 3, fill.
    pub risk_3_fill: Color32,
    /// Risk level 3, text.
    pub risk_3_text: Color32,
    /// Risk level 3, line.
    pub risk_3_line: Color32,
    /// Risk level 4, fill.
    pub risk_4_fill: Color32,
    /// Risk level 4, text.
    pub risk_4_text: Color32,
    /// Risk level 4, line.
    pub risk_4_line: Color32,
    /// Heat map cell, level 1.
    pub cell_1: Color32,
    /// Heat map cell, level 2.
    pub cell_2: Color32,
    /// Heat map cell, level 3.
    pub cell_3: Color32,
    /// Heat map cell, level 4.
    pub cell_4: Color32,
    /// Within, fill.
    pub within_fill: Color32,
    /// Within, text.
    pub within_text: Color32,
    /// Within, mark.
    pub within_mark: Color32,
    /// Unproven, fill.
    pub unproven_fill: Color32,
    /// Unproven, text.
    pub unproven_text: Color32,
    /// Unproven, mark.
    pub unproven_mark: Color32,
    /// Atrisk, fill.
    pub atrisk_fill: Color32,
    /// Atrisk, text.
    pub atrisk_text: Color32,
    /// Atrisk, mark.
    pub atrisk_mark: Color32,
    /// Exceeded, fill.
    pub exceeded_fill: Color32,
    /// Exceeded, text.
    pub exceeded_text: Color32,
    /// Exceeded, mark.
    pub exceeded_mark: Color32,
    /// Fact, fill.
    pub fact_fill: Color32,
    /// Fact, text.
    pub fact_text: Color32,
    /// Fact, line.
    pub fact_line: Color32,
    /// Assumption, fill.
    pub assumption_fill: Color32,
    /// Assumption, text.
    pub assumption_text: Color32,
    /// Assumption, line.
    pub assumption_line: Color32,
    /// Question, fill.
    pub question_fill: Color32,
    /// Question, text.
    pub question_text: Color32,
    /// Question, line.
    pub question_line: Color32,
    /// Decision, fill.
    pub decision_fill: Color32,
    /// Decision, text.
    pub decision_text: Color32,
    /// Decision, line.
    pub decision_line: Color32,
    /// Threshold band.
    pub band_serve: Color32,
    /// Threshold band.
    pub band_gray: Color32,
    /// Threshold band.
    pub band_fallback: Color32,
    /// Class 1 in plots.
    pub series_a: Color32,
    /// Class 2 in plots.
    pub series_b: Color32,
    /// Text on band.
    pub on_band_serve: Color32,
    /// Text on band.
    pub on_band_gray: Color32,
    /// Text on band.
    pub on_band_fallback: Color32,
}

/// Ink on paper.
pub const LIGHT: Colors = Colors {
    bg_app: rgb(0x00f1_f3f5),
    bg_main: rgb(0x00fa_fbfb),
    surface: rgb(0x00ff_ffff),
    sunken: rgb(0x00f1_f3f5),
    hover: rgb(0x00e8_ebef),
    pressed: rgb(0x00dd_e2e7),
    line: rgb(0x00e1_e5e9),
    line_strong: rgb(0x00c6_cdd4),
    control_line: rgb(0x0080_8a95),
    ink: rgb(0x0014_181d),
    ink_2: rgb(0x0042_4a54),
    ink_3: rgb(0x005a_636e),
    ink_disabled: rgb(0x008a_939d),
    accent: rgb(0x002a_4fbf),
    accent_hover: rgb(0x0020_3f9e),
    accent_soft: rgb(0x00e8_edfb),
    accent_line: rgb(0x00a9_bbee),
    on_accent: rgb(0x00ff_ffff),
    focus: rgb(0x002a_4fbf),
    blocker: rgb(0x00ae_2325),
    warning: rgb(0x00a8_6a00),
    advice: rgb(0x005a_636e),
    risk_1_fill: rgb(0x00ed_f0f3),
    risk_1_text: rgb(0x003b_444e),
    risk_1_line: rgb(0x00b4_bdc6),
    risk_2_fill: rgb(0x00f8_df98),
    risk_2_text: rgb(0x0052_3b00),
    risk_2_line: rgb(0x00d2_ac3f),
    risk_3_fill: rgb(0x00ef_a268),
    risk_3_text: rgb(0x003f_1900),
    risk_3_line: rgb(0x00c8_732f),
    risk_4_fill: rgb(0x009c_2729),
    risk_4_text: rgb(0x00ff_ffff),
    risk_4_line: rgb(0x007b_1a1d),
    cell_1: rgb(0x00f0_f2f5),
    cell_2: rgb(0x00fb_edc2),
    cell_3: rgb(0x00f7_cba8),
    cell_4: rgb(0x00de_948d),
    within_fill: rgb(0x00dc_f0ec),
    within_text: rgb(0x000a_554d),
    within_mark: rgb(0x000e_7468),
    unproven_fill: rgb(0x00ff_ffff),
    unproven_text: rgb(0x0042_4a54),
    unproven_mark: rgb(0x006b_7580),
    atrisk_fill: rgb(0x00fc_ebc2),
    atrisk_text: rgb(0x005e_4200),
    atrisk_mark: rgb(0x00a8_6a00),
    exceeded_fill: rgb(0x00fb_e4e2),
    exceeded_text: rgb(0x008c_1a1d),
    exceeded_mark: rgb(0x00ae_2325),
    fact_fill: rgb(0x00ff_ffff),
    fact_text: rgb(0x0042_4a54),
    fact_line: rgb(0x00c6_cdd4),
    assumption_fill: rgb(0x00ff_f6db),
    assumption_text: rgb(0x0066_4a00),
    assumption_line: rgb(0x00a6_7d14),
    question_fill: rgb(0x00f2_eefb),
    question_text: rgb(0x0054_379b),
    question_line: rgb(0x00c5_b5ea),
    decision_fill: rgb(0x00e4_f3f0),
    decision_text: rgb(0x000a_554d),
    decision_line: rgb(0x009c_cbc2),
    band_serve: rgb(0x000e_7468),
    band_gray: rgb(0x00c6_cdd4),
    band_fallback: rgb(0x004a_5460),
    series_a: rgb(0x002a_4fbf),
    series_b: rgb(0x0097_a1ac),
    on_band_serve: rgb(0x00ff_ffff),
    on_band_gray: rgb(0x0014_181d),
    on_band_fallback: rgb(0x00ff_ffff),
};

/// Chalk on slate.
pub const DARK: Colors = Colors {
    bg_app: rgb(0x0010_1317),
    bg_main: rgb(0x0014_181d),
    surface: rgb(0x001b_2026),
    sunken: rgb(0x0010_1317),
    hover: rgb(0x0024_2a32),
    pressed: rgb(0x002d_343d),
    line: rgb(0x002a_3139),
    line_strong: rgb(0x003b_444e),
    control_line: rgb(0x0076_808c),
    ink: rgb(0x00eb_eef1),
    ink_2: rgb(0x00ba_c2cb),
    ink_3: rgb(0x0097_a1ac),
    ink_disabled: rgb(0x0067_717c),
    accent: rgb(0x008f_a9ff),
    accent_hover: rgb(0x00aa_beff),
    accent_soft: rgb(0x0023_2d4d),
    accent_line: rgb(0x004a_5fa8),
    on_accent: rgb(0x000e_1430),
    focus: rgb(0x008f_a9ff),
    blocker: rgb(0x00ff_8a7e),
    warning: rgb(0x00f0_b545),
    advice: rgb(0x0097_a1ac),
    risk_1_fill: rgb(0x0027_2e35),
    risk_1_text: rgb(0x00c6_cdd4),
    risk_1_line: rgb(0x004a_5460),
    risk_2_fill: rgb(0x004d_3f14),
    risk_2_text: rgb(0x00f7_dc8e),
    risk_2_line: rgb(0x008b_732a),
    risk_3_fill: rgb(0x008a_481a),
    risk_3_text: rgb(0x00ff_e3cc),
    risk_3_line: rgb(0x00c8_732f),
    risk_4_fill: rgb(0x00f4_796b),
    risk_4_text: rgb(0x002a_0605),
    risk_4_line: rgb(0x00ff_a499),
    cell_1: rgb(0x0020_262c),
    cell_2: rgb(0x003d_3417),
    cell_3: rgb(0x0067_391b),
    cell_4: rgb(0x009a_4139),
    within_fill: rgb(0x0012_352f),
    within_text: rgb(0x008f_dccd),
    within_mark: rgb(0x004f_bfac),
    unproven_fill: rgb(0x001b_2026),
    unproven_text: rgb(0x00ba_c2cb),
    unproven_mark: rgb(0x0097_a1ac),
    atrisk_fill: rgb(0x003f_3310),
    atrisk_text: rgb(0x00f7_dc8e),
    atrisk_mark: rgb(0x00f0_b545),
    exceeded_fill: rgb(0x0045_1d1b),
    exceeded_text: rgb(0x00ff_b8b0),
    exceeded_mark: rgb(0x00ff_8a7e),
    fact_fill: rgb(0x0024_2a32),
    fact_text: rgb(0x00ba_c2cb),
    fact_line: rgb(0x003b_444e),
    assumption_fill: rgb(0x0033_2c15),
    assumption_text: rgb(0x00f0_d27e),
    assumption_line: rgb(0x009a_7f33),
    question_fill: rgb(0x002b_2540),
    question_text: rgb(0x00cb_bbf7),
    question_line: rgb(0x005a_4b8a),
    decision_fill: rgb(0x0016_332f),
    decision_text: rgb(0x008f_dccd),
    decision_line: rgb(0x002f_6a60),
    band_serve: rgb(0x004f_bfac),
    band_gray: rgb(0x004a_5460),
    band_fallback: rgb(0x0097_a1ac),
    series_a: rgb(0x008f_a9ff),
    series_b: rgb(0x0067_717c),
    on_band_serve: rgb(0x0006_231f),
    on_band_gray: rgb(0x00eb_eef1),
    on_band_fallback: rgb(0x0010_1317),
};

/// A color from its six hexadecimal digits.
const fn rgb(hex: u32) -> Color32 {
    let [_, red, green, blue] = hex.to_be_bytes();
    Color32::from_rgb(red, green, blue)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The relative luminance of a color (WCAG 2.2).
    fn luminance(color: Color32) -> f64 {
        let linear = |channel: u8| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(color.r()) + 0.7152 * linear(color.g()) + 0.0722 * linear(color.b())
    }

    fn contrast(one: Color32, other: Color32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[track_caller]
    fn assert_contrast(least: f64, pairs: &[(&str, Color32, Color32)]) {
        for (what, one, other) in pairs {
            let found = contrast(*one, *other);
            assert!(found >= least, "{what}: {found:.2} to 1");
        }
    }

    /// The grounds that text of any kind stands on.
    fn grounds(c: &Colors) -> [(&'static str, Color32); 6] {
        [
            ("page", c.bg_main),
            ("chrome", c.bg_app),
            ("paper", c.surface),
            ("tray", c.sunken),
            ("hovered", c.hover),
            ("selected", c.accent_soft),
        ]
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let found = contrast(Color32::BLACK, Color32::WHITE);
        assert!((found - 21.0).abs() < 1e-9, "{found}");
        let gray = contrast(rgb(0x0077_7777), Color32::WHITE);
        assert!((gray - 4.478).abs() < 1e-3, "{gray}");
    }

    #[test]
    fn text_can_be_read_on_every_ground() {
        for c in [&LIGHT, &DARK] {
            for (ground, fill) in grounds(c) {
                for (what, ink) in [("ink", c.ink), ("ink 2", c.ink_2), ("ink 3", c.ink_3), ("accent", c.accent)] {
                    assert_contrast(4.5, &[(&format!("{what} on {ground}"), ink, fill)]);
                }
            }
            assert_contrast(
                4.5,
                &[
                    ("primary button", c.on_accent, c.accent),
                    ("primary button, hovered", c.on_accent, c.accent_hover),
                    ("error", c.blocker, c.bg_main),
                    ("error on paper", c.blocker, c.surface),
                    ("gap", c.exceeded_text, c.surface),
                    ("warning in a row", c.atrisk_text, c.bg_main),
                    ("chosen step", c.bg_main, c.ink),
                ],
            );
        }
    }

    #[test]
    fn words_in_chips_notes_and_bands_can_be_read() {
        for c in [&LIGHT, &DARK] {
            assert_contrast(
                4.5,
                &[
                    ("low", c.risk_1_text, c.risk_1_fill),
                    ("moderate", c.risk_2_text, c.risk_2_fill),
                    ("high", c.risk_3_text, c.risk_3_fill),
                    ("critical", c.risk_4_text, c.risk_4_fill),
                    ("within", c.within_text, c.within_fill),
                    ("unproven", c.unproven_text, c.unproven_fill),
                    ("at risk", c.atrisk_text, c.atrisk_fill),
                    ("exceeded", c.exceeded_text, c.exceeded_fill),
                    ("fact", c.fact_text, c.fact_fill),
                    ("assumption", c.assumption_text, c.assumption_fill),
                    ("question", c.question_text, c.question_fill),
                    ("decision", c.decision_text, c.decision_fill),
                    ("text of a fact", c.ink, c.fact_fill),
                    ("text of an assumption", c.ink, c.assumption_fill),
                    ("text of a question", c.ink, c.question_fill),
                    ("text of a decision", c.ink, c.decision_fill),
                    ("hint in a mark", c.ink_3, c.question_fill),
                    ("serve band", c.on_band_serve, c.band_serve),
                    ("gray band", c.on_band_gray, c.band_gray),
                    ("fallback band", c.on_band_fallback, c.band_fallback),
                ],
            );
        }
    }

    #[test]
    fn marks_edges_and_the_focus_can_be_seen() {
        for c in [&LIGHT, &DARK] {
            for (ground, fill) in [("page", c.bg_main), ("paper", c.surface), ("chrome", c.bg_app)] {
                for (what, mark) in [
                    ("edge of a control", c.control_line),
                    ("focus", c.focus),
                    ("blocker", c.blocker),
                    ("warning", c.warning),
                    ("advice", c.advice),
                    ("within", c.within_mark),
                    ("unproven", c.unproven_mark),
                    ("at risk", c.atrisk_mark),
                    ("exceeded", c.exceeded_mark),
                ] {
                    assert_contrast(3.0, &[(&format!("{what} on {ground}"), mark, fill)]);
                }
            }
            assert_contrast(
                3.0,
                &[
                    ("focus on a selected row", c.focus, c.accent_soft),
                    ("focus on a hovered row", c.focus, c.hover),
                    ("class 1 on paper", c.series_a, c.surface),
                ],
            );
        }
    }

    #[test]
    fn levels_of_risk_keep_their_order_in_gray() {
        let light = [LIGHT.risk_1_fill, LIGHT.risk_2_fill, LIGHT.risk_3_fill, LIGHT.risk_4_fill].map(luminance);
        assert!(light.is_sorted_by(|one, next| one > next), "{light:?}");
        let dark = [DARK.risk_1_fill, DARK.risk_2_fill, DARK.risk_3_fill, DARK.risk_4_fill].map(luminance);
        assert!(dark.is_sorted_by(|one, next| one < next), "{dark:?}");
    }
}
