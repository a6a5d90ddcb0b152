//! Each token made ready for look-up: the keys it can have, with the bytes of the text they stand for.
//!
//! The analyser splits و ف ب ل ك from words it knows, but half of all names are in no lexicon: وليد may come as و + ليد,
//! بوتين as ب + وتين. So the other ways to read the first letters are kept beside the chosen one, and the gazetteer decides.

use crate::key::AL;
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_lang::{Analysis, Kind, Role, Token};
use waqai_text::{Span, fold_char, letters};

/// One way to read a token.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Folded letters, with the article.
    pub key: CompactString,
    /// The bytes it stands for; without the article if that is fused in لل.
    pub span: Span,
    /// As the analyser read it.
    pub chosen: bool,
}

/// The ways to read a token, the analyser's first. Empty for a mark.
pub type Forms = SmallVec<[Form; 3]>;

/// The forms of every token.
#[must_use]
pub fn forms_of(analysis: &Analysis<'_>) -> Vec<Forms> {
    analysis.tokens.iter().map(|t| forms(analysis.text, t)).collect()
}

fn forms(text: &str, token: &Token) -> Forms {
    let mut out = Forms::new();
    if token.kind == Kind::Punct {
        return out;
    }
    out.push(chosen(text, token));
    if token.kind != Kind::Word {
        return out;
    }
    let whole = Form { key: token.folded.clone(), span: token.span, chosen: false };
    push(&mut out, whole);
    let word = token.folded.as_str();
    let conjunction = [letters::WAW, letters::FA];
    let preposition = [letters::BA, letters::LAM, letters::KAF];
    let after = |w: &str, set: &[char]| {
        w.chars().next().filter(|c| set.contains(c)).map(|c| w[c.len_utf8()..].to_owned())
    };
    let bare = after(word, &conjunction);
    for (rest, cut) in [(Some(word.to_owned()), 0), (bare, 1)] {
        let Some(rest) = rest else { continue };
        if cut == 1 {
            push_cut(&mut out, text, token, &rest, 1);
        }
        if let Some(name) = after(&rest, &preposition) {
            push_cut(&mut out, text, token, &name, cut + 1);
            // لل: the second lam is the article's.
            let lam: String = [letters::LAM, letters::LAM].iter().collect();
            if let Some(stem) = rest.strip_prefix(lam.as_str()) {
                let key = format!("{AL}{stem}");
                if let Some(span) = cut_front(text, token.span, cut + 2) {
                    push_long(&mut out, Form { key: key.into(), span, chosen: false });
                }
            }
        }
    }
    out
}

fn chosen(text: &str, token: &Token) -> Form {
    let article = token.segments.iter().find(|s| s.role == Role::Article);
    let span = match article {
        Some(a) if a.span.of(text).chars().filter_map(fold_char).eq(AL.chars()) => a.span.cover(token.stem),
        _ => token.stem,
    };
    let key =
        if article.is_some() { CompactString::from(AL) + token.form.as_str() } else { token.form.clone() };
    Form { key, span, chosen: true }
}

fn push_cut(out: &mut Forms, text: &str, token: &Token, key: &str, letters: usize) {
    if let Some(span) = cut_front(text, token.span, letters) {
        push_long(out, Form { key: key.into(), span, chosen: false });
    }
}

/// Adds a form that has at least three letters left.
fn push_long(out: &mut Forms, form: Form) {
    if form.key.chars().count() >= 3 {
        push(out, form);
    }
}

fn push(out: &mut Forms, form: Form) {
    if !out.iter().any(|f| f.key == form.key) {
        out.push(form);
    }
}

/// `span` without its first `letters` letters (marks go with the letter before them).
fn cut_front(text: &str, span: Span, letters: usize) -> Option<Span> {
    let mut seen = 0;
    for (i, c) in span.of(text).char_indices() {
        if fold_char(c).is_some() {
            if seen == letters {
                return Some(Span::new(span.start as usize + i, span.end as usize));
            }
            seen += 1;
        }
    }
    None
}
