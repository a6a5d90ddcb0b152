//! One event, once: headline, lead and later paragraphs tell the same event.

use crate::types::{Event, Participant, Status};
use waqai_text::Span;

/// Joins events of one text that are one event: same type, compatible participants, date and status. The first full
/// telling stays, the others become its evidence. A telling without participants ("الهجوم") points back to an event
/// of its type; where there is none it stands for itself only when `leads` says that it opens the report.
pub(crate) fn merge(
    events: Vec<Event>,
    headline: Option<Span>,
    leads: impl Fn(&Event) -> bool,
) -> Vec<Event> {
    let titled = |e: &Event| headline.is_some_and(|h| h.contains(e.trigger));

    let (full, bare): (Vec<Event>, Vec<Event>) = events.into_iter().partition(|e| !is_bare(e));
    let mut out: Vec<Event> = Vec::new();
    for event in full {
        let same =
            |e: &Event| same_event(e, &event) || (titled(e) && leads(&event) && names_nobody_yet(e, &event));
        match out.iter_mut().find(|e| same(e)) {
            Some(first) => absorb(first, event),
            None => match cause(&mut out, &bare, &event) {
                Some(first) => absorb(first, event),
                None => out.push(event),
            },
        }
    }
    for event in bare {
        let nearest = out
            .iter_mut()
            .filter(|e| {
                e.kind == event.kind && (e.status == Status::Negated) == (event.status == Status::Negated)
            })
            .min_by_key(|e| e.trigger.start.abs_diff(event.trigger.start));
        match nearest {
            Some(first) => absorb(first, event),
            None if leads(&event) => out.push(event),
            None => {}
        }
    }
    out.sort_by_key(|e| (e.trigger.start, e.trigger.end));
    out
}

/// Bytes between an attack and the sentence that tells what came of it.
const AFTERMATH: u32 = 1500;

/// "هاجم مسلحون حافلة. وأسفر الهجوم عن مقتل 12 شخصا": the attack told before, of a sentence that names victims and points back to
/// it ("الهجوم", a telling without participants).
fn cause<'a>(out: &'a mut [Event], bare: &[Event], event: &Event) -> Option<&'a mut Event> {
    let points_back = bare.iter().any(|b| {
        b.kind == event.kind && b.sentence == event.sentence && b.trigger.end <= event.trigger.start
    });
    if event.kind != "ASSAULT" || !event.actors.is_empty() || !points_back {
        return None;
    }
    out.iter_mut().rev().find(|e| {
        e.kind == event.kind
            && e.status == event.status
            && e.trigger.start < event.sentence.start
            && event.sentence.start - e.trigger.start < AFTERMATH
            && !days_differ(e, event)
    })
}

/// Whether both are dated by words, and by other days.
fn days_differ(a: &Event, b: &Event) -> bool {
    match (&a.date, &b.date) {
        (Some(x), Some(y)) => {
            x.span.is_some()
                && y.span.is_some()
                && x.value != y.value
                && x.value.day.is_some()
                && y.value.day.is_some()
        }
        _ => false,
    }
}

/// Leads each event that is told as not having happened to the event that it denies: one of its type, told as a fact, with a
/// participant in common; the nearest, where there are several.
pub(crate) fn link_denials(events: &mut [Event]) {
    let all = |e: &Event| e.actors.iter().chain(&e.recipients).cloned().collect::<Vec<_>>();
    for i in 0..events.len() {
        if events[i].status != Status::Negated {
            continue;
        }
        let denied = &events[i];
        let fact = |e: &Event| {
            matches!(e.status, Status::Actual | Status::Historical | Status::Planned)
                && e.kind == denied.kind
                && overlap(&all(e), &all(denied))
        };
        let found = (0..events.len())
            .filter(|&j| fact(&events[j]))
            .min_by_key(|&j| events[j].trigger.start.abs_diff(denied.trigger.start));
        events[i].denies = found;
    }
}

fn is_bare(e: &Event) -> bool {
    e.actors.is_empty() && e.recipients.is_empty()
}

/// The same entity; for phrases that name nobody, the same head with nothing that tells them apart by country.
fn same_one(a: &Participant, b: &Participant) -> bool {
    match (a.entity, b.entity) {
        (Some(x), Some(y)) => x == y,
        (None, None) => {
            a.head == b.head && (a.country == b.country || a.country.is_none() || b.country.is_none())
        }
        _ => false,
    }
}

fn overlap(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| b.iter().any(|y| same_one(x, y)))
}

fn same_state(a: &[Participant], b: &[Participant]) -> bool {
    a.iter().any(|x| x.country.is_some() && b.iter().any(|y| x.country == y.country))
}

fn same_event(a: &Event, b: &Event) -> bool {
    let background = |e: &Event| e.status == Status::Historical;
    if a.kind != b.kind
        || (a.status == Status::Negated) != (b.status == Status::Negated)
        || background(a) != background(b)
    {
        return false;
    }
    if days_differ(a, b) {
        return false;
    }
    if a.trigger == b.trigger {
        return true;
    }
    let all = |e: &Event| e.actors.iter().chain(&e.recipients).cloned().collect::<Vec<_>>();
    if matches!(a.kind, "CONSULT" | "COOPERATE" | "AGREE") {
        let (x, y) = (all(a), all(b));
        let shared = x.iter().filter(|p| y.iter().any(|q| same_one(p, q))).count();
        // One shared side is enough when one telling names no other.
        return shared >= 2 || (shared >= 1 && (x.len() == 1 || y.len() == 1));
    }
    // "تركيا تعتقل 590 شخصا", then "اعتقلت السلطات التركية 590 شخصا": a state and its organs act as one.
    let one_state = overlap(&a.recipients, &b.recipients) && same_state(&a.actors, &b.actors);
    let actors = overlap(&a.actors, &b.actors) || a.actors.is_empty() || b.actors.is_empty() || one_state;
    let recipients =
        overlap(&a.recipients, &b.recipients) || a.recipients.is_empty() || b.recipients.is_empty();
    let anything = overlap(&a.actors, &b.actors) || overlap(&a.recipients, &b.recipients);
    // "مقتل جنود في هجوم شنه مسلحون": one sentence tells who and whom of one attack with two words.
    let halves = a.sentence == b.sentence
        && (a.kind == "ASSAULT" && a.actors.is_empty() != b.actors.is_empty()
            || matches!(a.kind, "ASSAULT" | "COERCE")
                && ((a.actors.is_empty() && b.recipients.is_empty())
                    || (a.recipients.is_empty() && b.actors.is_empty())));
    (actors && recipients && anything) || halves
}

/// "قاض يوقف قرار الرئيس", then who the judge is: the headline names one side only, by a phrase where the report has a name.
fn names_nobody_yet(title: &Event, told: &Event) -> bool {
    let unnamed = |list: &[Participant]| !list.is_empty() && list.iter().all(|p| p.entity.is_none());
    let sides = |known: (&[Participant], &[Participant]), open: (&[Participant], &[Participant])| {
        (overlap(known.0, known.1) || same_state(known.0, known.1))
            && unnamed(open.0)
            && open.1.iter().any(|p| p.entity.is_some())
    };
    title.kind == told.kind
        && title.status == told.status
        && (sides((&title.actors, &told.actors), (&title.recipients, &told.recipients))
            || sides((&title.recipients, &told.recipients), (&title.actors, &told.actors)))
}

fn absorb(first: &mut Event, other: Event) {
    let richer = other.actors.len() + other.recipients.len() > first.actors.len() + first.recipients.len();
    first.evidence.push(other.trigger);
    first.evidence.extend(other.evidence.iter().copied());
    let named = |list: &[Participant]| list.iter().any(|p| p.entity.is_some());
    let worse = |old: &[Participant], new: &[Participant]| {
        old.is_empty() || (richer && new.len() > old.len()) || (!named(old) && named(new))
    };
    if worse(&first.actors, &other.actors) {
        first.actors = other.actors;
    }
    if worse(&first.recipients, &other.recipients) {
        first.recipients = other.recipients;
    }
    if first.date.as_ref().is_none_or(|d| d.span.is_none()) && other.date.is_some() {
        first.date = other.date;
    }
    first.place = first.place.or(other.place);
    // "قالت الصحيفة إن …", later "أكد الجيش …": another one says so too.
    let said_already = |p: &Participant| first.attribution.iter().any(|a| same_one(&a.speaker, p));
    if let Some(last) = other.attribution.last().filter(|a| a.confirms && !said_already(&a.speaker))
        && !first.confirmed_by.iter().any(|a| same_one(&a.speaker, &last.speaker))
    {
        first.confirmed_by.push(last.clone());
    }
    if first.attribution.is_empty()
        && first.evidence.len() == 1
        && !other.attribution.iter().any(|a| a.confirms)
    {
        first.attribution = other.attribution;
    }
    for figure in other.figures {
        match first.figures.iter_mut().find(|f| f.count == figure.count) {
            None => first.figures.push(figure),
            // "عشرات القتلى", then "43 قتيلا"; a headline's "43 قتيلا", then "43 قتيلا على الأقل".
            Some(old)
                if (old.value.is_none() && figure.value.is_some())
                    || (old.value == figure.value && old.low == old.high && figure.low != figure.high) =>
            {
                *old = figure;
            }
            Some(_) => {}
        }
    }
    for mode in other.modes {
        if !first.modes.contains(&mode) {
            first.modes.push(mode);
        }
    }
    first.confidence = 1.0 - (1.0 - first.confidence) * (1.0 - other.confidence * 0.5);
    first.why.extend(other.why);
}
