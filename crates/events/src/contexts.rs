//! What an event is about beside what was done: PLOVER 2.0's contexts, which are meant at the level of the paragraph.
//!
//! In: the sentence and the paragraph of the event. Out: the contexts whose words stand there (`data/rules/events/contexts.tsv`):
//! one sure word or two others in the sentence, three in the paragraph. The trigger itself is no such word.

use crate::types::Event;
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use waqai_lang::{Analysis, Token};
use waqai_text::fold;

/// Words of one context in the event's sentence that give it, unless one is sure.
const IN_SENTENCE: usize = 2;
/// The same for its whole paragraph.
const IN_PARAGRAPH: usize = 3;

struct Row {
    /// The second word, where the entry has two.
    next: Option<String>,
    context: &'static str,
    sure: bool,
}

static TABLE: LazyLock<FxHashMap<String, Vec<Row>>> = LazyLock::new(|| {
    let mut table: FxHashMap<String, Vec<Row>> = FxHashMap::default();
    for row in crate::tables::rows(include_str!("../../../data/rules/events/contexts.tsv")) {
        let [words, context, how, ..] = row.as_slice() else { continue };
        let sure = *how == "sure";
        let mut words = words.split(' ').map(fold);
        let Some(first) = words.next() else { continue };
        table.entry(first).or_default().push(Row { next: words.next(), context, sure });
    }
    table
});

/// Adds the contexts of the event's sentence and paragraph to those of its rule, each with a line that names its words.
pub(crate) fn add(analysis: &Analysis<'_>, event: &mut Event) {
    let Some(own) = analysis.sentences.iter().find(|s| s.span == event.sentence) else { return };
    // Context -> words in the sentence, words in the paragraph, whether one in the sentence is sure.
    let mut found: BTreeMap<&'static str, (Vec<&str>, Vec<&str>, bool)> = BTreeMap::new();
    for sentence in analysis.sentences.iter().filter(|s| s.paragraph == own.paragraph) {
        let here = sentence.span == own.span;
        for i in sentence.tokens.clone() {
            let t = &analysis.tokens[i];
            if t.stem.overlaps(event.trigger) {
                continue;
            }
            for row in rows(t, analysis.tokens.get(i + 1)) {
                let (in_sentence, in_paragraph, sure) = found.entry(row.context).or_default();
                let key = t.key();
                if here {
                    *sure |= row.sure;
                    if !in_sentence.contains(&key) {
                        in_sentence.push(key);
                    }
                }
                if !in_paragraph.contains(&key) {
                    in_paragraph.push(key);
                }
            }
        }
    }
    for (context, (in_sentence, in_paragraph, sure)) in found {
        let enough = sure || in_sentence.len() >= IN_SENTENCE || in_paragraph.len() >= IN_PARAGRAPH;
        if enough && !event.contexts.iter().any(|c| c == context) {
            event.contexts.push(CompactString::from(context));
            event.why.push(format!("context {context}: {}", in_paragraph.join(", ")));
        }
    }
}

fn rows<'t>(t: &Token, next: Option<&Token>) -> impl Iterator<Item = &'t Row> {
    let by_form = TABLE.get(t.form.as_str());
    let by_key = if t.form == t.key() { None } else { TABLE.get(t.key()) };
    let next = next.map(|n| n.form.clone());
    by_form
        .into_iter()
        .chain(by_key)
        .flatten()
        .filter(move |r| r.next.is_none() || r.next.as_deref() == next.as_deref())
}
