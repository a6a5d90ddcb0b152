//! What the name recogniser looks at: for every token, the numbers of the features it shows.
//!
//! A feature is a template filled with what stands at or around the token (form, stem, affixes, part of speech, what the
//! gazetteer says, the title before it, quotes). It is known by a hash; two features may share a number, which costs
//! little as long as the table is large (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").

use super::classes;
use super::templates::{self, mix};
use crate::data::{Class, NameData, Reading};
use crate::gazetteer::Match;
use crate::scene::{Candidate, Scene};
use crate::tables::TitleKind;
use crate::titles::TitlePhrase;
use crate::words::Forms;
use smallvec::SmallVec;
use std::ops::Range;
use waqai_lang::{Analysis, Kind, Token, Upos};

/// Bits of a feature's number.
pub const BITS: u32 = 20;

/// So many features of a token, the first, are about its own letters; the rest tell what it is like and what is around it.
pub const LEXICAL: usize = 5;

/// The features of one token.
pub type Features = SmallVec<[u32; 256]>;

/// What is asked of a token, as hashes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Seen {
    pub(crate) word: u64,
    pub(crate) key: u64,
    pub(crate) lemma: u64,
    pub(crate) pos: u64,
    pub(crate) shape: u64,
    /// What the gazetteer says, a bit each.
    pub(crate) gaz: u32,
    /// Last one to four letters, first one to four.
    pub(crate) affixes: [u64; 8],
    /// Word classes.
    pub(crate) class: [u64; 3],
    /// Kind and length of the longest name of the gazetteer over the token, and where in it the token stands; 0: none.
    pub(crate) cover: u64,
    /// Whether the first word of an institution's or place's name stands before it, and how far; 0: none.
    pub(crate) head: u64,
    /// How far back a title stands; 7: none.
    pub(crate) title: u64,
    pub(crate) quoted: bool,
    /// The stem without its article.
    pub(crate) form: u64,
    pub(crate) wordlike: bool,
    pub(crate) article: bool,
    pub(crate) verb: bool,
    pub(crate) preposition: bool,
    /// What stands around the word elsewhere in the text: see [`crate::company`].
    pub(crate) company: u32,
    /// How often the word stands in the text.
    pub(crate) often: u64,
    /// What the rules say: see [`crate::ruled`].
    pub(crate) ruled: super::ruled::Ruled,
    /// The text reports on sport.
    pub(crate) sport: u64,
    /// What it often names, four bits each for a single word, a later word of a phrase, a first word of a phrase.
    pub(crate) hint: u32,
}

/// What stands before and after a sentence.
pub(crate) const OUTSIDE: Seen = Seen {
    word: 1,
    key: 1,
    lemma: 1,
    pos: 0,
    shape: 1,
    gaz: 0,
    affixes: [0; 8],
    class: [1; 3],
    cover: 0,
    head: 0,
    title: NO_TITLE,
    quoted: false,
    form: 1,
    wordlike: false,
    article: false,
    verb: false,
    preposition: false,
    company: 0,
    often: 0,
    ruled: super::ruled::NOTHING,
    sport: 0,
    hint: 0,
};

const NO_TITLE: u64 = 7;

// What the gazetteer says of a token, a bit each: first for a phrase that begins here, shifted for one that goes on.
pub(crate) const COUNTRY: u32 = 1;
pub(crate) const PLACE: u32 = 1 << 1;
const DOUBTFUL_PLACE: u32 = 1 << 2;
pub(crate) const ORG: u32 = 1 << 3;
pub(crate) const PERSON: u32 = 1 << 4;
pub(crate) const GIVEN: u32 = 1 << 5;
pub(crate) const SURNAME: u32 = 1 << 6;
pub(crate) const ORG_HEAD: u32 = 1 << 7;
pub(crate) const PLACE_HEAD: u32 = 1 << 8;
pub(crate) const TITLE: u32 = 1 << 9;
pub(crate) const DEMONYM: u32 = 1 << 10;
pub(crate) const COMMON_WORD: u32 = 1 << 11;
pub(crate) const HONORIFIC: u32 = 1 << 12;
const WORD: u32 = 1 << 13;
pub(crate) const INSIDE: u32 = 14;
pub(crate) const BITS_OF_GAZ: u32 = 28;

/// What a sentence shows to the recogniser.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The features of each token.
    pub features: Vec<Features>,
    /// The stem of each token, without its article, as a hash: the same word elsewhere has the same.
    pub words: Vec<u64>,
}

/// What every sentence of a text shows.
#[must_use]
pub(crate) fn of_scene(scene: &Scene<'_>, titles: &[TitlePhrase], candidates: &[Candidate]) -> Vec<Shown> {
    let Scene { analysis, forms, matches, data, .. } = scene;
    let mut seen: Vec<Vec<Seen>> =
        analysis.sentences.iter().map(|s| look(analysis, forms, matches, data, &s.tokens)).collect();
    super::company::note(&mut seen);
    super::ruled::note(scene, titles, candidates, &mut seen);
    let shown = |s: &Vec<Seen>| Shown {
        features: (0..s.len()).map(|i| templates::fill(s, i)).collect(),
        words: s.iter().map(|t| t.form).collect(),
    };
    seen.iter().map(shown).collect()
}

fn look(
    analysis: &Analysis<'_>,
    forms: &[Forms],
    matches: &[Match],
    data: &NameData,
    sentence: &Range<usize>,
) -> Vec<Seen> {
    let tokens = analysis.tokens.get(sentence.clone()).unwrap_or(&[]);
    let forms = forms.get(sentence.clone()).unwrap_or(&[]);
    let mut seen: Vec<Seen> = tokens.iter().zip(forms).map(|(t, f)| token(analysis, data, t, f)).collect();
    let from = matches.partition_point(|m| m.tokens.start < sentence.start);
    let to = matches.partition_point(|m| m.tokens.start < sentence.end);
    let here = matches.get(from..to).unwrap_or(&[]);
    for m in here {
        let bits = m.readings.iter().fold(0, |b, r| b | bit(*r, m, data));
        for i in m.tokens.clone() {
            if let Some(s) = seen.get_mut(i - sentence.start) {
                let first = i == m.tokens.start;
                s.gaz |= if first { bits } else { bits << INSIDE };
                s.hint |= hint(m) << (u32::from(!first) * 4 + u32::from(m.tokens.len() > 1 && first) * 8);
            }
        }
    }
    cover(&mut seen, here, tokens, sentence.start);
    before(&mut seen, tokens, analysis.text);
    seen
}

/// Notes for every token the longest name over it, from left to right.
fn cover(seen: &mut [Seen], matches: &[Match], tokens: &[Token], first: usize) {
    let mut free = first;
    for at in matches.chunk_by(|a, b| a.tokens.start == b.tokens.start) {
        let Some(start) = at.first().map(|m| m.tokens.start).filter(|s| *s >= free) else { continue };
        let known = tokens.get(start - first).is_some_and(|t| t.best().known);
        let named = at.iter().filter(|m| m.chosen || m.tokens.len() > 1 || !known).map(|m| (m, kinds(m)));
        let mut longest: Option<(&Match, u64)> = None;
        for (m, kinds) in named.filter(|(_, k)| *k != 0) {
            if longest.is_none_or(|(l, _)| m.tokens.len() > l.tokens.len()) {
                longest = Some((m, kinds));
            }
        }
        let Some((m, kinds)) = longest else { continue };
        let last = m.tokens.len() - 1;
        for k in 0..=last {
            let part = match k {
                _ if last == 0 => 0,
                0 => 1,
                k if k == last => 3,
                _ => 2,
            };
            if let Some(s) = seen.get_mut(start + k - first) {
                s.cover = 1 + kinds * 16 + part * 4 + (last as u64).min(3);
            }
        }
        free = m.tokens.end;
    }
}

/// Which kinds of names a phrase can be, a bit each.
fn kinds(m: &Match) -> u64 {
    let kind = |r: &Reading| match r.class {
        Class::Country => 1,
        Class::Place if r.is_common() => 2,
        Class::Place => 4,
        Class::Org if r.is_common() => 8,
        Class::Org => 16,
        Class::Person | Class::FullName => 32,
        _ => 0,
    };
    m.readings.iter().fold(0, |k, r| k | kind(r))
}

/// Quotes around each token; the title, and the first word of a name, with nothing but nouns and adjectives in between.
fn before(seen: &mut [Seen], tokens: &[Token], text: &str) {
    let mut quoted = false;
    let mut title: Option<usize> = None;
    let mut head = 0;
    for (i, (s, t)) in seen.iter_mut().zip(tokens).enumerate() {
        let punct = t.kind == Kind::Punct;
        if punct {
            match t.span.of(text) {
                "«" | "“" => quoted = true,
                "»" | "”" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            }
        }
        s.quoted = quoted && !punct;
        if let Some(t) = title {
            s.title = (i - t).min(6) as u64;
        }
        s.head = head;
        let ends =
            !matches!(t.upos(), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X) || t.proclitics.conjunction();
        if s.gaz & (TITLE | HONORIFIC) != 0 {
            title = Some(i);
        } else if ends {
            title = None;
        }
        if s.gaz & (ORG_HEAD | PLACE_HEAD) != 0 {
            head = 1 + 8 * u64::from(s.gaz & ORG_HEAD != 0);
        } else if ends {
            head = 0;
        } else if head != 0 && head % 8 < 4 {
            head += 1;
        }
    }
}

/// What the phrase often names, a bit each.
fn hint(m: &Match) -> u32 {
    m.readings.iter().filter(|r| r.class == Class::Hint).fold(0, |b, r| b | 1 << r.row().min(3))
}

fn bit(r: Reading, m: &Match, data: &NameData) -> u32 {
    let multi = m.tokens.len() > 1;
    match r.class {
        Class::Country => COUNTRY,
        Class::Place if r.is_common() => DOUBTFUL_PLACE,
        Class::Place => PLACE,
        Class::Org if r.is_common() && !multi => 0,
        Class::Org => ORG,
        Class::Person | Class::FullName if multi => PERSON,
        Class::Person => SURNAME,
        Class::FullName => 0,
        Class::Given if r.row() >= 3 => GIVEN,
        Class::Surname | Class::Given => SURNAME,
        Class::Head => match data.tables.heads.get(r.row() as usize) {
            Some(h) if h.place => PLACE_HEAD,
            _ => ORG_HEAD,
        },
        Class::Title => match data.tables.titles.get(r.row() as usize).map(|t| t.kind) {
            Some(TitleKind::Honorific) => HONORIFIC,
            _ => TITLE,
        },
        Class::Demonym | Class::RegionAdjective => DEMONYM,
        Class::Common if r.row() >= 5 => COMMON_WORD,
        Class::Common | Class::Group => 0,
        Class::Hint => 0,
        Class::Word => WORD,
    }
}

fn token(analysis: &Analysis<'_>, data: &NameData, t: &Token, forms: &Forms) -> Seen {
    let form = t.form.as_str();
    let known = t.best().known;
    let tail = |n: usize| form.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| text_hash(&form[i..]));
    let front = |n: usize| form.char_indices().nth(n).map_or(0, |(i, _)| text_hash(&form[..i]));
    let kind = match t.kind {
        Kind::Punct => text_hash(t.span.of(analysis.text)),
        k => k as u64,
    };
    let mut class = data.classes.get(&classes::key(analysis, t, forms));
    if class[0] == 0 {
        class = data.classes.get(&t.folded);
    }
    Seen {
        word: text_hash(&t.folded),
        key: mix(u64::from(t.has_article()), text_hash(form)),
        lemma: text_hash(t.key()),
        pos: t.upos() as u64 * 2 + u64::from(known) + 1,
        shape: mix(kind, u64::from(t.proclitics.0) * 2 + u64::from(t.pronoun.is_some())),
        gaz: 0,
        affixes: [tail(1), tail(2), tail(3), tail(4), front(1), front(2), front(3), front(4)],
        class: class.map(|c| u64::from(c) + 1),
        cover: 0,
        head: 0,
        title: NO_TITLE,
        quoted: false,
        form: text_hash(form),
        wordlike: t.kind == Kind::Word,
        article: t.has_article(),
        verb: t.upos() == Upos::Verb,
        preposition: t.upos() == Upos::Adp,
        company: 0,
        often: 0,
        ruled: super::ruled::NOTHING,
        sport: 0,
        hint: 0,
    }
}

/// FNV-1a: the same on every machine.
pub(crate) fn text_hash(s: &str) -> u64 {
    s.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3))
}
