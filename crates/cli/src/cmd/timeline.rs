//! `waqai timeline`: events day by day.

use super::Dress;
use super::chosen::Chosen;
use super::place::{Place, failed};
use crate::out::Out;
use crate::report::{Outcome, say};
use crate::show::{self, Style};
use clap::Args;
use std::collections::BTreeMap;
use waqai::schema::world::WorldEvent;
use waqai_store::Error;

/// Show events day by day, for reading.
#[derive(Debug, Args)]
pub(crate) struct Timeline {
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    chosen: Chosen,
    /// Show only how many events there are of each type, a day a line, separated by tabs.
    #[arg(long)]
    counts: bool,
    #[command(flatten)]
    dress: Dress,
}

impl Timeline {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let store = self.place.open_read_only()?;
        let style = self.dress.style();
        let mut out = Out::new();
        let mut written = true;
        let mut page = Page { style, counts: self.counts, day: None, of_day: BTreeMap::new() };
        let listed = store.events(&self.chosen.filter(), |event| {
            written &= out.write(page.add(&event).as_bytes());
            if written { Ok(()) } else { Err(Error::other("standard output is closed")) }
        });
        if written {
            listed.map_err(|e| failed(&e))?;
            written &= out.write(page.end().as_bytes());
        }
        if page.day.is_none() {
            say("no event is chosen; give fewer conditions");
        }
        Ok(if written & out.finish() { Outcome::Done } else { Outcome::Failed })
    }
}

/// A timeline on its way.
struct Page {
    style: Style,
    counts: bool,
    day: Option<String>,
    of_day: BTreeMap<String, u64>,
}

impl Page {
    /// What to write for one more event.
    fn add(&mut self, event: &WorldEvent) -> String {
        let day = event.date.first().map_or_else(|| "?".to_owned(), |c| c.value.value.clone());
        let turned = self.day.as_ref() != Some(&day);
        let before = if turned { self.end() } else { String::new() };
        let first = self.day.is_none();
        if turned {
            self.day = Some(day.clone());
        }
        *self.of_day.entry(event.kind.clone()).or_default() += 1;
        if self.counts {
            return before;
        }
        let line = format!("  {}\n      {}\n", show::summary(event, self.style), self.style.dim(&event.id));
        match (turned, first) {
            (true, true) => format!("{}\n{line}", self.style.bold(&day)),
            (true, false) => format!("{before}\n{}\n{line}", self.style.bold(&day)),
            (false, _) => line,
        }
    }

    /// What to write when a day is over.
    fn end(&mut self) -> String {
        let of_day = std::mem::take(&mut self.of_day);
        match &self.day {
            Some(day) if self.counts => {
                let counts: Vec<String> =
                    of_day.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
                format!("{day}\t{}\n", counts.join("\t"))
            }
            _ => String::new(),
        }
    }
}
