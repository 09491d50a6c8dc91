//! Canvas: the AI Product Canvas, twelve blocks of notes.

use super::id::Id;
use super::list::List;
use super::record::{choice, record};

choice! {
    /// The twelve blocks, in reading order.
    CanvasBlock {
        Problem = "Problem and workflow";
        Baseline = "Non-AI baseline";
        Users = "Users and stakeholders";
        Value = "Value proposition";
        Solution = "Solution and experience";
        Engine = "AI engine";
        Data = "Data";
        Evaluation = "Evaluation and metrics";
        Risk = "Risk and trust";
        Feedback = "Feedback loop";
        Advantage = "Unfair advantage";
        Cost = "Cost and value";
    }
}

choice! {
    /// What a note claims.
    NoteKind {
        Fact = "Fact";
        Assumption = "Assumption";
        Question = "Question";
        Decision = "Decision";
    }
}

record! {
    /// Section 2: the canvas.
    Canvas {
        notes: List<Note> = "Notes", "What does the team claim, block by block?" .expected();
    }
}

record! {
    /// A sticky note.
    Note: Note {
        text: String = "Text", "What do you know, assume, ask or decide?" .prose() .expected();
        block: Option<CanvasBlock> = "Block", "Where does it belong?" .expected();
        kind: Option<NoteKind> = "Kind", "Is it a fact, an assumption, a question or a decision?" .expected();
        author: String = "Author", "Who says so?";
        source: String = "Source", "Where does the fact come from: a file, an address, a person?";
        votes: Option<u64> = "Votes", "How many votes did it get?";
        links: Vec<Id> = "Links", "Which items does it speak about?" .to_any();
    }
}

impl Canvas {
    /// The notes of one block, in order.
    pub fn block(&self, block: CanvasBlock) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.block == Some(block))
    }
}
