//! Every report of every event.

use super::parties::head;
use crate::day;
use crate::error::Result;
use crate::table::{Column, Sink, Table, column};
use crate::value::{Kind, Value};
use crate::view::View;

pub(crate) static TABLE: Table = Table {
    name: "reports",
    about: "One row per report of an event: which article tells it, in which words, and who says so there.",
    key: &["event_id", "report"],
    columns: &COLUMNS,
    rows,
};

const COLUMNS: [Column; 23] = [
    column("event_id", Kind::Text, "The event."),
    column("version", Kind::Integer, "Its version."),
    column(
        "report",
        Kind::Integer,
        "0, 1, …: the number of the report within the event, in the order of publication.",
    ),
    column("article_id", Kind::Text, "The article in the store."),
    column("record_event", Kind::Text, "The event in that article's record."),
    column("source", Kind::Text, "The outlet."),
    column("url", Kind::Text, "Where it was published."),
    column("published", Kind::Text, "When it was published, as precise as known."),
    column("published_date", Kind::Date, "The day of publication, where it is known."),
    column("copy_of", Kind::Text, "Of a copy: the article it repeats."),
    column("trigger", Kind::Text, "The words that tell the event."),
    column("trigger_start", Kind::Integer, "First code point of these words in the article's text."),
    column("trigger_end", Kind::Integer, "One past the last."),
    column(
        "sentence",
        Kind::Text,
        "The sentence they stand in; null where the export was made without the texts.",
    ),
    column("sentence_start", Kind::Integer, "First code point of the sentence."),
    column("sentence_end", Kind::Integer, "One past the last."),
    column("speakers", Kind::Texts, "Who says so, outermost first; empty: the outlet itself."),
    column("speaker_words", Kind::Texts, "Where the report names these speakers, in its own words."),
    column("cues", Kind::Texts, "The words of saying, in the order of the speakers."),
    column("capture_sha256", Kind::Text, "SHA-256 of the capture it was read from."),
    column("text_sha256", Kind::Text, "SHA-256 of the article's text, which the positions count in."),
    column("confidence", Kind::Number, "0 to 1, from the record."),
    column("rule", Kind::Text, "The rule that found it."),
];

fn rows(view: &View<'_>, sink: Sink<'_>) -> Result<()> {
    for (i, report) in view.event.reports.iter().enumerate() {
        let [id, version] = head(view);
        let published = report.published.as_deref();
        // The day of `2026-02-03T10:00` too, but not of a month.
        let day = published.and_then(|text| day::bounds(text.get(..10)?)).map(|(day, _)| day);
        let voices = &report.attribution;
        sink(&[
            id,
            version,
            Value::count(i),
            Value::text(Some(&report.article)),
            Value::text(Some(&report.event)),
            Value::text(report.source.as_deref()),
            Value::text(report.url.as_deref()),
            Value::text(published),
            day.map_or(Value::Null, Value::Date),
            Value::text(report.copy_of.as_deref()),
            Value::text(Some(&report.trigger.text)),
            Value::Integer(report.trigger.start.into()),
            Value::Integer(report.trigger.end.into()),
            Value::text(view.sentences.get(i).and_then(Option::as_deref)),
            Value::Integer(report.sentence.start.into()),
            Value::Integer(report.sentence.end.into()),
            Value::texts(voices.iter().map(|voice| voice.speaker.name.as_str())),
            Value::texts(voices.iter().map(|voice| voice.words.text.as_str())),
            Value::texts(voices.iter().map(|voice| voice.cue.text.as_str())),
            Value::text(Some(&report.capture)),
            Value::text(Some(&report.text_sha256)),
            Value::confidence(report.confidence),
            Value::text(Some(&report.rule)),
        ])?;
    }
    Ok(())
}
