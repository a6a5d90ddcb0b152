//! An event of the world at a glance, and in full: what is told, by whom, and where they differ.

use super::Style;
use std::fmt::Write;
use waqai::schema::world::{Claim, Day, Figure, Party, Report, Support, WorldEvent};
use waqai::schema::{Place, Quote};

const WORDS: usize = 140;

/// One line: `ev-…  2026-02-10  CONSULT·meeting  A [SYR GOV] → B [FRA GOV] · in … · reports: 3 (voices: 2)`.
pub(crate) fn event_line(event: &WorldEvent, style: Style) -> String {
    let day = event.date.first().map_or_else(|| "?".to_owned(), |c| day(&c.value));
    format!("{}  {day:<10}  {}\n", style.dim(&event.id), summary(event, style))
}

/// What happened, without id and date.
pub(crate) fn summary(event: &WorldEvent, style: Style) -> String {
    let mut kind = event.kind.clone();
    event.modes.iter().for_each(|mode| {
        let _ = write!(kind, "·{}", mode.value);
    });
    let mut line = format!("{}  ", style.bold(&kind));
    let side = |parties: &[Claim<Party>]| {
        parties.iter().map(|c| party(&c.value, style)).collect::<Vec<_>>().join(" + ")
    };
    match (event.actors.is_empty(), event.recipients.is_empty()) {
        (true, true) => line.push_str(&format!("({})", style.label("nobody"))),
        (false, true) => line.push_str(&side(&event.actors)),
        (true, false) => line.push_str(&format!("? {} {}", style.arrow(), side(&event.recipients))),
        (false, false) => {
            line.push_str(&format!("{} {} {}", side(&event.actors), style.arrow(), side(&event.recipients)));
        }
    }
    if let Some(claim) = event.place.first() {
        let _ = write!(line, " · {} {}", style.label("in"), place(&claim.value, style));
    }
    for of in figure_kinds(event) {
        let values: Vec<String> =
            event.figures.iter().filter(|c| c.value.of == of).map(|c| number(&c.value)).collect();
        let _ = write!(line, " · {} {}", style.figure(of), values.join(&format!(" {} ", style.label("or"))));
    }
    match event.status.first().map(|c| c.value.as_str()) {
        None | Some("actual") => {}
        Some(status) => {
            let _ = write!(line, " · {}", style.paint("33", status));
        }
    }
    let _ = write!(line, " · {}", counted(event, style));
    if !event.differs.is_empty() {
        let _ = write!(line, " · {} {}", style.paint("35", style.label("differs")), event.differs.join(", "));
    }
    if event.review == "reviewed" {
        let _ = write!(line, " · {}", style.paint("32", style.label("reviewed")));
    }
    if event.state != "current" {
        let _ = write!(line, " · {}", style.paint("31", &event.state));
        if let Some(into) = &event.merged_into {
            let _ = write!(line, " → {into}");
        }
    }
    line
}

/// The event in full: every field with every value that is given for it, who gives it, and the words.
pub(crate) fn event(event: &WorldEvent, style: Style) -> String {
    let mut out = format!("{}\n", summary(event, style));
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "{} {value}", style.dim(&format!("{label}:")));
    };
    line(style.label("event"), &event.id);
    let version = format!("{} · {} · {}", event.version, event.recorded, event.review);
    line(style.label("version"), &version);
    let mut list = |label: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{}", style.bold(label));
            lines.iter().for_each(|l| {
                let _ = writeln!(out, "  {l}");
            });
        }
    };
    let plain = |value: &String| value.clone();
    list(style.label("status"), claims(&event.status, plain, style));
    list(style.label("actors"), claims(&event.actors, |p| party(p, style), style));
    list(style.label("recipients"), claims(&event.recipients, |p| party(p, style), style));
    list(style.label("date"), claims(&event.date, |d| dated(d, style), style));
    list(style.label("place"), claims(&event.place, |p| place(p, style), style));
    for of in figure_kinds(event) {
        let of_kind: Vec<Claim<Figure>> =
            event.figures.iter().filter(|c| c.value.of == of).cloned().collect();
        list(style.figure(of), claims(&of_kind, number, style));
    }
    list(style.label("modes"), claims(&event.modes, plain, style));
    list(style.label("contexts"), claims(&event.contexts, plain, style));
    let reports = (1..).zip(&event.reports).map(|(number, r)| report(number, r, style)).collect();
    list(&counted(event, style), reports);
    out
}

/// A claim a line: the value, how many give it, and the words of each.
fn claims<T>(claims: &[Claim<T>], show: impl Fn(&T) -> String, style: Style) -> Vec<String> {
    claims
        .iter()
        .map(|claim| {
            let mut line = show(&claim.value);
            if let Some(decision) = &claim.decided {
                let _ = write!(line, " · {} {decision}", style.paint("32", style.label("decided")));
            }
            for support in &claim.support {
                let _ = write!(line, "\n      {}", rests_on(support, style));
            }
            line
        })
        .collect()
}

/// `[2] 17..22 "…" (rule)`.
fn rests_on(support: &Support, style: Style) -> String {
    let report = support.report + 1;
    match (support.start, support.end, &support.text) {
        (Some(start), Some(end), Some(text)) => format!(
            "[{report}] {start}..{end} {} {}",
            style.quote(text, WORDS),
            style.dim(&format!("({})", support.rule))
        ),
        _ => format!("[{report}] {}", style.dim(&format!("({})", support.rule))),
    }
}

fn report(number: usize, report: &Report, style: Style) -> String {
    let mut line = format!("[{number}] {}#{}", report.article, report.event);
    if let Some(source) = &report.source {
        let _ = write!(line, " · {}", style.words(source));
    }
    if let Some(published) = &report.published {
        let _ = write!(line, " · {}", published.replace('T', " "));
    }
    if let Some(of) = &report.copy_of {
        let _ = write!(line, " · {} {of}", style.label("copy_of"));
    }
    for (index, voice) in report.attribution.iter().enumerate() {
        let label = if index == 0 { style.label("says") } else { style.label("citing") };
        let _ = write!(line, " · {label} {}", party(&voice.speaker, style));
    }
    let Quote { start, end, text } = &report.trigger;
    let _ = write!(
        line,
        "\n      {start}..{end} {} {}",
        style.quote(text, WORDS),
        style.dim(&format!("({})", report.rule))
    );
    if let Some(url) = &report.url {
        let _ = write!(line, "\n      {}", style.words(url));
    }
    let _ = write!(line, "\n      sha256 {}", report.capture);
    line
}

/// `reports: 3 (voices: 2)`: never a number of events.
fn counted(event: &WorldEvent, style: Style) -> String {
    let reports = event.reports.len();
    let told = format!("{}: {reports}", style.label("reports_counted"));
    if reports as u64 == u64::from(event.voices) {
        return told;
    }
    format!("{told} ({}: {})", style.label("voices"), event.voices)
}

fn party(party: &Party, style: Style) -> String {
    let codes: Vec<&str> =
        party.country.iter().map(String::as_str).chain(party.sectors.iter().map(String::as_str)).collect();
    let codes = match (codes.is_empty(), &party.kind) {
        (false, _) => codes.join(" "),
        (true, Some(kind)) => kind.clone(),
        (true, None) => "phrase".to_owned(),
    };
    format!("{} [{codes}]", style.words(&party.name))
}

fn place(place: &Place, style: Style) -> String {
    format!("{} [{}]", style.words(&place.name), place.country.as_deref().unwrap_or("LOC"))
}

/// `2026-02-10` or `2026-02-10/2026-02-12`.
pub(crate) fn day(day: &Day) -> String {
    match &day.value_end {
        Some(end) => format!("{}/{end}", day.value),
        None => day.value.clone(),
    }
}

fn dated(value: &Day, style: Style) -> String {
    let published = if value.from == "published" {
        format!(" ({})", style.label("published_day"))
    } else {
        String::new()
    };
    format!("{}{published}", day(value))
}

/// The kinds of figures, each once, in their order.
fn figure_kinds(event: &WorldEvent) -> Vec<&str> {
    let mut kinds: Vec<&str> = Vec::new();
    for claim in &event.figures {
        if !kinds.contains(&claim.value.of.as_str()) {
            kinds.push(&claim.value.of);
        }
    }
    kinds
}

fn number(figure: &Figure) -> String {
    super::record::between(figure.low, figure.high, figure.about)
}
