//! Workshops: what was planned, said, voted and decided when people met.

use jiff::civil::Date;

use super::canvas::NoteKind;
use super::failure_modes::ActionState;
use super::id::{Id, ItemKind};
use super::list::List;
use super::record::{choice, record};

choice! {
    /// What an activity is about.
    ActivityKind {
        Canvas = "Canvas";
        PreMortem = "Pre-mortem";
        Rating = "Rating";
        Tolerance = "Tolerance setting";
        ChecklistWalk = "Checklist walk";
        GoNoGo = "Go or no-go";
        Other = "Other";
    }
}

choice! {
    /// How authors of notes are shown.
    Attribution {
        Named = "By name";
        Initials = "By initials";
        Anonymous = "Anonymous";
    }
}

choice! {
    /// What everybody decides alone, before anybody sees what the others did.
    RoundKind {
        Votes = "Votes on notes";
        Severity = "Severity";
        Frequency = "Frequency";
        Go = "Go or no-go";
    }
}

record! {
    /// Section 19: workshops.
    Workshops {
        workshops: List<Workshop> = "Workshops", "Who met, when, and what came out of it?";
    }
}

record! {
    /// A workshop.
    Workshop: Workshop {
        name: String = "Workshop", "What is it called?" .expected();
        date: Option<Date> = "Date", "When?" .expected();
        began: String = "Began", "At what time did it begin, such as 10:00?";
        facilitator: String = "Facilitator", "Who led it?" .expected();
        attendees: Vec<String> = "Attendees", "Who was there, one per line?" .expected();
        attribution: Option<Attribution> = "Authors", "Are authors of notes named?";
        votes_each: Option<u64> = "Votes each", "How many votes does each person have?";
        votes_on_one: Option<u64> = "Votes on one note", "How many of them may a person give to one note?";
        agenda: List<Activity> = "Agenda", "What happens, for how long?" .expected();
        captures: List<Capture> = "Notes", "What was said?";
        rounds: List<Round> = "Private turns", "What did everybody decide alone, and what came of it?";
        settings: List<Setting> = "Set in the session", "What was set in the workbook while people met?";
        parking: Vec<String> = "Parking lot", "What was put off, one per line?";
        decisions: Vec<String> = "Decisions", "What was decided, one per line?";
        actions: List<Action> = "Actions", "Who took on what?";
    }
}

record! {
    /// A timed activity.
    Activity: Activity {
        name: String = "Activity", "What is it called?" .expected();
        kind: Option<ActivityKind> = "Kind", "What is it about?";
        prompt: String = "Prompt", "Which question is on the wall?" .prose() .expected();
        minutes: Option<u64> = "Minutes", "How long?" .expected();
        extra: Option<u64> = "Minutes added", "How much longer was it given while it was on?";
        spent: Option<u64> = "Minutes spent", "How long did it take?";
        began: String = "Began", "At what time did it begin, such as 10:20?";
        section: String = "Lands in", "Into which section do the results go?";
        rules: String = "Rules", "What are the rules?" .prose();
    }
}

record! {
    /// What somebody said.
    Capture: Capture {
        text: String = "Note", "What was said?" .prose() .expected();
        kind: Option<NoteKind> = "Kind", "Fact, assumption, question or decision?";
        author: String = "Author", "Who said it, if named?";
        group: String = "Group", "With which others does it belong?";
        activity: Option<Id> = "Activity", "During which activity?" .to(ItemKind::Activity);
        votes: Option<u64> = "Votes", "How many votes did it get?";
        parked: bool = "Parked", "Is it put off, so that it stands in the parking lot?";
        landed: Option<Id> = "Landed in", "Which item did it become, or become part of?" .to_any();
        landed_as: String = "Landed as", "Which answer of that item did it become part of, such as Effect?";
    }
}

record! {
    /// An action that somebody took on.
    Action: Action {
        what: String = "Action", "What is to be done?" .prose() .expected();
        owner: String = "Owner", "Who does it?" .expected();
        due: Option<Date> = "Due", "By when?" .expected();
        state: Option<ActionState> = "State", "How far is it?";
        links: Vec<Id> = "Links", "Which items is it about?" .to_any();
    }
}

record! {
    /// A round of private turns: the laptop goes from person to person, and nothing is seen before the reveal.
    Round: Round {
        kind: Option<RoundKind> = "Kind", "What does everybody decide alone?" .expected();
        activity: Option<Id> = "Activity", "During which activity?" .to(ItemKind::Activity);
        about: Vec<Id> = "About", "Which notes, failure modes or gates is it about?" .to_any();
        votes_each: Option<u64> = "Votes each", "How many votes did each person have?";
        votes_on_one: Option<u64> = "Votes on one note", "How many of them could a person give to one note?";
        turns: List<Turn> = "Turns", "Who had the laptop?";
        revealed: bool = "Revealed", "Was it revealed?";
        early: String = "Revealed early", "Why was it revealed before everybody had a turn?" .prose();
        results: List<RoundResult> = "Results", "What came of it?";
    }
}

record! {
    /// One person's turn. What the person decided is sealed until the reveal, and gone from here after it.
    Turn: Turn {
        person: String = "Person", "Who?" .expected();
        done: bool = "Done", "Has the person decided?";
        skipped: bool = "Skipped", "Was the person passed over?";
        seconds: Option<u64> = "Seconds", "How long did it take?";
        sealed: String = "Sealed answer", "What did the person decide? Nobody sees it before the reveal." .sealed();
    }
}

record! {
    /// What a round gave for one thing that it was about.
    RoundResult: RoundResult {
        about: Option<Id> = "About", "Which note, failure mode or gate?" .to_any();
        given: Vec<String> = "Given", "What did people give, without names, one per line?";
        votes: Option<u64> = "Votes", "How many votes did it get?";
        before: String = "Before", "What stood there before the result was written down?";
        result: String = "Result", "What was written down in the end?";
        dissent: String = "Dissent", "Who sees it differently, and why?" .prose();
        made: Vec<Id> = "Made", "Which ratings or gate decision did it make?" .to_any();
    }
}

record! {
    /// What was set in the workbook while people met: an answer of an item, as it was before and as it is since.
    Setting: Setting {
        about: Option<Id> = "About", "Of which item?" .to_any();
        what: String = "What", "Which of its answers?";
        before: String = "Before", "What did it say before?" .prose();
        after: String = "After", "What does it say since?" .prose();
    }
}
