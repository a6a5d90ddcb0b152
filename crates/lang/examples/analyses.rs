//! Prints all analyses of words: `cargo run -p waqai-lang --example analyses -- WORD...`.
#![allow(clippy::print_stdout, reason = "a tool for looking inside")]

fn main() {
    let lexicon = waqai_lang::Lexicon::load();
    for word in std::env::args().skip(1) {
        println!("{word}");
        for a in waqai_lang::analyses(&lexicon, &word) {
            let parts: Vec<&str> = a.segments.iter().map(|s| s.span.of(&word)).collect();
            let r = &a.reading;
            println!(
                "  {:6.2}  {}  {} ({})  root {}  {} {:?} {:?} {:?} {:?} {:?} {:?}{}",
                a.weight,
                parts.join("+"),
                r.lemma,
                r.vocalised.as_deref().unwrap_or("-"),
                r.root.unwrap_or("-"),
                r.upos.name(),
                r.gender,
                r.number,
                r.person,
                r.aspect,
                r.voice,
                a.state,
                if r.known { "" } else { "  guess" }
            );
        }
    }
}
