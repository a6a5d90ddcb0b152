//! The tables of words: rows that repeat, contradict each other, or can never match.
//!
//! A table is looked up by the cells named in [`TABLES`], folded or as written. A second row with the same key never
//! comes to its turn, or says another thing of the same word; a cell with signs that folding takes away, or none but
//! such, matches nothing that was folded.

use super::Source;
use std::collections::BTreeMap;
use waqai_text::fold;

/// How a table is looked up.
struct Table {
    /// Path, with `*` within a folder.
    path: &'static str,
    /// The cells that make its key.
    key: &'static [usize],
    /// Compared as written: standard spelling matters.
    exact: bool,
}

const fn folded(path: &'static str, key: &'static [usize]) -> Table {
    Table { path, key, exact: false }
}

const fn exact(path: &'static str, key: &'static [usize]) -> Table {
    Table { path, key, exact: true }
}

/// Tables with one row for a key.
const TABLES: [Table; 34] = [
    folded("data/syntax/words.tsv", &[0]),
    folded("data/syntax/participles.tsv", &[0]),
    folded("data/syntax/homographs.tsv", &[0]),
    folded("data/rules/events/dated_nouns.tsv", &[0]),
    folded("data/rules/events/light_nouns.tsv", &[0]),
    folded("data/rules/events/place_prepositions.tsv", &[0]),
    folded("data/rules/events/targets.tsv", &[0]),
    folded("data/rules/events/figures.tsv", &[0, 1, 2]),
    folded("data/rules/events/status.tsv", &[0, 1]),
    folded("data/rules/events/support.tsv", &[0, 1]),
    folded("data/rules/statements/channels.tsv", &[0]),
    folded("data/rules/statements/sources.tsv", &[0]),
    folded("data/rules/topics/*.tsv", &[0]),
    folded("data/names/groups.tsv", &[0]),
    folded("data/names/titles.tsv", &[0]),
    folded("data/names/orgheads.tsv", &[0]),
    folded("data/names/given_names.tsv", &[0]),
    folded("data/names/extra_heads.tsv", &[0]),
    folded("data/places/features.tsv", &[0]),
    folded("data/dates/cues.tsv", &[0]),
    folded("data/dates/dayparts.tsv", &[0]),
    folded("data/page/agencies.tsv", &[0]),
    folded("data/page/agency-words.tsv", &[0]),
    folded("data/page/function-words.tsv", &[0]),
    folded("data/page/news-words.tsv", &[0]),
    folded("data/page/sections.tsv", &[0]),
    folded("data/page/waw-words.tsv", &[0]),
    exact("data/lexicon/auxiliaries.tsv", &[0]),
    exact("data/lexicon/broken_plurals.tsv", &[0, 1]),
    exact("data/lexicon/feminine.tsv", &[0]),
    exact("data/lexicon/masdars.tsv", &[0]),
    exact("data/lexicon/names.tsv", &[0]),
    exact("data/lexicon/nouns.tsv", &[0]),
    exact("data/lexicon/transitive.tsv", &[0]),
];

pub(super) fn check(files: &[Source]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|f| f.is("tsv") && f.path.starts_with("data/")) {
        let table = TABLES.iter().find(|t| super::matches(t.path, &file.path));
        let Some(text) = file.text() else { continue };
        rows(&file.path, text, table, &mut complaints);
    }
    for file in files.iter().filter(|f| f.is("rule")) {
        let Some(text) = file.text() else { continue };
        frames(&file.path, text, &mut complaints);
    }
    complaints
}

/// Words and conditions that a frame of a rule lists twice, folded. Examples may repeat what they like.
fn frames(path: &str, text: &str, complaints: &mut Vec<String>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let (mut example, mut indented) = (false, false);
    for (i, line) in text.lines().enumerate() {
        let trimmed = line.trim();
        let was = std::mem::replace(&mut indented, line.starts_with(' '));
        // A frame ends at an empty line, or where words follow conditions.
        if trimmed.is_empty() || was && !indented {
            seen.clear();
            example = false;
        }
        if trimmed.is_empty() {
            continue;
        }
        example |= matches!(trimmed, "example" | "not");
        if example || trimmed.starts_with('#') {
            continue;
        }
        let key = fold(trimmed).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(first) = seen.insert(key, i + 1) {
            complaints.push(format!("{path}:{}: says what line {first} says", i + 1));
        }
    }
}

fn rows(path: &str, text: &str, table: Option<&Table>, complaints: &mut Vec<String>) {
    let mut whole: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keys: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let mut header = text.lines().any(|l| l.starts_with('#') && l.contains('\t'));
    for (i, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        // The first row names the columns where no comment does.
        if !std::mem::replace(&mut header, true) && !line.chars().any(waqai_text::letters::is_arabic_letter) {
            continue;
        }
        let number = i + 1;
        let mut complain = |what: String| complaints.push(format!("{path}:{number}: {what}"));
        if let Some(first) = whole.insert(line, number) {
            complain(format!("says what line {first} says"));
            continue;
        }
        let Some(table) = table else { continue };
        let cells: Vec<&str> = line.split('\t').collect();
        let mut key = String::new();
        for &column in table.key {
            let cell = cells.get(column).copied().unwrap_or_default();
            if cell.contains("  ") {
                complain(format!("two spaces in {cell}, which no text has after folding"));
            }
            if !table.exact && cell.chars().any(vanishes) {
                complain(format!("{cell} has signs that folding takes away"));
            }
            key.push_str(&if table.exact { cell.to_owned() } else { fold(cell) });
            key.push('\t');
        }
        if key.trim().is_empty() {
            complain("no key is left of it after folding".to_owned());
            continue;
        }
        if let Some(&(first, earlier)) = keys.get(&key) {
            let same = cells.iter().skip(table.key.len()).eq(earlier
                .split('\t')
                .skip(table.key.len())
                .collect::<Vec<_>>()
                .iter());
            complain(if same {
                format!("never matches: line {first} has the same key")
            } else {
                format!("contradicts line {first}, which has the same key: {earlier}")
            });
        } else {
            keys.insert(key, (number, line));
        }
    }
}

/// Signs that a folded text does not have.
fn vanishes(c: char) -> bool {
    c == waqai_text::letters::TATWEEL
        || waqai_text::letters::is_diacritic(c)
        || waqai_text::letters::is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::check;

    fn complaints(path: &str, text: &str) -> Vec<String> {
        check(&[Source { path: path.to_owned(), bytes: text.as_bytes().to_vec() }])
    }

    #[test]
    fn a_second_row_for_a_key_is_found() {
        let text = "# word\tclass\nإلى\tpreposition\nالى\tpreposition\nإلى\tpreposition\nالي\tadjunct\n";
        assert_eq!(
            complaints("data/syntax/words.tsv", text),
            [
                "data/syntax/words.tsv:3: never matches: line 2 has the same key",
                "data/syntax/words.tsv:4: says what line 2 says",
                "data/syntax/words.tsv:5: contradicts line 2, which has the same key: إلى\tpreposition",
            ]
        );
    }

    #[test]
    fn what_folding_removes_is_found() {
        let text = "word\nقــال\nمُعلن\n";
        assert_eq!(
            complaints("data/page/news-words.tsv", text),
            [
                "data/page/news-words.tsv:2: قــال has signs that folding takes away",
                "data/page/news-words.tsv:3: مُعلن has signs that folding takes away",
            ]
        );
    }

    #[test]
    fn a_frame_lists_a_word_once() {
        let text = "verb  أعلن\nverb  اعلن\n  near:بيان\n\nverb  أعلن\n\nexample\n  a\n  a\n";
        assert_eq!(
            complaints("data/rules/events/x.rule", text),
            ["data/rules/events/x.rule:2: says what line 1 says"]
        );
    }

    #[test]
    fn spelling_counts_where_the_table_compares_as_written() {
        assert_eq!(complaints("data/lexicon/nouns.tsv", "noun\tcount\nأن\t1\nان\t2\n"), Vec::<String>::new());
        assert_eq!(
            complaints("data/lexicon/nouns.tsv", "noun\tcount\nفأر\t1\nفأر\t2\n"),
            ["data/lexicon/nouns.tsv:3: contradicts line 2, which has the same key: فأر\t1"]
        );
    }
}
