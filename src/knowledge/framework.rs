//! The governance framework: functions, categories and practices under their official identifiers, in our own words.

use serde::Deserialize;

/// A framework of practices.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Framework {
    /// Name with version, as workbooks keep it.
    pub id: String,
    /// Title with version.
    pub title: String,
    /// Where identifiers and structure come from.
    pub source: String,
    /// The functions, in order.
    pub functions: Vec<PracticeFunction>,
    /// The risks of generative AI that practices are tagged with.
    pub risks: Vec<GenerativeRisk>,
}

/// A function, such as GOVERN.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeFunction {
    /// Official identifier.
    pub id: String,
    /// Plain title.
    pub title: String,
    /// What it is about.
    pub meaning: String,
    /// Its categories, in order.
    pub categories: Vec<PracticeCategory>,
}

/// A category, such as GOVERN 1.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PracticeCategory {
    /// Official identifier.
    pub id: String,
    /// Plain title.
    pub title: String,
    /// Its practices, in order.
    pub practices: Vec<Practice>,
}

/// A practice: a subcategory of the framework.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Practice {
    /// Official identifier, such as GOVERN 1.1.
    pub id: String,
    /// A statement that can be true or false.
    pub title: String,
    /// What it asks.
    pub asks: String,
    /// What good evidence looks like.
    pub evidence: String,
    /// Whom to ask.
    pub whom: String,
    /// Risks of generative AI that it bears on, by id.
    pub risks: Vec<String>,
}

/// A risk of generative AI.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GenerativeRisk {
    /// Stable name.
    pub id: String,
    /// Official name.
    pub title: String,
    /// What it means.
    pub meaning: String,
}

impl PracticeFunction {
    /// Its practices over all categories, in order.
    pub fn practices(&self) -> impl Iterator<Item = &Practice> {
        self.categories.iter().flat_map(|category| &category.practices)
    }
}

impl Framework {
    /// Every practice, in order.
    pub fn practices(&self) -> impl Iterator<Item = &Practice> {
        self.functions.iter().flat_map(PracticeFunction::practices)
    }

    /// The practice with this identifier.
    #[must_use]
    pub fn practice(&self, id: &str) -> Option<&Practice> {
        self.practices().find(|practice| practice.id == id)
    }

    /// Identifiers of functions, categories and practices, in order.
    #[must_use]
    pub fn identifiers(&self) -> Vec<&str> {
        let mut ids = Vec::new();
        for function in &self.functions {
            ids.push(function.id.as_str());
            for category in &function.categories {
                ids.push(category.id.as_str());
                ids.extend(category.practices.iter().map(|practice| practice.id.as_str()));
            }
        }
        ids
    }
}
