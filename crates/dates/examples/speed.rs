//! How fast dates are found: `cargo run -rp waqai-dates --example speed -- TEXT_FILE...` reads the files, goes through them
//! for about two seconds, and writes words a second on one thread.

use std::io::Write;
use std::time::{Duration, Instant};

use waqai_dates::{DateValue, find_dates};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let texts = std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<Vec<_>, _>>()?;
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let published = Some(DateValue { year: 2026, month: Some(2), day: Some(11) });
    let (start, mut rounds, mut found) = (Instant::now(), 0u32, 0usize);
    while start.elapsed() < Duration::from_secs(2) {
        found = texts.iter().map(|t| find_dates(t, published).len()).sum();
        rounds += 1;
    }
    let speed = words as f64 * f64::from(rounds) / start.elapsed().as_secs_f64();
    writeln!(std::io::stdout(), "{words} words, {found} dates, {:.1} million words a second", speed / 1e6)?;
    Ok(())
}
