//! `waqai rules`: the rules that ship, and whether a rule file is well formed.

use crate::out::Out;
use crate::report::{Outcome, say};
use clap::{Args, Subcommand};
use std::fmt::Write;
use std::path::PathBuf;
use waqai::RuleSet;

/// List the rules, or check rule files.
#[derive(Debug, Args)]
pub(crate) struct Rules {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// One rule a line: id, event type (- for ways of saying), what it recognises; separated by tabs.
    List,
    /// Read rule files and tell every mistake with its line and column.
    Check {
        /// Rule files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

impl Rules {
    pub(super) fn run(self) -> Outcome {
        match self.command {
            Command::List => list(),
            Command::Check { files } => check(&files),
        }
    }
}

fn list() -> Outcome {
    let rules = RuleSet::built_in();
    let mut lines = String::new();
    for rule in rules.rules() {
        let _ = writeln!(lines, "{}\t{}\t{}", rule.id, rule.emits.unwrap_or("-"), rule.about);
    }
    let mut out = Out::new();
    let written = out.write(lines.as_bytes());
    if written & out.finish() { Outcome::Done } else { Outcome::Failed }
}

fn check(files: &[PathBuf]) -> Outcome {
    let (mut good, mut bad) = (0, 0);
    for file in files {
        let name = file.display().to_string();
        let source = match std::fs::read_to_string(file) {
            Ok(source) => source,
            Err(e) => {
                bad += 1;
                say(format_args!("{name}: {e}; give a rule file in UTF-8 [io]"));
                continue;
            }
        };
        match RuleSet::default().read(&name, &name, &source) {
            Ok(()) => good += 1,
            Err(mistakes) => {
                bad += 1;
                mistakes.iter().for_each(|m| say(format_args!("{m} [rule]")));
            }
        }
    }
    match (good, bad) {
        (_, 0) => Outcome::Done,
        (0, _) => Outcome::Failed,
        _ => Outcome::Partly,
    }
}
