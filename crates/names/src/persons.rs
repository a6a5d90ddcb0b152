//! Names of persons: how far a sequence of words goes on being one.
//!
//! A given name, a father's name after بن, a surname with or without the article, كنية and عبد with the word they need.

use crate::EntityKind;
use crate::data::Class;
use crate::gazetteer::Match;
use crate::scene::{Candidate, Grade, Scene};
use crate::titles::TitlePhrase;
use std::ops::Range;
use waqai_lang::{Kind, Proclitics, Upos};
use waqai_text::{Span, letters};

/// Longest name, in tokens.
const LONGEST: usize = 12;
/// A given name counted this often is one even where it is read as a verb (يزيد، أحمد).
const USUAL: u32 = 20;

/// How much a word looks like part of a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    No,
    /// A name that is an ordinary word as well.
    Weak,
    /// A word that no lexicon has.
    Unknown,
    /// A name.
    Strong,
}

/// A sequence of words that is a person's name.
#[derive(Debug, Clone)]
pub(crate) struct Sequence {
    pub tokens: Range<usize>,
    pub span: Span,
    /// Begins with a given name or is known as a whole.
    pub sure: bool,
}

/// All sequences that may be persons: after a title, by the gazetteer, or by their own looks.
pub(crate) fn candidates(scene: &Scene<'_>, titles: &[TitlePhrase]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for t in titles {
        let Some(at) = t.name.map(|n| first_word(scene, n)) else { continue };
        if let Some(s) = sequence(scene, at, true) {
            let grade = if s.sure || t.sure { Grade::Sure } else { Grade::Doubtful };
            let mut c = Candidate::new(s.tokens, s.span, EntityKind::Per, "context/title", grade);
            c.title = Some(t.tokens.clone());
            c.country = t.country;
            out.push(c);
        }
    }
    let mut i = 0;
    while i < scene.analysis.tokens.len() {
        if let Some(s) = sequence(scene, i, false) {
            let grade = if s.sure { Grade::Sure } else { Grade::Doubtful };
            let end = s.tokens.end;
            out.push(Candidate::new(s.tokens, s.span, EntityKind::Per, "names/sequence", grade));
            if grade == Grade::Sure {
                i = end;
                continue;
            }
        }
        i += 1;
    }
    out
}

/// Where the name behind a title begins: past "د." and past the state whose office it is ("وزير خارجية جورجيا لاشا بيريدزه").
fn first_word(scene: &Scene<'_>, i: usize) -> usize {
    if scene.text(i) == DOCTOR && scene.text(i + 1) == "." {
        return i + 2;
    }
    let state = scene.at(i).iter().any(|m| {
        m.tokens.len() == 1
            && m.chosen
            && m.is_sure(Class::Country)
            && scene.word_number(i, Class::Given).is_none()
    });
    let name = look(scene, i + 1) >= Look::Unknown && look(scene, i + 2) >= Look::Unknown;
    if state && name { i + 1 } else { i }
}

/// The letter that stands for a doctor.
pub(crate) const DOCTOR: &str = "\u{062F}";

/// The name that begins at token `i`, if one does.
pub(crate) fn sequence(scene: &Scene<'_>, i: usize, after_title: bool) -> Option<Sequence> {
    let end = scene.sentence_end(i).min(i + LONGEST);
    let (start, mut j, mut strong, mut sure) = begin(scene, i, end, after_title)?;
    let mut words = 1;
    while j < end {
        let Some((next, is_strong)) = go_on(scene, i, j, end, after_title, sure) else { break };
        strong += usize::from(is_strong);
        words += 1;
        // A name of two parts, the first a given name, needs no further evidence.
        j = next;
    }
    if !after_title {
        if words < 2 && !sure {
            return None;
        }
        let usual = scene.word_number(i, Class::Given).is_some_and(|n| n >= USUAL);
        let surname = scene.word_number(i + 1, Class::Surname).is_some() && scene.has_article(i + 1);
        sure = sure || strong >= 2 || (strong == 1 && usual && surname && j == i + 2);
    } else if !sure && words >= 2 && !scene.has_clitic(i) && !scene.has_article(i) {
        // "المدير السابق صخر الماجد": a title is followed by a given name, though it be an ordinary word, and one more.
        sure = scene.word_number(i, Class::Given).is_some_and(|n| n >= USUAL);
    }
    let last = scene.whole(j - 1);
    let span = if j == i + 1 { start } else { start.cover(last) };
    Some(Sequence { tokens: i..j, span, sure })
}

/// The first word: its span, the token after it, how many strong words, and whether it is known as a whole.
fn begin(scene: &Scene<'_>, i: usize, end: usize, after_title: bool) -> Option<(Span, usize, usize, bool)> {
    if let Some(m) = known_person(scene, i, end) {
        let clash = m.tokens.len() == 1
            && (m.is(Class::Place) || m.is(Class::Country) || m.is(Class::Demonym))
            && !after_title;
        if !clash {
            return Some((m.span, m.tokens.end, 2, true));
        }
    }
    let first = scene.forms.get(i)?.first()?.span;
    if scene.token(i)?.kind == Kind::Foreign && after_title {
        return Some((scene.whole(i), i + 1, 1, true));
    }
    if !scene.is_word(i) || scene.key(i) == crate::key::ALLAH || (!after_title && scene.opens_as_verb(i)) {
        return None;
    }
    if scene.grammar(i, "abd") && i + 1 < end && scene.is_word(i + 1) && !scene.has_clitic(i + 1) {
        return Some((scene.whole(i), i + 2, 1, false));
    }
    let kunya = scene.grammar(i, "kunya") && !scene.has_clitic(i);
    if kunya && i + 1 < end && scene.is_word(i + 1) && (after_title || look(scene, i + 1) >= Look::Unknown) {
        return Some((scene.whole(i), i + 2, 1, false));
    }
    let given = |whole: bool| {
        let span = if whole { scene.whole(i) } else { first };
        let found = scene.at(i).iter().filter(|m| m.tokens.len() == 1 && m.span == span);
        found
            .flat_map(|m| &m.readings)
            .filter(|r| r.class == Class::Given)
            .map(|r| (r.row(), r.is_common()))
            .max()
    };
    let closed = is_closed(scene, i) || scene.token(i)?.pronoun.is_some() && scene.known(i);
    if !after_title && (closed || scene.grammar(i, "never") || scene.grammar_chosen(i, "never")) {
        return None;
    }
    // "السيد مقتدى": the form of address is no part of the name.
    if scene.has_article(i) && scene.longest(i, Class::Title).is_some() {
        return None;
    }
    let plain = !closed && scene.upos(i) != Upos::Verb;
    for (whole, span) in [(false, first), (true, scene.whole(i))] {
        if let Some((n, common)) = given(whole)
            && !closed
            && (n >= USUAL || (n >= 3 && plain && !common))
        {
            return Some((span, i + 1, usize::from(!common), false));
        }
    }
    if after_title {
        let l = look(scene, i);
        if l >= Look::Unknown || (l == Look::Weak && plain) {
            return Some((first, i + 1, usize::from(l == Look::Strong), false));
        }
    }
    None
}

/// The longest name of a known person that begins at token `i` and ends before `end`. A title with a name is no name.
pub(crate) fn known_person<'s>(scene: &'s Scene<'_>, i: usize, end: usize) -> Option<&'s Match> {
    let titled = scene.longest(i, Class::Title);
    let titled = |m: &Match| {
        let given = scene.word_number(i, Class::Given).is_some() && !scene.has_article(i);
        titled.is_some_and(|t| t.tokens.len() < m.tokens.len() && (t.tokens.len() > 1 || !given))
    };
    let fits = |m: &&Match| {
        let sure = m.is_sure(Class::Person)
            || (m.tokens.len() > 1 && (m.is(Class::Person) || m.is(Class::FullName)));
        m.tokens.end <= end && sure && !titled(m)
    };
    scene.at(i).iter().filter(fits).max_by_key(|m| (m.tokens.end, m.chosen))
}

/// One step on from token `j`: the next token, and whether the word was surely a name.
fn go_on(
    scene: &Scene<'_>,
    from: usize,
    j: usize,
    end: usize,
    after_title: bool,
    known: bool,
) -> Option<(usize, bool)> {
    let next = |k: usize| k < end && scene.is_word(k);
    if scene.is_mark(j) {
        // An initial's full stop, or a hyphen between two names: بي. كيندي، عبد-الله.
        let initial = scene.text(j) == "." && scene.bare(j - 1).chars().count() <= 2;
        let hyphen = matches!(scene.text(j), "-" | "–");
        return ((initial || hyphen)
            && next(j + 1)
            && look(scene, j + 1) >= Look::Unknown
            && adjacent(scene, j))
        .then_some((j + 2, true));
    }
    if scene.grammar_chosen(j, "never") && !scene.in_grammar(j) {
        return None;
    }
    if !scene.is_word(j) {
        return (scene.token(j)?.kind == Kind::Foreign && scene.token(j - 1)?.kind == Kind::Foreign)
            .then_some((j + 1, true));
    }
    if scene.grammar(j, "nasab") && next(j + 1) {
        let abd = scene.grammar(j + 1, "abd") || scene.grammar(j + 1, "kunya");
        let two = abd && next(j + 2);
        return Some((if two { j + 3 } else { j + 2 }, true));
    }
    if (scene.grammar(j, "abd") || scene.grammar(j, "kunya") || scene.grammar(j, "house"))
        && next(j + 1)
        && !scene.has_conjunction(j)
    {
        return Some((j + 2, true));
    }
    if scene.grammar(j, "joiner")
        && next(j + 1)
        && !scene.has_clitic(j + 1)
        && scene.upos(j + 1) != Upos::Verb
    {
        return Some((j + 2, true));
    }
    if scene.key(j) == crate::key::DIN || scene.key(j) == crate::key::ALLAH {
        return Some((j + 1, true));
    }
    let l = look(scene, j);
    if scene.grammar(j, "particle")
        && (l >= Look::Unknown || (next(j + 1) && look(scene, j + 1) >= Look::Unknown))
        && j > from
    {
        return Some((j + 1, false));
    }
    let title = scene.longest(j, Class::Title).is_some_and(|m| m.chosen);
    if title && !(scene.has_article(j) && scene.word_number(j, Class::Surname).is_some_and(|n| n >= 5)) {
        return None;
    }
    // "ستيف وارن": a place right after a name, without a preposition, is a surname, unless it is a country or well known.
    let town = l == Look::No
        && !scene.has_clitic(j)
        && !scene.has_article(j)
        && scene.word_number(j, Class::Place).is_some();
    let country = scene.word_number(j, Class::Country).is_some() || scene.demonym(j).is_some();
    if town && !country && j == from + 1 && !scene.known(j) {
        return Some((j + 1, false));
    }
    // "طالب الوزير سالم البلوشي إيران بـ": behind two words a state is no part of the name.
    if j > from + 1 && scene.word_number(j, Class::Country).is_some() {
        return None;
    }
    match l {
        Look::Strong => Some((j + 1, true)),
        Look::Unknown if !scene.has_clitic(j) => Some((j + 1, true)),
        Look::Weak => {
            let plain = matches!(scene.upos(j), Upos::Noun | Upos::Adj | Upos::Propn | Upos::X)
                && !scene.has_clitic(j);
            // An adjective of nationality right after a title's name is more often the title's.
            let nationality = after_title && scene.has_article(j) && scene.demonym(j).is_some();
            let listed_whole = known && j == from + 2 && closes(scene, j + 1) && commonness(scene, j) < RARE;
            let fits = (plain && !nationality && (!known || listed_whole) && j < from + 6)
                // "عمار كحالة إن": read as ك and a noun, which no one says there.
                || (after_title && j == from + 1 && commonness(scene, j) == 0 && closes(scene, j + 1)
                    && scene.token(j)?.proclitics.has(Proclitics::KA));
            (fits && !is_ordinary(scene, j, j - from)).then_some((j + 1, false))
        }
        Look::No
            if after_title && (!known || j == from + 2) && is_rare_noun(scene, j) && closes(scene, j + 1) =>
        {
            Some((j + 1, false))
        }
        _ => None,
    }
}

/// A word of the language rarer than this may be a surname that no list has.
const RARE: u32 = 25;
/// So many times oftener a word than a name, a word ends a name of two parts ("أنس بنزاكور زيارة").
const ORDINARY: u32 = 10;

/// Whether a word that lists of names have too is far oftener the word than the name, behind so many words of a name.
fn is_ordinary(scene: &Scene<'_>, j: usize, behind: usize) -> bool {
    let of = |class| scene.word_number(j, class).unwrap_or(0);
    let named = of(Class::Surname).max(of(Class::Given)).max(1);
    let often = commonness(scene, j);
    often >= RARE && often / named >= if behind > 1 { ORDINARY } else { 4 * ORDINARY }
}

/// An indefinite noun without clitics whose lemma is rare: "الشرطي محمد الأمين قرفي".
fn is_rare_noun(scene: &Scene<'_>, j: usize) -> bool {
    let Some(token) = scene.token(j) else { return false };
    let noun = matches!(token.upos(), Upos::Noun | Upos::Adj) && token.pronoun.is_none();
    let lemma = scene.data.get(token.key());
    let often = lemma.iter().filter(|r| r.class == Class::Common).map(|r| r.row()).max().unwrap_or(0);
    noun && !scene.has_article(j)
        && !scene.has_clitic(j)
        && scene.demonym(j).is_none()
        && scene.longest(j, Class::Title).is_none()
        && scene.longest(j, Class::Head).is_none()
        && often.max(commonness(scene, j)) < RARE
}

/// Whether what stands at `j` can only stand behind a whole noun phrase: a mark, a verb, a particle, a preposition.
fn closes(scene: &Scene<'_>, j: usize) -> bool {
    let Some(token) = scene.token(j) else { return true };
    scene.is_mark(j)
        || matches!(token.upos(), Upos::Verb | Upos::Aux | Upos::Adp | Upos::Sconj | Upos::Pron | Upos::Det)
        || token.proclitics.preposition()
}

/// Occurrences in a million words of the language, of the word as it stands and without its article.
fn commonness(scene: &Scene<'_>, j: usize) -> u32 {
    let of = |key: &str| {
        let readings = scene.data.get(key);
        readings.iter().filter(|r| r.class == Class::Common).map(|r| r.row()).max().unwrap_or(0)
    };
    let whole = scene.token(j).map_or("", |t| t.folded.as_str());
    let bare = if scene.has_clitic(j) { 0 } else { of(scene.bare(j)) };
    of(whole).max(bare)
}

/// A preposition, pronoun, particle or conjunction. علي with its dots is no preposition.
fn is_closed(scene: &Scene<'_>, i: usize) -> bool {
    let closed = matches!(
        scene.upos(i),
        Upos::Adp | Upos::Pron | Upos::Det | Upos::Part | Upos::Cconj | Upos::Sconj | Upos::Aux
    );
    closed && scene.known(i) && !scene.text(i).ends_with(letters::YA)
}

/// Whether a mark touches the words on both sides.
fn adjacent(scene: &Scene<'_>, j: usize) -> bool {
    let (a, m) = (scene.whole(j - 1), scene.whole(j));
    a.end == m.start
}

fn look(scene: &Scene<'_>, j: usize) -> Look {
    if !scene.is_word(j) {
        return Look::No;
    }
    let whole = scene.whole(j);
    let mut best = Look::No;
    let mut place = false;
    for m in scene
        .at(j)
        .iter()
        .filter(|m| m.tokens.len() == 1 && (m.span == whole || (m.chosen && !scene.has_clitic(j))))
    {
        for r in &m.readings {
            let l = match r.class {
                Class::Given | Class::Surname if r.is_common() => Look::Weak,
                Class::Given | Class::Surname => Look::Strong,
                Class::Person if !r.is_common() => Look::Strong,
                Class::Place | Class::Country if !r.is_common() => {
                    place = true;
                    Look::No
                }
                _ => Look::No,
            };
            best = best.max(l);
        }
    }
    let other = is_closed(scene, j) || (scene.upos(j) == Upos::Verb || scene.has_clitic(j)) && scene.known(j);
    if best == Look::Strong && other {
        best = Look::Weak;
    }
    // A surname in ي with the article, of which no list has all.
    if best == Look::No && is_nisba(scene, j) {
        best = Look::Weak;
    }
    if best == Look::No
        && !place
        && !scene.has_clitic(j)
        && (scene.upos(j) == Upos::Propn || !scene.known(j))
        && scene.demonym(j).is_none()
    {
        best = Look::Unknown;
    }
    best
}

/// A surname in ي with the article, of which no list has all; no nationality.
pub(crate) fn is_nisba(scene: &Scene<'_>, j: usize) -> bool {
    scene.has_article(j)
        && scene.text(j).ends_with([letters::YA, '\u{06CC}'])
        && scene.upos(j) != Upos::Verb
        && !scene.has_clitic(j)
        && scene.demonym(j).is_none()
}

/// Whether token `j` looks like a name and nothing else.
pub(crate) fn looks_like_name(scene: &Scene<'_>, j: usize) -> bool {
    look(scene, j) >= Look::Unknown
}

/// Whether token `j` can be a name at all.
pub(crate) fn may_be_name(scene: &Scene<'_>, j: usize) -> bool {
    look(scene, j) >= Look::Weak
}
