//! Many reports, one event: which articles are copies of one another, which events of different articles are one event in the
//! world, and what the reports say of it together.
//!
//! In: records ([`waqai_schema::Record`]) of articles. Out: a partition of their events ([`Linking`]) and a
//! [`waqai_schema::world::WorldEvent`] for each group. Pure: no files, no clock, no network.
//!
//! - [`ArticleSignature`] tells near-duplicate articles by their lemmas.
//! - [`Sketch`] is the little of an article that linking looks at; a store keeps its bytes, and its [`Sketch::keys`] for finding it.
//! - [`link`] partitions the events of a set of articles. The partition is a function of the set: order means nothing.
//! - [`relink`] gives the groups that change when articles come or go, looking only at what stands near them. What it leaves is what
//!   [`link`] would make of everything at once.
//! - [`Ruling`]s are people's decisions; they name reports, so that they outlive every new reading, and are never overruled.
//! - [`combine`] makes the event of a group; [`why`] tells what spoke for and against a pair.

mod cluster;
mod combine;
mod constraints;
mod day;
mod decide;
mod features;
mod link;
mod pairs;
mod party;
mod shelf;
mod signature;
mod sketch;
mod tables;
mod why;
mod words;

pub use combine::combine;
pub use decide::{Decision, Field, ReportRef, Ruling};
pub use link::{CopyOf, Linking, link};
pub use pairs::{Pair, pairs};
pub use shelf::{Change, Memory, Shelf, relink};
pub use signature::ArticleSignature;
pub use sketch::{KEYS, Key, Sketch};
pub use why::{Explanation, Reason, features, why};

use waqai_schema::Record;

/// An article as the store knows it.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its id in the store.
    pub article: String,
    /// SHA-256 of the capture it was read from, hexadecimal.
    pub capture: String,
    /// Of its lemmas.
    pub signature: ArticleSignature,
    /// What was read in it.
    pub record: Record,
}
