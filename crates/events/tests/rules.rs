//! Every rule file parses, and does what its examples say.

use libtest_mimic::{Arguments, Trial};
use std::sync::{Arc, LazyLock};
use waqai_dates::DateValue;
use waqai_events::{Extraction, Input, Participant, RuleSet, extract};
use waqai_names::NameData;
use waqai_rules::{Example, Rule, parse_rule};
use waqai_text::{Span, fold};

struct Stages {
    lexicon: waqai_lang::Lexicon,
    names: NameData,
    rules: RuleSet,
}

static STAGES: LazyLock<Stages> = LazyLock::new(|| Stages {
    lexicon: waqai_lang::Lexicon::load(),
    names: NameData::load(),
    rules: RuleSet::built_in().without_models(),
});

const PUBLISHED: DateValue = DateValue { year: 2026, month: Some(2), day: Some(11) };

fn main() {
    let args = Arguments::from_args();
    let mut trials = Vec::new();
    for (id, source) in RuleSet::files() {
        match parse_rule(id, id, source) {
            Err(errors) => trials.push(Trial::test(format!("{id}: parses"), move || {
                Err(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n").into())
            })),
            Ok(rule) => {
                let positive = rule.examples.iter().filter(|e| !e.not).count();
                let negative = rule.examples.len() - positive;
                trials.push(Trial::test(format!("{id}: has examples and counter-examples"), move || {
                    if positive >= 2 && negative >= 1 {
                        Ok(())
                    } else {
                        Err(format!("{positive} examples and {negative} counter-examples; give 2 and 1")
                            .into())
                    }
                }));
                let rule = Arc::new(rule);
                for (n, example) in rule.examples.iter().cloned().enumerate() {
                    let rule = Arc::clone(&rule);
                    trials.push(Trial::test(
                        format!("{id}: {} {}", if example.not { "not" } else { "example" }, n + 1),
                        move || check(&rule, &example).map_err(Into::into),
                    ));
                }
            }
        }
    }
    libtest_mimic::run(&args, trials).exit();
}

fn check(rule: &Rule, example: &Example) -> Result<(), String> {
    let stages = &*STAGES;
    let text = &example.text;
    let analysis = waqai_lang::analyse(&stages.lexicon, text);
    let context = waqai_names::Context { published: Some((2026, 2, 11)), ..waqai_names::Context::default() };
    let names = waqai_names::find_names(&analysis, &stages.names, &context);
    let dates = waqai_dates::find_dates(text, Some(PUBLISHED));
    let input = Input {
        analysis: &analysis,
        names: &names,
        dates: &dates,
        published: Some(PUBLISHED),
        headline: None,
        body: Span::new(0, text.len()),
        name_data: &stages.names,
        lexicon: &stages.lexicon,
    };
    let out = extract(&input, &stages.rules);
    let seen = render(text, &out, &names, &analysis);
    if rule.emits.is_some() {
        check_event(rule, example, &out, text, &names)
    } else {
        check_statement(rule, example, &out, text, &names)
    }
    .map_err(|why| format!("data/rules/{}.rule:{}: {why}\n  text {text}\n{seen}", rule.id, example.line))
}

fn check_event(
    rule: &Rule,
    example: &Example,
    out: &Extraction,
    text: &str,
    names: &waqai_names::Names,
) -> Result<(), String> {
    let mine: Vec<_> = out.events.iter().filter(|e| e.rule == rule.id).collect();
    if example.not {
        return if mine.is_empty() { Ok(()) } else { Err("the rule fired".to_owned()) };
    }
    // Another rule of the same type that tells the same is as good.
    let mine: Vec<_> = if mine.is_empty() {
        out.events.iter().filter(|e| Some(e.kind) == rule.emits).collect()
    } else {
        mine
    };
    if mine.is_empty() {
        return Err("no event".to_owned());
    }
    let mut last = String::new();
    for event in mine {
        let wrong = example.expect.iter().find(|(key, value)| match key.as_str() {
            "trigger" => !std::iter::once(event.trigger)
                .chain(event.evidence.iter().copied())
                .any(|t| alike(t.of(text), value)),
            "actor" => !event.actors.iter().any(|p| names_it(p, value, text, names)),
            "recipient" => !event.recipients.iter().any(|p| names_it(p, value, text, names)),
            "status" => event.status.name() != value,
            "type" => event.kind != value,
            "mode" => !event.modes.iter().any(|m| m == value),
            "date" => event.date.as_ref().is_none_or(|d| d.value.to_string() != *value),
            "place" => event.place.and_then(|e| names.entities.get(e)).is_none_or(|e| !alike(&e.name, value)),
            _ => false,
        });
        match wrong {
            None => return Ok(()),
            Some((key, value)) => last = format!("{key} is not {value}"),
        }
    }
    Err(last)
}

fn check_statement(
    rule: &Rule,
    example: &Example,
    out: &Extraction,
    text: &str,
    names: &waqai_names::Names,
) -> Result<(), String> {
    if example.not {
        return if out.statements.iter().any(|s| s.rule == rule.id) {
            Err("the rule fired".to_owned())
        } else {
            Ok(())
        };
    }
    if out.statements.is_empty() {
        return Err("no statement".to_owned());
    }
    let mut last = String::new();
    for s in &out.statements {
        let wrong = example.expect.iter().find(|(key, value)| match key.as_str() {
            "speaker" => !names_it(&s.speaker, value, text, names),
            "cue" => !alike(s.cue.of(text), value),
            "content" => {
                let content = words(s.content.of(text));
                let (first, end) = value.split_once('…').map_or((value.as_str(), ""), |(a, b)| (a, b));
                let (first, end) = (words(first), words(end));
                !(content.starts_with(&first) && (end.is_empty() || content.ends_with(&end)))
            }
            _ => false,
        });
        match wrong {
            None => return Ok(()),
            Some((key, value)) => last = format!("{key} is not {value}"),
        }
    }
    Err(last)
}

fn words(s: &str) -> Vec<String> {
    fold(s).split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn bare(w: &str) -> String {
    let w = w.strip_prefix("لل").map(|r| format!("ال{r}")).unwrap_or_else(|| w.to_owned());
    w.strip_prefix("ال").map_or(w.clone(), str::to_owned)
}

/// Same words but for articles, or the words of one are among those of the other.
fn alike(a: &str, b: &str) -> bool {
    let (a, b): (Vec<_>, Vec<_>) =
        (words(a).iter().map(|w| bare(w)).collect(), words(b).iter().map(|w| bare(w)).collect());
    !a.is_empty() && !b.is_empty() && (a.iter().all(|w| b.contains(w)) || b.iter().all(|w| a.contains(w)))
}

fn names_it(p: &Participant, value: &str, text: &str, names: &waqai_names::Names) -> bool {
    if alike(p.span.of(text), value) {
        return true;
    }
    p.entity.is_some_and(|e| {
        names
            .mentions
            .iter()
            .any(|m| m.entity == e && (alike(m.span.of(text), value) || alike(m.full.of(text), value)))
    })
}

fn render(
    text: &str,
    out: &Extraction,
    names: &waqai_names::Names,
    analysis: &waqai_lang::Analysis<'_>,
) -> String {
    let list =
        |ps: &[Participant]| ps.iter().map(|p| p.span.of(text).to_owned()).collect::<Vec<_>>().join(" + ");
    let mut s = String::new();
    for e in &out.events {
        s += &format!(
            "  got {} {} [{}] {} -> {} ({})\n",
            e.kind,
            e.status.name(),
            e.trigger.of(text),
            list(&e.actors),
            list(&e.recipients),
            e.rule
        );
    }
    for st in &out.statements {
        s += &format!(
            "  said {} [{}] {} ({})\n",
            st.speaker.span.of(text),
            st.cue.of(text),
            st.content.of(text),
            st.rule
        );
    }
    s += &format!(
        "  names {}\n",
        names
            .mentions
            .iter()
            .map(|m| format!("{}/{}", m.span.of(text), names.entities[m.entity].kind.name()))
            .collect::<Vec<_>>()
            .join(" | ")
    );
    s += &format!(
        "  words {}",
        analysis
            .tokens
            .iter()
            .map(|t| format!("{}/{}/{}", t.form, t.key(), t.upos().name()))
            .collect::<Vec<_>>()
            .join(" ")
    );
    s
}
