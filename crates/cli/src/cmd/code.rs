//! `waqai code`: the batch.

use super::{Reading, json_line};
use crate::batch::{self, Made, Plain, Source};
use crate::input::{self, Shape};
use crate::report::{Outcome, say};
use crate::rule_files::OwnRules;
use clap::Args;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use waqai::{Engine, Record, Stage};

/// Read many articles: JSON Lines in, JSON Lines out, in order, on all cores.
#[derive(Debug, Args)]
pub(crate) struct Code {
    /// Files of JSON Lines (also gzipped), or - for standard input.
    files: Vec<String>,
    #[command(flatten)]
    rules: OwnRules,
    #[command(flatten)]
    reading: Reading,
    /// Tell on standard error how long each stage took.
    #[arg(long, hide = true)]
    timings: bool,
}

impl Code {
    pub(super) fn run(self) -> Outcome {
        let start = Instant::now();
        let engine = match self.rules.engine() {
            Ok(engine) => engine,
            Err(outcome) => return outcome,
        };
        let loaded = start.elapsed();
        let watch = Watch::default();
        let outcome = batch::run(
            input::expand(&self.files),
            self.reading.options(Shape::Lines),
            |source, place| {
                let record = if self.timings { watch.read(&engine, source) } else { read(&engine, source) };
                made(&record, place)
            },
            Plain,
        );
        if self.timings {
            watch.tell(loaded, start.elapsed());
        }
        outcome
    }
}

/// Reads a page or an article.
pub(super) fn read(engine: &Engine, source: Source) -> Record {
    match source {
        Source::Page(page, id) => engine.read(*page, id),
        Source::Article(article) => engine.read_article(&article),
    }
}

/// A record as a line.
pub(super) fn made(record: &Record, place: &str) -> Made {
    Made { bytes: json_line(record), found: found(record), warning: batch::language_warning(record, place) }
}

/// What counts as something found.
pub(super) fn found(record: &Record) -> u64 {
    (record.events.len() + record.statements.len()) as u64
}

/// Time spent in each stage, over all threads.
#[derive(Default)]
struct Watch {
    nanos: [AtomicU64; Stage::ALL.len()],
}

impl Watch {
    fn read(&self, engine: &Engine, source: Source) -> Record {
        let mut last = Instant::now();
        let mut done = |stage: Stage| {
            let now = Instant::now();
            let spent = u64::try_from((now - last).as_nanos()).unwrap_or(u64::MAX);
            if let Some(sum) = self.nanos.get(stage as usize) {
                sum.fetch_add(spent, Ordering::Relaxed);
            }
            last = now;
        };
        match source {
            Source::Page(page, id) => engine.read_watched(*page, id, &mut done),
            Source::Article(article) => engine.read_article_watched(&article, &mut done),
        }
    }

    fn tell(&self, loaded: Duration, total: Duration) {
        say(format_args!("timing load {:.6}", loaded.as_secs_f64()));
        for (stage, nanos) in Stage::ALL.iter().zip(&self.nanos) {
            let spent = Duration::from_nanos(nanos.load(Ordering::Relaxed));
            say(format_args!("timing {} {:.6}", stage.name(), spent.as_secs_f64()));
        }
        say(format_args!("timing total {:.6}", total.as_secs_f64()));
    }
}
