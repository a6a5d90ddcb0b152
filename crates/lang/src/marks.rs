//! Tokens that are no Arabic words: numbers, marks, words in other letters.

use crate::scan::Piece;
use crate::token::{Kind, Proclitics, Reading, Role, Segment, Token, Upos};
use compact_str::CompactString;
use smallvec::{SmallVec, smallvec};
use waqai_text::fold;

/// Part of speech of a piece that is no Arabic word.
pub(crate) fn upos(text: &str, piece: &Piece) -> Upos {
    match piece.kind {
        Kind::Number => Upos::Num,
        Kind::Foreign => Upos::X,
        Kind::Word => Upos::Propn,
        Kind::Punct => match piece.span.of(text).chars().next() {
            Some(
                '%' | '\u{066A}' | '$' | '+' | '=' | '<' | '>' | '^' | '|' | '~' | '`' | '\u{00A3}'
                | '\u{20AC}' | '\u{00B0}' | '\u{00D7}',
            ) => Upos::Sym,
            Some(c) if c.is_ascii_punctuation() || !is_symbol(c) => Upos::Punct,
            _ => Upos::Sym,
        },
    }
}

fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{23FF}' | '\u{20A0}'..='\u{20CF}' | '\u{2600}'..='\u{27BF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{00A9}' | '\u{00AE}')
}

/// The token of such a piece.
pub(crate) fn token(text: &str, piece: &Piece, sentence: u32) -> Token {
    let written = piece.span.of(text);
    let folded = CompactString::from(fold(written));
    let upos = upos(text, piece);
    let lemma = CompactString::new(written);
    let reading = Reading {
        key: folded.clone(),
        lemma,
        vocalised: None,
        upos,
        gender: None,
        number: None,
        person: None,
        aspect: None,
        voice: None,
        verb: None,
        root: None,
        intransitive: false,
        known: piece.kind != Kind::Word && piece.kind != Kind::Foreign,
    };
    Token {
        span: piece.span,
        kind: piece.kind,
        segments: smallvec![Segment { span: piece.span, role: Role::Stem, upos }],
        stem: piece.span,
        form: folded.clone(),
        folded,
        proclitics: Proclitics::default(),
        pronoun: None,
        readings: SmallVec::from_iter([reading]),
        confidence: 1.0,
        sentence,
    }
}
