//! What a rule consists of.

use compact_str::CompactString;

/// The sixteen types of PLOVER 2.0.
pub const EVENT_TYPES: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];

/// One rule file.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// Its path without `.rule`, below `data/rules`.
    pub id: CompactString,
    /// What it recognises, one sentence.
    pub about: String,
    /// The event type, for event rules; `None` for statement rules.
    pub emits: Option<&'static str>,
    /// Modes that are always set.
    pub modes: Vec<CompactString>,
    /// Contexts that are always set.
    pub contexts: Vec<CompactString>,
    /// The words that open it, with their roles.
    pub frames: Vec<Frame>,
    /// Sentences it must and must not fire on.
    pub examples: Vec<Example>,
}

/// What kind of word opens a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FrameKind {
    /// A verb that tells an event.
    Verb,
    /// A noun that tells an event or a statement.
    Noun,
    /// A fixed run of words.
    Phrase,
    /// A verb, particle or noun of saying.
    Cue,
}

/// A role of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who does it.
    Actor,
    /// To whom it is done.
    Recipient,
    /// Where.
    Place,
    /// To whom something is said.
    Addressee,
}

/// A grammatical function that can fill a role.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Function {
    /// Subject of the verb.
    Subject,
    /// Object of the verb.
    Object,
    /// Genitive: of the noun, or of the verb's object.
    Genitive,
    /// Adjective of the noun that names a country or body.
    Adjective,
    /// Subject of the support verb that carries the noun.
    Holder,
    /// "By": من قبل, على يد.
    Agent,
    /// The trigger's own phrase: "المتظاهرون".
    Itself,
    /// Complement of a preposition (folded); or the genitive inside that complement.
    Prep {
        /// The preposition, folded.
        prep: CompactString,
        /// The genitive inside the complement instead of the complement.
        genitive: bool,
    },
}

/// Something that must or must not hold.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// This lemma stands in the sentence.
    Near(CompactString),
    /// The head of the object is this lemma.
    Object(CompactString),
    /// The head of the genitive is this lemma.
    Genitive(CompactString),
    /// The head of the subject is this lemma.
    Subject(CompactString),
    /// The next word is this lemma.
    Next(CompactString),
    /// An adjective of the noun is this lemma.
    Modifier(CompactString),
    /// The head of a preposition's complement is this lemma.
    PrepHead(CompactString, CompactString),
    /// This function is there.
    Function(Function),
}

/// What a frame cannot do without.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Need {
    /// An actor.
    Actor,
    /// A recipient.
    Recipient,
    /// Actor or recipient.
    Any,
    /// Actor and recipient.
    Both,
    /// At least two participants in all.
    Two,
    /// A function.
    Function(Function),
}

/// A mode under a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct ModeIf {
    /// The mode.
    pub mode: CompactString,
    /// When it is set.
    pub condition: Option<Condition>,
}

/// Another type under a condition.
#[derive(Debug, Clone, PartialEq)]
pub struct TypeIf {
    /// The type.
    pub kind: &'static str,
    /// When.
    pub condition: Condition,
}

/// A forced status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the contract's names")]
pub enum Status {
    Actual,
    Planned,
    Hypothetical,
    Negated,
    Historical,
}

/// A voice that the verb must have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar")]
pub enum VoiceForm {
    Active,
    Passive,
}

/// In what shape a cue is followed by what is said.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Content {
    /// أن / إن and a clause.
    That,
    /// Quotation marks.
    Quote,
    /// A colon.
    Colon,
    /// A bare noun phrase.
    Object,
    /// A preposition and what follows it (prep folded).
    Prep(CompactString),
}

/// Words that open an event or a statement, and what their complements do.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// Verb, noun, phrase or cue.
    pub kind: FrameKind,
    /// Folded lemmas, or folded words of a phrase.
    pub words: Vec<CompactString>,
    /// Which function fills which role, in the order given.
    pub roles: Vec<(Role, Function)>,
    /// What must be there.
    pub needs: Vec<Need>,
    /// The object's head must be one of these, if any are given.
    pub objects: Vec<CompactString>,
    /// One of these lemmas must stand near the trigger, if any are given.
    pub near: Vec<CompactString>,
    /// One of these must be an adjective of the noun, if any are given.
    pub modifiers: Vec<CompactString>,
    /// None of these may hold.
    pub unless: Vec<Condition>,
    /// Modes under conditions.
    pub modes: Vec<ModeIf>,
    /// Other types under conditions.
    pub types: Vec<TypeIf>,
    /// Forced status.
    pub status: Option<Status>,
    /// Required voice.
    pub form: Option<VoiceForm>,
    /// How much the frame is trusted, 0 to 1.
    pub confidence: f32,
    /// Its complement may also be a reported statement.
    pub statement: bool,
    /// Stands without participants.
    pub bare: bool,
    /// Cues: the shapes of what is said.
    pub contents: Vec<Content>,
    /// Cues that follow or frame what is said.
    pub parenthetical: bool,
    /// Line of the file where it opens.
    pub line: usize,
}

/// A sentence the rule is tried on.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Whether the rule must not fire.
    pub not: bool,
    /// Key and value of every expectation: trigger, actor, recipient, status, speaker, cue, content, …
    pub expect: Vec<(String, String)>,
    /// Line of the file.
    pub line: usize,
}
