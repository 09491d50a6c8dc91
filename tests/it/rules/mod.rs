//! The rules: each has a workbook that triggers it and one, a line or two away, that does not; waivers; and the page that
//! lists them all.

mod script;

use std::collections::{BTreeMap, BTreeSet};

use caveat::assess::findings::{self, Finding, Severity, TOPICS, check, rules};
use caveat::edit::operations;
use caveat::export::{Setting, export};
use caveat::model::pack::FileFormat;
use caveat::model::{Date, Workbook};
use caveat::render::fonts::FontBook;
use caveat::render::page::Paper;
use caveat::report::{Document, Edition};
use caveat::store::format;
use expect_test::expect_file;

use super::support::{EXAMPLES, example, filled, project};
use script::Script;

const CASES: [&str; 4] = [
    include_str!("../../rules/document.txt"),
    include_str!("../../rules/idea.txt"),
    include_str!("../../rules/evidence.txt"),
    include_str!("../../rules/operation.txt"),
];

const TODAY: Date = jiff::civil::date(2026, 6, 1);

/// Every case: the rule, what triggers it, what mends it.
fn cases() -> Vec<(&'static str, &'static str, &'static str)> {
    let blocks = CASES.iter().flat_map(|text| text.split("\n== ").skip(1));
    blocks
        .map(|block| {
            let (rule, lines) = block.split_once('\n').unwrap();
            let (trigger, mend) = lines.split_once("\n--\n").unwrap_or_else(|| panic!("{rule}"));
            (rule.trim(), trigger, mend)
        })
        .collect()
}

fn of_rule<'a>(findings: &'a [Finding], rule: &'a str) -> Vec<&'a Finding> {
    findings.iter().filter(|finding| finding.rule.id == rule).collect()
}

fn made(lines: &str) -> Workbook {
    let mut script = Script::new();
    script.run(lines);
    script.workbook
}

#[test]
fn every_rule_finds_what_it_looks_for_and_nothing_once_that_is_mended() {
    let paths = paths();
    let mut wrong = Vec::new();
    for (rule, trigger, mend) in cases() {
        let mut script = Script::new();
        script.run(trigger);
        let findings = check(&script.workbook, Some(TODAY));
        let found = of_rule(&findings, rule);
        if found.is_empty() {
            wrong.push(format!("{rule} is not triggered"));
        }
        for finding in found {
            if !paths.contains(&finding.place.path) {
                wrong.push(format!("{rule} leads to {}, which does not exist", finding.place.path));
            }
            let sound = !finding.message.trim().is_empty() && !finding.why.trim().is_empty();
            if !sound || finding.message.ends_with('.') || finding.message.contains("  ") {
                wrong.push(format!("{rule} says: {}", finding.message));
            }
        }
        script.run(mend);
        for finding in of_rule(&check(&script.workbook, Some(TODAY)), rule) {
            wrong.push(format!("{rule} is not mended: {}", finding.message));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Every path that a place may have.
fn paths() -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    filled().walk(&mut |place, _| {
        paths.insert(place.path.clone());
    });
    paths
}

#[test]
fn every_rule_has_a_case_and_an_id_of_its_own() {
    let mut ids = BTreeMap::new();
    for rule in rules() {
        *ids.entry(rule.id).or_insert(0) += 1;
        let plain = rule.id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(plain && !rule.title.is_empty() && !rule.why.is_empty(), "{}", rule.id);
        assert!(!rule.title.ends_with('.') && rule.why.ends_with('.'), "{}", rule.id);
        assert!(rule.action.ends_with('.'), "{}", rule.id);
    }
    assert!(ids.values().all(|count| *count == 1), "{ids:?}");
    let tried: Vec<&str> = cases().into_iter().map(|(rule, _, _)| rule).collect();
    let known: BTreeSet<&str> = ids.into_keys().collect();
    assert_eq!(tried.iter().copied().collect::<BTreeSet<_>>(), known);
    assert_eq!(tried.len(), known.len(), "one case each");
}

#[test]
fn sources_that_are_cited_exist() {
    let known = include_str!("../nist_ids.txt");
    let titles = ["A.6.2.4", "A.8.2", "A.8.4"]; // of ISO/IEC 42001:2023: verification, information for users, incidents
    for rule in rules().filter(|rule| !rule.source.is_empty()) {
        let id = rule.source.rsplit(", ").next().unwrap();
        let fine = known.lines().any(|line| line.trim().starts_with(id))
            || titles.contains(&id)
            || ["Information Security", "Confabulation"].contains(&id)
            || rule.source.starts_with("Mitchell");
        assert!(fine, "{}: {}", rule.id, rule.source);
    }
}

#[test]
fn a_new_workbook_does_not_drown_in_findings() {
    let counts = |workbook: &Workbook| {
        let found = check(workbook, Some(TODAY));
        [Severity::Blocker, Severity::Warning].map(|severity| {
            let of = found.iter().filter(|finding| finding.severity() == severity && finding.rule.id != "unknown-open");
            of.map(|finding| finding.rule.id).collect::<Vec<_>>()
        })
    };
    let empty: [Vec<&str>; 2] = [vec![], vec![]];
    assert_eq!(counts(&Workbook::default()), empty);
    for name in ["blank", "predictive", "retrieval", "agent"] {
        let text = std::fs::read(project(&format!("assets/templates/{name}.caveat"))).unwrap();
        let [blockers, warnings] = counts(&format::read::<Workbook>(&text).unwrap().value);
        assert_eq!(blockers, Vec::<&str>::new(), "{name}");
        assert!(warnings.len() <= 6, "{name}: {warnings:#?}");
    }
}

#[test]
fn a_waiver_holds_for_its_rule_and_item_until_its_end() {
    let exceeded = |budget: &str| {
        let lines = "UB.tolerance = 4%\nUB.measurements.0.errors = 34\nUB.measurements.0.trials = 500\n";
        lines.replace("UB", budget)
    };
    let waiver =
        "WV-1.rule = budget-exceeded\nWV-1.reason = Declined from 0.85 on\nWV-1.by = Ada\nWV-1.until = 2026-06-01\n";
    let open = |lines: &str, today| {
        let findings = check(&made(lines), today);
        of_rule(&findings, "budget-exceeded").into_iter().filter(|finding| finding.is_open()).count()
    };
    let both = exceeded("UB-1") + &exceeded("UB-2");
    assert_eq!(open(&both, Some(TODAY)), 2);
    assert_eq!(open(&format!("{both}{waiver}"), Some(TODAY)), 2, "without an item for none of them");
    let both = format!("{both}WV-1.item = @UB-2\n");
    assert_eq!(open(&format!("{both}{waiver}"), Some(TODAY)), 1, "for one item");
    assert_eq!(open(&format!("{both}{waiver}"), TODAY.tomorrow().ok()), 2, "after its end");
    assert_eq!(open(&format!("{both}{waiver}"), None), 1, "without a day nothing has run out");
    for missing in ["WV-1.reason =", "WV-1.by =", "WV-1.until ="] {
        assert_eq!(open(&format!("{both}{waiver}{missing}"), Some(TODAY)), 2, "{missing}");
    }
    let waived = check(&made(&format!("{both}{waiver}")), Some(TODAY));
    let by: Vec<_> = of_rule(&waived, "budget-exceeded").iter().filter_map(|finding| finding.waived.clone()).collect();
    assert_eq!((by[0].by.as_str(), by[0].until), ("Ada", TODAY));
}

#[test]
fn a_waiver_does_not_grow_when_its_item_is_deleted() {
    let budget = "UB.tolerance = 4%\nUB.measurements.0.errors = 34\nUB.measurements.0.trials = 500\n";
    let waiver = "WV-1.rule = budget-exceeded\nWV-1.item = @UB-1\nWV-1.reason = Declined\nWV-1.by = Ada\nWV-1.until = 2026-06-01\n";
    let mut workbook = made(&format!("{}{}{waiver}", budget.replace("UB", "UB-1"), budget.replace("UB", "UB-2")));
    let open = |workbook: &Workbook| {
        let findings = check(workbook, Some(TODAY));
        of_rule(&findings, "budget-exceeded").iter().filter(|finding| finding.is_open()).count()
    };
    assert_eq!(open(&workbook), 1, "that of UB-2");
    let first = workbook.budgets.budgets.iter().next().unwrap().id;
    assert!(operations::remove_item(&mut workbook, first));
    assert_eq!(open(&workbook), 1, "still that of UB-2");
    let findings = check(&workbook, Some(TODAY));
    let said: Vec<&str> = of_rule(&findings, "waiver-incomplete").iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said, ["The waiver of budget-exceeded has no item"]);
    assert!(of_rule(&findings, "waiver-without-finding").is_empty(), "said once");
    let launch = "about.launch = 2026-05-01\n";
    let waiver = waiver.replace("budget-exceeded", "launch-date-past").replace("WV-1.item = @UB-1\n", "");
    let findings = check(&made(&format!("{launch}{waiver}")), Some(TODAY));
    assert!(of_rule(&findings, "launch-date-past").iter().all(|finding| !finding.is_open()), "it is on no item");
    assert!(of_rule(&findings, "waiver-incomplete").is_empty());
}

#[test]
fn a_gate_that_passed_is_judged_again_by_all_blockers() {
    let lines = "RG-1.criteria.0.kind = Finding\nRG-1.criteria.0.statement = No blocker is open\nRG-1.decisions.0.verdict = Go\n";
    let unmet = |more: &str| of_rule(&check(&made(&format!("{lines}{more}")), Some(TODAY)), "gate-passed-unmet").len();
    assert_eq!(unmet(""), 0);
    // a rule that is listed after those on gates
    assert_eq!(unmet("monitoring.trigger = On schedule\n"), 1);
    let blocker = "UB-1.tolerance = 4%\nUB-1.measurements.0.errors = 34\nUB-1.measurements.0.trials = 500\n";
    assert_eq!(unmet(blocker), 1);
    let waiver = "WV-1.rule = budget-exceeded\nWV-1.item = @UB-1\nWV-1.reason = Declined\nWV-1.by = Ada\nWV-1.until = 2026-06-01\n";
    assert_eq!(unmet(&format!("{blocker}{waiver}")), 0, "accepted");
    let words = "RG-1.criteria.0.verdict = Not met\n";
    assert_eq!(unmet(words), 0, "what the findings decide cannot be decided by words");
}

#[test]
fn one_fact_is_one_finding() {
    let accepted = "FM-1.residual_severity = 5\nFM-1.residual_frequency = 3\nFM-1.accepted = yes\nFM-1.accepted_until = 2026-05-31\n\
                    FM-1.accepted_by = Ada\nFM-1.accepted_reason = Rare\n";
    let late = "about.launch = 2026-05-01\nchecklist.answers.0.target = Done before launch\nchecklist.answers.0.due = 2026-05-20\n";
    let marked = "UB-1.tolerance = 4%\nunknown UB-1.measurements 2026-07-01\n";
    let twice = "M-1.unit = Share (%)\nM-1.direction = Higher is better\nM-1.minimum = 0.96\nM-1.readings.0.value = 0.97\n\
                 M-1.readings.0.sample = 100\nUB-1.metric = @M-1\nUB-1.tolerance = 4%\nUB-1.measurements.0.errors = 3\n\
                 UB-1.measurements.0.trials = 100\n";
    for (lines, said, left_out) in [
        (accepted, "acceptance-expired", "residual-risk-high"),
        (late, "practice-overdue", "practice-late-for-launch"),
        (marked, "budget-unmeasured", "unknown-open"),
        (twice, "budget-unproven", "sample-too-small"),
    ] {
        let findings = check(&made(lines), Some(TODAY));
        assert_eq!(
            (of_rule(&findings, said).len(), of_rule(&findings, left_out).len()),
            (1, 0),
            "{said}: {findings:#?}"
        );
    }
    let findings = check(&made(marked), Some(TODAY));
    let said = "Tolerance 4%, and nothing was measured; Ada will find out by 1 Jul 2026";
    assert_eq!(of_rule(&findings, "budget-unmeasured")[0].message, said);
    let larger = format!("{twice}M-1.readings.0.sample = 120\n");
    assert_eq!(of_rule(&check(&made(&larger), Some(TODAY)), "sample-too-small").len(), 1, "other cases");
}

#[test]
fn work_that_waits_in_a_circle_is_told_circle_by_circle() {
    let lines = "B-1.name = A\nB-2.name = B\nB-3.name = C\nB-4.name = D\nB-5.name = E\nB-1.depends_on = @B-2\n\
                 B-2.depends_on = @B-1\nB-3.depends_on = @B-4\nB-4.depends_on = @B-3\nB-5.depends_on = @B-1\n";
    let findings = check(&made(lines), Some(TODAY));
    let said: Vec<&str> = of_rule(&findings, "dependency-cycle").iter().map(|one| one.message.as_str()).collect();
    let of = |items: &str| format!("{items} can never begin: they wait for each other");
    assert_eq!(said, [of("B-1 and B-2"), of("B-3 and B-4")], "and B-5 only waits for one of them");
}

#[test]
fn a_rung_of_which_nobody_knows_yet_what_came_of_it_is_one_finding() {
    let lines =
        "pattern.chosen = Predictive ML\npattern.rungs.0.pattern = Rules\nunknown pattern.rungs.0.result 2026-07-01\n";
    let findings = check(&made(lines), Some(TODAY));
    assert!(of_rule(&findings, "simpler-pattern-untried").is_empty());
    let said: Vec<&str> = of_rule(&findings, "unknown-open").iter().map(|one| one.message.as_str()).collect();
    assert_eq!(said, ["Rules, result or reason: not known yet"], "by its name, because it has no number");
}

#[test]
fn accuracy_on_other_classes_than_the_scored_ones_is_let_be() {
    let lines = "M-1.name = Route accuracy\nOP-1.bins.0.positives = 10\nOP-1.bins.0.negatives = 90\n";
    let found =
        |more: &str| of_rule(&check(&made(&format!("{lines}{more}")), Some(TODAY)), "accuracy-under-imbalance").len();
    assert_eq!(found(""), 1);
    assert_eq!(found("M-1.baseline = 0.9\n"), 1, "always naming the other class reaches it");
    assert_eq!(found("M-1.baseline = 0.79\n"), 0, "no rule of thumb does worse than that on these classes");
}

#[test]
fn waivers_in_the_examples_are_about_something() {
    for name in EXAMPLES {
        let workbook = example(name);
        let findings = check(&workbook, workbook.about.document_date);
        for rule in ["waiver-unknown-rule", "waiver-incomplete", "waiver-without-finding", "waiver-expired"] {
            let found = of_rule(&findings, rule);
            assert!(found.is_empty(), "{name}: {found:?}");
        }
        let waived = findings.iter().filter(|finding| !finding.is_open()).count();
        assert!(waived >= workbook.reviews.waivers.len(), "{name}: {waived}");
    }
}

fn memo(workbook: &Workbook) -> String {
    let edition =
        Edition { digest: "ab".repeat(32), source: "test.caveat".to_owned(), date: Some(TODAY), ..Edition::default() };
    let fonts = FontBook::bundled();
    let setting = Setting::new(Paper::A4, &fonts);
    let bytes = export(workbook, Document::RiskMemo, FileFormat::Markdown, &edition, setting).unwrap().bytes().to_vec();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn the_memo_judges_gates_as_of_the_day_of_its_findings() {
    let lines = "RG-1.name = Before the pilot\nRG-1.criteria.0.kind = Finding\nRG-1.criteria.0.statement = No blocker is open\n\
                 FM-1.severity = 5\nFM-1.frequency = 3\nWV-1.rule = fallback-missing\nWV-1.item = @FM-1\n\
                 WV-1.reason = Shadow only\nWV-1.by = Ada\n";
    for (until, verdict) in [("2026-06-01", "Met"), ("2026-05-31", "Not met")] {
        let text = memo(&made(&format!("{lines}WV-1.until = {until}\n")));
        let is_criterion = |line: &&str| line.contains("No blocker is open") && !line.contains("**Blockers**");
        let line = text.lines().find(is_criterion).unwrap();
        assert!(line.contains(verdict), "{until}: {line}");
    }
}

#[test]
fn the_memo_prints_open_findings_and_not_the_waived_ones() {
    let memo = |workbook: &Workbook| {
        let text = memo(workbook);
        let (_, rest) = text.split_once(". Open findings").unwrap();
        rest.split("\n## ").next().unwrap().to_owned()
    };
    let lines = "FM-1.name = Missed injury\nFM-1.severity = 5\nFM-1.frequency = 3\n";
    let text = memo(&made(lines));
    assert!(text.contains("One blocker stands in the way of any release."), "{text}");
    assert!(text.contains("Severity 5, inherent risk critical, and no fallback"), "{text}");
    assert!(text.contains("Say what the product does instead"), "{text}");
    let waiver = "WV-1.rule = fallback-missing\nWV-1.item = @FM-1\nWV-1.reason = Shadow only\nWV-1.by = Ada\nWV-1.until = 2026-07-01\n";
    let text = memo(&made(&format!("{lines}{waiver}")));
    assert!(text.contains("Nothing found stands in the way of a release."), "{text}");
    assert!(!text.contains("and no fallback"), "{text}");
}

#[test]
fn findings_come_by_section_and_the_weightiest_first() {
    for name in EXAMPLES {
        let findings = check(&example(name), Some(TODAY));
        assert!(findings.is_sorted_by_key(|finding| (finding.place.section, finding.severity())), "{name}");
    }
    assert!(findings::rule("budget-exceeded").is_some());
}

#[test]
fn the_page_of_rules_lists_every_rule() {
    expect_file![project("docs/rules.md")].assert_eq(&page());
}

fn page() -> String {
    let mut text = String::from(
        "# Rules\n\n\
         What `caveat check` and the window look for. A finding says where, what is wrong, why it matters and what to do; it \
         can be waived with a reason, a name and an end, under \"Reviews\", and documents print the waivers. A waiver holds \
         for the item that it names; without one it holds only for findings that are on no item. This page is \
         made from `src/assess/findings`; a test keeps it true.\n\n\
         A blocker stands in the way of any release, a warning should be settled before the next gate, advice makes the \
         workbook better. Where no source is named the principle is Caveat's own.\n",
    );
    for (topic, rules) in TOPICS {
        text.push_str(&format!(
            "\n## {topic}\n\n| finding | severity | what it looks for | why | source | what to do |\n"
        ));
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for rule in *rules {
            let source = if rule.source.is_empty() { "-" } else { rule.source };
            text.push_str(&format!(
                "| `{}` | {} | {} | {} | {source} | {} |\n",
                rule.id,
                rule.severity.key(),
                rule.title,
                rule.why,
                rule.action
            ));
        }
    }
    text
}
