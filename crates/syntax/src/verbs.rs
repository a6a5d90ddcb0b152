//! Verbs that the analyser read as something else, found by the clause that lacks one.
//!
//! "دعم زعيم الحزب المتظاهرين" opens with a word that is noun and verb; a sentence of running text that opens with it
//! and has no other verb has it as its verb. Headlines do without verbs and are left alone.

use crate::words::{Class, class_of};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use waqai_lang::{Analysis, Aspect, Kind, Token, Upos};
use waqai_text::fold;

/// Words of one table row: the form, and what must follow it.
static HOMOGRAPHS: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    include_str!("../../../data/syntax/homographs.tsv")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .map(|(form, next)| (fold(form), fold(next)))
        .collect()
});

/// Verbs whose object is whom one speaks to or of.
static ADDRESSING: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let rows = include_str!("../../../data/syntax/addressing.tsv").lines();
    rows.filter(|l| !l.starts_with('#')).map(fold).collect()
});

/// Whether the verb (folded lemma) is one that is said to somebody: "طالب", "اتهم".
pub(crate) fn addresses(key: &str) -> bool {
    ADDRESSING.contains(key)
}

/// How far the deciding word of a homograph may stand.
const REACH: usize = 9;

/// For each token, the index of the reading that makes it the verb its clause lacks; 0 where the analyser's stands.
pub(crate) fn missing(analysis: &Analysis<'_>, mention_at: &[Option<(u32, u32)>]) -> Vec<u8> {
    let mut forced = vec![0; analysis.tokens.len()];
    for sentence in &analysis.sentences {
        let tokens = sentence.tokens.clone();
        for i in tokens.clone() {
            let t = &analysis.tokens[i];
            if t.kind != Kind::Word || t.upos() == Upos::Verb {
                continue;
            }
            let Some(reading) = verb_reading(t) else { continue };
            let homograph = HOMOGRAPHS.get(t.form.as_str()).is_some_and(|next| {
                analysis.tokens[i + 1..tokens.end.min(i + 1 + REACH)]
                    .iter()
                    .any(|n| n.form == *next && n.pronoun.is_none())
            });
            let lacking = sentence.paragraph > 0
                && opens_clause(analysis, tokens.start, i)
                && matches!(t.upos(), Upos::Noun | Upos::Adj)
                && followed_by_subject(analysis, mention_at, i, tokens.end)
                && (!has_verb(analysis, i + 1, tokens.end)
                    || (i == tokens.start
                        && definite(analysis, mention_at, i + 1)
                        && !has_verb(analysis, i + 1, joined_verb(analysis, i + 1, tokens.end))));
            if homograph || lacking {
                forced[i] = reading;
            }
        }
    }
    forced
}

/// The third person perfect among the readings of a word without article, preposition or pronoun.
fn verb_reading(t: &Token) -> Option<u8> {
    if t.has_article() || t.proclitics.preposition() || t.pronoun.is_some() {
        return None;
    }
    let at = t
        .readings
        .iter()
        .position(|r| r.upos == Upos::Verb && r.person == Some(3) && r.aspect == Some(Aspect::Perfect))?;
    u8::try_from(at).ok().filter(|at| *at > 0)
}

/// At the head of the sentence, or after a comma that follows an opening phrase ("من جهته، …").
fn opens_clause(analysis: &Analysis<'_>, start: usize, i: usize) -> bool {
    if i == start {
        return true;
    }
    let before = &analysis.tokens[i - 1];
    let comma = before.kind == Kind::Punct && matches!(before.span.of(analysis.text), "\u{060C}" | ",");
    let subordinator = class_of(&before.folded) == Some(Class::Subordinator);
    (comma || subordinator) && i - start < 12 && !has_verb(analysis, start, i)
}

fn has_verb(analysis: &Analysis<'_>, from: usize, to: usize) -> bool {
    analysis.tokens[from..to]
        .iter()
        .take_while(|t| !matches!(class_of(&t.folded), Some(Class::Relative | Class::That)))
        .any(|t| matches!(t.upos(), Upos::Verb | Upos::Aux))
}

/// A definite noun or a name comes next, and a second noun phrase or complement after it.
fn followed_by_subject(
    analysis: &Analysis<'_>,
    mention_at: &[Option<(u32, u32)>],
    i: usize,
    end: usize,
) -> bool {
    let Some(next) = analysis.tokens.get(i + 1).filter(|_| i + 1 < end) else { return false };
    let nominal = mention_at[i + 1].is_some()
        || (next.kind == Kind::Word
            && matches!(next.upos(), Upos::Noun | Upos::Propn | Upos::X)
            && !next.proclitics.preposition());
    nominal && end - i > 4
}

/// The first verb with "and" before it ("فتح الجيش النار وأصاب …"): what is joined to it has a verb too, and it lies before.
fn joined_verb(analysis: &Analysis<'_>, from: usize, to: usize) -> usize {
    (from..to)
        .find(|&k| {
            let t = &analysis.tokens[k];
            t.upos() == Upos::Verb && t.proclitics.has(waqai_lang::Proclitics::WA)
        })
        .unwrap_or(to)
}

/// A noun with the article, or a name.
fn definite(analysis: &Analysis<'_>, mention_at: &[Option<(u32, u32)>], i: usize) -> bool {
    mention_at.get(i).is_some_and(Option::is_some)
        || analysis.tokens.get(i).is_some_and(waqai_lang::Token::has_article)
}
