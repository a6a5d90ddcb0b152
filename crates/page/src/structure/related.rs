//! A second story glued to the end of the first.
//!
//! Pages put teasers of other articles behind a story, and their words come out without a mark: a lead, the headline, the body. Such a tail
//! shares its words with itself (the headline says again what the lead says) and hardly any with the story before it.
//! After the lexical cohesion of M. Hearst, "TextTiling" (1997), with the lead-and-headline repetition as the
//! proof; without that proof nothing is called a second story.

use super::stems::{Stems, share, stems};
use crate::page::{Page, PartRole};
use crate::tables::is_continuation;
use waqai_text::letters;

/// Words of the first story that must stand before a second.
const MAIN_WORDS: usize = 40;
/// Words of a tail that could be a story.
const TAIL_WORDS: usize = 30;
/// A headline's words.
const HEADLINE: std::ops::RangeInclusive<usize> = 4..=22;
/// At most this share of a tail's words may be the first story's, its headline's at most that.
const FOREIGN: f32 = 0.22;
const FOREIGN_HEADLINE: f32 = 0.34;
/// At least this share of the second headline's words are its own lead's or body's.
const OWN: f32 = 0.5;

/// A sentence, or a line without an end of sentence.
struct Unit {
    start: usize,
    words: usize,
    /// Ends as a sentence does.
    closed: bool,
    /// Opens as the continuation of a report does.
    continues: bool,
    stems: Stems,
    /// The stems of its first six, nine and twelve words, where a headline may be glued to it.
    heads: [Stems; 3],
}

/// Where the second story begins, as a byte of the page's text.
pub(crate) fn second_story(page: &Page) -> Option<usize> {
    let units = units(page);
    if units.len() < 5 {
        return None;
    }
    let title = page.headline.as_deref().map(stems).unwrap_or_default();
    let mut best: Option<(f32, usize)> = None;
    for k in 2..units.len() - 1 {
        let main_words: usize = units[..k].iter().map(|u| u.words).sum();
        let tail_words: usize = units[k..].iter().map(|u| u.words).sum();
        if main_words < MAIN_WORDS || tail_words < TAIL_WORDS || units[k].continues {
            continue;
        }
        let mut main = title.clone();
        units[..k].iter().for_each(|u| main.extend(&u.stems));
        if !proof(&units[k..], &main) {
            continue;
        }
        let mut tail: Stems = Stems::default();
        units[k..].iter().for_each(|u| tail.extend(&u.stems));
        let foreign = share(&tail, &main);
        // The first story's last sentence must be at home in it.
        let before = &units[k - 1];
        let mut rest = title.clone();
        units[..k - 1].iter().for_each(|u| rest.extend(&u.stems));
        let home = share(&before.stems, &rest) - share(&before.stems, &tail);
        if foreign > FOREIGN || share(&units[k].stems, &main) > FOREIGN_HEADLINE {
            continue;
        }
        let score = home - foreign;
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, units[k].start));
        }
    }
    best.map(|b| b.1)
}

/// Whether a tail begins as a story does: lead, then a headline that says the same, then a body that goes on with
/// it; or the headline first.
fn proof(tail: &[Unit], main: &Stems) -> bool {
    let lead = &tail[0];
    let rest = |from: usize| -> Stems {
        let mut all = Stems::default();
        tail[from.min(tail.len())..].iter().for_each(|u| all.extend(&u.stems));
        all
    };
    // The headline in a line of its own, behind a lead of one or two sentences.
    for at in 1..tail.len().min(4) {
        let unit = &tail[at];
        let mut leads = Stems::default();
        tail[..at].iter().for_each(|u| leads.extend(&u.stems));
        if !unit.closed
            && HEADLINE.contains(&unit.words)
            && prose_follows(tail, at)
            && unit.stems.len() >= 3
            && share(&unit.stems, &leads) >= OWN
            && share(&unit.stems, &rest(at + 1)) >= 0.3
            && share(&unit.stems, main) <= FOREIGN_HEADLINE
        {
            return true;
        }
    }
    // The headline glued to the first sentence of the body.
    for at in 1..tail.len().min(4) {
        let mut leads = Stems::default();
        tail[..at].iter().for_each(|u| leads.extend(&u.stems));
        if tail[..at].iter().all(|u| u.closed)
            && leads.len() >= 5
            && tail[at]
                .heads
                .iter()
                .any(|h| h.len() >= 4 && share(h, &leads) >= 0.7 && share(h, main) <= FOREIGN)
            && share(&rest(at), &leads) > 0.1
        {
            return true;
        }
    }
    // The headline first.
    !lead.closed
        && HEADLINE.contains(&lead.words)
        && lead.stems.len() >= 4
        && tail.len() >= 3
        && prose_follows(tail, 0)
        && share(&lead.stems, &tail[1].stems) >= 0.6
        && share(&lead.stems, &rest(2)) >= 0.3
        && share(&lead.stems, main) <= FOREIGN
}

/// Whether sentences follow unit `at`, and lines without an end are few: no list, no digest of headlines.
fn prose_follows(tail: &[Unit], at: usize) -> bool {
    const SENTENCE: usize = 10;
    let open = tail.iter().filter(|u| !u.closed).count();
    tail.get(at + 1).is_some_and(|u| u.words >= SENTENCE) && open * 2 <= tail.len().max(3)
}

/// The sentences of the body, in order; a line's end ends one.
fn units(page: &Page) -> Vec<Unit> {
    const HEADS: [usize; 3] = [6, 9, 12];
    let mut out = Vec::new();
    for part in page.parts.iter().filter(|p| p.role == PartRole::Body) {
        let text = part.span.of(&page.text);
        let mut start = 0;
        for end in sentence_ends(text) {
            let sentence = &text[start..end];
            let words = sentence.split_whitespace().count();
            if words > 0 {
                let head: Vec<&str> = sentence.split_whitespace().take(HEADS[2]).collect();
                let lead_space = sentence.len() - sentence.trim_start().len();
                out.push(Unit {
                    start: part.span.range().start + start + lead_space,
                    words,
                    closed: closes(sentence),
                    continues: is_continuation(sentence.trim_start()) || is_item(sentence.trim_start()),
                    stems: stems(sentence),
                    heads: HEADS.map(|n| stems(&head[..head.len().min(n)].join(" "))),
                });
            }
            start = end;
        }
    }
    out
}

/// An item of a list: a number, a mark, or a label with a colon opens it.
fn is_item(sentence: &str) -> bool {
    const LABEL: usize = 4;
    let label = sentence.split_whitespace().take(LABEL).any(|w| w.ends_with(':') || w.ends_with("-"));
    label
        || !sentence
            .starts_with(|c: char| letters::is_arabic_letter(c) || matches!(c, '"' | '\u{AB}' | '\u{201C}'))
}

fn closes(sentence: &str) -> bool {
    sentence.trim_end_matches(['"', '\u{BB}', '\u{201D}', ')', ' ', '\u{A0}']).ends_with([
        '.',
        letters::QUESTION,
        '!',
        '?',
        ':',
        '\u{2026}',
    ])
}

/// The bytes at which the sentences of a paragraph end.
fn sentence_ends(text: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        if matches!(c, '.' | '!' | '?' | letters::QUESTION)
            && chars
                .peek()
                .is_some_and(|(_, n)| n.is_whitespace() || matches!(n, '"' | '\u{BB}' | '\u{201D}'))
        {
            let mut end = i + c.len_utf8();
            while let Some((j, n)) = chars.next_if(|(_, n)| matches!(n, '"' | '\u{BB}' | '\u{201D}')) {
                end = j + n.len_utf8();
            }
            out.push(end);
        }
    }
    if out.last() != Some(&text.len()) {
        out.push(text.len());
    }
    out
}
