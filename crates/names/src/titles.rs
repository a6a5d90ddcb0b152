//! Titles: "وزير الخارجية الروسي", "المتحدث باسم وزارة الداخلية", and the name that follows.
//!
//! A title phrase begins with a title of the table and goes on through nouns, adjectives, names of institutions and
//! places, ل and باسم, until a person's name, a verb or a mark.

use crate::data::{Class, NO_COUNTRY};
use crate::persons::{self, is_nisba, looks_like_name, may_be_name};
use crate::scene::{Candidate, Scene};
use crate::tables::TitleKind;
use std::ops::Range;
use waqai_lang::{Kind, Proclitics, Upos};

/// Longest title phrase, in tokens.
const LONGEST: usize = 14;

/// A title with what belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct TitlePhrase {
    /// Its tokens, the name excluded.
    pub tokens: Range<usize>,
    /// First token of the name that follows.
    pub name: Option<usize>,
    /// A name must follow, whatever the words look like (an honorific, or a title with its institution).
    pub sure: bool,
    /// Country that an adjective or a place in it gives.
    pub country: Option<u32>,
    /// Index into the institutions found, of the one it belongs to.
    pub org: Option<usize>,
}

/// All title phrases, in order; `orgs` are the institutions found, which a title may go on through.
pub(crate) fn find(scene: &Scene<'_>, orgs: &[Candidate]) -> Vec<TitlePhrase> {
    let mut out: Vec<TitlePhrase> = Vec::new();
    let mut i = 0;
    while i < scene.analysis.tokens.len() {
        let Some(phrase) = phrase(scene, orgs, i) else {
            i += 1;
            continue;
        };
        // "نائب رئيس الوزراء": the phrase from the first title on holds the others.
        i = phrase.tokens.end.max(i + 1);
        out.push(phrase);
    }
    out
}

fn phrase(scene: &Scene<'_>, orgs: &[Candidate], i: usize) -> Option<TitlePhrase> {
    if scene.opens_as_verb(i) {
        return None;
    }
    let (row, after) = match scene.longest(i, Class::Title) {
        Some(m) if !m.chosen && scene.known(i) && m.tokens.len() == 1 => return None,
        Some(m) => (m.number(Class::Title)?, m.tokens.end),
        // "الوزير الإيراني": the table writes most offices without the article.
        None if scene.has_article(i) => (scene.data.title_row(scene.bare(i))?, i + 1),
        None => return None,
    };
    let kind = scene.data.tables.titles.get(row as usize)?.kind;
    let end = scene.sentence_end(i).min(i + LONGEST);
    let mut p = TitlePhrase { tokens: i..after, name: None, sure: false, country: None, org: None };
    let mut j = after;
    p.country = (i..j).filter_map(|k| scene.demonym(k)).next();
    // Where the title would end if no name follows: "وصل وزير الدفاع إلى بغداد للقاء …".
    let mut sure_end = None;
    while j < end {
        if let Some(n) = name_at(scene, orgs, j, &p, kind) {
            p.name = Some(n);
            p.tokens.end = j;
            p.sure = kind == TitleKind::Honorific
                || looks_like_name(scene, n)
                || p.country.is_some()
                || p.org.is_some();
            return Some(p);
        }
        let Some(next) = step(scene, orgs, i, j, &mut p) else { break };
        if scene.upos(j) == Upos::Adp {
            sure_end.get_or_insert(j);
        }
        j = next;
    }
    p.tokens.end = sure_end.unwrap_or(j).min(end);
    Some(p)
}

/// The token where a name begins, if one does at `j` or right after a comma there.
fn name_at(
    scene: &Scene<'_>,
    orgs: &[Candidate],
    j: usize,
    p: &TitlePhrase,
    kind: TitleKind,
) -> Option<usize> {
    let comma = scene.is_mark(j) && matches!(scene.text(j), "\u{060C}" | "," | ":" | "-" | "–");
    let n = if comma || scene.is_quote(j) { j + 1 } else { j };
    if !scene.is_word(n) && scene.token(n).map(|t| t.kind) != Some(Kind::Foreign)
        || scene.has_conjunction(n) && !known_person(scene, n)
    {
        return None;
    }
    if orgs.iter().any(|o| o.tokens.start == n && o.tokens.len() > 1)
        || scene.longest(n, Class::Title).is_some_and(|m| m.chosen)
    {
        return known_person(scene, n).then_some(n);
    }
    if known_person(scene, n) {
        return Some(n);
    }
    let place =
        scene.at(n).iter().any(|m| m.chosen && (m.is_sure(Class::Place) || m.is_sure(Class::Country)));
    if place && !given(scene, n) {
        return None;
    }
    let closed = matches!(scene.upos(n), Upos::Adp | Upos::Part | Upos::Pron | Upos::Det | Upos::Sconj)
        && scene.known(n);
    if closed || scene.grammar_chosen(n, "never") || (place && !looks_like_name(scene, n + 1)) {
        return None;
    }
    if given(scene, n) && !scene.has_clitic(n) && scene.demonym(n).is_none_or(|_| may_be_name(scene, n + 1)) {
        // "رئيس تحرير صالح": a given name that is an ordinary word wants a second name, or stands where no indefinite
        // noun goes on ("المدير السابق صخر الماجد").
        let closed = scene.has_article(n - 1) && scene.has_article(n + 1) && !scene.has_clitic(n + 1);
        return Some(n).filter(|n| {
            looks_like_name(scene, *n)
                || looks_like_name(scene, n + 1)
                || is_nisba(scene, n + 1)
                || (closed && may_be_name(scene, n + 1))
        });
    }
    if comma {
        return None;
    }
    if looks_like_name(scene, n) && !scene.has_clitic(n) && scene.demonym(n).is_none() {
        // After a bare construct ("رئيس X") an unknown word with the article is more often what is presided over.
        let complete =
            kind != TitleKind::Office || p.tokens.start + 1 < n || scene.has_article(p.tokens.start);
        return (complete || !scene.has_article(n)).then_some(n);
    }
    // "الرئيس السيسي": a surname right after a title with the article.
    let direct = scene.has_article(p.tokens.start) && n == p.tokens.start + 1;
    let adjective = scene.known(n) && scene.upos(n) == Upos::Adj;
    (direct && may_be_name(scene, n) && !adjective && scene.demonym(n).is_none() && !scene.has_clitic(n))
        .then_some(n)
}

fn known_person(scene: &Scene<'_>, n: usize) -> bool {
    let found = persons::known_person(scene, n, scene.sentence_end(n));
    found.is_some_and(|m| m.tokens.len() > 1 || !(m.is(Class::Demonym) || m.is(Class::Country)))
}

fn given(scene: &Scene<'_>, n: usize) -> bool {
    scene.word_number(n, Class::Given).is_some_and(|c| c >= 3) || scene.grammar(n, "abd")
}

/// One step on inside the title; also learns its country and institution.
fn step(scene: &Scene<'_>, orgs: &[Candidate], from: usize, j: usize, p: &mut TitlePhrase) -> Option<usize> {
    if let Some((k, o)) =
        orgs.iter().enumerate().filter(|(_, o)| o.tokens.start == j).max_by_key(|(_, o)| o.tokens.end)
    {
        if scene.has_conjunction(j) {
            return None;
        }
        p.org.get_or_insert(k);
        if p.country.is_none() {
            p.country = o.country;
        }
        return Some(o.tokens.end);
    }
    if scene.is_mark(j) {
        return None;
    }
    if let Some(m) = scene.longest(j, Class::Country).or_else(|| scene.longest(j, Class::Place)) {
        let sure = m.is_sure(Class::Country) || m.is_sure(Class::Place);
        if sure && m.chosen && !scene.has_conjunction(j) {
            p.country = p.country.or_else(|| place_country(scene, m));
            return Some(m.tokens.end);
        }
    }
    let proclitics = scene.token(j)?.proclitics;
    let noun = matches!(scene.upos(j), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X);
    let previous_adp = j > from + 1 && scene.upos(j - 1) == Upos::Adp;
    if scene.upos(j) == Upos::Adp {
        // "المتحدث باسم", "السفير لدى", "المفوض في", but not "وصل الوزير على رأس وفد".
        return (!scene.has_conjunction(j) && j > from && leads_on(scene, orgs, j)).then_some(j + 1);
    }
    if !noun || proclitics.has(Proclitics::FA) || scene.token(j)?.pronoun.is_some() {
        return None;
    }
    if let Some(c) = scene.demonym(j) {
        p.country = p.country.or(Some(c));
        return Some(j + 1);
    }
    if proclitics.conjunction() {
        // "وزير الخارجية والمغتربين", but not the next sentence.
        return (scene.has_article(j) && scene.has_article(j - 1)).then_some(j + 1);
    }
    if proclitics.has(Proclitics::KA) {
        return None;
    }
    // "طالب الوزير الشركات بتأييد …", "سيقوم الوزير بزيارة": what a verb governs with بـ belongs to no title.
    if proclitics.any(Proclitics(Proclitics::BI.0 | Proclitics::LI.0))
        && scene.token(j)?.best().verb.is_some()
    {
        return None;
    }
    // A place closes a construct: "رئيس وزراء سوريا قادما".
    let closed = scene
        .at(j - 1)
        .iter()
        .any(|m| m.chosen && m.tokens.end == j && (m.is_sure(Class::Country) || m.is_sure(Class::Place)));
    let construct = !scene.has_article(j - 1) && !closed;
    (scene.has_article(j) || proclitics.preposition() || construct || previous_adp).then_some(j + 1)
}

/// Whether what follows the preposition at `j` can belong to a title: an institution, a place, something definite.
fn leads_on(scene: &Scene<'_>, orgs: &[Candidate], j: usize) -> bool {
    let n = j + 1;
    let place =
        |m: &crate::gazetteer::Match| m.chosen && (m.is_sure(Class::Country) || m.is_sure(Class::Place));
    scene.has_article(n) || orgs.iter().any(|o| o.tokens.start == n) || scene.at(n).iter().any(place)
}

fn place_country(scene: &Scene<'_>, m: &crate::gazetteer::Match) -> Option<u32> {
    if let Some(c) = m.number(Class::Country) {
        return Some(c);
    }
    let places = m.readings.iter().filter(|r| r.class == Class::Place);
    let best = places.filter_map(|r| scene.data.place(r.row())).max_by_key(|p| p.population)?;
    (best.country != NO_COUNTRY).then_some(best.country)
}
