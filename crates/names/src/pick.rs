//! Of all candidates, those that stand: what a rule is sure of before what the recogniser guesses, the longer before the
//! shorter, none overlapping another.

use crate::EntityKind;
use crate::data::{Class, NO_COUNTRY, Reading};
use crate::persons::{DOCTOR, may_be_name};
use crate::recogniser::Guess;
use crate::scene::{Candidate, Grade, Scene};
use std::ops::Range;
use waqai_lang::Upos;

/// The names of the text, in order.
pub(crate) fn pick(scene: &Scene<'_>, mut all: Vec<Candidate>) -> Vec<Candidate> {
    let guesses: Vec<Candidate> = scene.guesses.iter().filter_map(|g| guessed(scene, g)).collect();
    // A doubtful candidate that holds what the recogniser sees counts as its guess, with the rule's bounds.
    for c in all.iter_mut().filter(|c| c.grade == Grade::Doubtful) {
        let seen = |g: &Candidate| {
            let start = if c.kind == EntityKind::Per {
                c.tokens.start == g.tokens.start
            } else {
                c.tokens.start <= g.tokens.start
            };
            g.kind == c.kind && start && g.tokens.end <= c.tokens.end
        };
        if guesses.iter().any(seen) {
            c.grade = Grade::Guessed;
        }
    }
    all.extend(guesses);
    for c in &mut all {
        without_division(scene, c);
    }
    all.retain(|c| !is_empty_word(scene, c));
    let doubtful: Vec<Candidate> = all
        .iter()
        .filter(|c| c.grade == Grade::Doubtful && c.kind == EntityKind::Loc && c.rule == "gazetteer/places")
        .cloned()
        .collect();
    all.retain(|c| c.grade > Grade::Doubtful && !c.span.is_empty());
    let model = |c: &Candidate| usize::from(c.rule == "model/ner");
    all.sort_by_key(|c| {
        (std::cmp::Reverse(c.grade), std::cmp::Reverse(c.tokens.len()), model(c), c.tokens.start, c.kind)
    });
    let all = joined(scene, all);
    let out = choose(scene, all);
    with_neighbours(scene, out, doubtful)
}

/// The doubtful towns of the countries that the text names, where they continue a list of places or follow a preposition.
fn with_neighbours(scene: &Scene<'_>, mut out: Vec<Candidate>, doubtful: Vec<Candidate>) -> Vec<Candidate> {
    let countries = |c: &Candidate| -> Vec<u32> {
        let here = scene.at(c.tokens.start).iter().filter(|m| m.span == c.span).flat_map(|m| &m.readings);
        let row = |r: &Reading| match r.class {
            Class::Country if !r.is_common() => Some(r.row()),
            Class::Place => scene
                .data
                .place(r.row())
                .filter(|p| p.population >= LEAST_TOWN || p.geonames == 0)
                .map(|p| p.country),
            _ => None,
        };
        here.filter_map(row).filter(|c| *c != NO_COUNTRY).collect()
    };
    let named: Vec<u32> = out
        .iter()
        .filter(|c| c.kind == EntityKind::Loc)
        .flat_map(|c| {
            let mut rows = countries(c);
            rows.dedup();
            rows
        })
        .collect();
    for c in doubtful {
        let i = c.tokens.start;
        let free = !out.iter().any(|o| o.tokens.start < c.tokens.end && i < o.tokens.end);
        let near = countries(&c).iter().any(|r| named.iter().filter(|n| *n == r).count() >= 2);
        // "الدمام والخبر", "الرقة، حمص".
        let joined_on = |c: &Candidate| scene.has_conjunction(i) || c.span.start > scene.whole(i).start;
        let comma = usize::from(scene.is_mark(i.wrapping_sub(1)));
        let before = out.iter().any(|o| o.kind == EntityKind::Loc && o.tokens.end + comma == i)
            && (joined_on(&c) || comma == 1);
        let after = out.iter().any(|o| {
            o.kind == EntityKind::Loc
                && o.tokens.start == c.tokens.end
                && scene.has_conjunction(o.tokens.start)
        });
        if free && near && (before || after) {
            out.push(c);
            out.sort_by_key(|c| c.span);
        }
    }
    out
}

/// Fewer inhabitants, and a place of the same name elsewhere is not thought of.
const LEAST_TOWN: u32 = 5_000;

/// Greedily, the surest and longest first.
fn choose(scene: &Scene<'_>, all: Vec<Candidate>) -> Vec<Candidate> {
    let mut taken = vec![false; scene.analysis.tokens.len()];
    let mut out: Vec<Candidate> = Vec::new();
    for c in all {
        let range = c.tokens.start..c.tokens.end.min(taken.len());
        if range.is_empty() || taken[range.clone()].iter().any(|t| *t) {
            continue;
        }
        taken[range].iter_mut().for_each(|t| *t = true);
        out.push(c);
    }
    out.sort_by_key(|c| c.span);
    out
}

/// A guess of several words wins over a doubtful reading inside it: "ستيف وارن" is no town of Warren.
fn joined(scene: &Scene<'_>, mut all: Vec<Candidate>) -> Vec<Candidate> {
    let longer: Vec<(Range<usize>, EntityKind)> = all
        .iter()
        .filter(|c| c.rule == "model/ner" && c.kind == EntityKind::Per && c.tokens.len() > 1)
        .map(|c| (c.tokens.clone(), c.kind))
        .collect();
    let inside = |c: &Candidate| {
        c.rule == "gazetteer/places"
            && c.tokens.len() == 1
            && longer.iter().any(|(t, _)| t.contains(&c.tokens.start))
            && !scene.has_clitic(c.tokens.start)
    };
    all.retain(|c| !inside(c));
    all
}

/// The recogniser's guess, cut to what can be a name of its kind.
fn guessed(scene: &Scene<'_>, g: &Guess) -> Option<Candidate> {
    let mut tokens = trim(scene, g.tokens.clone());
    if g.kind == EntityKind::Per {
        if tokens.len() > 2 && scene.text(tokens.start) == DOCTOR && scene.text(tokens.start + 1) == "." {
            tokens.start += 2;
        }
        // "الخياطة كلاويز محمد": what she is, then her name.
        let first = tokens.start;
        let describes = tokens.len() > 2
            && scene.has_article(first)
            && scene.known(first)
            && !may_be_name(scene, first)
            && may_be_name(scene, first + 1);
        tokens.start += usize::from(describes);
        // A name ends where an ordinary verb, particle or new conjunct begins.
        let stops = |k: &usize| {
            scene.is_word(*k)
                && !may_be_name(scene, *k)
                && !scene.in_grammar(*k)
                && (scene.known(*k) || scene.has_conjunction(*k))
        };
        if let Some(end) = (tokens.start + 1..tokens.end).find(stops) {
            tokens = trim(scene, tokens.start..end);
        }
    }
    let ordinary = |k: usize| {
        scene.is_word(k) && scene.known(k) && scene.upos(k) != Upos::Propn && !may_be_name(scene, k)
    };
    let listed = || {
        scene.at(tokens.start).iter().any(|m| {
            m.tokens.len() == 1
                && m.chosen
                && m.readings.iter().any(|r| matches!(r.class, Class::Place | Class::Country | Class::Org))
        })
    };
    // One ordinary word that no list has is no name, whatever stands around it.
    if tokens.len() == 1 && ordinary(tokens.start) && (!listed() || g.kind == EntityKind::Per) {
        return None;
    }
    if tokens.len() == 1 && g.kind != EntityKind::Org && !is_lone_name(scene, tokens.start, g.kind) {
        return None;
    }
    if tokens.len() == 1 && g.kind != EntityKind::Loc && !is_backed(scene, tokens.start, g.kind) {
        return None;
    }
    // "الأراضي اليمنية", "البلاد النفطية" describe.
    let describes = tokens.len() > 1
        && g.kind == EntityKind::Loc
        && (scene.grammar_chosen(tokens.start, "never") || scene.grammar_chosen(tokens.start, "direction"));
    if describes
        && scene.has_article(tokens.start + 1)
        && (scene.demonym(tokens.start + 1).is_some() || scene.upos(tokens.start + 1) == Upos::Adj)
    {
        return None;
    }
    let span = first_span(scene, &tokens, g.kind);
    (!tokens.is_empty()).then(|| Candidate::new(tokens, span, g.kind, "model/ner", Grade::Guessed))
}

/// Whether a single word may stand for a person or place: no adjective of nationality, and no indefinite word of the
/// language unless it is known as a name of its own.
fn is_lone_name(scene: &Scene<'_>, k: usize, kind: EntityKind) -> bool {
    let single = || scene.at(k).iter().filter(|m| m.tokens.len() == 1).flat_map(|m| &m.readings);
    let sure = single().any(|r| match kind {
        EntityKind::Per => r.class == Class::Person,
        _ => matches!(r.class, Class::Country | Class::Place) && !r.is_common(),
    });
    if sure {
        return true;
    }
    let ordinary = scene.is_word(k) && scene.known(k) && scene.upos(k) != Upos::Propn;
    scene.demonym(k).is_none() && !(ordinary && !scene.has_article(k) && kind == EntityKind::Per)
}

/// Whether anything but the recogniser speaks for a single word: the gazetteer, or that it is guessed at another place too.
fn is_backed(scene: &Scene<'_>, k: usize, kind: EntityKind) -> bool {
    if scene.bare(k).chars().count() <= SHORT {
        return false;
    }
    let one = scene.at(k).iter().filter(|m| m.tokens.len() == 1).flat_map(|m| &m.readings);
    let listed = one.into_iter().any(|r| match kind {
        EntityKind::Per => matches!(r.class, Class::Person | Class::Given | Class::Surname),
        _ => matches!(r.class, Class::Org | Class::Place | Class::Country),
    });
    let again = |g: &Guess| {
        g.tokens.start != k && g.kind == kind && g.tokens.clone().any(|t| scene.bare(t) == scene.bare(k))
    };
    listed || scene.guesses.iter().any(again)
}

/// Letters of a word too short to be a name by itself.
const SHORT: usize = 2;

/// "محافظة حلب" names what "حلب" names: the first word is left out, so that both are one.
fn without_division(scene: &Scene<'_>, c: &mut Candidate) {
    let first = c.tokens.start;
    if c.tokens.len() < 2 {
        return;
    }
    let division = scene.grammar_chosen(first, "division") && !scene.has_article(first);
    // "شمال سورية" names سورية; "شمال سيناء" is a governorate of the gazetteer.
    let direction = c.rule == "model/ner" && scene.grammar_chosen(first, "direction");
    let place = || scene.at(first + 1).iter().any(|m| m.is(Class::Country) || m.is(Class::Place));
    if c.kind == EntityKind::Loc && (division || (direction && place())) {
        c.tokens.start += 1;
        c.span = scene.span(&c.tokens);
        c.lead = c.tokens.start;
    }
    // "صحيفة الفجر" is called الفجر; "الصحيفة المصرية" and "وكالة مصرية" are no names.
    let next = first + 1 + usize::from(scene.is_quote(first + 1));
    let named = next < c.tokens.end
        && scene.is_word(next)
        && scene.demonym(next).is_none()
        && !scene.has_clitic(next);
    if c.kind == EntityKind::Org
        && c.rule != "gazetteer/organisations"
        && scene.grammar_chosen(first, "generic")
        && named
    {
        let noun = scene.upos(next) != Upos::Adj && (scene.has_article(next) || !scene.known(next));
        if noun && scene.word_number(next, Class::Head).is_none() {
            c.tokens.start = next;
            c.span = scene.span(&c.tokens);
        }
    }
}

/// What is never a name by itself, or a single word that carries the ending of an adverb.
fn is_empty_word(scene: &Scene<'_>, c: &Candidate) -> bool {
    let word = c.span.of(scene.analysis.text);
    if c.tokens.len() > 1 {
        let whole = scene.at(c.tokens.start).iter().filter(|m| m.tokens == c.tokens);
        return whole.flat_map(|m| &m.readings).any(|r| {
            r.class == Class::Word
                && scene.data.tables.words.get(r.row() as usize).is_some_and(|w| w.class == "never")
        });
    }
    let adverb = word.contains(TANWIN) && c.kind != EntityKind::Org;
    c.tokens.len() == 1
        && (adverb || scene.grammar(c.tokens.start, "never") || scene.grammar_chosen(c.tokens.start, "never"))
}

/// The ending of the indefinite accusative.
const TANWIN: char = '\u{064B}';

/// Without marks at the ends.
fn trim(scene: &Scene<'_>, mut tokens: Range<usize>) -> Range<usize> {
    while tokens.start < tokens.end && scene.is_mark(tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && scene.is_mark(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// The span of a guess: of the ways to read its first word, the one the gazetteer knows for this kind, else the analyser's.
fn first_span(scene: &Scene<'_>, tokens: &Range<usize>, kind: EntityKind) -> waqai_text::Span {
    let fits = |class: Class| match kind {
        EntityKind::Per => matches!(class, Class::Given | Class::Surname | Class::Person | Class::FullName),
        EntityKind::Loc => matches!(class, Class::Country | Class::Place),
        EntityKind::Org => matches!(class, Class::Org | Class::Head),
    };
    let single = scene
        .at(tokens.start)
        .iter()
        .filter(|m| m.tokens.len() == 1 && m.readings.iter().any(|r| fits(r.class)));
    let best = single.max_by_key(|m| (m.chosen, m.span.len()));
    let first = match best {
        Some(m) => m.span,
        None => scene.span(&(tokens.start..tokens.start + 1)),
    };
    if tokens.len() <= 1 { first } else { first.cover(scene.whole(tokens.end - 1)) }
}
