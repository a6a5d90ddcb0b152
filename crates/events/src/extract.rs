//! The stage: statements, then events, then what joins them.

use crate::frame::{Draft, Site, try_frame};
use crate::functions;
use crate::learned::{Article, assign, complete, judge};
use crate::participants::Cast;
use crate::ruleset::RuleSet;
use crate::statements::{self, Found};
use crate::types::{Attribution, Event, EventDate, Extraction, Note, Participant, Status};
use crate::{circumstance, contexts, coreference, figures, merge, status, topic};
use rustc_hash::FxHashSet;
use waqai_dates::{DateExpr, DateValue};
use waqai_lang::{Analysis, Kind, Upos};
use waqai_names::{EntityKind, MentionKind, NameData, Names};
use waqai_rules::{Frame, Rule};
use waqai_syntax::{ChunkKind, SubjectFrom, Syntax};
use waqai_text::Span;

/// The rule of statements that deny what they tell.
const DENIAL: &str = "statements/deny";

/// What extraction reads.
#[derive(Clone, Copy)]
#[allow(missing_debug_implementations, reason = "it only borrows what the stages made")]
pub struct Input<'a> {
    /// The analysed text.
    pub analysis: &'a Analysis<'a>,
    /// Its names.
    pub names: &'a Names,
    /// Its dates.
    pub dates: &'a [DateExpr],
    /// Day of publication.
    pub published: Option<DateValue>,
    /// The headline, for statements of the form "X: …".
    pub headline: Option<Span>,
    /// The body; its first words may be a dateline.
    pub body: Span,
    /// Language knowledge about names, to describe phrases.
    pub name_data: &'a NameData,
    /// The lexicon, for the values of numbers.
    pub lexicon: &'a waqai_lang::Lexicon,
}

/// Reads events and statements.
#[must_use]
pub fn extract(input: &Input<'_>, rules: &RuleSet) -> Extraction {
    let syntax = waqai_syntax::build(input.analysis, input.names, input.dates);
    let cast = Cast { syntax: &syntax, data: input.name_data };
    let found = statements::find(cast, rules, input.headline);
    let mut notes = Vec::new();
    let mut events = Vec::new();
    if let Some(topic) = topic::topic_of(input.analysis) {
        notes.push(Note {
            code: "topic",
            message: format!("an article about {topic}: no political events read"),
            span: None,
        });
    } else {
        events = read_events(input, &syntax, cast, rules, &found);
    }
    Extraction { events, statements: found.into_iter().map(|f| f.statement).collect(), notes }
}

/// Every trigger that a rule matched, with its roles, before the event's own circumstances are read.
pub(crate) fn drafts_of(syntax: &Syntax<'_>, cast: Cast<'_>, rules: &RuleSet, found: &[Found]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (s, range) in syntax.sentences.iter().enumerate() {
        let Some(sentence) = syntax.analysis.sentences.get(s) else { continue };
        let words: FxHashSet<&str> = syntax.analysis.tokens[sentence.tokens.clone()]
            .iter()
            .flat_map(|t| [t.key(), t.form.as_str()])
            .collect();
        for c in range.clone() {
            for token in syntax.chunks[c].tokens.clone() {
                let site = Site { cast, token, words: &words, found };
                if let Some(draft) = best_at(&site, syntax, rules, c, token) {
                    drafts.push(draft);
                }
            }
        }
    }
    speak(syntax, &mut drafts, found);
    drop_demanded(syntax, &mut drafts, found);
    drafts
}

fn read_events(
    input: &Input<'_>,
    syntax: &Syntax<'_>,
    cast: Cast<'_>,
    rules: &RuleSet,
    found: &[Found],
) -> Vec<Event> {
    let mut drafts = drafts_of(syntax, cast, rules, found);
    let article = Article::of(input.names, input.headline);
    if let Some(model) = rules.role_model() {
        let accusers = accusers(syntax, &drafts);
        for (draft, accusers) in drafts.iter_mut().zip(accusers) {
            assign(model, cast, draft, &article, found, &accusers);
        }
    }
    let dateline = circumstance::dateline_place(syntax, input.body);
    let mut days = Days { news: circumstance::day_of_news(syntax, input.published), told: None };
    let mut events = Vec::new();
    for draft in drafts {
        events.push(finish(input, syntax, draft, found, dateline, &mut days));
    }
    coreference::resolve(cast, &mut events);
    // What only could happen is told as such by a verb with its participants; a noun ("احتمال هجوم") is mere talk.
    events.retain(|e: &Event| {
        e.status != Status::Hypothetical || (!e.actors.is_empty() && !e.recipients.is_empty())
    });
    let leads = |e: &Event| {
        let sentence = input.analysis.sentences.iter().find(|s| s.span == e.sentence);
        sentence.is_some_and(|s| s.paragraph <= 1) && matches!(e.status, Status::Actual | Status::Planned)
    };
    figures::read(input, &mut events);
    let mut events = merge::merge(events, input.headline, leads);
    if let Some(model) = rules.discourse_model() {
        let statements: Vec<&crate::types::Statement> = found.iter().map(|f| &f.statement).collect();
        complete(model, input, cast, &article, &mut events, &statements);
    }
    figures::read_tolls(input, &mut events);
    for event in &mut events {
        contexts::add(input.analysis, event);
    }
    if let Some(model) = rules.worth_model() {
        judge(model, input, &mut events);
    }
    merge::link_denials(&mut events);
    events
}

/// For each draft those who accuse somebody of it: "أدانت المفوضية اعتقال الصحفيين" is not told of the commission's own arrests.
fn accusers(syntax: &Syntax<'_>, drafts: &[Draft]) -> Vec<Vec<Participant>> {
    let chunk = |d: &Draft| syntax.chunk_of[d.token] as usize;
    let same_clause = |a: &Draft, d: &Draft| {
        let (from, to) = (chunk(a), chunk(d));
        syntax.sentence_of_chunk(to).contains(&from)
            && from < to
            && (from + 1..to).all(|k| syntax.chunks[k].kind != ChunkKind::Verb)
    };
    drafts
        .iter()
        .map(|d| {
            let accuse =
                drafts.iter().filter(|a| a.kind == "ACCUSE" && d.kind != "ACCUSE" && same_clause(a, d));
            accuse.flat_map(|a| a.actors.iter().cloned()).collect()
        })
        .collect()
}

/// The best frame whose trigger is this token.
fn best_at(site: &Site<'_>, syntax: &Syntax<'_>, rules: &RuleSet, c: usize, token: usize) -> Option<Draft> {
    let t = &syntax.analysis.tokens[token];
    if t.kind != Kind::Word {
        return None;
    }
    let chunk = &syntax.chunks[c];
    let is_verb = chunk.kind == ChunkKind::Verb && chunk.head == token;
    let mut best: Option<Draft> = None;
    let mut consider = |draft: Option<Draft>| {
        let Some(draft) = draft else { return };
        let score = |d: &Draft| {
            d.confidence
                + 0.05 * (d.actors.len() + d.recipients.len()).min(4) as f32
                + 0.2 * f32::from(u8::from(d.last > d.token))
        };
        if best.as_ref().is_none_or(|b| score(&draft) > score(b)) {
            best = Some(draft);
        }
    };
    if is_verb {
        let key = chunk.participle.unwrap_or_else(|| syntax.reading(chunk.head).key.as_str());
        let frames: Vec<(&Rule, &Frame)> = rules.verbs(key).collect();
        if !frames.is_empty() && !matches!(t.best().person, Some(1 | 2)) {
            let f = functions::of_verb(syntax, c);
            for (rule, frame) in frames {
                consider(try_frame(site, rule, frame, f.clone()));
            }
        }
    } else if chunk.kind == ChunkKind::Noun
        && !chunk.pronoun
        && matches!(t.upos(), Upos::Noun | Upos::Adj | Upos::X)
        && !in_name(syntax, token)
    {
        let mut frames: Vec<(&Rule, &Frame)> = rules.nouns(t.key()).collect();
        if t.form != t.key() {
            frames.extend(rules.nouns(&t.form));
        }
        if !frames.is_empty() {
            let f = functions::of_noun(syntax, token);
            for (rule, frame) in frames {
                consider(try_frame(site, rule, frame, f.clone()));
            }
        }
    }
    for key in [t.form.as_str(), t.folded.as_str()] {
        for (rule, frame) in rules.phrases(key) {
            for words in &frame.words {
                if let Some(last) = phrase_at(syntax, words, token) {
                    let f = if is_verb {
                        functions::of_verb(syntax, c)
                    } else {
                        functions::of_noun(syntax, last)
                    };
                    let draft = try_frame(site, rule, frame, f).map(|mut d| {
                        d.last = last;
                        d
                    });
                    consider(draft);
                }
            }
        }
        if t.form == t.folded {
            break;
        }
    }
    best
}

/// The last token of the phrase if it stands at `token`.
fn phrase_at(syntax: &Syntax<'_>, words: &str, token: usize) -> Option<usize> {
    let mut i = token;
    for word in words.split(' ') {
        let t = syntax.analysis.tokens.get(i)?;
        if t.folded != word && t.form != word {
            return None;
        }
        i += 1;
    }
    Some(i - 1)
}

/// Whether the token is part of a name: "حزب العدالة" tells of no justice.
fn in_name(syntax: &Syntax<'_>, token: usize) -> bool {
    let span = syntax.analysis.tokens[token].stem;
    let at = syntax.names.mentions.partition_point(|m| m.span.end <= span.start);
    syntax.names.mentions[at..].iter().take(3).any(|m| m.kind == MentionKind::Name && m.span.overlaps(span))
}

/// A speech act and the statement it opens have one speaker: where the verb's own clause does not name who acts, the
/// statement stage has found out who speaks.
fn speak(syntax: &Syntax<'_>, drafts: &mut [Draft], found: &[Found]) {
    for d in drafts.iter_mut() {
        let own = matches!(
            d.functions.subject_from,
            Some(SubjectFrom::After | SubjectFrom::Before | SubjectFrom::Antecedent)
        );
        let chunk = &syntax.chunks[syntax.chunk_of[d.token] as usize];
        if chunk.kind != ChunkKind::Verb || d.functions.passive || (own && chunk.participle.is_none()) {
            continue;
        }
        if let Some(f) = found.iter().find(|f| f.cue == d.token) {
            d.actors = vec![f.statement.speaker.clone()];
            d.filled.push((f.statement.speaker.span, "speaker".into()));
            d.why.push("actor by the statement's speaker".to_owned());
        }
    }
}

/// What somebody demands or threatens is no event of its own: it is the matter of the demand.
fn drop_demanded(syntax: &Syntax<'_>, drafts: &mut Vec<Draft>, found: &[Found]) {
    let mut demands: Vec<std::ops::Range<usize>> = Vec::new();
    for d in drafts.iter().filter(|d| matches!(d.kind, "REQUEST" | "THREATEN")) {
        let end = match found.iter().find(|f| f.cue == d.token) {
            Some(f) => f.content.end,
            None => {
                let c = syntax.chunk_of[d.token] as usize;
                let sentence = syntax.sentence_of_chunk(c);
                let stop = (c + 1..sentence.end).find(|&k| {
                    matches!(syntax.chunks[k].kind, ChunkKind::Comma | ChunkKind::Colon)
                        || (syntax.chunks[k].kind == ChunkKind::Verb
                            && (syntax.chunks[k].conj || syntax.chunks[k].participle.is_some()))
                });
                stop.map_or(syntax.chunks[sentence.end - 1].tokens.end, |k| syntax.chunks[k].tokens.start)
            }
        };
        demands.push(d.last + 1..end);
    }
    drafts.retain(|d| !demands.iter().any(|r| r.contains(&d.token)));
}

/// Types of what is done by saying it.
fn is_spoken(kind: &str) -> bool {
    matches!(kind, "REQUEST" | "REJECT" | "ACCUSE" | "SUPPORT" | "THREATEN" | "AGREE" | "CONCEDE")
}

/// Days that events without one of their own may have.
struct Days {
    /// The day of the news that the report opens with.
    news: Option<EventDate>,
    /// The day of what was told last, its paragraph, and whether that was violence.
    told: Option<(u32, EventDate, bool)>,
}

fn finish(
    input: &Input<'_>,
    syntax: &Syntax<'_>,
    mut draft: Draft,
    found: &[Found],
    dateline: Option<usize>,
    days: &mut Days,
) -> Event {
    let tokens = &input.analysis.tokens;
    let t = &tokens[draft.token];
    let sentence = input.analysis.sentences.get(t.sentence as usize);
    let own_date = circumstance::date_of(syntax, &draft, input.published);
    let mut event_status = status::judge(syntax, &draft, own_date.as_ref(), input.published);
    // "نفت الوزارة انسحاب اللواء": what is denied did not happen, says whoever denies it.
    let another = |f: &Found| found.iter().any(|g| g.cue > f.content.start && g.cue <= draft.token);
    let denied = |f: &&Found| f.statement.rule == DENIAL && f.content.contains(&draft.token) && !another(f);
    if matches!(event_status, Status::Actual | Status::Historical) && found.iter().any(|f| denied(&f)) {
        event_status = Status::Negated;
    }
    let paragraph = sentence.map_or(0, |s| s.paragraph);
    if let (Some(d), Status::Actual) = (&own_date, event_status)
        && d.value.day.is_some()
    {
        days.told = Some((paragraph, d.clone(), draft.kind == "ASSAULT"));
    }
    // Without a date of its own, a thing that happened is dated by what was told just before it in its paragraph or
    // the one before, then by the day of the news that the report opens with; else the report's own day stands for it,
    // without words it could rest on.
    let date = own_date.or_else(|| match (&days.told, event_status) {
        // What is said about an attack is said after it.
        (Some((at, d, violence)), Status::Actual)
            if paragraph.saturating_sub(*at) <= 1 && !(*violence && is_spoken(draft.kind)) =>
        {
            Some(d.clone())
        }
        (_, Status::Actual) => days
            .news
            .clone()
            .or_else(|| input.published.map(|value| EventDate { value, end: None, span: None })),
        _ => None,
    });
    // "وصل إلى بغداد": the town is where, its hosts are named elsewhere or not at all.
    let town = |p: &Participant| {
        let e = p.entity.and_then(|e| input.names.entities.get(e));
        e.is_some_and(|e| e.kind == EntityKind::Loc && e.precision != Some("country"))
    };
    let visited = (draft.modes.iter().any(|m| m == "visit") && !draft.actors.is_empty())
        .then(|| draft.recipients.iter().find(|p| town(p)).and_then(|p| p.entity))
        .flatten();
    if visited.is_some() {
        draft.recipients.retain(|p| !town(p));
    }
    let is_participant = |entity: usize| {
        let in_state = input.names.entities.get(entity).is_some_and(|e| e.precision != Some("country"));
        in_state
            && draft.recipients.iter().chain(&draft.actors).any(|p| p.entity == Some(entity))
            && draft.kind != "ASSAULT"
    };
    let place =
        visited.or_else(|| circumstance::place_of(syntax, &draft, is_participant)).or(match event_status {
            Status::Actual => dateline,
            _ => None,
        });
    let mut kind = draft.kind;
    if event_status == Status::Planned && matches!(kind, "CONSULT" | "SUPPORT" | "COOPERATE" | "AID") {
        // PLOVER: a future meeting or aid is an agreement to it.
        kind = "AGREE";
    }
    if event_status == Status::Planned && kind == "RETREAT" {
        kind = "CONCEDE";
    }
    if date.as_ref().is_some_and(|d| d.span.is_some())
        && event_status == Status::Actual
        && let (Some(p), Some(d)) = (input.published, &date)
        && status::days_between(p, d.value).is_some_and(|n| n < -14)
    {
        event_status = Status::Historical;
    }
    let last = &tokens[draft.last];
    let trigger = Span { start: t.stem.start, end: last.stem.end.max(t.stem.end) };
    let mut chain: Vec<&Found> = found.iter().filter(|f| f.content.contains(&draft.token)).collect();
    chain.sort_by_key(|f| std::cmp::Reverse(f.content.len()));
    let attribution = chain
        .into_iter()
        .map(|f| Attribution {
            speaker: f.statement.speaker.clone(),
            cue: f.statement.cue,
            via: f.statement.via,
            confirms: crate::tables::confirms(tokens[f.cue].key()),
        })
        .collect();
    Event {
        kind,
        modes: draft.modes,
        contexts: draft.contexts,
        status: event_status,
        actors: draft.actors,
        recipients: draft.recipients,
        date,
        place,
        trigger,
        sentence: sentence.map_or(t.span, |s| s.span),
        evidence: Vec::new(),
        attribution,
        confirmed_by: Vec::new(),
        denies: None,
        figures: Vec::new(),
        confidence: draft.confidence,
        rule: draft.rule,
        why: draft.why,
    }
}
