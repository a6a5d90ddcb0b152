//! Whom an event concerns when its own sentence does not say: "رفض المجلس القرار" is said of whoever decided.
//!
//! Two fifths of the annotated events whose recipients the rules miss name them nowhere near the trigger: refusals, denials,
//! promises and demands answer somebody who was named before. The candidates are those who took part in what was told
//! before, who spoke, and who was named in the sentences before or in the headline; a model trained on the corpus weighs
//! them by who did what to whom so far. It fills only roles that are empty, with one participant.

use super::linear::{Features, Linear};
use super::roles::{ACTOR, Article, RECIPIENT, who};
use crate::extract::Input;
use crate::participants::{Cast, Places};
use crate::tables::{Target, target};
use crate::types::{Event, Participant, Statement};
use waqai_names::{EntityKind, MentionKind, Names};
use waqai_text::Span;

/// The trained model.
pub(crate) type DiscourseModel = Linear<3>;

/// Sentences before the trigger's own in which one only named, who has no part in anything, is a candidate.
const NAMED_WITHIN: u32 = 3;

/// From this probability on the best candidate takes the role.
const SURE: f32 = 0.4;

/// A candidate, for training.
#[derive(Debug, Clone)]
pub struct DiscourseCandidate {
    /// The words, in bytes of the text.
    pub span: Span,
    /// Index of the entity, if it names one.
    pub entity: Option<usize>,
    /// What holds of it.
    pub features: Features,
}

/// For each event of the text with an empty role, its index and the candidates for it: what the model is trained on.
#[must_use]
pub fn discourse_examples(
    input: &Input<'_>,
    events: &[Event],
    statements: &[Statement],
) -> Vec<(usize, Vec<DiscourseCandidate>)> {
    let syntax = waqai_syntax::build(input.analysis, input.names, input.dates);
    let cast = Cast { syntax: &syntax, data: input.name_data };
    let told: Vec<&Statement> = statements.iter().collect();
    let article = &Article::of(input.names, input.headline);
    let scene = Scene { input, cast, events, statements: &told, article };
    let of = |i: usize| {
        let all = scene.candidates(i).into_iter();
        let one = |p: Participant| DiscourseCandidate {
            span: p.span,
            entity: p.entity,
            features: scene.features(i, &p),
        };
        (i, all.map(one).collect())
    };
    (0..events.len()).filter(|&i| lacks(input.names, &events[i])).map(of).collect()
}

/// Fills empty roles of `events` with whom the text named before, where the model is sure enough.
pub(crate) fn complete(
    model: &DiscourseModel,
    input: &Input<'_>,
    cast: Cast<'_>,
    article: &Article,
    events: &mut [Event],
    statements: &[&Statement],
) {
    let scene = Scene { input, cast, events, statements, article };
    // All are decided by what stood there before any was filled.
    let filled: Vec<(usize, usize, Participant, String)> = (0..events.len())
        .filter(|&i| lacks(input.names, &scene.events[i]))
        .flat_map(|i| scene.decide(model, i))
        .collect();
    for (i, class, p, why) in filled {
        let event = &mut events[i];
        if class == ACTOR { &mut event.actors } else { &mut event.recipients }.push(p);
        event.why.push(why);
    }
}

/// Types in which all sides are actors.
fn mutual(kind: &str) -> bool {
    matches!(kind, "CONSULT" | "COOPERATE")
}

/// Whether a role is empty that somebody may fill.
fn lacks(names: &Names, event: &Event) -> bool {
    (event.actors.is_empty() || hits_nobody(names, event))
        && !(mutual(event.kind) && event.actors.len() + event.recipients.len() > 1)
}

/// Whether nobody is told to whom it was done: "سيطرت القوات على الجامعة" names a place only.
fn hits_nobody(names: &Names, event: &Event) -> bool {
    let place = |p: &Participant| match p.entity.and_then(|e| names.entities.get(e)) {
        Some(e) => e.kind == EntityKind::Loc && e.precision != Some("country"),
        None => target(&p.head) == Some(Target::Site),
    };
    event.recipients.is_empty()
        || (matches!(event.kind, "ASSAULT" | "COERCE" | "RETREAT") && event.recipients.iter().all(place))
}

struct Scene<'a> {
    input: &'a Input<'a>,
    cast: Cast<'a>,
    events: &'a [Event],
    statements: &'a [&'a Statement],
    article: &'a Article,
}

impl Scene<'_> {
    fn decide(&self, model: &DiscourseModel, i: usize) -> Vec<(usize, usize, Participant, String)> {
        let event = &self.events[i];
        let all: Vec<(Participant, Features, [f32; 3])> = self
            .candidates(i)
            .into_iter()
            .map(|p| {
                let f = self.features(i, &p);
                let q = model.probabilities(&f);
                (p, f, q)
            })
            .collect();
        let mut out: Vec<(usize, usize, Participant, String)> = Vec::new();
        for (class, name) in [(ACTOR, "actor"), (RECIPIENT, "recipient")] {
            let empty =
                if class == ACTOR { event.actors.is_empty() } else { hits_nobody(self.input.names, event) };
            if !(empty || mutual(event.kind) && class == ACTOR) {
                continue;
            }
            let best = all.iter().max_by(|a, b| a.2[class].total_cmp(&b.2[class]));
            let Some((p, f, q)) = best.filter(|(_, _, q)| q[class] >= SURE) else { continue };
            if out.iter().any(|(_, _, other, _)| other.is(p)) {
                continue;
            }
            let why = format!(
                "{name} by the model from what was told before, {:.2}: {}",
                q[class],
                model.reasons(f, class).join(", ")
            );
            out.push((i, class, p.clone(), why));
        }
        out
    }

    fn sentence(&self, at: Span) -> u32 {
        let sentences = &self.input.analysis.sentences;
        sentences.partition_point(|s| s.span.end <= at.start) as u32
    }

    /// Those named before (or in the headline) who take no part in event `i` yet, the nearest mention of each.
    fn candidates(&self, i: usize) -> Vec<Participant> {
        let event = &self.events[i];
        let here = self.sentence(event.trigger);
        let mut out: Vec<Participant> = Vec::new();
        let mut add = |p: Participant| {
            let own = event.actors.iter().chain(&event.recipients);
            if own.into_iter().any(|q| q.is(&p) || q.span.overlaps(p.span)) || p.span.overlaps(event.trigger)
            {
                return;
            }
            if !out.iter().any(|q| q.is(&p)) {
                out.push(p);
            }
        };
        let names = self.input.names;
        let before = names.mentions.partition_point(|m| m.span.start < event.sentence.end);
        for m in (0..before).rev() {
            let mention = &names.mentions[m];
            let near = here.saturating_sub(self.sentence(mention.span)) <= NAMED_WITHIN;
            let head = self.input.headline.is_some_and(|h| h.contains(mention.span));
            if (near || head)
                && mention.kind != MentionKind::Pronoun
                && let Some(p) = self.cast.by_mention(m, Places::States)
            {
                add(p);
            }
        }
        let earlier = |span: Span| span.start < event.sentence.end;
        for other in self.events.iter().rev().filter(|e| e.trigger != event.trigger && earlier(e.trigger)) {
            other
                .actors
                .iter()
                .chain(&other.recipients)
                .filter(|p| earlier(p.span))
                .cloned()
                .for_each(&mut add);
        }
        for s in self.statements.iter().rev().filter(|s| earlier(s.cue)) {
            add(s.speaker.clone());
            s.addressee.clone().into_iter().for_each(&mut add);
        }
        out
    }

    fn features(&self, i: usize, p: &Participant) -> Features {
        let event = &self.events[i];
        let mut f = Features::default();
        let t = event.kind;
        let here = self.sentence(event.trigger);
        let lacking = match (event.actors.is_empty(), event.recipients.is_empty()) {
            (true, true) => "both",
            (true, false) => "actor",
            (false, true) => "recipient",
            (false, false) => "who is there",
        };
        let known = event.actors.first().or_else(|| event.recipients.first());
        let who = who(self.input.names, p);
        f.add("bias", &[]);
        f.add("lacks", &[lacking]);
        f.add("lacks", &[lacking, t]);
        f.add("lacks", &[lacking, &event.rule]);
        f.add("who", &[who, lacking]);

        let sector = p.sectors.first().map_or("-", |s| s.as_str());
        let known_sector = known.and_then(|k| k.sectors.first()).map_or("-", |s| s.as_str());
        f.add("sectors", &[sector, known_sector, lacking]);
        let state = match (p.country.as_deref(), known.and_then(|k| k.country.as_deref())) {
            (Some(a), Some(b)) if a == b => "same state",
            (Some(_), Some(_)) => "other state",
            _ => "unknown state",
        };
        f.add("states", &[state, lacking]);

        // How far back.
        let back = |n: u32| ["0", "1", "2", "3", "4", "4", "7"][n.min(6) as usize];
        let far = back(here.saturating_sub(self.sentence(p.span)));
        let side = if p.span.start > event.trigger.start { "after" } else { "before" };
        f.add("back", &[far, side, lacking]);
        f.add("back", &[far, who, lacking]);
        // What it took part in last, and with whom.
        let earlier = |e: &&Event| e.trigger.start < event.trigger.start;
        let mut part = ("none", "-", "9");
        for (rank, e) in (0u32..).zip(self.events.iter().rev().filter(earlier)) {
            let role = role_in(e, p);
            if let Some(role) = role {
                part = (e.kind, role, back(rank));
                let direction = known.and_then(|k| role_in(e, k)).unwrap_or("-");
                f.add("did before", &[e.kind, role, t, lacking]);
                f.add("did before", &[role, direction, lacking]);
                f.add("did before", &[role, back(rank), lacking]);
                break;
            }
        }
        f.add("part before", &[part.0, part.1, lacking]);
        f.add("part before", &[part.2, lacking]);
        // Whether it dealt with the known participant anywhere before.
        let dealt = known.and_then(|k| {
            let both = |e: &Event| Some((role_in(e, k)?, role_in(e, p)?));
            self.events.iter().rev().filter(earlier).find_map(both)
        });
        if let Some((a, b)) = dealt {
            f.add("dealt with", &[a, b, lacking]);
        }
        let spoke = self.turn(event, known, p);
        f.add("spoke", &[spoke, lacking]);
        f.add("spoke", &[spoke, far, lacking]);

        if let Some(e) = p.entity {
            let head = if self.article.headline(e) { "headline" } else { "body" };
            let n = back(self.article.count(e).min(6));
            f.add("salience", &[head, lacking]);
            f.add("salience", &[n, lacking]);
        }
        // "رفض هذا القرار", "نفى ذلك", "حثهما": words that point back.
        let tokens = &self.input.analysis.tokens;
        let at = tokens.partition_point(|k| k.stem.end <= event.trigger.start);
        let last = tokens.partition_point(|k| k.stem.end <= event.trigger.end);
        for k in tokens.iter().skip(last + usize::from(last == at)).take(2) {
            f.add("next", &[k.key(), lacking]);
        }
        let bound = tokens.get(at).is_some_and(|k| k.pronoun.is_some());
        f.add("pronoun", &[if bound { "bound" } else { "-" }, far, lacking]);
        f
    }

    /// Whether `p` spoke before the event: last, counted without the participant that is `known`, or was spoken to by that one.
    fn turn(&self, event: &Event, known: Option<&Participant>, p: &Participant) -> &'static str {
        let mut turn = 0;
        for s in self.statements.iter().rev().filter(|s| s.cue.start < event.trigger.start) {
            if known.is_some_and(|k| k.is(&s.speaker)) {
                if s.addressee.as_ref().is_some_and(|a| a.is(p)) {
                    return "spoken to";
                }
                continue;
            }
            if s.speaker.is(p) {
                return ["last", "last but one", "earlier"][turn.min(2)];
            }
            turn += 1;
        }
        "no"
    }
}

/// The role of a participant in an event.
fn role_in(e: &Event, p: &Participant) -> Option<&'static str> {
    if e.actors.iter().any(|q| p.is(q)) {
        Some("actor")
    } else if e.recipients.iter().any(|q| p.is(q)) {
        Some("recipient")
    } else {
        None
    }
}
