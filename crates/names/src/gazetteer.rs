//! Finds every phrase of the gazetteer in a text.

use crate::data::{Class, NameData, Readings, Walk};
use crate::key::{PhraseKey, is_inner_mark};
use crate::words::Forms;
use std::ops::Range;
use waqai_lang::{Analysis, Kind};
use waqai_text::Span;

/// A phrase of the gazetteer in the text.
#[derive(Debug, Clone)]
pub struct Match {
    /// Tokens it covers.
    pub tokens: Range<usize>,
    /// Its bytes, without what is attached in front.
    pub span: Span,
    /// Whether its first word was read as the analyser read it.
    pub chosen: bool,
    /// What it can be.
    pub readings: Readings,
}

impl Match {
    /// The number of the first reading of a class.
    #[must_use]
    pub fn number(&self, class: Class) -> Option<u32> {
        self.readings.iter().find(|r| r.class == class).map(|r| r.row())
    }
    /// Whether it has a reading of a class.
    #[must_use]
    pub fn is(&self, class: Class) -> bool {
        self.readings.iter().any(|r| r.class == class)
    }
    /// Whether it has a reading of a class that is no ordinary word.
    #[must_use]
    pub fn is_sure(&self, class: Class) -> bool {
        self.readings.iter().any(|r| r.class == class && !r.is_common())
    }
}

/// Longest phrase looked for, in tokens.
const LONGEST: usize = 12;

/// All matches, in order of their first token, the shorter first.
#[must_use]
pub fn find(analysis: &Analysis<'_>, forms: &[Forms], data: &NameData) -> Vec<Match> {
    let mut out = Vec::new();
    for (i, token) in analysis.tokens.iter().enumerate() {
        let end =
            analysis.sentences.get(token.sentence as usize).map_or(analysis.tokens.len(), |s| s.tokens.end);
        let end = end.min(i + LONGEST).min(analysis.tokens.len());
        for form in forms.get(i).into_iter().flatten() {
            let mut walk = Walk::new(data);
            let mut key = PhraseKey::default();
            if !walk.feed(key.push(&form.key)) {
                continue;
            }
            push(&mut out, i..i + 1, form.span, form.chosen, walk);
            let mut j = i + 1;
            while j < end {
                let next = &analysis.tokens[j];
                if next.kind == Kind::Punct {
                    let goes_on =
                        analysis.tokens.get(j + 1).is_some_and(|t| j + 1 < end && t.kind != Kind::Punct);
                    if goes_on && is_inner_mark(next.span.of(analysis.text)) {
                        j += 1;
                        continue;
                    }
                    break;
                }
                if !walk.feed(key.push(&next.folded)) {
                    break;
                }
                j += 1;
                push(&mut out, i..j, form.span.cover(next.span), form.chosen, walk);
            }
        }
    }
    out
}

fn push(out: &mut Vec<Match>, tokens: Range<usize>, span: Span, chosen: bool, walk: Walk<'_>) {
    let readings = walk.readings();
    if !readings.is_empty() {
        out.push(Match { tokens, span, chosen, readings });
    }
}
