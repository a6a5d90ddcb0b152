//! Names, and all places where they stand.

use super::{Finder, Line, participants};
use crate::model::Entity;
use crate::problem::Problems;
use crate::text::{Quote, Stretch};
use std::collections::BTreeMap;

/// A form in the text: whose it is and where it stands.
struct Candidate {
    stretch: Stretch,
    entity: usize,
    form: usize,
}

pub(super) fn read(
    finder: &Finder<'_>,
    lines: &[(&str, Line<'_>)],
    skips: &[Line<'_>],
    problems: &mut Problems,
) -> (Vec<Entity>, Vec<Stretch>) {
    let mut entities: Vec<Entity> = Vec::new();
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let mut quotes: Vec<Vec<Quote>> = Vec::new();
    let mut numbers: Vec<usize> = Vec::new();
    for (kind, line) in lines {
        let fields = line.fields();
        let (forms, country) = (fields.first().copied().unwrap_or_default(), fields.get(1).copied());
        let mut entity = Entity {
            line: line.number,
            kind: (*kind).to_owned(),
            forms: Vec::new(),
            country: country.filter(|c| !c.is_empty()).and_then(|c| finder.country(c, line.number, problems)),
            sectors: finder.sectors(fields.get(2).copied().unwrap_or("-"), line.number, problems),
            role: fields.get(3).copied().filter(|r| !r.is_empty() && *r != "-").map(str::to_owned),
            mentions: Vec::new(),
        };
        if country.is_none_or(str::is_empty) {
            problems.add(line.number, "no country; write `forms | country | sectors`, - for none");
        }
        if *kind == "LOC" && !entity.sectors.is_empty() {
            problems.add(line.number, "places have no sectors; delete them");
        }
        if *kind != "LOC" && fields.len() < 3 {
            problems.add(line.number, "no sectors; write `forms | country | sectors`, - for none");
        }
        if fields.len() > 4 {
            problems.add(line.number, "more than four fields; a name is `forms | country | sectors | role`");
        }
        if let Some(role) = &entity.role
            && let Err(why) = finder.text.find(&Quote::new(role))
        {
            problems.add(line.number, format!("role: {why}"));
        }
        let mut own = Vec::new();
        for form in forms.split(';').map(str::trim) {
            if form.is_empty() {
                problems.add(line.number, "an empty form; delete the ; before it");
                continue;
            }
            if let Some(other) = owners.insert(form.to_owned(), line.number) {
                let what = format!("«{form}» is a form of line {other} too; one form belongs to one name");
                problems.add(line.number, what);
                continue;
            }
            participants::fused(form, line.number, problems);
            let quote = Quote::new(form);
            if !entity.forms.contains(&quote.words) {
                entity.forms.push(quote.words.clone());
            }
            own.push(quote);
        }
        entities.push(entity);
        quotes.push(own);
        numbers.push(line.number);
    }
    let skipped = skipped(finder, skips, problems);
    mentions(finder, &mut entities, &quotes, &numbers, &skipped, problems);
    (entities, skipped)
}

/// The stretches in which nothing is a mention.
fn skipped(finder: &Finder<'_>, lines: &[Line<'_>], problems: &mut Problems) -> Vec<Stretch> {
    let mut skipped = Vec::new();
    for line in lines {
        for words in line.rest.split(';').map(str::trim).filter(|w| !w.is_empty()) {
            match finder.text.find(&Quote::new(words)) {
                Ok(found) => skipped.extend(found),
                Err(why) => problems.add(line.number, why),
            }
        }
    }
    skipped
}

/// Longest forms first, none inside another.
fn mentions(
    finder: &Finder<'_>,
    entities: &mut [Entity],
    quotes: &[Vec<Quote>],
    lines: &[usize],
    skipped: &[Stretch],
    problems: &mut Problems,
) {
    let mut candidates = Vec::new();
    for (entity, quotes) in quotes.iter().enumerate() {
        let line = lines.get(entity).copied().unwrap_or(0);
        for (form, quote) in quotes.iter().enumerate() {
            match finder.find(quote) {
                Err(why) => problems.add(line, why),
                Ok(found) => {
                    candidates.extend(found.into_iter().map(|stretch| Candidate { stretch, entity, form }));
                }
            }
        }
    }
    candidates.retain(|c| !skipped.iter().any(|s| s.overlaps(c.stretch)));
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.stretch.end - c.stretch.start), c.stretch, c.entity));
    let mut taken: Vec<(Stretch, usize)> = Vec::new();
    let mut seen = vec![Vec::new(); entities.len()];
    for candidate in candidates {
        let inside = taken.iter().find(|(t, _)| t.overlaps(candidate.stretch));
        if inside.is_some_and(|(t, _)| *t != candidate.stretch) {
            continue;
        }
        if let Some((stretch, other)) = inside {
            if *other != candidate.entity {
                let words = finder.text.of(*stretch);
                let what = format!(
                    "this «{words}» is a form of line {} too; write `form#n` for the occurrences that are this one's",
                    lines.get(*other).copied().unwrap_or(0)
                );
                problems.add(lines.get(candidate.entity).copied().unwrap_or(0), what);
            }
            continue;
        }
        taken.push((candidate.stretch, candidate.entity));
        if let Some(entity) = entities.get_mut(candidate.entity) {
            entity.mentions.push(candidate.stretch);
        }
        if let Some(seen) = seen.get_mut(candidate.entity) {
            seen.push(candidate.form);
        }
    }
    for (index, entity) in entities.iter_mut().enumerate() {
        entity.mentions.sort();
        let line = lines.get(index).copied().unwrap_or(0);
        let (quotes, seen) = (quotes.get(index), seen.get(index));
        for (form, quote) in quotes.into_iter().flatten().enumerate() {
            let found = finder.find(quote).is_ok();
            if found && !seen.is_some_and(|s| s.contains(&form)) {
                let what = format!(
                    "«{}» stands only inside longer forms or in skipped stretches; delete this form",
                    quote.words
                );
                problems.add(line, what);
            }
        }
        unclaimed(finder, quotes.map_or(&[][..], Vec::as_slice), &taken, skipped, line, problems);
    }
}

/// A numbered form names some occurrences; the others must be somebody's, or skipped.
fn unclaimed(
    finder: &Finder<'_>,
    quotes: &[Quote],
    taken: &[(Stretch, usize)],
    skipped: &[Stretch],
    line: usize,
    problems: &mut Problems,
) {
    for quote in quotes.iter().filter(|q| q.numbered()) {
        for (number, stretch) in (1..).zip(finder.text.occurrences(&quote.words)) {
            let known = taken.iter().any(|(t, _)| t.overlaps(stretch))
                || skipped.iter().any(|s| s.overlaps(stretch))
                || finder.is_silent(stretch);
            if !known {
                let what = format!(
                    "«{}» #{number} is no mention of anything; all occurrences are, unless skipped: drop the number, or add a skip",
                    quote.words
                );
                problems.add(line, what);
            }
        }
    }
}
