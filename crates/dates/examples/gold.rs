//! Reads articles, one JSON file each with `id`, `text` and `published`, and writes a record a line that holds only their
//! dates: `cargo run -rp waqai-dates --example gold -- articles/*.json`.

use std::io::Write;

use serde_json::{Value, json};
use waqai_dates::{Calendar, DateValue, find_dates};
use waqai_text::CodePoints;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for path in std::env::args().skip(1) {
        let article: Value = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
        let id = match article["id"].as_str() {
            Some(id) => id.to_owned(),
            None => {
                std::path::Path::new(&path).file_stem().unwrap_or_default().to_string_lossy().into_owned()
            }
        };
        let text = article["text"].as_str().unwrap_or_default();
        let published = article["published"].as_str().and_then(day);
        let points = CodePoints::new(text);
        let dates: Vec<Value> = find_dates(text, published)
            .iter()
            .map(|e| {
                json!({
                    "start": points.at(e.span.start),
                    "end": points.at(e.span.end),
                    "text": e.span.of(text),
                    "value": e.value.map(|v| v.to_string()),
                    "until": e.end.map(|v| v.to_string()),
                    "calendar": if e.calendar == Calendar::Hijri { "hijri" } else { "gregorian" },
                    "rule": e.rule,
                })
            })
            .collect();
        writeln!(out, "{}", json!({"document": {"id": id, "text": text}, "dates": dates}))?;
    }
    Ok(())
}

// The day of "2015-08-10" or "2015-08-10T14:24".
fn day(text: &str) -> Option<DateValue> {
    let mut parts = text.get(..10)?.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(DateValue { year: year.parse().ok()?, month: month.parse().ok(), day: day.parse().ok() })
}
