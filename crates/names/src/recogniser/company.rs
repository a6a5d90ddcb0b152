//! What stands around a word at the other places of the text where it stands.
//!
//! A name that one sentence leaves bare is often introduced in another: after a title, before a surname, behind نادي. In: what
//! the recogniser sees of every token of a text. Out: for every token a bit for each telling neighbour that the same word
//! has elsewhere (Chieu and Ng 2002, "Named entity recognition: a maximum entropy approach using global information").

use super::features::{
    COUNTRY, DEMONYM, GIVEN, HONORIFIC, ORG, ORG_HEAD, PERSON, PLACE, PLACE_HEAD, SURNAME, Seen, TITLE,
};
use rustc_hash::FxHashMap;

/// Bits of the company of a word.
pub(crate) const BITS_OF_COMPANY: u32 = 16;

/// The bits that a token's neighbours set for the word.
fn around(l: &Seen, s: &Seen, r: &Seen) -> u32 {
    let mut bits = 0;
    let mut set = |b: u32, yes: bool| bits |= u32::from(yes) << b;
    let given = GIVEN | (PERSON << super::features::INSIDE);
    set(0, l.gaz & TITLE != 0);
    set(1, l.gaz & HONORIFIC != 0);
    set(2, l.gaz & given != 0 && l.gaz & super::features::COMMON_WORD == 0);
    set(3, l.gaz & (SURNAME | GIVEN) != 0);
    set(4, r.gaz & (SURNAME | GIVEN) != 0);
    set(5, l.gaz & ORG_HEAD != 0);
    set(6, l.gaz & PLACE_HEAD != 0);
    set(7, r.gaz & DEMONYM != 0);
    set(8, s.title > 0 && s.title <= 2);
    set(9, s.cover != 0 && s.gaz & (ORG | ORG << super::features::INSIDE) != 0);
    set(10, s.cover != 0 && s.gaz & (PLACE | COUNTRY) != 0);
    set(11, s.cover != 0 && s.gaz & (PERSON | PERSON << super::features::INSIDE) != 0);
    set(12, s.quoted);
    set(13, s.head != 0);
    set(14, l.preposition);
    set(15, l.verb && !s.article);
    bits
}

/// Notes for every word what company it has elsewhere in the text.
pub(crate) fn note(sentences: &mut [Vec<Seen>]) {
    let outside = super::features::OUTSIDE;
    let mut of: FxHashMap<u64, [u16; BITS_OF_COMPANY as usize + 1]> = FxHashMap::default();
    let mut own: Vec<Vec<u32>> = Vec::with_capacity(sentences.len());
    for seen in sentences.iter() {
        let mut bits = Vec::with_capacity(seen.len());
        for (i, s) in seen.iter().enumerate() {
            let l = if i > 0 { &seen[i - 1] } else { &outside };
            let r = seen.get(i + 1).unwrap_or(&outside);
            let b = if s.wordlike { around(l, s, r) } else { 0 };
            if s.wordlike {
                let counts = of.entry(s.form).or_default();
                (0..BITS_OF_COMPANY).for_each(|n| counts[n as usize] += (b >> n & 1) as u16);
                counts[BITS_OF_COMPANY as usize] += 1;
            }
            bits.push(b);
        }
        own.push(bits);
    }
    for (seen, bits) in sentences.iter_mut().zip(own) {
        for (s, b) in seen.iter_mut().zip(bits) {
            let Some(counts) = of.get(&s.form).filter(|_| s.wordlike) else { continue };
            s.often = u64::from(counts[BITS_OF_COMPANY as usize].min(4));
            s.company = (0..BITS_OF_COMPANY)
                .filter(|n| counts[*n as usize] > (b >> n & 1) as u16)
                .fold(0, |c, n| c | 1 << n);
        }
    }
}
