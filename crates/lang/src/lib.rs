//! Arabic words: sentences, tokens with their clitics, lemmas and parts of speech.
//!
//! In: a text and the lexicon. Out: an [`Analysis`], whose spans point into that text. Nothing here knows names,
//! dates or events; nothing here fails.

mod analyse;
mod analyses;
mod build;
mod candidates;
mod clitics;
mod glue;
mod guess;
mod letters;
mod lexicon;
mod marks;
mod numeral;
mod prior;
mod rules;
mod scan;
mod sentence;
mod tagger;
mod token;
pub mod training;

pub use analyse::analyse;
pub use analyses::{WordAnalysis, analyses};
pub use lexicon::Lexicon;
pub use token::{
    Analysis, Aspect, Gender, Kind, Number, Proclitics, Pronoun, Reading, Role, Segment, Sentence, State,
    Token, Upos, Voice,
};
