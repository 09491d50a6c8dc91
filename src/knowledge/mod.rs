//! Built-in knowledge: what Caveat knows about AI products before anybody has typed a word.
//!
//! It is data, written as RON in `assets/` in our own words and read once, when first needed. Framework content carries its
//! version, and a workbook names the version that it was answered against.

use std::sync::LazyLock;

use ron::extensions::Extensions;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::model::canvas::CanvasBlock;
use crate::model::maturity::MaturityLevel;
use crate::model::pattern::AiPattern;

pub mod agendas;
pub mod framework;
pub mod interview;
pub mod library;
pub mod traits;

pub use agendas::Agenda;
pub use framework::{Framework, Practice, PracticeFunction};
pub use interview::{Begins, Chapter, InterviewQuestion, Point};
pub use library::LibraryEntry;
pub use traits::{Trait, TraitGroup};

/// Guidance for a block of the canvas.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BlockGuide {
    /// Stable name.
    pub key: String,
    /// The block's title.
    pub title: String,
    /// A title for narrow places.
    pub short: String,
    /// The question that the block answers.
    pub question: String,
    /// Further questions that make one think.
    pub prompts: Vec<String>,
    /// What a good note looks like.
    pub example: String,
}

/// A step of a scale with its anchor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleStep {
    /// 1 to 5.
    pub value: u8,
    /// The step's name.
    pub label: String,
    /// What this step means, so that two people score alike.
    pub anchor: String,
}

/// The three scales, five steps each.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    /// How bad.
    pub severity: Vec<ScaleStep>,
    /// How often.
    pub frequency: Vec<ScaleStep>,
    /// Whether the user or a monitor would notice; 5 is silent.
    pub detectability: Vec<ScaleStep>,
}

/// A rung of the pattern ladder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RungGuide {
    /// Stable name.
    pub key: String,
    /// The pattern's name.
    pub title: String,
    /// What it is.
    pub summary: String,
    /// What it does best.
    pub best_for: Vec<String>,
    /// What to watch out for.
    pub watch_out: Vec<String>,
    /// What it asks of governance.
    pub governance_load: String,
    /// How many of the framework's practices begin to matter here.
    pub practices: u8,
    /// What it costs to run and keep.
    pub cost: String,
}

/// A layer of the reference tool stack.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolLayer {
    /// The lifecycle stage.
    pub stage: String,
    /// Kinds of tool.
    pub tools: Vec<ToolGuide>,
}

/// A kind of tool.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolGuide {
    /// What it is called.
    pub title: String,
    /// The decision that it supports.
    pub decision: String,
    /// What it keeps as evidence.
    pub keeps: String,
}

/// A question with help.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideQuestion {
    /// Stable name.
    pub key: String,
    /// The question.
    pub question: String,
    /// What a good answer holds.
    pub help: String,
}

/// A level of maturity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MaturityGuide {
    /// Stable name.
    pub key: String,
    /// The level's name.
    pub title: String,
    /// What it means.
    pub meaning: String,
    /// Signs of it.
    pub signals: Vec<String>,
    /// What usually goes wrong here.
    pub trap: String,
    /// The next upgrade from here.
    pub next: String,
}

/// Questions that several sections share.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The five governance questions.
    pub governance: Vec<GuideQuestion>,
    /// The four validation questions.
    pub validation: Vec<GuideQuestion>,
    /// The four levels of maturity.
    pub maturity: Vec<MaturityGuide>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CanvasFile {
    blocks: Vec<BlockGuide>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LadderFile {
    rungs: Vec<RungGuide>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ToolFile {
    layers: Vec<ToolLayer>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LibraryFile {
    entries: Vec<LibraryEntry>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct InterviewFile {
    chapters: Vec<Chapter>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AgendaFile {
    agendas: Vec<Agenda>,
}

macro_rules! assets {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $path:literal;)*) => {
        $(
            $(#[$doc])*
            #[must_use]
            fn $name() -> &'static $type {
                static VALUE: LazyLock<$type> = LazyLock::new(|| read(include_str!(concat!("../../assets/", $path))).unwrap_or_default());
                &VALUE
            }
        )*

        /// Reads every asset: what a test calls, because a release never says that an asset is broken.
        ///
        /// # Errors
        /// The path of the first asset that cannot be read, with the reason.
        pub fn verify() -> Result<(), String> {
            $(read::<$type>(include_str!(concat!("../../assets/", $path))).map_err(|error| format!("{}: {error}", $path))?;)*
            Ok(())
        }
    };
}

assets! {
    framework_file: Framework = "frameworks/nist-ai-rmf-1.0.ron";
    canvas_file: CanvasFile = "canvas.ron";
    scales_file: Scales = "scales.ron";
    ladder_file: LadderFile = "ladder.ron";
    tool_file: ToolFile = "tool-stack.ron";
    library_file: LibraryFile = "failure-library.ron";
    question_file: Questions = "questions.ron";
    interview_file: InterviewFile = "interview.ron";
    agenda_file: AgendaFile = "agendas.ron";
}

/// Templates for a new workbook: name, one line about it, and the file.
const TEMPLATES: &[(&str, &str, &str)] = &[
    ("blank", "Nothing but the questions", include_str!("../../assets/templates/blank.caveat")),
    ("predictive", "A model that scores, ranks or detects", include_str!("../../assets/templates/predictive.caveat")),
    ("retrieval", "A copilot that answers from documents", include_str!("../../assets/templates/retrieval.caveat")),
    ("agent", "An agent that acts in other systems", include_str!("../../assets/templates/agent.caveat")),
];

/// The governance framework of the checklist.
#[must_use]
pub fn framework() -> &'static Framework {
    framework_file()
}

/// Guidance for a block of the canvas.
#[must_use]
pub fn block(block: CanvasBlock) -> Option<&'static BlockGuide> {
    let position = CanvasBlock::ALL.iter().position(|other| *other == block)?;
    canvas_file().blocks.get(position)
}

/// The scales of severity, frequency and detectability.
#[must_use]
pub fn scales() -> &'static Scales {
    scales_file()
}

/// Guidance for a rung of the pattern ladder.
#[must_use]
pub fn rung(pattern: AiPattern) -> Option<&'static RungGuide> {
    let position = AiPattern::ALL.iter().position(|other| *other == pattern)?;
    ladder_file().rungs.get(position)
}

/// The reference tool stack, by lifecycle layer.
#[must_use]
pub fn tool_stack() -> &'static [ToolLayer] {
    &tool_file().layers
}

/// The library of ready failure modes.
#[must_use]
pub fn failure_library() -> &'static [LibraryEntry] {
    &library_file().entries
}

/// The questions of the first hour, by chapter.
#[must_use]
pub fn interview() -> &'static [Chapter] {
    &interview_file().chapters
}

/// Ready agendas for workshops.
#[must_use]
pub fn agendas() -> &'static [Agenda] {
    &agenda_file().agendas
}

/// Questions that several sections share.
#[must_use]
pub fn questions() -> &'static Questions {
    question_file()
}

/// Guidance for a level of maturity.
#[must_use]
pub fn maturity(level: MaturityLevel) -> Option<&'static MaturityGuide> {
    let position = MaturityLevel::ALL.iter().position(|other| *other == level)?;
    questions().maturity.get(position)
}

/// The names of the templates, each with a line about it.
pub fn templates() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.iter().map(|(name, about, _)| (*name, *about))
}

/// The text of a template, a whole `.caveat` file.
#[must_use]
pub fn template(name: &str) -> Option<&'static str> {
    TEMPLATES.iter().find(|(known, _, _)| *known == name).map(|(_, _, text)| *text)
}

/// A complete workbook to look at and learn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// Its name.
    pub key: &'static str,
    /// The product.
    pub title: &'static str,
    /// What it shows.
    pub about: &'static str,
    text: &'static str,
}

macro_rules! examples {
    ($($key:literal, $title:literal, $about:literal;)*) => {
        const EXAMPLES: &[Example] = &[$(Example {
            key: $key,
            title: $title,
            about: $about,
            text: include_str!(concat!("../../examples/", $key, ".caveat")),
        },)*];
    };
}

examples! {
    "claims-triage", "Claims triage copilot", "Routes insurance claims: retrieval and a classifier";
    "fraud-detection", "Card fraud detection", "Predictive, with heavy class imbalance";
    "visual-search", "Visual search", "A photo finds furniture: embedding similarity";
    "support-agent", "Support agent", "A chatbot on its way from copilot to agent";
}

/// The examples that come with Caveat.
#[must_use]
pub fn examples() -> &'static [Example] {
    EXAMPLES
}

/// The text of an example, a whole `.caveat` file.
#[must_use]
pub fn example(key: &str) -> Option<&'static str> {
    EXAMPLES.iter().find(|example| example.key == key).map(|example| example.text)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ron::error::SpannedError> {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME).from_str(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_can_be_read_and_fits_the_model() {
        assert_eq!(verify(), Ok(()));
        for (index, choice) in CanvasBlock::ALL.iter().enumerate() {
            assert_eq!(block(*choice).map(|guide| guide.title.as_str()), CanvasBlock::LABELS.get(index).copied());
        }
        for (index, choice) in AiPattern::ALL.iter().enumerate() {
            assert_eq!(rung(*choice).map(|guide| guide.title.as_str()), AiPattern::LABELS.get(index).copied());
        }
        for (index, level) in MaturityLevel::ALL.iter().enumerate() {
            assert_eq!(maturity(*level).map(|guide| guide.title.as_str()), MaturityLevel::LABELS.get(index).copied());
        }
        for scale in [&scales().severity, &scales().frequency, &scales().detectability] {
            assert_eq!(scale.iter().map(|step| step.value).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
        }
        assert_eq!(questions().governance.len(), 5);
        assert_eq!(questions().validation.len(), 4);
        assert_eq!(questions().maturity.len(), 4);
        assert_eq!(tool_stack().len(), 8);
        assert!(failure_library().len() >= 40);
    }
}
