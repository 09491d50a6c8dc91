//! Findings about backlog, roadmap, maturity and workshops: whether the work goes where the risk is.

use std::collections::BTreeSet;

use crate::assess::budget::Verdict;
use crate::assess::maturity;
use crate::assess::priority::{Breach, Broken, broken, room};
use crate::model::canvas::NoteKind;
use crate::model::failure_modes::ActionState;
use crate::model::maturity::{MaturityLevel, Seen};
use crate::model::place::Place;
use crate::model::record::Item;
use crate::model::roadmap::{BacklogItem, Horizon, PinReason};
use crate::model::workshops::Workshop;
use crate::model::{Id, Money, Number, Rate, Section};
use crate::words::{money, number, percent, series, short_date};

use super::context::{lacks, said};
use super::{Context, Found, Rule, Severity};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "exceeded-without-work",
        severity: Severity::Warning,
        title: "An exceeded budget that no work moves",
        why: "A rate that is too high does not fall because it was written down.",
        source: "NIST AI RMF 1.0, MANAGE 1.3",
        action: "Add the work to the backlog and link the budget that it shall move.",
        check: exceeded_without_work,
    },
    Rule {
        id: "sprint-over-capacity",
        severity: Severity::Warning,
        title: "A sprint that holds more than it can",
        why: "What does not fit falls out anyway, and then chance picks what.",
        source: "",
        action: "Move the line, or take out what can wait.",
        check: sprint_over_capacity,
    },
    Rule {
        id: "dependency-outside-sprint",
        severity: Severity::Warning,
        title: "Work in the sprint that waits for work outside it",
        why: "It cannot be finished before what it depends on.",
        source: "",
        action: "Take in what it depends on, or leave both for later.",
        check: dependency_outside_sprint,
    },
    Rule {
        id: "dependency-cycle",
        severity: Severity::Warning,
        title: "Work that waits for itself",
        why: "None of the items can begin before the others.",
        source: "",
        action: "Take out one of the dependencies.",
        check: dependency_cycle,
    },
    Rule {
        id: "pinned-but-later",
        severity: Severity::Warning,
        title: "Work that a law, a gate or safety needs, planned for later",
        why: "What must not wait is put where it waits.",
        source: "",
        action: "Move it to now or next, or take the pin off.",
        check: pinned_but_later,
    },
    Rule {
        id: "work-moves-nothing",
        severity: Severity::Advice,
        title: "Work for now that moves no figure",
        why: "If nothing would show that it helped, nobody can say whether it was worth it.",
        source: "",
        action: "Link the metric, budget or failure mode that it shall move.",
        check: work_moves_nothing,
    },
    Rule {
        id: "data-not-ready",
        severity: Severity::Advice,
        title: "Work for now whose data is not ready",
        why: "It will wait for the data, and the sprint with it.",
        source: "",
        action: "Put the data work first.",
        check: data_not_ready,
    },
    Rule {
        id: "outcome-without-measure",
        severity: Severity::Advice,
        title: "An outcome that no metric shows",
        why: "Without a measure an outcome is reached when somebody says so.",
        source: "",
        action: "Link the metric that shows it.",
        check: outcome_without_measure,
    },
    Rule {
        id: "business-case-negative",
        severity: Severity::Warning,
        title: "A business case that loses even if all goes well",
        why: "The most it may bring a year is less than the least it costs.",
        source: "NIST AI RMF 1.0, MAP 1.4",
        action: "Look at the figures again, or say why it is done all the same.",
        check: business_case_negative,
    },
    Rule {
        id: "business-case-without-assumptions",
        severity: Severity::Advice,
        title: "A business case without its assumptions",
        why: "A figure that nobody can recompute convinces nobody.",
        source: "NIST AI RMF 1.0, MAP 1.4",
        action: "Say on which assumptions the figures rest.",
        check: business_case_without_assumptions,
    },
    Rule {
        id: "maturity-overstated",
        severity: Severity::Warning,
        title: "A maturity level over what its signs speak for",
        why: "A level is what others can see, not what the team hopes.",
        source: "",
        action: "Lower the level, or say where its signs were seen.",
        check: maturity_overstated,
    },
    Rule {
        id: "maturity-sign-without-evidence",
        severity: Severity::Advice,
        title: "A sign of maturity that was seen nowhere",
        why: "Without a place to look, a sign was felt, not seen.",
        source: "",
        action: "Say where it was seen.",
        check: maturity_sign_without_evidence,
    },
    Rule {
        id: "effort-not-whole",
        severity: Severity::Advice,
        title: "Shares of effort that do not add up",
        why: "Shares that do not make a whole hide where the rest goes.",
        source: "",
        action: "Correct the shares until they make 100%.",
        check: effort_not_whole,
    },
    Rule {
        id: "action-overdue",
        severity: Severity::Warning,
        title: "An action from a workshop that is overdue",
        why: "What was promised in the room is forgotten outside it.",
        source: "",
        action: "Do it, or agree on a new date.",
        check: action_overdue,
    },
    Rule {
        id: "workshop-note-not-landed",
        severity: Severity::Advice,
        title: "A voted note that went nowhere",
        why: "What people voted for and never see again, they will not say a second time.",
        source: "",
        action: "Make it an item, or say in the decisions why not.",
        check: workshop_note_not_landed,
    },
];

fn items<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a BacklogItem> {
    context.workbook.roadmap.items.iter()
}

fn place_of(item: &BacklogItem) -> Place {
    Place::of_item(Section::Roadmap, "items", item)
}

fn of_section(field: &'static str) -> Place {
    Place::of_section(Section::Roadmap).at(field)
}

fn exceeded_without_work(context: &Context<'_>, found: &mut Found) {
    for budget in context.workbook.budgets.budgets.iter() {
        let exceeded = context.budgets.get(&budget.id).is_some_and(|state| state.verdict == Verdict::Exceeded);
        if exceeded && !context.worked_on.contains(&budget.id) {
            let place = Place::of_item(Section::Budgets, "budgets", budget);
            found.add(place, "It is exceeded, and nothing in the backlog moves it");
        }
    }
}

fn sprint_over_capacity(context: &Context<'_>, found: &mut Found) {
    let Some(room) = room(&context.workbook.roadmap) else { return };
    let points: f64 =
        items(context).filter(|item| item.in_sprint).filter_map(|item| item.points).map(Number::get).sum();
    if points > room {
        let message = format!("{} points are in the sprint, and there is room for {}", number(points), number(room));
        found.add(of_section("capacity"), message);
    }
}

fn dependency_outside_sprint(context: &Context<'_>, found: &mut Found) {
    let broken = broken(&context.workbook.roadmap);
    for item in items(context) {
        let waits = |one: &&Broken| one.id == item.id && one.breach == Breach::BelowTheCut;
        let waiting: Vec<String> = broken.iter().filter(waits).map(|one| cited(context, one.needs)).collect();
        if !waiting.is_empty() {
            let verb = if waiting.len() == 1 { "is" } else { "are" };
            let message = format!("It waits for {}, which {verb} not in the sprint", series(&waiting));
            found.add(place_of(item).at("depends_on"), message);
        }
    }
}

fn cited(context: &Context<'_>, item: Id) -> String {
    context.workbook.roadmap.items.find(item).map(Item::cite).unwrap_or_default()
}

fn dependency_cycle(context: &Context<'_>, found: &mut Found) {
    let mut circle: Vec<Broken> = broken(&context.workbook.roadmap);
    // that an item waits for itself is a finding of its own
    circle.retain(|one| one.breach == Breach::Circle && one.id != one.needs);
    let mut told: BTreeSet<Id> = BTreeSet::new();
    for item in items(context).filter(|item| circle.iter().any(|one| one.id == item.id)) {
        if told.contains(&item.id) {
            continue;
        }
        let mut reached = BTreeSet::from([item.id]);
        let mut open = vec![item.id];
        while let Some(from) = open.pop() {
            let next = circle.iter().filter(|one| one.id == from).map(|one| one.needs);
            open.extend(next.filter(|needs| reached.insert(*needs)));
        }
        let stuck: Vec<String> = items(context).filter(|one| reached.contains(&one.id)).map(Item::cite).collect();
        let message = format!("{} can never begin: they wait for each other", series(&stuck));
        found.add(place_of(item).at("depends_on"), message);
        told.extend(reached);
    }
}

fn pinned_but_later(context: &Context<'_>, found: &mut Found) {
    for item in items(context).filter(|item| item.horizon == Some(Horizon::Later)) {
        if let Some(pin) = item.pinned.get().first() {
            let reason = PinReason::label(*pin);
            found.add(place_of(item).at("horizon"), format!("\"{reason}\", and it is planned for later"));
        }
    }
}

fn work_moves_nothing(context: &Context<'_>, found: &mut Found) {
    for item in items(context).filter(|item| item.in_sprint || item.horizon == Some(Horizon::Now)) {
        if lacks(item, "links") {
            found.add(
                place_of(item).at("links"),
                "It is done now, and no metric, budget or failure mode shows whether it helps",
            );
        }
    }
}

fn data_not_ready(context: &Context<'_>, found: &mut Found) {
    for item in items(context).filter(|item| item.horizon == Some(Horizon::Now)) {
        if let Some(ready) = item.data_readiness.filter(|ready| ready.get() <= 2) {
            let message = format!("It is planned for now, and its data is ready to {ready} of 5");
            found.add(place_of(item).at("data_readiness"), message);
        }
    }
}

fn outcome_without_measure(context: &Context<'_>, found: &mut Found) {
    for outcome in context.workbook.roadmap.outcomes.iter().filter(|outcome| lacks(*outcome, "measure")) {
        let place = Place::of_item(Section::Roadmap, "outcomes", outcome).at("measure");
        found.add(place, format!("No metric shows whether this is so: {}", outcome.statement.trim()));
    }
}

fn business_case_negative(context: &Context<'_>, found: &mut Found) {
    let roadmap = &context.workbook.roadmap;
    if let (Some(value), Some(cost)) = (roadmap.value_high, roadmap.cost_low)
        && value.currency == cost.currency
        && value.amount < cost.amount
    {
        let message = format!("It may bring {} a year at most, and costs {} at least", money(&value), money(&cost));
        found.add(of_section("value_high"), message);
    }
}

fn business_case_without_assumptions(context: &Context<'_>, found: &mut Found) {
    let roadmap = &*context.workbook.roadmap;
    let value: Option<Money> = roadmap.value_high.or(roadmap.value_low);
    if let Some(value) = value.filter(|_| lacks(roadmap, "business_case")) {
        let message = format!("{} a year, and nothing says on which assumptions", money(&value));
        found.add(of_section("business_case"), message);
    }
}

fn maturity_overstated(context: &Context<'_>, found: &mut Found) {
    let found_out = maturity::diagnosis(context.workbook);
    let Some(level) = found_out.claimed.filter(|level| *level > MaturityLevel::Experimental) else { return };
    if found_out.signs() > 0 && found_out.reached < Some(level) {
        let signs = match found_out.reached {
            Some(reached) => format!("the signs that were seen speak for \"{}\"", reached.label()),
            None => format!("its signs were not seen, nor those of \"{}\"", MaturityLevel::Experimental.label()),
        };
        let place = Place::of_section(Section::Maturity).at("level");
        found.add(place, format!("\"{}\" is claimed, and {signs}", level.label()));
    }
}

fn maturity_sign_without_evidence(context: &Context<'_>, found: &mut Found) {
    for sign in context.workbook.maturity.signals.iter().filter(|sign| sign.seen == Some(Seen::Seen)) {
        if lacks(sign, "evidence") && sign.links.is_empty() {
            let place = Place::of_item(Section::Maturity, "signals", sign).at("evidence");
            found.add(place, format!("Seen, and nothing says where: {}", sign.statement.trim()));
        }
    }
}

fn effort_not_whole(context: &Context<'_>, found: &mut Found) {
    let maturity = &context.workbook.maturity;
    let splits = [
        (
            "effort_model",
            "today",
            [maturity.effort_model, maturity.effort_data, maturity.effort_product, maturity.effort_governance],
        ),
        (
            "wanted_model",
            "wanted",
            [maturity.wanted_model, maturity.wanted_data, maturity.wanted_product, maturity.wanted_governance],
        ),
    ];
    for (key, name, shares) in splits {
        if shares.iter().all(Option::is_some) {
            let sum: f64 = shares.iter().flatten().copied().map(Rate::fraction).sum();
            if (sum - 1.0).abs() > 0.005 {
                let place = Place::of_section(Section::Maturity).at(key);
                found.add(place, format!("The shares of effort {name} make {}", percent(sum)));
            }
        }
    }
}

fn workshops<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a Workshop> {
    context.workbook.workshops.workshops.iter()
}

fn workshop_place(workshop: &Workshop) -> Place {
    Place::of_item(Section::Workshops, "workshops", workshop)
}

fn action_overdue(context: &Context<'_>, found: &mut Found) {
    for workshop in workshops(context) {
        for action in workshop.actions.iter() {
            let settled = matches!(action.state, Some(ActionState::Done | ActionState::Dropped));
            if let Some(due) = action.due.filter(|due| !settled && context.is_past(Some(*due))) {
                let owner = if said(&action.owner) { format!(" ({})", action.owner.trim()) } else { String::new() };
                let place = workshop_place(workshop).inside("actions", action).at("due");
                found.add(place, format!("Due on {}{owner}: {}", short_date(due), action.what.trim()));
            }
        }
    }
}

fn workshop_note_not_landed(context: &Context<'_>, found: &mut Found) {
    for workshop in workshops(context).filter(|workshop| context.is_past(workshop.date)) {
        for note in workshop.captures.iter().filter(|note| note.kind != Some(NoteKind::Decision)) {
            if let Some(votes) = note.votes.filter(|votes| *votes >= 3 && lacks(note, "landed")) {
                let place = workshop_place(workshop).inside("captures", note).at("landed");
                found.add(place, format!("{votes} votes, and it became no item: {}", note.text.trim()));
            }
        }
    }
}
