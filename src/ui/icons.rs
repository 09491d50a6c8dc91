//! Icons by their names in the Phosphor font.

/// Declares icons: `NAME = code point in the font`.
macro_rules! icons {
    ($($name:ident = $code:literal;)*) => {
        $(
            #[doc = concat!("Phosphor's ", stringify!($name), ".")]
            pub const $name: char = $code;
        )*
    };
}

icons! {
    ARROW_DOWN = '\u{e03e}';
    ARROW_LEFT = '\u{e058}';
    ARROW_RIGHT = '\u{e06c}';
    ARROW_UP = '\u{e08e}';
    ARROWS_CLOCKWISE = '\u{e094}';
    ARROWS_LEFT_RIGHT = '\u{e0a0}';
    BELL = '\u{e0ce}';
    BEND_RIGHT = '\u{e01a}';
    BOOK_OPEN = '\u{e0e6}';
    BOOKS = '\u{e758}';
    BOUNDING_BOX = '\u{e6ce}';
    BRAIN = '\u{e74e}';
    CARET_DOWN = '\u{e136}';
    CARET_LEFT = '\u{e138}';
    CARET_RIGHT = '\u{e13a}';
    CARET_UP = '\u{e13c}';
    CHART_BARS = '\u{e152}';
    CHAT_TEXT = '\u{e17a}';
    CHECK = '\u{e182}';
    CHECK_SQUARE = '\u{e186}';
    CLOCK = '\u{e19a}';
    CLOCK_BACK = '\u{e1a0}';
    COINS = '\u{e78e}';
    COMPASS = '\u{e1c8}';
    COPY = '\u{e1ca}';
    DATABASE = '\u{e1de}';
    DOTS = '\u{e1fe}';
    EYE_SLASH = '\u{e224}';
    EXPORT = '\u{eaf0}';
    EYE = '\u{e220}';
    FILE_PDF = '\u{e702}';
    FINGERPRINT = '\u{e23e}';
    FILE_TEXT = '\u{e23a}';
    FIRST_AID = '\u{e56e}';
    FLAG_PENNANT = '\u{ecf0}';
    FLASK = '\u{e79e}';
    FLOPPY = '\u{e248}';
    FOLDER_OPEN = '\u{e256}';
    FUNNEL = '\u{e268}';
    GAUGE = '\u{e628}';
    GAVEL = '\u{ea32}';
    GEAR = '\u{e272}';
    GRIP = '\u{eae2}';
    IDENTIFICATION = '\u{e2c8}';
    KANBAN = '\u{eb54}';
    KEYBOARD = '\u{e2d8}';
    LINK = '\u{e2e2}';
    LIST = '\u{e2f0}';
    LIST_CHECKS = '\u{eadc}';
    LOCK = '\u{e2fa}';
    MAGNIFIER = '\u{e30c}';
    MINUS = '\u{e32a}';
    DESKTOP = '\u{e560}';
    MINUS_CIRCLE = '\u{e32c}';
    MOON = '\u{e330}';
    NOTE_PENCIL = '\u{e34c}';
    PARK = '\u{e4aa}';
    PAUSE = '\u{e39e}';
    PLAY = '\u{e3d0}';
    PRESENTATION = '\u{e658}';
    PAPERCLIP = '\u{e39a}';
    PAPER_PLANE = '\u{e398}';
    PENCIL = '\u{e3b4}';
    PIN = '\u{e3e2}';
    PLUS = '\u{e3d4}';
    POWER = '\u{e3da}';
    PROHIBIT = '\u{e3de}';
    PULSE = '\u{e000}';
    PUZZLE = '\u{e596}';
    QUESTION = '\u{e3e8}';
    REDO = '\u{e08c}';
    ROCKET = '\u{e3fe}';
    RULER = '\u{e6b8}';
    SIDEBAR = '\u{ec24}';
    SEAL_CHECK = '\u{e606}';
    SIGNATURE = '\u{ebac}';
    SLIDERS = '\u{e434}';
    SORT_ASCENDING = '\u{e444}';
    SORT_DESCENDING = '\u{e446}';
    RECTANGLE = '\u{e3f0}';
    SQUARES_FOUR = '\u{e464}';
    STAIRS = '\u{e8ec}';
    SUN = '\u{e472}';
    TABLE = '\u{e476}';
    TARGET = '\u{e47c}';
    TIMER = '\u{e492}';
    TRASH = '\u{e4a6}';
    UNDO = '\u{e08a}';
    USERS_THREE = '\u{e68e}';
    WARNING_DIAMOND = '\u{e7fc}';
    WRENCH = '\u{e5d4}';
    X = '\u{e4f6}';
}
