//! How likely an event that was read is one that the text tells: the confidence of the record.
//!
//! A logistic regression over what is known of the finished event, trained and scaled so that of the events with
//! confidence 0.7 about seven in ten are right (Platt, "Probabilistic outputs for support vector machines", 1999).

use super::linear::{Features, Linear};
use super::roles::who;
use crate::extract::Input;
use crate::types::{Event, Participant};
use waqai_text::Span;

/// The trained model; its second class is "right".
pub(crate) type WorthModel = Linear<2>;

/// An event below this is not told: that few of them are right.
const LEAST: f32 = 0.2;

/// Sets the confidence of each event and leaves out what is too doubtful.
pub(crate) fn judge(model: &WorthModel, input: &Input<'_>, events: &mut Vec<Event>) {
    let count = events.len();
    for event in events.iter_mut() {
        event.confidence = model.probabilities(&worth_features(input, event, count))[1];
    }
    events.retain(|e| e.confidence >= LEAST);
}

/// What holds of a finished event, of `count` events in the text.
#[must_use]
pub fn worth_features(input: &Input<'_>, event: &Event, count: usize) -> Features {
    let mut f = Features::default();
    let t = event.kind;
    let status = event.status.name();
    let bucket = |n: usize| ["0", "1", "2", "3", "4+"][n.min(4)];
    let sentence = input.analysis.sentences.iter().find(|s| s.span == event.sentence);
    let paragraph = sentence.map_or(9, |s| s.paragraph) as usize;
    let (a, r) = (bucket(event.actors.len()), bucket(event.recipients.len()));
    let token = input.analysis.tokens.iter().find(|t| t.stem.overlaps(event.trigger));
    let pos = token.map_or("-", |t| t.upos().name());
    let head = input.headline.is_some_and(|h| h.contains(event.trigger));
    let place = if head { "headline" } else { bucket(paragraph) };
    let quoted = in_quotes(input, event.trigger);
    f.add("bias", &[]);
    f.add("rule", &[&event.rule]);
    f.add("rule", &[&event.rule, status]);
    f.add("rule", &[&event.rule, pos]);
    f.add("rule", &[&event.rule, a, r]);
    f.add("type", &[t]);
    f.add("type", &[t, status]);
    f.add("type", &[t, a, r]);
    f.add("status", &[status]);
    f.add("status", &[status, pos]);
    f.add("participants", &[a, r]);
    f.add("participants", &[a, r, pos]);
    f.add("place in text", &[place]);
    f.add("place in text", &[place, t]);
    f.add("place in text", &[place, pos]);
    f.add("told again", &[bucket(event.evidence.len())]);
    f.add("told again", &[bucket(event.evidence.len()), place]);
    f.add("reported", &[bucket(event.attribution.len()), if quoted { "quoted" } else { "-" }]);
    f.add("reported", &[bucket(event.attribution.len()), t]);
    f.add(
        "rule's confidence",
        &[["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "9"]
            [(event.confidence * 10.0).clamp(0.0, 10.0) as usize]],
    );
    f.add("dated", &[if event.date.as_ref().is_some_and(|d| d.span.is_some()) { "own" } else { "-" }, t]);
    f.add("placed", &[if event.place.is_some() { "yes" } else { "no" }, t]);
    f.add("events in text", &[bucket(count / 2)]);
    for (role, list) in [("actor", &event.actors), ("recipient", &event.recipients)] {
        for p in list.iter().take(2) {
            let who = who(input.names, p);
            f.add("who", &[role, who]);
            f.add("who", &[role, who, t]);
            f.add("sector", &[role, sector(p), t]);
            f.add("sector", &[role, sector(p)]);
        }
    }
    let guessed = event.why.iter().any(|w| w.contains("by the model"));
    let carried = event.why.iter().any(|w| w.contains("carried"));
    f.add(
        "how roles were found",
        &[if guessed { "model" } else { "-" }, if carried { "carried" } else { "-" }],
    );
    f
}

fn sector(p: &Participant) -> &str {
    p.sectors.first().map_or("-", |s| s.as_str())
}

/// Whether an opened quotation mark of the paragraph is still open at the trigger.
fn in_quotes(input: &Input<'_>, at: Span) -> bool {
    let text = input.analysis.text.get(..at.start as usize).unwrap_or_default();
    let line = text.rsplit('\n').next().unwrap_or_default();
    let open = line.matches(['\u{AB}', '\u{201C}']).count();
    let close = line.matches(['\u{BB}', '\u{201D}']).count();
    open > close || line.matches('"').count() % 2 == 1
}
