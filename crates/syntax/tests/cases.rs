//! The case files of `cases/syntax`.

use std::fmt::Write;
use waqai_syntax::{ChunkKind, Np, Syntax, build};
use waqai_testkit::Case;

fn main() {
    waqai_testkit::run("cases/syntax", render);
}

/// A line a verb, below the headline: its lemma, subject, objects, and complements with their prepositions; `<…>` is the
/// word that a pronoun is attached to.
fn render(case: &Case) -> String {
    let lexicon = waqai_lang::Lexicon::load();
    let data = waqai_names::NameData::load();
    let text = format!("-\n\n{}", case.text);
    let analysis = waqai_lang::analyse(&lexicon, &text);
    let names = waqai_names::find_names(&analysis, &data, &waqai_names::Context::default());
    let dates = waqai_dates::find_dates(&text, None);
    let syntax = build(&analysis, &names, &dates);
    let mut out = String::new();
    for c in 0..syntax.chunks.len() {
        let chunk = &syntax.chunks[c];
        if chunk.kind == ChunkKind::Verb {
            let found = syntax.complements(c);
            let lemma = chunk.participle.unwrap_or_else(|| syntax.reading(chunk.head).lemma.as_str());
            let _ = write!(out, "{lemma}: S {}", phrase(&syntax, found.subject.as_ref()));
            for object in found.object.iter().chain(&found.second_object) {
                let _ = write!(out, " | O {}", phrase(&syntax, Some(object)));
            }
            for (prep, np) in &found.preps {
                let _ = write!(out, " | {prep} {}", phrase(&syntax, Some(np)));
            }
            out.push('\n');
        }
    }
    out
}

fn phrase(syntax: &Syntax<'_>, np: Option<&Np>) -> String {
    let Some(np) = np else { return "-".to_owned() };
    let words = syntax.span_of(np.tokens.clone()).of(syntax.analysis.text);
    if np.pronoun { format!("<{words}>") } else { words.to_owned() }
}
