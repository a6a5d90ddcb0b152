//! Writes records with the names of every article of a folder, for the scorer.
//!
//! `cargo run -r -p waqai-names --example gold -- FOLDER > records.jsonl`: FOLDER holds one JSON object an article, with
//! `id`, `text`, `url` and `published`.

use serde_json::{Value, json};
use waqai_lang::Lexicon;
use waqai_names::{Context, MentionKind, NameData, find_names};
use waqai_text::CodePoints;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("usage: gold FOLDER")?;
    let start = std::time::Instant::now();
    let data = NameData::load();
    eprintln!("names loaded in {:?}", start.elapsed());
    let lexicon = Lexicon::load();
    let mut files: Vec<_> = std::fs::read_dir(folder)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    files.sort();
    let (mut words, mut time) = (0, std::time::Duration::ZERO);
    for file in files {
        let article: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let text = article["text"].as_str().unwrap_or("");
        let published = article["published"].as_str().and_then(date);
        let context = Context { published, source_country: None, outlet: article["url"].as_str() };
        let analysis = waqai_lang::analyse(&lexicon, text);
        let start = std::time::Instant::now();
        let names = find_names(&analysis, &data, &context);
        time += start.elapsed();
        words += analysis.tokens.len();
        let at = CodePoints::new(text);
        let entities: Vec<Value> = names
            .entities
            .iter()
            .enumerate()
            .map(|(k, e)| {
                let mentions: Vec<Value> = names
                    .mentions
                    .iter()
                    .filter(|m| m.entity == k)
                    .map(|m| {
                        let kind = match m.kind {
                            MentionKind::Name => "name",
                            MentionKind::Nominal => "nominal",
                            MentionKind::Pronoun => "pronoun",
                        };
                        json!({"start": at.at(m.span.start), "end": at.at(m.span.end), "text": m.span.of(text), "kind": kind, "full": m.full.of(text)})
                    })
                    .collect();
                json!({"id": format!("e{}", k + 1), "type": e.kind.name(), "name": e.name, "country": e.country, "sectors": e.sectors,
                    "role": e.role, "rule": e.rule, "precision": e.precision, "geonames": e.geonames, "mentions": mentions})
            })
            .collect();
        #[allow(clippy::print_stdout, reason = "the records are the output")]
        {
            println!("{}", json!({"document": {"id": article["id"], "text": text}, "entities": entities}));
        }
    }
    eprintln!("{words} tokens, {:.0} a second", words as f64 / time.as_secs_f64());
    Ok(())
}

fn date(s: &str) -> Option<(i16, u8, u8)> {
    let mut parts = s.get(..10)?.split('-');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}
