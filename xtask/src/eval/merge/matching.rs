//! Which annotated event an event of the program's is: words that tell both, or one type, one sentence and a participant in common.

use super::Telling;
use super::gold::sentence;
use std::collections::{BTreeMap, BTreeSet};
use waqai::schema;
use waqai_corpus::Stretch;
use waqai_corpus::model::{Article, Event, Participant};
use waqai_merge::{ReportRef, Source};

/// For each event of the program's that matches one; each annotated event is matched once, the best matches first.
pub(super) fn numbers(articles: &[&Article], sources: &[Source]) -> BTreeMap<ReportRef, Telling> {
    let mut told = BTreeMap::new();
    for (article, source) in articles.iter().zip(sources) {
        let text: Vec<char> = article.body.chars().collect();
        let mut matches: Vec<(u32, usize, usize)> = Vec::new();
        for (number, gold) in article.events.iter().enumerate() {
            for (index, own) in source.record.events.iter().enumerate() {
                matches.push((likeness(&text, gold, own), number, index));
            }
        }
        matches.sort_by_key(|(likeness, number, index)| (std::cmp::Reverse(*likeness), *number, *index));
        let (mut numbers, mut taken) = (BTreeSet::new(), BTreeSet::new());
        for (likeness, number, index) in matches {
            if likeness < ENOUGH || numbers.contains(&number) || taken.contains(&index) {
                continue;
            }
            let Some(own) = source.record.events.get(index) else { continue };
            numbers.insert(number);
            taken.insert(index);
            let report = ReportRef { article: source.article.clone(), event: own.id.clone() };
            told.insert(report, (article.id.clone(), number));
        }
    }
    told
}

/// From here on two events match.
const ENOUGH: u32 = 4;

/// Words in common 4, the type 3, a sentence and a participant in common 1 each.
fn likeness(text: &[char], gold: &Event, own: &schema::Event) -> u32 {
    let meets = |s: &Stretch, start: u32, end: u32| (s.start as u32) < end && start < s.end as u32;
    let stretches = || std::iter::once(&gold.trigger).chain(&gold.evidence);
    let quotes = || std::iter::once(&own.trigger).chain(&own.evidence);
    let words = stretches().any(|s| quotes().any(|q| meets(s, q.start, q.end)));
    let near = stretches().any(|s| {
        let (start, end) = sentence(text, s.start, s.end);
        quotes().any(|q| start < q.end && q.start < end)
    });
    let people = |of: &[Participant], own: &[schema::Participant]| {
        of.iter().filter_map(|p| p.stretch).any(|s| own.iter().any(|o| meets(&s, o.start, o.end)))
    };
    let shared = people(&gold.actors, &own.actors) || people(&gold.recipients, &own.recipients);
    let kind = gold.kind == own.kind;
    if !(words || kind && near && shared) {
        return 0;
    }
    4 * u32::from(words) + 3 * u32::from(kind) + u32::from(near) + u32::from(shared)
}
