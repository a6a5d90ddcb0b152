//! The word lexicon and the tagger.

/// Automaton from the folded inflected form (no proclitics, no attached pronoun) to its list of analyses.
pub static LEXICON_FORMS: &[u8] = include_bytes!("../assets/lexicon.fst");

/// The tables these lists stand in; laid out as `waqai-lang`'s module `lexicon` says.
pub static LEXICON_TABLES: &[u8] = include_bytes!("../assets/lexicon.tab");

/// Weights that choose between readings, trained on share-alike text (see `share-alike/README.md`).
pub static TAGGER: &[u8] = include_bytes!("../assets/share-alike/tagger.bin");
