//! The questions asked of a token and its neighbours; every answer is a feature, known by the hash of question and answer.

use super::features::{BITS, BITS_OF_GAZ, COUNTRY, DEMONYM, Features, GIVEN, OUTSIDE, PLACE, SURNAME, Seen};

/// The features of token `i` of a sentence, those about its own letters first.
pub(crate) fn fill(seen: &[Seen], i: usize) -> Features {
    let at = |d: isize| i.checked_add_signed(d).and_then(|k| seen.get(k)).unwrap_or(&OUTSIDE);
    let (s, l, r, ll, rr) = (at(0), at(-1), at(1), at(-2), at(2));
    let mut asked = Asked::default();
    own(&mut asked, s, l, r);
    affixes(&mut asked, s);
    near(&mut asked, s, [ll, l, r, rr]);
    listed(&mut asked, s, [ll, l, r], i == 0);
    likeness(&mut asked, s, [ll, l, r, rr]);
    covered(&mut asked, s, l, r);
    accompanied(&mut asked, s, l, r);
    ruled(&mut asked, s, [ll, l, r, rr]);
    hinted(&mut asked, s, l, r);
    for (n, x) in [s, l, r].into_iter().enumerate() {
        for b in (0..BITS_OF_GAZ).filter(|b| x.gaz >> b & 1 == 1) {
            asked.add(&[n as u64, u64::from(b)]);
        }
        asked.question += 1;
    }
    asked.features
}

/// Features with the number of the question that comes next.
#[derive(Default)]
struct Asked {
    features: Features,
    question: u64,
}

impl Asked {
    /// The same question again.
    fn add(&mut self, parts: &[u64]) {
        let start = mix(0x9E37_79B9_7F4A_7C15, self.question + 1);
        let hash = parts.iter().fold(start, |h, p| mix(h, *p));
        self.features.push((hash >> (64 - BITS)) as u32);
    }
    /// The next question.
    fn ask(&mut self, parts: &[u64]) {
        self.question += 1;
        self.add(parts);
    }
}

fn gaz(x: &Seen) -> u64 {
    u64::from(x.gaz)
}

/// The word itself: [`super::features::LEXICAL`] features that name it, then its affixes.
fn own(a: &mut Asked, s: &Seen, l: &Seen, r: &Seen) {
    a.ask(&[s.word]);
    a.ask(&[s.key]);
    a.ask(&[s.lemma, s.pos]);
    a.ask(&[l.key, s.key]);
    a.ask(&[s.key, r.key]);
    a.ask(&[1]);
    a.ask(&[s.pos]);
    a.ask(&[s.shape, s.pos]);
}

/// How the word begins and ends.
fn affixes(a: &mut Asked, s: &Seen) {
    for affix in s.affixes {
        a.ask(&[affix]);
    }
    a.ask(&[s.affixes[1], s.shape]);
}

/// The words around it.
fn near(a: &mut Asked, s: &Seen, [ll, l, r, rr]: [&Seen; 4]) {
    for x in [l, r, ll, rr] {
        a.ask(&[x.key]);
    }
    a.ask(&[l.lemma]);
    a.ask(&[r.lemma]);
    a.ask(&[l.key, r.key]);
    a.ask(&[ll.key, l.key]);
    a.ask(&[r.key, rr.key]);
    a.ask(&[l.pos, s.pos]);
    a.ask(&[s.pos, r.pos]);
    a.ask(&[l.pos, s.pos, r.pos]);
    a.ask(&[ll.pos, l.pos, s.pos]);
    a.ask(&[l.shape]);
    a.ask(&[r.shape]);
    a.ask(&[l.shape, s.shape]);
    a.ask(&[u64::from(s.quoted), s.pos]);
    a.ask(&[u64::from(s.quoted), l.lemma]);
}

/// What the gazetteer says of it and of its neighbours, and the title before it.
fn listed(a: &mut Asked, s: &Seen, [ll, l, r]: [&Seen; 3], first: bool) {
    a.ask(&[gaz(s)]);
    a.ask(&[gaz(s), s.pos]);
    a.ask(&[gaz(l), gaz(s)]);
    a.ask(&[gaz(s), gaz(r)]);
    a.ask(&[gaz(l)]);
    a.ask(&[gaz(r)]);
    a.ask(&[gaz(l), gaz(s), gaz(r)]);
    a.ask(&[l.lemma, gaz(s)]);
    a.ask(&[r.lemma, gaz(s)]);
    a.ask(&[gaz(ll), gaz(l), s.pos]);
    a.ask(&[s.title]);
    a.ask(&[s.title, s.pos, gaz(s) & u64::from(GIVEN | SURNAME | PLACE | COUNTRY | DEMONYM)]);
    a.ask(&[s.title, l.pos, s.affixes[1]]);
    a.ask(&[u64::from(first), s.pos, gaz(s)]);
}

/// Classes of words: what the word and its neighbours are like.
fn likeness(a: &mut Asked, s: &Seen, [ll, l, r, rr]: [&Seen; 4]) {
    for n in 0..s.class.len() {
        for x in [s, l, r] {
            a.ask(&[x.class[n]]);
        }
    }
    for n in 0..2 {
        a.ask(&[l.class[n], s.class[n]]);
        a.ask(&[s.class[n], r.class[n]]);
        a.ask(&[l.class[n], r.class[n]]);
        a.ask(&[l.class[n], s.class[n], r.class[n]]);
        a.ask(&[ll.class[n], l.class[n]]);
        a.ask(&[r.class[n], rr.class[n]]);
        a.ask(&[l.class[n], gaz(s)]);
        a.ask(&[r.class[n], gaz(s)]);
        a.ask(&[l.class[n], s.pos, s.affixes[1]]);
        a.ask(&[s.class[n], s.title]);
    }
    a.ask(&[ll.class[1]]);
    a.ask(&[rr.class[1]]);
}

/// The longest phrase of the gazetteer over it, and the word before that says what kind of thing follows.
fn covered(a: &mut Asked, s: &Seen, l: &Seen, r: &Seen) {
    a.ask(&[s.cover]);
    a.ask(&[l.cover]);
    a.ask(&[r.cover]);
    a.ask(&[l.cover, s.cover]);
    a.ask(&[s.cover, r.cover]);
    a.ask(&[l.cover, s.cover, r.cover]);
    a.ask(&[s.cover, l.lemma]);
    a.ask(&[s.cover, r.lemma]);
    a.ask(&[s.cover, s.pos, l.pos]);
    a.ask(&[s.head]);
    a.ask(&[s.head, s.pos, u64::from(s.cover != 0)]);
    a.ask(&[s.head, s.cover]);
    a.ask(&[s.head, l.pos, s.pos, r.pos]);
    a.ask(&[s.head, s.class[1]]);
}

/// The company that the word has elsewhere in the text.
fn accompanied(a: &mut Asked, s: &Seen, l: &Seen, r: &Seen) {
    a.ask(&[s.often, s.pos]);
    a.ask(&[s.often, u64::from(s.company)]);
    a.ask(&[u64::from(s.company & 0x1FF), s.pos]);
    a.question += 1;
    for b in (0..super::company::BITS_OF_COMPANY).filter(|b| s.company >> b & 1 == 1) {
        a.add(&[u64::from(b)]);
    }
    a.question += 1;
    for b in (0..super::company::BITS_OF_COMPANY).filter(|b| l.company >> b & 1 == 1) {
        a.add(&[u64::from(b), 1]);
    }
    a.question += 1;
    for b in (0..super::company::BITS_OF_COMPANY).filter(|b| r.company >> b & 1 == 1) {
        a.add(&[u64::from(b), 2]);
    }
}

/// What the rules say.
fn ruled(a: &mut Asked, s: &Seen, [ll, l, r, rr]: [&Seen; 4]) {
    let bits = |x: &Seen| u64::from(x.ruled.bits);
    let best = |x: &Seen| u64::from(x.ruled.best);
    for x in [s, l, r] {
        a.question += 1;
        for b in (0..super::ruled::BITS).filter(|b| x.ruled.bits >> b & 1 == 1) {
            a.add(&[u64::from(b)]);
        }
    }
    a.ask(&[bits(s)]);
    a.ask(&[bits(s), s.pos]);
    a.ask(&[bits(l), bits(s)]);
    a.ask(&[bits(s), bits(r)]);
    a.ask(&[best(s)]);
    a.ask(&[best(l), best(s)]);
    a.ask(&[best(s), best(r)]);
    a.ask(&[best(l), best(s), best(r)]);
    a.ask(&[best(ll), best(l), best(s)]);
    a.ask(&[best(s), best(r), best(rr)]);
    a.ask(&[best(s), gaz(s)]);
    a.ask(&[best(s), s.cover]);
    a.ask(&[best(s), s.ruled.rule]);
    a.ask(&[best(s), s.ruled.rule, s.ruled.place]);
    a.ask(&[best(s), s.ruled.first]);
    a.ask(&[best(s), s.ruled.first, s.ruled.place]);
    a.ask(&[best(l), l.ruled.place, s.pos]);
    a.ask(&[best(s), l.lemma]);
    a.ask(&[best(s), r.lemma]);
    a.ask(&[best(s), s.class[1]]);
    a.ask(&[best(s), s.title]);
    a.ask(&[best(s), s.pos, l.pos]);
    a.ask(&[s.sport, best(s)]);
    a.ask(&[s.sport, gaz(s)]);
    a.ask(&[s.sport, s.pos]);
    a.ask(&[s.sport, s.cover]);
    a.ask(&[s.sport, s.pos, l.lemma]);
}

/// What the word is known to name often, where no rule may rely on it.
fn hinted(a: &mut Asked, s: &Seen, l: &Seen, r: &Seen) {
    let hint = |x: &Seen| u64::from(x.hint);
    for x in [s, l, r] {
        a.question += 1;
        for b in (0..12).filter(|b| x.hint >> b & 1 == 1) {
            a.add(&[b]);
        }
    }
    a.question += 7;
    if s.hint != 0 {
        a.question -= 7;
        a.ask(&[hint(s)]);
        a.ask(&[hint(s), s.pos]);
        a.ask(&[hint(s), u64::from(s.ruled.best)]);
        a.ask(&[hint(s), s.sport]);
        a.ask(&[hint(s), l.lemma]);
        a.ask(&[hint(l), hint(s)]);
        a.ask(&[hint(s), hint(r)]);
    }
}

/// One step of the hash.
pub(crate) fn mix(h: u64, x: u64) -> u64 {
    (h.rotate_left(5) ^ x).wrapping_mul(0x517C_C1B7_2722_0A95)
}
