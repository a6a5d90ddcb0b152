//! What people decide about events, in words that outlive every new reading: decisions name reports, not groups.

use serde::{Deserialize, Serialize};

/// An event of an article's record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ReportRef {
    /// Id of the article in the store.
    pub article: String,
    /// Id of the event in the article's record.
    pub event: String,
}

/// A decision with the id under which it is kept. Rulings are given oldest first; where two contradict each other, the newer holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ruling {
    /// Its permanent id.
    pub id: String,
    /// What was decided.
    pub decision: Decision,
}

/// What a person decided about reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Decision {
    /// All of these tell one event.
    Merge {
        /// Every report of the events that were merged.
        reports: Vec<ReportRef>,
    },
    /// These tell another event than those.
    Split {
        /// The reports taken out; they stay together.
        reports: Vec<ReportRef>,
        /// The reports they were taken from.
        from: Vec<ReportRef>,
    },
    /// No such event took place, or it was wrongly read: whatever holds one of these reports is rejected.
    Reject {
        /// Every report of the event.
        reports: Vec<ReportRef>,
    },
    /// The rejection is taken back.
    Restore {
        /// Every report of the event.
        reports: Vec<ReportRef>,
    },
    /// A field of the event that holds these reports has this value.
    Edit {
        /// Every report of the event.
        reports: Vec<ReportRef>,
        /// Which field.
        field: Field,
        /// Its value in the form of the schema (of a list: the whole list); null: nothing is known.
        value: serde_json::Value,
    },
    /// The event is right as it stands: it counts as reviewed.
    Confirm {
        /// Every report of the event.
        reports: Vec<ReportRef>,
    },
}

impl Decision {
    /// The reports that it names.
    pub fn reports(&self) -> impl Iterator<Item = &ReportRef> {
        let (first, second): (&[ReportRef], &[ReportRef]) = match self {
            Decision::Split { reports, from } => (reports, from),
            Decision::Merge { reports }
            | Decision::Reject { reports }
            | Decision::Restore { reports }
            | Decision::Edit { reports, .. }
            | Decision::Confirm { reports } => (reports, &[]),
        };
        first.iter().chain(second)
    }
}

/// A field of [`waqai_schema::world::WorldEvent`] that a person may set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// `type`: a string.
    Type,
    /// `modes`: strings.
    Modes,
    /// `contexts`: strings.
    Contexts,
    /// `status`: a string.
    Status,
    /// `actors`: parties.
    Actors,
    /// `recipients`: parties.
    Recipients,
    /// `date`: a [`waqai_schema::world::Day`].
    Date,
    /// `place`: a [`waqai_schema::Place`].
    Place,
    /// `figures` of one kind: a [`waqai_schema::world::Figure`].
    Figure(String),
}
