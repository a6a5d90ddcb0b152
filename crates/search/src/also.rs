//! As which written forms a query's words were found, and in how many of the articles that fit.

use crate::document::{terms_of, written};
use crate::fields::Fields;
use crate::gather::Set;
use crate::layer::Layer;
use crate::normal;
use crate::plan::{Plan, Unit};
use crate::words::Keys;
use compact_str::CompactString;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED};

/// The forms of one word, name or pair of the query.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Also {
    /// As it was typed.
    pub word: String,
    /// By layer, then by number of articles, the most first.
    pub forms: Vec<Form>,
}

/// A written form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Form {
    /// As written, without harakat.
    pub text: String,
    /// The narrowest layer in which it is the word.
    pub layer: Layer,
    /// In how many of the articles that fit the query.
    pub articles: u64,
}

/// A field in which forms stand under a key, the key, and the word it belongs to; none for a person, organisation or place.
type Asked<'p> = (Field, &'p CompactString, Option<&'p Keys>);

/// The forms of every unit of the plan.
pub(crate) fn matched(
    searcher: &Searcher,
    fields: &Fields,
    plan: &Plan,
    sets: &[Set],
) -> tantivy::Result<Vec<Also>> {
    let mut out = Vec::new();
    for unit in plan.units.iter().filter(|u| !u.phrase) {
        let mut forms: BTreeMap<(Layer, CompactString), u64> = BTreeMap::new();
        let mut seen: BTreeSet<(u32, CompactString)> = BTreeSet::new();
        for (ordinal, segment) in searcher.segment_readers().iter().enumerate() {
            let Some(set) = sets.get(ordinal) else { continue };
            for (field, key, word) in keys(fields, unit, plan.layer) {
                let index = segment.inverted_index(field)?;
                let (first, past) = terms_of(key);
                let mut terms = index.terms().range().ge(&*first).lt(&*past).into_stream()?;
                while let Some((term, info)) = terms.next() {
                    let Some(written) = written(key, term) else { continue };
                    let Some(layer) = layer_of(key, word, &written).filter(|l| *l <= plan.layer) else {
                        continue;
                    };
                    // A form can stand under two keys of one word: count it once.
                    if !seen.insert((ordinal as u32, written.clone())) {
                        continue;
                    }
                    let mut postings = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                    let mut articles = 0;
                    while postings.doc() != TERMINATED {
                        articles += u64::from(set.contains(postings.doc()));
                        postings.advance();
                    }
                    if articles > 0 {
                        *forms.entry((layer, written)).or_default() += articles;
                    }
                }
            }
        }
        let mut forms: Vec<Form> = forms
            .into_iter()
            .map(|((layer, text), articles)| Form { text: text.into(), layer, articles })
            .collect();
        forms.sort_by(|a, b| (a.layer, b.articles, &a.text).cmp(&(b.layer, a.articles, &b.text)));
        out.push(Also { word: unit.typed.clone(), forms });
    }
    Ok(out)
}

fn keys<'p>(fields: &Fields, unit: &'p Unit, layer: Layer) -> Vec<Asked<'p>> {
    let mut out: Vec<Asked<'p>> = Vec::new();
    for part in &unit.parts {
        for word in &part.words {
            // A form with these letters is found whatever it means; the others only where they are the same dictionary word.
            out.extend(
                word.folded.iter().flat_map(|k| [fields.exact, fields.seat].map(|f| (f, k, Some(word)))),
            );
            out.extend(word.lemmas.iter().map(|k| (fields.form, k, Some(word))));
        }
        out.extend(part.joined.iter().map(|k| (fields.form, k, None)));
    }
    if layer == Layer::Name {
        out.extend(unit.names.iter().map(|k| (fields.form, k, None)));
    }
    out
}

/// In which layer a form under this key is the word; none where the key is only the word's folded spelling and the form is
/// another word's.
fn layer_of(key: &CompactString, word: Option<&Keys>, written: &str) -> Option<Layer> {
    let Some(word) = word else {
        return Some(if key.contains('/') { Layer::Name } else { Layer::Folded });
    };
    if word.exact == written {
        return Some(Layer::Exact);
    }
    if normal::folded(written).iter().any(|f| word.folded.contains(f)) {
        return Some(Layer::Folded);
    }
    word.lemmas.contains(key).then_some(Layer::Lemma)
}
