//! `waqai merge`, `split`, `edit`, `reject`: what people decide about events.

use super::place::{Now, Place, failed};
use super::{Dress, json_line};
use crate::cmd::events::Listing;
use crate::out::Out;
use crate::report::{Outcome, say};
use crate::show;
use clap::Args;
use serde_json::{Value, json};
use waqai_merge::{Decision, Field, ReportRef};
use waqai_store::Store;

/// What all decisions have in common.
#[derive(Debug, Args)]
pub(crate) struct Deciding {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    now: Now,
    /// Who decides: it is kept with the decision.
    #[arg(long, value_name = "NAME", env = "WAQAI_USER")]
    by: Option<String>,
    /// Why: it is kept with the decision.
    #[arg(long, value_name = "TEXT", default_value = "")]
    why: String,
    /// Form of the output; text on a terminal, jsonl elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Listing>,
    #[command(flatten)]
    dress: Dress,
}

/// Say that several events are one.
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// The events. The id of the one that was made first stays.
    #[arg(required = true, num_args = 2..)]
    events: Vec<String>,
    #[command(flatten)]
    deciding: Deciding,
}

/// Say that some reports of an event tell of another one.
#[derive(Debug, Args)]
pub(crate) struct Split {
    /// The event.
    event: String,
    /// The reports to take out: their numbers in `waqai show`, or ar-…#v1. They stay together.
    #[arg(required = true)]
    reports: Vec<String>,
    #[command(flatten)]
    deciding: Deciding,
}

/// Set fields of an event, or confirm it as it stands.
#[derive(Debug, Args)]
pub(crate) struct Edit {
    /// The event.
    event: String,
    /// FIELD=VALUE, as often as wanted. Fields: type, modes, contexts, status, actors, recipients, date, place, and the figures dead,
    /// injured, arrested, protesters, displaced, missing. Values: a code; a date; a number or 81-90; names separated by commas; JSON in the
    /// form of the schema; null where nothing is known.
    #[arg(required_unless_present = "confirm")]
    values: Vec<String>,
    /// The event is right as it stands.
    #[arg(long)]
    confirm: bool,
    #[command(flatten)]
    deciding: Deciding,
}

/// Say that an event did not take place, or was wrongly read.
#[derive(Debug, Args)]
pub(crate) struct Reject {
    /// The event.
    event: String,
    /// Take the rejection back.
    #[arg(long)]
    undo: bool,
    #[command(flatten)]
    deciding: Deciding,
}

impl Merge {
    pub(super) fn run(self) -> Outcome {
        let Merge { events, deciding } = self;
        deciding.run(|store| {
            let mut reports = Vec::new();
            for event in &events {
                let of_event = reports_of(store, event)?;
                if of_event.iter().any(|r| reports.contains(r)) {
                    return Err(told(format_args!("{event}: given twice; name different events")));
                }
                reports.extend(of_event);
            }
            Ok(vec![Decision::Merge { reports }])
        })
    }
}

impl Split {
    pub(super) fn run(self) -> Outcome {
        let Split { event, reports, deciding } = self;
        deciding.run(|store| {
            let id = whole(store, &event)?;
            let shown = store.event(&id, None).map_err(|e| failed(&e))?.map(|e| e.reports).unwrap_or_default();
            let all = reports_of(store, &event)?;
            let mut taken = Vec::new();
            for wanted in &reports {
                let numbered = wanted
                    .parse::<usize>()
                    .ok()
                    .and_then(|n| shown.get(n.checked_sub(1)?))
                    .map(|r| ReportRef { article: r.article.clone(), event: r.event.clone() });
                let named = wanted
                    .split_once('#')
                    .map(|(article, event)| ReportRef { article: article.to_owned(), event: event.to_owned() });
                match numbered.or(named).filter(|r| all.contains(r)) {
                    Some(report) if !taken.contains(&report) => taken.push(report),
                    Some(_) => {}
                    None => {
                        return Err(told(format_args!(
                            "{wanted}: no report of {event}; its reports and their numbers are in `waqai show {event}`"
                        )));
                    }
                }
            }
            let from: Vec<ReportRef> = all.into_iter().filter(|r| !taken.contains(r)).collect();
            if from.is_empty() {
                return Err(told(format_args!("{event}: all of its reports are taken out; leave one in")));
            }
            Ok(vec![Decision::Split { reports: taken, from }])
        })
    }
}

impl Edit {
    pub(super) fn run(self) -> Outcome {
        let Edit { event, values, confirm, deciding } = self;
        deciding.run(|store| {
            let reports = reports_of(store, &event)?;
            let mut decisions = Vec::new();
            for value in &values {
                let (field, value) = assignment(value).map_err(|e| told(format_args!("{value}: {e}")))?;
                decisions.push(Decision::Edit { reports: reports.clone(), field, value });
            }
            if confirm {
                decisions.push(Decision::Confirm { reports });
            }
            Ok(decisions)
        })
    }
}

impl Reject {
    pub(super) fn run(self) -> Outcome {
        let Reject { event, undo, deciding } = self;
        deciding.run(|store| {
            let reports = reports_of(store, &event)?;
            Ok(vec![if undo { Decision::Restore { reports } } else { Decision::Reject { reports } }])
        })
    }
}

impl Deciding {
    /// Makes decisions, keeps them, and shows the events that hold their reports afterwards.
    fn run(self, make: impl FnOnce(&Store) -> Result<Vec<Decision>, Outcome>) -> Outcome {
        self.try_run(make).unwrap_or_else(|outcome| outcome)
    }

    fn try_run(
        self,
        make: impl FnOnce(&Store) -> Result<Vec<Decision>, Outcome>,
    ) -> Result<Outcome, Outcome> {
        let mut store = self.place.open()?;
        let who = self.by.clone().or_else(|| std::env::var("USER").ok()).unwrap_or_default();
        let now = self.now.time();
        let mut events: Vec<String> = Vec::new();
        for decision in make(&store)? {
            let reports: Vec<ReportRef> = decision.reports().cloned().collect();
            let id = store.decide(decision, &who, &self.why, &now).map_err(|e| failed(&e))?;
            say(format_args!("kept as {id}"));
            for report in reports {
                let event = store.event_of(&report).map_err(|e| failed(&e))?;
                events.extend(event.filter(|event| !events.contains(event)));
            }
        }
        let (format, style) = (Listing::or_fitting(self.format), self.dress.style());
        let mut out = Out::new();
        let mut written = true;
        for id in events {
            let Some(event) = store.event(&id, None).map_err(|e| failed(&e))? else { continue };
            written &= match format {
                Listing::Text => out.write(show::event_line(&event, style).as_bytes()),
                Listing::Jsonl => out.write(&json_line(&event)),
            };
        }
        Ok(if written & out.finish() { Outcome::Done } else { Outcome::Failed })
    }
}

fn told(message: std::fmt::Arguments<'_>) -> Outcome {
    say(format_args!("{message} [decision]"));
    Outcome::Failed
}

fn whole(store: &Store, event: &str) -> Result<String, Outcome> {
    let id = store.event_id(event).map_err(|e| failed(&e))?.filter(|_| event.starts_with("ev-"));
    id.ok_or_else(|| told(format_args!("{event}: no such event; list them with `waqai events`")))
}

fn reports_of(store: &Store, event: &str) -> Result<Vec<ReportRef>, Outcome> {
    let id = whole(store, event)?;
    let reports = store.reports_of(&id).map_err(|e| failed(&e))?;
    if reports.is_empty() {
        let into = store.event(&id, None).map_err(|e| failed(&e))?.and_then(|e| e.merged_into);
        let hint =
            into.map_or_else(|| "choose another".to_owned(), |into| format!("its reports are in {into}"));
        return Err(told(format_args!("{event}: it holds no report any more; {hint}")));
    }
    Ok(reports)
}

/// `date=2026-02-10` as a field and its value in the form of the schema.
fn assignment(text: &str) -> Result<(Field, Value), String> {
    let (name, value) = text.split_once('=').ok_or("write it as FIELD=VALUE")?;
    let (name, value) = (name.trim(), value.trim());
    let given = serde_json::from_str::<Value>(value).ok().filter(|v| !v.is_number());
    let field = match name {
        "type" => Field::Type,
        "modes" => Field::Modes,
        "contexts" => Field::Contexts,
        "status" => Field::Status,
        "actors" => Field::Actors,
        "recipients" => Field::Recipients,
        "date" => Field::Date,
        "place" => Field::Place,
        figure if waqai::schema::FIGURES.contains(&figure) => Field::Figure(name.to_owned()),
        _ => return Err(format!("no field `{name}`; see `waqai edit --help`")),
    };
    if let Some(given) = given {
        return Ok((field, given));
    }
    let items = || value.split([',', '\u{60C}']).map(str::trim).filter(|item| !item.is_empty());
    let value = match &field {
        Field::Type => json!(value.to_uppercase()),
        Field::Status => json!(value),
        Field::Modes | Field::Contexts => items().collect(),
        Field::Actors | Field::Recipients => items()
            .map(|name| json!({"key": null, "kind": null, "name": name, "country": null, "sectors": []}))
            .collect(),
        Field::Date => date(value)?,
        Field::Place => {
            json!({"entity": null, "name": value, "country": null, "lat": null, "lon": null, "precision": null})
        }
        Field::Figure(of) => {
            let number =
                |text: &str| text.trim().parse::<u64>().map_err(|_| format!("`{text}` is no number"));
            let (low, high) = value.split_once('-').unwrap_or((value, value));
            json!({"of": of, "low": number(low)?, "high": number(high)?, "about": false})
        }
    };
    Ok((field, value))
}

/// `2026-02-10`, `2026-02`, `2026`, or two of them with a slash between.
fn date(text: &str) -> Result<Value, String> {
    let (first, last) = text.split_once('/').map_or((text, None), |(first, last)| (first, Some(last)));
    let precision = |text: &str| {
        let well = text
            .bytes()
            .zip(b"dddd-dd-dd")
            .all(|(c, s)| if *s == b'd' { c.is_ascii_digit() } else { c == *s });
        match text.len() {
            10 if well => Ok("day"),
            7 if well => Ok("month"),
            4 if well => Ok("year"),
            _ => Err(format!("`{text}` is no date; write 2026-02-10, 2026-02 or 2026")),
        }
    };
    let mut day = json!({"value": first, "precision": precision(first)?, "from": "expression"});
    if let Some(last) = last {
        precision(last)?;
        day["value_end"] = json!(last);
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::{Field, assignment};
    use serde_json::json;

    #[test]
    fn values_as_people_write_them() {
        for (text, field, value) in [
            ("type=consult", Field::Type, json!("CONSULT")),
            ("status = planned", Field::Status, json!("planned")),
            ("modes=meeting, visit", Field::Modes, json!(["meeting", "visit"])),
            (
                "dead=81-90",
                Field::Figure("dead".into()),
                json!({"of": "dead", "low": 81, "high": 90, "about": false}),
            ),
            (
                "dead=81",
                Field::Figure("dead".into()),
                json!({"of": "dead", "low": 81, "high": 81, "about": false}),
            ),
            ("place=null", Field::Place, json!(null)),
            (
                "date=2026-02/2026-03",
                Field::Date,
                json!({"value": "2026-02", "precision": "month", "from": "expression", "value_end": "2026-03"}),
            ),
            ("date=2026", Field::Date, json!({"value": "2026", "precision": "year", "from": "expression"})),
            ("contexts=[\"diplomatic\"]", Field::Contexts, json!(["diplomatic"])),
        ] {
            assert_eq!(assignment(text), Ok((field, value)), "{text}");
        }
        for text in ["type", "colour=red", "dead=many", "date=soon", "date=2026-2-1"] {
            assert!(assignment(text).is_err(), "{text}");
        }
    }
}
