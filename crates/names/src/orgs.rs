//! Institutions: known ones by the gazetteer, others by their first word and the genitives and adjectives after it
//! (وزارة الدفاع العراقية، المرصد السوري لحقوق الإنسان), or by quotes after a first word (صحيفة «…»).

use crate::EntityKind;
use crate::data::Class;
use crate::gazetteer::Match;
use crate::scene::{Candidate, Grade, Scene};
use crate::tables::{Head, Org};
use std::ops::Range;
use waqai_lang::{Kind, Proclitics, Upos};
use waqai_text::letters;

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
        let i = m.tokens.start;
        let single = m.tokens.len() == 1;
        if single && !m.chosen && scene.known(i) && m.span != scene.whole(i) {
            continue;
        }
        let quoted = scene.is_quote(i.wrapping_sub(1)) && scene.is_quote(m.tokens.end);
        if !quoted && is_date(scene, m) {
            continue;
        }
        let place = m.is(Class::Place) || m.is(Class::Country);
        // "الشرق الأوسط" the newspaper stands in quotes or after "صحيفة"; a city is a club only in reports on sport.
        let club = scene.sport && is_club(scene, m) && !(place && in_place(scene, i));
        let sure = if club { true } else { m.is_sure(Class::Org) && !place };
        let led = scene.grammar_chosen(i.wrapping_sub(1), "generic");
        let grade = if sure || quoted || led { Grade::Sure } else { Grade::Doubtful };
        let mut c =
            Candidate::new(m.tokens.clone(), m.span, EntityKind::Org, "gazetteer/organisations", grade);
        c.head = scene.longest(i, Class::Head).and_then(|h| h.number(Class::Head));
        core(scene, m, &mut c);
        out.push(c);
    }
    out
}

/// "في 14 آذار", "14 آذار 2015": a day, whatever bloc is called after it.
fn is_date(scene: &Scene<'_>, m: &Match) -> bool {
    let number = |k: usize| scene.token(k).is_some_and(|t| t.kind == Kind::Number);
    let before = m.tokens.start.wrapping_sub(1);
    number(m.tokens.start) && (scene.upos(before) == Upos::Adp || number(m.tokens.end))
}

fn is_club(scene: &Scene<'_>, m: &Match) -> bool {
    let rows = m.readings.iter().filter(|r| r.class == Class::Org).map(|r| r.row() as usize);
    rows.filter_map(|r| scene.data.tables.orgs.get(r)).any(Org::is_club)
}

/// A preposition of place or a word for a town stands before token `i`.
fn in_place(scene: &Scene<'_>, i: usize) -> bool {
    let before = i.wrapping_sub(1);
    let token = scene.token(i);
    scene.grammar_chosen(before, "division")
        || token.is_some_and(|t| t.proclitics.has(Proclitics::BI))
        || (scene.upos(before) == Upos::Adp && scene.is_word(before))
}

/// The part of a known name that names it alone: without "صحيفة" or "تنظيم" in front, and for clubs and parties without
/// the nationality at the end.
fn core(scene: &Scene<'_>, m: &Match, c: &mut Candidate) {
    let same = |o: &Match| {
        m.readings.iter().any(|r| {
            r.class == Class::Org && o.readings.iter().any(|q| q.class == Class::Org && q.row() == r.row())
        })
    };
    let last = m.tokens.end - 1;
    if m.tokens.len() > 1 && scene.has_article(last) && scene.demonym(last).is_some() {
        let row = m.number(Class::Org).and_then(|r| scene.data.tables.orgs.get(r as usize));
        let state = row.is_some_and(|o| o.sectors.first().is_some_and(|s| STATE.contains(&s.as_str())));
        let short = scene.at(m.tokens.start).iter().find(|o| o.tokens.end == last && same(o));
        if let Some(short) = short.filter(|_| !state) {
            c.country = scene.demonym(last);
            c.tokens = short.tokens.clone();
            c.span = short.span;
        }
    }
    let next = c.tokens.start + 1 + usize::from(scene.is_quote(c.tokens.start + 1));
    if scene.grammar_chosen(c.tokens.start, "generic")
        && next < c.tokens.end
        && let Some(rest) = scene.at(next).iter().find(|o| o.tokens.end == c.tokens.end && same(o))
    {
        c.tokens = rest.tokens.clone();
        c.span = rest.span;
    }
}

/// A first word at token `i`, with or without the article: the token after it and its row.
fn head_at(scene: &Scene<'_>, i: usize) -> Option<(usize, u32)> {
    if let Some(m) = scene.longest(i, Class::Head)
        && (m.chosen || !scene.known(i))
    {
        return Some((m.tokens.end, m.number(Class::Head)?));
    }
    bare_head(scene, i).map(|row| (i + 1, row))
}

/// The row of the first word that token `i` is without its article.
fn bare_head(scene: &Scene<'_>, i: usize) -> Option<u32> {
    if !scene.has_article(i) {
        return None;
    }
    let readings = scene.data.get(scene.bare(i));
    readings.iter().find(|r| r.class == Class::Head).map(|r| r.row())
}

/// The name that begins with a first word at token `i`.
fn chain(scene: &Scene<'_>, i: usize) -> Option<Candidate> {
    let (mut first_end, mut row) = head_at(scene, i)?;
    let mut head = scene.data.tables.heads.get(row as usize)?;
    if head.has_note("numbered") {
        let end = scene.sentence_end(i).min(i + LONGEST);
        if let Some(c) = numbered(scene, i, first_end, end, row) {
            return Some(c);
        }
        // "الجيش السوري": no unit, but what the word without its article begins.
        (first_end, row) = (i + 1, bare_head(scene, i)?);
        head = scene.data.tables.heads.get(row as usize)?;
    }
    if head.place || scene.token(i)?.pronoun.is_some() {
        return None;
    }
    // "مديرية المعلا", "مركز طلخا": a district and its place.
    let named = |m: &Match| {
        m.chosen
            && (scene.grammar_chosen(i, "division") || m.is_sure(Class::Place))
            && !scene.has_clitic(first_end)
    };
    let district = scene.grammar_chosen(i, "division") || scene.grammar_chosen(i, "district");
    if district && !scene.has_article(i) && scene.longest(first_end, Class::Place).is_some_and(named) {
        return None;
    }
    let end = scene.sentence_end(i).min(i + LONGEST);
    let state = head.sectors.iter().any(|s| STATE.contains(&s.as_str()));
    let undertaking = scene.grammar_chosen(i, "notorg");
    let mut j = first_end;
    if let Some(c) = quoted(scene, i, j, end, row).filter(|_| !undertaking) {
        return Some(c);
    }
    // A known organisation is not made longer, but for the nationality of an institution of state.
    if let Some(m) = scene.longest(i, Class::Org).filter(|m| m.tokens.len() > 1 && m.tokens.end >= j) {
        j = m.tokens.end;
        let c = scene.demonym(j).filter(|_| state && j < end && adjective(scene, j))?;
        let mut out = Candidate::new(
            i..j + 1,
            m.span.cover(scene.whole(j)),
            EntityKind::Org,
            "context/institution",
            Grade::Sure,
        );
        (out.country, out.head) = (Some(c), Some(row));
        return Some(out);
    }
    let mut so_far = Step {
        country: (i..j).filter_map(|k| scene.demonym(k)).next(),
        proper: false,
        definite: scene.has_article(j - 1),
    };
    let definite_head = scene.has_article(i);
    let lone_body = head.has_note("lone");
    if lone_body || head.has_note("nationality") {
        // "وزير الدفاع الأميركي": the adjective is the minister's.
        let before = i.wrapping_sub(1);
        let construct = scene.is_word(before)
            && matches!(scene.upos(before), Upos::Noun | Upos::Propn)
            && !scene.has_article(before)
            && !scene.has_clitic(i);
        let whose = (!construct || lone_body)
            .then(|| scene.demonym(j).filter(|_| j < end && adjective(scene, j) && scene.agrees(i, j)))
            .flatten();
        if whose.is_none() && !lone_body {
            return None;
        }
        let mut past = j + usize::from(whose.is_some());
        // "القوات البحرية الأوروبية": of no state, but said whose as well.
        let more = |k: usize| k < end && adjective(scene, k) && is_nisba(scene, k) && scene.agrees(i, k);
        if lone_body && more(past) && scene.demonym(past).is_none() {
            past += 1;
        }
        let tokens = i..past;
        let span = scene.span(&tokens);
        let rule = if whose.is_some() { "context/institution" } else { "gazetteer/bodies" };
        let mut out = Candidate::new(tokens, span, EntityKind::Org, rule, Grade::Sure);
        (out.country, out.head) = (whose, Some(row));
        return Some(out);
    }
    while j < end {
        let Some((next, d)) = go_on(scene, i, j, end, &so_far, state) else { break };
        so_far.country = so_far.country.or(d.country);
        so_far.proper |= d.proper;
        so_far.definite = d.definite;
        j = next;
    }
    let Step { country, proper, definite } = so_far;
    let lone = j == first_end && scene.grammar_chosen(i, "lone");
    // An indefinite first word alone, or one whose genitive is indefinite too, names nothing.
    let bare = j == first_end && (first_end == i + 1 || !definite || definite_head);
    if !lone && (bare || (!definite && !proper)) {
        return None;
    }
    let tokens = i..j;
    let mut c = Candidate::new(
        tokens.clone(),
        scene.span(&tokens),
        EntityKind::Org,
        "context/institution",
        Grade::Sure,
    );
    c.country = country;
    c.head = Some(row);
    // With nothing but a definite noun or adjective it may be a mere description ("الحزب الحاكم", "الشركة الجديدة").
    let plural = scene.token(i).is_some_and(|t| t.best().number == Some(waqai_lang::Number::Plural))
        && first_end == i + 1;
    let named = (state || political(head)) && (country.is_some() || !plural);
    let needs_more = definite_head && !proper && !lone && !named;
    let vague = head.note.contains("ambiguous") && country.is_none();
    if needs_more || vague || undertaking {
        c.grade = Grade::Doubtful;
    }
    Some(c)
}

/// An adjective of relation: العسكري, الفيدرالية.
fn is_nisba(scene: &Scene<'_>, j: usize) -> bool {
    let word = scene.bare(j);
    let stem = word.strip_suffix(letters::HA).unwrap_or(word);
    scene.upos(j) == Upos::Adj && stem.ends_with(letters::YA)
}

/// A unit by its number, with what adjectives say of it: "اللواء الثالث", "الفرقة 12 المدرعة", "المنطقة العسكرية الرابعة".
fn numbered(scene: &Scene<'_>, i: usize, first: usize, end: usize, row: u32) -> Option<Candidate> {
    let ordinal = |k: usize| {
        k < end && (scene.grammar_chosen(k, "ordinal") || scene.grammar(k, "ordinal")) && scene.is_word(k)
    };
    let figure = scene.token(first).is_some_and(|t| t.kind == Kind::Number) && first < end;
    if !figure && !ordinal(first) {
        return None;
    }
    let mut j = first + 1;
    // "الخامس والعشرين", "الحادي عشر".
    if !figure && ordinal(j) {
        j += 1;
    }
    let mut country = None;
    while j < end
        && adjective(scene, j)
        && scene.upos(j) == Upos::Adj
        && scene.agrees(i, j)
        && country.is_none()
    {
        country = scene.demonym(j);
        j += 1;
    }
    let tokens = i..j;
    let span = scene.span(&tokens);
    let mut out = Candidate::new(tokens, span, EntityKind::Org, "context/unit", Grade::Sure);
    (out.country, out.head) = (country, Some(row));
    Some(out)
}

/// A party, an armed group or the opposition.
fn political(head: &Head) -> bool {
    head.sectors.iter().any(|s| ["PTY", "REB", "OPP", "PRM", "UAF"].contains(&s.as_str()))
}

/// Sectors of institutions of state, which a nationality is part of the name of.
const STATE: [&str; 6] = ["GOV", "LEG", "MIL", "COP", "SPY", "JUD"];

/// A word with the article and nothing before it, that can be an adjective.
fn adjective(scene: &Scene<'_>, j: usize) -> bool {
    scene.has_article(j) && !scene.has_clitic(j) && !scene.grammar_chosen(j, "after")
}

struct Step {
    country: Option<u32>,
    proper: bool,
    definite: bool,
}

fn go_on(
    scene: &Scene<'_>,
    from: usize,
    j: usize,
    end: usize,
    so_far: &Step,
    state: bool,
) -> Option<(usize, Step)> {
    let last_definite = so_far.definite;
    let plain = |definite| Step { country: None, proper: false, definite };
    let token = scene.token(j)?;
    if token.kind != Kind::Word || token.pronoun.is_some() {
        return None;
    }
    let demonym = scene.demonym(j);
    let clitic = token.proclitics;
    let noun = matches!(scene.upos(j), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X);
    if let Some(c) = demonym.filter(|_| scene.has_article(j) && !clitic.any(Proclitics(31))) {
        // "الحزب الديمقراطي الكردي": a nationality ends the name, and is part of it only of an institution of state.
        let part = (state || !so_far.proper) && scene.agrees(from, j);
        return (part && so_far.country.is_none())
            .then_some((j + 1, Step { country: Some(c), proper: false, definite: true }));
    }
    // "مستشفى صنعاء العسكري", "جامعة قازان الفيدرالية": what the place or person does not agree with describes the whole.
    if so_far.proper && noun && adjective(scene, j) && is_nisba(scene, j) && demonym.is_none() {
        let agrees = scene.is_feminine(from) == scene.ends_feminine(j);
        return agrees.then(|| (j + 1, Step { country: so_far.country, proper: true, definite: true }));
    }
    if !noun
        || so_far.proper
        || so_far.country.is_some() && !clitic.has(Proclitics::LI)
        || scene.grammar_chosen(j, "after")
    {
        return None;
    }
    // "حكومة العبادي": the person is the name, the rest describes.
    if state && crate::persons::sequence(scene, j, true).is_some_and(|s| s.sure) {
        return None;
    }
    if clitic.conjunction() {
        // "النقل والطرق", "الأمن والدفاع": a second genitive, if the first has one and this is no name of its own.
        let own = scene.longest(j, Class::Head).is_some()
            || scene.longest(j, Class::Title).is_some()
            || scene.longest(j, Class::Place).is_some_and(|m| m.chosen);
        let pair = state
            && scene.has_article(j)
            && scene.has_article(j - 1)
            && scene.upos(j) == Upos::Noun
            && scene.upos(j - 1) != Upos::Verb;
        return (pair && !own && j > from + 1 && !clitic.preposition() && demonym.is_none())
            .then(|| (j + 1, plain(true)));
    }
    if clitic.has(Proclitics::LI) {
        // "المرصد السوري لحقوق الإنسان", "الهيئة العامة للسياحة".
        let described = j > from + 1;
        return (last_definite && described && scene.upos(j) != Upos::Propn && !place(scene, j))
            .then(|| (j + 1, plain(scene.has_article(j))));
    }
    if clitic.preposition() {
        return None;
    }
    // "منعت الشرطة الصحفيين": persons in the plural after a definite word are others, not part of its name.
    let many = token.best().number == Some(waqai_lang::Number::Plural);
    let persons = many && scene.data.group_sectors(scene.bare(j)).is_some();
    if last_definite
        && persons
        && scene.bare(j).ends_with(letters::NUN)
        && !token.key().ends_with(letters::NUN)
    {
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
        let fits = adjective && (!scene.has_article(from) || scene.agrees(from, j));
        return (!last_definite || fits).then(|| (j + 1, plain(true)));
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
