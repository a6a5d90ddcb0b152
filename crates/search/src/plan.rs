//! From a query to what the index is asked, and to what is lit up in an article.

use crate::document::{exact_term, party_name, terms_of};
use crate::fields::Fields;
use crate::layer::Layer;
use crate::query::{Filter, Node, Number, Query};
use crate::words::{Keys, Language, joined};
use compact_str::CompactString;
use std::ops::Bound;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, Occur, PhraseQuery, RangeQuery,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};
use waqai_text::fold;

type Asked = Box<dyn tantivy::query::Query>;

/// What one step to a narrower layer is worth: more than all that frequencies can add.
const STEP: Score = 1000.0;
/// What a word in the headline is worth, beside frequencies, which come to about 20 a word.
const IN_HEADLINE: Score = 10.0;

/// A word, or two that are also written as one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Part {
    pub(crate) words: Vec<Keys>,
    pub(crate) joined: Option<CompactString>,
}

/// What stands for one thing asked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// As it was typed.
    pub(crate) typed: String,
    /// Its words; all have to be there.
    pub(crate) parts: Vec<Part>,
    /// Or one of those named.
    pub(crate) names: Vec<CompactString>,
    /// The words have to stand one after the other, by their exact letters.
    pub(crate) phrase: bool,
}

/// What the index is asked.
pub(crate) struct Plan {
    pub(crate) asked: Asked,
    /// What is looked for, without what must not be there.
    pub(crate) units: Vec<Unit>,
    pub(crate) layer: Layer,
}

/// Makes the plan of a query.
pub(crate) fn plan(language: &Language, fields: &Fields, query: &Query) -> Plan {
    let layer = query.layer.unwrap_or(Layer::Name);
    let mut planner = Planner { language, fields, layer, units: Vec::new(), excluded: 0 };
    let asked = planner.node(&query.root);
    Plan { asked, units: planner.units, layer }
}

struct Planner<'p> {
    language: &'p Language,
    fields: &'p Fields,
    layer: Layer,
    units: Vec<Unit>,
    /// Inside how many signs of exclusion.
    excluded: u32,
}

impl Planner<'_> {
    fn node(&mut self, node: &Node) -> Asked {
        match node {
            Node::All(nodes) => self.all(nodes),
            Node::Any(nodes) => {
                let any = nodes.iter().map(|n| self.node(n)).collect();
                Box::new(BooleanQuery::union(any))
            }
            Node::Not(inner) => {
                self.excluded += 1;
                let inner = self.node(inner);
                self.excluded -= 1;
                Box::new(BooleanQuery::new(vec![(Occur::Must, everything()), (Occur::MustNot, inner)]))
            }
            Node::Word(word) => self.run(&[word]),
            Node::Phrase(words) => self.phrase(words),
            Node::Filter(filter) => self.filter(filter),
        }
    }

    fn all(&mut self, nodes: &[Node]) -> Asked {
        let mut clauses: Vec<(Occur, Asked)> = Vec::new();
        let mut numbers: Vec<(Number, u64, u64)> = Vec::new();
        let mut rest = nodes;
        while let Some((first, after)) = rest.split_first() {
            let words: Vec<&str> = rest
                .iter()
                .map_while(|n| if let Node::Word(w) = n { Some(w.as_str()) } else { None })
                .collect();
            if !words.is_empty() {
                rest = &rest[words.len()..];
                clauses.push((Occur::Must, self.run(&words)));
                continue;
            }
            rest = after;
            match first {
                // One event has to lie in the whole stretch, not one in each half.
                Node::Filter(Filter::Number(number, low, high)) => {
                    match numbers.iter_mut().find(|(n, ..)| n == number) {
                        Some(known) => *known = (*number, known.1.max(*low), known.2.min(*high)),
                        None => numbers.push((*number, *low, *high)),
                    }
                }
                Node::Not(inner) => {
                    self.excluded += 1;
                    clauses.push((Occur::MustNot, self.node(inner)));
                    self.excluded -= 1;
                }
                node => clauses.push((Occur::Must, self.node(node))),
            }
        }
        for (number, low, high) in numbers {
            clauses.push((Occur::Must, self.number(number, low, high)));
        }
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, everything()));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// Words side by side: names of several words are found among them.
    fn run(&mut self, typed: &[&str]) -> Asked {
        let words: Vec<Vec<Keys>> = typed.iter().map(|w| self.language.query(w)).collect();
        let folded: Vec<String> = typed.iter().map(|w| fold(w)).collect();
        let folded: Vec<&str> = folded.iter().map(String::as_str).collect();
        let mut asked: Vec<Asked> = Vec::new();
        let mut at = 0;
        while at < typed.len() {
            let (length, names) = self.language.known.longest(&folded[at..]).unwrap_or((1, Vec::new()));
            // A name of one word may be the first half of one that is also written together (عبد الرحمن).
            let halves =
                (length == 1 && at + 1 < typed.len()).then(|| pair(&words[at], &words[at + 1])).flatten();
            let (length, names) = if halves.is_some() { (2, Vec::new()) } else { (length, names) };
            let unit = Unit {
                typed: typed[at..at + length].join(" "),
                parts: parts(&words[at..at + length]),
                names: if self.layer == Layer::Name { names } else { Vec::new() },
                phrase: false,
            };
            at += length;
            asked.push(self.ask(&unit));
            self.keep(unit);
        }
        Box::new(BooleanQuery::intersection(asked))
    }

    fn keep(&mut self, unit: Unit) {
        if self.excluded == 0 {
            self.units.push(unit);
        }
    }

    fn ask(&self, unit: &Unit) -> Asked {
        let parts: Vec<Asked> = unit.parts.iter().map(|p| self.part(p)).collect();
        let count = unit.parts.len();
        let words: Asked =
            if parts.is_empty() { Box::new(AllQuery) } else { Box::new(BooleanQuery::intersection(parts)) };
        if unit.names.is_empty() {
            return words;
        }
        let mut any = vec![words];
        for name in &unit.names {
            any.push(constant(self.term(self.fields.name, name), 0.5 * STEP * count as Score));
        }
        Box::new(DisjunctionMaxQuery::new(any))
    }

    fn part(&self, part: &Part) -> Asked {
        let words: Vec<Asked> = part.words.iter().map(|w| self.word(w)).collect();
        let words: Asked = Box::new(BooleanQuery::intersection(words));
        match part.joined.as_ref().filter(|_| self.layer >= Layer::Folded) {
            Some(joined) => {
                let joined = constant(self.term(self.fields.lemma, joined), 2.0 * STEP);
                Box::new(DisjunctionMaxQuery::new(vec![words, joined]))
            }
            None => words,
        }
    }

    fn word(&self, keys: &Keys) -> Asked {
        let mut layers = vec![constant(self.term(self.fields.exact, &exact_term(keys)), 3.0 * STEP)];
        if self.layer >= Layer::Folded {
            let spellings =
                keys.folded.iter().flat_map(|f| [self.fields.exact, self.fields.seat].map(|in_| (in_, f)));
            layers.extend(spellings.map(|(field, f)| constant(spelt(field, f), 2.0 * STEP)));
        }
        if self.layer >= Layer::Lemma {
            layers.extend(keys.lemmas.iter().map(|l| constant(self.term(self.fields.lemma, l), STEP)));
        }
        let mut clauses: Vec<(Occur, Asked)> =
            vec![(Occur::Must, Box::new(DisjunctionMaxQuery::new(layers)))];
        for lemma in &keys.lemmas {
            let term = Term::from_field_text(self.fields.lemma, lemma);
            clauses.push((Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))));
            let headline = self.term(self.fields.headline, lemma);
            clauses.push((Occur::Should, constant(headline, IN_HEADLINE)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn phrase(&mut self, typed: &str) -> Asked {
        let words = self.language.query(typed);
        let terms: Vec<Term> =
            words.iter().map(|w| Term::from_field_text(self.fields.exact, &exact_term(w))).collect();
        let worth = 3.0 * STEP * terms.len() as Score;
        let query: Asked = match terms.len() {
            0 => Box::new(tantivy::query::EmptyQuery),
            1 => self.term(self.fields.exact, &exact_term(&words[0])),
            _ => Box::new(PhraseQuery::new(terms)),
        };
        self.keep(Unit { typed: typed.to_owned(), parts: parts(&[words]), names: Vec::new(), phrase: true });
        constant(query, worth)
    }

    fn filter(&mut self, filter: &Filter) -> Asked {
        let fields = self.fields;
        let terms: Vec<Asked> = match filter {
            Filter::Actor(who) => self.party(fields.actor, who),
            Filter::Place(who) => self.party(fields.place, who),
            Filter::Speaker(who) => self.party(fields.speaker, who),
            Filter::Name(who) => {
                let names = self.parties(who);
                let terms = names.iter().map(|n| self.term(fields.name, n)).collect();
                self.keep(Unit { typed: who.clone(), names, ..Unit::default() });
                terms
            }
            Filter::Outlet(outlet) => {
                let host = outlet.to_lowercase();
                vec![self.term(fields.outlet, &party_name(outlet)), self.term(fields.outlet, &host)]
            }
            Filter::Kind(kind) => vec![self.term(fields.kind, kind)],
            Filter::Status(status) => vec![self.term(fields.status, status)],
            Filter::Number(number, low, high) => return self.number(*number, *low, *high),
        };
        constant(Box::new(BooleanQuery::union(terms)), 0.0)
    }

    fn party(&self, field: Field, who: &str) -> Vec<Asked> {
        self.parties(who).iter().map(|n| self.term(field, n)).collect()
    }

    /// Whom a name, key or country code may mean.
    fn parties(&self, who: &str) -> Vec<CompactString> {
        let mut all = self.language.known.keys(who);
        all.push(party_name(who));
        if who.contains('/') {
            all.push(who.into());
        }
        if who.len() == 3 && who.bytes().all(|b| b.is_ascii_alphabetic()) {
            all.push(who.to_ascii_uppercase().into());
        }
        all
    }

    fn number(&self, number: Number, low: u64, high: u64) -> Asked {
        let field = match number {
            Number::Published => self.fields.published,
            Number::Happened => self.fields.happened,
            Number::Retrieved => self.fields.retrieved,
            Number::Confidence => self.fields.confidence,
        };
        let bound = |n| Bound::Included(Term::from_field_u64(field, n));
        constant(Box::new(RangeQuery::new(bound(low), bound(high))), 0.0)
    }

    fn term(&self, field: Field, text: &str) -> Asked {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic))
    }
}

/// Every word of this folded spelling.
fn spelt(field: Field, folded: &str) -> Asked {
    let (first, past) = terms_of(folded);
    let term = |text: &str| Term::from_field_text(field, text);
    Box::new(RangeQuery::new(Bound::Included(term(&first)), Bound::Excluded(term(&past))))
}

fn constant(query: Asked, score: Score) -> Asked {
    Box::new(ConstScoreQuery::new(query, score))
}

fn everything() -> Asked {
    Box::new(BoostQuery::new(Box::new(AllQuery), 0.0))
}

/// The two words as one, if they are a name that is also written together.
fn pair(first: &[Keys], second: &[Keys]) -> Option<CompactString> {
    let (first, second) = (first.last()?, second.first()?);
    first.lemmas.iter().chain(&first.folded).find_map(|l| joined(l, second.folded.first()?))
}

/// The words of a unit, pairs that are also written together side by side.
fn parts(words: &[Vec<Keys>]) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for keys in words.iter().flatten() {
        if let Some(Part { words, joined: one @ None }) = out.last_mut()
            && let Some(together) = pair(words, std::slice::from_ref(keys))
        {
            words.push(keys.clone());
            *one = Some(together);
        } else {
            out.push(Part { words: vec![keys.clone()], joined: None });
        }
    }
    out
}
