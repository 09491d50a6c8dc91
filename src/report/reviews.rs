//! Waived findings and sign-offs in documents.

use crate::assess::findings;
use crate::model::place::Index;
use crate::model::{Date, Section, Workbook};
use crate::words;

use super::block::{Block, Body, Rich, Signature, Style};
use super::compose::{Numbering, cell, cell_or, column, fitted, note, paragraph, row, table};

const SECTION: Section = Section::Reviews;

/// Findings that were accepted as they are, with reason, name and end; a sentence if there are none.
pub(super) fn waivers(workbook: &Workbook, index: &Index, today: Option<Date>, numbers: &mut Numbering) -> Block {
    let waivers = &workbook.reviews.waivers;
    if waivers.is_empty() {
        return paragraph("No finding was waived.").from_section(SECTION);
    }
    let rows = waivers.iter().map(|waiver| {
        let rule = waiver.rule.trim();
        let mut what = Rich::strong(findings::rule(rule).map_or(rule, |rule| rule.title));
        if let Some(item) = waiver.item {
            what = what.and(Style::Quiet, format!("\n{}", index.words(item)));
        }
        let cells = vec![
            cell(format!("WV-{}", waiver.number)),
            cell(what),
            cell_or(&waiver.reason, "No reason given"),
            cell_or(&waiver.by, "Nobody"),
            cell(waiver.date.map(words::short_date).unwrap_or_default()),
            match waiver.until {
                None => cell(Rich::alert("No end")),
                Some(until) if today.is_some_and(|today| until < today) => {
                    cell(Rich::alert(format!("{}\nran out", words::short_date(until))))
                }
                Some(until) => cell(words::short_date(until)),
            },
        ];
        row(SECTION, waiver.id, cells)
    });
    let columns = vec![
        fitted("#"),
        column("Finding", 1.4),
        column("Reason", 2.2),
        column("By", 1.0),
        fitted("Since"),
        fitted("Until"),
    ];
    table(numbers.table("Waived findings."), columns, rows.collect()).from_section(SECTION)
}

/// Lines to sign on; without any sign-off in the workbook, one for the owner and one for who decides.
pub(super) fn signatures(workbook: &Workbook) -> Vec<Block> {
    let about = &workbook.about;
    let mut lines: Vec<Signature> = workbook
        .reviews
        .sign_offs
        .iter()
        .map(|sign_off| {
            let date = sign_off.date.map(|date| format!(", {}", words::date(date))).unwrap_or_default();
            let decision = sign_off.decision.map(|decision| format!("{}{date}", decision.label()));
            let digest = match sign_off.digest.trim() {
                "" => String::new(),
                digest => format!("SHA-256 {digest}"),
            };
            let covers = match sign_off.covers.as_slice() {
                [] => String::new(),
                covers => format!("Covers {}.", words::series(covers)),
            };
            let named = sign_off.name.trim();
            Signature {
                name: if named.is_empty() { "Pending".to_owned() } else { named.to_owned() },
                role: sign_off.role.trim().to_owned(),
                decision: decision.unwrap_or_else(|| date.trim_start_matches(", ").to_owned()),
                note: super::front::joined(&[&words::sentence(&sign_off.reason), &covers, &digest], " "),
            }
        })
        .collect();
    if lines.is_empty() {
        let pending =
            |role: &str| Signature { name: "Pending".to_owned(), role: role.to_owned(), ..Signature::default() };
        let owner = about.owner.trim();
        let role = if about.owner_role.trim().is_empty() { "Owner" } else { about.owner_role.trim() };
        let by_owner = Signature { name: owner.to_owned(), ..pending(role) };
        lines.push(if owner.is_empty() { pending("Owner") } else { by_owner });
        lines.push(pending(if about.audience.trim().is_empty() { "Approver" } else { about.audience.trim() }));
    }
    let honest = "A sign-off here records who said what about which text. It shows later changes; it is not a cryptographic signature.";
    vec![Block::new(Body::Signatures(lines)).from_section(SECTION), note(honest)]
}
