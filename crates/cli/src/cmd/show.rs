//! `waqai show`: one event or one article, with everything that is known about it.

use super::place::{Place, failed};
use super::{Dress, json_line};
use crate::out::Out;
use crate::report::{Outcome, say};
use crate::show::{self, Style};
use clap::{Args, ValueEnum};
use std::fmt::Write;
use waqai::schema::world::WorldEvent;
use waqai_merge::{Decision, ReportRef};
use waqai_store::{Decided, Store, StoredArticle, Tie, Version};

/// Show an event or an article of the store.
#[derive(Debug, Args)]
pub(crate) struct Show {
    /// Its id, or the beginning of it: ev-… or ar-….
    id: String,
    #[command(flatten)]
    place: Place,
    /// Of an event: why its reports are one event, what people decided about it, and how it has changed.
    #[arg(long)]
    why: bool,
    /// Of an event: as it was known at this moment (2026-02-12T08:30:00Z), or at the end of this day.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Of an article: write the bytes that it was read from, as they were taken in.
    #[arg(long)]
    capture: bool,
    /// Form of the output; text on a terminal, json elsewhere, unless given.
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    dress: Dress,
}

/// Forms of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// The event, or the record of the article, as one line of JSON.
    Json,
}

/// Words of a text on either side of a reason.
const REASON: usize = 60;

impl Show {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let mut store = self.place.open_read_only()?;
        let bytes = match store.event_id(&self.id).map_err(|e| failed(&e))? {
            Some(id) if self.id.starts_with("ev-") => self.event(&mut store, &id)?,
            _ => {
                let id = store.article_id(&self.id).map_err(|e| failed(&e))?;
                let article = match id {
                    Some(id) if self.id.starts_with("ar-") => store.article(&id).map_err(|e| failed(&e))?,
                    _ => None,
                };
                match article {
                    Some(article) => self.article(&store, &article)?,
                    None => {
                        say(format_args!(
                            "{}: neither an event nor an article; list events with `waqai events` [store]",
                            self.id
                        ));
                        return Err(Outcome::Failed);
                    }
                }
            }
        };
        let mut out = Out::new();
        Ok(if out.write(&bytes) & out.finish() { Outcome::Done } else { Outcome::Failed })
    }

    fn format(&self) -> Format {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        self.format.unwrap_or(if terminal { Format::Text } else { Format::Json })
    }

    fn event(&self, store: &mut Store, id: &str) -> Result<Vec<u8>, Outcome> {
        let Some(event) = store.event(id, self.as_of.as_deref()).map_err(|e| failed(&e))? else {
            let then = self.as_of.as_deref().unwrap_or_default();
            say(format_args!(
                "{id}: not known yet at {then}; leave --as-of out, or give a later time [store]"
            ));
            return Err(Outcome::Failed);
        };
        let told = if self.why { Some(Told::of(store, &event).map_err(|e| failed(&e))?) } else { None };
        Ok(match self.format() {
            Format::Json => match told {
                None => json_line(&event),
                Some(told) => json_line(&serde_json::json!({
                    "event": event, "why": told.ties, "decisions": told.decisions, "versions": told.versions
                })),
            },
            Format::Text => {
                let style = self.dress.style();
                let mut text = show::event(&event, style);
                if let Some(told) = told {
                    told.write(&mut text, &event, style);
                }
                text.into_bytes()
            }
        })
    }

    fn article(&self, store: &Store, article: &StoredArticle) -> Result<Vec<u8>, Outcome> {
        if self.capture {
            return match store.capture(&article.capture).map_err(|e| failed(&e))? {
                Some((bytes, _)) => Ok(bytes),
                None => {
                    say(format_args!(
                        "{}: its capture is not in the store; run `waqai verify` [store]",
                        article.id
                    ));
                    Err(Outcome::Unverified)
                }
            };
        }
        if self.format() == Format::Json {
            return Ok(json_line(&article.record));
        }
        let style = self.dress.style();
        let mut text = show::record(&article.record, style);
        let mut line = |label: &str, value: &str| {
            let _ = writeln!(text, "{} {value}", style.dim(&format!("{label}:")));
        };
        line(style.label("article"), &article.id);
        line(style.label("capture"), &format!("sha256 {} · {}", article.capture, article.media_type));
        line(style.label("retrieved"), &format!("{} · {}", article.retrieved, style.words(&article.locator)));
        if let Some(of) = &article.copy_of {
            line(style.label("copy_of"), of);
        }
        for event in &article.record.events {
            let report = ReportRef { article: article.id.clone(), event: event.id.clone() };
            if let Some(world) = store.event_of(&report).map_err(|e| failed(&e))? {
                line(&event.id, &world);
            }
        }
        Ok(text.into_bytes())
    }
}

/// What led to an event as it is.
struct Told {
    ties: Vec<Tie>,
    decisions: Vec<Decided>,
    versions: Vec<Version>,
}

impl Told {
    fn of(store: &mut Store, event: &WorldEvent) -> Result<Told, waqai_store::Error> {
        let reports: Vec<ReportRef> = event
            .reports
            .iter()
            .map(|r| ReportRef { article: r.article.clone(), event: r.event.clone() })
            .collect();
        let mut decisions = store.decisions()?;
        decisions.retain(|d| d.decision.reports().any(|r| reports.contains(r)));
        let versions = store.versions(&event.id)?;
        Ok(Told { ties: store.why(event)?, decisions, versions })
    }

    fn write(&self, text: &mut String, event: &WorldEvent, style: Style) {
        if !self.ties.is_empty() {
            let _ = writeln!(text, "\n{}", style.bold(style.label("why_one")));
        }
        for tie in &self.ties {
            let Tie { report, with, explanation } = tie;
            let _ = writeln!(text, "  [{}] ~ [{}]  {:+.2}", report + 1, with + 1, explanation.score);
            for reason in &explanation.reasons {
                let side = if reason.weight >= 0.0 { style.label("for") } else { style.label("against") };
                let mut words = Vec::new();
                for side in [&reason.left, &reason.right] {
                    if !side.is_empty() {
                        words.push(style.quote(side, REASON));
                    }
                }
                let _ = writeln!(
                    text,
                    "      {:+.2} {side} {} {}",
                    reason.weight,
                    reason.feature,
                    style.dim(&words.join(" ~ "))
                );
            }
        }
        if !self.decisions.is_empty() {
            let _ = writeln!(text, "\n{}", style.bold(style.label("decisions")));
        }
        for decided in &self.decisions {
            let Decided { id, at, who, why, decision, .. } = decided;
            let _ = writeln!(
                text,
                "  {id}  {at}  {}  {}  {}",
                verb(decision),
                style.words(who),
                style.words(why)
            );
        }
        let _ = writeln!(text, "\n{}", style.bold(style.label("history")));
        for Version { what, event: version } in &self.versions {
            let mark = if version.version == event.version { "*" } else { " " };
            let _ = writeln!(
                text,
                " {mark}{:>3}  {}  {what:<9}  {}",
                version.version,
                version.recorded,
                show::summary(version, style)
            );
        }
    }
}

/// What a decision does, in the words of the commands.
fn verb(decision: &Decision) -> String {
    match decision {
        Decision::Merge { .. } => "merge".to_owned(),
        Decision::Split { .. } => "split".to_owned(),
        Decision::Reject { .. } => "reject".to_owned(),
        Decision::Restore { .. } => "reject --undo".to_owned(),
        Decision::Confirm { .. } => "edit --confirm".to_owned(),
        Decision::Edit { field, value, .. } => {
            let field = serde_json::to_value(field).unwrap_or_default();
            let field = field.as_str().map_or_else(
                || field.pointer("/figure").and_then(|f| f.as_str()).unwrap_or("figure").to_owned(),
                str::to_owned,
            );
            format!("edit {field}={value}")
        }
    }
}
