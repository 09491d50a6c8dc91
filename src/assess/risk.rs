//! Risk levels from severity and frequency, in this one place.

use crate::model::failure_modes::FailureMode;
use crate::model::{Step, Workbook};

/// How much risk, from the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RiskLevel {
    /// Score 1 to 4.
    Low,
    /// Score 5 to 9.
    Moderate,
    /// Score 10 to 14.
    High,
    /// Score 15 to 25.
    Critical,
}

impl RiskLevel {
    /// Every level, mildest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Moderate, Self::High, Self::Critical];

    /// The level's name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Moderate => "Moderate",
            Self::High => "High",
            Self::Critical => "Critical",
        }
    }

    /// 1 for low to 4 for critical.
    #[must_use]
    pub const fn rank(self) -> u8 {
        match self {
            Self::Low => 1,
            Self::Moderate => 2,
            Self::High => 3,
            Self::Critical => 4,
        }
    }

    /// The scores that make this level, lowest and highest.
    #[must_use]
    pub const fn scores(self) -> (u8, u8) {
        match self {
            Self::Low => (1, 4),
            Self::Moderate => (5, 9),
            Self::High => (10, 14),
            Self::Critical => (15, 25),
        }
    }
}

/// Severity times frequency, 1 to 25.
#[must_use]
pub fn score(severity: Step, frequency: Step) -> u8 {
    severity.get() * frequency.get()
}

/// The matrix: the level of a score of severity times frequency.
///
/// Caveat's own five by five matrix with bands at 5, 10 and 15. It is printed wherever a level is used, because other
/// houses draw the bands elsewhere.
#[must_use]
pub fn level(severity: Step, frequency: Step) -> RiskLevel {
    match score(severity, frequency) {
        ..=4 => RiskLevel::Low,
        5..=9 => RiskLevel::Moderate,
        10..=14 => RiskLevel::High,
        15.. => RiskLevel::Critical,
    }
}

/// The level before any control; `None` until both steps are set.
#[must_use]
pub fn inherent(mode: &FailureMode) -> Option<RiskLevel> {
    Some(level(mode.severity?, mode.frequency?))
}

/// The level with the controls that exist; `None` until both steps are set.
#[must_use]
pub fn residual(mode: &FailureMode) -> Option<RiskLevel> {
    Some(level(mode.residual_severity?, mode.residual_frequency?))
}

/// Whether it is hard to notice: detectability 4 or 5, which only an audit, harm or an outsider brings to light.
#[must_use]
pub fn is_hard_to_notice(mode: &FailureMode) -> bool {
    mode.detectability.is_some_and(|step| step.get() >= 4)
}

/// Whether it is silent: hard to notice, and nothing watches for it, neither a monitoring signal in words nor a linked one
/// that exists. A mark on the question of the signal is no signal.
#[must_use]
pub fn is_silent(mode: &FailureMode, workbook: &Workbook) -> bool {
    let linked = mode.signals.iter().any(|id| workbook.monitoring.signals.find(*id).is_some());
    is_hard_to_notice(mode) && mode.monitor.trim().is_empty() && !linked
}

/// The key to sort failure modes by, worst first: the inherent level; within the same level what is hard to notice
/// ([`is_hard_to_notice`]) before what is not; then the inherent score, the residual one (where it is not set, controls are
/// not credited), the harder to detect, and the number. What is not scored comes last.
///
/// Detectability is not multiplied in, as the risk priority number of FMEA does: the steps are ordinal, so a product of
/// three of them ranks, say, 2 x 4 x 5 above 5 x 5 x 1, and puts equal numbers on risks that nobody would call equal.
#[must_use]
pub fn worst_first(mode: &FailureMode) -> impl Ord + use<> {
    let product = |a: Option<Step>, b: Option<Step>| a.zip(b).map(|(a, b)| score(a, b));
    let inherent_score = product(mode.severity, mode.frequency);
    let residual = product(mode.residual_severity, mode.residual_frequency).or(inherent_score);
    let hidden = is_hard_to_notice(mode);
    let scores = (inherent_score, residual, mode.detectability);
    std::cmp::Reverse((inherent(mode), hidden, scores, std::cmp::Reverse(mode.number)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_matrix_follows_its_bands() {
        for severity in 1..=5 {
            for frequency in 1..=5 {
                let (Some(s), Some(f)) = (Step::new(severity), Step::new(frequency)) else { continue };
                let (low, high) = level(s, f).scores();
                assert!((low..=high).contains(&(severity * frequency)), "{severity} x {frequency}");
            }
        }
    }

    #[test]
    fn what_is_hard_to_notice_comes_first_within_its_level_and_never_above_it() {
        let mode = |number, severity, frequency, detectability| FailureMode {
            number,
            severity: Step::new(severity),
            frequency: Step::new(frequency),
            detectability: Step::new(detectability),
            ..FailureMode::default()
        };
        let mut modes = [
            mode(1, 5, 5, 1),
            mode(2, 3, 5, 4),
            mode(3, 3, 4, 5),
            mode(4, 2, 5, 5),
            mode(5, 0, 0, 5),
            mode(6, 3, 4, 1),
        ];
        modes.sort_by_key(worst_first);
        assert_eq!(modes.map(|mode| mode.number), [2, 1, 3, 4, 6, 5]);
    }

    #[test]
    fn silent_is_what_nobody_watches() {
        use crate::model::monitoring::Signal;
        let mut workbook = Workbook::default();
        let signal: crate::model::Id = "0000000000000007".parse().unwrap();
        let mut mode = FailureMode { detectability: Step::new(4), ..FailureMode::default() };
        assert!(is_silent(&mode, &workbook));
        mode.signals = vec![signal];
        assert!(is_silent(&mode, &workbook), "the signal is gone");
        let one = Signal { id: signal, ..Signal::default() };
        std::sync::Arc::make_mut(&mut workbook.monitoring).signals.push(one);
        assert!(!is_silent(&mode, &workbook));
        mode.signals.clear();
        mode.monitor = "Weekly sample".to_owned();
        assert!(!is_silent(&mode, &workbook));
        mode = FailureMode { detectability: Step::new(3), ..FailureMode::default() };
        assert!(!is_silent(&mode, &workbook), "a check finds it");
    }
}
