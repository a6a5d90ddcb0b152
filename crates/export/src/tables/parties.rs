//! Who takes part and who says so, one row each.

use crate::error::Result;
use crate::table::{Column, Sink, Table, column};
use crate::value::{Kind, Value};
use crate::view::View;
use waqai_schema::world::{Claim, Party, WorldEvent};

pub(crate) static TABLE: Table = Table {
    name: "parties",
    about: "One row per actor and recipient of an event and per speaker of a report.",
    key: &["event_id", "number"],
    columns: &COLUMNS,
    rows,
};

const COLUMNS: [Column; 14] = [
    column("event_id", Kind::Text, "The event."),
    column("version", Kind::Integer, "Its version."),
    column("number", Kind::Integer, "1, 2, …: the number of the row within the event."),
    column("role", Kind::Text, "`actor`, `recipient`, or `speaker`: who says so in a report."),
    column(
        "report",
        Kind::Integer,
        "Of a speaker: the report, as in `reports`. Null for actors and recipients.",
    ),
    column("rank", Kind::Integer, "1 for the best supported; of speakers 1 for the outermost."),
    column("name", Kind::Text, "The fullest form of the name, or the words that name nobody."),
    column(
        "key",
        Kind::Text,
        "Key in the knowledge base, the same in every event; null for whom it does not know.",
    ),
    column("kind", Kind::Text, "`PER`, `ORG` or `LOC`; null for words that name nobody."),
    column("country", Kind::Text, "ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC."),
    column("sectors", Kind::Texts, "PLOVER sectors."),
    column(
        "voices",
        Kind::Integer,
        "Reports that say so, copies of one another counted once. Null for speakers.",
    ),
    column("decided", Kind::Text, "The decision of a person that gave or confirmed it."),
    column("via", Kind::Text, "Of a speaker: the channel."),
];

/// What a row tells of a party.
struct Part<'a> {
    role: &'static str,
    report: Option<usize>,
    rank: usize,
    party: &'a Party,
    voices: Option<u64>,
    decided: Option<&'a str>,
    via: Option<&'a str>,
}

fn rows(view: &View<'_>, sink: Sink<'_>) -> Result<()> {
    for (i, part) in parts(view.event).enumerate() {
        let [id, version] = head(view);
        sink(&[
            id,
            version,
            Value::count(i + 1),
            Value::text(Some(part.role)),
            part.report.map_or(Value::Null, Value::count),
            Value::count(part.rank),
            Value::text(Some(&part.party.name)),
            Value::text(part.party.key.as_deref()),
            Value::text(part.party.kind.as_deref()),
            Value::text(part.party.country.as_deref()),
            Value::texts(part.party.sectors.iter().map(String::as_str)),
            Value::integer(part.voices),
            Value::text(part.decided),
            Value::text(part.via),
        ])?;
    }
    Ok(())
}

fn parts(event: &WorldEvent) -> impl Iterator<Item = Part<'_>> {
    let speakers = event.reports.iter().enumerate().flat_map(|(report, told)| {
        told.attribution.iter().enumerate().map(move |(i, voice)| Part {
            role: "speaker",
            report: Some(report),
            rank: i + 1,
            party: &voice.speaker,
            voices: None,
            decided: None,
            via: voice.via.as_deref(),
        })
    });
    claimed("actor", &event.actors).chain(claimed("recipient", &event.recipients)).chain(speakers)
}

fn claimed<'a>(role: &'static str, claims: &'a [Claim<Party>]) -> impl Iterator<Item = Part<'a>> {
    claims.iter().enumerate().map(move |(i, claim)| Part {
        role,
        report: None,
        rank: i + 1,
        party: &claim.value,
        voices: Some(claim.voices.into()),
        decided: claim.decided.as_deref(),
        via: None,
    })
}

/// The first two columns of every long table.
pub(super) fn head<'v>(view: &View<'v>) -> [Value<'v>; 2] {
    [Value::text(Some(&view.event.id)), Value::Integer(view.event.version.into())]
}
