//! Tables that people have, and tables that are broken.

use std::io::{self, Read};

use super::{Plan, Reason, ScoresError, Step, negative_of, preview, read};

const HEAD: &str = "id,score,label\n";

fn plan() -> Plan {
    Plan { score: 1, label: 2, positive: "1".to_owned(), negative: Some("0".to_owned()), head: true, bins: 200 }
}

fn all(text: &str, plan: &Plan) -> Result<super::Scores, ScoresError> {
    read(text.as_bytes(), plan, |_, _| Step::Continue)
}

#[test]
fn good_rows_are_counted_and_bad_ones_told_with_their_lines() {
    let text = format!(
        "{HEAD}a,0.5,1\nb,NaN,0\n\nc,1.2,1\nd,,1\ne,x,1\nf,0.25,maybe\ng,0.25,\nh,0.25,0,9\n\"i\nj\",0.75,0\r\nk,1,1\nl,0.125,zero"
    );
    let found = all(&text, &plan()).expect("scores");
    assert_eq!((found.rows, found.used, found.positives, found.bad), (11, 3, 2, 8));
    let told: Vec<String> = found.told.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "line 3: score is NaN",
            "line 5: score 1.2 is not between 0 and 1",
            "line 6: no score",
            "line 7: score \u{201c}x\u{201d} is not a number",
            "line 8: label \u{201c}maybe\u{201d} is neither of the two",
            "line 9: no label",
            "line 10: 4 columns where the first row has 3",
            "line 14: label \u{201c}zero\u{201d} is neither of the two",
        ]
    );
    let bins: Vec<_> = found
        .bins
        .iter()
        .map(|bin| (bin.from.map_or(9.0, crate::model::Rate::fraction), bin.positives, bin.negatives))
        .collect();
    assert_eq!(bins, [(0.5, Some(1), Some(0)), (0.75, Some(0), Some(1)), (0.995, Some(1), Some(0))]);
}

#[test]
fn scores_on_the_edge_of_a_bin_belong_to_the_bin_above() {
    let rows: String = (0..=100)
        .map(|at| ["x".to_owned(), (f64::from(at) / 100.0).to_string(), (at % 2).to_string()].join(",") + "\n")
        .collect::<Vec<_>>()
        .concat();
    let found = all(&format!("{HEAD}{rows}"), &Plan { bins: 100, ..plan() }).expect("scores");
    for (at, bin) in found.bins.iter().enumerate() {
        let count = bin.positives.unwrap_or(0) + bin.negatives.unwrap_or(0);
        assert_eq!(count, if at == 99 { 2 } else { 1 }, "{at}");
    }
}

#[test]
fn semicolons_tabs_marks_and_decimal_commas_are_read() {
    for text in [
        "\u{feff}Name;Score;Truth\nx;0,25;yes\ny;0,75;no\n",
        "Name\tScore\tTruth\r\nx\t0.25\tYES\r\ny\t0.75\tNo\r\n",
        "\"Name, full\",\"Score\",Truth\n\"a,b\",\"0,25\",yes\n\"c \"\"d\"\"\",0.75,no",
    ] {
        let seen = preview(text.as_bytes()).expect("a table");
        assert_eq!((seen.score, seen.label, seen.head), (Some(1), Some(2), true), "{text}");
        let label = seen.labels(2).expect("labels");
        assert_eq!(label.positive.to_lowercase(), "yes");
        let negative = negative_of(&label.positive, &label.all);
        let plan = Plan { positive: "Yes".to_owned(), negative, ..plan() };
        let found = all(text, &plan).expect("scores");
        assert_eq!((found.used, found.positives, found.bins[0].positives), (2, 1, Some(1)), "{text}");
    }
}

#[test]
fn a_table_without_names_gets_names() {
    let seen = preview("0.9,1\n0.2,0\n0.4,0\n".as_bytes()).expect("a table");
    assert_eq!((seen.columns.join("|"), seen.head), ("Column 1|Column 2".to_owned(), false));
    assert_eq!((seen.score, seen.label), (Some(0), Some(1)));
    let plan = Plan { score: 0, label: 1, head: false, ..plan() };
    assert_eq!(all("0.9,1\n0.2,0\n0.4,0\n", &plan).map(|found| found.rows).ok(), Some(3));
    assert_eq!(seen.find("column 2").ok(), Some(1));
    assert_eq!(seen.find("2").ok(), Some(1));
    let error = seen.find("score").expect_err("no such column").to_string();
    assert_eq!(error, "there is no column \u{201c}score\u{201d}; the columns are Column 1, Column 2");
}

#[test]
fn the_other_label_is_guessed_only_where_it_is_clear() {
    let negative = |positive: &str, seen: &[&str]| {
        negative_of(positive, &seen.iter().map(|label| (*label).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(negative("fraud", &["fraud", "fine"]).as_deref(), Some("fine"));
    assert_eq!(negative("1", &["1.0"]).as_deref(), Some("0"));
    assert_eq!(negative("False", &["False"]).as_deref(), Some("true"));
    assert_eq!(negative("yes", &["no", "perhaps", "yes"]).as_deref(), Some("no"), "a third label is a mistake");
    assert_eq!(negative("cat", &["cat", "dog", "cow"]), None, "one against the rest");
    assert_eq!(negative("fraud", &["fraud"]), None);
}

#[test]
fn what_is_no_table_is_refused_with_a_word() {
    let said = |text: &[u8]| preview(text).map(drop).map_err(|error| error.to_string());
    assert_eq!(said(b""), Err("the table is empty".to_owned()));
    assert_eq!(said(b" \n\n"), Err("the table is empty".to_owned()));
    assert_eq!(said(b"score,label\n"), Err("the table is empty".to_owned()));
    assert!(said(&[0xff, 0xfe, b's', 0]).is_err_and(|error| error.contains("UTF-16")));
    assert!(said(b"PK\x03\x04\x00\x00").is_err_and(|error| error.contains("zero bytes")));
    let open = format!("{HEAD}a,0.5,1\nb,\"0.5,1\n{}", "c,0.5,1\n".repeat(20_000));
    let error = all(&open, &plan()).expect_err("an open quotation mark");
    assert!(matches!(error, ScoresError::RowTooLong { line: 3 }), "{error}");
    let wide = format!("score{}\n", ",x".repeat(5_000));
    assert_eq!(said(wide.as_bytes()), Err("the row that begins in line 1 has more than 4,096 columns".to_owned()));
    assert_eq!(said(format!("a{}\n0.5{}\n", ",x".repeat(4_000), ",1".repeat(4_000)).as_bytes()), Ok(()));
}

#[test]
fn nothing_usable_and_one_class_are_refused() {
    let error = all(&format!("{HEAD}a,87,1\nb,12,0\n"), &plan()).expect_err("percentages");
    assert_eq!(error.to_string(), "none of the 2 rows can be used; the first: line 2: score 87 is not between 0 and 1");
    assert!(error.hint().contains("divide percentages"));
    let error = all(&format!("{HEAD}a,0.5,0\nb,0.2,0\n"), &plan()).expect_err("no positive case");
    assert!(matches!(error, ScoresError::OneClass { used: 2, positive: false }));
    assert!(matches!(
        all(&format!("{HEAD}a,0.5,0\n"), &Plan { label: 3, ..plan() }),
        Err(ScoresError::NoColumn { .. })
    ));
    assert!(matches!(all(&format!("{HEAD}a,0.5,0\n"), &Plan { label: 1, ..plan() }), Err(ScoresError::SameColumn)));
}

/// Rows without end, made as they are read.
struct Endless {
    made: u64,
    last: u64,
    rest: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.rest.is_empty() && self.made < self.last {
            for _ in 0..500 {
                let text = format!("{},0.{:03},{}\n", self.made, self.made % 1_000, self.made % 3 / 2);
                self.rest.extend_from_slice(text.as_bytes());
                self.made += 1;
            }
        }
        let count = into.len().min(self.rest.len());
        into[..count].copy_from_slice(&self.rest[..count]);
        self.rest.drain(..count);
        Ok(count)
    }
}

#[test]
fn a_million_rows_are_streamed_and_can_be_stopped() {
    let rows = |last| Endless { made: 0, last, rest: HEAD.as_bytes().to_vec() };
    let mut told = Vec::new();
    let found = read(rows(1_000_000), &plan(), |bytes, rows| {
        told.push((bytes, rows));
        Step::Continue
    });
    let found = found.expect("scores");
    assert_eq!((found.rows, found.bad, found.bins.len()), (1_000_000, 0, 200));
    assert!(told.len() > 100 && told.is_sorted() && told.last().is_some_and(|last| last.1 == 1_000_000));
    let stopped = read(rows(u64::MAX), &plan(), |_, rows| if rows > 50_000 { Step::Cancel } else { Step::Continue });
    assert!(matches!(stopped, Err(ScoresError::Cancelled)));
}

/// A disk that fails.
struct Failing(usize);

impl Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(io::Error::other("the disk is gone"));
        }
        self.0 -= 1;
        into.fill(b'\n');
        Ok(into.len())
    }
}

#[test]
fn a_disk_that_fails_is_said() {
    assert!(matches!(read(Failing(0), &plan(), |_, _| Step::Continue), Err(ScoresError::Unreadable(_))));
    let reason = Reason::ScoreNotNumber("abc".to_owned());
    assert_eq!(reason.to_string(), "score \u{201c}abc\u{201d} is not a number");
}
