//! Prints the tokens of the text on standard input, one a line.

use std::io::Read;
use waqai_lang::{Lexicon, analyse};

fn main() {
    let mut text = String::new();
    if std::io::stdin().read_to_string(&mut text).is_err() {
        return;
    }
    let lexicon = Lexicon::load();
    let analysis = analyse(&lexicon, &text);
    for t in &analysis.tokens {
        let segments: Vec<&str> = t.segments.iter().map(|s| s.span.of(&text)).collect();
        let others: Vec<String> =
            t.readings[1..].iter().map(|r| format!("{}/{}", r.lemma, r.upos.name())).collect();
        let r = t.best();
        eprintln!(
            "{:>3} {} [{}] {}/{} {:?} {:?} {:?} {:?} verb={:?} {:.2} | {}",
            t.sentence,
            t.span.of(&text),
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
        );
    }
}
