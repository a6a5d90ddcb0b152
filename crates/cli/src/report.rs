//! Messages and exit codes.
//!
//! A message is one line: where, what, what to do, and a code in brackets. Messages never hold the words of an
//! article: logs travel further than articles may.

use std::fmt;
use std::process::ExitCode;

/// Something that kept one input, or one line of one, from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// `file`, `file:line`, or an address.
    pub(crate) place: String,
    /// What is wrong.
    pub(crate) what: String,
    /// What to do about it.
    pub(crate) hint: String,
    /// Which kind of problem it is.
    pub(crate) kind: Kind,
}

/// Kinds of problems; the name stands in brackets at the end of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// It cannot be opened or read.
    Io,
    /// It is larger than allowed.
    TooBig,
    /// It holds no text.
    NoText,
    /// A line of JSON Lines is no article.
    Line,
    /// It is damaged or cut off; what could be read was.
    Damaged,
    /// The network, or the machine at its other end.
    Network,
    /// It may not be fetched: robots.txt, or an address that is not allowed.
    Refused,
    /// The text is in another language than Arabic.
    Language,
    /// The program itself failed on this article.
    Internal,
}

impl Kind {
    fn code(self) -> &'static str {
        match self {
            Kind::Io => "io",
            Kind::TooBig => "too-big",
            Kind::NoText => "no-text",
            Kind::Line => "line",
            Kind::Damaged => "damaged",
            Kind::Network => "network",
            Kind::Refused => "refused",
            Kind::Language => "language",
            Kind::Internal => "internal",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}; {} [{}]", self.place, self.what, self.hint, self.kind.code())
    }
}

/// What happened so far, and the exit code that follows from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Records written.
    pub(crate) done: u64,
    /// Inputs or lines that failed because of the network.
    pub(crate) failed_network: u64,
    /// Inputs or lines that failed otherwise.
    pub(crate) failed: u64,
    /// Events and statements found.
    pub(crate) found: u64,
}

/// How a run ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Everything was read.
    Done,
    /// Nothing could be read.
    Failed,
    /// What was asked cannot be understood.
    Usage,
    /// Some inputs failed; each has its line on standard error.
    Partly,
    /// Nothing was found, and the caller asked to be told so.
    Empty,
    /// Nothing could be read, and the network is to blame for all of it.
    Network,
    /// Something in the store is not what it should be.
    Unverified,
    /// Stopped by Ctrl-C; what was done by then stands.
    Interrupted,
}

impl Outcome {
    /// 0 done, 1 failed, 2 wrong usage (clap's code too), 3 partly done, 4 nothing found, 6 verification failed, 7 network, 130 interrupted.
    pub(crate) fn code(self) -> ExitCode {
        ExitCode::from(match self {
            Outcome::Done => 0,
            Outcome::Failed => 1,
            Outcome::Usage => 2,
            Outcome::Partly => 3,
            Outcome::Empty => 4,
            Outcome::Unverified => 6,
            Outcome::Network => 7,
            Outcome::Interrupted => 130,
        })
    }
}

impl Tally {
    /// Counts a problem.
    pub(crate) fn fail(&mut self, kind: Kind) {
        match kind {
            Kind::Network => self.failed_network += 1,
            _ => self.failed += 1,
        }
    }

    /// How the run ends. `fail_empty`: finding nothing is to be told apart.
    pub(crate) fn outcome(self, fail_empty: bool) -> Outcome {
        match self {
            Tally { failed: 0, failed_network: 0, found: 0, .. } if fail_empty => Outcome::Empty,
            Tally { failed: 0, failed_network: 0, .. } => Outcome::Done,
            Tally { done: 1.., .. } => Outcome::Partly,
            Tally { failed: 0, .. } => Outcome::Network,
            _ => Outcome::Failed,
        }
    }
}

/// Writes a line to standard error. Nobody can be told when that fails.
pub(crate) fn say(line: impl fmt::Display) {
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// A panic's own message may quote the text it choked on: only where it happened is told.
pub(crate) fn keep_text_out_of_panics() {
    std::panic::set_hook(Box::new(|info| {
        if let Some(at) = info.location() {
            say(format_args!("internal error at {}:{}", at.file(), at.line()));
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::{Kind, Outcome, Problem, Tally};

    #[test]
    fn the_exit_code_says_what_happened() {
        let tally = |done, failed, failed_network, found| Tally { done, failed, failed_network, found };
        for (tally, fail_empty, want) in [
            (tally(2, 0, 0, 5), false, Outcome::Done),
            (tally(2, 0, 0, 0), false, Outcome::Done),
            (tally(2, 0, 0, 0), true, Outcome::Empty),
            (tally(0, 0, 0, 0), true, Outcome::Empty),
            (tally(2, 1, 0, 5), true, Outcome::Partly),
            (tally(1, 0, 1, 5), false, Outcome::Partly),
            (tally(0, 1, 0, 0), true, Outcome::Failed),
            (tally(0, 1, 1, 0), false, Outcome::Failed),
            (tally(0, 0, 2, 0), false, Outcome::Network),
        ] {
            assert_eq!(tally.outcome(fail_empty), want, "{tally:?}");
        }
    }

    #[test]
    fn a_message_is_one_line_with_place_and_advice() {
        let problem = Problem {
            place: "a.jsonl:3".to_owned(),
            what: "no field `text`".to_owned(),
            hint: "add it".to_owned(),
            kind: Kind::Line,
        };
        assert_eq!(problem.to_string(), "a.jsonl:3: no field `text`; add it [line]");
    }
}
