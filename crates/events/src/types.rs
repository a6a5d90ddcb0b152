//! What extraction gives.

use compact_str::CompactString;
use waqai_dates::DateValue;
use waqai_text::Span;

/// Everything read in one text.
#[derive(Debug, Clone, Default)]
pub struct Extraction {
    /// In order of first trigger.
    pub events: Vec<Event>,
    /// In order of cue.
    pub statements: Vec<Statement>,
    /// Doubts.
    pub notes: Vec<Note>,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Index into the entities of [`waqai_names::Names`], unless the phrase names nobody.
    pub entity: Option<usize>,
    /// The words in this role.
    pub span: Span,
    /// Country code, where known.
    pub country: Option<CompactString>,
    /// PLOVER sectors.
    pub sectors: Vec<CompactString>,
    /// Folded lemma of the phrase's head, to know it again.
    pub head: CompactString,
}

impl Participant {
    /// Whether both are one: the same entity, or the same words.
    #[must_use]
    pub fn is(&self, other: &Participant) -> bool {
        (self.entity.is_some() && self.entity == other.entity) || self.span == other.span
    }
}

/// Whether it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It happened.
    Actual,
    /// It is to happen.
    Planned,
    /// It is supposed, demanded, possible.
    Hypothetical,
    /// It is said not to have happened.
    Negated,
    /// It happened more than two weeks before the report.
    Historical,
}

impl Status {
    /// As the record writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["actual", "planned", "hypothetical", "negated", "historical"][self as usize]
    }
}

/// When, and what that rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct EventDate {
    /// The value.
    pub value: DateValue,
    /// End of a range.
    pub end: Option<DateValue>,
    /// The words; `None` when it rests on the day of publication.
    pub span: Option<Span>,
}

/// One link of the chain of who says so.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Who says it.
    pub speaker: Participant,
    /// The word of saying.
    pub cue: Span,
    /// The channel, as written.
    pub via: Option<Span>,
    /// Whether the word of saying confirms what is said: "أكد", "أقر".
    pub confirms: bool,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Count {
    /// People killed.
    Dead,
    /// People wounded.
    Injured,
    /// People arrested.
    Arrested,
    /// People who protest.
    Protesters,
    /// People driven from their homes.
    Displaced,
    /// People missing.
    Missing,
    /// Dollars given, promised, seized.
    Money,
}

impl Count {
    /// Every count.
    pub const ALL: [Count; 7] = [
        Count::Dead,
        Count::Injured,
        Count::Arrested,
        Count::Protesters,
        Count::Displaced,
        Count::Missing,
        Count::Money,
    ];

    /// As the record writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["dead", "injured", "arrested", "protesters", "displaced", "missing", "money"][self as usize]
    }

    /// Whether an event of this type can have such a figure.
    #[must_use]
    pub fn belongs_to(self, kind: &str) -> bool {
        match self {
            Count::Dead | Count::Injured | Count::Missing => kind == "ASSAULT",
            Count::Arrested => kind == "COERCE",
            Count::Protesters => kind == "PROTEST",
            Count::Money => {
                matches!(kind, "AID" | "AGREE" | "SUPPORT" | "CONCEDE" | "SANCTION" | "COERCE" | "REQUEST")
            }
            Count::Displaced => matches!(kind, "ASSAULT" | "COERCE"),
        }
    }
}

/// A number of people, as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it counts.
    pub count: Count,
    /// The number given; of "at least 30" and "fewer than 30" that number; `None` of a range, and of words like "dozens".
    pub value: Option<u64>,
    /// No fewer than this, if the text says so.
    pub low: Option<u64>,
    /// No more than this, if the text says so.
    pub high: Option<u64>,
    /// The number is said to be near only ("نحو 30").
    pub about: bool,
    /// The words.
    pub span: Span,
}

/// Something that happened, is planned, supposed, or denied.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// PLOVER type: `CONSULT`, …
    pub kind: &'static str,
    /// PLOVER modes.
    pub modes: Vec<CompactString>,
    /// PLOVER contexts.
    pub contexts: Vec<CompactString>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// Whom it was done to.
    pub recipients: Vec<Participant>,
    /// When.
    pub date: Option<EventDate>,
    /// Index of the LOC entity where it happened.
    pub place: Option<usize>,
    /// The words that tell it.
    pub trigger: Span,
    /// Their sentence.
    pub sentence: Span,
    /// Triggers elsewhere that tell the same event.
    pub evidence: Vec<Span>,
    /// Who says so, outermost first.
    pub attribution: Vec<Attribution>,
    /// Who confirmed it when it was told again.
    pub confirmed_by: Vec<Attribution>,
    /// Index of the event of the same text that this one, told as not having happened, denies.
    pub denies: Option<usize>,
    /// How many were killed, arrested, …: one figure a count at most.
    pub figures: Vec<Figure>,
    /// 0 to 1.
    pub confidence: f32,
    /// Id of the rule.
    pub rule: CompactString,
    /// How the roles were filled: one line a role, for `waqai explain`.
    pub why: Vec<String>,
}

/// Speech or thought reported with its speaker.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Who speaks.
    pub speaker: Participant,
    /// To whom.
    pub addressee: Option<Participant>,
    /// The channel, as written.
    pub via: Option<Span>,
    /// The word of saying.
    pub cue: Span,
    /// What is said.
    pub content: Span,
    /// Word for word.
    pub direct: bool,
    /// Index of the statement that reports this one.
    pub inside: Option<usize>,
    /// Id of the rule.
    pub rule: CompactString,
}

/// A doubt.
#[derive(Debug, Clone, PartialEq)]
pub struct Note {
    /// Stable short code.
    pub code: &'static str,
    /// One line.
    pub message: String,
    /// Where.
    pub span: Option<Span>,
}
