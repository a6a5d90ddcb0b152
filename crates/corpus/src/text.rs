//! The text of an article, and quotes found in it.
//!
//! Positions are Unicode code points, start inclusive, end exclusive, as in the records of the program.

use std::collections::BTreeSet;
use waqai_text::letters::{self, ALIF, BA, FA, KAF, LAM, SIN, TATWEEL, WAW};

/// A stretch of the text in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}

impl Stretch {
    /// Whether the two share a code point.
    #[must_use]
    pub fn overlaps(self, other: Stretch) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies within this one.
    #[must_use]
    pub fn contains(self, other: Stretch) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Code points between the two; 0 when they touch or overlap.
    #[must_use]
    pub fn distance(self, other: Stretch) -> usize {
        other.start.saturating_sub(self.end).max(self.start.saturating_sub(other.end))
    }
}

/// A text whose quotes are looked for.
#[derive(Debug, Clone)]
pub struct Text {
    chars: Vec<char>,
}

/// Words that stand for a stretch: all of them, or the first and the last ones; and which occurrence is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// The words as quoted, without the number: what equal quotes are recognised by.
    pub words: String,
    /// The first words.
    first: (String, Option<usize>),
    /// The last words, where the stretch is quoted by its ends.
    last: Option<(String, Option<usize>)>,
}

impl Quote {
    /// Reads `words`, `words#2` and `first words … last words`.
    #[must_use]
    pub fn new(quoted: &str) -> Quote {
        let (first, last) = match quoted.split_once(" … ") {
            Some((first, last)) => (numbered(first), Some(numbered(last))),
            None => (numbered(quoted), None),
        };
        let words = match &last {
            Some((last, _)) => format!("{} … {last}", first.0),
            None => first.0.clone(),
        };
        Quote { words, first, last }
    }

    /// Whether the line says itself which occurrence it means.
    #[must_use]
    pub fn numbered(&self) -> bool {
        self.first.1.is_some() || self.last.as_ref().is_some_and(|l| l.1.is_some())
    }
}

fn numbered(quoted: &str) -> (String, Option<usize>) {
    if let Some((words, number)) = quoted.rsplit_once('#')
        && let Ok(number) = number.trim().parse()
    {
        return (words.trim().to_owned(), Some(number));
    }
    (quoted.trim().to_owned(), None)
}

impl Text {
    /// Takes the text apart.
    #[must_use]
    pub fn new(text: &str) -> Text {
        Text { chars: text.chars().collect() }
    }

    /// The words of a stretch.
    #[must_use]
    pub fn of(&self, stretch: Stretch) -> String {
        self.chars.get(stretch.start..stretch.end).map(|c| c.iter().collect()).unwrap_or_default()
    }

    /// Length in code points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Words: runs between white space that hold a letter or digit.
    #[must_use]
    pub fn words(&self) -> usize {
        let mut words = 0;
        let mut inside = false;
        for c in &self.chars {
            if c.is_whitespace() {
                inside = false;
            } else if c.is_alphanumeric() && !inside {
                inside = true;
                words += 1;
            }
        }
        words
    }

    /// All stretches that `quote` can mean, in the order of the text; an error says why there is none.
    pub fn find(&self, quote: &Quote) -> Result<Vec<Stretch>, String> {
        let starts = self.pick(&quote.first)?;
        let Some(last) = &quote.last else { return Ok(starts) };
        let ends = self.pick(last)?;
        let mut found = Vec::new();
        for start in starts {
            // The nearest end after it.
            if let Some(end) = ends.iter().find(|e| e.start >= start.end) {
                found.push(Stretch { start: start.start, end: end.end });
            }
        }
        if found.is_empty() {
            return Err(format!(
                "«{}» does not stand after «{}»; quote the ends in order",
                last.0, quote.first.0
            ));
        }
        Ok(found)
    }

    fn pick(&self, (words, number): &(String, Option<usize>)) -> Result<Vec<Stretch>, String> {
        let found = self.occurrences(words);
        if found.is_empty() {
            return Err(self.why_not(words));
        }
        match number {
            None => Ok(found),
            Some(number) => match found.get(number.wrapping_sub(1)) {
                Some(stretch) => Ok(vec![*stretch]),
                None => {
                    Err(format!("«{words}» stands {} times in the text, there is no #{number}", found.len()))
                }
            },
        }
    }

    /// Where `words` stand, on word bounds, with or without clitics before them, which are left out.
    #[must_use]
    pub fn occurrences(&self, words: &str) -> Vec<Stretch> {
        let needle: Vec<char> = words.chars().collect();
        let mut found = BTreeSet::new();
        for at in self.matches(&needle) {
            let stretch = Stretch { start: at, end: at + needle.len() };
            if self.ends_well(stretch, &needle) && self.begins_well(at, &needle) {
                found.insert(stretch);
            }
        }
        // After the preposition ل the article loses its alif, and before a lam its lam too.
        if let [ALIF, LAM, rest @ ..] = needle.as_slice() {
            let mut fused = vec![vec![LAM]];
            fused[0].extend(rest);
            if rest.first() == Some(&LAM) {
                fused.push(rest.to_vec());
            }
            for needle in fused {
                for at in self.matches(&needle) {
                    let stretch = Stretch { start: at, end: at + needle.len() };
                    let lam = at.checked_sub(1).filter(|b| self.chars.get(*b) == Some(&LAM));
                    let before = lam.map(|lam| self.before(lam));
                    let clitic = before.is_some_and(|b| matches!(b.as_slice(), [] | [WAW | FA]));
                    if clitic && self.ends_well(stretch, &needle) {
                        found.insert(stretch);
                    }
                }
            }
        }
        found.into_iter().collect()
    }

    fn matches(&self, needle: &[char]) -> impl Iterator<Item = usize> {
        let length = needle.len().max(1);
        self.chars.windows(length).enumerate().filter(move |(_, w)| *w == needle).map(|(at, _)| at)
    }

    fn ends_well(&self, stretch: Stretch, needle: &[char]) -> bool {
        !needle.last().copied().is_some_and(in_word)
            || !self.chars.get(stretch.end).copied().is_some_and(in_word)
    }

    fn begins_well(&self, at: usize, needle: &[char]) -> bool {
        if !needle.first().copied().is_some_and(in_word) {
            return true;
        }
        matches!(
            self.before(at).as_slice(),
            [] | [WAW | FA] | [BA | LAM | KAF | SIN] | [WAW | FA, BA | LAM | KAF | SIN]
        )
    }

    /// The letters of the word before `at`, without vowel signs.
    fn before(&self, at: usize) -> Vec<char> {
        let mut letters: Vec<char> = self
            .chars
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .copied()
            .take_while(|c| in_word(*c))
            .collect();
        letters.reverse();
        letters.retain(|c| !letters::is_diacritic(*c));
        letters
    }

    /// Why words are not found: they stand inside a word, or are spelled otherwise.
    fn why_not(&self, words: &str) -> String {
        let needle: Vec<char> = words.chars().collect();
        if let Some(at) = self.matches(&needle).next() {
            return format!(
                "«{words}» stands only inside a word («{}»); quote whole words",
                self.around(at, needle.len())
            );
        }
        let (folded, places): (Vec<char>, Vec<usize>) =
            self.chars.iter().enumerate().filter_map(|(i, c)| loose(*c).map(|c| (c, i))).unzip();
        let loose: Vec<char> = words.chars().filter_map(loose).collect();
        if !loose.is_empty()
            && let Some(at) = folded.windows(loose.len()).position(|w| *w == *loose)
            && let (Some(start), Some(last)) = (places.get(at), places.get(at + loose.len() - 1))
        {
            let there = self.around(*start, last + 1 - start).replace('\n', "⏎");
            return format!("«{words}» does not stand in the text, which has «{there}»; quote it exactly");
        }
        format!("«{words}» does not stand in the text; quote it exactly")
    }

    /// A stretch widened to whole words.
    fn around(&self, start: usize, length: usize) -> String {
        let mut stretch = Stretch { start, end: start + length };
        while stretch.start > 0 && self.chars.get(stretch.start - 1).copied().is_some_and(in_word) {
            stretch.start -= 1;
        }
        while self.chars.get(stretch.end).copied().is_some_and(in_word) {
            stretch.end += 1;
        }
        self.of(stretch)
    }
}

/// Whether a character belongs to a word.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == TATWEEL || letters::is_diacritic(c)
}

/// Letters alone, folded: for finding what was meant.
fn loose(c: char) -> Option<char> {
    c.is_alphanumeric().then(|| waqai_text::fold_char(c)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Quote, Text};

    #[track_caller]
    fn check(text: &str, quote: &str, want: &[&str]) {
        let text = Text::new(text);
        let found: Vec<String> =
            text.find(&Quote::new(quote)).unwrap_or_default().into_iter().map(|s| text.of(s)).collect();
        assert_eq!(found, want, "{quote}");
    }

    #[test]
    fn clitics_stand_before_a_quote_and_are_no_part_of_it() {
        check("وزار نادر وبنادر ولنادر كنادر", "نادر", &["نادر", "نادر", "نادر", "نادر"]);
        check("وقال فقال سيقال", "قال", &["قال", "قال"]);
        check("الدار دارنا", "دار", &[]);
        check("وفد وَبِوفد", "وفد", &["وفد", "وفد"]);
    }

    #[test]
    fn the_article_after_a_preposition_begins_with_its_lam() {
        check("للوزارة وللوزارة الوزارة", "الوزارة", &["لوزارة", "لوزارة", "الوزارة"]);
        check("للجنة المصالحة", "اللجنة المصالحة", &["لجنة المصالحة"]);
        check("جللوزارة", "الوزارة", &[]);
    }

    #[test]
    fn stretches_are_quoted_by_their_ends_and_occurrences_by_number() {
        check(
            "قال نادر إن الماء قليل وإن الماء بعيد",
            "الماء … بعيد",
            &["الماء قليل وإن الماء بعيد", "الماء بعيد"],
        );
        check("قال نادر إن الماء قليل وإن الماء بعيد", "الماء#2 … بعيد", &["الماء بعيد"]);
        check("الماء الماء", "الماء#2", &["الماء"]);
        check("الماء الماء", "الماء#3", &[]);
        check("عنوان: ماء", ":", &[":"]);
    }

    #[test]
    fn what_is_not_found_is_explained() {
        let text = Text::new("وثّق المرصدُ الحادث");
        let why = |quote| text.find(&Quote::new(quote)).unwrap_err();
        assert_eq!(
            why("وثق المرصد"),
            "«وثق المرصد» does not stand in the text, which has «وثّق المرصدُ»; quote it exactly"
        );
        assert_eq!(why("مرصد"), "«مرصد» stands only inside a word («المرصدُ»); quote whole words");
        assert_eq!(why("البحر"), "«البحر» does not stand in the text; quote it exactly");
    }
}
