//! An explanation as text: words with their readings, names, dates, and what led to each event.
//!
//! Cells are separated by tabs, which also keep right-to-left words of neighbouring cells apart.

use super::{Style, record};
use std::collections::BTreeMap;
use std::fmt::Write;
use waqai::schema::tokens::Segment;
use waqai::schema::{Entity, Participant, Record};
use waqai::{Clause, Explanation, Sentence};

/// The whole explanation, ending in a line break.
pub(crate) fn explanation(explanation: &Explanation, style: Style) -> String {
    let mut out = record(&explanation.record, style);
    for (number, sentence) in explanation.sentences.iter().enumerate() {
        words(&mut out, number, sentence, style);
    }
    names(&mut out, &explanation.record, style);
    let dates = &explanation.record.dates;
    if !dates.is_empty() {
        let _ = writeln!(out, "\n{}", style.bold("dates"));
    }
    for date in dates {
        let value = date.value.as_deref().unwrap_or("-");
        let (start, end, text) = (date.start, date.end, style.words(&date.text));
        let _ = writeln!(out, "{start}..{end}\t{text}\t{value}\t{}", date.rule);
    }
    rules(&mut out, explanation, style);
    out
}

fn words(out: &mut String, number: usize, sentence: &Sentence, style: Style) {
    let part = sentence.part.map(|p| format!(" {p}")).unwrap_or_default();
    let title = format!("sentence {number} {}..{}{part}", sentence.start, sentence.end);
    let _ = writeln!(out, "\n{}", style.bold(&title));
    for token in &sentence.tokens {
        let _ = writeln!(
            out,
            "{}..{}\t{}\t{}\t{}\t{}\t{}",
            token.start,
            token.end,
            style.words(&token.text),
            joined(&token.segments, style),
            style.words(&token.lemma),
            token.upos,
            listed(&token.features)
        );
        for a in &token.analyses {
            // A word that no lexicon has is guessed at, which the mark tells.
            let _ = writeln!(
                out,
                "\t{}\t{}\t{}\t{}{}\t{}",
                joined(&a.segments, style),
                style.words(a.vocalised.as_deref().unwrap_or(&a.lemma)),
                style.words(a.root.as_deref().unwrap_or("-")),
                a.upos,
                if a.known { "" } else { "?" },
                listed(&a.features),
            );
        }
    }
    for clause in &sentence.clauses {
        governed(out, clause, style);
    }
}

/// A verb and what it governs, on one line.
fn governed(out: &mut String, clause: &Clause, style: Style) {
    let not = if clause.negated { "not " } else { "" };
    let verb = style.words(&clause.verb.text);
    let _ = write!(out, "clause {}..{}\t{not}{verb}", clause.verb.start, clause.verb.end);
    let subject = clause.subject.iter().map(|q| ("subject", q));
    let objects = clause.objects.iter().map(|q| ("object", q));
    let complements = clause.complements.iter().map(|(prep, q)| (prep.as_str(), q));
    for (role, quote) in subject.chain(objects).chain(complements) {
        let _ = write!(out, "\t{}={}", style.words(role), style.words(&quote.text));
    }
    out.push('\n');
}

fn joined(segments: &[Segment], style: Style) -> String {
    segments.iter().map(|s| style.words(&s.text)).collect::<Vec<_>>().join("+")
}

fn listed(features: &BTreeMap<String, String>) -> String {
    features.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join("|")
}

fn names(out: &mut String, record: &Record, style: Style) {
    if !record.entities.is_empty() {
        let _ = writeln!(out, "\n{}", style.bold("names"));
    }
    for entity in &record.entities {
        let mentions: Vec<String> =
            entity.mentions.iter().map(|m| format!("{}..{}", m.start, m.end)).collect();
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}",
            entity.id,
            entity.kind,
            style.words(&entity.name),
            codes(entity),
            entity.rule,
            mentions.join(" ")
        );
    }
}

fn codes(entity: &Entity) -> String {
    let codes: Vec<&str> =
        entity.country.iter().map(String::as_str).chain(entity.sectors.iter().map(String::as_str)).collect();
    if codes.is_empty() { "-".to_owned() } else { codes.join(" ") }
}

fn rules(out: &mut String, explanation: &Explanation, style: Style) {
    let record = &explanation.record;
    if !record.events.is_empty() || !record.statements.is_empty() {
        let _ = writeln!(out, "\n{}", style.bold("rules"));
    }
    for (event, why) in record.events.iter().zip(&explanation.why) {
        let trigger = &event.trigger;
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}..{}\tconfidence {:.2}",
            event.id,
            event.rule,
            event.kind,
            style.words(&trigger.text),
            trigger.start,
            trigger.end,
            event.confidence
        );
        roles(out, "actor", &event.actors, style);
        roles(out, "recipient", &event.recipients, style);
        for line in why {
            let _ = writeln!(out, "\t{}", style.words(line));
        }
    }
    for statement in &record.statements {
        let cue = &statement.cue;
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}..{}\tsays {}..{}",
            statement.id,
            statement.rule,
            style.words(&cue.text),
            cue.start,
            cue.end,
            statement.content.start,
            statement.content.end
        );
        roles(out, "speaker", std::slice::from_ref(&statement.speaker), style);
    }
}

fn roles(out: &mut String, role: &str, participants: &[Participant], style: Style) {
    for who in participants {
        let entity = who.entity.as_deref().unwrap_or("phrase");
        let _ = writeln!(out, "\t{role}\t{entity}\t{}\t{}..{}", style.words(&who.text), who.start, who.end);
    }
}
