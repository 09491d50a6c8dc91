//! The format on a small workbook of its own, and against text that means no good.

use std::collections::BTreeMap;

use expect_test::expect;

use super::*;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Small {
    title: String,
    owner: Option<String>,
    budgets: Budgets,
    words: BTreeMap<String, f64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Budgets {
    rows: Vec<Budget>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Budget {
    scenario: String,
    kind: Kind,
    limit: Option<f64>,
    measured: Vec<Measured>,
    links: Vec<u64>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
enum Kind {
    #[default]
    FalsePositive,
    Custom {
        name: String,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Measured {
    errors: u32,
    trials: u32,
}

fn small() -> Small {
    let measured = vec![Measured { errors: 1, trials: 200 }, Measured { errors: 0, trials: 80 }];
    let kind = Kind::Custom { name: "off topic".to_owned() };
    let row = Budget { scenario: "night shift".to_owned(), kind, limit: Some(0.01), measured, links: vec![7, 12] };
    Small {
        title: "Don't \"panic\"\n\\ x\u{301} \u{202e}\0".to_owned(),
        owner: Some("K. Novák".to_owned()),
        budgets: Budgets { rows: vec![row, Budget::default()] },
        words: BTreeMap::from([("a".to_owned(), 1.0), ("b".to_owned(), -0.5)]),
    }
}

fn parse(text: &str) -> Result<Small, FormatError> {
    read::<Small>(text.as_bytes()).map(|parsed| parsed.value)
}

/// What a person gets to read about `text`.
fn complaint(text: &str) -> String {
    let error = parse(text).unwrap_err();
    format!("{error} | {}", error.hint())
}

fn with_body(body: &str) -> String {
    format!("(format: \"caveat\", version: 1, workbook: (\n{body}\n))")
}

#[test]
fn the_text_is_pleasant_to_read() {
    expect![[r#"
        // Caveat workbook. Edit it in Caveat, or by hand: "caveat fmt" restores this form.
        #![enable(implicit_some)]
        (
          format: "caveat",
          version: 5,
          workbook: (
            title: "Don't \"panic\"\n\\ x́ \u{202e}\0",
            owner: "K. Novák",
            budgets: (
              rows: [
                (
                  scenario: "night shift",
                  kind: Custom(
                    name: "off topic",
                  ),
                  limit: 0.01,
                  measured: [
                    (errors: 1, trials: 200),
                    (errors: 0, trials: 80),
                  ],
                  links: [
                    7,
                    12,
                  ],
                ),
                (
                  scenario: "",
                  kind: FalsePositive,
                  limit: None,
                  measured: [],
                  links: [],
                ),
              ],
            ),
            words: {
              "a": 1.0,
              "b": -0.5,
            },
          ),
        )
    "#]]
    .assert_eq(&write(&small()).unwrap());
}

#[test]
fn writing_and_reading_are_inverse() {
    for value in [small(), Small::default()] {
        let text = write(&value).unwrap();
        assert_eq!(parse(&text).unwrap(), value);
        assert_eq!(write(&parse(&text).unwrap()).unwrap(), text);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_and_number_survive(title: String, owner: Option<String>, number: f64) {
        let value = Small { title, owner, words: BTreeMap::from([("n".to_owned(), number)]), ..Small::default() };
        proptest::prop_assert_eq!(parse(&write(&value).unwrap()).unwrap(), value);
    }
}

#[test]
fn marks_stay_readable_and_what_is_invisible_stays_escaped() {
    let cases = [
        ("हिन्दी", "हिन्दी"),
        ("ภาษาไทยที่", "ภาษาไทยที่"),
        ("\u{301}first", "\\u{301}first"),
        ("it's \\' so", "it's \\\\' so"),
        ("\u{feff}\u{2067}\u{200b}", "\\u{feff}\\u{2067}\\u{200b}"),
    ];
    for (title, expected) in cases {
        let value = Small { title: title.to_owned(), ..Small::default() };
        let text = write(&value).unwrap();
        assert!(text.contains(&format!("title: \"{expected}\",")), "{text}");
        assert_eq!(parse(&text).unwrap(), value);
    }
}

#[test]
fn foreign_line_ends_and_a_byte_order_mark_are_accepted() {
    let text = write(&small()).unwrap();
    assert_eq!(parse(&text.replace('\n', "\r\n")).unwrap(), small());
    assert_eq!(parse(&format!("\u{feff}{text}")).unwrap(), small());
    assert_eq!(parse(&text.replace("#![enable(implicit_some)]\n", "")).unwrap(), small());
    assert_eq!(parse(&text.replace("limit: 0.01", "limit: Some(0.01)")).unwrap(), small());
}

#[test]
fn comments_are_noticed() {
    let text = write(&small()).unwrap();
    let comments = |text: &str| read::<Small>(text.as_bytes()).unwrap().comments;
    assert_eq!(comments(&text), None);
    let commented = text.replace("    owner:", "    // who?\n    owner: /* the PM */");
    assert_eq!(comments(&commented), Some(Comments { count: 2, first_line: 8 }));
    let other_first_line = text.replace(HEADER_START, "// My workbook");
    assert_eq!(comments(&other_first_line), Some(Comments { count: 1, first_line: 1 }));
}

#[test]
fn a_newer_version_says_so_even_if_it_cannot_be_read() {
    let text = write(&small()).unwrap();
    let newer = [text.replace("version: 5", "version: 6"), text.replace("version: 5", "version: 6, more: [1, (x: 2)]")];
    for text in newer {
        assert_eq!(parse(&text).unwrap_err(), FormatError::Newer { version: 6 });
    }
    // damage is told as what it is, and not as what this version does not know
    let cut = newer_with_unknowns(&text);
    let cut = &cut[..cut.len() - 20];
    match parse(cut).unwrap_err() {
        FormatError::DamagedNewer { version: 6, problem } => assert!(matches!(*problem, FormatError::CutShort { .. })),
        other => panic!("{other:?}"),
    }
    expect!["made by a newer Caveat: format version 7, and this one reads up to 5 | Update Caveat to change it. The window can open it to look and to export."]
        .assert_eq(&complaint("(format: \"caveat\", version: 7, workbook: Future(a: [(b: {1: \"c\"})]))"));
}

/// A text of the next version, with a field that this one does not know before everything else.
fn newer_with_unknowns(text: &str) -> String {
    text.replace("version: 5", "version: 6").replace("workbook: (", "workbook: (\n    brand_new: 1,")
}

#[test]
fn other_versions_never_existed() {
    for version in ["0", "-1", "1.5", "\"one\"", "()", "99999999999999999999999"] {
        let error = parse(&format!("(format: \"caveat\", version: {version}, workbook: ())")).unwrap_err();
        let newer = version.len() > 20;
        assert_eq!(newer, matches!(error, FormatError::Newer { .. }), "{version}: {error}");
        assert!(newer || matches!(error, FormatError::NoSuchVersion { .. }), "{version}: {error}");
    }
}

#[test]
fn other_files_are_told_apart() {
    for text in ["()", "{\"a\": 1}", "(format: \"other\", version: 1, workbook: ())", "hello", "(version: 1)", "<html>"]
    {
        assert_eq!(parse(text).unwrap_err(), FormatError::NotCaveat, "{text}");
    }
    assert_eq!(read::<Small>(b"%PDF-1.7\n\xff\xfe").unwrap_err(), FormatError::NotCaveat);
    for text in ["", " \n\t", "\u{feff}"] {
        assert_eq!(parse(text).unwrap_err(), FormatError::Empty);
    }
}

#[test]
fn bytes_that_are_not_utf8_are_located() {
    let mut bytes = write(&small()).unwrap().into_bytes();
    let at = bytes.windows(5).position(|window| window == b"night").unwrap();
    *bytes.get_mut(at).unwrap() = 0xff;
    let at = Position { line: 12, column: 22 };
    assert_eq!(read::<Small>(&bytes).unwrap_err(), FormatError::NotUtf8 { at });
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(*b"(\0f\0").collect();
    assert!(matches!(read::<Small>(&utf16).unwrap_err(), FormatError::NotUtf8 { .. }));
}

#[test]
fn mistakes_are_explained_with_their_place() {
    let cases = [
        with_body("title: \"x\" owner: \"y\""),
        with_body("title: x"),
        with_body("title \"x\""),
        with_body("titel: \"x\""),
        with_body("title: \"x\", title: \"y\""),
        with_body("budgets: (rows: [(kind: Cutsom)])"),
        with_body("budgets: (rows: [(measured: [(errors: -1, trials: 3)])])"),
        with_body("budgets: (rows: [(measured: [(errors: 1)])])"),
        with_body("budgets: (rows: [(links: [1 2])])"),
        with_body("words: {\"a\": yes}"),
        with_body("title: \"\\q\""),
        with_body("title: \"x\"") + " more",
        "(format: \"caveat\", version: 1, workbook: (), extra: 1)".to_owned(),
        "(format: \"caveat\", version: 1)".to_owned(),
        "(format: \"caveat\", workbook: ())".to_owned(),
    ];
    let said: Vec<String> = cases.iter().map(|text| complaint(text)).collect();
    expect![[r"
        expected `,` at line 2, column 12 | Mend the text at this place, or open a backup.
        expected a text in quotes at line 2, column 8 | Mend the text at this place, or open a backup.
        expected `:` at line 2, column 7 | Mend the text at this place, or open a backup.
        `titel` is not a field of Small at line 2, column 6 | The fields are: title, owner, budgets, words.
        the field `title` of Small is there twice at line 2, column 18 | Mend the text at this place, or open a backup.
        `Cutsom` is not a choice of Kind at line 2, column 31 | The choices are: FalsePositive, Custom.
        a number that is too large or too small at line 2, column 41 | Mend the text at this place, or open a backup.
        the field `trials` of Measured is missing at line 2, column 40 | Mend the text at this place, or open a backup.
        expected `,` at line 2, column 29 | Mend the text at this place, or open a backup.
        expected a number at line 2, column 14 | Mend the text at this place, or open a backup.
        unknown escape character at line 2, column 11 | Mend the text at this place, or open a backup.
        expected nothing more at line 3, column 4 | Mend the text at this place, or open a backup.
        `extra` is not a field of Caveat at line 1, column 51 | The fields are: format, version, workbook.
        the field `workbook` of Caveat is missing at line 1, column 30 | Mend the text at this place, or open a backup.
        the field `version` of Caveat is missing at line 1, column 32 | Mend the text at this place, or open a backup."]].assert_eq(&said.join("\n"));
}

#[test]
fn every_truncation_is_refused_or_whole() {
    let text = write(&small()).unwrap();
    for length in 0..text.len() {
        match read::<Small>(text.as_bytes().get(..length).unwrap()) {
            Ok(parsed) => assert!(length + 1 == text.len() && parsed.value == small(), "{length}"),
            Err(FormatError::Empty | FormatError::NotCaveat) => assert!(length < 120, "{length}"),
            Err(FormatError::CutShort { .. } | FormatError::NotUtf8 { .. }) => {}
            Err(other) => assert!(length < 120, "{length}: {other}"),
        }
    }
}

#[test]
fn a_flipped_bit_is_an_error_or_another_workbook_but_never_a_crash() {
    let text = write(&small()).unwrap();
    for bit in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        *bytes.get_mut(bit / 8).unwrap() ^= 1 << (bit % 8);
        if let Ok(parsed) = read::<Small>(&bytes) {
            let again = write(&parsed.value).unwrap();
            assert_eq!(parse(&again).unwrap(), parsed.value, "bit {bit}");
        }
    }
}

#[test]
fn hostile_text_is_refused_quickly() {
    let million = 1_000_000;
    let body = |text: String| with_body(&format!("title: {text}"));
    let cases = [
        "[".repeat(million),
        "(".repeat(million),
        "Some(".repeat(million),
        body("(".repeat(400_000)),
        body("Some(".repeat(400_000)),
        body("[".repeat(100) + &"]".repeat(100)),
        format!("[{}]", "(),".repeat(million)),
        body("\"".to_owned() + &"x".repeat(100)),
        body("\"".to_owned() + &"x".repeat(2 * million)),
        body("\"\\".to_owned()),
        body(format!("r{}\"", "#".repeat(million))),
        body("1".repeat(million)),
        "/*".repeat(million),
        "// x\n".repeat(million),
        "#![enable(implicit_some)]".repeat(100_000),
        "\0".repeat(million),
        "'".repeat(million),
        "r#".repeat(million),
    ];
    let started = std::time::Instant::now();
    for text in cases {
        assert!(parse(&text).is_err(), "{text:.60}");
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    assert_eq!(parse(&with_body("title: \"\0\"")).unwrap().title, "\0");
}

#[test]
fn what_could_not_be_opened_again_is_not_written() {
    let value = Small { title: "x".repeat(1_000_001), ..Small::default() };
    assert!(matches!(write(&value).unwrap_err(), FormatError::TextTooLong { .. }));
    assert!(matches!(read::<Small>(&vec![b' '; 64_000_001]).unwrap_err(), FormatError::TooLarge { .. }));
}

/// A file of a later version, read as far as it can be.
fn as_far(text: &str) -> Result<(Small, Newer), FormatError> {
    read_as_far::<Small>(text.as_bytes()).map(|(parsed, newer)| (parsed.value, newer.unwrap()))
}

fn later(body: &str) -> String {
    format!("// Caveat workbook, 2031\n(format: \"caveat\", version: 6, workbook: (\n{body}\n))")
}

#[test]
fn a_newer_file_is_read_as_far_as_it_can_be() {
    let row = |rest: &str| format!("(scenario: \"a, (b: [\", {rest} links: [7])");
    let rows = [
        row("axis: \"x\","),
        row("axis: (deep: [1, (2, \")\")]), kind: Unheard(of: \"it\"),"),
        row("measured: [(errors: 1, trials: 9), (errors: 2, trials: 9, why: None)],"),
    ];
    let body = format!("future: [1, 2], title: \"T\", budgets: (rows: [{}], mood: Calm), // end: x", rows.join(", "));
    let (small, newer) = as_far(&later(&body)).unwrap();
    let told: Vec<(&str, usize)> = newer.left_out.iter().map(|one| (one.path.as_str(), one.times)).collect();
    let expected = [
        ("future", 1),
        ("budgets.rows.axis", 2),
        ("budgets.rows.kind", 1),
        ("budgets.rows.measured.why", 1),
        ("budgets.mood", 1),
    ];
    assert_eq!((told, newer.version, newer.count()), (expected.to_vec(), 6, 6));
    assert_eq!((small.title.as_str(), small.budgets.rows.len()), ("T", 3));
    let last = &small.budgets.rows[2];
    assert_eq!(last.measured, [Measured { errors: 1, trials: 9 }, Measured { errors: 2, trials: 9 }]);
    assert!(small.budgets.rows.iter().all(|row| row.scenario == "a, (b: [" && row.links == [7]));
    assert_eq!(small.budgets.rows[1].kind, Kind::FalsePositive, "a choice that is not known is blank");
}

#[test]
fn a_newer_file_that_is_all_known_is_read_whole_and_still_not_ours() {
    let (small, newer) = as_far(&later("title: \"T\"")).unwrap();
    assert_eq!((small.title.as_str(), newer.count(), newer.version), ("T", 0, 6));
    let (parsed, newer) = read_as_far::<Small>(with_body("title: \"T\"").as_bytes()).unwrap();
    assert_eq!((parsed.value.title.as_str(), newer), ("T", None), "an older one is no newer one");
}

#[test]
fn a_newer_file_that_cannot_be_read_is_refused_as_before() {
    for body in ["title: \"open", "title: (((", "] )"] {
        assert!(as_far(&later(body)).is_err(), "{body}");
    }
    let strange = "(format: \"caveat\", version: 6, workbook: 5)";
    assert_eq!(as_far(strange).unwrap_err(), FormatError::Newer { version: 6 });
    let many: Vec<String> = (0..400).map(|n| format!("new_{n}: {n}")).collect();
    assert_eq!(as_far(&later(&many.join(","))).unwrap_err(), FormatError::Newer { version: 6 }, "too much is unknown");
    assert!(matches!(parse("(format: \"caveat\", version: 1, workbook: (axis: 1))"), Err(FormatError::Syntax { .. })));
}

#[test]
fn the_version_that_an_older_file_states_is_told() {
    let stated = |version: u32| older_version(format!("(format: \"caveat\", version: {version}, x").as_bytes());
    assert_eq!((stated(1), stated(VERSION), stated(VERSION + 1), older_version(b"")), (Some(1), None, None, None));
}
