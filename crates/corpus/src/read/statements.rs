//! Reported speech: the word of saying and what is said.

use super::{Finder, Line, Taken, participants};
use crate::model::{Entity, Statement};
use crate::problem::Problems;
use crate::text::{Quote, Stretch};

pub(super) fn read(
    finder: &Finder<'_>,
    entities: &[Entity],
    lines: &[Line<'_>],
    problems: &mut Problems,
) -> Vec<Statement> {
    let (mut cues, mut contents) = (Taken::default(), Taken::default());
    // A line that cannot be read keeps its place, so that `in: n` counts lines.
    let mut read: Vec<Option<Statement>> = Vec::new();
    for line in lines {
        read.push(one(finder, entities, *line, &mut cues, &mut contents, problems));
    }
    nesting(&read, problems);
    let place: Vec<Option<usize>> = {
        let mut next = 0..;
        read.iter().map(|s| s.as_ref().and_then(|_| next.next())).collect()
    };
    let mut statements: Vec<Statement> = read.into_iter().flatten().collect();
    for statement in &mut statements {
        statement.inside = statement.inside.and_then(|i| place.get(i).copied().flatten());
    }
    statements
}

fn one(
    finder: &Finder<'_>,
    entities: &[Entity],
    line: Line<'_>,
    cues: &mut Taken,
    contents: &mut Taken,
    problems: &mut Problems,
) -> Option<Statement> {
    let number = line.number;
    let fields = line.fields();
    let [speaker, cue, content, options @ ..] = fields.as_slice() else {
        problems.add(number, "a statement is `ST speaker | cue | first words … last words | options`");
        return None;
    };
    // What another line says can be said here too when that line reports this one.
    let none = Taken::default();
    let others = if options.iter().any(|o| o.starts_with("in:")) { &none } else { &*contents };
    let (cue, content) = match pair(finder, &Quote::new(cue), &Quote::new(content), cues, others, number) {
        Ok((pair, doubt)) => {
            if let Some(doubt) = doubt {
                problems.add(number, doubt);
            }
            pair
        }
        Err(whys) => {
            whys.into_iter().for_each(|why| problems.add(number, why));
            // The speaker's faults are told all the same.
            participants::read(finder, entities, speaker, None, number, problems);
            return None;
        }
    };
    cues.take(cue, number);
    contents.take(content, number);
    let speaker = participants::read(finder, entities, speaker, Some(cue), number, problems);
    let mut statement = Statement {
        line: number,
        speaker: speaker?,
        cue,
        content,
        via: None,
        addressee: None,
        inside: None,
        direct: false,
    };
    for option in options {
        let (key, value) = option.split_once(':').map_or((*option, ""), |(k, v)| (k.trim(), v.trim()));
        match key {
            "via" => match finder.find(&Quote::new(value)) {
                Ok(_) => statement.via = Some(Quote::new(value).words),
                Err(why) => problems.add(number, format!("via: {why}")),
            },
            "to" => {
                statement.addressee =
                    participants::read(finder, entities, value, Some(cue), number, problems);
            }
            "in" => match value.parse::<usize>().ok().and_then(|n| n.checked_sub(1)) {
                Some(n) => statement.inside = Some(n),
                None => problems.add(number, "in: takes the number of a ST line of this file, from 1"),
            },
            "direct" => statement.direct = true,
            _ => problems.add(number, format!("«{option}» is no option; use via:, to:, in: or direct")),
        }
    }
    Some(statement)
}

type Pair = (Stretch, Stretch);

/// The cue and the content that stand nearest to each other, of those that no earlier line has; and why the choice
/// is in doubt, if it is.
fn pair(
    finder: &Finder<'_>,
    cue: &Quote,
    content: &Quote,
    cues: &Taken,
    contents: &Taken,
    line: usize,
) -> Result<(Pair, Option<String>), Vec<String>> {
    let all = (finder.find(cue), finder.find(content));
    let (all_cues, all_contents) = match all {
        (Ok(cues), Ok(contents)) => (cues, contents),
        (cues, contents) => {
            let told =
                [cues.err().map(|w| format!("cue: {w}")), contents.err().map(|w| format!("content: {w}"))];
            return Err(told.into_iter().flatten().collect());
        }
    };
    let free = |stretches: &[Stretch], quote: &Quote, taken: &Taken| -> Vec<Stretch> {
        stretches.iter().copied().filter(|s| quote.numbered() || !taken.has(*s)).collect()
    };
    let (free_cues, free_contents) = (free(&all_cues, cue, cues), free(&all_contents, content, contents));
    if free_cues.is_empty() {
        return Err(vec![format!(
            "all {} «{}» of the text are cues of other lines already; one cue opens one line",
            all_cues.len(),
            cue.words
        )]);
    }
    if free_contents.is_empty() {
        return Err(vec![format!(
            "«{}» is what another line says already; delete one (line {line})",
            content.words
        )]);
    }
    // A cue within the content is another speaker's, as long as there is one outside it.
    let mut pairs: Vec<(bool, usize, Pair)> = free_cues
        .iter()
        .flat_map(|cue| free_contents.iter().map(move |content| (*cue, *content)))
        .map(|(cue, content)| (content.overlaps(cue), finder.reach(cue, content), (cue, content)))
        .collect();
    pairs.sort();
    let Some(best) = pairs.first().copied() else { return Err(Vec::new()) };
    let rival = pairs.get(1).filter(|p| (p.0, p.1) == (best.0, best.1) && p.2.0 != best.2.0);
    let doubt = rival.map(|_| {
        format!("two «{}» are equally near to what is said; write #n after the cue or the content", cue.words)
    });
    Ok((best.2, doubt))
}

/// How much farther than it stands a word of saying reaches when it follows what is said: most stand before it.
const FOLLOWING: usize = 3;
/// How much farther it reaches across the end of a paragraph.
const PARAGRAPH: usize = 1000;

impl Finder<'_> {
    /// How far a cue is from what is said, in code points: more if it follows, or stands in another paragraph.
    fn reach(&self, cue: Stretch, content: Stretch) -> usize {
        let distance = cue.distance(content);
        let between = Stretch { start: cue.end.min(content.end), end: cue.start.max(content.start) };
        let apart = between.start < between.end && self.text.of(between).contains('\n');
        let weight = if cue.start >= content.end { FOLLOWING } else { 1 };
        distance * weight + if apart { PARAGRAPH } else { 0 }
    }
}

/// `in: n` names the line that reports this one, and what lies within another statement says so.
fn nesting(statements: &[Option<Statement>], problems: &mut Problems) {
    for (index, statement) in statements.iter().enumerate() {
        let Some(statement) = statement else { continue };
        if let Some(outer) = statement.inside {
            match statements.get(outer) {
                None => problems.add(statement.line, format!("in: {}: there is no such ST line", outer + 1)),
                Some(_) if outer >= index => problems.add(
                    statement.line,
                    format!("in: {} is not before this line; the reporting line stands first", outer + 1),
                ),
                Some(Some(other)) if !other.content.contains(statement.content) => problems.add(
                    statement.line,
                    format!(
                        "in: {} does not contain what is said here; mend the number or the quotes",
                        outer + 1
                    ),
                ),
                Some(_) => {}
            }
            continue;
        }
        for (other_index, other) in statements.iter().enumerate() {
            let Some(other) = other else { continue };
            if other_index == index || !other.content.overlaps(statement.content) {
                continue;
            }
            if other.content.contains(statement.content) {
                if other.inside != Some(index) {
                    let what = format!(
                        "what is said lies within ST {}; write in: {}, or end that one before it",
                        other_index + 1,
                        other_index + 1
                    );
                    problems.add(statement.line, what);
                }
            } else if !statement.content.contains(other.content) && index > other_index {
                let what = format!("what is said overlaps ST {}; end one before the other", other_index + 1);
                problems.add(statement.line, what);
            }
        }
    }
}
