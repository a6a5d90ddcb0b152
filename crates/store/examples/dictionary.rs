//! Makes a dictionary for packing from samples, a JSON document a line: records (`waqai code`) and events (`waqai events --format jsonl`).
//!
//! `cargo run -r -p waqai-store --example dictionary -- OUT BYTES FILE…`
//!
//! Train it on the project's own articles only: what is in the samples is in the dictionary. A store keeps the dictionaries that it was
//! packed with, so a new one takes effect for what comes later.

use std::io::{self, Error};

/// Samples from each file: as many of records as of events.
const SAMPLES: usize = 1200;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = || Error::other("give OUT, BYTES and files of samples");
    let out = arguments.next().ok_or_else(usage)?;
    let size = arguments.next().and_then(|n| n.parse().ok()).ok_or_else(usage)?;
    let mut samples: Vec<Vec<u8>> = Vec::new();
    for file in arguments {
        let text = std::fs::read_to_string(&file)?;
        samples.extend(text.lines().take(SAMPLES).map(|line| line.as_bytes().to_vec()));
    }
    let dictionary = zstd::dict::from_samples(&samples, size)?;
    std::fs::write(out, dictionary)
}
