//! When and where: from the event's own clause first, then its sentence, its paragraph, the dateline.

use crate::frame::Draft;
use crate::types::EventDate;
use waqai_dates::DateValue;
use waqai_lang::Aspect;
use waqai_names::{EntityKind, MentionKind};
use waqai_syntax::{ChunkKind, Syntax};
use waqai_text::Span;

/// The date beside the trigger: in its clause, else the only one of its sentence that no other clause has.
pub(crate) fn date_of(syntax: &Syntax<'_>, draft: &Draft, published: Option<DateValue>) -> Option<EventDate> {
    let c = syntax.chunk_of[draft.token] as usize;
    let sentence = syntax.sentence_of_chunk(c);
    let (from, to) = clause(syntax, c, draft);
    let told = is_told_as_done(syntax, c, draft);
    let dates = |range: std::ops::Range<usize>| {
        range
            .filter(|&k| {
                syntax.chunks[k].kind == ChunkKind::Date
                    && !names_a_thing(syntax, k)
                    // "ومنذ الاثنين ضاعف هجماته": at the head of its clause it is the first day of what goes on.
                    && !(told && k > c && is_bound(syntax, k))
            })
            .filter_map(|k| expression(syntax, syntax.chunks[k].tokens.start).map(|d| (k, d)))
            .filter(|(_, d)| !(told && lies_ahead(published, d)))
    };
    // In the clause the nearest one; to the right it wins over to the left at the same distance.
    let near = dates(from..to).min_by_key(|(k, _)| if *k > c { 2 * (k - c) } else { 2 * (c - k) + 1 });
    if let Some((_, d)) = near {
        return Some(d);
    }
    let mut all = dates(sentence).filter(|(k, _)| !is_of_another_clause(syntax, c, *k));
    match (all.next(), all.next()) {
        (Some((_, d)), None) => Some(d),
        _ => None,
    }
}

/// How many days before its publication a report still calls what it opens with news.
const NEWS_DAYS: i64 = 3;

/// The day on which the report's first paragraph says that its news happened.
pub(crate) fn day_of_news(syntax: &Syntax<'_>, published: Option<DateValue>) -> Option<EventDate> {
    let published = published?;
    let lead = syntax.analysis.sentences.iter().filter(|s| s.paragraph <= 1);
    let last = lead.map(|s| s.tokens.end).max()?;
    (0..syntax.chunks.len())
        .take_while(|&k| syntax.chunks[k].tokens.start < last)
        .filter(|&k| {
            let start = syntax.sentence_of_chunk(k).start;
            syntax.chunks[k].kind == ChunkKind::Date
                && !names_a_thing(syntax, k)
                && !is_bound(syntax, k)
                && !(start..k).any(|j| syntax.chunks[j].kind == ChunkKind::Relative)
        })
        .filter_map(|k| expression(syntax, syntax.chunks[k].tokens.start))
        .find(|d| {
            let ago = crate::status::days_between(d.value, published);
            d.value.day.is_some() && ago.is_some_and(|n| (0..=NEWS_DAYS).contains(&n))
        })
}

/// A verb in the perfect, or a participle beside one: it was done before the report, whatever day its complement names
/// ("دعا إلى إضراب يوم الخميس المقبل", "مهددا بالانسحاب قبل نهاية الشهر").
fn is_told_as_done(syntax: &Syntax<'_>, c: usize, draft: &Draft) -> bool {
    let verb = draft.functions.verb.unwrap_or(c);
    let chunk = &syntax.chunks[verb];
    chunk.kind == ChunkKind::Verb
        && (chunk.participle.is_some() || syntax.reading(chunk.head).aspect == Some(Aspect::Perfect))
}

/// "قبل نهاية الشهر", "منذ الأحد": the word before tells that the day is only a bound.
fn is_bound(syntax: &Syntax<'_>, k: usize) -> bool {
    let chunk = &syntax.chunks[k];
    let tokens = &syntax.analysis.tokens;
    let before = chunk.tokens.start.checked_sub(1).and_then(|i| tokens.get(i));
    chunk.prep.as_deref().is_some_and(crate::tables::sets_bound)
        || before.is_some_and(|t| crate::tables::sets_bound(&t.folded))
        || tokens.get(chunk.tokens.start).is_some_and(|t| crate::tables::sets_bound(&t.folded))
}

fn lies_ahead(published: Option<DateValue>, date: &EventDate) -> bool {
    published.and_then(|p| crate::status::days_between(p, date.value)).is_some_and(|days| days > 0)
}

/// "أدانت الهجوم الذي وقع أمس", "قال إن الاتفاق وقع أمس": the date belongs to what is told behind the trigger.
fn is_of_another_clause(syntax: &Syntax<'_>, c: usize, k: usize) -> bool {
    k > c && (c + 1..k).any(|j| matches!(syntax.chunks[j].kind, ChunkKind::Relative | ChunkKind::That))
}

/// "ثورة 23 يوليو 1952", "انتخابات 2014": the date tells which one, not when this happened.
fn names_a_thing(syntax: &Syntax<'_>, k: usize) -> bool {
    let chunk = &syntax.chunks[k];
    if chunk.prep.is_some() || chunk.tokens.start == 0 {
        return false;
    }
    let before = &syntax.analysis.tokens[chunk.tokens.start - 1];
    crate::tables::is_dated_noun(before.key()) || crate::tables::is_dated_noun(&before.form)
}

fn expression(syntax: &Syntax<'_>, token: usize) -> Option<EventDate> {
    let span = syntax.analysis.tokens.get(token)?.span;
    let d = syntax.dates.iter().find(|d| d.span.overlaps(span))?;
    Some(EventDate { value: d.value?, end: d.end, span: Some(d.span) })
}

/// The chunks of the clause around the trigger: up to the next conjoined verb, subordinator or colon either way.
fn clause(syntax: &Syntax<'_>, c: usize, draft: &Draft) -> (usize, usize) {
    let sentence = syntax.sentence_of_chunk(c);
    let verb = draft.functions.verb;
    let edge = |k: usize| match syntax.chunks[k].kind {
        ChunkKind::That | ChunkKind::Subordinator | ChunkKind::Colon | ChunkKind::Stop => true,
        ChunkKind::Verb => Some(k) != verb && k != c,
        _ => false,
    };
    let first = verb.map_or(c, |v| v.min(c));
    let last = verb.map_or(c, |v| v.max(c));
    let from = (sentence.start..first).rev().find(|&k| edge(k)).map_or(sentence.start, |k| k + 1);
    let to = (last + 1..sentence.end).find(|&k| edge(k)).unwrap_or(sentence.end);
    (from, to)
}

/// The place of the event: a LOC entity in a phrase of place ("في بغداد") near the trigger.
pub(crate) fn place_of(
    syntax: &Syntax<'_>,
    draft: &Draft,
    is_participant: impl Fn(usize) -> bool,
) -> Option<usize> {
    if let Some(m) = draft.place
        && syntax.kind_of_mention(m) == Some(EntityKind::Loc)
    {
        return syntax.names.mentions.get(m).map(|m| m.entity);
    }
    let c = syntax.chunk_of[draft.token] as usize;
    let sentence = syntax.sentence_of_chunk(c);
    let (from, to) = clause(syntax, c, draft);
    let places = |range: std::ops::Range<usize>| {
        range
            .filter(|&k| {
                syntax.chunks[k].kind == ChunkKind::Noun
                    && syntax.chunks[k].prep.as_deref().is_some_and(crate::tables::is_of_place)
            })
            .filter_map(|k| {
                let here = syntax
                    .mentions_in(syntax.chunks[k].tokens.clone())
                    .into_iter()
                    .find(|&m| syntax.kind_of_mention(m) == Some(EntityKind::Loc));
                // "في العاصمة مسقط": the name stands beside what describes it.
                let beside = syntax.chunks.get(k + 1).filter(|_| syntax.is_place_apposition(k, k + 1));
                let m = here.or_else(|| beside.and_then(|n| n.mention))?;
                let entity = syntax.names.mentions[m].entity;
                (!is_participant(entity)).then_some((k, entity))
            })
    };
    let near = places(from..to).min_by_key(|(k, _)| if *k > c { 2 * (k - c) } else { 2 * (c - k) + 1 });
    near.or_else(|| places(sentence).min_by_key(|(k, _)| k.abs_diff(c))).map(|(_, e)| e)
}

/// The place of the dateline: a LOC mention that opens the body ("بغداد - …").
pub(crate) fn dateline_place(syntax: &Syntax<'_>, body: Span) -> Option<usize> {
    syntax
        .names
        .mentions
        .iter()
        .filter(|m| m.kind == MentionKind::Name && body.contains(m.span))
        .find(|m| m.span.start < body.start + 24)
        .filter(|m| syntax.names.entities.get(m.entity).is_some_and(|e| e.kind == EntityKind::Loc))
        .map(|m| m.entity)
}
