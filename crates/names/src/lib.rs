//! Names: persons, organisations and places; who is who within the article; country and sectors of each.
//!
//! In: an analysed text and the project's knowledge of names. Out: entities with all their mentions.

mod cluster;
pub mod data;
mod describe;
mod find;
pub mod gazetteer;
pub mod key;
mod nominal;
mod orgs;
mod origin;
mod persons;
mod pick;
mod places;
mod printed;
pub mod recogniser;
mod scene;
pub mod tables;
mod titles;
pub mod words;

use compact_str::CompactString;
use waqai_text::Span;

pub use data::NameData;
pub use describe::{describe_key, describe_phrase};
pub use find::{Context, features_of, find_names};

/// What kind of thing a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A person.
    Per,
    /// An institution, party, armed group, agency, company or outlet.
    Org,
    /// A country, city, region or geographic feature.
    Loc,
}

impl EntityKind {
    /// `PER`, `ORG` or `LOC`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Per => "PER",
            EntityKind::Org => "ORG",
            EntityKind::Loc => "LOC",
        }
    }
}

/// How a mention names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionKind {
    /// By name, full or short.
    Name,
    /// By a title or description: "الوزير الفرنسي".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// One place in the text that names an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The words of the name, without attached clitics (no و ب ل; the article is part of the name unless fused in لل).
    pub span: Span,
    /// The same with titles before it and apposition right after it: "وزير الخارجية الروسي سيرغي لافروف".
    pub full: Span,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
    /// Index into [`Names::entities`].
    pub entity: usize,
    /// Token indices (of the analysis) that `full` covers, the last exclusive.
    pub tokens: std::ops::Range<usize>,
}

/// A named thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// Its fullest form in the text, without titles, as written.
    pub name: String,
    /// The record of the knowledge base that it is known by, the same in every article: `organisation/hamas`,
    /// `person/salman-bin-abdulaziz`, `country/LBN`, `geonames/276781`. None for what no table has.
    pub key: Option<CompactString>,
    /// Wikidata id, where the knowledge base has one.
    pub qid: Option<CompactString>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Latitude and longitude in degrees.
    pub position: Option<(f64, f64)>,
    /// ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC.
    pub country: Option<CompactString>,
    /// PLOVER sector codes, the first the primary one.
    pub sectors: Vec<CompactString>,
    /// Title as written, of a person: "وزير الخارجية الروسي".
    pub role: Option<String>,
    /// What recognised it: `gazetteer/organisations`, `context/title`, `model/ner`, …
    pub rule: CompactString,
    /// For a place: how exact it is: country, region or place.
    pub precision: Option<&'static str>,
}

/// All names of a text.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// In order of first appearance.
    pub entities: Vec<Entity>,
    /// In order of the text; those of kind Name do not overlap each other.
    pub mentions: Vec<Mention>,
}
