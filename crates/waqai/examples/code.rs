//! Reads articles, one JSON object a line, from standard input and writes their records, one a line.
//!
//! `cargo run --example code < articles.jsonl > records.jsonl`

use std::io::{BufRead, Write};
use waqai::{Engine, parse_article};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        match parse_article(line?.as_bytes()) {
            Ok(article) => {
                serde_json::to_writer(&mut out, &engine.read_article(&article))?;
                out.write_all(b"\n")?;
            }
            Err(bad) => eprintln!("line {}: {}", number + 1, bad.what),
        }
    }
    Ok(())
}
