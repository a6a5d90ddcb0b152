//! What may have been left out: reminders, to be judged by the annotator.

use super::cues::Class;
use super::tables::Rules;
use super::words::{Word, all, without_clitics};
use super::{names, speech};
use crate::model::Article;
use crate::text::Stretch;
use std::collections::BTreeSet;
use waqai_text::letters::WAW;

/// Words after a word of praise or request in which a clause is looked for.
const REACH: usize = 4;
/// Words shown on either side.
const AROUND: usize = 3;
/// Shortest word of a name that is looked for elsewhere.
const LETTERS: usize = 4;

/// Words of saying that open no statement, and words of names that no mention covers; in the order of the text.
#[must_use]
pub fn hints(article: &Article, rules: &Rules) -> Vec<String> {
    let text = all(&article.text);
    let mut out: Vec<(usize, String)> = Vec::new();
    for (index, _) in text.iter().enumerate().filter(|(_, w)| !article.is_silent(w.stretch)) {
        if let Some(what) = cue(article, &text, index, rules) {
            out.push((index, what.to_owned()));
        }
    }
    for (index, whose) in unnamed(article, &text) {
        out.push((index, format!("a word of the name «{whose}», and no mention")));
    }
    out.sort();
    out.into_iter().map(|(index, what)| format!("{}: {what}", shown(&text, index))).collect()
}

/// What to ask of a word of saying.
fn cue(article: &Article, text: &[Word], index: usize, rules: &Rules) -> Option<&'static str> {
    let word = text.get(index)?;
    let class = rules.cues.class(word)?;
    let said = |word: &Word| article.statements.iter().any(|s| s.cue.overlaps(word.stretch));
    // Of "according to what he told" the verb is the cue.
    let told = text.get(index..text.len().min(index + REACH)).unwrap_or_default();
    let statement = said(word) || (class == Class::Source && told.iter().any(said));
    let named = article.entities.iter().flat_map(|e| &e.mentions).any(|m| m.overlaps(word.stretch));
    if statement || named {
        return None;
    }
    let evidence = article.events.iter().flat_map(|e| e.evidence.iter().chain([&e.trigger]));
    let event = evidence.copied().any(|t| t.overlaps(word.stretch));
    match class {
        Class::Say | Class::Source if event => None,
        Class::Say | Class::Source => Some("says; a statement, if the speaker can be told"),
        Class::Demand if event => Some("an event so far; a statement too, if its content is told"),
        Class::Demand => Some(
            "demands, promises, threatens, denies or accuses; an event, and a statement if its content is told",
        ),
        Class::Act => {
            let after = text.get(index + 1..text.len().min(index + 1 + REACH))?;
            // Up to the next word of saying, whose own clause it would be; and none that goes on from an earlier one.
            let own = after.iter().take_while(|w| rules.cues.class(w).is_none());
            if own.filter(|w| !w.key.starts_with(WAW)).any(speech::is_particle) {
                return Some("praises, blames, refuses or asks, with a clause; a statement");
            }
            (!event).then_some(
                "praises, blames, refuses or asks; an event, a statement only with a clause or quotation",
            )
        }
    }
}

/// Words that belong to a name elsewhere and to none here.
fn unnamed(article: &Article, text: &[Word]) -> Vec<(usize, String)> {
    let mentions: Vec<Stretch> = article.entities.iter().flat_map(|e| e.mentions.iter().copied()).collect();
    let mut known: Vec<(BTreeSet<String>, String)> = Vec::new();
    for entity in &article.entities {
        let own = entity.mentions.iter().filter(|m| {
            // The words of an organisation are mostly words of the language.
            entity.kind != "ORG" || names::keys(article, **m).len() == 1
        });
        let keys = own.flat_map(|m| names::keys(article, *m)).filter(|k| k.chars().count() >= LETTERS);
        known.push((keys.collect(), entity.forms.first().cloned().unwrap_or_default()));
    }
    let mut out = Vec::new();
    for (index, word) in text.iter().enumerate() {
        let free = !mentions.iter().chain(&article.skipped).any(|m| m.overlaps(word.stretch))
            && !article.is_silent(word.stretch);
        if !free {
            continue;
        }
        let keys = without_clitics(&word.key);
        if let Some((_, name)) = known.iter().find(|(known, _)| keys.iter().any(|k| known.contains(k))) {
            out.push((index, name.clone()));
        }
    }
    out
}

/// The word with those around it.
fn shown(text: &[Word], index: usize) -> String {
    let (start, end) = (index.saturating_sub(AROUND), text.len().min(index + AROUND + 1));
    let words = (start..).zip(text.get(start..end).unwrap_or_default());
    let words = words.map(|(i, w)| if i == index { format!("[{}]", w.raw) } else { w.raw.clone() });
    words.collect::<Vec<_>>().join(" ")
}
