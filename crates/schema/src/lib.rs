//! The record: what the program writes for one article, schema `waqai.record/1`; the [`Article`] that goes in; the
//! [`tokens`] of its text.
//!
//! Every span counts Unicode code points of `document.text`, start inclusive, end exclusive. An absent value is
//! `null`, never a guess. Field order is fixed, so the same record serialises to the same bytes.

mod article;
mod figures;
pub mod tokens;
pub mod world;

pub use article::Article;
pub use figures::FIGURES;

use serde::{Deserialize, Serialize};

/// The name of this schema.
pub const SCHEMA: &str = "waqai.record/1";

/// One article and everything that was read in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The article itself.
    pub document: Document,
    /// Named persons, organisations and places, once each.
    pub entities: Vec<Entity>,
    /// What happened, is planned, or is denied.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Every expression of a calendar date.
    pub dates: Vec<DateMention>,
    /// What the program was unsure of.
    pub notes: Vec<Note>,
}

/// The article: where it came from and its text, which every span points into.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// As given, or made from the input's name.
    pub id: String,
    /// Where it was published.
    pub url: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// ISO 639 code: `ar`, `fa`, `ur`, `ckb`, `en`, …
    pub language: Option<String>,
    /// Its title.
    pub headline: Option<String>,
    /// The section label printed above the headline.
    pub section: Option<String>,
    /// Who wrote it, as printed.
    pub byline: Option<String>,
    /// When it was published.
    pub published: Option<Published>,
    /// Headline, blank line, body.
    pub text: String,
    /// SHA-256 of `text` in UTF-8, hexadecimal.
    pub sha256: String,
    /// Which stretch of `text` is what.
    pub parts: Vec<Part>,
}

/// A publication time and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// ISO 8601, as precise as known.
    pub value: String,
    /// `minute`, `day`, `month` or `year`.
    pub precision: String,
    /// `given`, `metadata`, `page` or `url`.
    pub from: String,
}

/// A stretch of the text with its role on the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `headline`, `byline`, `dateline`, `body`, `caption`, `related`, `section` or `boilerplate`.
    pub role: String,
}

/// Quoted words of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quote {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `text[start..end]`.
    pub text: String,
}

/// A bare stretch of the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Range {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A named person, organisation or place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// `e1`, `e2`, … in order of appearance.
    pub id: String,
    /// `PER`, `ORG` or `LOC`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The fullest form in the text, without titles.
    pub name: String,
    /// Wikidata id, where the project's knowledge has one.
    pub qid: Option<String>,
    /// Its key in the project's own knowledge base, the same in every article: `organisation/hamas`, `country/LBN`,
    /// `geonames/…`; null for whom the base does not know.
    #[serde(default)]
    pub key: Option<String>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// Title as written.
    pub role: Option<String>,
    /// Everywhere it is named.
    pub mentions: Vec<Mention>,
    /// What recognised it: a rule, a gazetteer or a model.
    pub rule: String,
}

/// One place in the text that names an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
    /// `name`, `nominal` or `pronoun`.
    pub kind: String,
}

/// Someone who takes part: an entity, or a phrase that names nobody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Participant {
    /// Id of an entity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Where the participant is mentioned in this role.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// The words there.
    pub text: String,
    /// Country code, where known.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
}

/// Something that happened, is planned, supposed, or denied.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// `v1`, `v2`, …
    pub id: String,
    /// One of the sixteen PLOVER 2.0 types.
    #[serde(rename = "type")]
    pub kind: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// The CAMEO code that type, modes, status and rule amount to, for users of older data: a root of two digits, or three
    /// where these are sure; null where none is.
    #[serde(default)]
    pub cameo: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// `actual`, `planned`, `hypothetical`, `negated` or `historical`.
    pub status: String,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// Whom it was done to.
    pub recipients: Vec<Participant>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<Place>,
    /// The words that tell it.
    pub trigger: Quote,
    /// The sentence they stand in.
    pub sentence: Range,
    /// Other sentences that tell the same event.
    pub evidence: Vec<Quote>,
    /// Who says so, outermost first; empty: the outlet itself.
    pub attribution: Vec<Attribution>,
    /// Of an event told as not having happened: the event that it denies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denies: Option<String>,
    /// The events of this record that deny it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub denied_by: Vec<String>,
    /// Who confirmed it where the text tells it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub confirmed_by: Vec<Attribution>,
    /// Figures.
    pub size: Size,
    /// How each figure is meant, and its words.
    #[serde(default)]
    pub size_bounds: SizeBounds,
    /// 0 to 1.
    pub confidence: f32,
    /// The rule that made it.
    pub rule: String,
    /// The role of the part of the page it stands in, when that is not headline or body (`related`, `caption`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// When an event took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct EventDate {
    /// ISO date at its precision.
    pub value: Option<String>,
    /// Last day of a range, same form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_end: Option<String>,
    /// `day`, `month`, `year`.
    pub precision: Option<String>,
    /// First code point of the words it rests on.
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
    /// The words.
    pub text: Option<String>,
    /// `expression` (words beside the event) or `published` (the report's own day).
    pub from: String,
}

/// Where an event took place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Id of the LOC entity.
    pub entity: Option<String>,
    /// Its name.
    pub name: String,
    /// Country code.
    pub country: Option<String>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// `place`, `region` or `country`.
    pub precision: Option<String>,
}

/// One link of the chain of who says so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Who says it.
    pub speaker: Participant,
    /// The word of saying.
    pub cue: Quote,
    /// The channel.
    pub via: Option<String>,
}

/// Figures that the text gives with an event. Of "at least 30" and "fewer than 30" it is that number; a range ("between 3 and 5")
/// and words like "dozens" have none here: see [`SizeBounds`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Size {
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead: Option<u64>,
    /// People wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<u64>,
    /// People arrested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrested: Option<u64>,
    /// People who protest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protesters: Option<u64>,
    /// People driven from their homes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displaced: Option<u64>,
    /// People missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<u64>,
    /// US dollars; other currencies are not converted and have none here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<u64>,
}

/// How each figure of [`Size`] is meant, and the words it stands on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct SizeBounds {
    /// People killed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead: Option<Bounds>,
    /// People wounded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub injured: Option<Bounds>,
    /// People arrested.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrested: Option<Bounds>,
    /// People who protest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protesters: Option<Bounds>,
    /// People driven from their homes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub displaced: Option<Bounds>,
    /// People missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Bounds>,
    /// US dollars.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<Bounds>,
}

/// Between which numbers a figure lies. An exact number has both ends the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounds {
    /// So many or more ("more than 30" also has 30 here); null where nothing says so.
    pub low: Option<u64>,
    /// So many or fewer; null where nothing says so.
    pub high: Option<u64>,
    /// Whether the number is said to be near only ("about 30": both ends are 30).
    pub about: bool,
    /// First code point of the words.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

/// Speech or thought reported with its speaker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// `s1`, `s2`, …
    pub id: String,
    /// Who speaks.
    pub speaker: Participant,
    /// To whom.
    pub addressee: Option<Participant>,
    /// Through which channel.
    pub via: Option<String>,
    /// The word of saying.
    pub cue: Quote,
    /// What is said.
    pub content: Range,
    /// Whether it is quoted word for word.
    pub direct: bool,
    /// Id of the statement that reports this one.
    pub inside: Option<String>,
    /// The rule that made it.
    pub rule: String,
    /// The role of the part of the page it stands in, when that is not headline or body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
}

/// An expression of a calendar date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateMention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or null when it cannot be resolved.
    pub value: Option<String>,
    /// End of a range, same form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value_end: Option<String>,
    /// `day`, `month` or `year`.
    pub precision: Option<String>,
    /// `gregorian` or `hijri`.
    pub calendar: String,
    /// The rule that read it.
    pub rule: String,
}

/// Something the program was unsure of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// A stable short code.
    pub code: String,
    /// One line.
    pub message: String,
    /// First code point, where it concerns a stretch of the text.
    pub start: Option<u32>,
    /// One past the last.
    pub end: Option<u32>,
}
