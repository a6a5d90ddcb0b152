//! Events and statements: who did what to whom, where, when, and who says so.
//!
//! In: the analysed text with its names and dates. Out: an [`Extraction`]. The rules are data (`data/rules`); this
//! crate knows how to match a frame, fill its roles, and judge status, time, place and source. It never fails.

mod cameo;
mod circumstance;
mod contexts;
mod coreference;
pub mod examples;
mod extract;
mod figures;
mod frame;
mod functions;
pub mod learned;
mod merge;
mod participants;
mod ruleset;
mod statements;
mod status;
mod tables;
mod topic;
mod types;

pub use cameo::cameo;
pub use extract::{Input, extract};
pub use ruleset::RuleSet;
pub use types::{
    Attribution, Count, Event, EventDate, Extraction, Figure, Note, Participant, Statement, Status,
};
