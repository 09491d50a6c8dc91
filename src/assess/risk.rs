//! Risk levels from severity and frequency, in this one place.

use crate::model::Step;
use crate::model::failure_modes::FailureMode;

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

/// The key to sort failure modes by, worst first: the inherent score, then the residual one (where it is not set, controls
/// are not credited), then the harder to detect. What is not scored comes last.
#[must_use]
pub fn worst_first(mode: &FailureMode) -> impl Ord + use<> {
    let product = |a: Option<Step>, b: Option<Step>| a.zip(b).map(|(a, b)| score(a, b));
    let inherent = product(mode.severity, mode.frequency);
    let residual = product(mode.residual_severity, mode.residual_frequency).or(inherent);
    std::cmp::Reverse((inherent, residual, mode.detectability, std::cmp::Reverse(mode.number)))
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
}
