//! Places: by the gazetteer, or by the word before them (مدينة، محافظة، مطار).

use crate::EntityKind;
use crate::data::{Class, PlaceKind};
use crate::gazetteer::Match;
use crate::persons::looks_like_name;
use crate::scene::{Candidate, Grade, Scene};
use waqai_lang::{Kind, Upos};

/// Inhabitants from which a place is taken on its own.
const KNOWN_CITY: u32 = 40_000;

/// All candidates, in order.
pub(crate) fn candidates(scene: &Scene<'_>) -> Vec<Candidate> {
    let mut out = Vec::new();
    for m in &scene.matches {
        out.extend(known(scene, m));
    }
    for i in 0..scene.analysis.tokens.len() {
        out.extend(after_division(scene, i));
        out.extend(facility(scene, i));
    }
    out.sort_by_key(|c| (c.tokens.start, c.tokens.end));
    out
}

fn known(scene: &Scene<'_>, m: &Match) -> Option<Candidate> {
    let country = m.is(Class::Country);
    if !country && !m.is(Class::Place) {
        return None;
    }
    let i = m.tokens.start;
    let single = m.tokens.len() == 1;
    // A first letter cut off against the analyser's reading is trusted only where the rest is a country or large.
    let whole = m.span == scene.whole(i);
    // Any other is kept in doubt: in a list of places it may stand ("تعز وإب ولحج").
    let against = single && !m.chosen && scene.known(i) && !(whole && m.is_sure(Class::Country));
    let other = [Upos::Verb, Upos::Adp, Upos::Pron, Upos::Part, Upos::Sconj, Upos::Adj];
    let verb = single && scene.known(i) && other.contains(&scene.upos(i));
    let population =
        m.readings.iter().filter(|r| r.class == Class::Place).filter_map(|r| scene.data.place(r.row()));
    let weight = population
        .map(|p| if p.kind == PlaceKind::City && p.geonames != 0 { p.population } else { KNOWN_CITY })
        .max();
    // "المملكة", "السلطنة": which country, the text tells.
    let metonym = single
        && country
        && scene.has_article(i)
        && m.readings.iter().all(|r| r.is_common() || r.class != Class::Country);
    let metonym = metonym && !scene.is_described(i);
    let sure = if metonym {
        true
    } else if country {
        m.is_sure(Class::Country)
    } else {
        m.is_sure(Class::Place) && weight.unwrap_or(0) >= KNOWN_CITY
    };
    let rule = if country { "gazetteer/countries" } else { "gazetteer/places" };
    let grade = if sure && !verb && !against && (m.chosen || country || !scene.known(i)) {
        Grade::Sure
    } else {
        Grade::Doubtful
    };
    Some(Candidate::new(m.tokens.clone(), m.span, EntityKind::Loc, rule, grade))
}

/// "مدينة X", "محافظة X": X, whatever it is.
fn after_division(scene: &Scene<'_>, i: usize) -> Option<Candidate> {
    if !scene.grammar_chosen(i, "division") || scene.has_article(i) {
        return None;
    }
    let mut n = i + 1;
    if scene.is_quote(n) {
        n += 1;
    }
    if n >= scene.sentence_end(i) {
        return None;
    }
    if let Some(m) = scene
        .longest(n, Class::Place)
        .or_else(|| scene.longest(n, Class::Country))
        .filter(|m| m.chosen || m.span == scene.whole(n))
    {
        return Some(Candidate::new(
            m.tokens.clone(),
            m.span,
            EntityKind::Loc,
            "context/division",
            Grade::Sure,
        ));
    }
    if !scene.is_word(n) || scene.has_clitic(n) {
        return None;
    }
    let name = looks_like_name(scene, n) || !scene.known(n);
    let grade = if name { Grade::Sure } else { Grade::Doubtful };
    (name || scene.has_article(n)).then(|| {
        Candidate::new(n..n + 1, scene.span(&(n..n + 1)), EntityKind::Loc, "context/division", grade)
    })
}

/// "مطار عدن الدولي", "ساحة التحرير": the first word, the name, adjectives after it.
fn facility(scene: &Scene<'_>, i: usize) -> Option<Candidate> {
    if !scene.grammar_chosen(i, "facility") || scene.has_article(i) || scene.token(i)?.pronoun.is_some() {
        return None;
    }
    let end = scene.sentence_end(i);
    let n = i + 1;
    if n >= end || scene.token(n)?.kind != Kind::Word || scene.has_clitic(n) {
        return None;
    }
    let place = scene
        .longest(n, Class::Place)
        .or_else(|| scene.longest(n, Class::Country))
        .filter(|m| m.chosen || m.span == scene.whole(n));
    let person = crate::persons::sequence(scene, n, true).filter(|s| s.sure || s.tokens.len() > 1);
    let (mut j, sure) = match (person, place) {
        (Some(s), _) if s.tokens.len() > 1 => (s.tokens.end, true),
        (_, Some(m)) => (m.tokens.end, m.is_sure(Class::Place) || m.is_sure(Class::Country)),
        _ if looks_like_name(scene, n) => (n + 1, true),
        _ if scene.has_article(n)
            && matches!(scene.upos(n), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X)
            && scene.demonym(n).is_none() =>
        {
            (n + 1, false)
        }
        _ => return None,
    };
    while j < end
        && scene.is_word(j)
        && scene.has_article(j)
        && !scene.has_clitic(j)
        && scene.upos(j) == Upos::Adj
        && scene.demonym(j).is_none()
    {
        j += 1;
    }
    let grade = if sure { Grade::Sure } else { Grade::Doubtful };
    Some(Candidate::new(i..j, scene.span(&(i..j)), EntityKind::Loc, "context/facility", grade))
}
