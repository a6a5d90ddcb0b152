//! Institutions: known ones by the gazetteer, others by their first word and the genitives and adjectives after it
//! (وزارة الدفاع العراقية، المرصد السوري لحقوق الإنسان), or by quotes after a first word (صحيفة «…»).

use crate::EntityKind;
use crate::data::Class;
use crate::scene::{Candidate, Grade, Scene};
use std::ops::Range;
use waqai_lang::{Kind, Proclitics, Upos};

/// Longest name, in tokens.
const LONGEST: usize = 10;

/// All candidates, in order.
pub(crate) fn candidates(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut out = known(scene);
    for i in 0..scene.analysis.tokens.len() {
        out.extend(chain(scene, i));
    }
    out.sort_by_key(|c| (c.tokens.start, c.tokens.end));
    out
}

/// Organisations of the knowledge base.
fn known(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for m in scene.matches.iter().filter(|m| m.is(Class::Org)) {
        let single = m.tokens.len() == 1;
        if single && !m.chosen && scene.known(m.tokens.start) && m.span != scene.whole(m.tokens.start) {
            continue;
        }
        let quoted = scene.is_quote(m.tokens.start.wrapping_sub(1)) && scene.is_quote(m.tokens.end);
        // "الشرق الأوسط" the newspaper stands in quotes or after "صحيفة".
        let sure = m.is_sure(Class::Org) && !m.is(Class::Place) && !m.is(Class::Country);
        let grade = if sure || quoted { Grade::Sure } else { Grade::Doubtful };
        let mut c =
            Candidate::new(m.tokens.clone(), m.span, EntityKind::Org, "gazetteer/organisations", grade);
        c.head = scene.longest(m.tokens.start, Class::Head).and_then(|h| h.number(Class::Head));
        out.push(c);
    }
    out
}

/// The name that begins with a first word at token `i`.
fn chain(scene: &Scene<'_>, i: usize) -> Option<Candidate> {
    let m = scene.longest(i, Class::Head)?;
    let row = m.number(Class::Head)?;
    let head = scene.data.tables.heads.get(row as usize)?;
    if head.place || (!m.chosen && scene.known(i)) {
        return None;
    }
    let end = scene.sentence_end(i).min(i + LONGEST);
    let mut j = m.tokens.end;
    if let Some(c) = quoted(scene, i, j, end, row) {
        return Some(c);
    }
    let definite_head = scene.has_article(i);
    let mut country = (i..j).filter_map(|k| scene.demonym(k)).next();
    let mut proper = false;
    let mut last_definite = definite_head;
    while j < end {
        let Some((next, d)) = go_on(scene, i, j, end, last_definite) else { break };
        country = country.or(d.country);
        proper |= d.proper;
        last_definite = d.definite;
        j = next;
    }
    // An indefinite first word alone, or one whose genitive is indefinite too, names nothing.
    if j == m.tokens.end || (!last_definite && !proper) {
        return None;
    }
    let tokens = i..j;
    let span = m.span.cover(scene.whole(j - 1));
    let mut c = Candidate::new(tokens, span, EntityKind::Org, "context/institution", Grade::Sure);
    c.country = country;
    c.head = Some(row);
    // With nothing but a definite noun or adjective it may be a mere description ("الحزب الحاكم", "الشركة الجديدة").
    let needs_more = definite_head && country.is_none() && !proper;
    if needs_more || head.note.contains("ambiguous") && country.is_none() && !proper {
        c.grade = Grade::Doubtful;
    }
    Some(c)
}

struct Step {
    country: Option<u32>,
    proper: bool,
    definite: bool,
}

fn go_on(scene: &Scene<'_>, from: usize, j: usize, end: usize, last_definite: bool) -> Option<(usize, Step)> {
    let plain = |definite| Step { country: None, proper: false, definite };
    let token = scene.token(j)?;
    if token.kind != Kind::Word || token.pronoun.is_some() {
        return None;
    }
    let demonym = scene.demonym(j);
    let clitic = token.proclitics;
    let noun = matches!(scene.upos(j), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X);
    if let Some(c) = demonym.filter(|_| scene.has_article(j) && !clitic.any(Proclitics(31))) {
        return Some((j + 1, Step { country: Some(c), proper: false, definite: true }));
    }
    if !noun {
        return None;
    }
    if clitic.conjunction() {
        // "النقل والطرق", "الأمن والدفاع": a second genitive, if the first has one and this is no name of its own.
        let own = scene.longest(j, Class::Head).is_some()
            || scene.longest(j, Class::Title).is_some()
            || scene.longest(j, Class::Place).is_some_and(|m| m.chosen);
        let pair = scene.has_article(j)
            && scene.has_article(j - 1)
            && scene.upos(j) == Upos::Noun
            && scene.upos(j - 1) != Upos::Verb;
        return (pair && !own && j > from + 1 && !clitic.preposition() && demonym.is_none())
            .then(|| (j + 1, plain(true)));
    }
    if clitic.has(Proclitics::LI) {
        // "المرصد السوري لحقوق الإنسان", "الهيئة العامة للسياحة".
        return (last_definite && scene.upos(j) != Upos::Propn && !place(scene, j))
            .then(|| (j + 1, plain(scene.has_article(j))));
    }
    if clitic.preposition() {
        return None;
    }
    if let Some(m) = scene
        .longest(j, Class::Country)
        .or_else(|| scene.longest(j, Class::Place))
        .filter(|m| m.chosen && m.tokens.end <= end && !last_definite)
    {
        let country = m.number(Class::Country);
        return Some((m.tokens.end, Step { country, proper: true, definite: true }));
    }
    if scene.has_article(j) {
        // After something definite only an adjective goes on.
        let adjective = scene.upos(j) == Upos::Adj || scene.token(j).is_some_and(|t| t.may_be(Upos::Adj));
        return (!last_definite || adjective).then(|| (j + 1, plain(true)));
    }
    if last_definite {
        return None;
    }
    let unknown = !scene.known(j) || scene.upos(j) == Upos::Propn;
    if unknown {
        return Some((j + 1, Step { country: None, proper: true, definite: true }));
    }
    (scene.upos(j) == Upos::Noun && j < from + 3 && j + 1 < end).then(|| (j + 1, plain(false)))
}

fn place(scene: &Scene<'_>, j: usize) -> bool {
    scene.at(j).iter().any(|m| m.chosen && (m.is_sure(Class::Place) || m.is_sure(Class::Country)))
}

/// A name in quotes right after the first word; the name is what the quotes hold.
fn quoted(scene: &Scene<'_>, i: usize, j: usize, end: usize, row: u32) -> Option<Candidate> {
    if !scene.is_quote(j)
        || scene.has_article(i) && !scene.data.tables.heads.get(row as usize)?.note.contains("quoted")
    {
        return None;
    }
    let close = (j + 1..end.min(j + 7)).find(|k| scene.is_quote(*k))?;
    if close == j + 1 {
        return None;
    }
    let tokens: Range<usize> = j + 1..close;
    let span = scene.whole(j + 1).cover(scene.whole(close - 1));
    let mut c = Candidate::new(tokens, span, EntityKind::Org, "context/quoted", Grade::Sure);
    c.head = Some(row);
    Some(c)
}
