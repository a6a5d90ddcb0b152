//! What happened: type, status, words, participants and circumstances.

use super::{Finder, Line, Taken, participants};
use crate::model::{Article, Event, Participant, Size, Statement, Voice};
use crate::problem::Problems;
use crate::text::{Quote, Stretch};
use crate::{calendar, vocabulary};

/// Days before publication after which an event is surely history; the guidelines say about two weeks.
const HISTORY: i64 = 31;

pub(super) fn read(
    finder: &Finder<'_>,
    article: &Article,
    lines: &[Line<'_>],
    problems: &mut Problems,
) -> Vec<Event> {
    let mut taken = Taken::default();
    let mut events: Vec<Event> = Vec::new();
    for line in lines {
        if let Some(event) = one(finder, article, *line, &mut taken, problems) {
            if let Some(twin) = events.iter().find(|e| e.kind == event.kind && e.trigger == event.trigger) {
                problems.add(
                    line.number,
                    format!(
                        "line {} has the same type and trigger; one line per thing that happened",
                        twin.line
                    ),
                );
            }
            events.push(event);
        }
    }
    events
}

fn one(
    finder: &Finder<'_>,
    article: &Article,
    line: Line<'_>,
    taken: &mut Taken,
    problems: &mut Problems,
) -> Option<Event> {
    let number = line.number;
    let fields = line.fields();
    let [kind, status, weight, words, circumstances @ ..] = fields.as_slice() else {
        problems.add(number, "an event is `EV TYPE modes | status | weight | trigger; other evidence | …`");
        return None;
    };
    let (kind, modes) = kind_and_modes(kind, number, problems);
    one_of("status", status, &vocabulary::STATUSES, number, problems);
    one_of("weight", weight, &vocabulary::WEIGHTS, number, problems);
    let mut evidence = Vec::new();
    for (index, words) in words.split(';').map(str::trim).enumerate() {
        let quote = Quote::new(words);
        match finder.find(&quote).and_then(|found| taken.next(&quote, &found, number)) {
            Ok(stretch) => evidence.push((index, stretch)),
            Err(why) => problems.add(number, why),
        }
    }
    let trigger = evidence.first().filter(|(index, _)| *index == 0).map(|(_, stretch)| *stretch);
    let mut event = Event {
        line: number,
        kind,
        modes,
        status: (*status).to_owned(),
        weight: (*weight).to_owned(),
        trigger: trigger.unwrap_or(Stretch { start: 0, end: 0 }),
        evidence: evidence.into_iter().filter(|(index, _)| *index > 0).map(|(_, stretch)| stretch).collect(),
        actors: Vec::new(),
        recipients: Vec::new(),
        date: None,
        place: None,
        attribution: Vec::new(),
        size: Vec::new(),
        contexts: Vec::new(),
    };
    let mut seen = Vec::new();
    for field in circumstances {
        let Some((key, value)) = field.split_once(':').map(|(k, v)| (k.trim(), v.trim())) else {
            problems.add(number, format!("«{field}» is no field; use A:, R:, on:, at:, by:, size: or ctx:"));
            continue;
        };
        if seen.contains(&key) {
            problems.add(number, format!("a second {key}:; keep one, with ; between its members"));
        }
        seen.push(key);
        if value.is_empty() {
            problems.add(number, format!("{key}: is empty; fill it in or delete it"));
            continue;
        }
        let entities = &article.entities;
        match key {
            "A" => event.actors = participants::list(finder, entities, value, trigger, number, problems),
            "R" => event.recipients = participants::list(finder, entities, value, trigger, number, problems),
            "on" => event.date = date(value, status, &article.published, number, problems),
            "at" => event.place = place(finder, article, value, trigger, number, problems),
            "by" => event.attribution = voices(finder, article, value, trigger, number, problems),
            "size" => event.size = sizes(value, number, problems),
            "ctx" => {
                for context in value.split(|c: char| c.is_whitespace() || c == ',').filter(|c| !c.is_empty())
                {
                    one_of("context", context, &vocabulary::CONTEXTS, number, problems);
                    event.contexts.push(context.to_owned());
                }
            }
            _ => problems
                .add(number, format!("«{key}:» is no field; use A:, R:, on:, at:, by:, size: or ctx:")),
        }
    }
    one_side(&event, problems);
    trigger.map(|_| event)
}

/// Nobody stands on both sides, unless all do (they accused each other).
fn one_side(event: &Event, problems: &mut Problems) {
    let same = |a: &Participant, r: &Participant| {
        if a.entity.is_some() || r.entity.is_some() { a.entity == r.entity } else { a.words == r.words }
    };
    let both: Vec<&Participant> =
        event.actors.iter().filter(|a| event.recipients.iter().any(|r| same(a, r))).collect();
    let mutual = both.len() > 1 && both.len() == event.actors.len() && both.len() == event.recipients.len();
    let reciprocal = vocabulary::RECIPROCAL.contains(&event.kind.as_str());
    if let Some(first) = both.first()
        && (reciprocal || !mutual)
    {
        let advice = if mutual { "both sides are actors, delete R:" } else { "keep the one that fits" };
        problems.add(event.line, format!("«{}» is actor and recipient; {advice}", first.words));
    }
}

fn one_of(what: &str, word: &str, known: &[&str], line: usize, problems: &mut Problems) {
    if !known.contains(&word) {
        problems.add(line, format!("«{word}» is no {what}; use one of {}", known.join(" ")));
    }
}

fn kind_and_modes(field: &str, line: usize, problems: &mut Problems) -> (String, Vec<String>) {
    let mut words = field.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty());
    let kind = words.next().unwrap_or_default();
    let known = vocabulary::modes(kind);
    if known.is_none() {
        let types: Vec<&str> = vocabulary::TYPES.iter().map(|(k, _)| *k).collect();
        problems.add(line, format!("«{kind}» is no event type; use one of {}", types.join(" ")));
    }
    let modes: Vec<String> = words.map(str::to_owned).collect();
    for mode in &modes {
        if let Some(known) = known
            && !known.contains(&mode.as_str())
        {
            let has = if known.is_empty() {
                "it has none".to_owned()
            } else {
                format!("it has {}", known.join(" "))
            };
            problems.add(line, format!("«{mode}» is no mode of {kind}; {has}"));
        }
    }
    (kind.to_owned(), modes)
}

fn date(value: &str, status: &str, published: &str, line: usize, problems: &mut Problems) -> Option<String> {
    if !calendar::is_date(value) {
        problems.add(line, format!("on: «{value}» is no date; write YYYY-MM-DD, YYYY-MM or YYYY"));
        return None;
    }
    let today = published.get(..value.len()).unwrap_or(published);
    if ["actual", "historical"].contains(&status) && value > today {
        problems.add(line, format!("{status}, but after publication; mend the date, or write planned"));
    }
    let age = calendar::day_number(published).zip(calendar::day_number(value)).map(|(p, v)| p - v);
    let old = age.is_some_and(|days| days > HISTORY) || (value.len() == 4 && value < today);
    if status == "actual" && old {
        problems.add(line, "actual, but more than two weeks before publication; write historical");
    }
    Some(value.to_owned())
}

fn place(
    finder: &Finder<'_>,
    article: &Article,
    value: &str,
    trigger: Option<Stretch>,
    line: usize,
    problems: &mut Problems,
) -> Option<Participant> {
    let place = participants::read(finder, &article.entities, value, trigger, line, problems)?;
    if place.entity.is_none() && !value.ends_with(']') {
        problems.add(line, "at: a phrase is followed by its country in brackets; write [COUNTRY], or [-]");
    }
    Some(place)
}

/// `speaker (cue, via channel) > inner speaker (cue)`.
fn voices(
    finder: &Finder<'_>,
    article: &Article,
    value: &str,
    trigger: Option<Stretch>,
    line: usize,
    problems: &mut Problems,
) -> Vec<Voice> {
    let mut voices = Vec::new();
    for written in value.split('>').map(str::trim) {
        let (speaker, inner) = match written.strip_suffix(')').and_then(|w| w.rsplit_once('(')) {
            Some((speaker, inner)) => (speaker.trim(), inner),
            None => (written, ""),
        };
        let (mut cue, mut via) = (None, None);
        for item in inner.split([',', waqai_text::letters::COMMA]).map(str::trim).filter(|i| !i.is_empty()) {
            if let Some(channel) = item.strip_prefix("via ") {
                let quote = Quote::new(channel.trim_start_matches(':').trim());
                match finder.find(&quote) {
                    Ok(_) => via = Some(quote.words),
                    Err(why) => problems.add(line, format!("by: via: {why}")),
                }
            } else if cue.is_none() {
                cue = Some(Quote::new(item));
            } else {
                problems.add(line, format!("by: «{item}»: write `speaker (cue, via channel)`"));
            }
        }
        let cue = cue.and_then(|cue| match finder.find(&cue) {
            Ok(found) => reporting(&article.statements, &found, trigger)
                .or_else(|| participants::nearest(&found, trigger)),
            Err(why) => {
                problems.add(line, format!("by: {why}"));
                None
            }
        });
        let anchor = cue.or(trigger);
        if let Some(speaker) = participants::read(finder, &article.entities, speaker, anchor, line, problems)
        {
            voices.push(Voice { speaker, cue, via });
        }
    }
    voices
}

/// Of several equal cues, the one of the statement that tells the event.
fn reporting(statements: &[Statement], cues: &[Stretch], trigger: Option<Stretch>) -> Option<Stretch> {
    let trigger = trigger?;
    let telling = statements.iter().filter(|s| s.content.overlaps(trigger) && cues.contains(&s.cue));
    telling.min_by_key(|s| s.content.end - s.content.start).map(|s| s.cue)
}

/// `dead=3 injured>=10 missing=2-4`.
fn sizes(value: &str, line: usize, problems: &mut Problems) -> Vec<Size> {
    let mut sizes = Vec::new();
    for item in value.split(|c: char| c.is_whitespace() || c == ',').filter(|i| !i.is_empty()) {
        match size(item) {
            Some(size) if vocabulary::SIZES.contains(&size.key.as_str()) => sizes.push(size),
            Some(size) => problems
                .add(line, format!("«{}» is no size; use one of {}", size.key, vocabulary::SIZES.join(" "))),
            None => problems
                .add(line, format!("«{item}»: write key=3, key>=3, key<=3 or key=3-5; money is in dollars")),
        }
    }
    sizes
}

fn size(item: &str) -> Option<Size> {
    let at = item.find(['=', '>', '<'])?;
    let (key, rest) = item.split_at(at);
    let (low, high) = if let Some(low) = rest.strip_prefix(">=") {
        (Some(low.parse().ok()?), None)
    } else if let Some(high) = rest.strip_prefix("<=") {
        (None, Some(high.parse().ok()?))
    } else {
        let number = rest.strip_prefix('=')?;
        match number.split_once('-') {
            Some((low, high)) => {
                let (low, high): (u64, u64) = (low.parse().ok()?, high.parse().ok()?);
                if low > high {
                    return None;
                }
                (Some(low), Some(high))
            }
            None => {
                let number = number.parse().ok()?;
                (Some(number), Some(number))
            }
        }
    };
    Some(Size { key: key.to_owned(), low, high })
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_numbers_floors_ceilings_and_ranges() {
        let bounds = |item| size(item).map(|s| (s.low, s.high));
        assert_eq!(bounds("dead=3"), Some((Some(3), Some(3))));
        assert_eq!(bounds("dead>=3"), Some((Some(3), None)));
        assert_eq!(bounds("dead<=3"), Some((None, Some(3))));
        assert_eq!(bounds("dead=3-5"), Some((Some(3), Some(5))));
        assert_eq!(bounds("dead=5-3"), None);
        assert_eq!(bounds("dead>3"), None);
        assert_eq!(bounds("dead"), None);
    }
}
