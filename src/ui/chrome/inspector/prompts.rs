//! Questions that make one think, and the way to make one of them a question of the workbook: a mark on the field that asks
//! it, or a note on the canvas in the block that fits.

use std::sync::Arc;

use egui::{Frame, Ui};

use crate::edit::operations;
use crate::knowledge;
use crate::model::canvas::{CanvasBlock, Note, NoteKind};
use crate::model::mark::Mark;
use crate::model::{Section, Workbook};
use crate::ui::app::App;
use crate::ui::notice::Notice;
use crate::ui::theme::{self, Type};
use crate::ui::widgets::button::link_named;
use crate::ui::widgets::label;

/// A question that is to become one of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    section: Section,
    text: String,
    /// The block whose question it is.
    block: Option<CanvasBlock>,
    /// The field of the section that asks it.
    field: Option<&'static str>,
}

/// Shows the questions of the canvas block that is selected, or those of the section. Gives the one to ask on.
pub fn show(ui: &mut Ui, section: Option<Section>, block: Option<CanvasBlock>, read_only: bool) -> Option<Prompt> {
    let c = theme::colors(ui);
    let section = section?;
    let block = block.filter(|_| section == Section::Canvas);
    let guide = block.and_then(knowledge::block);
    let (title, prompts): (String, Vec<(&str, Option<&'static str>)>) = match guide {
        Some(guide) => {
            let all = std::iter::once(&guide.question).chain(&guide.prompts);
            (format!("Prompts for {}", guide.title), all.map(|prompt| (prompt.as_str(), None)).collect())
        }
        None => (format!("Prompts for {}", section.title()), of_section(section)),
    };
    if prompts.is_empty() {
        return None;
    }
    let mut asked = None;
    Frame::new().inner_margin(16).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        label::heading(ui, &title, Type::Strong, 2);
        for (prompt, field) in prompts {
            ui.add_space(4.0);
            label::text(ui, prompt, Type::Prompt, c.ink);
            let name = format!("Add as question: {prompt}");
            if !read_only && link_named(ui, "Add as question", &name).clicked() {
                asked = Some(Prompt { section, text: prompt.to_owned(), block, field });
            }
        }
        if let Some(guide) = guide {
            ui.add_space(8.0);
            label::text(ui, "For example", Type::Caption, c.ink_3);
            label::text(ui, &guide.example, Type::Note, c.ink_2);
        }
    });
    asked
}

/// What the section and the items of its lists ask, with the field of the section that asks it.
fn of_section(section: Section) -> Vec<(&'static str, Option<&'static str>)> {
    let workbook = Workbook::default();
    let record = workbook.section(section);
    let is_list = |value: &dyn crate::model::Value| matches!(value.view(), crate::model::View::Items(_));
    let own = record.answers().filter(|(field, _)| field.expected);
    let own = own.map(|(field, value)| (field.prompt, Some(field.key).filter(|_| !is_list(value))));
    let of_items = record.answers().filter_map(|(_, value)| match value.view() {
        crate::model::View::Items(items) => Some(items.blank().fields()),
        _ => None,
    });
    let long = of_items.flatten().filter(|field| field.expected && field.prose).map(|field| (field.prompt, None));
    own.chain(long).take(5).collect()
}

/// The block of the canvas that questions about a section belong to.
const fn block_of(section: Section) -> CanvasBlock {
    match section {
        Section::About | Section::Canvas | Section::Discovery => CanvasBlock::Problem,
        Section::Requirements => CanvasBlock::Solution,
        Section::Pattern | Section::Maturity => CanvasBlock::Engine,
        Section::Data => CanvasBlock::Data,
        Section::Metrics | Section::Budgets | Section::OperatingPoints => CanvasBlock::Evaluation,
        Section::FailureModes | Section::Limits | Section::Checklist | Section::ModelCard | Section::Reviews => {
            CanvasBlock::Risk
        }
        Section::Release | Section::Monitoring => CanvasBlock::Feedback,
        Section::Impact | Section::Workshops | Section::Pack => CanvasBlock::Users,
        Section::Roadmap => CanvasBlock::Value,
    }
}

/// Makes it a question of the workbook, in one step: a mark on the field that asks it, if that is blank, else a note.
pub fn ask(app: &mut App, prompt: &Prompt) {
    let Some(document) = &mut app.document else { return };
    document.settle_now();
    let record = document.session.workbook().section(prompt.section);
    let blank = |key: &&'static str| {
        record.marks().get(key).is_none() && record.answer(key).is_some_and(crate::model::Value::is_blank)
    };
    let said = if let Some(key) = prompt.field.filter(blank) {
        let mark = Mark::Unknown { owner: String::new(), due: None, question: prompt.text.clone() };
        document.session.edit("add question", |workbook, _| {
            workbook.section_mut(prompt.section).marks_mut().set(key, Some(mark));
        });
        "Marked as unknown, with this question".to_owned()
    } else {
        let block = prompt.block.unwrap_or_else(|| block_of(prompt.section));
        let note =
            Note { text: prompt.text.clone(), block: Some(block), kind: Some(NoteKind::Question), ..Note::default() };
        document.session.edit("add question", |workbook, ids| {
            operations::push(workbook, ids, note, |workbook| &mut Arc::make_mut(&mut workbook.canvas).notes)
        });
        format!("Question added to {} on the canvas", block.label())
    };
    app.notices.say(Notice::undoable(said, document.session.revision()));
}
