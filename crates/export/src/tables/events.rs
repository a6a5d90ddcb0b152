//! One row per event, with columns named as users of ACLED and PLOVER know them.

use crate::error::Result;
use crate::table::{Column, Sink, Table, column};
use crate::value::{Kind, Value};
use crate::view::View;
use waqai_schema::world::Party;

/// The table.
pub(crate) static TABLE: Table = Table {
    name: "events",
    about: "One row per event. A value in dispute is never averaged: the best supported one stands here, `differs` names the \
            field, and `claims` has every value with its words.",
    key: &["event_id"],
    columns: &COLUMNS,
    rows,
};

/// A column and how its cell is made.
type Cell = (Column, for<'v> fn(&'v View<'v>) -> Value<'v>);

const CELLS: [Cell; 58] = [
    (column("event_id", Kind::Text, "Permanent id; never given to another event."), |v| text(&v.event.id)),
    (column("version", Kind::Integer, "1, 2, …: one more with every change."), |v| {
        Value::Integer(v.event.version.into())
    }),
    (
        column(
            "event_date",
            Kind::Date,
            "The day, where it is known: the first day of several. Null where only the month or year is known; see date_start and date_end.",
        ),
        |v| v.exact_day().map_or(Value::Null, Value::Date),
    ),
    (column("date_start", Kind::Date, "The first day on which it may have been."), |v| {
        v.bounds().map_or(Value::Null, |(first, _)| Value::Date(first))
    }),
    (column("date_end", Kind::Date, "The last day on which it may have been."), |v| {
        v.bounds().map_or(Value::Null, |(_, last)| Value::Date(last))
    }),
    (column("time_precision", Kind::Text, "`day`, `month` or `year`."), |v| {
        Value::text(v.day().map(|day| day.precision.as_str()))
    }),
    (
        column(
            "date_from",
            Kind::Text,
            "`expression`: words beside the event say when; `published`: the day of the report, for want of such words.",
        ),
        |v| Value::text(v.day().map(|day| day.from.as_str())),
    ),
    (
        column("date_disputed", Kind::Boolean, "Whether the reports contradict each other about the date."),
        |v| Value::Boolean(v.differs("date")),
    ),
    (column("event_type", Kind::Text, "One of the sixteen PLOVER 2.0 types."), |v| text(&v.event.kind)),
    (
        column(
            "quad_code",
            Kind::Integer,
            "PLOVER: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.",
        ),
        |v| crate::plover::quad(&v.event.kind).map_or(Value::Null, Value::Integer),
    ),
    (column("modes", Kind::Texts, "PLOVER modes."), |v| {
        Value::texts(v.event.modes.iter().map(|claim| claim.value.as_str()))
    }),
    (column("contexts", Kind::Texts, "PLOVER contexts."), |v| {
        Value::texts(v.event.contexts.iter().map(|claim| claim.value.as_str()))
    }),
    (
        column(
            "status",
            Kind::Text,
            "`actual`, `planned`, `hypothetical`, `negated` or `historical`. Only `actual` and `historical` are said to have happened.",
        ),
        |v| Value::text(v.status()),
    ),
    (column("actor1", Kind::Text, "The best supported actor: who did it."), |v| {
        first(v, |party| Some(&party.name))
    }),
    (
        column(
            "actor1_key",
            Kind::Text,
            "Key of actor1 in the knowledge base, the same in every event; null for whom it does not know.",
        ),
        |v| first(v, |party| party.key.as_deref()),
    ),
    (column("actor1_kind", Kind::Text, "`PER`, `ORG` or `LOC`; null for words that name nobody."), |v| {
        first(v, |party| party.kind.as_deref())
    }),
    (column("actor1_country", Kind::Text, "ISO 3166-1 alpha-3, or IGO UNO EUR NGO ISM IMG MNC."), |v| {
        first(v, |party| party.country.as_deref())
    }),
    (column("actor1_sectors", Kind::Texts, "PLOVER sectors of actor1."), |v| sectors(v.sides().0)),
    (
        column(
            "actor2",
            Kind::Text,
            "The best supported recipient, or, where nobody is named as one, the second actor: two who meet are both actors.",
        ),
        |v| second(v, |party| Some(&party.name)),
    ),
    (column("actor2_role", Kind::Text, "`recipient` or `actor`: which of the two actor2 is."), |v| {
        Value::text(v.sides().1.map(|(role, _)| role))
    }),
    (column("actor2_key", Kind::Text, "As actor1_key."), |v| second(v, |party| party.key.as_deref())),
    (column("actor2_kind", Kind::Text, "As actor1_kind."), |v| second(v, |party| party.kind.as_deref())),
    (column("actor2_country", Kind::Text, "As actor1_country."), |v| {
        second(v, |party| party.country.as_deref())
    }),
    (column("actor2_sectors", Kind::Texts, "As actor1_sectors."), |v| {
        sectors(v.sides().1.map(|(_, party)| party))
    }),
    (column("actors", Kind::Texts, "All actors, the best supported first."), |v| {
        Value::texts(v.actors().map(|party| party.name.as_str()))
    }),
    (column("recipients", Kind::Texts, "All recipients, the best supported first."), |v| {
        Value::texts(v.recipients().map(|party| party.name.as_str()))
    }),
    (column("country", Kind::Text, "Country of the place: ISO 3166-1 alpha-3."), |v| {
        Value::text(v.place().and_then(|place| place.country.as_deref()))
    }),
    (column("location", Kind::Text, "Name of the place."), |v| {
        Value::text(v.place().map(|place| place.name.as_str()))
    }),
    (
        column(
            "geo_precision",
            Kind::Text,
            "`place`, `region` or `country`: how closely the place is known.",
        ),
        |v| Value::text(v.place().and_then(|place| place.precision.as_deref())),
    ),
    (
        column(
            "latitude",
            Kind::Number,
            "Degrees north, only where geo_precision is `place`: the middle of a country is no place of an event.",
        ),
        |v| v.point().map_or(Value::Null, |(lat, _)| Value::Number(lat)),
    ),
    (column("longitude", Kind::Number, "Degrees east, only where geo_precision is `place`."), |v| {
        v.point().map_or(Value::Null, |(_, lon)| Value::Number(lon))
    }),
    (column("dead_low", Kind::Integer, "So many were killed or more; null where no number says so."), |v| {
        low(v, "dead")
    }),
    (
        column("dead_high", Kind::Integer, "So many were killed or fewer; null where no number says so."),
        |v| high(v, "dead"),
    ),
    (column("injured_low", Kind::Integer, "As dead_low, of those wounded."), |v| low(v, "injured")),
    (column("injured_high", Kind::Integer, "As dead_high, of those wounded."), |v| high(v, "injured")),
    (column("arrested_low", Kind::Integer, "As dead_low, of those arrested."), |v| low(v, "arrested")),
    (column("arrested_high", Kind::Integer, "As dead_high, of those arrested."), |v| high(v, "arrested")),
    (column("protesters_low", Kind::Integer, "As dead_low, of those who protest."), |v| low(v, "protesters")),
    (column("protesters_high", Kind::Integer, "As dead_high, of those who protest."), |v| {
        high(v, "protesters")
    }),
    (column("displaced_low", Kind::Integer, "As dead_low, of those driven from their homes."), |v| {
        low(v, "displaced")
    }),
    (column("displaced_high", Kind::Integer, "As dead_high, of those driven from their homes."), |v| {
        high(v, "displaced")
    }),
    (column("missing_low", Kind::Integer, "As dead_low, of those missing."), |v| low(v, "missing")),
    (column("missing_high", Kind::Integer, "As dead_high, of those missing."), |v| high(v, "missing")),
    (column("money_low", Kind::Integer, "So many US dollars or more; null where no number says so."), |v| {
        low(v, "money")
    }),
    (
        column("money_high", Kind::Integer, "So many US dollars or fewer; null where no number says so."),
        |v| high(v, "money"),
    ),
    (
        column(
            "figures_about",
            Kind::Texts,
            "Which of these figures are said to be near only (`dead`, `injured`, …).",
        ),
        about,
    ),
    (column("source", Kind::Texts, "The outlets, each once, in the order of publication."), |v| {
        Value::texts(v.outlets())
    }),
    (column("source_urls", Kind::Texts, "Where the reports were published."), |v| {
        Value::texts(v.addresses())
    }),
    (
        column(
            "speakers",
            Kind::Texts,
            "Who says so in the reports; empty where the outlets say it themselves.",
        ),
        |v| Value::texts(v.speakers()),
    ),
    (
        column("notes", Kind::Text, "The sentence of the surest report that is no copy, in its own words."),
        |v| Value::text(v.lead_words()),
    ),
    (
        column("reports", Kind::Integer, "Reports that tell the event. A count of reports, never of events."),
        |v| Value::count(v.event.reports.len()),
    ),
    (column("voices", Kind::Integer, "Reports that are no copy of another."), |v| {
        Value::Integer(v.event.voices.into())
    }),
    (column("confidence", Kind::Number, "0 to 1: the highest of its reports'."), |v| {
        Value::confidence(v.event.confidence)
    }),
    (column("differs", Kind::Texts, "The fields in which the reports contradict each other."), |v| {
        Value::texts(v.event.differs.iter().map(String::as_str))
    }),
    (
        column("review", Kind::Text, "`machine`, or `reviewed` once a person has decided anything about it."),
        |v| text(&v.event.review),
    ),
    (
        column(
            "state",
            Kind::Text,
            "`current`; or `merged`, `withdrawn` (no report tells it any longer) or `rejected` (by a person).",
        ),
        |v| text(&v.event.state),
    ),
    (column("merged_into", Kind::Text, "Of a merged event: the event that holds its reports now."), |v| {
        Value::text(v.event.merged_into.as_deref())
    }),
    (column("recorded_at", Kind::Time, "When this version was recorded, UTC."), |v| {
        Value::time(&v.event.recorded)
    }),
];

const COLUMNS: [Column; CELLS.len()] = {
    let mut columns = [CELLS[0].0; CELLS.len()];
    let mut i = 0;
    while i < CELLS.len() {
        columns[i] = CELLS[i].0;
        i += 1;
    }
    columns
};

fn rows(view: &View<'_>, sink: Sink<'_>) -> Result<()> {
    sink(&CELLS.map(|(_, cell)| cell(view)))
}

/// The columns of an event by name, for formats that write them as properties.
pub(crate) fn properties<'v>(view: &'v View<'v>) -> impl Iterator<Item = (&'static str, Value<'v>)> {
    CELLS.iter().map(move |(column, cell)| (column.name, cell(view)))
}

fn text(text: &str) -> Value<'_> {
    Value::text(Some(text))
}

fn first<'v>(view: &'v View<'v>, part: impl Fn(&'v Party) -> Option<&'v str>) -> Value<'v> {
    Value::text(view.sides().0.and_then(part))
}

fn second<'v>(view: &'v View<'v>, part: impl Fn(&'v Party) -> Option<&'v str>) -> Value<'v> {
    Value::text(view.sides().1.and_then(|(_, party)| part(party)))
}

fn sectors(party: Option<&Party>) -> Value<'_> {
    Value::texts(party.iter().flat_map(|party| &party.sectors).map(String::as_str))
}

fn low<'v>(view: &'v View<'v>, of: &str) -> Value<'v> {
    Value::integer(view.figure(of).and_then(|figure| figure.low))
}

fn high<'v>(view: &'v View<'v>, of: &str) -> Value<'v> {
    Value::integer(view.figure(of).and_then(|figure| figure.high))
}

/// The kinds of which the figure shown is said to be near only.
fn about<'v>(view: &'v View<'v>) -> Value<'v> {
    let mut kinds = crate::view::distinct(view.event.figures.iter().map(|claim| claim.value.of.as_str()));
    kinds.retain(|of| view.figure(of).is_some_and(|figure| figure.about));
    Value::texts(kinds)
}
