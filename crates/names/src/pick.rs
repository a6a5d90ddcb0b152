//! Of all candidates, those that stand: what a rule is sure of before what the recogniser guesses, the longer before the
//! shorter, none overlapping another.

use crate::EntityKind;
use crate::data::Class;
use crate::scene::{Candidate, Grade, Scene};

/// The names of the text, in order.
pub(crate) fn pick(scene: &Scene<'_>, mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.extend(scene.guesses.iter().filter_map(|g| {
        let tokens = trim(scene, g.tokens.clone());
        let span = first_span(scene, &tokens, g.kind);
        (!tokens.is_empty()).then(|| Candidate::new(tokens, span, g.kind, "model/ner", Grade::Guessed))
    }));
    // A doubtful candidate that the recogniser sees too counts as its guess, with the rule's bounds.
    for c in &mut all {
        if c.grade == Grade::Doubtful && scene.guess(&c.tokens, c.kind).is_some() {
            c.grade = Grade::Guessed;
        }
    }
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

/// Without marks at the ends.
fn trim(scene: &Scene<'_>, mut tokens: std::ops::Range<usize>) -> std::ops::Range<usize> {
    while tokens.start < tokens.end && scene.is_mark(tokens.start) {
        tokens.start += 1;
    }
    while tokens.start < tokens.end && scene.is_mark(tokens.end - 1) {
        tokens.end -= 1;
    }
    tokens
}

/// The span of a guess: of the ways to read its first word, the one the gazetteer knows for this kind, else the analyser's.
fn first_span(scene: &Scene<'_>, tokens: &std::ops::Range<usize>, kind: EntityKind) -> waqai_text::Span {
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
