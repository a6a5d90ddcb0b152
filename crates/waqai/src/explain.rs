//! What led to a record: its sentences word by word, and why each event has its roles.

use crate::engine::Reading;
use crate::record::Quoter;
use crate::tokens;
use waqai_lang::Lexicon;
use waqai_schema::{Record, tokens::Token};
use waqai_text::Span;

/// A record with its derivation.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// What [`crate::Engine::read`] gives for the same page.
    pub record: Record,
    /// Every sentence that was read, the main story's first.
    pub sentences: Vec<Sentence>,
    /// For each event of the record, in the same order: one line a role.
    pub why: Vec<Vec<String>>,
}

/// A sentence and its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The role of its part, when that is not headline or body.
    pub part: Option<&'static str>,
    /// Its words; `sentence` counts within the stretch that was read together.
    pub tokens: Vec<Token>,
}

/// Gives every word of the sentences all analyses that lexicon and grammar allow it by itself.
pub(crate) fn add_analyses(explanation: &mut Explanation, lexicon: &Lexicon) {
    explanation.sentences.iter_mut().for_each(|s| tokens::add_analyses(&mut s.tokens, lexicon));
}

pub(crate) fn build(record: Record, text: &str, readings: &[Reading<'_>]) -> Explanation {
    let quoter = Quoter::new(text);
    let mut sentences = Vec::new();
    let mut why = Vec::new();
    for reading in readings {
        let place = |span: Span| reading.stretch.place(span);
        for sentence in &reading.analysis.sentences {
            let range = quoter.range(place(sentence.span));
            let words = reading.analysis.tokens.get(sentence.tokens.clone()).unwrap_or_default();
            sentences.push(Sentence {
                start: range.start,
                end: range.end,
                part: reading.stretch.role_at(sentence.span.start).map(waqai_page::PartRole::as_str),
                tokens: words
                    .iter()
                    .map(|t| tokens::token(t, reading.analysis.text, quoter.points(), reading.stretch.offset))
                    .collect(),
            });
        }
        why.extend(reading.extraction.events.iter().map(|e| e.why.clone()));
    }
    Explanation { record, sentences, why }
}
