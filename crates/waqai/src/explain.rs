//! What led to a record: its sentences word by word, and why each event has its roles.

use crate::engine::Reading;
use crate::record::Quoter;
use crate::tokens;
use waqai_lang::Lexicon;
use waqai_schema::{Quote, Record, tokens::Token};
use waqai_syntax::{ChunkKind, Np, Syntax};
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
    /// What its verbs govern, in order of the verbs.
    pub clauses: Vec<Clause>,
}

/// A verb, or a participle that stands for a clause, with its complements.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// The verb.
    pub verb: Quote,
    /// Negated (لم يصل).
    pub negated: bool,
    /// Its subject; of a passive, what it was done to.
    pub subject: Option<Quote>,
    /// Its objects, at most two.
    pub objects: Vec<Quote>,
    /// Its prepositional complements: the preposition, folded, and the phrase.
    pub complements: Vec<(String, Quote)>,
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
        let syntax = waqai_syntax::build(&reading.analysis, &reading.names, &reading.dates);
        let place = |span: Span| reading.stretch.place(span);
        for (number, sentence) in reading.analysis.sentences.iter().enumerate() {
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
                clauses: clauses(&syntax, number, &|span| quoter.quote(place(span))),
            });
        }
        why.extend(reading.extraction.events.iter().map(|e| e.why.clone()));
    }
    Explanation { record, sentences, why }
}

fn clauses(syntax: &Syntax<'_>, sentence: usize, quote: &dyn Fn(Span) -> Quote) -> Vec<Clause> {
    let tokens = &syntax.analysis.tokens;
    let phrase = |np: &Np| -> Option<Quote> {
        let (first, last) = (tokens.get(np.tokens.start)?, tokens.get(np.tokens.end.checked_sub(1)?)?);
        Some(quote(first.span.cover(last.span)))
    };
    let chunks = syntax.sentences.get(sentence).cloned().unwrap_or_default();
    let governs = |c: &usize| {
        let chunk = &syntax.chunks[*c];
        chunk.kind == ChunkKind::Verb || chunk.participle.is_some()
    };
    let clause = |c: usize| -> Option<Clause> {
        let verb = tokens.get(syntax.chunks[c].head)?;
        let all = syntax.complements(c);
        Some(Clause {
            verb: quote(verb.span),
            negated: all.negated,
            subject: all.subject.as_ref().and_then(phrase),
            objects: all.object.iter().chain(&all.second_object).filter_map(phrase).collect(),
            complements: all
                .preps
                .iter()
                .filter_map(|(prep, np)| Some((prep.to_string(), phrase(np)?)))
                .collect(),
        })
    };
    chunks.filter(governs).filter_map(clause).collect()
}
