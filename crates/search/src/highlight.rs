//! Where in an article the words of a query stand.

use crate::layer::Layer;
use crate::plan::{Part, Plan, Unit};
use crate::text::Bytes;
use crate::words::{Keys, Language, Word};
use serde::Serialize;
use waqai_schema::Record;
use waqai_text::{CodePoints, Span};

/// A word of the article that was asked for: all of it, and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Highlight {
    /// First code point of the record's `document.text`.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The word as written.
    pub text: String,
    /// How it is the word that was asked for.
    pub layer: Layer,
    /// Which of the query's words it is, from 0.
    pub word: usize,
}

/// A sentence in which words stand that were asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// First code point of the record's `document.text`.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The sentence as written.
    pub text: String,
    /// Positions in [`Highlights::words`].
    #[serde(skip)]
    pub words: std::ops::Range<usize>,
}

/// Everything to be lit up in an article.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Highlights {
    /// In order of the text; they do not overlap.
    pub words: Vec<Highlight>,
    /// In order of the text.
    pub sentences: Vec<Snippet>,
}

impl Highlights {
    /// The sentences that show most of the query's words, at most so many, in order of the text.
    #[must_use]
    pub fn best(&self, most: usize) -> Vec<&Snippet> {
        let different = |s: &Snippet| {
            let mut words: Vec<usize> = self.words[s.words.clone()].iter().map(|w| w.word).collect();
            words.sort_unstable();
            words.dedup();
            words.len()
        };
        let narrowest = |s: &Snippet| self.words[s.words.clone()].iter().map(|w| w.layer).min();
        let mut order: Vec<usize> = (0..self.sentences.len()).collect();
        order.sort_by_key(|i| {
            let sentence = &self.sentences[*i];
            (std::cmp::Reverse(different(sentence)), narrowest(sentence), *i)
        });
        order.truncate(most);
        order.sort_unstable();
        order.into_iter().map(|i| &self.sentences[i]).collect()
    }
}

/// A stretch found, in bytes.
#[derive(Debug, Clone, Copy)]
struct Found {
    span: Span,
    layer: Layer,
    unit: usize,
}

pub(crate) fn find(language: &Language, plan: &Plan, record: &Record) -> Highlights {
    let text = &record.document.text;
    let bytes = Bytes::new(text);
    let all = language.words(record);
    let words: Vec<&Word> = all.words.iter().collect();
    let mut found: Vec<Found> = Vec::new();
    for (number, unit) in plan.units.iter().enumerate() {
        let mut put = |span, layer| found.push(Found { span, layer, unit: number });
        if unit.phrase {
            phrases(unit, &words, &mut put);
            continue;
        }
        for part in &unit.parts {
            parts(part, &words, plan.layer, &mut put);
        }
        for entity in record.entities.iter().filter(|e| e.key.as_ref().is_some_and(|k| names(unit, k))) {
            for mention in entity.mentions.iter().filter(|m| m.kind == "name") {
                put(bytes.span(mention.start, mention.end), Layer::Name);
            }
        }
    }
    arrange(text, &all.sentences, found)
}

fn names(unit: &Unit, key: &str) -> bool {
    unit.names.iter().any(|n| n == key)
}

fn parts(part: &Part, words: &[&Word], most: Layer, put: &mut dyn FnMut(Span, Layer)) {
    for (i, word) in words.iter().enumerate() {
        let layer = part.words.iter().filter_map(|w| layer_of(w, &word.keys)).min();
        if let Some(layer) = layer.filter(|l| *l <= most) {
            put(word.span, layer);
        }
        let Some(joined) = part.joined.as_ref().filter(|_| most >= Layer::Folded) else { continue };
        if word.joined.as_ref() == Some(joined) {
            let end = words.get(i + 1).map_or(word.span, |next| word.span.cover(next.span));
            put(end, Layer::Folded);
        } else if word.keys.lemmas.contains(joined) {
            put(word.span, Layer::Folded);
        }
    }
}

fn layer_of(asked: &Keys, word: &Keys) -> Option<Layer> {
    if asked.exact == word.exact {
        Some(Layer::Exact)
    } else if asked.folded.iter().any(|f| word.folded.contains(f)) {
        Some(Layer::Folded)
    } else {
        asked.lemmas.iter().any(|l| word.lemmas.contains(l)).then_some(Layer::Lemma)
    }
}

fn phrases(unit: &Unit, words: &[&Word], put: &mut dyn FnMut(Span, Layer)) {
    let asked: Vec<&Keys> = unit.parts.iter().flat_map(|p| &p.words).collect();
    for window in words.windows(asked.len().max(1)) {
        let fits = window.iter().zip(&asked).all(|(w, a)| w.keys.exact == a.exact)
            && window.windows(2).all(|p| p[1].position == p[0].position + 1);
        if fits && let (Some(first), Some(last)) = (window.first(), window.last()) {
            put(first.span.cover(last.span), Layer::Exact);
        }
    }
}

/// Puts what was found in order, and cuts away what overlaps: the narrower layer stays, then the longer.
fn arrange(text: &str, sentences: &[Span], mut found: Vec<Found>) -> Highlights {
    found.sort_by_key(|f| (f.layer, std::cmp::Reverse(f.span.len()), f.span, f.unit));
    let mut kept: Vec<Found> = Vec::new();
    for f in found {
        if !f.span.is_empty() && !kept.iter().any(|k| k.span.overlaps(f.span)) {
            kept.push(f);
        }
    }
    kept.sort_by_key(|f| f.span);
    let points = CodePoints::new(text);
    let highlight = |f: &Found| Highlight {
        start: points.at(f.span.start),
        end: points.at(f.span.end),
        text: f.span.of(text).to_owned(),
        layer: f.layer,
        word: f.unit,
    };
    let words: Vec<Highlight> = kept.iter().map(highlight).collect();
    let mut snippets: Vec<Snippet> = Vec::new();
    for span in sentences {
        let first = kept.partition_point(|f| f.span.start < span.start);
        let past = kept.partition_point(|f| f.span.start < span.end);
        if past > first {
            snippets.push(Snippet {
                start: points.at(span.start),
                end: points.at(span.end),
                text: span.of(text).to_owned(),
                words: first..past,
            });
        }
    }
    Highlights { words, sentences: snippets }
}
