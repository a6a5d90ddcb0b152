//! The examples and counter-examples of a rule, tried on the program.
//!
//! In: a rule, and one of its examples. Out: nothing when the example holds, else a [`Failure`] with what was expected
//! and what came. The text is read by all stages with all rules, so an example shows what a reader of the record would
//! see; the trained models stay out, so that what a rule file promises does not turn with the next training.

use crate::extract::{Input, extract};
use crate::ruleset::RuleSet;
use crate::types::{Event, Extraction, Participant, Statement};
use std::fmt;
use waqai_dates::DateValue;
use waqai_lang::{Analysis, Lexicon};
use waqai_names::{NameData, Names};
use waqai_rules::{Example, Rule};
use waqai_text::{Span, fold};

/// The day on which every example counts as published: a Wednesday.
pub const PUBLISHED: DateValue = DateValue { year: 2026, month: Some(2), day: Some(11) };

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Line of the rule file where the example opens.
    pub line: usize,
    /// What the example asks for.
    pub expected: String,
    /// The events and statements that were read, in one line.
    pub came: String,
    /// The names and words as they were read, a line each, for whoever has to find out why.
    pub reading: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}; got {}", self.expected, self.came)
    }
}

/// Reads examples: everything that takes time to load.
pub struct Checker {
    lexicon: Lexicon,
    names: NameData,
    rules: RuleSet,
}

impl fmt::Debug for Checker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checker").finish_non_exhaustive()
    }
}

/// What was read in an example.
struct Read<'t> {
    text: &'t str,
    names: &'t Names,
    out: &'t Extraction,
}

impl Checker {
    /// Loads lexicon and names. `rules` should hold the rules that are checked; their models are left aside.
    #[must_use]
    pub fn new(rules: RuleSet) -> Checker {
        Checker { lexicon: Lexicon::load(), names: NameData::load(), rules: rules.without_models() }
    }

    /// Whether `example`, which stands in `rule`, holds.
    ///
    /// An example of an event rule holds when one event of the rule (or, if it made none, of the rule's type) meets
    /// every expectation; of a way of saying, when one statement does; a counter-example, when the rule made nothing.
    ///
    /// # Errors
    /// What was expected and what came.
    pub fn check(&self, rule: &Rule, example: &Example) -> Result<(), Box<Failure>> {
        let text = example.text.as_str();
        let analysis = waqai_lang::analyse(&self.lexicon, text);
        let published = PUBLISHED.month.zip(PUBLISHED.day).map(|(month, day)| (PUBLISHED.year, month, day));
        let context = waqai_names::Context { published, ..waqai_names::Context::default() };
        let names = waqai_names::find_names(&analysis, &self.names, &context);
        let dates = waqai_dates::find_dates(text, Some(PUBLISHED));
        let input = Input {
            analysis: &analysis,
            names: &names,
            dates: &dates,
            published: Some(PUBLISHED),
            headline: None,
            body: Span::new(0, text.len()),
            name_data: &self.names,
            lexicon: &self.lexicon,
        };
        let out = extract(&input, &self.rules);
        let read = Read { text, names: &names, out: &out };
        let held =
            if rule.emits.is_some() { read.event(rule, example) } else { read.statement(rule, example) };
        held.map_err(|expected| {
            Box::new(Failure {
                line: example.line,
                expected,
                came: read.came(),
                reading: read.reading(&analysis),
            })
        })
    }
}

impl Read<'_> {
    /// Tries an example of an event rule; what is wrong is told as what was expected.
    fn event(&self, rule: &Rule, example: &Example) -> Result<(), String> {
        let mine: Vec<_> = self.out.events.iter().filter(|e| e.rule == rule.id).collect();
        if example.not {
            return if mine.is_empty() { Ok(()) } else { Err("no event of this rule".to_owned()) };
        }
        // Another rule of the same type that tells the same is as good.
        let mine: Vec<_> = if mine.is_empty() {
            self.out.events.iter().filter(|e| Some(e.kind) == rule.emits).collect()
        } else {
            mine
        };
        let kind = rule.emits.unwrap_or("event");
        best(&mine, example, |event, key, value| self.event_is(event, key, value))
            .map_err(|wrong| wrong.map_or(kind.to_owned(), |w| format!("{kind} with {w}")))
    }

    fn event_is(&self, event: &Event, key: &str, value: &str) -> bool {
        match key {
            "trigger" => std::iter::once(event.trigger)
                .chain(event.evidence.iter().copied())
                .any(|t| alike(t.of(self.text), value)),
            "actor" => event.actors.iter().any(|p| self.names_it(p, value)),
            "recipient" => event.recipients.iter().any(|p| self.names_it(p, value)),
            "status" => event.status.name() == value,
            "type" => event.kind == value,
            "mode" => event.modes.iter().any(|m| m == value),
            "date" => event.date.as_ref().is_some_and(|d| d.value.to_string() == value),
            "place" => {
                event.place.and_then(|e| self.names.entities.get(e)).is_some_and(|e| alike(&e.name, value))
            }
            // What belongs to a statement no event has.
            _ => false,
        }
    }

    /// Tries an example of a way of saying.
    fn statement(&self, rule: &Rule, example: &Example) -> Result<(), String> {
        if example.not {
            return if self.out.statements.iter().any(|s| s.rule == rule.id) {
                Err("no statement of this rule".to_owned())
            } else {
                Ok(())
            };
        }
        let all: Vec<_> = self.out.statements.iter().collect();
        best(&all, example, |statement, key, value| self.statement_is(statement, key, value))
            .map_err(|wrong| wrong.map_or("a statement".to_owned(), |w| format!("a statement with {w}")))
    }

    fn statement_is(&self, s: &Statement, key: &str, value: &str) -> bool {
        match key {
            "speaker" => self.names_it(&s.speaker, value),
            "cue" => alike(s.cue.of(self.text), value),
            "content" => {
                let content = words(s.content.of(self.text));
                let (first, end) = value.split_once('…').map_or((value, ""), |(a, b)| (a, b));
                let (first, end) = (words(first), words(end));
                content.starts_with(&first) && (end.is_empty() || content.ends_with(&end))
            }
            // What belongs to an event no statement has.
            _ => false,
        }
    }

    fn names_it(&self, p: &Participant, value: &str) -> bool {
        if alike(p.span.of(self.text), value) {
            return true;
        }
        p.entity.is_some_and(|e| {
            self.names.mentions.iter().any(|m| {
                m.entity == e && (alike(m.span.of(self.text), value) || alike(m.full.of(self.text), value))
            })
        })
    }

    /// `COERCE actual [اعتقلت] الشرطة -> ناشط (events/coerce/arrest); …`, or `nothing`.
    fn came(&self) -> String {
        let side = |participants: &[Participant]| {
            let names: Vec<_> = participants.iter().map(|p| p.span.of(self.text)).collect();
            if names.is_empty() { "?".to_owned() } else { names.join(" + ") }
        };
        let events = self.out.events.iter().map(|e| {
            let modes: String = e.modes.iter().map(|m| format!("·{m}")).collect();
            let date = e.date.as_ref().filter(|d| d.span.is_some());
            let date = date.map(|d| format!(" on {}", d.value)).unwrap_or_default();
            let place = e.place.and_then(|p| self.names.entities.get(p));
            let place = place.map(|p| format!(" in {}", p.name)).unwrap_or_default();
            format!(
                "{}{modes} {} [{}] {} -> {}{date}{place} ({})",
                e.kind,
                e.status.name(),
                e.trigger.of(self.text),
                side(&e.actors),
                side(&e.recipients),
                e.rule
            )
        });
        let statements = self.out.statements.iter().map(|s| {
            format!(
                "{} [{}] \"{}\" ({})",
                s.speaker.span.of(self.text),
                s.cue.of(self.text),
                s.content.of(self.text),
                s.rule
            )
        });
        let all: Vec<_> = events.chain(statements).collect();
        if all.is_empty() { "nothing".to_owned() } else { all.join("; ") }
    }

    fn reading(&self, analysis: &Analysis<'_>) -> String {
        let names = self.names.mentions.iter().filter_map(|m| {
            let kind = self.names.entities.get(m.entity)?.kind.name();
            Some(format!("{}/{kind}", m.span.of(self.text)))
        });
        let words = analysis.tokens.iter().map(|t| format!("{}/{}/{}", t.form, t.key(), t.upos().name()));
        format!(
            "text {}\nnames {}\nwords {}",
            self.text,
            names.collect::<Vec<_>>().join(" | "),
            words.collect::<Vec<_>>().join(" ")
        )
    }
}

/// Whether one of `candidates` meets every expectation. If not: the first expectation that the nearest of them (the one
/// that meets most of those before) fails, or `None` when there is no candidate.
fn best<T>(
    candidates: &[&T],
    example: &Example,
    is: impl Fn(&T, &str, &str) -> bool,
) -> Result<(), Option<String>> {
    let mut nearest: Option<usize> = None;
    for candidate in candidates {
        match example.expect.iter().position(|(key, value)| !is(candidate, key, value)) {
            None => return Ok(()),
            Some(failed) => nearest = nearest.max(Some(failed)),
        }
    }
    let wrong = nearest.and_then(|n| example.expect.get(n));
    Err(wrong.map(|(key, value)| format!("{key} {value}")))
}

fn words(s: &str) -> Vec<String> {
    fold(s).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn bare(word: &str) -> String {
    use waqai_text::letters::{ALIF, LAM};
    let article: String = [ALIF, LAM].iter().collect();
    let doubled: String = [LAM, LAM].iter().collect();
    // The article after the preposition loses its alif.
    let word = word.strip_prefix(&doubled).or_else(|| word.strip_prefix(&article)).unwrap_or(word);
    word.to_owned()
}

/// Same words but for articles, or the words of one are among those of the other.
fn alike(a: &str, b: &str) -> bool {
    let keys = |s: &str| words(s).iter().map(|w| bare(w)).collect::<Vec<_>>();
    let (a, b) = (keys(a), keys(b));
    !a.is_empty() && !b.is_empty() && (a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w)))
}
