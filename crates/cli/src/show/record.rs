//! A record at a glance: headline, when, where; events, one a line; statements.

use super::{Style, slice};
use std::fmt::Write;
use waqai::Record;
use waqai::schema::{Event, Statement};

const EVIDENCE: usize = 140;
const SAID: usize = 220;
const PLACES: usize = 6;

/// The whole record as text, ending in a line break.
pub(crate) fn record(record: &Record, style: Style) -> String {
    let mut out = String::new();
    head(&mut out, record, style);
    let related = |part: &Option<String>| part.as_deref() == Some("related");
    let (others, events): (Vec<_>, Vec<_>) = record.events.iter().partition(|e| related(&e.part));
    let (other_statements, statements): (Vec<_>, Vec<_>) =
        record.statements.iter().partition(|s| related(&s.part));
    list(&mut out, style.label("events"), &events, style, |e| event(e, record, style));
    list(&mut out, style.label("statements"), &statements, style, |s| statement(s, record, style));
    let mut lines: Vec<String> = others.iter().map(|e| event(e, record, style)).collect();
    lines.extend(other_statements.iter().map(|s| statement(s, record, style)));
    list(&mut out, style.label("related"), &lines, style, String::clone);
    if record.events.is_empty() && record.statements.is_empty() {
        push(&mut out, &format!("\n{}", style.label("nothing")));
    }
    list(&mut out, style.label("notes"), &record.notes, style, |n| {
        format!("  {}: {}", n.code, style.words(&n.message))
    });
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn list<T>(out: &mut String, title: &str, items: &[T], style: Style, line: impl Fn(&T) -> String) {
    if !items.is_empty() {
        push(out, &format!("\n{}", style.bold(title)));
        items.iter().for_each(|item| push(out, &line(item)));
    }
}

fn head(out: &mut String, record: &Record, style: Style) {
    let document = &record.document;
    let headline = document.headline.as_deref().unwrap_or(&document.id);
    push(out, &style.bold(&style.words(headline)));
    let mut line =
        |label: &str, value: &str| push(out, &format!("{} {value}", style.dim(&format!("{label}:"))));
    if let Some(published) = &document.published {
        line(
            style.label("published"),
            &format!("{} ({})", published.value.replace('T', " "), published.from),
        );
    }
    let source: Vec<&str> = document.source.iter().chain(&document.url).map(String::as_str).collect();
    if !source.is_empty() {
        line(style.label("source"), &style.words(&source.join(" · ")));
    }
    for (label, value) in
        [(style.label("section"), &document.section), (style.label("byline"), &document.byline)]
    {
        if let Some(value) = value {
            line(label, &style.words(value));
        }
    }
    let mut places: Vec<_> = record.entities.iter().filter(|e| e.kind == "LOC").collect();
    places.sort_by_key(|e| std::cmp::Reverse(e.mentions.len()));
    places.truncate(PLACES);
    if !places.is_empty() {
        let places: Vec<String> = places.iter().map(|e| style.place(e)).collect();
        line(style.label("places"), &places.join(" · "));
    }
}

/// `v1  CONSULT·meeting  A [SYR GOV] → B [FRA GOV] · on 2026-02-10 · in … · planned · says …`, then the words.
fn event(event: &Event, record: &Record, style: Style) -> String {
    let mut kind = event.kind.clone();
    for mode in &event.modes {
        let _ = write!(kind, "·{mode}");
    }
    let mut line = format!("{:>4}  {}  ", event.id, style.bold(&kind));
    let side = |participants: &[waqai::schema::Participant]| {
        participants.iter().map(|p| style.participant(p, record)).collect::<Vec<_>>().join(" + ")
    };
    match (event.actors.is_empty(), event.recipients.is_empty()) {
        (true, true) => line.push_str(&format!("({})", style.label("nobody"))),
        (false, true) => line.push_str(&side(&event.actors)),
        (true, false) => line.push_str(&format!("? {} {}", style.arrow(), side(&event.recipients))),
        (false, false) => {
            line.push_str(&format!("{} {} {}", side(&event.actors), style.arrow(), side(&event.recipients)));
        }
    }
    if let Some((date, value)) = event.date.as_ref().and_then(|d| Some((d, d.value.as_ref()?))) {
        let _ = write!(line, " · {} {value}", style.label("on"));
        if let Some(end) = &date.value_end {
            let _ = write!(line, "/{end}");
        }
        if date.from == "published" {
            let _ = write!(line, " ({})", style.label("published_day"));
        }
    }
    if let Some(place) = &event.place {
        let code = place.country.as_deref().unwrap_or("LOC");
        let _ = write!(line, " · {} {} [{code}]", style.label("in"), style.words(&place.name));
    }
    for (label, value, bounds) in event.size.told(&event.size_bounds) {
        // Records written before there were bounds have the value alone.
        let figure = bounds.map(range).or_else(|| value.map(|v| v.to_string()));
        if let Some(figure) = figure {
            let _ = write!(line, " · {} {figure}", style.label(label));
        }
    }
    if event.status != "actual" {
        let _ = write!(line, " · {}", style.paint("33", &event.status));
    }
    for (i, link) in event.attribution.iter().enumerate() {
        let label = if i == 0 { style.label("says") } else { style.label("citing") };
        let _ = write!(line, " · {label} {}", style.participant(&link.speaker, record));
    }
    for link in &event.confirmed_by {
        let _ =
            write!(line, " · {} {}", style.label("confirmed_by"), style.participant(&link.speaker, record));
    }
    for id in &event.denied_by {
        let by = record.events.iter().find(|e| e.id == *id).and_then(|e| e.attribution.last());
        let who =
            by.map_or_else(|| style.label("nobody").to_owned(), |a| style.participant(&a.speaker, record));
        let _ = write!(line, " · {} {who}", style.label("denied_by"));
    }
    let sentence = slice(&record.document.text, event.sentence.start, event.sentence.end);
    let _ = write!(
        line,
        "\n      {} {} {}",
        style.quote(&event.trigger.text, EVIDENCE),
        style.label("trigger_in"),
        style.quote(&sentence, EVIDENCE)
    );
    line
}

fn range(figure: &waqai::schema::Bounds) -> String {
    between(figure.low, figure.high, figure.about)
}

/// `30`, `~30`, `≥30`, `≤30`, `3-5`.
pub(super) fn between(low: Option<u64>, high: Option<u64>, about: bool) -> String {
    let about = if about { "~" } else { "" };
    match (low, high) {
        (Some(low), Some(high)) if low == high => format!("{about}{low}"),
        (Some(low), Some(high)) => format!("{about}{low}-{high}"),
        (Some(low), None) => format!("{about}≥{low}"),
        (None, Some(high)) => format!("{about}≤{high}"),
        (None, None) => "?".to_owned(),
    }
}

fn statement(statement: &Statement, record: &Record, style: Style) -> String {
    let mut line = format!("{:>4}  {}", statement.id, style.participant(&statement.speaker, record));
    let said = if statement.direct { style.label("said_direct") } else { style.label("said") };
    let _ = write!(line, " {said}");
    if let Some(addressee) = &statement.addressee {
        let _ = write!(line, " {} {}", style.label("to"), style.participant(addressee, record));
    }
    if let Some(via) = &statement.via {
        let _ = write!(line, " {} {}", style.label("via"), style.words(via));
    }
    if let Some(inside) = &statement.inside {
        let _ = write!(line, " ({} {inside})", style.label("inside"));
    }
    let content = slice(&record.document.text, statement.content.start, statement.content.end);
    let _ = write!(line, "\n      {}", style.quote(&content, SAID));
    line
}

#[cfg(test)]
mod tests {
    use crate::cmd::Lang;
    use crate::show::{Style, explanation, record};
    use snapbox::{assert_data_eq, file};
    use waqai::{Explanation, Record};

    fn sample() -> Record {
        serde_json::from_str(include_str!("../../tests/show/record.json")).expect("a record")
    }

    #[test]
    fn a_record_in_english() {
        let style = Style { lang: Lang::En, bidi: false, colour: false };
        assert_data_eq!(record(&sample(), style), file!["../../tests/show/record.en.txt"]);
    }

    #[test]
    fn a_record_in_arabic() {
        let style = Style { lang: Lang::Ar, bidi: false, colour: false };
        assert_data_eq!(record(&sample(), style), file!["../../tests/show/record.ar.txt"]);
    }

    #[test]
    fn a_figure_shows_how_it_is_meant() {
        let figure = |low, high, about| {
            super::range(&waqai::schema::Bounds { low, high, about, start: 0, end: 1, text: String::new() })
        };
        assert_eq!(figure(Some(30), Some(30), false), "30");
        assert_eq!(figure(Some(30), Some(30), true), "~30");
        assert_eq!(figure(Some(30), None, false), "≥30");
        assert_eq!(figure(None, Some(30), false), "≤30");
        assert_eq!(figure(Some(3), Some(5), false), "3-5");
    }

    #[test]
    fn an_explanation() {
        let style = Style { lang: Lang::En, bidi: false, colour: false };
        let explained = Explanation {
            record: sample(),
            sentences: Vec::new(),
            why: vec![vec!["actor: subject of the verb".to_owned()], Vec::new(), Vec::new()],
        };
        assert_data_eq!(explanation(&explained, style), file!["../../tests/show/explanation.txt"]);
    }

    #[test]
    fn colours_carry_no_meaning_of_their_own() {
        let plain = Style { lang: Lang::En, bidi: false, colour: false };
        let painted = record(&sample(), Style { colour: true, ..plain });
        let mut bare = String::new();
        let mut pieces = painted.split("\x1b[");
        bare.push_str(pieces.next().unwrap_or(""));
        pieces.for_each(|p| bare.push_str(p.split_once('m').map_or("", |(_, rest)| rest)));
        assert_eq!(bare, record(&sample(), plain));
    }
}
