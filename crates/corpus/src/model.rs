//! An annotated article with every quote resolved to its stretch.

use crate::text::{Stretch, Text};

/// An article and its record.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file's name without `.txt`.
    pub id: String,
    /// An id of the table of outlets.
    pub outlet: String,
    /// Day of publication, YYYY-MM-DD.
    pub published: String,
    /// What it is about.
    pub topic: String,
    /// The cluster of articles about the same event.
    pub cluster: Option<String>,
    /// The cluster that this article resembles without belonging to it.
    pub near: Option<String>,
    /// Headline, blank line, body.
    pub body: String,
    /// The same, for positions.
    pub text: Text,
    /// Named persons, organisations and places.
    pub entities: Vec<Entity>,
    /// What happened.
    pub events: Vec<Event>,
    /// Who said what.
    pub statements: Vec<Statement>,
    /// Expressions of a day, month or year.
    pub dates: Vec<Date>,
    /// Parts other than headline and body.
    pub parts: Vec<Part>,
    /// Stretches in which no mention is taken.
    pub skipped: Vec<Stretch>,
}

impl Article {
    /// Whether a stretch lies in a part in which nothing is annotated.
    #[must_use]
    pub fn is_silent(&self, stretch: Stretch) -> bool {
        let silent = |p: &&Part| crate::vocabulary::SILENT_PARTS.contains(&p.role.as_str());
        self.parts.iter().filter(silent).any(|p| p.stretch.overlaps(stretch))
    }
}

/// A named person, organisation or place.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Line of the file.
    pub line: usize,
    /// PER, ORG or LOC.
    pub kind: String,
    /// The fullest form first.
    pub forms: Vec<String>,
    /// Country, or what stands for one.
    pub country: Option<String>,
    /// Sectors.
    pub sectors: Vec<String>,
    /// Title or office as written.
    pub role: Option<String>,
    /// Where it is named, in the order of the text.
    pub mentions: Vec<Stretch>,
}

/// A named entity or a phrase that takes part.
#[derive(Debug, Clone)]
pub struct Participant {
    /// Index of the entity; `None` for a phrase.
    pub entity: Option<usize>,
    /// The form or phrase as the line has it.
    pub words: String,
    /// The mention or occurrence nearest to what it belongs to.
    pub stretch: Option<Stretch>,
    /// Countries of a phrase.
    pub countries: Vec<String>,
    /// Sectors of a phrase.
    pub sectors: Vec<String>,
}

/// One who says that an event happened.
#[derive(Debug, Clone)]
pub struct Voice {
    /// The speaker.
    pub speaker: Participant,
    /// The word of saying.
    pub cue: Option<Stretch>,
    /// Channel.
    pub via: Option<String>,
}

/// How many or how much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Size {
    /// What is counted.
    pub key: String,
    /// At least so many; `None` if only a ceiling is known.
    pub low: Option<u64>,
    /// At most so many; `None` if only a floor is known.
    pub high: Option<u64>,
}

/// Something that happened, will happen, or did not.
#[derive(Debug, Clone)]
pub struct Event {
    /// Line of the file.
    pub line: usize,
    /// PLOVER type.
    pub kind: String,
    /// PLOVER modes.
    pub modes: Vec<String>,
    /// See [`crate::vocabulary::STATUSES`].
    pub status: String,
    /// `core` or `optional`.
    pub weight: String,
    /// The words that tell it best.
    pub trigger: Stretch,
    /// Where else it is told.
    pub evidence: Vec<Stretch>,
    /// Who does it.
    pub actors: Vec<Participant>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// When, at its precision.
    pub date: Option<String>,
    /// Where.
    pub place: Option<Participant>,
    /// Who says so, outermost first; empty: the outlet.
    pub attribution: Vec<Voice>,
    /// How many.
    pub size: Vec<Size>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
}

/// Reported speech or thought.
#[derive(Debug, Clone)]
pub struct Statement {
    /// Line of the file.
    pub line: usize,
    /// Who says it.
    pub speaker: Participant,
    /// The word of saying.
    pub cue: Stretch,
    /// What is said.
    pub content: Stretch,
    /// Channel as written.
    pub via: Option<String>,
    /// To whom.
    pub addressee: Option<Participant>,
    /// Index of the statement that reports this one.
    pub inside: Option<usize>,
    /// Literal quotation.
    pub direct: bool,
}

/// An expression of a day, month or year.
#[derive(Debug, Clone)]
pub struct Date {
    /// Line of the file.
    pub line: usize,
    /// Its words.
    pub stretch: Stretch,
    /// Its value at its precision.
    pub value: Option<String>,
}

/// A part of the page.
#[derive(Debug, Clone)]
pub struct Part {
    /// See [`crate::vocabulary::PARTS`].
    pub role: String,
    /// Where it stands.
    pub stretch: Stretch,
}
