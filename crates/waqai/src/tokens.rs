//! The analysis as the contract writes tokens.

use std::collections::BTreeMap;
use waqai_lang::{
    Analysis, Aspect, Gender, Lexicon, Number, Reading, Role, Segment, State, Token, Voice, WordAnalysis,
};
use waqai_schema::tokens as out;
use waqai_text::CodePoints;

pub(crate) fn build(analysis: &Analysis<'_>, id: String) -> out::Tokens {
    let points = CodePoints::new(analysis.text);
    out::Tokens { id, tokens: analysis.tokens.iter().map(|t| token(t, analysis.text, &points, 0)).collect() }
}

/// One token; `offset` is the byte of the counted text at which the analysed text begins.
pub(crate) fn token(token: &Token, text: &str, points: &CodePoints<'_>, offset: u32) -> out::Token {
    let reading = token.best();
    out::Token {
        start: points.at(token.span.start + offset),
        end: points.at(token.span.end + offset),
        text: token.span.of(text).to_owned(),
        segments: segments(&token.segments, text),
        lemma: reading.lemma.to_string(),
        vocalised: reading.vocalised.as_ref().map(ToString::to_string),
        upos: reading.upos.name().to_owned(),
        features: features(reading),
        sentence: token.sentence,
        analyses: Vec::new(),
    }
}

/// Gives every token all analyses of its word.
pub(crate) fn add_analyses(tokens: &mut [out::Token], lexicon: &Lexicon) {
    for token in tokens {
        let all = waqai_lang::analyses(lexicon, &token.text);
        token.analyses = all.iter().map(|a| analysis(a, &token.text)).collect();
    }
}

fn analysis(a: &WordAnalysis, word: &str) -> out::Analysis {
    let mut features = features(&a.reading);
    if let Some(state) = a.state {
        let value = match state {
            State::Definite => "Def",
            State::Indefinite => "Ind",
            State::Construct => "Cons",
        };
        features.insert("Definite".to_owned(), value.to_owned());
    }
    out::Analysis {
        segments: segments(&a.segments, word),
        stem: a.stem.of(word).to_owned(),
        lemma: a.reading.lemma.to_string(),
        vocalised: a.reading.vocalised.as_ref().map(ToString::to_string),
        root: a.reading.root.map(str::to_owned),
        upos: a.reading.upos.name().to_owned(),
        features,
        known: a.reading.known,
    }
}

fn segments(segments: &[Segment], text: &str) -> Vec<out::Segment> {
    let one = |s: &Segment| out::Segment {
        text: s.span.of(text).to_owned(),
        role: role(s.role).to_owned(),
        upos: s.upos.name().to_owned(),
    };
    segments.iter().map(one).collect()
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Proclitic => "proclitic",
        Role::Article => "article",
        Role::Stem => "stem",
        Role::Enclitic => "enclitic",
    }
}

/// Features by their Universal Dependencies names; what the form does not tell is left out.
fn features(reading: &Reading) -> BTreeMap<String, String> {
    let mut features = BTreeMap::new();
    let mut put = |name: &str, value: &str| features.insert(name.to_owned(), value.to_owned());
    if let Some(gender) = reading.gender {
        put(
            "Gender",
            match gender {
                Gender::Masculine => "Masc",
                Gender::Feminine => "Fem",
            },
        );
    }
    if let Some(number) = reading.number {
        put(
            "Number",
            match number {
                Number::Singular => "Sing",
                Number::Dual => "Dual",
                Number::Plural => "Plur",
            },
        );
    }
    if let Some(person) = reading.person {
        put("Person", &person.to_string());
    }
    match reading.aspect {
        Some(Aspect::Perfect) => put("Aspect", "Perf"),
        Some(Aspect::Imperfect) => put("Aspect", "Imp"),
        // The Arabic treebanks write the imperative as a mood.
        Some(Aspect::Imperative) => put("Mood", "Imp"),
        None => None,
    };
    if let Some(voice) = reading.voice {
        put(
            "Voice",
            match voice {
                Voice::Active => "Act",
                Voice::Passive => "Pass",
            },
        );
    }
    features
}
