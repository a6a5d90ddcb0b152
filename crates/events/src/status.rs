//! Whether an event happened: actual, planned, hypothetical, negated, historical.
//!
//! From the verb (negation, future, mood after أن), from words that judge what they govern ("المقرر", "نفى", "عدم",
//! "محتملة": `data/rules/events/status.tsv`), from conditionals, and from the event's date.

use crate::frame::Draft;
use crate::tables::{Side, is_ceasing, status_word};
use crate::types::{EventDate, Status};
use waqai_dates::DateValue;
use waqai_lang::{Aspect, Upos};
use waqai_syntax::{ChunkKind, Syntax};

/// More than this many days before the report, an event is background.
const HISTORICAL_DAYS: i64 = 14;

/// The status of a draft whose own date, if it has one, is `date`.
pub(crate) fn judge(
    syntax: &Syntax<'_>,
    draft: &Draft,
    date: Option<&EventDate>,
    published: Option<DateValue>,
) -> Status {
    if let Some(forced) = draft.status {
        return match forced {
            waqai_rules::Status::Actual => Status::Actual,
            waqai_rules::Status::Planned => Status::Planned,
            waqai_rules::Status::Hypothetical => Status::Hypothetical,
            waqai_rules::Status::Negated => Status::Negated,
            waqai_rules::Status::Historical => Status::Historical,
        };
    }
    let complements = draft.functions.complements.as_ref();
    if complements.is_some_and(|c| c.negated) {
        // "لم يتوقفوا عن قصف المدينة": what did not cease goes on.
        let carrier = draft.functions.verb.map(|v| syntax.reading(syntax.chunks[v].head).key.as_str());
        return if carrier.is_some_and(is_ceasing) { Status::Actual } else { Status::Negated };
    }
    let by_words = by_words(syntax, draft);
    if by_words == Some(Status::Negated) {
        return Status::Negated;
    }
    if let (Some(date), Some(published)) = (date, published)
        && date.span.is_some()
    {
        match days_between(published, date.value) {
            Some(d) if d > 0 => return Status::Planned,
            Some(d) if d < -HISTORICAL_DAYS => return Status::Historical,
            _ => {}
        }
    }
    if complements.is_some_and(|c| c.future) {
        return Status::Planned;
    }
    by_words.unwrap_or(Status::Actual)
}

/// Days from `from` to `to`, as far as the precision of `to` tells: positive only when all of `to` lies after `from`.
pub(crate) fn days_between(from: DateValue, to: DateValue) -> Option<i64> {
    let (Some(fm), Some(fd)) = (from.month, from.day) else { return None };
    let a = day_number(from.year, fm, fd);
    let (first, last) = match (to.month, to.day) {
        (Some(m), Some(d)) => (day_number(to.year, m, d), day_number(to.year, m, d)),
        (Some(m), None) => (day_number(to.year, m, 1), day_number(to.year, m, 31)),
        _ => (day_number(to.year, 1, 1), day_number(to.year, 12, 31)),
    };
    Some(if first > a {
        first - a
    } else if last < a {
        last - a
    } else {
        0
    })
}

/// Days since a fixed day, by the civil calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
fn day_number(year: i16, month: u8, day: u8) -> i64 {
    let (m, d) = (i64::from(month), i64::from(day));
    let y = i64::from(year) - i64::from(m <= 2);
    let era = y.div_euclid(400);
    let yoe = y.rem_euclid(400);
    let doy = (153 * (m + if m > 2 { -3 } else { 9 }) + 2) / 5 + d - 1;
    era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy
}

fn by_words(syntax: &Syntax<'_>, draft: &Draft) -> Option<Status> {
    let tokens = &syntax.analysis.tokens;
    let c = syntax.chunk_of[draft.token] as usize;
    let sentence = syntax.sentence_of_chunk(c);
    // To the right, inside the phrase: "زيارات محتملة", "القمة المقبلة".
    for t in &tokens[draft.token + 1..syntax.chunks[c].tokens.end.max(draft.token + 1)] {
        if let Some(s) = status_word(t.key(), Side::Right).or_else(|| status_word(&t.folded, Side::Right)) {
            return Some(s);
        }
    }
    // Directly before, in the same phrase: "عدم قبول", "محاولة اغتيال".
    for i in (syntax.chunks[c].tokens.start..draft.token).rev() {
        if let Some(s) = status_word(tokens[i].key(), Side::Left) {
            return Some(s);
        }
    }
    // "سعى إلى التقارب خلال زيارته": what hangs on a preposition of time is no part of what is sought.
    let aside = |prep: &str| {
        waqai_syntax::class_of(prep) == Some(waqai_syntax::Class::Adjunct) && !crate::tables::sets_bound(prep)
    };
    if syntax.chunks[c].kind == ChunkKind::Noun && syntax.chunks[c].prep.as_deref().is_some_and(aside) {
        return None;
    }
    // To the left, in the clause: what governs the verb or its clause.
    let from = draft.functions.verb.unwrap_or(c).min(c);
    let verb_here = syntax.chunks[from].kind == ChunkKind::Verb && syntax.chunks[from].participle.is_none();
    let imperfect = verb_here && tokens[syntax.chunks[from].head].best().aspect == Some(Aspect::Imperfect);
    let mut crossed_that = false;
    let mut steps = 0;
    let mut k = from;
    while k > sentence.start && steps < 6 {
        k -= 1;
        steps += 1;
        let chunk = &syntax.chunks[k];
        match chunk.kind {
            ChunkKind::That => crossed_that = true,
            ChunkKind::Conditional => return Some(Status::Hypothetical),
            ChunkKind::Comma | ChunkKind::Stop | ChunkKind::Colon | ChunkKind::Relative => break,
            ChunkKind::Perfective if imperfect && k + 1 == from => return Some(Status::Hypothetical),
            ChunkKind::Verb | ChunkKind::Noun | ChunkKind::Other | ChunkKind::Adverb => {
                // A noun governs only as the last word of its phrase, or through أن.
                let word = chunk.tokens.end.saturating_sub(1);
                let t = &tokens[word];
                let found = status_word(t.key(), Side::Left)
                    .or_else(|| status_word(&t.folded, Side::Left))
                    .or_else(|| status_word(&t.form, Side::Left));
                if let Some(s) = found {
                    let governs = chunk.kind != ChunkKind::Verb || t.upos() == Upos::Verb;
                    // A perfect verb after أن is a fact that somebody doubts, not a plan.
                    if governs && (s == Status::Negated || !verb_here || imperfect || !crossed_that) {
                        return Some(s);
                    }
                }
                if chunk.kind == ChunkKind::Verb && !crossed_that && verb_here {
                    break;
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::days_between;
    use waqai_dates::DateValue;

    fn day(year: i16, month: u8, day: u8) -> DateValue {
        DateValue { year, month: Some(month), day: Some(day) }
    }

    #[test]
    fn days_are_counted_over_months_and_years() {
        assert_eq!(days_between(day(2024, 2, 28), day(2024, 3, 1)), Some(2));
        assert_eq!(days_between(day(2025, 1, 1), day(2024, 12, 31)), Some(-1));
        assert_eq!(
            days_between(day(2025, 6, 15), DateValue { year: 2025, month: Some(6), day: None }),
            Some(0)
        );
        assert_eq!(
            days_between(day(2025, 6, 15), DateValue { year: 2024, month: None, day: None }),
            Some(-166)
        );
    }
}
