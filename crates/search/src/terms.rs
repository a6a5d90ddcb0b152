//! The terms of a field as one text, and back.
//!
//! The engine below takes either a text with a tokenizer or a list of tokens, which it writes down as JSON and reads again; a text
//! whose tokenizer only cuts spares it that.

use compact_str::CompactString;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// Name of the tokenizer.
pub(crate) const TERMS: &str = "terms";

/// Ends a term.
const END: char = '\u{1D}';
/// Goes on to the next position.
const NEXT: char = '\u{1C}';
/// A term longer than this cannot be indexed; no word is.
const LONGEST: usize = 1000;

/// Terms of one field, with their positions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Terms {
    text: String,
    position: u32,
}

impl Terms {
    /// Positions must not fall.
    pub(crate) fn push(&mut self, position: u32, term: &str) {
        if term.is_empty() || term.len() >= LONGEST || term.contains([END, NEXT]) {
            return;
        }
        while self.position < position {
            self.text.push(NEXT);
            self.position += 1;
        }
        self.text.push_str(term);
        self.text.push(END);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What [`Cutter`] cuts.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

impl FromIterator<CompactString> for Terms {
    fn from_iter<I: IntoIterator<Item = CompactString>>(iter: I) -> Terms {
        let mut terms = Terms::default();
        iter.into_iter().for_each(|t| terms.push(0, &t));
        terms
    }
}

/// Cuts what [`Terms`] wrote.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cutter {
    token: Token,
}

pub(crate) struct Cut<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Cutter {
    type TokenStream<'a> = Cut<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Cut<'a> {
        self.token.reset();
        self.token.position = 0;
        Cut { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Cut<'_> {
    fn advance(&mut self) -> bool {
        let rest = self.rest.trim_start_matches(NEXT);
        self.token.position += self.rest.len() - rest.len();
        let Some((term, rest)) = rest.split_once(END) else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::{Cutter, Terms, TokenStream, Tokenizer};

    #[test]
    fn terms_come_back_with_their_positions() {
        let given = [(0, "a"), (0, "b"), (2, "c d"), (5, "e"), (5, "")];
        let mut terms = Terms::default();
        given.iter().for_each(|(position, term)| terms.push(*position, term));
        let mut cutter = Cutter::default();
        let mut stream = cutter.token_stream(terms.text());
        let mut back = Vec::new();
        while stream.advance() {
            back.push((stream.token().position, stream.token().text.clone()));
        }
        let want: Vec<(usize, String)> =
            given[..4].iter().map(|(p, t)| (*p as usize, (*t).to_owned())).collect();
        assert_eq!(back, want);
    }
}
