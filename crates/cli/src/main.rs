//! `waqai`: reads Arabic news into cited records of diplomatic and conflict events.
//!
//! Data goes to standard output, talk to standard error. See `cmd` for the commands, one file each, and
//! `report` for messages and exit codes.

mod batch;
mod cmd;
mod fetching;
mod finding;
mod input;
mod keep;
mod live;
mod ordered;
mod out;
mod report;
mod rule_files;
mod show;
mod take;

use clap::Parser;

// The stages make many small strings; with this allocator two threads do not wait for each other.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    report::keep_text_out_of_panics();
    let cli = cmd::Cli::parse();
    cmd::run(cli).code()
}
