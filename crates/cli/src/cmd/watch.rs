//! `waqai watch`: fetches again and again.

use super::add::stop_on_interrupt;
use crate::fetching::{Fetching, stopped};
use crate::report::Outcome;
use crate::rule_files::OwnRules;
use clap::Args;
use std::time::{Duration, Instant};
use waqai_fetch::{Sources, Summary};

/// The longest pause for a source that fails.
const LONGEST: Duration = Duration::from_secs(24 * 3600);
/// How often the wait looks for Ctrl-C.
const LOOK: Duration = Duration::from_millis(200);

/// Fetch again and again, until Ctrl-C.
#[derive(Debug, Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    fetching: Fetching,
    /// Minutes between two rounds of every source, whatever the sources file says.
    #[arg(long, value_name = "MINUTES", value_parser = minutes)]
    every: Option<Duration>,
    /// End after so many rounds.
    #[arg(long, value_name = "N")]
    rounds: Option<u64>,
    #[command(flatten)]
    rules: OwnRules,
}

fn minutes(text: &str) -> Result<Duration, String> {
    let minutes: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.001..=525_600.0).contains(&minutes) {
        Ok(Duration::from_secs_f64(minutes * 60.0))
    } else {
        Err("not between 0.001 and 525600".to_owned())
    }
}

/// When a source is due next.
struct Due {
    at: Instant,
    every: Duration,
    failures: u32,
}

impl Due {
    /// What a round came to decides about the next one: a source of which nothing at all could be had is asked half as often each time.
    fn next(&mut self, now: Instant, summary: Option<&Summary>) {
        let fine = summary.is_some_and(|s| s.failed == 0 || s.new + s.known > 0);
        self.failures = if fine { 0 } else { self.failures.saturating_add(1) };
        let factor = 1_u32.checked_shl(self.failures).unwrap_or(u32::MAX);
        let longest = LONGEST.max(self.every);
        self.at = now + self.every.saturating_mul(factor).min(longest);
    }
}

impl Watch {
    pub(super) fn run(self) -> Outcome {
        self.try_run().unwrap_or_else(|outcome| outcome)
    }

    fn try_run(self) -> Result<Outcome, Outcome> {
        let sources = self.fetching.sources()?;
        let engine = self.rules.engine()?;
        stop_on_interrupt();
        let start = Instant::now();
        let due = |every| Due { at: start, every, failures: 0 };
        let mut due: Vec<Due> = sources.all.iter().map(|s| due(self.every.unwrap_or(s.every))).collect();
        let mut rounds = 0;
        loop {
            let next = due.iter().map(|d| d.at).min().unwrap_or(start);
            while Instant::now() < next {
                if stopped() {
                    return Ok(Outcome::Interrupted);
                }
                std::thread::sleep(LOOK.min(next.saturating_duration_since(Instant::now())));
            }
            let now = Instant::now();
            let ready: Vec<usize> =
                (0..due.len()).filter(|i| due.get(*i).is_some_and(|d| d.at <= now)).collect();
            let chosen = ready.iter().filter_map(|i| sources.all.get(*i).cloned()).collect();
            let round =
                self.fetching.round(&Sources { contact: sources.contact.clone(), all: chosen }, &engine)?;
            for (position, index) in ready.iter().enumerate() {
                if let Some(due) = due.get_mut(*index) {
                    due.next(Instant::now(), round.sources.get(&position));
                }
            }
            rounds += 1;
            if stopped() || self.rounds.is_some_and(|most| rounds >= most) {
                return Ok(round.outcome);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Due, LONGEST, Summary};
    use std::time::{Duration, Instant};

    #[test]
    fn a_source_that_fails_is_asked_less_and_less_until_it_answers() {
        let now = Instant::now();
        let every = Duration::from_secs(600);
        let mut due = Due { at: now, every, failures: 0 };
        let failed = Summary { failed: 1, ..Summary::default() };
        for factor in [2, 4, 8] {
            due.next(now, Some(&failed));
            assert_eq!(due.at, now + every * factor);
        }
        for _ in 0..40 {
            due.next(now, None);
        }
        assert_eq!(due.at, now + LONGEST);
        due.next(now, Some(&Summary { failed: 1, known: 3, ..Summary::default() }));
        assert_eq!(due.at, now + every);
    }
}
