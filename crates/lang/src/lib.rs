//! Arabic words: sentences, tokens with their clitics, lemmas and parts of speech.
//!
//! In: a text and the lexicon. Out: an [`Analysis`], whose spans point into that text. Nothing here knows names,
//! dates or events; nothing here fails.

mod token;

pub use token::{
    Analysis, Aspect, Gender, Kind, Number, Proclitics, Pronoun, Reading, Role, Segment, Sentence, Token,
    Upos, Voice,
};
