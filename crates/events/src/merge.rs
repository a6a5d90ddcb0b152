//! One event, once: headline, lead and later paragraphs tell the same event.

use crate::types::{Event, Participant, Status};

/// Joins events of one text that are one event: same type, compatible participants, date and status. The first full
/// telling stays, the others become its evidence.
pub(crate) fn merge(events: Vec<Event>) -> Vec<Event> {
    let mut out: Vec<Event> = Vec::new();
    for event in events {
        match out.iter_mut().find(|e| same_event(e, &event)) {
            Some(first) => absorb(first, event),
            None => out.push(event),
        }
    }
    out
}

fn same_one(a: &Participant, b: &Participant) -> bool {
    a.entity.is_some() && a.entity == b.entity
}

fn overlap(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| b.iter().any(|y| same_one(x, y)))
}

fn same_event(a: &Event, b: &Event) -> bool {
    if a.kind != b.kind
        || (a.status == Status::Negated) != (b.status == Status::Negated)
        || (a.status == Status::Historical) != (b.status == Status::Historical)
    {
        return false;
    }
    if let (Some(x), Some(y)) = (&a.date, &b.date) {
        if x.span.is_some()
            && y.span.is_some()
            && x.value != y.value
            && x.value.day.is_some()
            && y.value.day.is_some()
        {
            return false;
        }
    }
    if a.trigger == b.trigger {
        return true;
    }
    let reciprocal = matches!(a.kind, "CONSULT" | "COOPERATE" | "AGREE");
    let all = |e: &Event| e.actors.iter().chain(&e.recipients).cloned().collect::<Vec<_>>();
    if reciprocal {
        let (x, y) = (all(a), all(b));
        let shared = x.iter().filter(|p| y.iter().any(|q| same_one(p, q))).count();
        // One shared side is enough when one telling names no other.
        return shared >= 2 || (shared >= 1 && (x.len() == 1 || y.len() == 1));
    }
    let actors = overlap(&a.actors, &b.actors) || a.actors.is_empty() || b.actors.is_empty();
    let recipients =
        overlap(&a.recipients, &b.recipients) || a.recipients.is_empty() || b.recipients.is_empty();
    let anything = overlap(&a.actors, &b.actors) || overlap(&a.recipients, &b.recipients);
    actors && recipients && anything
}

fn absorb(first: &mut Event, other: Event) {
    let richer = other.actors.len() + other.recipients.len() > first.actors.len() + first.recipients.len();
    first.evidence.push(other.trigger);
    first.evidence.extend(other.evidence.iter().copied());
    if first.actors.is_empty() || (richer && other.actors.len() > first.actors.len()) {
        first.actors = other.actors;
    }
    if first.recipients.is_empty() || (richer && other.recipients.len() > first.recipients.len()) {
        first.recipients = other.recipients;
    }
    if first.date.as_ref().is_none_or(|d| d.span.is_none()) && other.date.is_some() {
        first.date = other.date;
    }
    first.place = first.place.or(other.place);
    if first.attribution.is_empty() && first.evidence.len() == 1 {
        first.attribution = other.attribution;
    }
    first.dead = first.dead.or(other.dead);
    first.injured = first.injured.or(other.injured);
    first.arrested = first.arrested.or(other.arrested);
    for mode in other.modes {
        if !first.modes.contains(&mode) {
            first.modes.push(mode);
        }
    }
    first.confidence = 1.0 - (1.0 - first.confidence) * (1.0 - other.confidence * 0.5);
    first.why.extend(other.why);
}
