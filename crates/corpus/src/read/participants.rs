//! Who takes part: a form of a name, or a phrase of the text with what it tells of itself.

use super::Finder;
use crate::model::{Entity, Participant};
use crate::problem::Problems;
use crate::text::{Quote, Stretch};
use waqai_text::letters::LAM;

/// Reads `form`, `phrase`, `phrase [COUNTRIES SECTORS]`; the occurrence nearest to `anchor` is taken.
pub(super) fn read(
    finder: &Finder<'_>,
    entities: &[Entity],
    written: &str,
    anchor: Option<Stretch>,
    line: usize,
    problems: &mut Problems,
) -> Option<Participant> {
    let (words, bracket) = match written.strip_suffix(']').and_then(|w| w.rsplit_once('[')) {
        Some((words, codes)) => (words.trim(), Some(codes)),
        None => (written.trim(), None),
    };
    if words.is_empty() {
        problems
            .add(line, format!("«{written}» names nobody; write a form of a name or a phrase of the text"));
        return None;
    }
    fused(words, line, problems);
    let quote = Quote::new(words);
    let entity = entities.iter().position(|e| e.forms.contains(&quote.words));
    if let Some(entity) = entity {
        if bracket.is_some() {
            let what =
                format!("«{}» is a name, its codes stand in its own line; delete the brackets", quote.words);
            problems.add(line, what);
        }
        let mentions = entities.get(entity).map(|e| e.mentions.as_slice()).unwrap_or_default();
        let stretch = if quote.numbered() {
            match finder.find(&quote) {
                Ok(found) => found.first().copied(),
                Err(why) => {
                    problems.add(line, why);
                    None
                }
            }
        } else {
            nearest(mentions, anchor)
        };
        return Some(Participant {
            entity: Some(entity),
            words: quote.words,
            stretch,
            countries: Vec::new(),
            sectors: Vec::new(),
        });
    }
    let stretch = match finder.find(&quote) {
        Ok(found) => nearest(&found, anchor),
        Err(why) => {
            problems.add(line, format!("{why} (it is no form of a name either)"));
            return None;
        }
    };
    let (mut countries, mut sectors) = (Vec::new(), Vec::new());
    for code in bracket.unwrap_or_default().split_whitespace().filter(|c| *c != "-") {
        if crate::vocabulary::SECTORS.contains(&code) {
            sectors.push(code.to_owned());
        } else if code == "NGO" && !countries.is_empty() {
            problems.add(line, super::no_sector(code));
        } else {
            countries.extend(finder.country(code, line, problems));
        }
    }
    Some(Participant { entity: None, words: quote.words, stretch, countries, sectors })
}

/// Participants between `;`.
pub(super) fn list(
    finder: &Finder<'_>,
    entities: &[Entity],
    written: &str,
    anchor: Option<Stretch>,
    line: usize,
    problems: &mut Problems,
) -> Vec<Participant> {
    written.split(';').filter_map(|one| read(finder, entities, one, anchor, line, problems)).collect()
}

/// The stretch nearest to `anchor`; the earlier of two equally near.
pub(super) fn nearest(stretches: &[Stretch], anchor: Option<Stretch>) -> Option<Stretch> {
    match anchor {
        Some(anchor) => stretches.iter().min_by_key(|s| (s.distance(anchor), s.start)).copied(),
        None => stretches.first().copied(),
    }
}

/// Complains of a quote that begins with a preposition: no word does with ل and the article.
pub(super) fn fused(words: &str, line: usize, problems: &mut Problems) {
    if words.chars().take(2).eq([LAM, LAM]) {
        problems.add(line, format!("«{words}» begins with a preposition; quote it with its article instead"));
    }
}
