//! What the name recogniser looks at: for every token, the numbers of the features it shows.
//!
//! A feature is a template filled with what stands at or around the token (form, stem, affixes, part of speech, what the
//! gazetteer says, the title before it, quotes). It is known by a hash; two features may share a number, which costs
//! little as long as the table is large (Weinberger et al. 2009, "Feature hashing for large scale multitask learning").

use crate::data::{Class, NameData, Reading};
use crate::gazetteer::Match;
use crate::tables::TitleKind;
use smallvec::SmallVec;
use std::ops::Range;
use waqai_lang::{Analysis, Kind, Token, Upos};

/// Bits of a feature's number.
pub const BITS: u32 = 18;

/// The features of one token.
pub type Features = SmallVec<[u32; 64]>;

/// What is asked of a token, as hashes.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    word: u64,
    key: u64,
    lemma: u64,
    pos: u64,
    shape: u64,
    gaz: u32,
    affixes: [u64; 5],
    title: u64,
    quoted: bool,
}

// What the gazetteer says of a token, a bit each: first for a phrase that begins here, shifted for one that goes on.
const COUNTRY: u32 = 1;
const PLACE: u32 = 1 << 1;
const DOUBTFUL_PLACE: u32 = 1 << 2;
const ORG: u32 = 1 << 3;
const PERSON: u32 = 1 << 4;
const GIVEN: u32 = 1 << 5;
const SURNAME: u32 = 1 << 6;
const ORG_HEAD: u32 = 1 << 7;
const PLACE_HEAD: u32 = 1 << 8;
const TITLE: u32 = 1 << 9;
const DEMONYM: u32 = 1 << 10;
const COMMON_WORD: u32 = 1 << 11;
const HONORIFIC: u32 = 1 << 12;
const WORD: u32 = 1 << 13;
const INSIDE: u32 = 14;
const BITS_OF_GAZ: u32 = 28;

/// The features of every token of a sentence.
#[must_use]
pub fn of_sentence(
    analysis: &Analysis<'_>,
    matches: &[Match],
    data: &NameData,
    sentence: Range<usize>,
) -> Vec<Features> {
    let seen = look(analysis, matches, data, &sentence);
    (0..seen.len()).map(|i| fill(&seen, i)).collect()
}

fn look(analysis: &Analysis<'_>, matches: &[Match], data: &NameData, sentence: &Range<usize>) -> Vec<Seen> {
    let tokens = analysis.tokens.get(sentence.clone()).unwrap_or(&[]);
    let mut seen: Vec<Seen> = tokens.iter().map(|t| token(analysis.text, t)).collect();
    let from = matches.partition_point(|m| m.tokens.start < sentence.start);
    for m in matches[from..].iter().take_while(|m| m.tokens.start < sentence.end) {
        let bits = m.readings.iter().fold(0, |b, r| b | bit(*r, m, data));
        for i in m.tokens.clone() {
            if let Some(s) = seen.get_mut(i - sentence.start) {
                s.gaz |= if i == m.tokens.start { bits } else { bits << INSIDE };
            }
        }
    }
    let mut quoted = false;
    let mut title: Option<usize> = None;
    for i in 0..seen.len() {
        let punct = tokens[i].kind == Kind::Punct;
        if punct {
            match tokens[i].span.of(analysis.text) {
                "«" | "“" => quoted = true,
                "»" | "”" => quoted = false,
                "\"" => quoted = !quoted,
                _ => {}
            }
        }
        seen[i].quoted = quoted && !punct;
        // How far back a title stands with nothing but nouns and adjectives in between.
        if let Some(t) = title {
            seen[i].title = (i - t).min(6) as u64;
        }
        let upos = tokens[i].upos();
        if seen[i].gaz & (TITLE | HONORIFIC) != 0 {
            title = Some(i);
        } else if !matches!(upos, Upos::Noun | Upos::Adj | Upos::Propn | Upos::X)
            || tokens[i].proclitics.conjunction()
        {
            title = None;
        }
    }
    seen
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
        Class::Word => WORD,
    }
}

fn token(text: &str, t: &Token) -> Seen {
    let form = t.form.as_str();
    let known = t.best().known;
    let key = mix(u64::from(t.has_article()), text_hash(form));
    let tail = |n: usize| form.char_indices().rev().nth(n - 1).map_or(0, |(i, _)| text_hash(&form[i..]));
    let front = |n: usize| form.char_indices().nth(n).map_or(0, |(i, _)| text_hash(&form[..i]));
    let kind = match t.kind {
        Kind::Punct => text_hash(t.span.of(text)),
        k => k as u64,
    };
    Seen {
        word: text_hash(&t.folded),
        key,
        lemma: text_hash(t.key()),
        pos: t.upos() as u64 * 2 + u64::from(known) + 1,
        shape: mix(kind, u64::from(t.proclitics.0) * 2 + u64::from(t.pronoun.is_some())),
        gaz: 0,
        affixes: [tail(1), tail(2), tail(3), front(2), front(3)],
        title: 7,
        quoted: false,
    }
}

fn fill(seen: &[Seen], i: usize) -> Features {
    const OUTSIDE: Seen = Seen {
        word: 1,
        key: 1,
        lemma: 1,
        pos: 0,
        shape: 1,
        gaz: 0,
        affixes: [0; 5],
        title: 7,
        quoted: false,
    };
    let at = |d: isize| i.checked_add_signed(d).and_then(|k| seen.get(k)).unwrap_or(&OUTSIDE);
    let (s, l, r, ll, rr) = (at(0), at(-1), at(1), at(-2), at(2));
    let mut out = Features::new();
    let mut n = 0;
    let mut add = |parts: &[u64]| {
        n += 1;
        let h = parts.iter().fold(mix(0x9E37_79B9_7F4A_7C15, n), |h, p| mix(h, *p));
        out.push((h >> (64 - BITS)) as u32);
    };
    let g = |x: &Seen| u64::from(x.gaz);
    add(&[1]);
    add(&[s.word]);
    add(&[s.key]);
    add(&[s.lemma, s.pos]);
    add(&[s.pos]);
    add(&[s.shape, s.pos]);
    for a in s.affixes {
        add(&[a]);
    }
    add(&[s.affixes[1], s.shape]);
    add(&[l.key]);
    add(&[r.key]);
    add(&[ll.key]);
    add(&[rr.key]);
    add(&[l.lemma]);
    add(&[r.lemma]);
    add(&[l.key, s.key]);
    add(&[s.key, r.key]);
    add(&[l.key, r.key]);
    add(&[l.pos, s.pos]);
    add(&[s.pos, r.pos]);
    add(&[l.pos, s.pos, r.pos]);
    add(&[ll.pos, l.pos, s.pos]);
    add(&[l.shape]);
    add(&[r.shape]);
    add(&[l.shape, s.shape]);
    add(&[g(s)]);
    add(&[g(s), s.pos]);
    add(&[g(l), g(s)]);
    add(&[g(s), g(r)]);
    add(&[g(l)]);
    add(&[g(r)]);
    add(&[g(l), g(s), g(r)]);
    add(&[ll.key, l.key]);
    add(&[r.key, rr.key]);
    add(&[l.lemma, g(s)]);
    add(&[r.lemma, g(s)]);
    add(&[g(ll), g(l), s.pos]);
    add(&[s.title]);
    add(&[s.title, s.pos, g(s) & u64::from(GIVEN | SURNAME | PLACE | COUNTRY | DEMONYM)]);
    add(&[s.title, l.pos, s.affixes[1]]);
    add(&[u64::from(s.quoted), s.pos]);
    add(&[u64::from(s.quoted), l.lemma]);
    add(&[u64::from(i == 0), s.pos, g(s)]);
    for b in (0..BITS_OF_GAZ).filter(|b| s.gaz >> b & 1 == 1) {
        out.push((mix(mix(0x2545_F491_4F6C_DD1D, u64::from(b)), 1) >> (64 - BITS)) as u32);
    }
    out
}

fn mix(h: u64, x: u64) -> u64 {
    (h.rotate_left(5) ^ x).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// FNV-1a: the same on every machine.
fn text_hash(s: &str) -> u64 {
    s.bytes().fold(0xCBF2_9CE4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01B3))
}
