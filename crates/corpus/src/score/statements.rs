//! Reported speech.

use super::Figures;
use super::item::{Item, list, words};
use serde_json::{Value, json};

pub(super) fn score(item: &Item, figures: &mut Figures) {
    let gold = list(&item.gold, "statements");
    let predicted = list(&item.record, "statements");
    let mut taken = vec![false; predicted.len()];
    for statement in gold {
        let there = place(&item.text, statement);
        let fits = |p: &Value| {
            item.same(words(statement, "speaker"), p.get("speaker").unwrap_or(&Value::Null))
                && there.is_none_or(|there| overlap(there, p.get("content").unwrap_or(&Value::Null)))
        };
        let found = predicted.iter().zip(&taken).position(|(p, taken)| !taken && fits(p));
        match found.and_then(|found| taken.get_mut(found)) {
            Some(taken) => *taken = true,
            None => {
                let about = json!({"speaker": statement["speaker"], "cue": statement["cue"]});
                figures.note(&item.id, "statement missed", about);
            }
        }
    }
    for (p, _) in predicted.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let speaker = p.get("speaker").map(|s| item.shown(std::slice::from_ref(s))).unwrap_or_default();
        let about = json!({"speaker": speaker.first(), "cue": p["cue"]["text"]});
        figures.note(&item.id, "statement false", about);
    }
    figures.statements.add(taken.iter().filter(|t| **t).count(), predicted.len(), gold.len());
}

/// Where a gold statement stands: its stretch, if the gold has it, else the one that its words mark off.
fn place(text: &str, statement: &Value) -> Option<(usize, usize)> {
    let words = |field| words(statement, field);
    let marked = || stretch_of(text, words("cue"), words("first"), words("last"));
    statement.get("content").and_then(bounds).or_else(marked)
}

/// Start and end of a stretch.
fn bounds(stretch: &Value) -> Option<(usize, usize)> {
    let place = |field| stretch.get(field).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    Some((place("start")?, place("end")?))
}

/// Whether two stretches have at least half of the shorter one in common.
fn overlap((start, end): (usize, usize), content: &Value) -> bool {
    let (other_start, other_end) = bounds(content).unwrap_or((0, 0));
    let common = end.min(other_end).saturating_sub(start.max(other_start));
    common > 0 && 2 * common >= (end - start).min(other_end.saturating_sub(other_start))
}

/// Where a statement stands that is quoted by its cue and by the first and last words of what is said, in code points.
///
/// The first words are looked for after the first occurrence of the cue, else from the beginning of the text; the last
/// words after the first ones. `None` if either is not there.
#[must_use]
pub fn stretch_of(text: &str, cue: &str, first: &str, last: &str) -> Option<(usize, usize)> {
    if first.is_empty() || last.is_empty() {
        return None;
    }
    let after = if cue.is_empty() { 0 } else { text.find(cue).unwrap_or(0) };
    let later = text.get(after..).and_then(|t| t.find(first)).map(|at| at + after);
    let start = later.or_else(|| text.find(first))?;
    let end = text.get(start..)?.find(last)? + start + last.len();
    let points = |byte: usize| text.get(..byte).map(|t| t.chars().count());
    Some((points(start)?, points(end)?)).filter(|(start, end)| end > start)
}
