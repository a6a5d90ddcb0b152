//! Prints the tokens of the text on standard input: a line each, or with `--unknown` the unknown words by number.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use waqai_lang::{Kind, Lexicon, Token, analyse};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let lexicon = Lexicon::load();
    let start = std::time::Instant::now();
    let analysis = analyse(&lexicon, &text);
    let took = start.elapsed();
    let words = analysis.tokens.iter().filter(|t| t.kind == Kind::Word).count();
    eprintln!("{words} words in {took:?}: {:.0} a second", words as f64 / took.as_secs_f64());
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    if std::env::args().any(|a| a == "--unknown") {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for t in analysis.tokens.iter().filter(|t| t.kind == Kind::Word && !t.best().known) {
            *counts.entry(t.span.of(&text)).or_default() += 1;
        }
        let mut list: Vec<(usize, &str)> = counts.into_iter().map(|(w, n)| (n, w)).collect();
        list.sort_by_key(|(n, w)| (std::cmp::Reverse(*n), *w));
        for (n, word) in list {
            writeln!(out, "{n}\t{word}")?;
        }
        return Ok(());
    }
    for t in &analysis.tokens {
        writeln!(out, "{}", line(t, &text))?;
    }
    Ok(())
}

fn line(t: &Token, text: &str) -> String {
    let segments: Vec<&str> = t.segments.iter().map(|s| s.span.of(text)).collect();
    let others: Vec<String> =
        t.readings[1..].iter().map(|r| format!("{}/{}", r.lemma, r.upos.name())).collect();
    let r = t.best();
    let known = if r.known { "" } else { "?" };
    format!(
        "{} {} [{}] {known}{}/{} {:?} {:?} {:?} {:?} {:?} {:.2} | {}",
        t.sentence,
        t.span.of(text),
        segments.join("+"),
        r.lemma,
        r.upos.name(),
        r.gender,
        r.number,
        r.aspect,
        r.voice,
        r.verb,
        t.confidence,
        others.join(" ")
    )
}
