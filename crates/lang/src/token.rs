//! What the analysis of a text consists of.

use compact_str::CompactString;
use smallvec::SmallVec;
use std::ops::Range;
use waqai_text::Span;

/// A text cut into sentences and tokens. Tokens are in order, do not overlap, and cover everything but white space.
#[derive(Debug, Clone)]
pub struct Analysis<'t> {
    /// The original.
    pub text: &'t str,
    /// In order; each token belongs to exactly one.
    pub sentences: Vec<Sentence>,
    /// In order.
    pub tokens: Vec<Token>,
}

/// A sentence. It never crosses a line break that ends a paragraph.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Span,
    /// Indices into [`Analysis::tokens`].
    pub tokens: Range<usize>,
    /// Counts the non-empty lines of the text from 0 (0 is usually the headline).
    pub paragraph: u32,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word in Arabic letters.
    Word,
    /// Digits, with separators inside ("12/3/2024", "1,500", "3.5").
    Number,
    /// A word in other letters.
    Foreign,
    /// One punctuation mark or symbol.
    Punct,
}

/// A written word with its clitics, or a number, or one mark.
#[derive(Debug, Clone)]
pub struct Token {
    /// The whole written word.
    pub span: Span,
    /// Word, number, foreign or mark.
    pub kind: Kind,
    /// Clitics and stem in order of writing; together they cover the word.
    pub segments: SmallVec<[Segment; 3]>,
    /// The stem's span (with its inflection: subject suffixes, ta marbuta and plural endings).
    pub stem: Span,
    /// Folded letters of the whole word.
    pub folded: CompactString,
    /// Folded letters of the stem.
    pub form: CompactString,
    /// The proclitics, as a set.
    pub proclitics: Proclitics,
    /// The attached pronoun, if any.
    pub pronoun: Option<Pronoun>,
    /// Readings in context, the chosen one first; never empty.
    pub readings: SmallVec<[Reading; 2]>,
    /// How sure the choice of the first reading is, 0 to 1.
    pub confidence: f32,
    /// Index into [`Analysis::sentences`].
    pub sentence: u32,
}

impl Token {
    /// The chosen reading.
    #[must_use]
    pub fn best(&self) -> &Reading {
        &self.readings[0]
    }
    /// The chosen part of speech.
    #[must_use]
    pub fn upos(&self) -> Upos {
        self.best().upos
    }
    /// The chosen lemma, folded: the key that rules and lexicons match.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.best().key
    }
    /// Whether the chosen or any other reading has this part of speech.
    #[must_use]
    pub fn may_be(&self, upos: Upos) -> bool {
        self.readings.iter().any(|r| r.upos == upos)
    }
    /// Whether it carries the article (also fused in لل).
    #[must_use]
    pub fn has_article(&self) -> bool {
        self.proclitics.has(Proclitics::AL)
    }
}

/// One reading of a word.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// Unvocalised lemma in standard spelling (أعلن, وزير, تظاهرة).
    pub lemma: CompactString,
    /// The lemma folded (اعلن, وزير, تظاهره).
    pub key: CompactString,
    /// With vowel signs, when the lexicon has it.
    pub vocalised: Option<CompactString>,
    /// Universal part of speech of the stem.
    pub upos: Upos,
    /// Grammatical gender of the form.
    pub gender: Option<Gender>,
    /// Grammatical number of the form.
    pub number: Option<Number>,
    /// Grammatical person of the form (verbs): 1, 2, 3.
    pub person: Option<u8>,
    /// Aspect (verbs).
    pub aspect: Option<Aspect>,
    /// Voice (verbs and participles). `None` when the writing does not tell and nothing else does.
    pub voice: Option<Voice>,
    /// A verbal noun (masdar) of this verb's folded lemma, or a participle of it, when the lexicon knows.
    pub verb: Option<CompactString>,
    /// Letters of the root without marks between them, when the lexicon has it.
    pub root: Option<&'static str>,
    /// A verb that takes no object, as the lexicon says; false also where nothing says so.
    pub intransitive: bool,
    /// Whether the lexicon has the word; false: a guess from its shape.
    pub known: bool,
}

/// A piece of a written word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands. The article inside لل shares its lam: its span is the second lam.
    pub span: Span,
    /// What it does.
    pub role: Role,
    /// Its part of speech.
    pub upos: Upos,
}

/// What a segment does in its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// و ف ب ل ك س أ
    Proclitic,
    /// ال
    Article,
    /// The word itself.
    Stem,
    /// Attached object or possessive pronoun.
    Enclitic,
}

/// A set of proclitics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Proclitics(pub u16);

impl Proclitics {
    /// و "and".
    pub const WA: Proclitics = Proclitics(1);
    /// ف "so".
    pub const FA: Proclitics = Proclitics(2);
    /// ب "in, by".
    pub const BI: Proclitics = Proclitics(4);
    /// ل "to, for" before a noun.
    pub const LI: Proclitics = Proclitics(8);
    /// ك "as".
    pub const KA: Proclitics = Proclitics(16);
    /// س, the future.
    pub const SA: Proclitics = Proclitics(32);
    /// ال, the article.
    pub const AL: Proclitics = Proclitics(64);
    /// أ, the question.
    pub const A: Proclitics = Proclitics(128);
    /// ل before a verb: "in order to", "let", or emphasis.
    pub const LA: Proclitics = Proclitics(256);

    /// Whether all of `other` are in the set.
    #[must_use]
    pub fn has(self, other: Proclitics) -> bool {
        self.0 & other.0 == other.0
    }
    /// Whether any of `other` is in the set.
    #[must_use]
    pub fn any(self, other: Proclitics) -> bool {
        self.0 & other.0 != 0
    }
    /// Both sets together.
    #[must_use]
    pub fn with(self, other: Proclitics) -> Proclitics {
        Proclitics(self.0 | other.0)
    }
    /// A preposition is attached: ب, ل or ك.
    #[must_use]
    pub fn preposition(self) -> bool {
        self.any(Proclitics(4 | 8 | 16))
    }
    /// A conjunction is attached: و or ف.
    #[must_use]
    pub fn conjunction(self) -> bool {
        self.any(Proclitics(3))
    }
}

/// An attached pronoun: ه ها هم هما هن ي نا ك كم …
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Pronoun {
    /// 1, 2 or 3.
    pub person: u8,
    /// If the form tells.
    pub gender: Option<Gender>,
    /// Its number.
    pub number: Number,
}

/// Universal Dependencies parts of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are those of Universal Dependencies")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

impl Upos {
    /// Every tag, in the order of its number.
    pub const ALL: [Upos; 17] = [
        Upos::Adj,
        Upos::Adp,
        Upos::Adv,
        Upos::Aux,
        Upos::Cconj,
        Upos::Det,
        Upos::Intj,
        Upos::Noun,
        Upos::Num,
        Upos::Part,
        Upos::Pron,
        Upos::Propn,
        Upos::Punct,
        Upos::Sconj,
        Upos::Sym,
        Upos::Verb,
        Upos::X,
    ];

    /// The tag as Universal Dependencies writes it.
    #[must_use]
    pub fn name(self) -> &'static str {
        [
            "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
            "PUNCT", "SCONJ", "SYM", "VERB", "X",
        ][self as usize]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar")]
pub enum Gender {
    Masculine,
    Feminine,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar")]
pub enum Number {
    Singular,
    Dual,
    Plural,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar")]
pub enum Aspect {
    Perfect,
    Imperfect,
    Imperative,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "plain grammar")]
pub enum Voice {
    Active,
    Passive,
}

/// Whether a noun names something known, something new, or is the first member of a construct.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// With the article.
    Definite,
    /// With the alif of the indefinite accusative.
    Indefinite,
    /// Before its genitive or an attached pronoun.
    Construct,
}
