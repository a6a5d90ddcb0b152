//! Who takes part, over all reports.

use super::claims::Table;
use super::reports::Told;
use crate::party::{Kind, Name};
use crate::sketch::reciprocal;
use waqai_schema::world::{Claim, Party, Support, Voice};
use waqai_schema::{Attribution, Participant, Quote};

/// Actors and recipients. Where who does it to whom means nothing, each stands in the role in which most voices have it.
pub(super) fn parties(told: &[Told], kind: &str) -> (Vec<Claim<Party>>, Vec<Claim<Party>>) {
    let actors = role(told, |t| &t.event.actors);
    let recipients = role(told, |t| &t.event.recipients);
    if !reciprocal(kind) {
        return (actors, recipients);
    }
    let stronger = |one: &Claim<Party>, others: &[Claim<Party>], ties: bool| {
        !others.iter().any(|o| {
            same(&one.value, &o.value) && (o.voices > one.voices || (!ties && o.voices == one.voices))
        })
    };
    let (mut a, mut r) = (Vec::new(), Vec::new());
    for one in &actors {
        if stronger(one, &recipients, true) {
            a.push(joined(one, &recipients));
        }
    }
    for one in &recipients {
        if stronger(one, &actors, false) {
            r.push(joined(one, &actors));
        }
    }
    (a, r)
}

/// A claim with what supports the same party in the other role.
fn joined(one: &Claim<Party>, others: &[Claim<Party>]) -> Claim<Party> {
    let mut claim = one.clone();
    for other in others.iter().filter(|o| same(&one.value, &o.value)) {
        claim.support.extend(other.support.iter().filter(|s| !one.support.contains(s)).cloned());
    }
    claim.support.sort_by_key(|s| (s.report, s.start));
    claim
}

fn role<'a>(told: &[Told<'a>], of: impl Fn(&Told<'a>) -> &'a [Participant]) -> Vec<Claim<Party>> {
    let mut table = Table::default();
    for one in told {
        for participant in of(one) {
            let value = party(one, participant);
            let rule = one.entity(participant.entity.as_ref()).map_or(&one.event.rule, |e| &e.rule);
            let support = Support {
                report: one.index,
                start: Some(participant.start),
                end: Some(participant.end),
                text: Some(participant.text.clone()),
                rule: rule.clone(),
            };
            let entry = table.add_as(one, value.clone(), support, same);
            fuller(&mut entry.value, value);
        }
    }
    table.claims()
}

/// A participant as it is shown outside its record.
pub(super) fn party(told: &Told, of: &Participant) -> Party {
    let entity = told.entity(of.entity.as_ref());
    Party {
        key: entity.and_then(|e| e.key.clone()),
        kind: entity.map(|e| e.kind.clone()),
        name: entity.map_or_else(|| of.text.clone(), |e| e.name.clone()),
        country: of.country.clone().or_else(|| entity.and_then(|e| e.country.clone())),
        sectors: match entity {
            Some(entity) if of.sectors.is_empty() => entity.sectors.clone(),
            _ => of.sectors.clone(),
        },
    }
}

/// Who says so.
pub(super) fn voice(told: &Told, of: &Attribution) -> Voice {
    let words = Quote { start: of.speaker.start, end: of.speaker.end, text: of.speaker.text.clone() };
    Voice { speaker: party(told, &of.speaker), words, cue: of.cue.clone(), via: of.via.clone() }
}

/// One party: the same key; without keys that differ, the same name, or a short form of it among persons; the same words, of phrases.
fn same(one: &Party, other: &Party) -> bool {
    if let (Some(a), Some(b)) = (&one.key, &other.key) {
        return a == b;
    }
    let countries = one.country.is_none() || other.country.is_none() || one.country == other.country;
    if one.kind != other.kind || !countries {
        return false;
    }
    let (a, b) = (Name::of(&one.name), Name::of(&other.name));
    if a.is_empty() || b.is_empty() {
        return one.name == other.name;
    }
    a.same(&b)
        || (kind(one) == Kind::Person && a.within(&b) && a.len().min(b.len()) * 3 >= a.len().max(b.len()))
}

fn kind(party: &Party) -> Kind {
    match party.kind.as_deref() {
        Some("PER") => Kind::Person,
        Some("ORG") => Kind::Organisation,
        Some("LOC") => Kind::Location,
        _ => Kind::Phrase,
    }
}

/// Takes over what another report knows more of: the fuller name, a key, a country, sectors.
fn fuller(known: &mut Party, other: Party) {
    if other.name.chars().count() > known.name.chars().count() {
        known.name = other.name;
    }
    if known.key.is_none() {
        known.key = other.key;
    }
    if known.country.is_none() {
        known.country = other.country;
    }
    for sector in other.sectors {
        if !known.sectors.contains(&sector) {
            known.sectors.push(sector);
        }
    }
}
