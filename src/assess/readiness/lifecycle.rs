//! The product's life in eight stages: how far each is, by the sections that belong to it.
//!
//! Every section belongs to the stage in which its questions are first asked in earnest; later stages come back to it. The
//! stage that the product is in now is what the person says, not what the sections say.

use crate::assess::completeness;
use crate::model::about::LifecycleStage;
use crate::model::{Section, Workbook};

/// The sections of a stage.
#[must_use]
pub const fn sections(stage: LifecycleStage) -> &'static [Section] {
    use Section as S;
    match stage {
        LifecycleStage::ProblemFraming => &[S::About, S::Canvas, S::Discovery],
        LifecycleStage::DataStrategy => &[S::Data],
        LifecycleStage::Design => &[S::Requirements, S::Pattern, S::Impact],
        LifecycleStage::OfflineEvaluation => &[S::Metrics, S::FailureModes, S::Limits, S::Budgets, S::OperatingPoints],
        LifecycleStage::ReleaseGates => &[S::Checklist, S::ModelCard, S::Reviews],
        LifecycleStage::Deployment => &[S::Release],
        LifecycleStage::Monitoring => &[S::Monitoring],
        LifecycleStage::Iteration => &[S::Roadmap, S::Maturity, S::Workshops],
    }
}

/// How far a stage is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageState {
    /// The stage.
    pub stage: LifecycleStage,
    /// The share of the questions of its sections that are answered, 0 to 1; 0 where nothing is asked yet.
    pub share: f64,
}

/// How far each stage is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lifecycle {
    /// The eight stages, in order.
    pub stages: Vec<StageState>,
    /// Where the product is now, by its place among them; `None` until somebody says.
    pub current: Option<usize>,
}

impl Lifecycle {
    /// Works it out.
    #[must_use]
    pub fn of(workbook: &Workbook) -> Self {
        let stages = LifecycleStage::ALL.iter().map(|stage| {
            let counts = sections(*stage).iter().map(|section| completeness::of(workbook, *section));
            let (answered, expected) =
                counts.fold((0, 0), |(answered, expected), one| (answered + one.answered, expected + one.expected()));
            let share = if expected == 0 { 0.0 } else { answered as f64 / expected as f64 };
            StageState { stage: *stage, share }
        });
        let now = workbook.about.stage;
        Self { stages: stages.collect(), current: LifecycleStage::ALL.iter().position(|stage| Some(*stage) == now) }
    }
}
