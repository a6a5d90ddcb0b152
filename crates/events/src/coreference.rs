//! Phrases that name nobody by themselves but mean somebody named elsewhere: "اتفق الطرفان", "مسلحو التنظيم", then "المسلحون".
//!
//! In: the events of a text in its order, before those that tell the same are joined. Out: the same, with participants that lead
//! to entities where only one reading is possible. The words stay what the text has in that role, except for two parties
//! told as one ("الطرفان"), which become the two mentions they point back to.

use crate::participants::{Cast, Places};
use crate::types::{Event, Participant};
use rustc_hash::FxHashMap;
use waqai_lang::{Kind, Number, Token, Upos};
use waqai_names::{EntityKind, Mention, MentionKind, Names};
use waqai_syntax::Syntax;
use waqai_text::Span;

/// Sectors of people who act for the body they belong to; workers and students of one do not.
const ACT_FOR_IT: [&str; 9] = ["MIL", "REB", "UAF", "PRM", "COP", "SPY", "GOV", "PTY", "OPP"];

/// Leads participants to the entities they mean.
pub(crate) fn resolve(cast: Cast<'_>, events: &mut [Event]) {
    let members = members(cast.syntax);
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some(event) = rest.first_mut() else { continue };
        for list in [&mut event.actors, &mut event.recipients] {
            let mut out: Vec<Participant> = Vec::with_capacity(list.len());
            for p in list.drain(..) {
                let leader = leader(cast, &p);
                for q in meant(cast.syntax, &members, before, p).into_iter().chain(leader) {
                    if !out.iter().any(|o| o.is(&q)) {
                        out.push(q);
                    }
                }
            }
            *list = out;
        }
        drop_appositions(cast.syntax, event);
        drop_victims(cast.syntax, event);
    }
}

/// "اعتصم معلمون احتجاجا على اعتقال معلمين": those to whom it was done did not do it.
fn drop_victims(syntax: &Syntax<'_>, event: &mut Event) {
    let Event { actors, recipients, .. } = event;
    let same_people = |a: &Participant, r: &Participant| {
        r.entity.is_none() && tokens_of(syntax, a.span).any(|i| syntax.analysis.tokens[i].key() == r.head)
    };
    actors.retain(|a| a.entity.is_some() || !recipients.iter().any(|r| same_people(a, r)));
}

/// "اللقاء ضم الوزير سالم البلوشي مع سامي الوهيبي رئيس المكتب السياسي للحركة": what a name is behind it is nobody else, and the body in
/// it takes no part, where the event has two persons without them. (With one, the phrase may be the object: "استقبل البلوشي رئيس الوزراء".)
fn drop_appositions(syntax: &Syntax<'_>, event: &mut Event) {
    let all = &syntax.analysis.tokens;
    let persons: Vec<usize> = event
        .actors
        .iter()
        .chain(&event.recipients)
        .filter_map(|p| p.entity)
        .filter(|e| syntax.names.entities.get(*e).is_some_and(|e| e.kind == EntityKind::Per))
        .collect();
    if persons.len() < 2 {
        return;
    }
    // The ends of the persons' names.
    let named = |m: &&Mention| m.kind == MentionKind::Name && persons.contains(&m.entity);
    let ends: Vec<u32> = syntax.names.mentions.iter().filter(named).map(|m| m.span.end).collect();
    let aside = |p: &Participant| {
        let start = tokens_of(syntax, p.span).start;
        let first = &all[start];
        let behind = start > 0 && ends.contains(&all[start - 1].span.end);
        if p.entity.is_some() || !behind || first.proclitics.conjunction() || first.proclitics.preposition() {
            return None;
        }
        let stops = |t: &Token| t.kind == Kind::Punct || t.upos() == Upos::Verb || t.proclitics.conjunction();
        let stop = (start + 1..all.len()).find(|&i| stops(&all[i])).unwrap_or(all.len());
        Some(Span { start: p.span.start, end: all[stop - 1].span.end })
    };
    let asides: Vec<Span> = event.actors.iter().chain(&event.recipients).filter_map(aside).collect();
    for list in [&mut event.actors, &mut event.recipients] {
        list.retain(|p| !asides.iter().any(|a| a.contains(p.span)));
    }
}

/// Tokens behind a delegation within which the word that names its leader stands.
const NEAR: usize = 4;

/// Who leads the delegation that the participant is: "وفد من الحركة برئاسة سامي الوهيبي".
fn leader(cast: Cast<'_>, p: &Participant) -> Option<Participant> {
    let syntax = cast.syntax;
    let all = &syntax.analysis.tokens;
    let own = tokens_of(syntax, p.span);
    let at =
        (own.start + 1..(own.end + NEAR).min(all.len())).find(|&i| crate::tables::leads(&all[i].folded))?;
    if all[own.end.min(at)..at].iter().any(|t| t.kind == Kind::Punct || t.upos() == Upos::Verb) {
        return None;
    }
    // The name stands behind, its title before it.
    let next = all.get(at + 1)?.stem;
    let m =
        syntax.names.mentions.iter().position(|m| {
            m.kind == MentionKind::Name && m.span.start >= next.start && m.full.contains(next)
        })?;
    let entity = syntax.names.mentions[m].entity;
    let person = syntax.names.entities.get(entity)?.kind == EntityKind::Per;
    person.then(|| cast.by_mention(m, Places::States)).flatten()
}

/// Whom the participant means: itself, unless it points elsewhere.
fn meant(
    syntax: &Syntax<'_>,
    members: &FxHashMap<&str, Option<usize>>,
    before: &[Event],
    mut p: Participant,
) -> Vec<Participant> {
    if p.entity.is_some() {
        return vec![p];
    }
    let tokens = tokens_of(syntax, p.span);
    let head = &syntax.analysis.tokens[tokens.start];
    if tokens.len() == 1
        && let Some(whom) = crate::tables::both_sides(&head.form)
        && let Some(two) = two_parties(syntax.names, before, whom)
    {
        return two;
    }
    p.entity = named_beside(syntax, tokens.clone());
    if p.entity.is_none() && p.sectors.iter().any(|s| ACT_FOR_IT.contains(&s.as_str())) {
        let own = body_of(syntax, tokens.clone());
        let alone = tokens.len() == 1 && head.has_article();
        p.entity = own.or_else(|| members.get(head.key()).copied().flatten().filter(|_| alone));
    }
    vec![p]
}

fn tokens_of(syntax: &Syntax<'_>, span: Span) -> std::ops::Range<usize> {
    let tokens = &syntax.analysis.tokens;
    let from = tokens.partition_point(|t| t.span.end <= span.start);
    let to = tokens.partition_point(|t| t.span.start < span.end);
    let last = tokens.len().saturating_sub(1);
    from.min(last)..to.max(from + 1).min(tokens.len())
}

/// The person whose name stands right behind the phrase, as what it says of them: "الوزيرة، سعاد الكعبي، …", "نظيره الكويتي فهد العتيبي".
fn named_beside(syntax: &Syntax<'_>, tokens: std::ops::Range<usize>) -> Option<usize> {
    let all = &syntax.analysis.tokens;
    if all[tokens.start].best().number == Some(Number::Plural) {
        return None;
    }
    let comma =
        |i: usize| all.get(i).is_some_and(|t| matches!(t.span.of(syntax.analysis.text), "\u{060C}" | ","));
    let apart = comma(tokens.end);
    let at = tokens.end + usize::from(apart);
    let m = syntax.names.mentions.iter().find(|m| m.kind == MentionKind::Name && m.tokens.contains(&at))?;
    let name = all.get(at)?;
    let person = syntax.names.entities.get(m.entity)?.kind == EntityKind::Per;
    // Behind a comma only what ends there too is said of the same.
    let closed = !apart || comma(m.tokens.end) || all.get(m.tokens.end).is_none_or(|t| t.kind == Kind::Punct);
    let joined = name.proclitics.conjunction() || name.proclitics.preposition();
    (person && closed && !joined).then_some(m.entity)
}

/// The organisation whose members the phrase names: "مسلحو التنظيم", "عناصر من حركة حماس".
fn body_of(syntax: &Syntax<'_>, tokens: std::ops::Range<usize>) -> Option<usize> {
    let all = &syntax.analysis.tokens;
    if all[tokens.start].best().number != Some(Number::Plural) {
        return None;
    }
    // "مسلحي (داعش)": the name stands in brackets behind.
    let bracket = all.get(tokens.end).is_some_and(|t| t.span.of(syntax.analysis.text) == "(");
    let tokens = tokens.start..(tokens.end + if bracket { 2 } else { 0 }).min(all.len());
    let mention = syntax.mentions_in(tokens.clone()).into_iter().find_map(|m| {
        let m = syntax.names.mentions.get(m)?;
        let org = syntax.names.entities.get(m.entity)?.kind == EntityKind::Org;
        (org && m.tokens.start > tokens.start).then_some(m)
    })?;
    let of = |i: usize| {
        let t = &all[i];
        t.upos() != Upos::Adp && !t.proclitics.preposition() || waqai_syntax::class_of(&t.form).is_none()
    };
    (tokens.start + 1..mention.tokens.start).all(of).then_some(mention.entity)
}

/// The head of every phrase that names members of a body, with that body; `None` where there are several bodies.
fn members<'a>(syntax: &'a Syntax<'_>) -> FxHashMap<&'a str, Option<usize>> {
    let mut out: FxHashMap<&str, Option<usize>> = FxHashMap::default();
    for k in 0..syntax.chunks.len() {
        let chunk = &syntax.chunks[k];
        if chunk.kind != waqai_syntax::ChunkKind::Noun || chunk.pronoun {
            continue;
        }
        let Some(body) = body_of(syntax, chunk.head..chunk.tokens.end) else { continue };
        let head = syntax.analysis.tokens[chunk.head].key();
        out.entry(head).and_modify(|b| *b = b.filter(|b| *b == body)).or_insert(Some(body));
    }
    out
}

/// The two parties of the nearest event before that has two.
fn two_parties(names: &Names, before: &[Event], whom: &str) -> Option<Vec<Participant>> {
    let fits = |p: &&Participant| {
        let Some(e) = p.entity.and_then(|e| names.entities.get(e)) else { return false };
        match whom {
            "person" => e.kind == EntityKind::Per,
            "state" => e.kind == EntityKind::Loc || e.sectors.iter().any(|s| s == "GOV"),
            _ => true,
        }
    };
    before.iter().rev().find_map(|e| {
        let first = e.actors.iter().find(fits)?;
        let other = e.recipients.iter().chain(&e.actors).filter(fits).find(|p| p.entity != first.entity)?;
        Some(vec![first.clone(), other.clone()])
    })
}
