//! Of all candidates, those that stand: what a rule is sure of before what the recogniser guesses, the longer before the
//! shorter, none overlapping another.

use crate::EntityKind;
use crate::data::Class;
use crate::persons::may_be_name;
use crate::scene::{Candidate, Grade, Scene};
use crate::tagger::Guess;
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
    all.retain(|c| c.grade > Grade::Doubtful && !c.span.is_empty());
    let model = |c: &Candidate| usize::from(c.rule == "model/ner");
    all.sort_by_key(|c| {
        (std::cmp::Reverse(c.grade), std::cmp::Reverse(c.tokens.len()), model(c), c.tokens.start, c.kind)
    });
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

/// The recogniser's guess, cut to what can be a name of its kind.
fn guessed(scene: &Scene<'_>, g: &Guess) -> Option<Candidate> {
    let mut tokens = trim(scene, g.tokens.clone());
    if g.kind == EntityKind::Per {
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
    let span = first_span(scene, &tokens, g.kind);
    (!tokens.is_empty()).then(|| Candidate::new(tokens, span, g.kind, "model/ner", Grade::Guessed))
}

/// "محافظة حلب" names what "حلب" names: the first word is left out, so that both are one.
fn without_division(scene: &Scene<'_>, c: &mut Candidate) {
    let next = c.tokens.start + 1;
    if c.kind == EntityKind::Loc
        && c.tokens.len() > 1
        && scene.grammar_chosen(c.tokens.start, "division")
        && !scene.has_article(c.tokens.start)
    {
        c.tokens.start = next;
        c.span = scene.span(&c.tokens);
    }
}

/// A single word that is never a name by itself, or that carries the ending of an adverb.
fn is_empty_word(scene: &Scene<'_>, c: &Candidate) -> bool {
    let word = c.span.of(scene.analysis.text);
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
