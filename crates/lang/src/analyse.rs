//! From text to [`Analysis`]: scan, read each word, choose.

use crate::candidates::{self, Candidate, Word};
use crate::clitics::{Prefix, Suffix};
use crate::glue;
use crate::lexicon::Lexicon;
use crate::rules;
use crate::scan::{Piece, scan};
use crate::sentence::ends_after;
use crate::tagger::{Context, FEATURES, View, agreement, distinguishes_ya, features, tag, text_hash};
use crate::token::{Analysis, Kind, Sentence, Token};
use crate::{build, marks};
use compact_str::CompactString;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;
use waqai_text::Span;

/// Words kept between texts; a guess at the memory that is worth it (about 40 MB).
const CACHED: usize = 60_000;

type Cache = FxHashMap<CompactString, Rc<Word>>;

thread_local! {
    /// Readings of words seen by this thread. They depend on the written word alone, so that what is kept never changes
    /// a result.
    static CACHE: RefCell<Cache> = RefCell::default();
}

/// Analyses a text: sentences, tokens, clitics, lemmas, parts of speech. Never fails.
#[must_use]
pub fn analyse<'t>(lexicon: &Lexicon, text: &'t str) -> Analysis<'t> {
    let mut cache = CACHE.with(|c| std::mem::take(&mut *c.borrow_mut()));
    let analysis =
        Analyser { lexicon, cache: &mut cache, buffers: Default::default(), dotted: distinguishes_ya(text) }
            .run(text);
    if cache.len() > CACHED {
        cache.clear();
    }
    CACHE.with(|c| *c.borrow_mut() = cache);
    analysis
}

struct Analyser<'l, 'c> {
    lexicon: &'l Lexicon,
    cache: &'c mut Cache,
    buffers: (Vec<Prefix>, Vec<Suffix>),
    /// See [`distinguishes_ya`].
    dotted: bool,
}

impl Analyser<'_, '_> {
    fn run<'t>(&mut self, text: &'t str) -> Analysis<'t> {
        let pieces = self.unglued(text, scan(text));
        let mut sentences = Vec::new();
        let mut tokens: Vec<Token> = Vec::with_capacity(pieces.len());
        let mut first = 0;
        for at in 0..pieces.len() {
            if ends_after(text, &pieces, at) {
                let span = pieces[first].span.cover(pieces[at].span);
                let number = sentences.len() as u32;
                self.sentence(text, &pieces[first..=at], number, &mut tokens);
                sentences.push(Sentence { span, tokens: first..at + 1, paragraph: pieces[first].paragraph });
                first = at + 1;
            }
        }
        Analysis { text, sentences, tokens }
    }

    /// Cuts words that were written together.
    fn unglued(&mut self, text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
        let mut out = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let cut = (piece.kind == Kind::Word).then(|| {
                let word = self.word(piece.span.of(text));
                glue::cut(self.lexicon, &word)
            });
            match cut.flatten() {
                Some(at) => {
                    let middle = piece.span.start + u32::from(at);
                    let (left, right) =
                        (Span { end: middle, ..piece.span }, Span { start: middle, ..piece.span });
                    out.push(Piece { span: left, ..piece });
                    out.push(Piece { span: right, touches: true, ..piece });
                }
                None => out.push(piece),
            }
        }
        out
    }

    fn word(&mut self, written: &str) -> Rc<Word> {
        if let Some(word) = self.cache.get(written) {
            return Rc::clone(word);
        }
        let word = candidates::read(self.lexicon, written, &mut self.buffers);
        let word = Rc::new(word);
        self.cache.insert(CompactString::new(written), Rc::clone(&word));
        word
    }

    fn sentence(&mut self, text: &str, pieces: &[Piece], number: u32, out: &mut Vec<Token>) {
        let words: Vec<Option<Rc<Word>>> =
            pieces.iter().map(|p| (p.kind == Kind::Word).then(|| self.word(p.span.of(text)))).collect();
        let lexicon = self.lexicon;
        decode(lexicon, text, pieces, &words, self.dotted, &mut |i, choice| {
            out.push(match choice {
                Some((word, scores, best)) => {
                    build::word(lexicon, text, pieces[i].span, word, scores, best, number)
                }
                None => marks::token(text, &pieces[i], number),
            });
        });
    }
}

/// A word with the scores of its candidates and the index of the best; `None` for a piece that is no word.
pub(crate) type Choice<'w> = Option<(&'w Word, &'w [f32], usize)>;

/// Chooses from left to right, and reports each choice.
pub(crate) fn decode(
    lexicon: &Lexicon,
    text: &str,
    pieces: &[Piece],
    words: &[Option<Rc<Word>>],
    dotted: bool,
    chosen: &mut dyn FnMut(usize, Choice<'_>),
) {
    // How each piece looks before any choice: words by their likeliest reading.
    let views: Vec<View> = pieces.iter().zip(words).map(|(p, w)| first_view(text, p, w.as_deref())).collect();
    let (mut before, mut before2) = (View::EDGE, View::EDGE);
    let mut scores: Vec<f32> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let view = |k: usize| views.get(k).copied().unwrap_or(View::EDGE);
        let tail = word.as_ref().map_or(0, |w| w.letters.tail());
        let context = Context { before, before2, after: view(i + 1), after2: view(i + 2), tail, dotted };
        let mut seen = views[i];
        match word {
            Some(word) if !word.candidates.is_empty() => {
                score(lexicon, word, views[i].form, &context, &mut scores);
                let best = best(&scores);
                seen = view_of(&word.candidates[best], views[i].form);
                chosen(i, Some((word, &scores, best)));
            }
            _ => chosen(i, None),
        }
        (before2, before) = (before, seen);
    }
}

fn score(lexicon: &Lexicon, word: &Word, form: u32, context: &Context, scores: &mut Vec<f32>) {
    scores.clear();
    let mut buffer = [0; FEATURES];
    for candidate in &word.candidates {
        let mut score = candidate.prior;
        if word.candidates.len() > 1 {
            score += rules::grammar(candidate, context);
            features(candidate, form, context, &mut buffer);
            score += lexicon.tagger.score(&buffer);
        }
        scores.push(score);
    }
}

/// Index of the highest score, the first of equals.
pub(crate) fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (i, s) in scores.iter().enumerate() {
        if *s > scores[best] {
            best = i;
        }
    }
    best
}

pub(crate) fn first_view(text: &str, piece: &Piece, word: Option<&Word>) -> View {
    match word {
        Some(word) if !word.candidates.is_empty() => {
            let form = word.letters.hash();
            let mut best = &word.candidates[0];
            for c in &word.candidates {
                if c.prior > best.prior {
                    best = c;
                }
            }
            view_of(best, form)
        }
        _ => {
            let upos = marks::upos(text, piece);
            let form = if piece.kind == Kind::Punct { text_hash(piece.span.of(text)) } else { 2 };
            View { form, lemma: 2, tag: (upos as u16) << 3, upos, agreement: 0 }
        }
    }
}

pub(crate) fn view_of(c: &Candidate, form: u32) -> View {
    View { form, lemma: c.name, tag: tag(c), upos: c.cell.upos, agreement: agreement(c) }
}
