//! The commands, one file each.

pub(crate) mod add;
mod changes;
pub(crate) mod chosen;
mod code;
mod completions;
mod decide;
pub(crate) mod events;
mod explain;
mod export;
mod fetch;
mod import;
pub(crate) mod place;
mod read;
mod reindex;
mod rules;
mod search;
mod show;
mod texts;
mod timeline;
mod tokens;
mod verify;
mod watch;

use crate::batch;
use crate::input::{Limits, Shape};
use crate::report::Outcome;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads Arabic news into cited records of diplomatic and conflict events.
#[derive(Debug, Parser)]
#[command(name = "waqai", version, about, long_about = None, after_help = AFTER_HELP)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes: 0 done; 1 failed; 2 wrong usage; 3 partly done (each failure has its line on standard error);
4 nothing found (with --fail-empty); 6 verification failed; 7 network; 130 interrupted.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Read pages: files, folders, addresses, or standard input.
    Read(read::Read),
    /// Read many articles: JSON Lines in, JSON Lines out, in order, on all cores.
    Code(code::Code),
    /// Read pages and articles and keep them in the store.
    Add(add::Add),
    /// Fetch the feeds, sitemaps and pages that a sources file names, and keep them in the store.
    Fetch(fetch::Fetch),
    /// Fetch again and again, until Ctrl-C.
    Watch(watch::Watch),
    /// Show an event or an article of the store.
    Show(show::Show),
    /// Find articles of the store by their words, names and what was read in them.
    Search(search::Search),
    /// List the events of the store, by date.
    Events(events::Events),
    /// Show events day by day, for reading.
    Timeline(timeline::Timeline),
    /// Say that several events are one.
    Merge(decide::Merge),
    /// Say that some reports of an event tell of another one.
    Split(decide::Split),
    /// Set fields of an event, or confirm it as it stands.
    Edit(decide::Edit),
    /// Say that an event did not take place, or was wrongly read.
    Reject(decide::Reject),
    /// List what has changed: new, changed, merged, withdrawn, rejected and restored events.
    Changes(changes::Changes),
    /// Write events into a folder, for other programs.
    Export(export::Export),
    /// Make a store again of an export of a whole store.
    Import(import::Import),
    /// Check every digest, every span and every quotation in the store.
    Verify(verify::Verify),
    /// Make the search index anew from the store, or check it.
    Reindex(reindex::Reindex),
    /// Show how a record came about: words, names, rules.
    Explain(explain::Explain),
    /// Write the words of articles: clitics, lemma, part of speech, as JSON Lines.
    Tokens(tokens::Tokens),
    /// List the rules, check rule files, or try their examples.
    Rules(rules::Rules),
    /// Write a completion script for a shell.
    Completions(completions::Completions),
}

/// Runs a command.
pub(crate) fn run(cli: Cli) -> Outcome {
    match cli.command {
        Command::Read(command) => command.run(),
        Command::Code(command) => command.run(),
        Command::Add(command) => command.run(),
        Command::Fetch(command) => command.run(),
        Command::Watch(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Search(command) => command.run(),
        Command::Events(command) => command.run(),
        Command::Timeline(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Split(command) => command.run(),
        Command::Edit(command) => command.run(),
        Command::Reject(command) => command.run(),
        Command::Changes(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Verify(command) => command.run(),
        Command::Reindex(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Tokens(command) => command.run(),
        Command::Rules(command) => command.run(),
        Command::Completions(command) => command.run(),
    }
}

/// What every command that reads has in common.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// Megabytes accepted of one page or one line.
    #[arg(long, value_name = "MB", default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..=2000), env = "WAQAI_MAX_SIZE")]
    max_size: u32,
    /// Seconds to wait for an address.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..), env = "WAQAI_TIMEOUT")]
    timeout: u64,
    /// Threads that work; 0 stands for one for each core.
    #[arg(long, value_name = "N", default_value_t = 0, env = "WAQAI_THREADS")]
    threads: usize,
    /// End with exit code 4 when neither an event nor a statement is found.
    #[arg(long)]
    fail_empty: bool,
    /// Show no progress.
    #[arg(long, short)]
    quiet: bool,
}

impl Reading {
    fn options(&self, shape: Shape) -> batch::Options {
        batch::Options {
            shape,
            limits: Limits { bytes: (self.max_size as usize) << 20, seconds: self.timeout },
            threads: self.threads,
            fail_empty: self.fail_empty,
            progress: !self.quiet,
        }
    }
}

/// The language of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Lang {
    /// English.
    En,
    /// Arabic.
    Ar,
}

/// How a text for people is dressed.
#[derive(Debug, Args)]
pub(crate) struct Dress {
    /// Language of the labels.
    #[arg(long, value_enum, default_value = "en", env = "WAQAI_LANG")]
    lang: Lang,
    /// Put direction isolates around Arabic words, for terminals that know them.
    #[arg(long)]
    bidi: bool,
    /// No colours, even on a terminal. NO_COLOR in the environment does the same.
    #[arg(long)]
    no_color: bool,
}

impl Dress {
    fn style(&self) -> crate::show::Style {
        let terminal = std::io::IsTerminal::is_terminal(&std::io::stdout());
        let forbidden = self.no_color || std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
        crate::show::Style { lang: self.lang, bidi: self.bidi, colour: terminal && !forbidden }
    }
}

/// Serialises a value as one line.
fn json_line(value: &impl serde::Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(value).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
