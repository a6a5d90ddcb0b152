//! The words, codes and days by which an event is found.

use std::collections::BTreeSet;
use waqai_schema::world::{Party, WorldEvent};
use waqai_text::fold;

/// Kinds of terms.
pub(crate) const TYPE: &str = "type";
pub(crate) const MODE: &str = "mode";
pub(crate) const STATUS: &str = "status";
/// Codes and keys of those who take part.
pub(crate) const ACTOR: &str = "actor";
/// Their names, folded.
pub(crate) const ACTOR_NAME: &str = "actor-name";
pub(crate) const PLACE: &str = "place";
pub(crate) const PLACE_NAME: &str = "place-name";
pub(crate) const SPEAKER: &str = "speaker";
pub(crate) const SPEAKER_NAME: &str = "speaker-name";
pub(crate) const OUTLET: &str = "outlet";
/// Day of a report, as precise as known.
pub(crate) const REPORTED: &str = "reported";

/// The sort key of an event without a date.
const NO_DAY: i64 = 99_999_999;

/// What an event is found by.
pub(crate) fn terms(event: &WorldEvent) -> BTreeSet<(&'static str, String)> {
    let mut terms = BTreeSet::new();
    terms.insert((TYPE, event.kind.clone()));
    terms.extend(event.modes.iter().map(|m| (MODE, m.value.clone())));
    terms.extend(event.status.iter().map(|s| (STATUS, s.value.clone())));
    for claim in event.actors.iter().chain(&event.recipients) {
        party(&claim.value, ACTOR, ACTOR_NAME, &mut terms);
    }
    for claim in &event.place {
        terms.insert((PLACE_NAME, fold(&claim.value.name)));
        terms.extend(claim.value.country.iter().map(|c| (PLACE, c.clone())));
    }
    for report in &event.reports {
        terms.extend(report.source.iter().map(|s| (OUTLET, fold(s))));
        terms.extend(report.url.iter().filter_map(|url| Some((OUTLET, host(url)?.to_lowercase()))));
        let day = report.published.as_deref().and_then(|p| p.split('T').next());
        terms.extend(day.map(|day| (REPORTED, day.to_owned())));
        for voice in &report.attribution {
            party(&voice.speaker, SPEAKER, SPEAKER_NAME, &mut terms);
        }
    }
    terms
}

fn party(
    party: &Party,
    codes: &'static str,
    names: &'static str,
    terms: &mut BTreeSet<(&'static str, String)>,
) {
    terms.insert((names, fold(&party.name)));
    terms.extend(
        party.key.iter().chain(&party.country).chain(&party.sectors).map(|code| (codes, code.clone())),
    );
}

fn host(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// Every stretch of days that a report gives, as yyyymmdd.
pub(crate) fn days(event: &WorldEvent) -> BTreeSet<(i64, i64)> {
    event
        .date
        .iter()
        .filter_map(|claim| {
            let (first, last) = crate::time::days(&claim.value.value)?;
            let end = claim.value.value_end.as_deref().and_then(crate::time::days);
            Some((first, end.map_or(last, |(_, end)| end.max(last))))
        })
        .collect()
}

/// The first day of the best supported date: the place of the event in the order of all events.
pub(crate) fn day(event: &WorldEvent) -> i64 {
    let best = event.date.first().and_then(|claim| crate::time::days(&claim.value.value));
    best.map_or(NO_DAY, |(first, _)| first)
}
