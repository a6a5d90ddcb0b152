//! The words that every value rests on.

use super::parties::head;
use crate::error::Result;
use crate::table::{Column, Sink, Table, column};
use crate::value::{Kind, Value};
use crate::view::View;

pub(crate) static TABLE: Table = Table {
    name: "citations",
    about: "One row per report and claim: the words the value rests on, where they stand, and what stands beside them. Anyone can \
            check them: the capture and the text by their digests, the words by their position.",
    key: &["event_id", "field", "rank", "number"],
    columns: &COLUMNS,
    rows,
};

const COLUMNS: [Column; 17] = [
    column("event_id", Kind::Text, "The event."),
    column("version", Kind::Integer, "Its version."),
    column("field", Kind::Text, "The field, as in `claims`."),
    column("rank", Kind::Integer, "The claim, as in `claims`."),
    column("number", Kind::Integer, "1, 2, …: the number of the citation within the claim."),
    column("report", Kind::Integer, "The report, as in `reports`."),
    column("article_id", Kind::Text, "The article in the store."),
    column("source", Kind::Text, "The outlet."),
    column("url", Kind::Text, "Where it was published."),
    column("capture_sha256", Kind::Text, "SHA-256 of the capture."),
    column("text_sha256", Kind::Text, "SHA-256 of the text that the positions count in."),
    column(
        "start",
        Kind::Integer,
        "First code point; null where the value rests on no words (the day of publication).",
    ),
    column("end", Kind::Integer, "One past the last."),
    column("text", Kind::Text, "The words."),
    column("before", Kind::Text, "Up to 32 code points before them."),
    column("after", Kind::Text, "Up to 32 code points after them."),
    column("rule", Kind::Text, "What made the value: a rule, a gazetteer, `published`."),
];

fn rows(view: &View<'_>, sink: Sink<'_>) -> Result<()> {
    for (claim, cited) in view.claims.iter().zip(&view.citations) {
        for (i, (support, citation)) in claim.support.iter().zip(cited).enumerate() {
            let [id, version] = head(view);
            let report = usize::try_from(support.report).ok().and_then(|i| view.event.reports.get(i));
            let integer = |number: Option<u32>| number.map_or(Value::Null, |n| Value::Integer(n.into()));
            sink(&[
                id,
                version,
                Value::text(Some(&claim.field)),
                Value::count(claim.rank),
                Value::count(i + 1),
                Value::Integer(support.report.into()),
                Value::text(report.map(|report| report.article.as_str())),
                Value::text(report.and_then(|report| report.source.as_deref())),
                Value::text(report.and_then(|report| report.url.as_deref())),
                Value::text(report.map(|report| report.capture.as_str())),
                Value::text(report.map(|report| report.text_sha256.as_str())),
                integer(support.start),
                integer(support.end),
                Value::text(support.text.as_deref()),
                Value::text(citation.as_ref().map(|citation| citation.before.as_str())),
                Value::text(citation.as_ref().map(|citation| citation.after.as_str())),
                Value::text(Some(&support.rule)),
            ])?;
        }
    }
    Ok(())
}
