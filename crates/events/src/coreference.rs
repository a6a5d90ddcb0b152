//! Phrases that name nobody by themselves but mean somebody named elsewhere: "اتفق الطرفان", "مسلحو التنظيم", then "المسلحون".
//!
//! In: the events of a text in its order, before those that tell the same are joined. Out: the same, with participants that lead
//! to entities where only one reading is possible. The words stay what the text has in that role, except for two parties
//! told as one ("الطرفان"), which become the two mentions they point back to.

use crate::participants::{Cast, Places};
use crate::types::{Event, Participant};
use rustc_hash::FxHashMap;
use waqai_lang::{Kind, Number, Upos};
use waqai_names::{EntityKind, MentionKind, Names};
use waqai_syntax::Syntax;
use waqai_text::Span;

/// Sectors of people who act for the body they belong to; workers and students of one do not.
const ACT_FOR_IT: [&str; 9] = ["MIL", "REB", "UAF", "PRM", "COP", "SPY", "GOV", "PTY", "OPP"];

/// Leads participants to the entities they mean.
pub(crate) fn resolve(cast: Cast<'_>, events: &mut [Event]) {
    let syntax = cast.syntax;
    let members = members(syntax);
    for i in 0..events.len() {
        let (before, rest) = events.split_at_mut(i);
        let Some(event) = rest.first_mut() else { continue };
        for list in [&mut event.actors, &mut event.recipients] {
            let mut out: Vec<Participant> = Vec::with_capacity(list.len());
            for p in list.drain(..) {
                for q in meant(syntax, &members, before, p) {
                    if !out.iter().any(|o| (o.entity.is_some() && o.entity == q.entity) || o.span == q.span) {
                        out.push(q);
                    }
                }
            }
            *list = out;
        }
        for list in [&mut event.actors, &mut event.recipients] {
            let more: Vec<Participant> = list.iter().filter_map(|p| leader(cast, p)).collect();
            list.extend(more);
        }
        // "في اجتماعات مع نظرائه": the one whose counterparts they are takes part.
        let person = |p: &Participant| {
            p.entity.and_then(|e| syntax.names.entities.get(e)).is_some_and(|e| e.kind == EntityKind::Per)
        };
        if !event.actors.iter().chain(&event.recipients).any(person) {
            let all = event.actors.iter().chain(&event.recipients);
            let whose = all.filter(|p| is_counterpart(syntax, p)).find_map(|p| {
                let head = tokens_of(syntax, p.span).start;
                cast.antecedent(head)
            });
            if let Some(p) = whose.filter(|w| {
                person(w) && !event.actors.iter().any(|a| a.entity == w.entity && a.span == w.span)
            }) {
                event.actors.insert(0, p);
            }
        }
        for list in [&mut event.actors, &mut event.recipients] {
            let mut seen: Vec<Participant> = Vec::with_capacity(list.len());
            for p in list.drain(..) {
                if !seen.iter().any(|o| (o.entity.is_some() && o.entity == p.entity) || o.span == p.span) {
                    seen.push(p);
                }
            }
            *list = seen;
        }
        drop_appositions(syntax, event);
        // "اعتصم معلمون احتجاجا على اعتقال معلمين": those to whom it was done did not do it.
        let Event { actors, recipients, .. } = event;
        let same_people = |a: &Participant, r: &Participant| {
            r.entity.is_none()
                && (r.head == a.head
                    || tokens_of(syntax, a.span).any(|i| syntax.analysis.tokens[i].key() == r.head))
        };
        actors.retain(|a| a.entity.is_some() || !recipients.iter().any(|r| same_people(a, r)));
    }
}

/// "اللقاء ضم الوزير مع خالد مشعل رئيس المكتب السياسي لحركة حماس": what a name is behind it is nobody else, and the body in it takes no
/// part, where the event has two persons without them. (With one, the phrase may be the object: "استقبل مشعل رئيس الوزراء".)
fn drop_appositions(syntax: &Syntax<'_>, event: &mut Event) {
    let all = &syntax.analysis.tokens;
    let person = |p: &&Participant| {
        p.entity.and_then(|e| syntax.names.entities.get(e)).is_some_and(|e| e.kind == EntityKind::Per)
    };
    if event.actors.iter().chain(&event.recipients).filter(person).count() < 2 {
        return;
    }
    let behind = |p: &Participant| {
        let own = tokens_of(syntax, p.span);
        let first = &all[own.start];
        let after_name = own.start > 0
            && syntax.names.mentions.iter().any(|m| {
                m.kind == MentionKind::Name
                    && m.span.end == all[own.start - 1].span.end
                    && event
                        .actors
                        .iter()
                        .chain(&event.recipients)
                        .filter(person)
                        .any(|q| q.entity == Some(m.entity))
            });
        let bare = !first.proclitics.conjunction() && !first.proclitics.preposition();
        (p.entity.is_none() && after_name && bare).then(|| {
            let stop = (own.start..all.len()).find(|&i| {
                all[i].kind == Kind::Punct || all[i].upos() == Upos::Verb || all[i].proclitics.conjunction()
            });
            Span { start: p.span.start, end: all[stop.unwrap_or(all.len()) - 1].span.end }
        })
    };
    let asides: Vec<Span> = event.actors.iter().chain(&event.recipients).filter_map(behind).collect();
    for list in [&mut event.actors, &mut event.recipients] {
        list.retain(|p| !asides.iter().any(|a| a.contains(p.span)));
    }
}

/// Tokens behind a delegation within which the word that names its leader stands.
const NEAR: usize = 4;

/// Who leads the delegation that the participant is: "وفد من الحركة برئاسة خالد مشعل".
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
    let m = syntax.names.mentions.iter().position(|m| {
        m.kind == MentionKind::Name && m.span.start >= all[at].span.end && {
            let titled = m.full.start.max(all[at].span.end);
            all.get(at + 1).is_some_and(|t| t.span.start >= titled || m.full.contains(t.span))
        }
    })?;
    let entity = syntax.names.mentions[m].entity;
    let person = syntax.names.entities.get(entity)?.kind == EntityKind::Per;
    person.then(|| cast.by_mention(m, Places::States)).flatten()
}

/// "نظيره", "نظرائهم": named by whose counterpart it is.
fn is_counterpart(syntax: &Syntax<'_>, p: &Participant) -> bool {
    let head = &syntax.analysis.tokens[tokens_of(syntax, p.span).start];
    head.pronoun.is_some() && crate::tables::is_counterpart(head.key())
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
    p.entity = named_beside(syntax, tokens.clone())
        .or_else(|| title_of(syntax, tokens.clone()))
        .or_else(|| holder_of(syntax, &p));
    if p.entity.is_some() {
        return vec![p];
    }
    if p.sectors.iter().any(|s| ACT_FOR_IT.contains(&s.as_str())) {
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

/// The person whose name stands right behind the phrase, as what it says of them: "الرئيسة المشاركة للحزب، فيجن يوكسيكداغ", "نظيره
/// الكويتي فهد العتيبي".
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
    // Behind a comma only what ends there too is said of the same: "الوزيرة، سعاد الكعبي، …".
    let closed = !apart || comma(m.tokens.end) || all.get(m.tokens.end).is_none_or(|t| t.kind == Kind::Punct);
    let joined = name.proclitics.conjunction() || name.proclitics.preposition();
    (person && closed && !joined).then_some(m.entity)
}

/// The one person of the text whose title has the phrase's head, for a phrase that opens the report without a name: "قاض في هاواي",
/// then "القاضي ديريك واتسون".
fn title_of(syntax: &Syntax<'_>, tokens: std::ops::Range<usize>) -> Option<usize> {
    let all = &syntax.analysis.tokens;
    let head = &all[tokens.start];
    let opens = syntax.analysis.sentences.get(head.sentence as usize).is_some_and(|s| s.paragraph == 0);
    if !opens || head.best().number == Some(Number::Plural) {
        return None;
    }
    let mut found = None;
    for m in syntax.names.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let person = syntax.names.entities.get(m.entity).is_some_and(|e| e.kind == EntityKind::Per);
        let first = all.get(m.tokens.start).filter(|t| m.full.start < m.span.start && t.key() == head.key());
        if person && first.is_some() {
            if found.is_some_and(|e| e != m.entity) {
                return None;
            }
            found = Some(m.entity);
        }
    }
    found
}

/// The one person of the text who is named with the office that the phrase names by other words.
fn holder_of(syntax: &Syntax<'_>, p: &Participant) -> Option<usize> {
    let words = p.span.of(syntax.analysis.text);
    let key = waqai_names::key::phrase_key(words);
    // The adjective of its nation stands behind an office: "رئيس البرلمان العراقي".
    let shorter = key.rsplit_once(' ').map_or("", |(office, _)| office);
    let names =
        [key.as_str(), shorter].iter().map(|k| crate::tables::same_office(k)).find(|n| !n.is_empty())?;
    let mut found = None;
    for (e, entity) in syntax.names.entities.iter().enumerate() {
        let Some(role) = entity.role.as_deref().filter(|_| entity.kind == EntityKind::Per) else { continue };
        let role = waqai_names::key::phrase_key(role);
        let holds = names
            .iter()
            .any(|n| role.strip_prefix(n.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(' ')));
        let elsewhere = p.country.is_some() && entity.country.is_some() && p.country != entity.country;
        if holds && !elsewhere {
            if found.is_some() {
                return None;
            }
            found = Some(e);
        }
    }
    found
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
