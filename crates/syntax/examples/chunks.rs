//! Prints the chunks of a text, and what each verb governs: `cargo run -p waqai-syntax --example chunks < FILE`.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a tool for looking inside")]

use std::io::Read;
use waqai_syntax::{ChunkKind, Np, build};

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).unwrap();
    let lexicon = waqai_lang::Lexicon::load();
    let data = waqai_names::NameData::load();
    let analysis = waqai_lang::analyse(&lexicon, &text);
    let names = waqai_names::find_names(&analysis, &data, &waqai_names::Context::default());
    let dates = waqai_dates::find_dates(&text, None);
    let syntax = build(&analysis, &names, &dates);
    let words = |tokens: std::ops::Range<usize>| syntax.span_of(tokens).of(&text).to_owned();
    let np = |np: &Option<Np>| {
        np.as_ref().map_or("-".to_owned(), |n| {
            if n.pronoun { format!("<{}>", words(n.tokens.clone())) } else { words(n.tokens.clone()) }
        })
    };
    for sentence in &syntax.sentences {
        for c in sentence.clone() {
            let chunk = &syntax.chunks[c];
            let prep = chunk.prep.as_ref().map_or(String::new(), |p| format!("{p}+"));
            print!(
                "[{prep}{}{} {:?}{}] ",
                if chunk.conj { "&" } else { "" },
                words(chunk.tokens.clone()),
                chunk.kind,
                if chunk.mention.is_some() { "*" } else { "" }
            );
        }
        println!();
        for c in sentence.clone().filter(|&c| syntax.chunks[c].kind == ChunkKind::Verb) {
            let f = syntax.complements(c);
            let preps: Vec<String> =
                f.preps.iter().map(|(p, n)| format!("{p}:{}", words(n.tokens.clone()))).collect();
            println!(
                "   {} <- S {} ({:?}) O {} O2 {} P {:?} that {} opens {} neg {} fut {}",
                words(syntax.chunks[c].tokens.clone()),
                np(&f.subject),
                f.subject_from,
                np(&f.object),
                np(&f.second_object),
                preps,
                f.that.is_some(),
                f.opens.is_some(),
                f.negated,
                f.future
            );
        }
    }
}
