//! Writes invented events and says what it took: `cargo run -r -p waqai-export --example million -- 1000000 parquet csv`.
//!
//! Prints events, seconds and peak memory, for the figures in `docs/export.md`.

#[path = "../tests/common/mod.rs"]
#[allow(clippy::unwrap_used, missing_docs, unreachable_pub)]
mod common;

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let formats: Vec<String> = arguments.collect();
    let names: Vec<&str> = if formats.is_empty() {
        vec!["parquet", "csv"]
    } else {
        formats.iter().map(String::as_str).collect()
    };
    let folder = std::env::temp_dir().join(format!("waqai-million-{}", std::process::id()));
    let start = std::time::Instant::now();
    let written = common::write(&folder, common::request(&names), (0..count).map(common::event));
    let seconds = start.elapsed().as_secs_f64();
    let mut bytes = 0;
    for entry in std::fs::read_dir(&folder)? {
        bytes += entry?.metadata()?.len();
    }
    std::fs::remove_dir_all(&folder)?;
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("VmHWM: not known here");
    let (events, reports) = (written.events, written.reports);
    writeln!(
        std::io::stdout(),
        "{names:?}: {events} events, {reports} reports, {seconds:.1} s, {bytes} bytes, {peak}"
    )
}
