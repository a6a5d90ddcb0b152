//! The token of a word whose reading is chosen.

use crate::candidates::{Candidate, Word};
use crate::lexicon::Lexicon;
use crate::token::{Kind, Proclitics, Reading, Role, Segment, Token, Upos};
use compact_str::CompactString;
use smallvec::SmallVec;
use waqai_text::{Span, fold_into};

/// Most readings that a token keeps.
const READINGS: usize = 5;

pub(crate) fn word(
    lexicon: &Lexicon,
    text: &str,
    span: Span,
    word: &Word,
    scores: &[f32],
    best: usize,
    sentence: u32,
) -> Token {
    let w = &word.letters;
    let chosen = &word.candidates[best];
    let (start, end) = (chosen.prefix.len, w.len() - chosen.suffix.len);
    let place = |i: usize| span.start + u32::from(w.place[i]);
    // The readings of the same segmentation, by score; equal ones once.
    let mut order: SmallVec<[usize; 16]> = (0..word.candidates.len())
        .filter(|&i| {
            let c = &word.candidates[i];
            c.prefix == chosen.prefix && c.suffix.len == chosen.suffix.len
        })
        .collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]).then(a.cmp(&b)));
    let mut readings: SmallVec<[Reading; 2]> = SmallVec::new();
    for i in order {
        let reading = reading(lexicon, text, span, word, &word.candidates[i]);
        if !readings.contains(&reading) {
            readings.push(reading);
        }
        if readings.len() == READINGS {
            break;
        }
    }
    Token {
        span,
        kind: Kind::Word,
        segments: segments(word, chosen, span),
        stem: Span { start: place(start), end: place(end) },
        folded: CompactString::new(&w.folded),
        form: CompactString::new(w.slice(start, end)),
        proclitics: chosen.prefix.set,
        pronoun: chosen.suffix.pronoun,
        readings,
        confidence: confidence(lexicon, word, scores, best),
        sentence,
    }
}

/// Logistic of the margin over the best reading that differs in segmentation, part of speech or lemma.
fn confidence(lexicon: &Lexicon, word: &Word, scores: &[f32], best: usize) -> f32 {
    let chosen = &word.candidates[best];
    let Some(number) = chosen.lemma else { return 0.4 };
    let text = lexicon.lemma(number).text;
    let differs = |c: &Candidate| {
        c.prefix != chosen.prefix
            || c.suffix.len != chosen.suffix.len
            || c.cell.upos != chosen.cell.upos
            || c.lemma != chosen.lemma && c.lemma.is_none_or(|l| lexicon.lemma(l).text != text)
    };
    let rival = word
        .candidates
        .iter()
        .zip(scores)
        .filter(|(c, _)| differs(c))
        .map(|(_, s)| *s)
        .fold(f32::NEG_INFINITY, f32::max);
    if rival == f32::NEG_INFINITY {
        return 0.99;
    }
    1.0 / (1.0 + (-(scores[best] - rival)).exp())
}

pub(crate) fn reading(lexicon: &Lexicon, text: &str, span: Span, word: &Word, c: &Candidate) -> Reading {
    let cell = &c.cell;
    let entry = c.lemma.map(|number| lexicon.lemma(number));
    let (lemma, vocalised, verb) = match &entry {
        Some(lemma) => {
            let vocalised = (!lemma.vocalised.is_empty()).then(|| CompactString::new(lemma.vocalised));
            (CompactString::new(lemma.text), vocalised, lemma.verb.map(|v| key(lexicon.lemma(v).text)))
        }
        None => {
            let w = &word.letters;
            let from = span.start as usize + w.place[c.prefix.len] as usize;
            let written = text.get(from..span.end as usize).unwrap_or("");
            let plain: CompactString = written
                .chars()
                .filter(|&c| {
                    !(waqai_text::letters::is_diacritic(c)
                        || waqai_text::letters::is_invisible(c)
                        || c == waqai_text::letters::TATWEEL)
                })
                .collect();
            (plain, None, None)
        }
    };
    Reading {
        key: key(&lemma),
        lemma,
        vocalised,
        upos: cell.upos,
        gender: cell.gender,
        number: cell.number,
        person: (cell.person > 0).then_some(cell.person),
        aspect: cell.aspect,
        voice: cell.voice,
        verb,
        root: entry.as_ref().map(|l| l.root).filter(|root| !root.is_empty()),
        intransitive: entry.as_ref().is_some_and(|l| l.intransitive),
        known: c.lemma.is_some(),
    }
}

fn key(text: &str) -> CompactString {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    CompactString::from(out)
}

pub(crate) fn segments(word: &Word, c: &Candidate, span: Span) -> SmallVec<[Segment; 3]> {
    let w = &word.letters;
    let place = |i: usize| span.start + u32::from(w.place[i]);
    let mut out = SmallVec::new();
    let mut at = 0;
    let mut push = |at: &mut usize, len: usize, role: Role, upos: Upos| {
        out.push(Segment { span: Span { start: place(*at), end: place(*at + len) }, role, upos });
        *at += len;
    };
    let set = c.prefix.set;
    let proclitics = [
        (Proclitics::A, Upos::Part),
        (Proclitics::WA, Upos::Cconj),
        (Proclitics::FA, Upos::Cconj),
        (Proclitics::BI, Upos::Adp),
        (Proclitics::KA, Upos::Adp),
        (Proclitics::LI, Upos::Adp),
        (Proclitics::LA, Upos::Adp),
        (Proclitics::SA, Upos::Part),
    ];
    for (proclitic, upos) in proclitics {
        if set.has(proclitic) {
            push(&mut at, 1, Role::Proclitic, upos);
        }
    }
    if set.has(Proclitics::AL) {
        // In لل the article is the second lam; where the stem has that lam, nothing is left of the article.
        let len = c.prefix.len - at;
        push(&mut at, len, Role::Article, Upos::Det);
    }
    let end = w.len() - c.suffix.len;
    push(&mut at, end - c.prefix.len, Role::Stem, c.cell.upos);
    if c.suffix.len > 0 {
        push(&mut at, c.suffix.len, Role::Enclitic, Upos::Pron);
    }
    out
}
