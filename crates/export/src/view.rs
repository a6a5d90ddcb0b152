//! An event as the tables see it: its best supported values, its claims in one list, and the words they rest on.

use crate::claims::{ClaimView, claims};
use crate::day;
use crate::error::{Error, Kind, Result};
use crate::words::Words;
use jiff::civil::Date;
use waqai_schema::Place;
use waqai_schema::world::{Citation, Claim, Day, Figure, Party, Report, WorldEvent};

/// An event with what the formats ask of it.
pub(crate) struct View<'a> {
    pub(crate) event: &'a WorldEvent,
    /// Every claim of every field.
    pub(crate) claims: Vec<ClaimView<'a>>,
    /// For every claim, for every support of it: the words with what stands beside them.
    pub(crate) citations: Vec<Vec<Option<Citation>>>,
    /// For every report: the sentence that tells the event.
    pub(crate) sentences: Vec<Option<String>>,
}

impl<'a> View<'a> {
    /// Looks at an event. `cited`: whether the formats asked for want the words beside each quotation.
    pub(crate) fn new(event: &'a WorldEvent, words: &mut dyn Words, cited: bool) -> Result<Self> {
        let unread = |source| Error::from(Kind::Words { event: event.id.clone(), source });
        let claims = claims(event);
        let mut citations = Vec::new();
        let mut sentences = Vec::new();
        if cited {
            for claim in &claims {
                let cite = |support| words.cite(event, support).map_err(unread);
                citations.push(claim.support.iter().map(cite).collect::<Result<_>>()?);
            }
            for report in &event.reports {
                sentences.push(words.sentence(event, report).map_err(unread)?);
            }
        }
        Ok(Self { event, claims, citations, sentences })
    }

    /// The best supported date.
    pub(crate) fn day(&self) -> Option<&'a Day> {
        self.event.date.first().map(|claim| &claim.value)
    }

    /// The first and the last day on which the event may have been, by the best supported date.
    pub(crate) fn bounds(&self) -> Option<(Date, Date)> {
        let day = self.day()?;
        let (first, last) = day::bounds(&day.value)?;
        match &day.value_end {
            None => Some((first, last)),
            Some(end) => Some((first, day::bounds(end)?.1)),
        }
    }

    /// The day of the event (the first day, where it took several), only where the day is known.
    pub(crate) fn exact_day(&self) -> Option<Date> {
        let day = self.day()?;
        if day.precision == "day" { Some(self.bounds()?.0) } else { None }
    }

    /// The best supported place.
    pub(crate) fn place(&self) -> Option<&'a Place> {
        self.event.place.first().map(|claim| &claim.value)
    }

    /// Degrees north and east, only of a place that is a point on the map: the middle of a country is no place where anything
    /// happened.
    pub(crate) fn point(&self) -> Option<(f64, f64)> {
        let place = self.place()?;
        let (lat, lon) = (place.lat?, place.lon?);
        let on_earth = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        (place.precision.as_deref() == Some("place") && on_earth).then_some((lat, lon))
    }

    /// The best supported status.
    pub(crate) fn status(&self) -> Option<&'a str> {
        self.event.status.first().map(|claim| claim.value.as_str())
    }

    /// The best supported figure of a kind.
    pub(crate) fn figure(&self, of: &str) -> Option<&'a Figure> {
        self.event.figures.iter().map(|claim| &claim.value).find(|figure| figure.of == of)
    }

    /// Those who did it.
    pub(crate) fn actors(&self) -> impl Iterator<Item = &'a Party> {
        parties(&self.event.actors)
    }

    /// Those whom it was done to.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = &'a Party> {
        parties(&self.event.recipients)
    }

    /// The two sides, as tables with two columns for them want it: the first actor, and the first recipient or, where nobody is
    /// named as one, the second actor (two who meet are both actors).
    pub(crate) fn sides(&self) -> (Option<&'a Party>, Option<(&'static str, &'a Party)>) {
        let mut actors = self.actors();
        let first = actors.next();
        let second = self.recipients().next().map(|party| ("recipient", party));
        (first, second.or_else(|| actors.next().map(|party| ("actor", party))))
    }

    /// The report to quote: no copy of another, of those the surest, of those the earliest.
    pub(crate) fn lead(&self) -> Option<(usize, &'a Report)> {
        let mut best: Option<(usize, &Report)> = None;
        for (i, report) in self.event.reports.iter().enumerate() {
            let better = |other: &Report| {
                (report.copy_of.is_none(), report.confidence) > (other.copy_of.is_none(), other.confidence)
            };
            if best.is_none_or(|(_, other)| better(other)) {
                best = Some((i, report));
            }
        }
        best
    }

    /// The sentence of the report to quote, or its words that tell the event.
    pub(crate) fn lead_words(&self) -> Option<&str> {
        let (i, report) = self.lead()?;
        Some(self.sentences.get(i).and_then(Option::as_deref).unwrap_or(&report.trigger.text))
    }

    /// The outlets, each once, in the order of the reports.
    pub(crate) fn outlets(&self) -> Vec<&'a str> {
        distinct(self.event.reports.iter().filter_map(|report| report.source.as_deref()))
    }

    /// The addresses, each once, in the order of the reports.
    pub(crate) fn addresses(&self) -> Vec<&'a str> {
        distinct(self.event.reports.iter().filter_map(|report| report.url.as_deref()))
    }

    /// Those who say so, each once, in the order of the reports.
    pub(crate) fn speakers(&self) -> Vec<&'a str> {
        let voices = self.event.reports.iter().flat_map(|report| &report.attribution);
        distinct(voices.map(|voice| voice.speaker.name.as_str()))
    }

    /// Whether reports contradict each other in a field.
    pub(crate) fn differs(&self, field: &str) -> bool {
        self.event.differs.iter().any(|other| other == field)
    }
}

fn parties(claims: &[Claim<Party>]) -> impl Iterator<Item = &Party> {
    claims.iter().map(|claim| &claim.value)
}

/// Each text once, the first time it comes. Lists here are short.
pub(crate) fn distinct<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen: Vec<&str> = Vec::new();
    for text in texts {
        if !seen.contains(&text) {
            seen.push(text);
        }
    }
    seen
}
