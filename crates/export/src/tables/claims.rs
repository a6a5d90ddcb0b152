//! Every value that any report gives for any field.

use super::parties::head;
use crate::error::Result;
use crate::table::{Column, Sink, Table, column};
use crate::value::{Kind, Value};
use crate::view::{View, distinct};

pub(crate) static TABLE: Table = Table {
    name: "claims",
    about: "One row per value that the reports give for a field of an event, the best supported first. Where they contradict each \
            other, all of them stand here.",
    key: &["event_id", "field", "rank"],
    columns: &COLUMNS,
    rows,
};

const COLUMNS: [Column; 11] = [
    column("event_id", Kind::Text, "The event."),
    column("version", Kind::Integer, "Its version."),
    column(
        "field",
        Kind::Text,
        "`modes`, `contexts`, `status`, `actors`, `recipients`, `date`, `place`, or `figures.dead` and so on.",
    ),
    column("rank", Kind::Integer, "1 for the best supported of the field."),
    column(
        "value",
        Kind::Text,
        "The value. Of a date: as precise as known, two with `/` for a range. Of a figure: `12`, `3..5`, `30..` (or more), `..30` (or fewer), with `~` where it is near only.",
    ),
    column("value_json", Kind::Text, "The whole value as JSON, as in the JSON Lines of events."),
    column("voices", Kind::Integer, "Reports that give it, copies of one another counted once."),
    column("disputed", Kind::Boolean, "Whether the reports contradict each other in this field."),
    column("decided", Kind::Text, "The decision of a person that gave or confirmed it."),
    column("words", Kind::Texts, "The words it rests on, each once; where they stand is in `citations`."),
    column("rules", Kind::Texts, "What made it: rules, gazetteers, `published`."),
];

fn rows(view: &View<'_>, sink: Sink<'_>) -> Result<()> {
    for claim in &view.claims {
        let [id, version] = head(view);
        sink(&[
            id,
            version,
            Value::text(Some(&claim.field)),
            Value::count(claim.rank),
            Value::text(Some(&claim.value)),
            Value::text(Some(&claim.json)),
            Value::Integer(claim.voices.into()),
            Value::Boolean(claim.disputed),
            Value::text(claim.decided),
            Value::texts(distinct(claim.support.iter().filter_map(|support| support.text.as_deref()))),
            Value::texts(distinct(claim.support.iter().map(|support| support.rule.as_str()))),
        ])?;
    }
    Ok(())
}
