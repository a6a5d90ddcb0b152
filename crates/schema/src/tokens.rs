//! The words of an article: what `waqai tokens` writes, one object a line.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All tokens of one article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tokens {
    /// The article's id.
    pub id: String,
    /// In order of the text.
    pub tokens: Vec<Token>,
}

/// A written word with its clitics, a number, or one punctuation mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// First code point in `document.text`.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The word as written.
    pub text: String,
    /// Its clitics and stem, in order of writing.
    pub segments: Vec<Segment>,
    /// Unvocalised dictionary form.
    pub lemma: String,
    /// The same with vowel signs, where the lexicon has them.
    pub vocalised: Option<String>,
    /// Universal part of speech of the stem.
    pub upos: String,
    /// Grammatical features by their Universal Dependencies names (`Gender`, `Number`, …), sorted.
    pub features: BTreeMap<String, String>,
    /// Number of its sentence, from 0.
    pub sentence: u32,
    /// Everything that lexicon and grammar allow the word by itself, the likeliest first; only where it was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analyses: Vec<Analysis>,
}

/// One analysis of a word out of context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Analysis {
    /// Clitics and stem, in order of writing.
    pub segments: Vec<Segment>,
    /// The stem with its inflection.
    pub stem: String,
    /// Unvocalised dictionary form.
    pub lemma: String,
    /// The same with vowel signs, where the lexicon has them.
    pub vocalised: Option<String>,
    /// Letters of the root, where the lexicon has it.
    pub root: Option<String>,
    /// Universal part of speech of the stem.
    pub upos: String,
    /// Grammatical features by their Universal Dependencies names, `Definite` for the state among them, sorted.
    pub features: BTreeMap<String, String>,
    /// Whether the lexicon has the word; false: a guess from its shape.
    pub known: bool,
}

/// A piece of a written word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The letters of the piece.
    pub text: String,
    /// `proclitic`, `article`, `stem` or `enclitic`.
    pub role: String,
    /// Its universal part of speech.
    pub upos: String,
}
