//! Who is actor, who is recipient, who is nobody in an event.

use super::linear::{Features, Linear};
use crate::extract::{Input, drafts_of};
use crate::frame::Draft;
use crate::participants::{Cast, Places};
use crate::ruleset::RuleSet;
use crate::statements::Found;
use crate::types::Participant;
use rustc_hash::FxHashSet;
use waqai_lang::{Upos, Voice};
use waqai_names::{EntityKind, MentionKind, Names};
use waqai_rules::Role;
use waqai_syntax::{ChunkKind, Syntax};
use waqai_text::Span;

/// Class of a candidate that takes no part.
pub const NOBODY: usize = 0;
/// Class of an actor.
pub const ACTOR: usize = 1;
/// Class of a recipient.
pub const RECIPIENT: usize = 2;

/// Chunks to either side of the trigger within which candidates stand.
const REACH: usize = 24;

/// The trained model.
pub(crate) type RoleModel = Linear<3>;

/// What the whole article tells of its entities.
#[derive(Debug, Default)]
pub(crate) struct Article {
    /// Mentions of each entity.
    counts: Vec<u32>,
    /// Entities named in the headline.
    headline: FxHashSet<usize>,
}

impl Article {
    pub(crate) fn of(names: &Names, headline: Option<Span>) -> Article {
        let mut article = Article { counts: vec![0; names.entities.len()], ..Article::default() };
        for m in &names.mentions {
            if let Some(n) = article.counts.get_mut(m.entity) {
                *n += 1;
            }
            if m.kind == MentionKind::Name && headline.is_some_and(|h| h.contains(m.span)) {
                article.headline.insert(m.entity);
            }
        }
        article
    }

    /// How often the entity is mentioned.
    pub(crate) fn count(&self, entity: usize) -> u32 {
        self.counts.get(entity).copied().unwrap_or(0)
    }

    /// Whether the headline names the entity.
    pub(crate) fn headline(&self, entity: usize) -> bool {
        self.headline.contains(&entity)
    }
}

/// One who may take part, and what the rules made of it.
struct Candidate {
    participant: Participant,
    /// The role a rule gave.
    given: Option<Role>,
    /// The function by which the rule gave it.
    by: String,
    /// Its chunk, if it stands in the trigger's sentence.
    chunk: Option<usize>,
}

/// A candidate for a role, for training.
#[derive(Debug, Clone)]
pub struct RoleCandidate {
    /// The words, in bytes of the text.
    pub span: Span,
    /// Index of the entity, if it names one.
    pub entity: Option<usize>,
    /// What holds of it.
    pub features: Features,
    /// The class that the rules alone give it.
    pub given: usize,
}

/// A trigger that a rule matched, with all candidates for its roles.
#[derive(Debug, Clone)]
pub struct RoleExample {
    /// The trigger, in bytes of the text.
    pub trigger: Span,
    /// PLOVER type by the rule.
    pub kind: &'static str,
    /// The candidates.
    pub candidates: Vec<RoleCandidate>,
}

/// Every trigger of the text with the candidates for its roles: what the model is trained on.
#[must_use]
pub fn role_examples(input: &Input<'_>, rules: &RuleSet) -> Vec<RoleExample> {
    let syntax = waqai_syntax::build(input.analysis, input.names, input.dates);
    let cast = Cast { syntax: &syntax, data: input.name_data };
    let found = crate::statements::find(cast, rules, input.headline);
    let drafts = drafts_of(&syntax, cast, rules, &found);
    let article = Article::of(input.names, input.headline);
    let example = |draft: &Draft| {
        let tokens = &syntax.analysis.tokens;
        let span = |c: &Candidate| RoleCandidate {
            span: c.participant.span,
            entity: c.participant.entity,
            given: match c.given {
                Some(Role::Actor) => ACTOR,
                Some(Role::Recipient) => RECIPIENT,
                _ => NOBODY,
            },
            features: features(cast, draft, c, &article, &found),
        };
        RoleExample {
            trigger: Span { start: tokens[draft.token].stem.start, end: tokens[draft.last].stem.end },
            kind: draft.kind,
            candidates: candidates(cast, draft, &found).iter().map(span).collect(),
        }
    };
    drafts.iter().map(example).collect()
}

/// From this probability on, one whom no rule gave a role takes it.
const ADD: f32 = 0.4;

/// Lets the model add to the roles of `draft` those whom the rules left out. It takes no role away: where a rule found the
/// subject or object, it is right more often than the model (tried, docs/evaluation/events.md). Who accuses somebody of the
/// act (`accusers`) did not do it.
pub(crate) fn assign(
    model: &RoleModel,
    cast: Cast<'_>,
    draft: &mut Draft,
    article: &Article,
    found: &[Found],
    accusers: &[Participant],
) {
    let mut decided: Vec<(Role, Participant)> = Vec::new();
    let mut why: Vec<String> = Vec::new();
    let mut all: Vec<(Candidate, Features, [f32; 3])> = candidates(cast, draft, found)
        .into_iter()
        .map(|c| {
            let f = features(cast, draft, &c, article, found);
            let p = model.probabilities(&f);
            (c, f, p)
        })
        .collect();
    // One entity may stand in several places: the place that speaks most for a role decides.
    all.sort_by(|a, b| {
        let rank = |x: &(Candidate, Features, [f32; 3])| x.0.given.is_some();
        rank(b).cmp(&rank(a)).then((a.2[NOBODY]).total_cmp(&b.2[NOBODY]))
    });
    let (mut added, mut taken): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
    for (c, f, p) in &all {
        // "23 عنصرا من تنظيم داعش" holds داعش already.
        if decided.iter().any(|(_, q)| q.is(&c.participant) || q.span.overlaps(c.participant.span)) {
            continue;
        }
        let better =
            if p[ACTOR] >= p[RECIPIENT] { (Role::Actor, ACTOR) } else { (Role::Recipient, RECIPIENT) };
        let role = match c.given {
            Some(Role::Actor) => Some((Role::Actor, ACTOR)),
            Some(_) => Some((Role::Recipient, RECIPIENT)),
            // One more in each role; the others only where they are joined to one that is in it.
            None if better.1 == ACTOR && accusers.iter().any(|a| a.is(&c.participant)) => None,
            None => {
                let joined = c
                    .chunk
                    .is_some_and(|k| cast.syntax.chunks[k].conj && taken.contains(&(k.wrapping_sub(1))));
                let free = joined || !added.contains(&better.1);
                (p[better.1] >= ADD && free).then_some(better)
            }
        };
        let Some((role, class)) = role else { continue };
        if c.given != Some(role) {
            let name = if class == ACTOR { "actor" } else { "recipient" };
            why.push(format!("{name} by the model, {:.2}: {}", p[class], model.reasons(f, class).join(", ")));
        }
        if c.given.is_none() {
            added.push(class);
        }
        taken.extend(c.chunk);
        decided.push((role, c.participant.clone()));
    }
    let of = |role: Role| {
        let mut list: Vec<Participant> =
            decided.iter().filter(|(r, _)| *r == role).map(|(_, p)| p.clone()).collect();
        list.sort_by_key(|p| p.span);
        list
    };
    draft.actors = of(Role::Actor);
    draft.recipients = of(Role::Recipient);
    draft.why.extend(why);
}

/// All who may take part: those to whom the rules gave a role, the phrases around the trigger, who speaks.
fn candidates(cast: Cast<'_>, draft: &Draft, found: &[Found]) -> Vec<Candidate> {
    let syntax = cast.syntax;
    let tc = syntax.chunk_of[draft.token] as usize;
    let sentence = syntax.sentence_of_chunk(tc);
    let mut out: Vec<Candidate> = Vec::new();
    let given = |p: &Participant| {
        if draft.actors.iter().any(|q| p.is(q)) {
            Some(Role::Actor)
        } else if draft.recipients.iter().any(|q| p.is(q)) {
            Some(Role::Recipient)
        } else {
            None
        }
    };
    let by = |p: &Participant| {
        let of = |(span, _): &&(Span, compact_str::CompactString)| *span == p.span;
        draft.filled.iter().find(of).map_or(String::new(), |(_, by)| by.to_string())
    };
    for k in sentence.start.max(tc.saturating_sub(REACH))..sentence.end.min(tc + REACH) {
        let chunk = &syntax.chunks[k];
        if chunk.kind != ChunkKind::Noun {
            continue;
        }
        for p in cast.one(&syntax.np(k), Places::Targets) {
            if p.span.overlaps(syntax.analysis.tokens[draft.token].stem) && draft.kind != "PROTEST" {
                continue;
            }
            out.push(Candidate { given: given(&p), by: by(&p), participant: p, chunk: Some(k) });
        }
    }
    let speaker = found.iter().filter(|f| f.content.contains(&draft.token)).min_by_key(|f| f.content.len());
    for p in draft.actors.iter().chain(&draft.recipients).chain(speaker.map(|f| &f.statement.speaker)) {
        if !out.iter().any(|c| c.participant.span == p.span) {
            out.push(Candidate { given: given(p), by: by(p), participant: p.clone(), chunk: None });
        }
    }
    out
}

fn features(cast: Cast<'_>, draft: &Draft, c: &Candidate, article: &Article, found: &[Found]) -> Features {
    let syntax = cast.syntax;
    let tokens = &syntax.analysis.tokens;
    let mut f = Features::default();
    let t = draft.kind;
    let given = match c.given {
        Some(Role::Actor) => "actor",
        Some(Role::Recipient) => "recipient",
        _ => "none",
    };
    let trigger = tokens[draft.token].key();
    let tc = syntax.chunk_of[draft.token] as usize;
    let verb = syntax.chunks[tc].kind == ChunkKind::Verb;
    let passive = draft.functions.passive || syntax.reading(draft.token).voice == Some(Voice::Passive);
    let form = if !verb {
        "noun"
    } else if passive {
        "passive"
    } else {
        "active"
    };
    let who = who(syntax.names, &c.participant);
    f.add("bias", &[]);
    f.add("type", &[t]);
    f.add("rule", &[given]);
    f.add("rule", &[given, t]);
    f.add("rule's function", &[given, &c.by, form]);
    f.add("rule's function", &[given, &c.by, t]);
    f.add("rule", &[given, &draft.rule]);
    f.add("who", &[who]);
    f.add("who", &[who, t]);
    f.add("who", &[who, given]);
    f.add("who", &[who, given, t]);
    f.add("sector", &[c.participant.sectors.first().map_or("-", |s| s.as_str()), t]);
    f.add("sector", &[c.participant.sectors.first().map_or("-", |s| s.as_str()), t, given]);
    if c.participant.entity.is_none() {
        f.add("head", &[&c.participant.head]);
        f.add("head", &[&c.participant.head, t]);
    }
    let speaks =
        found.iter().any(|s| s.content.contains(&draft.token) && s.statement.speaker.is(&c.participant));
    let announces =
        found.iter().any(|s| s.cue == draft.token && s.statement.speaker.span == c.participant.span);
    f.add(
        "speaker",
        &[
            if speaks {
                "reports"
            } else if announces {
                "says"
            } else {
                "no"
            },
            t,
            given,
        ],
    );
    if let Some(e) = c.participant.entity {
        let n = article.counts.get(e).copied().unwrap_or(0).min(4);
        let n = ["0", "1", "2", "3", "4"][n as usize];
        let head = if article.headline.contains(&e) { "headline" } else { "body" };
        f.add("salience", &[n, given]);
        f.add("salience", &[head, t]);
        f.add("salience", &[head, n, who]);
    }
    // How many the rules found already, so that a second actor is weighed as such.
    let filled = [
        if draft.actors.is_empty() { "0" } else { "1" },
        if draft.recipients.is_empty() { "0" } else { "1" },
    ];
    f.add("roles filled", &[filled[0], filled[1], given]);
    f.add("roles filled", &[filled[0], filled[1], given, t]);
    let Some(k) = c.chunk else {
        f.add("place", &["elsewhere", given]);
        return f;
    };
    let chunk = &syntax.chunks[k];
    let side = if k > tc {
        "after"
    } else if k < tc {
        "before"
    } else {
        "same"
    };
    let far = match k.abs_diff(tc) {
        0 => "0",
        1 => "1",
        2 => "2",
        3 => "3",
        4..=6 => "4",
        7..=10 => "7",
        _ => "11",
    };
    let prep = chunk.prep.as_deref().unwrap_or(if chunk.conj { "+" } else { "-" });
    f.add("distance", &[side, far, form]);
    f.add("distance", &[side, far, given]);
    f.add("distance", &[side, far, form, t]);
    f.add("preposition", &[prep, side, form]);
    f.add("preposition", &[prep, side, t]);
    f.add("preposition", &[prep, side, trigger]);
    f.add("preposition", &[prep, side, far, t, form]);
    f.add("preposition", &[prep, given, t]);
    f.add("preposition", &[prep, who, side, t]);
    let function = function_of(draft, k);
    f.add("function", &[function, form]);
    f.add("function", &[function, form, t]);
    f.add("function", &[function, trigger]);
    f.add("function", &[function, who, t]);
    f.add("function", &[function, given]);
    let path = path(syntax, tc, k);
    f.add("between", &[&path, side]);
    f.add("between", &[&path, side, given]);
    f.add("between", &[&path, side, t, form]);
    let left =
        (syntax.sentence_of_chunk(tc).start..tc).rev().find(|&v| syntax.chunks[v].kind == ChunkKind::Verb);
    if let Some(v) = left.filter(|_| !verb || k < tc) {
        let complements = syntax.complements(v);
        let is = |np: &Option<waqai_syntax::Np>| np.as_ref().is_some_and(|np| np.chunk == k);
        let there = if is(&complements.subject) {
            "subject"
        } else if is(&complements.object) || is(&complements.second_object) {
            "object"
        } else {
            "-"
        };
        let key = syntax.reading(syntax.chunks[v].head).key.as_str();
        f.add("verb before", &[there, form, t]);
        f.add("verb before", &[there, given]);
        f.add("verb before", &[there, key]);
    }
    let first = (syntax.sentence_of_chunk(tc).start..k).all(|j| syntax.chunks[j].kind != ChunkKind::Noun);
    f.add("first", &[if first { "first" } else { "later" }, side, form]);
    // The previous candidate's coordination: "بين الجيش ومسلحين".
    if chunk.conj && k > 0 {
        f.add("joined to", &[function_of(draft, k - 1), t]);
    }
    f
}

/// What kind of participant it is.
pub(super) fn who(names: &Names, p: &Participant) -> &'static str {
    let Some(e) = p.entity.and_then(|e| names.entities.get(e)) else {
        return if p.country.is_some() { "phrase of a state" } else { "phrase" };
    };
    match (e.kind, e.precision) {
        (EntityKind::Per, _) => "person",
        (EntityKind::Org, _) => "organisation",
        (EntityKind::Loc, Some("country")) => "country",
        (EntityKind::Loc, _) => "place",
    }
}

/// The function in which chunk `k` stands to the trigger.
fn function_of(draft: &Draft, k: usize) -> &'static str {
    let f = &draft.functions;
    let at = |np: &Option<waqai_syntax::Np>| np.as_ref().is_some_and(|np| np.chunk == k);
    if at(&f.agent) {
        "agent"
    } else if at(&f.subject) {
        "subject"
    } else if at(&f.object) {
        "object"
    } else if at(&f.second_object) {
        "second object"
    } else if at(&f.holder) {
        "holder"
    } else if at(&f.genitive) {
        "genitive"
    } else if at(&f.sufferer) {
        "sufferer"
    } else if at(&f.attending) {
        "attending"
    } else if f.struck.iter().any(|np| np.chunk == k) {
        "struck"
    } else if f.gathered.iter().any(|np| np.chunk == k) {
        "gathered"
    } else if f.preps.iter().any(|(_, np)| np.chunk == k) {
        "complement"
    } else {
        "none"
    }
}

/// What stands between two chunks, in short: verbs, commas, openers of clauses.
fn path(syntax: &Syntax<'_>, a: usize, b: usize) -> String {
    let (from, to) = (a.min(b) + 1, a.max(b));
    let mut out = String::new();
    for k in from..to {
        let mark = match syntax.chunks[k].kind {
            ChunkKind::Verb if syntax.reading(syntax.chunks[k].head).upos == Upos::Verb => 'v',
            ChunkKind::Comma => ',',
            ChunkKind::That => 't',
            ChunkKind::Relative => 'r',
            ChunkKind::Subordinator | ChunkKind::Conditional => 's',
            ChunkKind::Colon | ChunkKind::OpenQuote => ':',
            ChunkKind::Noun if syntax.chunks[k].conj => '+',
            _ => continue,
        };
        if !out.ends_with(mark) {
            out.push(mark);
        }
        if out.len() >= 5 {
            break;
        }
    }
    out
}
