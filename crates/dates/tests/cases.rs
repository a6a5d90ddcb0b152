//! The case files of `cases/dates`: expressions in running text, and lines that pages print above articles.

use waqai_dates::{Calendar, DateValue, find_dates, read_timestamp};
use waqai_testkit::Case;

fn main() {
    waqai_testkit::run("cases/dates", render);
}

fn render(case: &Case) -> String {
    if case.attrs.get("read").is_some_and(|r| r == "timestamp") { timestamps(case) } else { dates(case) }
}

// A line a page prints, and what is read in it.
fn timestamps(case: &Case) -> String {
    let read = |line: &str| match read_timestamp(line) {
        Some((date, Some(clock))) => format!("{date} {:02}:{:02}", clock.hour, clock.minute),
        Some((date, None)) => date.to_string(),
        None => "-".to_owned(),
    };
    case.text.lines().map(read).collect::<Vec<_>>().join("\n")
}

// An expression a line: words, value, rule.
fn dates(case: &Case) -> String {
    let published = case.attrs.get("published").and_then(|p| value(p));
    let line = |e: waqai_dates::DateExpr| {
        let mut value = e.value.map_or("?".to_owned(), |v| v.to_string());
        if let Some(end) = e.end {
            value.push_str(&format!("..{end}"));
        }
        let hijri = if e.calendar == Calendar::Hijri { " hijri" } else { "" };
        format!("{} = {value} {}{hijri}", e.span.of(&case.text), e.rule)
    };
    find_dates(&case.text, published).into_iter().map(line).collect::<Vec<_>>().join("\n")
}

fn value(text: &str) -> Option<DateValue> {
    let mut parts = text.split('-');
    Some(DateValue {
        year: parts.next()?.parse().ok()?,
        month: parts.next().and_then(|m| m.parse().ok()),
        day: parts.next().and_then(|d| d.parse().ok()),
    })
}
