//! Findings about sign-offs, comments and waivers. Rules here may look at what all others found: they run last.

use crate::model::about::DocumentStatus;
use crate::model::covers::Cover;
use crate::model::place::Place;
use crate::model::reviews::{SignOff, SignOffDecision, Waiver};
use crate::model::{Date, Section};
use crate::signed::Standing;
use crate::words::{sections, series, short_date, spelled};

use super::context::{lacks, said};
use super::{Context, Finding, Found, Rule, Severity, concerns, rule, waived};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "sign-off-rejected",
        severity: Severity::Warning,
        title: "A sign-off that was refused",
        why: "A refusal stands until whoever gave it takes it back.",
        source: "",
        action: "Settle the reason and ask for the sign-off again.",
        check: sign_off_rejected,
    },
    Rule {
        id: "sign-off-incomplete",
        severity: Severity::Warning,
        title: "A sign-off without a name or a date",
        why: "Nobody can be asked what they signed, or when.",
        source: "",
        action: "Add the name and the date, or take the decision out.",
        check: sign_off_incomplete,
    },
    Rule {
        id: "sign-off-stale",
        severity: Severity::Warning,
        title: "A sign-off for something else than the workbook says",
        why: "Whoever signed answers for what they read, and that is not what stands here now.",
        source: "NIST AI RMF 1.0, GOVERN 1.4",
        action: "Show them what changed since, and ask for the sign-off again.",
        check: sign_off_stale,
    },
    Rule {
        id: "sign-off-without-conditions",
        severity: Severity::Warning,
        title: "Conditions that nobody wrote down",
        why: "A condition that is not written is not kept.",
        source: "",
        action: "Write down the conditions.",
        check: sign_off_without_conditions,
    },
    Rule {
        id: "sign-off-without-reason",
        severity: Severity::Warning,
        title: "A refusal without a reason",
        why: "What nobody wrote down cannot be settled, and a refusal stands until it is.",
        source: "",
        action: "Write down why it was refused.",
        check: sign_off_without_reason,
    },
    Rule {
        id: "sign-off-unknown-cover",
        severity: Severity::Warning,
        title: "A sign-off or request for something that nobody knows",
        why: "A name that is neither a document nor a section stands for everything: who signs signs for more than was meant.",
        source: "",
        action: "Name documents or sections, as Send for review lists them, or take the name out.",
        check: sign_off_unknown_cover,
    },
    Rule {
        id: "comment-left-open",
        severity: Severity::Advice,
        title: "A comment that is open for long",
        why: "Readers who get no answer stop commenting.",
        source: "NIST AI RMF 1.0, GOVERN 5.2",
        action: "Answer it, or settle it and say how.",
        check: comment_left_open,
    },
    Rule {
        id: "waiver-unknown-rule",
        severity: Severity::Warning,
        title: "A waiver for a finding that does not exist",
        why: "It waives nothing, and somebody believes that it does.",
        source: "",
        action: "Choose the finding that is meant.",
        check: waiver_unknown_rule,
    },
    Rule {
        id: "approved-while-blocked",
        severity: Severity::Warning,
        title: "An approved document with open blockers",
        why: "Whoever reads \"approved\" takes it that nothing stands in the way.",
        source: "NIST AI RMF 1.0, MANAGE 1.1",
        action: "Settle or waive the blockers, or set the document back to review.",
        check: approved_while_blocked,
    },
    Rule {
        id: "waiver-incomplete",
        severity: Severity::Warning,
        title: "A waiver without reason, name, end or item",
        why: "A finding is accepted by somebody, on one item, for a reason and for a time; otherwise it counts as open.",
        source: "",
        action: "Add what is missing.",
        check: waiver_incomplete,
    },
    Rule {
        id: "waiver-expired",
        severity: Severity::Warning,
        title: "A waiver that has run out",
        why: "It was accepted for a time, and the time is over: the finding is open again.",
        source: "",
        action: "Settle the finding, or decide anew until when it is accepted.",
        check: waiver_expired,
    },
    Rule {
        id: "waiver-without-finding",
        severity: Severity::Advice,
        title: "A waiver that nothing needs any more",
        why: "Old waivers make new ones look normal.",
        source: "",
        action: "Take it out.",
        check: waiver_without_finding,
    },
];

fn place_of(sign_off: &SignOff) -> Place {
    Place::of_item(Section::Reviews, "sign_offs", sign_off)
}

fn sign_offs<'a>(context: &Context<'a>) -> impl Iterator<Item = &'a SignOff> {
    context.workbook.reviews.sign_offs.iter()
}

fn sign_off_rejected(context: &Context<'_>, found: &mut Found) {
    let rejected = Some(SignOffDecision::Rejected);
    for refused in sign_offs(context).filter(|sign_off| sign_off.decision == rejected) {
        let later = |other: &SignOff| {
            let agreed = other.decision.is_some() && other.decision != rejected;
            agreed && other.date > refused.date && other.role.trim() == refused.role.trim()
        };
        if !sign_offs(context).any(later) {
            let who =
                [refused.name.trim(), refused.role.trim()].into_iter().find(|name| said(name)).unwrap_or("Somebody");
            let reason = if said(&refused.reason) { format!(": {}", refused.reason.trim()) } else { String::new() };
            found.add(place_of(refused).at("decision"), format!("{who} refused{reason}"));
        }
    }
}

fn sign_off_incomplete(context: &Context<'_>, found: &mut Found) {
    for sign_off in sign_offs(context).filter(|sign_off| sign_off.decision.is_some()) {
        if let Some(key) = ["name", "date"].into_iter().find(|key| lacks(sign_off, key)) {
            let decision = sign_off.decision.map_or("", SignOffDecision::label);
            found.add(place_of(sign_off).at(key), format!("\"{decision}\", without a {key}"));
        }
    }
}

/// Approvals that are not for what the workbook says, but for those that the same role renewed. A refusal stands by itself.
fn sign_off_stale(context: &Context<'_>, found: &mut Found) {
    let agrees = |one: &SignOff| one.decision.is_some_and(|decision| decision != SignOffDecision::Rejected);
    for sign_off in sign_offs(context).filter(|one| agrees(one)) {
        let Some(standing) = context.standings.get(&sign_off.id).filter(|standing| standing.is_stale()) else {
            continue;
        };
        let renewed = |other: &SignOff| {
            other.id != sign_off.id
                && agrees(other)
                && other.date > sign_off.date
                && other.role.trim().to_lowercase() == sign_off.role.trim().to_lowercase()
        };
        if !sign_offs(context).any(renewed) {
            found.add(place_of(sign_off).at("digest"), stale_words(sign_off, standing));
        }
    }
}

/// Who signed, when, and what changed since: `Anke Vos (Owner) signed on 20 Feb 2026; since then changed: release plan`.
fn stale_words(sign_off: &SignOff, standing: &Standing) -> String {
    let (name, role) = (sign_off.name.trim(), sign_off.role.trim());
    let who = match (said(name), said(role)) {
        (true, true) => format!("{name} ({role})"),
        (true, false) => name.to_owned(),
        (false, true) => role.to_owned(),
        (false, false) => "Somebody".to_owned(),
    };
    let when = sign_off.date.map(|date| format!(" on {}", short_date(date))).unwrap_or_default();
    let since = match standing {
        Standing::Unfit => "the digests that were kept do not fit one another".to_owned(),
        Standing::OtherCovers => "what it covers was changed afterwards".to_owned(),
        Standing::Stale(changed) if !changed.is_empty() => format!("since then changed: {}", sections(changed)),
        _ => "the workbook changed since, and where is not known: signed before digests of parts".to_owned(),
    };
    format!("{who} signed{when}; {since}")
}

fn sign_off_without_conditions(context: &Context<'_>, found: &mut Found) {
    for sign_off in sign_offs(context).filter(|one| one.decision == Some(SignOffDecision::Conditional)) {
        if lacks(sign_off, "reason") {
            found.add(place_of(sign_off).at("reason"), "Approved with conditions, and none is written down");
        }
    }
}

fn sign_off_without_reason(context: &Context<'_>, found: &mut Found) {
    for sign_off in sign_offs(context).filter(|one| one.decision == Some(SignOffDecision::Rejected)) {
        if lacks(sign_off, "reason") {
            found.add(place_of(sign_off).at("reason"), "Rejected, and the reason is not written down");
        }
    }
}

/// Names that are neither documents nor sections, on sign-offs and on requests that wait for an answer.
fn sign_off_unknown_cover(context: &Context<'_>, found: &mut Found) {
    let requests = context.workbook.reviews.requests.iter().filter(|one| one.answered.is_none());
    let requests = requests.map(|one| (Place::of_item(Section::Reviews, "requests", one), &one.covers));
    let all = sign_offs(context).map(|one| (place_of(one), &one.covers)).chain(requests);
    for (place, covers) in all {
        let unknown = covers.iter().map(|name| name.trim()).filter(|name| said(name) && Cover::named(name).is_empty());
        let unknown: Vec<String> = unknown.map(|name| format!("\u{201c}{name}\u{201d}")).collect();
        if !unknown.is_empty() {
            let kind =
                if unknown.len() == 1 { "is no document and no section" } else { "are no documents and no sections" };
            found.add(place.at("covers"), format!("{} {kind}: everything is covered", series(&unknown)));
        }
    }
}

fn comment_left_open(context: &Context<'_>, found: &mut Found) {
    for comment in context.workbook.reviews.comments.iter() {
        let starts = comment.reply_to.is_none() && !comment.settled;
        if let Some(days) = context.days_since(comment.date).filter(|days| starts && *days > 30) {
            let place = Place::of_item(Section::Reviews, "comments", comment).at("settled");
            let author = if said(&comment.author) { comment.author.trim() } else { "Somebody" };
            found.add(place, format!("{author} has waited {days} days for an answer"));
        }
    }
}

fn waivers<'a>(context: &Context<'a>) -> impl Iterator<Item = (&'a Waiver, Place)> {
    let waivers = context.workbook.reviews.waivers.iter();
    waivers.map(|waiver| (waiver, Place::of_item(Section::Reviews, "waivers", waiver)))
}

fn waiver_incomplete(context: &Context<'_>, found: &mut Found) {
    for (waiver, place) in waivers(context) {
        let rule = waiver.rule.trim();
        let mut of_rule = found.so_far().iter().filter(|finding| finding.rule.id == rule).peekable();
        let on_items = of_rule.peek().is_some() && of_rule.all(|finding| !finding.place.items.is_empty());
        let parts = [
            ("reason", said(&waiver.reason), "reason"),
            ("by", said(&waiver.by), "name"),
            ("until", waiver.until.is_some(), "end"),
            ("item", waiver.item.is_some() || !on_items, "item"),
        ];
        let lacking: Vec<String> = parts.iter().filter(|part| !part.1).map(|part| part.2.to_owned()).collect();
        if let Some((key, _, _)) = parts.iter().find(|part| !part.1) {
            let message = format!(
                "The waiver of {} has no {}",
                waiver.rule.trim(),
                series(&lacking).replace(" and ", " and no ")
            );
            found.add(place.at(key), message);
        }
    }
}

fn ran_out(context: &Context<'_>, waiver: &Waiver) -> Option<Date> {
    waiver.until.filter(|until| context.is_past(Some(*until)))
}

fn waiver_expired(context: &Context<'_>, found: &mut Found) {
    for (waiver, place) in waivers(context) {
        // where nothing is found any more there is nothing to decide anew: a finding of its own
        if let Some(until) = ran_out(context, waiver).filter(|_| found.so_far().iter().any(|one| concerns(waiver, one)))
        {
            let message = format!("The waiver of {} ran out on {}", waiver.rule.trim(), short_date(until));
            found.add(place.at("until"), message);
        }
    }
}

fn waiver_unknown_rule(context: &Context<'_>, found: &mut Found) {
    for (waiver, place) in waivers(context).filter(|(waiver, _)| rule(waiver.rule.trim()).is_none()) {
        let id = if said(&waiver.rule) { waiver.rule.trim() } else { "(none)" };
        found.add(place.at("rule"), format!("There is no finding {id}"));
    }
}

fn approved_while_blocked(context: &Context<'_>, found: &mut Found) {
    let open = |finding: &&Finding| finding.severity() == Severity::Blocker && waived(context, finding).is_none();
    let blockers = found.so_far().iter().filter(open).count();
    if blockers > 0 && context.workbook.about.status == Some(DocumentStatus::Approved) {
        let count = match blockers {
            1 => "one blocker is".to_owned(),
            _ => format!("{} blockers are", spelled(blockers)),
        };
        found.add(Place::of_section(Section::About).at("status"), format!("Approved, and {count} open"));
    }
}

fn waiver_without_finding(context: &Context<'_>, found: &mut Found) {
    // one that names no item is idle only if its rule finds nothing at all
    let needed = |waiver: &Waiver| {
        let without_item = |finding: &Finding| waiver.item.is_none() && waiver.rule.trim() == finding.rule.id;
        found.so_far().iter().any(|finding| concerns(waiver, finding) || without_item(finding))
    };
    let idle: Vec<(&Waiver, Place)> =
        waivers(context).filter(|(waiver, _)| rule(waiver.rule.trim()).is_some() && !needed(waiver)).collect();
    for (waiver, place) in idle {
        let on = waiver.item.map(|id| format!(" on {}", context.index.words(id))).unwrap_or_default();
        found.add(place.at("rule"), format!("Nothing is found any more by {}{on}", waiver.rule.trim()));
    }
}
