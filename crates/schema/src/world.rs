//! One event in the world, told by many reports: what the store keeps and everything else shows, schema `waqai.event/1`.
//!
//! A [`WorldEvent`] is made from events of records ([`crate::Event`]) that tell of the same thing. Nothing is averaged: every field
//! is a list of [`Claim`]s, the best supported first, and each claim names the reports and the words it rests on. Where reports
//! differ, the field has several claims. Spans count code points of the report's text, as in the record.

use serde::{Deserialize, Serialize};

/// The name of this schema.
pub const WORLD_SCHEMA: &str = "waqai.event/1";

/// One event in the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WorldEvent {
    /// Always [`WORLD_SCHEMA`].
    pub schema: String,
    /// Permanent and opaque; never given to another event.
    pub id: String,
    /// 1, 2, …: one more with every change.
    pub version: u32,
    /// When this version was recorded: RFC 3339, UTC.
    pub recorded: String,
    /// `machine`, or `reviewed` once a person has decided anything about it.
    pub review: String,
    /// `current`; or why it is no more: `merged`, `withdrawn` (no report tells it any longer), `rejected` (by a person).
    pub state: String,
    /// Of a merged event: the event that holds its reports now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<String>,
    /// One of the sixteen PLOVER 2.0 types.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER modes.
    pub modes: Vec<Claim<String>>,
    /// PLOVER contexts.
    pub contexts: Vec<Claim<String>>,
    /// `actual`, `planned`, `hypothetical`, `negated` or `historical`.
    pub status: Vec<Claim<String>>,
    /// Who did it.
    pub actors: Vec<Claim<Party>>,
    /// Whom it was done to.
    pub recipients: Vec<Claim<Party>>,
    /// When.
    pub date: Vec<Claim<Day>>,
    /// Where.
    pub place: Vec<Claim<crate::Place>>,
    /// How many: one claim for each different figure of each kind.
    pub figures: Vec<Claim<Figure>>,
    /// The fields in which reports contradict each other: `date`, `status`, `place`, `figures.dead`, …, in this order of fields.
    pub differs: Vec<String>,
    /// Every report, in order of publication, then of article id.
    pub reports: Vec<Report>,
    /// Reports that are no copy of another: never more than `reports.len()`.
    pub voices: u32,
    /// 0 to 1: the highest of its reports'.
    pub confidence: f32,
}

/// A value of a field, with what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim<T> {
    /// The value.
    pub value: T,
    /// The words of each report that gives it. Never empty, unless a person gave it: see `decided`.
    pub support: Vec<Support>,
    /// Reports that give it, copies of one another counted once.
    pub voices: u32,
    /// The decision of a person that gave it or confirmed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided: Option<String>,
}

/// Words of one report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Position in [`WorldEvent::reports`].
    pub report: u32,
    /// First code point; null where the value rests on no words of the text (the day of publication).
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
    /// The words.
    pub text: Option<String>,
    /// What made it: a rule, a gazetteer, `published`.
    pub rule: String,
}

/// Someone who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Key in the knowledge base ([`crate::Entity::key`]), the same in every article; null for whom it does not know.
    pub key: Option<String>,
    /// `PER`, `ORG`, `LOC`; null for a phrase that names nobody.
    pub kind: Option<String>,
    /// The fullest form of the name, or the words of the phrase.
    pub name: String,
    /// Country code, where known.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
}

/// A day, month or year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Day {
    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    pub value: String,
    /// Last day of a range, same form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_end: Option<String>,
    /// `day`, `month` or `year`.
    pub precision: String,
    /// `expression` or `published`.
    pub from: String,
}

/// A figure of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// `dead`, `injured`, `arrested`, `protesters`, `displaced`, `missing`, …: a field of [`crate::Size`].
    pub of: String,
    /// So many or more.
    pub low: Option<u64>,
    /// So many or fewer.
    pub high: Option<u64>,
    /// Whether the number is said to be near only.
    pub about: bool,
}

/// One article's telling of the event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Id of the article in the store.
    pub article: String,
    /// Id of the event in that article's record.
    pub event: String,
    /// SHA-256 of the capture it was read from, hexadecimal.
    pub capture: String,
    /// SHA-256 of the article's text.
    pub text_sha256: String,
    /// The outlet.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published, as precise as known.
    pub published: Option<String>,
    /// Of a copy: the article it repeats.
    pub copy_of: Option<String>,
    /// The words that tell the event.
    pub trigger: crate::Quote,
    /// The sentence they stand in.
    pub sentence: crate::Range,
    /// Who says so, outermost first; empty: the outlet itself.
    pub attribution: Vec<Voice>,
    /// 0 to 1, from the record.
    pub confidence: f32,
    /// The rule that found it.
    pub rule: String,
}

/// One link of the chain of who says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// Who says it.
    pub speaker: Party,
    /// Where the report names this speaker.
    pub words: crate::Quote,
    /// The word of saying.
    pub cue: crate::Quote,
    /// The channel.
    pub via: Option<String>,
}

/// The words a value rests on, as anyone can check them: the capture by its digest, the span, the words, and what stands beside them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Id of the article in the store.
    pub article: String,
    /// SHA-256 of the capture, hexadecimal.
    pub capture: String,
    /// SHA-256 of the text the span points into.
    pub text_sha256: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
    /// Up to 32 code points before them.
    pub before: String,
    /// Up to 32 code points after them.
    pub after: String,
}
