//! Ready agendas for workshops: what a facilitator can begin from.

use serde::Deserialize;

use crate::model::workshops::{Activity, ActivityKind, Attribution, Workshop};

/// A ready agenda.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agenda {
    /// Stable name.
    pub key: String,
    /// What such a workshop is called.
    pub title: String,
    /// What it is for, in a sentence.
    pub about: String,
    /// How many votes each person has; 0 where nobody votes.
    pub votes_each: u64,
    /// How many of them may go to one note; 0 where the rules do not say.
    #[serde(default)]
    pub votes_on_one: u64,
    /// What happens, in order.
    pub activities: Vec<Step>,
}

/// An activity of a ready agenda.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub kind: ActivityKind,
    /// The question on the wall.
    pub prompt: String,
    /// How long it takes.
    pub minutes: u64,
    /// The key of the section into which the results go.
    pub section: String,
    /// The rules of the game.
    pub rules: String,
}

impl Agenda {
    /// A workshop of this title with the votes that its rules give, and no activity yet.
    #[must_use]
    pub fn to_workshop(&self) -> Workshop {
        Workshop {
            name: self.title.clone(),
            votes_each: Some(self.votes_each).filter(|votes| *votes > 0),
            votes_on_one: Some(self.votes_on_one).filter(|votes| *votes > 0),
            attribution: Some(Attribution::Initials),
            ..Workshop::default()
        }
    }

    /// How long it takes together, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u64 {
        self.activities.iter().map(|step| step.minutes).sum()
    }

    /// Its activities as a workshop holds them, without identity.
    #[must_use]
    pub fn to_activities(&self) -> Vec<Activity> {
        let activity = |step: &Step| Activity {
            name: step.name.clone(),
            kind: Some(step.kind),
            prompt: step.prompt.clone(),
            minutes: Some(step.minutes),
            section: step.section.clone(),
            rules: step.rules.clone(),
            ..Activity::default()
        };
        self.activities.iter().map(activity).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::knowledge;
    use crate::model::Section;

    #[test]
    fn every_agenda_fits_an_hour_and_a_half_and_lands_in_sections_that_exist() {
        let agendas = knowledge::agendas();
        assert_eq!(agendas.len(), 7);
        let keys: BTreeSet<_> = agendas.iter().map(|agenda| agenda.key.as_str()).collect();
        assert_eq!(keys.len(), agendas.len());
        for agenda in agendas {
            assert!((30..=90).contains(&agenda.minutes()), "{}: {}", agenda.key, agenda.minutes());
            for activity in agenda.to_activities() {
                let known = Section::ALL.iter().any(|section| section.key() == activity.section);
                assert!(known, "{}: {}", agenda.key, activity.section);
                assert!(activity.prompt.ends_with(['?', '.']), "{}", activity.prompt);
                assert!(activity.minutes.is_some_and(|minutes| minutes > 0));
            }
        }
    }
}
