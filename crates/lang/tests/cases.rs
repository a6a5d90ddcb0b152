//! The case files of `cases/tokens`.

use std::fmt::Write;
use waqai_lang::{Aspect, Gender, Lexicon, Number, Reading, Token, Voice, analyse};
use waqai_testkit::Case;

fn main() {
    waqai_testkit::run("cases/tokens", render);
}

/// A line a token: its segments, the lemma if it is another word, part of speech and features. A blank line between
/// sentences. With `value=yes`, number words with their values instead.
fn render(case: &Case) -> String {
    let lexicon = Lexicon::load();
    let analysis = analyse(&lexicon, &case.text);
    let mut out = String::new();
    if case.attrs.contains_key("value") {
        let mut at = 0;
        while at < analysis.tokens.len() {
            let Some((value, next)) = lexicon.numeral_value(&analysis.tokens, at) else {
                at += 1;
                continue;
            };
            let span = analysis.tokens[at].span.cover(analysis.tokens[next - 1].span);
            let _ = writeln!(out, "{} = {value}", span.of(&case.text));
            at = next;
        }
        return out;
    }
    for (i, sentence) in analysis.sentences.iter().enumerate() {
        if i > 0 {
            out.push('\n');
        }
        for token in &analysis.tokens[sentence.tokens.clone()] {
            let _ = writeln!(out, "{}", line(token, &case.text));
        }
    }
    out
}

fn line(token: &Token, text: &str) -> String {
    let segments: Vec<&str> = token.segments.iter().map(|s| s.span.of(text)).collect();
    let best = token.best();
    let mut out = format!("{}  {} {}", segments.join("+"), best.lemma, best.upos.name());
    let features = features(best);
    if !features.is_empty() {
        let _ = write!(out, " {features}");
    }
    if let Some(verb) = &best.verb {
        let _ = write!(out, " of {verb}");
    }
    if !best.known {
        out.push_str(" ?");
    }
    out
}

fn features(r: &Reading) -> String {
    let mut out = String::new();
    if let Some(person) = r.person {
        out.push_str(&person.to_string());
    }
    out.push_str(match r.gender {
        Some(Gender::Masculine) => "m",
        Some(Gender::Feminine) => "f",
        None => "",
    });
    out.push_str(match r.number {
        Some(Number::Singular) => "s",
        Some(Number::Dual) => "d",
        Some(Number::Plural) => "p",
        None => "",
    });
    out.push_str(match r.aspect {
        Some(Aspect::Perfect) => " perf",
        Some(Aspect::Imperfect) => " imperf",
        Some(Aspect::Imperative) => " imper",
        None => "",
    });
    out.push_str(match r.voice {
        Some(Voice::Active) => " act",
        Some(Voice::Passive) => " pass",
        None => "",
    });
    out
}
