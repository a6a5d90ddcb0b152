//! Reads a rule file, line by line.

use crate::model::{
    Condition, Content, EVENT_TYPES, Example, Frame, FrameKind, Function, ModeIf, Need, Role, Rule, Status,
    TypeIf, VoiceForm,
};
use compact_str::CompactString;
use waqai_text::fold;

/// A mistake in a rule file.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{file}:{line}:{column}: {message}")]
pub struct RuleError {
    /// As given to [`parse_rule`].
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong and what to do.
    pub message: String,
}

struct Line<'s> {
    number: usize,
    indented: bool,
    column: usize,
    key: &'s str,
    value: &'s str,
    value_column: usize,
}

struct Reader<'s> {
    file: &'s str,
    errors: Vec<RuleError>,
}

impl Reader<'_> {
    fn wrong(&mut self, line: usize, column: usize, message: impl Into<String>) {
        self.errors.push(RuleError { file: self.file.to_owned(), line, column, message: message.into() });
    }
}

/// Reads the rule file `source`, whose id is `id`; `file` is how errors name it.
///
/// # Errors
/// Every mistake found, in order of lines; the list is never empty.
pub fn parse_rule(id: &str, file: &str, source: &str) -> Result<Rule, Vec<RuleError>> {
    let mut reader = Reader { file, errors: Vec::new() };
    let mut rule = Rule {
        id: id.into(),
        about: String::new(),
        emits: None,
        modes: Vec::new(),
        contexts: Vec::new(),
        frames: Vec::new(),
        examples: Vec::new(),
    };
    let lines = split_lines(source);
    let mut heads_open = false;
    let mut in_example = false;
    for line in &lines {
        if line.indented {
            heads_open = false;
            if in_example {
                if let Some(example) = rule.examples.last_mut() {
                    read_example_line(&mut reader, example, line);
                }
            } else if let Some(frame) = rule.frames.last_mut() {
                read_frame_line(&mut reader, frame, line);
            } else {
                reader.wrong(
                    line.number,
                    line.column,
                    "an indented line belongs to a frame or an example: put one above it",
                );
            }
            continue;
        }
        let frame = |kind| Frame {
            kind,
            words: vec![key_of(line.value)],
            roles: Vec::new(),
            needs: Vec::new(),
            objects: Vec::new(),
            near: Vec::new(),
            modifiers: Vec::new(),
            unless: Vec::new(),
            modes: Vec::new(),
            types: Vec::new(),
            status: None,
            form: None,
            confidence: 0.7,
            statement: false,
            bare: false,
            contents: Vec::new(),
            parenthetical: false,
            line: line.number,
        };
        let kind = match line.key {
            "verb" => Some(FrameKind::Verb),
            "noun" => Some(FrameKind::Noun),
            "phrase" => Some(FrameKind::Phrase),
            "cue" => Some(FrameKind::Cue),
            _ => None,
        };
        if let Some(kind) = kind {
            in_example = false;
            if line.value.is_empty() {
                reader.wrong(line.number, line.column, format!("`{}` needs a word after it", line.key));
            }
            match rule.frames.last_mut() {
                Some(last) if heads_open && last.kind == kind => last.words.push(key_of(line.value)),
                _ => rule.frames.push(frame(kind)),
            }
            heads_open = true;
            continue;
        }
        heads_open = false;
        match line.key {
            "about" => line.value.clone_into(&mut rule.about),
            "emits" => {
                let mut words = line.value.split_whitespace();
                rule.emits = event_type(words.next().unwrap_or(""));
                if rule.emits.is_none() {
                    reader.wrong(line.number, line.value_column, format!("`{}` is no PLOVER type; one of {}", line.value, EVENT_TYPES.join(" ")));
                }
                rule.modes.extend(words.map(CompactString::from));
            }
            "mode" => rule.modes.push(line.value.into()),
            "context" => rule.contexts.push(line.value.into()),
            "example" | "not" => {
                in_example = true;
                rule.examples.push(Example { not: line.key == "not", line: line.number, ..Example::default() });
            }
            "rule" => {}
            other => reader.wrong(
                line.number, line.column,
                format!("unknown line `{other}`; at the top level: about emits mode context verb noun phrase cue example not"),
            ),
        }
    }
    if rule.frames.is_empty() {
        reader.wrong(1, 1, "the rule has no frame: add a `verb`, `noun`, `phrase` or `cue` line");
    }
    if rule.about.is_empty() {
        reader.wrong(1, 1, "the rule has no `about` line: say in one sentence what it recognises");
    }
    for example in &rule.examples {
        if example.text.is_empty() {
            reader.wrong(example.line, 1, "the example has no `text` line");
        }
    }
    if reader.errors.is_empty() { Ok(rule) } else { Err(reader.errors) }
}

fn key_of(word: &str) -> CompactString {
    fold(word.trim()).into()
}

fn event_type(word: &str) -> Option<&'static str> {
    EVENT_TYPES.iter().copied().find(|t| *t == word)
}

fn split_lines(source: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for (i, raw) in source.lines().enumerate() {
        let trimmed = raw.trim_start();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indent = raw[..raw.len() - trimmed.len()].chars().count();
        let key_end = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let (key, rest) = trimmed.split_at(key_end);
        let value = rest.trim();
        let value_column =
            indent + key.chars().count() + rest.chars().take_while(|c| c.is_whitespace()).count() + 1;
        lines.push(Line {
            number: i + 1,
            indented: indent > 0,
            column: indent + 1,
            key,
            value,
            value_column,
        });
    }
    lines
}

fn read_example_line(reader: &mut Reader<'_>, example: &mut Example, line: &Line<'_>) {
    const KEYS: [&str; 12] = [
        "text",
        "trigger",
        "actor",
        "recipient",
        "status",
        "date",
        "place",
        "mode",
        "speaker",
        "cue",
        "content",
        "type",
    ];
    if line.key == "text" {
        line.value.clone_into(&mut example.text);
    } else if KEYS.contains(&line.key) {
        example.expect.push((line.key.to_owned(), line.value.to_owned()));
    } else {
        reader.wrong(
            line.number,
            line.column,
            format!("unknown line `{}` in an example; known: {}", line.key, KEYS.join(" ")),
        );
    }
}

fn read_frame_line(reader: &mut Reader<'_>, frame: &mut Frame, line: &Line<'_>) {
    let value = line.value;
    let mut roles = |reader: &mut Reader<'_>, role| {
        for word in value.split_whitespace() {
            match function(word) {
                Some(f) => frame.roles.push((role, f)),
                None => reader.wrong(line.number, line.value_column, unknown_function(word)),
            }
        }
    };
    match line.key {
        "actor" => roles(reader, Role::Actor),
        "recipient" => roles(reader, Role::Recipient),
        "place" => roles(reader, Role::Place),
        "addressee" => roles(reader, Role::Addressee),
        "needs" => match need(value) {
            Some(n) => frame.needs.push(n),
            None => reader.wrong(line.number, line.value_column, format!("`needs {value}`: give actor, recipient, any, both, two or a function")),
        },
        "object" => frame.objects.push(key_of(value)),
        "near" => frame.near.push(key_of(value)),
        "modifier" => frame.modifiers.push(key_of(value)),
        "unless" => match condition(value) {
            Some(c) => frame.unless.push(c),
            None => reader.wrong(line.number, line.value_column, unknown_condition(value)),
        },
        "mode" => {
            let (mode, rest) = value.split_once(char::is_whitespace).unwrap_or((value, ""));
            let condition = match rest.trim().strip_prefix("if") {
                Some(c) => match condition(c.trim()) {
                    Some(c) => Some(c),
                    None => return reader.wrong(line.number, line.value_column, unknown_condition(c.trim())),
                },
                None if rest.trim().is_empty() => None,
                None => return reader.wrong(line.number, line.value_column, "after the mode comes nothing or `if CONDITION`"),
            };
            frame.modes.push(ModeIf { mode: mode.into(), condition });
        }
        "type" => {
            let read = value.split_once(" if ").and_then(|(t, c)| Some(TypeIf { kind: event_type(t.trim())?, condition: condition(c.trim())? }));
            match read {
                Some(t) => frame.types.push(t),
                None => reader.wrong(line.number, line.value_column, "write `type TYPE if CONDITION`"),
            }
        }
        "status" => match value {
            "actual" => frame.status = Some(Status::Actual),
            "planned" => frame.status = Some(Status::Planned),
            "hypothetical" => frame.status = Some(Status::Hypothetical),
            "negated" => frame.status = Some(Status::Negated),
            "historical" => frame.status = Some(Status::Historical),
            _ => reader.wrong(line.number, line.value_column, "a status is actual, planned, hypothetical, negated or historical"),
        },
        "form" => match value {
            "active" => frame.form = Some(VoiceForm::Active),
            "passive" => frame.form = Some(VoiceForm::Passive),
            _ => reader.wrong(line.number, line.value_column, "a form is active or passive"),
        },
        "confidence" => match value.parse::<f32>() {
            Ok(c) if (0.0..=1.0).contains(&c) => frame.confidence = c,
            _ => reader.wrong(line.number, line.value_column, "a confidence is a number from 0 to 1"),
        },
        "statement" => frame.statement = true,
        "bare" => frame.bare = true,
        "parenthetical" => frame.parenthetical = true,
        "content" => match value {
            "that" => frame.contents.push(Content::That),
            "quote" => frame.contents.push(Content::Quote),
            "colon" => frame.contents.push(Content::Colon),
            "object" => frame.contents.push(Content::Object),
            _ => match value.strip_prefix("prep:") {
                Some(p) => frame.contents.push(Content::Prep(key_of(p))),
                None => reader.wrong(line.number, line.value_column, "a content is that, quote, colon, object or prep:P"),
            },
        },
        other => reader.wrong(
            line.number, line.column,
            format!(
                "unknown line `{other}` in a frame; known: actor recipient place addressee needs object near modifier unless mode type status form \
                 confidence statement bare parenthetical content"
            ),
        ),
    }
}

fn function(word: &str) -> Option<Function> {
    Some(match word {
        "subject" => Function::Subject,
        "object" => Function::Object,
        "genitive" => Function::Genitive,
        "adjective" => Function::Adjective,
        "holder" => Function::Holder,
        "agent" => Function::Agent,
        "itself" => Function::Itself,
        _ => {
            let rest = word.strip_prefix("prep:")?;
            let (prep, genitive) = match rest.strip_suffix(".genitive") {
                Some(p) => (p, true),
                None => (rest, false),
            };
            if prep.is_empty() {
                return None;
            }
            Function::Prep { prep: key_of(prep), genitive }
        }
    })
}

fn need(word: &str) -> Option<Need> {
    Some(match word {
        "actor" => Need::Actor,
        "recipient" => Need::Recipient,
        "any" => Need::Any,
        "both" => Need::Both,
        "two" => Need::Two,
        _ => Need::Function(function(word)?),
    })
}

fn condition(text: &str) -> Option<Condition> {
    let whole = text.strip_prefix("prep:").is_none_or(|rest| !rest.contains(':'));
    if let (Some(f), true) = (function(text), whole) {
        return Some(Condition::Function(f));
    }
    let (key, word) = text.split_once(':')?;
    if word.trim().is_empty() {
        return None;
    }
    Some(match key {
        "near" => Condition::Near(key_of(word)),
        "object" => Condition::Object(key_of(word)),
        "genitive" => Condition::Genitive(key_of(word)),
        "subject" => Condition::Subject(key_of(word)),
        "next" => Condition::Next(key_of(word)),
        "modifier" => Condition::Modifier(key_of(word)),
        "prep" => {
            let (prep, head) = word.split_once(':')?;
            Condition::PrepHead(key_of(prep), key_of(head))
        }
        _ => return None,
    })
}

fn unknown_function(word: &str) -> String {
    format!(
        "unknown function `{word}`; known: subject object genitive adjective holder agent itself prep:P prep:P.genitive"
    )
}

fn unknown_condition(text: &str) -> String {
    format!(
        "unknown condition `{text}`; known: near:W object:W genitive:W subject:W next:W modifier:W prep:P:W, or a function"
    )
}

#[cfg(test)]
mod tests {
    use super::parse_rule;
    use crate::model::{FrameKind, Function, Role};

    #[test]
    fn verbs_in_a_row_share_their_lines() {
        let source = "about  x\nemits  CONSULT\nverb   التقى\nverb   زار\n  actor subject\n  actor prep:مع\n  mode visit if near:زيارة\nnoun  لقاء\n  actor genitive\nexample\n  text  أ\n  actor ب\nnot\n  text  ج\n";
        let rule = parse_rule("events/consult/meet", "meet.rule", source).unwrap();
        assert_eq!(rule.frames.len(), 2);
        assert_eq!(rule.frames[0].words, ["التقي", "زار"]);
        assert_eq!(
            rule.frames[0].roles[1],
            (Role::Actor, Function::Prep { prep: "مع".into(), genitive: false })
        );
        assert_eq!(rule.frames[1].kind, FrameKind::Noun);
        assert!(rule.examples[1].not);
    }

    #[test]
    fn a_mistake_is_told_with_line_and_column() {
        let errors =
            parse_rule("x", "x.rule", "about x\nemits CONSULT\nverb التقى\n  actor wher\n").unwrap_err();
        assert!(errors[0].to_string().starts_with("x.rule:4:9: unknown function `wher`"), "{}", errors[0]);
        assert!(parse_rule("x", "x.rule", "about x\n").is_err());
        assert!(
            parse_rule("x", "x.rule", "about x\nemits MEET\nverb التقى\n").unwrap_err()[0]
                .to_string()
                .starts_with("x.rule:2:7")
        );
    }
}
