//! Reads an article file: head, text, record; resolves every quote, and checks every word of it.

mod entities;
mod events;
mod head;
mod participants;
mod statements;
mod taken;

use crate::model::{Article, Date, Part};
use crate::problem::{Problem, Problems};
use crate::tables::Tables;
use crate::text::{Quote, Stretch, Text};
use crate::{calendar, vocabulary};
use taken::Taken;

/// A line of the record.
#[derive(Debug, Clone, Copy)]
struct Line<'a> {
    number: usize,
    /// What follows the keyword.
    rest: &'a str,
}

impl<'a> Line<'a> {
    /// The fields between bars.
    fn fields(self) -> Vec<&'a str> {
        self.rest.split('|').map(str::trim).collect()
    }
}

/// Shortest and longest text, in words.
const WORDS: std::ops::RangeInclusive<usize> = 80..=450;

/// Reads the file `name` (its path from the root of the repository) with the content `raw`.
///
/// Out: the article, as far as it could be read, and the complaints in the order of the file.
#[must_use]
pub fn read(name: &str, raw: &str, tables: &Tables) -> (Option<Article>, Vec<Problem>) {
    let mut problems = Problems::new(name);
    let article = article(name, raw, tables, &mut problems);
    (article, problems.into_list())
}

fn article(name: &str, raw: &str, tables: &Tables, problems: &mut Problems) -> Option<Article> {
    for (number, line) in (1..).zip(raw.split('\n')) {
        if let Some(mark) = line.chars().find(|c| *c == '\r' || waqai_text::letters::is_invisible(*c)) {
            problems.add(number, format!("invisible U+{:04X}; delete it", u32::from(mark)));
        }
    }
    let lines: Vec<&str> = raw.lines().collect();
    let bars: Vec<usize> =
        (0..lines.len()).filter(|i| lines.get(*i).is_some_and(|l| l.trim_end() == "===")).collect();
    let [first, second] = bars.as_slice() else {
        let what = format!("{} lines `===`; there are two, after the head and after the text", bars.len());
        problems.add(bars.get(2).map_or(lines.len(), |b| b + 1), what);
        return None;
    };
    let head = head::read(name, lines.get(..*first)?, tables, problems);
    let body = body(lines.get(first + 1..*second)?, first + 2, problems);
    let text = Text::new(&body);
    let words = text.words();
    if !WORDS.contains(&words) {
        let what = format!("the text has {words} words; write {} to {}", WORDS.start(), WORDS.end());
        problems.add(first + 2, what);
    }
    let mut record = Record::default();
    for (number, line) in (second + 2..).zip(lines.get(second + 1..)?) {
        record.take(number, line, problems);
    }
    let mut article = Article { body, text, ..head? };
    record.resolve(&mut article, tables, problems);
    Some(article)
}

/// The text without the empty lines around it.
fn body(lines: &[&str], number: usize, problems: &mut Problems) -> String {
    for (number, line) in (number..).zip(lines) {
        if line.trim() != *line {
            problems.add(number, "white space at the end or beginning of the line; delete it");
        }
        if line.contains("  ") {
            problems.add(number, "two spaces together; write one");
        }
    }
    let text = lines.join("\n");
    let text = text.trim();
    match text.split_once('\n') {
        Some((_, rest)) if rest.starts_with('\n') => {}
        _ => problems.add(number, "the headline stands on one line, an empty line follows it"),
    }
    text.to_owned()
}

/// The lines of the record by kind.
#[derive(Debug, Default)]
struct Record<'a> {
    entities: Vec<(&'a str, Line<'a>)>,
    skips: Vec<Line<'a>>,
    events: Vec<Line<'a>>,
    statements: Vec<Line<'a>>,
    dates: Vec<Line<'a>>,
    parts: Vec<Line<'a>>,
}

impl<'a> Record<'a> {
    fn take(&mut self, number: usize, line: &'a str, problems: &mut Problems) {
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        let (keyword, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = Line { number, rest: rest.trim() };
        match keyword {
            "PER" | "ORG" | "LOC" => self.entities.push((keyword, rest)),
            "skip:" => self.skips.push(rest),
            "EV" => self.events.push(rest),
            "ST" => self.statements.push(rest),
            "DA" => self.dates.push(rest),
            "PART" => self.parts.push(rest),
            _ => problems.add(
                number,
                format!(
                    "a record line begins with PER, ORG, LOC, skip:, EV, ST, DA or PART, not with «{keyword}»"
                ),
            ),
        }
    }

    /// Parts first, since nothing is annotated in some; then names, which participants refer to.
    fn resolve(&self, article: &mut Article, tables: &Tables, problems: &mut Problems) {
        article.parts = parts(&article.text, &self.parts, problems);
        let silent: Vec<Stretch> = article
            .parts
            .iter()
            .filter(|p| vocabulary::SILENT_PARTS.contains(&p.role.as_str()))
            .map(|p| p.stretch)
            .collect();
        let mut finder = Finder { text: article.text.clone(), silent, tables };
        finder.silent.sort();
        (article.entities, article.skipped) = entities::read(&finder, &self.entities, &self.skips, problems);
        article.statements = statements::read(&finder, &article.entities, &self.statements, problems);
        article.events = events::read(&finder, article, &self.events, problems);
        article.dates = dates(&finder, &self.dates, &article.published, problems);
    }
}

/// What every kind of line needs to find its quotes.
struct Finder<'t> {
    text: Text,
    /// Parts in which nothing is annotated.
    silent: Vec<Stretch>,
    tables: &'t Tables,
}

impl Finder<'_> {
    /// The stretches that a quote can mean, outside the silent parts.
    fn find(&self, quote: &Quote) -> Result<Vec<Stretch>, String> {
        let mut found = self.text.find(quote)?;
        found.retain(|s| !self.is_silent(*s));
        if found.is_empty() {
            return Err(format!(
                "«{}» stands only in a related or boilerplate part; annotate nothing there",
                quote.words
            ));
        }
        Ok(found)
    }

    fn is_silent(&self, stretch: Stretch) -> bool {
        self.silent.iter().any(|s| s.overlaps(stretch))
    }

    /// A code of the table of countries, `-` for none.
    fn country(&self, code: &str, line: usize, problems: &mut Problems) -> Option<String> {
        if code == "-" {
            return None;
        }
        if !self.tables.countries.contains(code) {
            problems
                .add(line, format!("«{code}» is no country code; see data/names/countries.tsv, or write -"));
        }
        Some(code.to_owned())
    }

    fn sectors(&self, list: &str, line: usize, problems: &mut Problems) -> Vec<String> {
        let mut sectors = Vec::new();
        for sector in list.split_whitespace().filter(|s| *s != "-") {
            if vocabulary::SECTORS.contains(&sector) {
                sectors.push(sector.to_owned());
            } else {
                problems.add(line, no_sector(sector));
            }
        }
        sectors
    }
}

/// What to write instead of a word that is no sector.
fn no_sector(word: &str) -> String {
    if word == "NGO" {
        return "«NGO» is a country code, no sector; the sector of a society is SOC (or MED, EDU, REL, LAB)"
            .to_owned();
    }
    format!("«{word}» is no sector; use one of {}, or -", vocabulary::SECTORS.join(" "))
}

/// `role | words`.
fn parts(text: &Text, lines: &[Line<'_>], problems: &mut Problems) -> Vec<Part> {
    let mut taken = Taken::default();
    let mut parts: Vec<Part> = Vec::new();
    for line in lines {
        let [role, words] = line.fields()[..] else {
            problems.add(line.number, "a part is `PART role | first words … last words`");
            continue;
        };
        if !vocabulary::PARTS.contains(&role) {
            problems
                .add(line.number, format!("«{role}» is no part; use one of {}", vocabulary::PARTS.join(" ")));
        }
        let quote = Quote::new(words);
        let found = text.find(&quote).and_then(|found| taken.next(&quote, &found, line.number));
        match found {
            Err(why) => problems.add(line.number, why),
            Ok(stretch) if parts.iter().any(|p| p.stretch.overlaps(stretch)) => {
                problems.add(line.number, "this part overlaps another one; parts do not overlap");
            }
            Ok(stretch) => parts.push(Part { role: role.to_owned(), stretch }),
        }
    }
    parts.sort_by_key(|p| p.stretch);
    parts
}

/// `words = value`.
fn dates(finder: &Finder<'_>, lines: &[Line<'_>], published: &str, problems: &mut Problems) -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    let mut read: Vec<(Line<'_>, Quote, Option<String>)> = Vec::new();
    for line in lines {
        let Some((words, value)) = line.rest.rsplit_once('=') else {
            problems.add(line.number, "a date is `DA words = value`");
            continue;
        };
        let value = value.trim();
        if value != "null" && !calendar::is_date(value) {
            problems
                .add(line.number, format!("«{value}» is no date; write YYYY-MM-DD, YYYY-MM, YYYY or null"));
        }
        let quote = Quote::new(words.trim());
        if let Some(why) = finder.tables.days.objection(&quote.words, value, published) {
            problems.add(line.number, why);
        }
        read.push((*line, quote, (value != "null").then(|| value.to_owned())));
    }
    // Numbered ones first, then the longest: اليوم alone is not the one in اليوم الأحد.
    read.sort_by_key(|(line, quote, _)| {
        (!quote.numbered(), std::cmp::Reverse(quote.words.chars().count()), line.number)
    });
    for (line, quote, value) in read {
        match finder.find(&quote) {
            Err(why) => problems.add(line.number, why),
            Ok(found) => match found.iter().find(|s| !dates.iter().any(|d| d.stretch.overlaps(**s))) {
                Some(stretch) => dates.push(Date { line: line.number, stretch: *stretch, value }),
                None => problems.add(
                    line.number,
                    format!(
                        "every «{}» of the text belongs to another DA line already; delete this one",
                        quote.words
                    ),
                ),
            },
        }
    }
    dates.sort_by_key(|d| d.stretch);
    dates
}
