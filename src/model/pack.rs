//! The pack: what leaves the house, for whom, and how it looks.

use super::choice::Choices;
use super::list::List;
use super::record::{choice, record};

choice! {
    /// The documents that a workbook gives.
    Document {
        ModelCard = "Model card";
        RiskMemo = "Risk memo";
        Requirements = "Product requirements";
        PatternDecision = "Pattern decision";
        EvaluationSpec = "Evaluation specification";
        ReleasePlan = "Release plan";
        MonitoringPlan = "Monitoring and incident plan";
        ImpactAssessment = "Impact and privacy assessment";
        ChecklistReport = "Governance checklist";
        CanvasPoster = "Canvas poster";
        Roadmap = "Roadmap and backlog";
        Minutes = "Workshop minutes";
        Unknowns = "Open unknowns";
        Changes = "Changes since the last review";
    }
}

choice! {
    /// The formats that documents are written in.
    FileFormat {
        Pdf = "PDF";
        Docx = "Word (DOCX)";
        Html = "HTML";
        Markdown = "Markdown";
        Csv = "CSV tables";
        Xlsx = "Excel (XLSX)";
    }
}

choice! {
    /// What a profile can leave out.
    LeftOut {
        Names = "Names of people";
        Amounts = "Amounts of money";
        Comments = "Comments";
        Internal = "What is marked internal";
        Paths = "Folder paths";
        Annexes = "Annexes";
    }
}

choice! {
    /// The paper that documents are laid out for.
    PaperSize {
        A4 = "A4";
        Letter = "Letter";
    }
}

choice! {
    /// The sheet that the canvas poster is printed on.
    PosterSize {
        A3 = "A3";
        A2 = "A2";
        A1 = "A1";
    }
}

record! {
    /// Section 21: the pack.
    Pack {
        logo: String = "Logo", "Which picture stands at the head of every page, as PNG or SVG?" .picture();
        accent: String = "Accent color", "In which color are links and rules printed, such as #2A4FBF?";
        paper: Option<PaperSize> = "Paper", "On which paper?";
        poster: Option<PosterSize> = "Poster", "On which sheet is the canvas poster printed, if not on the paper of the rest?";
        profiles: List<Profile> = "Profiles", "Who gets which documents, and what is left out for them?";
    }
}

record! {
    /// Who gets which documents, in which formats, and what is left out for them.
    Profile: Profile {
        name: String = "Profile", "What is it called?" .expected();
        audience: String = "For whom", "Who gets it?";
        documents: Choices<Document> = "Documents", "Which documents?" .expected();
        formats: Choices<FileFormat> = "Formats", "In which formats?" .expected();
        left_out: Choices<LeftOut> = "Left out", "What is left out?";
        carries_workbook: bool = "Carries the workbook", "Is the workbook, without what is left out, inside each PDF?";
    }
}

impl PosterSize {
    /// As large as how many sheets of A4 it is.
    #[must_use]
    pub const fn sheets(self) -> u8 {
        match self {
            Self::A3 => 2,
            Self::A2 => 4,
            Self::A1 => 8,
        }
    }
}

impl Document {
    /// Its name on the command line and in file names.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::ModelCard => "model-card",
            Self::RiskMemo => "risk-memo",
            Self::Requirements => "requirements",
            Self::PatternDecision => "pattern-decision",
            Self::EvaluationSpec => "evaluation",
            Self::ReleasePlan => "release-plan",
            Self::MonitoringPlan => "monitoring-plan",
            Self::ImpactAssessment => "impact-assessment",
            Self::ChecklistReport => "checklist",
            Self::CanvasPoster => "canvas-poster",
            Self::Roadmap => "roadmap",
            Self::Minutes => "minutes",
            Self::Unknowns => "unknowns",
            Self::Changes => "changes",
        }
    }

    /// Its title.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.label()
    }

    /// The document with this name.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|document| document.key() == key)
    }
}

impl FileFormat {
    /// The ending of file names, and the name on the command line.
    #[must_use]
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format whose files end like this.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.ending().eq_ignore_ascii_case(ending))
    }
}
