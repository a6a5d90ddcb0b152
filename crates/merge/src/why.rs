//! Why two reports are one event, or are not.

use crate::Source;
use crate::features::{About, Feature, Found, comparable, compare, worth};
use crate::sketch::{Sketch, opening, sentences, trigger_words};
use crate::words::{shared, stems};
use serde::{Deserialize, Serialize};
use waqai_schema::{Event, Participant};

/// What spoke for and against, in full.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// Whether the two were compared at all: types that go together, dates near each other, and something in common to be found by. If
    /// not, they are two events, whatever the score.
    pub comparable: bool,
    /// The sum of the weights: the two alone are taken for one event from 0 on. In a group the mean over all pairs decides.
    pub score: f32,
    /// Each feature that took part, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// One thing that spoke for (weight above 0) or against.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The feature's name in the table of weights (`data/merge/weights.tsv`): `day-same`, `actor-short`, …
    pub feature: String,
    /// How much it spoke for it.
    pub weight: f32,
    /// The words of the first report that it rests on; empty where it rests on none.
    pub left: String,
    /// The words of the second report.
    pub right: String,
}

/// Compares two reports: an article and the id of one of its events each. `None` if there is no such event.
#[must_use]
pub fn why(left: (&Source, &str), right: (&Source, &str)) -> Option<Explanation> {
    let (one, other) = (Side::of(left)?, Side::of(right)?);
    let (a, b) = (one.sketch.reports.get(one.index)?, other.sketch.reports.get(other.index)?);
    let mut reasons = Vec::new();
    let mut score = 0.0;
    compare((&one.sketch, a), (&other.sketch, b), &mut |found| {
        score += worth(found);
        let (left, right) = words(found, &one, &other);
        reasons.push(Reason { feature: found.feature.name().to_owned(), weight: worth(found), left, right });
    });
    reasons.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()));
    let copies = one.sketch.signature.likely_copies(&other.sketch.signature);
    Some(Explanation { comparable: comparable(a, b, copies), score, reasons })
}

/// A report with all that is needed to show its words.
struct Side<'a> {
    source: &'a Source,
    sketch: Sketch,
    index: usize,
    event: &'a Event,
    text: Vec<char>,
}

impl<'a> Side<'a> {
    fn of((source, id): (&'a Source, &str)) -> Option<Side<'a>> {
        let index = source.record.events.iter().position(|e| e.id == id)?;
        let event = source.record.events.get(index)?;
        Some(Side {
            source,
            sketch: Sketch::of(source),
            index,
            event,
            text: source.record.document.text.chars().collect(),
        })
    }

    fn participant(&self, index: usize) -> String {
        let all: Vec<&Participant> = self.event.actors.iter().chain(&self.event.recipients).collect();
        all.get(index).map(|p| self.name(p)).unwrap_or_default()
    }

    fn name(&self, participant: &Participant) -> String {
        let entity = participant.entity.as_ref();
        let entity = entity.and_then(|id| self.source.record.entities.iter().find(|e| e.id == *id));
        entity.map_or_else(|| participant.text.clone(), |e| e.name.clone())
    }

    fn names(&self, of: &[Participant]) -> String {
        of.iter().map(|p| self.name(p)).collect::<Vec<_>>().join(", ")
    }

    fn figures(&self) -> String {
        let shown = |(of, exact, bounds): (&str, Option<u64>, Option<&waqai_schema::Bounds>)| {
            let words = bounds.map(|b| b.text.clone());
            format!("{of} {}", words.or_else(|| exact.map(|n| n.to_string())).unwrap_or_default())
        };
        self.event.size.told(&self.event.size_bounds).map(shown).collect::<Vec<_>>().join(", ")
    }

    fn date(&self) -> String {
        let date = self.event.date.as_ref();
        let value = date.and_then(|d| d.value.clone()).unwrap_or_default();
        match date.and_then(|d| d.text.clone()) {
            Some(words) => format!("{value} ({words})"),
            None => value,
        }
    }
}

/// The words of both sides that a feature rests on.
fn words(found: Found, one: &Side, other: &Side) -> (String, String) {
    let both = |of: &dyn Fn(&Side) -> String| (of(one), of(other));
    match found.about {
        About::Nothing => (String::new(), String::new()),
        About::Type => both(&|s| s.event.kind.clone()),
        About::Modes => both(&|s| s.event.modes.join(" ")),
        About::Status => both(&|s| s.event.status.clone()),
        About::Date => both(&|s| s.date()),
        About::Party(left, right) => (one.participant(left), other.participant(right)),
        About::Actors => both(&|s| s.names(&s.event.actors)),
        About::Recipients => both(&|s| s.names(&s.event.recipients)),
        About::Place => both(&|s| s.event.place.as_ref().map(|p| p.name.clone()).unwrap_or_default()),
        About::Figures => both(&|s| s.figures()),
        About::Published => both(&|s| {
            s.source.record.document.published.as_ref().map(|p| p.value.clone()).unwrap_or_default()
        }),
        About::Trigger => common(&trigger_words(one.event), &trigger_words(other.event)),
        About::Words => common(&sentences(one.event, &one.text), &sentences(other.event, &other.text)),
        About::Story => {
            common(&opening(&one.source.record, &one.text), &opening(&other.source.record, &other.text))
        }
    }
}

/// The words of either text whose stems both have.
fn common(left: &str, right: &str) -> (String, String) {
    let (l, r) = (stems(left), stems(right));
    let codes = |s: &[(crate::words::Weighed, String)]| s.iter().map(|(w, _)| *w).collect::<Vec<_>>();
    let both: Vec<u32> = shared(&codes(&l), &codes(&r)).map(|(code, _)| code).collect();
    let shown = |s: &[(crate::words::Weighed, String)]| {
        let words = s.iter().filter(|((code, _), _)| both.contains(code)).map(|(_, word)| word.as_str());
        words.collect::<Vec<_>>().join(" ")
    };
    (shown(&l), shown(&r))
}

/// The features there are, by their names in the table of weights.
pub fn features() -> impl Iterator<Item = &'static str> {
    Feature::ALL.iter().map(|f| f.name())
}
