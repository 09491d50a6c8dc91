//! The facts of a model card that follow from other sections: what each says, and where it comes from. Computed once for each
//! state of the workbook. Paints nothing.

use crate::assess::budget::Verdict;
use crate::assess::metric::Standing;
use crate::assess::risk::{self, RiskLevel};
use crate::model::canvas::CanvasBlock;
use crate::model::data::{DataSource, DataUse};
use crate::model::impact::EffectKind;
use crate::model::metrics::MetricRole;
use crate::model::place::Place;
use crate::model::record::Item as _;
use crate::model::release::StageState;
use crate::model::{Rate, Section, Workbook};
use crate::report::operating_points::account::score;
use crate::ui::desk::Desk;
use crate::ui::facts::Facts;
use crate::words;

use super::headings::HEADINGS;

/// A fact from another section.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it is.
    pub label: &'static str,
    /// What is true; empty while its source says nothing.
    pub value: String,
    /// Where it comes from and is changed.
    pub source: Place,
}

/// The facts under each heading.
#[derive(Debug, Default)]
pub struct Derived {
    of: Option<(u64, usize)>,
    facts: [Vec<Fact>; HEADINGS.len()],
}

impl Derived {
    /// Looks at the workbook, if it or what follows from it is another than before.
    pub fn look_at(&mut self, desk: &Desk<'_>) {
        // what follows is computed in the background and comes later: another value at another address
        let now = (desk.revision(), std::ptr::from_ref(desk.facts) as usize);
        if self.of != Some(now) {
            *self = Self { of: Some(now), facts: all(desk.workbook(), desk.facts) };
        }
    }

    /// The facts under a heading.
    pub fn under(&self, heading: usize) -> &[Fact] {
        self.facts.get(heading).map_or(&[], Vec::as_slice)
    }

    /// How many facts there are whose source says something, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        let said = |fact: &&Fact| !fact.value.is_empty();
        let all = || self.facts.iter().flatten();
        (all().filter(said).count(), all().count())
    }
}

fn fact(label: &'static str, value: impl Into<String>, source: Place) -> Fact {
    Fact { label, value: value.into(), source }
}

fn section(section: Section) -> Place {
    Place::of_section(section)
}

fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn all(workbook: &Workbook, facts: &Facts) -> [Vec<Fact>; HEADINGS.len()] {
    [
        details(workbook),
        intended(workbook),
        out_of_scope(workbook, facts),
        factors(workbook, facts),
        metrics(workbook, facts),
        training(workbook),
        evaluation(workbook),
        ethics(workbook),
        caveats(workbook, facts),
        contact(workbook),
    ]
}

fn details(workbook: &Workbook) -> Vec<Fact> {
    let (about, pattern, monitoring) = (&workbook.about, &workbook.pattern, &workbook.monitoring);
    let chosen = pattern.chosen.map(crate::model::pattern::AiPattern::label).unwrap_or_default();
    let retrained = monitoring.trigger.map(crate::model::monitoring::RetrainingTrigger::label).unwrap_or_default();
    vec![
        fact(
            "Name, version",
            joined(&[&about.product, &about.model_version]),
            section(Section::About).at("model_version"),
        ),
        fact("Owner", joined(&[&about.owner, &about.owner_role]), section(Section::About).at("owner")),
        fact("Pattern", chosen, section(Section::Pattern).at("chosen")),
        fact(
            "Stage",
            about.stage.map(crate::model::about::LifecycleStage::label).unwrap_or_default(),
            section(Section::About).at("stage"),
        ),
        fact("Retrained", retrained, section(Section::Monitoring).at("trigger")),
    ]
}

fn intended(workbook: &Workbook) -> Vec<Fact> {
    let first = |block: CanvasBlock| {
        let note = workbook.canvas.block(block).find(|note| !note.text.trim().is_empty());
        let place = note.map(|note| Place::of_item(Section::Canvas, "notes", note));
        let text = note.map(|note| note.text.trim().to_owned()).unwrap_or_default();
        (text, place.unwrap_or_else(|| section(Section::Canvas)))
    };
    let (users, users_from) = first(CanvasBlock::Users);
    let (task, task_from) = first(CanvasBlock::Solution);
    let autonomy = workbook.pattern.autonomy.map(crate::model::pattern::Autonomy::label).unwrap_or_default();
    let mut facts = vec![
        fact("Users", users, users_from),
        fact("Task", task, task_from),
        fact("Autonomy", autonomy, section(Section::Pattern).at("autonomy")),
    ];
    let points = &workbook.operating_points.points;
    if points.is_empty() {
        facts.push(fact("Bands", "", section(Section::OperatingPoints)));
    }
    for point in points.iter() {
        let say = |words: &str, rate: Option<Rate>| rate.map(|rate| format!("{words} {}", score(rate.fraction())));
        let bands = [say("serve from", point.serve_above), say("fallback under", point.fallback_below)];
        let bands: Vec<String> = bands.into_iter().flatten().collect();
        let place = Place::of_item(Section::OperatingPoints, "points", point);
        let bands = if bands.is_empty() { "no thresholds".to_owned() } else { bands.join(", ") };
        facts.push(fact("Bands", format!("{}: {bands}", point.name.trim()), place));
    }
    facts
}

fn out_of_scope(workbook: &Workbook, facts: &Facts) -> Vec<Fact> {
    let release = &workbook.release;
    let now = release.stages.iter().find(|stage| stage.state == Some(StageState::Now));
    let held = now.filter(|stage| !stage.excluded.trim().is_empty());
    let held_from =
        held.map_or_else(|| section(Section::Release), |stage| Place::of_item(Section::Release, "stages", stage));
    let mut all = vec![
        fact("Held out now", held.map(|stage| stage.excluded.trim()).unwrap_or_default(), held_from),
        fact("Not in the first release", release.mvp_out.trim(), section(Section::Release).at("mvp_out")),
    ];
    let weak = workbook.budgets.budgets.iter().filter(|budget| {
        facts.budget(budget.id).is_some_and(|state| matches!(state.verdict, Verdict::AtRisk | Verdict::Exceeded))
    });
    let weak: Vec<_> = weak.collect();
    for budget in &weak {
        let verdict = facts.budget(budget.id).map_or("", |state| state.verdict.label());
        let value = format!("{} {}: {}", budget.cite(), budget.name.trim(), verdict.to_lowercase());
        all.push(fact("Weak spot", value, Place::of_item(Section::Budgets, "budgets", *budget)));
    }
    let boundary = workbook.limits.limits.iter().find(|limit| !limit.beyond.trim().is_empty());
    let place =
        boundary.map_or_else(|| section(Section::Limits), |limit| Place::of_item(Section::Limits, "limits", limit));
    all.push(fact("Boundary", boundary.map(|limit| limit.beyond.trim()).unwrap_or_default(), place));
    all
}

fn factors(workbook: &Workbook, facts: &Facts) -> Vec<Fact> {
    let groups = workbook.requirements.fairness_groups.join(", ");
    let mut segments: Vec<&str> = Vec::new();
    for metric in workbook.metrics.metrics.iter() {
        for reading in metric.readings.iter().filter(|reading| !reading.segment.trim().is_empty()) {
            if !segments.contains(&reading.segment.trim()) {
                segments.push(reading.segment.trim());
            }
        }
    }
    let mut all = vec![
        fact("Groups to compare", groups, section(Section::Requirements).at("fairness_groups")),
        fact("Measured for", segments.join(", "), section(Section::Metrics)),
    ];
    for metric in workbook.metrics.metrics.iter() {
        let weakest = facts.metric(metric.id).and_then(|state| state.weakest.as_ref());
        if let Some(weakest) = weakest.filter(|weakest| weakest.differs == Some(true)) {
            let value = words::measured(weakest.value, metric.unit);
            let value = format!("{}: {} in {}", metric.name.trim(), value, weakest.segment);
            all.push(fact("Weaker in one group", value, Place::of_item(Section::Metrics, "metrics", metric)));
        }
    }
    all
}

fn metrics(workbook: &Workbook, facts: &Facts) -> Vec<Fact> {
    let mut all = Vec::new();
    let blockers = workbook.metrics.metrics.iter().filter(|metric| metric.role == Some(MetricRole::ShipBlocker));
    for metric in blockers {
        let latest = metric.latest().and_then(|reading| reading.value);
        let value = latest.map_or_else(|| "not measured".to_owned(), |value| words::measured(value.get(), metric.unit));
        let standing = facts.metric(metric.id).map_or(Standing::NoAnswer, |state| state.standing);
        let value = format!("{}: {value}, {}", metric.name.trim(), standing.label().to_lowercase());
        all.push(fact("Ship blocker", value, Place::of_item(Section::Metrics, "metrics", metric)));
    }
    if all.is_empty() {
        all.push(fact("Ship blockers", "", section(Section::Metrics)));
    }
    let budgets = &workbook.budgets.budgets;
    let within = |id| facts.budget(id).is_some_and(|state| state.verdict == Verdict::Within);
    let count = budgets.iter().filter(|budget| within(budget.id)).count();
    let value = if budgets.is_empty() { String::new() } else { format!("{count} of {} within", budgets.len()) };
    all.push(fact("Uncertainty budgets", value, section(Section::Budgets)));
    all
}

fn sources(workbook: &Workbook, uses: &[DataUse]) -> Vec<Fact> {
    let used = |source: &&DataSource| source.used_for.is_some_and(|used| uses.contains(&used));
    let mut all: Vec<Fact> = Vec::new();
    for source in workbook.data.sources.iter().filter(used) {
        let state = source.rights_state.unwrap_or_default().label().to_lowercase();
        let records = source.size.map(|size| format!("{} records", words::count(size))).unwrap_or_default();
        let value = joined(&[source.name.trim(), &records, &format!("rights {state}")]);
        all.push(fact("Source", value, Place::of_item(Section::Data, "sources", source)));
    }
    if all.is_empty() {
        all.push(fact("Sources", "", section(Section::Data)));
    }
    all
}

fn training(workbook: &Workbook) -> Vec<Fact> {
    let mut all = sources(workbook, &[DataUse::Training, DataUse::TrainingAndEvaluation]);
    let data = &workbook.data;
    all.push(fact("What a label means", data.label_definition.trim(), section(Section::Data).at("label_definition")));
    all
}

fn evaluation(workbook: &Workbook) -> Vec<Fact> {
    let mut all = sources(workbook, &[DataUse::Evaluation, DataUse::TrainingAndEvaluation]);
    all.push(fact("Split", workbook.data.split.trim(), section(Section::Data).at("split")));
    all.push(fact("Known gaps", workbook.data.known_gaps.trim(), section(Section::Data).at("known_gaps")));
    all
}

fn ethics(workbook: &Workbook) -> Vec<Fact> {
    let impact = &workbook.impact;
    let harmed =
        |group: &&crate::model::impact::Group| group.effects.iter().any(|effect| effect.kind == Some(EffectKind::Harm));
    let named = impact.groups.iter().filter(harmed).map(|group| group.name.trim().to_owned());
    let named: Vec<String> = named.collect();
    let review = impact.privacy_review.map(crate::model::impact::ReviewState::label).unwrap_or_default();
    vec![
        fact("Who could be hurt", words::series(&named), section(Section::Impact)),
        fact("Contest", impact.contest.trim(), section(Section::Impact).at("contest")),
        fact("Sensitive data", impact.sensitive_data.trim(), section(Section::Impact).at("sensitive_data")),
        fact("Privacy review", review, section(Section::Impact).at("privacy_review")),
    ]
}

fn caveats(workbook: &Workbook, facts: &Facts) -> Vec<Fact> {
    let modes = &workbook.failure_modes.modes;
    let mut all = Vec::new();
    let high = modes.iter().filter(|mode| risk::residual(mode).is_some_and(|level| level >= RiskLevel::High));
    for mode in high {
        let level = risk::residual(mode).map_or("", RiskLevel::label).to_lowercase();
        let value = format!("{} {}: {level} after controls", mode.cite(), mode.name.trim());
        all.push(fact("Failure mode", value, Place::of_item(Section::FailureModes, "modes", mode)));
    }
    let known =
        if modes.is_empty() { String::new() } else { words::how_many(modes.len(), "failure mode", "failure modes") };
    all.push(fact("All failure modes", words::capitalized(&known), section(Section::FailureModes)));
    let limits = workbook.limits.limits.len();
    let limits =
        if limits == 0 { String::new() } else { words::capitalized(&words::how_many(limits, "limit", "limits")) };
    all.push(fact("Model limits", limits, section(Section::Limits)));
    for gap in facts.gaps.iter().filter(|gap| !matches!(gap, crate::assess::metric::LayerGap::NoMetric { .. })) {
        all.push(fact("Layers of metrics", gap.title(), section(Section::Metrics)));
    }
    all
}

fn contact(workbook: &Workbook) -> Vec<Fact> {
    let (about, reviews) = (&workbook.about, &workbook.reviews);
    let signed = reviews.sign_offs.iter().filter(|sign_off| sign_off.decision.is_some()).count();
    let all = reviews.sign_offs.len();
    let signed = if all == 0 { String::new() } else { format!("{signed} of {all} decided") };
    vec![
        fact("Review contact", about.contact.trim(), section(Section::About).at("contact")),
        fact(
            "Document status",
            about.status.map(crate::model::about::DocumentStatus::label).unwrap_or_default(),
            section(Section::About).at("status"),
        ),
        fact("Sign-offs", signed, section(Section::Reviews)),
    ]
}
