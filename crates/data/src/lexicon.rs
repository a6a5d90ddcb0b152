//! The word lexicon and the tagger.
