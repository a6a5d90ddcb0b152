//! The tables under `data/page`, read once.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::OnceLock;
use waqai_text::{fold, letters};

/// The rows of a table: tab-separated cells, without comments, blank lines and the line that names the columns.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .skip(1)
        .map(|l| l.split('\t').collect())
}

/// The key under which words are compared: folded, with every run of what is neither letter nor digit made
/// one space.
pub(crate) fn key(text: &str) -> String {
    let folded = fold(text);
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(|c| !letters::is_alphanumeric(c)).filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// [`key`] without words that are numbers: counters and dates do not tell one label from another.
pub(crate) fn label_key(text: &str) -> String {
    let key = key(text);
    let words: Vec<&str> =
        key.split(' ').filter(|w| !w.chars().all(|c| letters::digit_value(c).is_some())).collect();
    words.join(" ")
}

/// What a class or id says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    Strong,
    Weak,
    Caption,
    Date,
    Author,
    Section,
    Title,
    Body,
}

/// `data/page/class-hints.tsv`.
pub(crate) struct ClassHints {
    whole: FxHashMap<&'static str, Hint>,
    part: Vec<(&'static str, Hint)>,
}

impl ClassHints {
    pub(crate) fn get() -> &'static ClassHints {
        static TABLE: OnceLock<ClassHints> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut hints = ClassHints { whole: FxHashMap::default(), part: Vec::new() };
            for row in rows(include_str!("../../../data/page/class-hints.tsv")) {
                let [kind, word, hint] = row[..] else { continue };
                let hint = match hint {
                    "strong" => Hint::Strong,
                    "weak" => Hint::Weak,
                    "caption" => Hint::Caption,
                    "date" => Hint::Date,
                    "author" => Hint::Author,
                    "section" => Hint::Section,
                    "title" => Hint::Title,
                    _ => Hint::Body,
                };
                if kind == "part" {
                    hints.part.push((word, hint));
                } else {
                    hints.whole.insert(word, hint);
                }
            }
            hints
        })
    }

    /// Every hint of a class or id, which may hold several names.
    pub(crate) fn of(&self, names: &str) -> Vec<Hint> {
        let mut out = Vec::new();
        let mut word = String::new();
        let mut whole = String::new();
        let mut last_lower = false;
        for c in names.chars().take(400).chain([' ']) {
            if !c.is_ascii_alphabetic() || (c.is_ascii_uppercase() && last_lower) {
                out.extend(self.whole.get(word.as_str()));
                word.clear();
            }
            if c.is_ascii_alphabetic() {
                word.push(c.to_ascii_lowercase());
                whole.push(c.to_ascii_lowercase());
            } else {
                out.extend(self.whole.get(whole.as_str()));
                out.extend(self.part.iter().filter(|(p, _)| whole.contains(p)).map(|(_, h)| *h));
                whole.clear();
            }
            last_lower = c.is_ascii_lowercase();
        }
        out.dedup();
        out
    }
}

/// What a paragraph is, by its words alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Site {
    /// Words of the site.
    Line,
    /// Opens a list of other articles.
    List,
    /// The article is over.
    End,
}

/// `data/page/boilerplate.tsv`.
pub(crate) struct Boilerplate {
    whole: FxHashSet<String>,
    start: Vec<String>,
    within: Vec<String>,
    list: Vec<String>,
    end: FxHashSet<String>,
    tail: Vec<String>,
    policy: Vec<String>,
}

impl Boilerplate {
    pub(crate) fn get() -> &'static Boilerplate {
        static TABLE: OnceLock<Boilerplate> = OnceLock::new();
        TABLE.get_or_init(|| {
            let mut t = Boilerplate {
                whole: FxHashSet::default(),
                start: Vec::new(),
                within: Vec::new(),
                list: Vec::new(),
                end: FxHashSet::default(),
                tail: Vec::new(),
                policy: Vec::new(),
            };
            for row in rows(include_str!("../../../data/page/boilerplate.tsv")) {
                let [kind, words] = row[..] else { continue };
                let words = label_key(words);
                match kind {
                    "start" => t.start.push(words),
                    "within" => t.within.push(words),
                    "list" => t.list.push(words),
                    "tail" => t.tail.push(words),
                    "policy" => t.policy.push(words),
                    "end" => {
                        t.end.insert(words);
                    }
                    _ => {
                        t.whole.insert(words);
                    }
                }
            }
            t
        })
    }

    /// What the paragraph `text` is, if its words give it away.
    pub(crate) fn of(&self, text: &str) -> Option<Site> {
        // No label is longer; prose is only asked for its beginning.
        const LABEL_BYTES: usize = 400;
        let head = head(text, LABEL_BYTES);
        let key = label_key(head);
        if key.is_empty() {
            // Numbers and marks alone say nothing.
            return text.chars().any(char::is_alphanumeric).then_some(Site::Line);
        }
        let words = key.split(' ').count();
        if self.end.contains(&key) {
            return Some(Site::End);
        }
        if self.whole.contains(&key) {
            return Some(Site::Line);
        }
        let starts = |p: &String| starts_with_words(&key, p);
        if self
            .list
            .iter()
            .any(|p| starts(p) && (words <= p.split(' ').count() + 2 || opens_with_colon(head, p)))
        {
            return Some(Site::List);
        }
        if self.start.iter().any(starts) || self.within.iter().any(|p| key.contains(p.as_str())) {
            return Some(Site::Line);
        }
        // One such phrase may be what the news is about; two are the site's terms.
        let policies = self.policy.iter().filter(|p| key.contains(p.as_str())).take(2).count();
        (policies == 2).then_some(Site::Line)
    }

    /// Whether `words` (any spelling) are a mark that stands at the end of a story.
    pub(crate) fn is_tail(&self, words: &str) -> bool {
        self.tail.contains(&label_key(words))
    }
}

/// At most the first `bytes` bytes of `text`, cut between characters.
fn head(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    &text[..end]
}

/// Whether `key` starts with the whole words of `prefix`.
pub(crate) fn starts_with_words(key: &str, prefix: &str) -> bool {
    key.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// "اقرأ أيضا: …" in one line with the link.
fn opens_with_colon(text: &str, prefix: &str) -> bool {
    text.char_indices()
        .find(|&(_, c)| {
            matches!(c, ':' | '|' | '\u{2026}' | '.' | '-' | '\u{2013}' | '!' | letters::QUESTION)
        })
        .is_some_and(|(i, _)| label_key(&text[..i]) == *prefix)
}

/// How a table of bylines says that a name follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Introduces {
    /// With or without a colon.
    Label,
    /// Only with a colon.
    Colon,
    /// A verb with its subject behind it.
    Verb,
}

/// `data/page/bylines.tsv`: folded words and how they introduce a name.
pub(crate) fn bylines() -> &'static [(String, Introduces)] {
    static TABLE: OnceLock<Vec<(String, Introduces)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        rows(include_str!("../../../data/page/bylines.tsv"))
            .filter_map(|row| {
                let [kind, words] = row[..] else { return None };
                let kind = match kind {
                    "label" => Introduces::Label,
                    "verb" => Introduces::Verb,
                    _ => Introduces::Colon,
                };
                Some((key(words), kind))
            })
            .collect()
    })
}

fn set(table: &'static str) -> FxHashSet<String> {
    rows(table).filter_map(|row| row.first().map(|w| key(w))).collect()
}

/// Whether these words are a news agency's signature.
pub(crate) fn is_agency(words: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("../../../data/page/agencies.tsv"))).contains(&key(words))
}

/// Whether this folded word opens the names of agencies.
pub(crate) fn is_agency_word(word: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("../../../data/page/agency-words.tsv"))).contains(word)
}

/// Whether these words are a section's label as agencies put it before a headline.
pub(crate) fn is_section(words: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("../../../data/page/sections.tsv"))).contains(&key(words))
}

/// Whether a paragraph opens with words that go on with the same report: a phrase of the table, or any word joined
/// to what was said before.
pub(crate) fn is_continuation(text: &str) -> bool {
    static PHRASES: OnceLock<Vec<(String, bool)>> = OnceLock::new();
    static OWN_WAW: OnceLock<Vec<String>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        rows(include_str!("../../../data/page/continuations.tsv"))
            .filter_map(|r| Some((key(r.first()?), *r.get(1)? == "head")))
            .collect()
    });
    let own = OWN_WAW.get_or_init(|| {
        rows(include_str!("../../../data/page/waw-words.tsv"))
            .filter_map(|r| r.first().map(|w| key(w)))
            .collect()
    });
    let head = key(head(text, 120));
    let joined =
        head.strip_prefix(letters::WAW).filter(|_| !own.iter().any(|w| head.starts_with(w.as_str())));
    let bare = head.strip_prefix([letters::WAW, letters::FA]);
    joined.is_some_and(|rest| {
        rest.split(' ').next().is_some_and(|w| w.chars().count() >= 2 || rest.starts_with(' '))
    }) || phrases.iter().any(|(p, at_head)| {
        bare.is_some_and(|b| starts_with_words(b, p)) || (*at_head && starts_with_words(&head, p))
    })
}

/// Whether this stem is one that any two news stories share.
pub(crate) fn is_news_word(stem: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let words = set(include_str!("../../../data/page/news-words.tsv"));
        // A set of their stems; the order in which they are taken does not show.
        words.iter().map(|w| crate::structure::stem(w).to_owned()).collect()
    });
    table.contains(stem)
}

/// Whether these words name nobody although they stand in an author field.
pub(crate) fn is_nobody(words: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("../../../data/page/nobody.tsv"))).contains(&key(words))
}

/// `data/page/date-words.tsv`.
#[derive(Debug, Default)]
pub(crate) struct DateWords {
    pub(crate) published: Vec<String>,
    pub(crate) modified: Vec<String>,
}

/// Words that tell the day of publication from the day of a change.
pub(crate) fn date_words() -> &'static DateWords {
    static TABLE: OnceLock<DateWords> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut words = DateWords::default();
        for row in rows(include_str!("../../../data/page/date-words.tsv")) {
            match row[..] {
                ["published", w] => words.published.push(key(w)),
                ["modified", w] => words.modified.push(key(w)),
                _ => {}
            }
        }
        words
    })
}

/// Whether the folded word `word` is a function word of Arabic.
pub(crate) fn is_function_word(word: &str) -> bool {
    static TABLE: OnceLock<FxHashSet<String>> = OnceLock::new();
    TABLE.get_or_init(|| set(include_str!("../../../data/page/function-words.tsv"))).contains(word)
}

#[cfg(test)]
mod tests {
    use super::{Boilerplate, ClassHints, Hint, Site, is_agency, is_nobody};

    #[test]
    fn classes_are_read_word_by_word() {
        let t = ClassHints::get();
        assert_eq!(t.of("newsShare_Box"), [Hint::Weak]);
        assert_eq!(t.of("img-cap"), [Hint::Caption]);
        assert_eq!(t.of("uplCaption"), [Hint::Caption]);
        assert_eq!(t.of("jnews_inline_related_post_wrapper"), [Hint::Strong, Hint::Body]);
        assert_eq!(t.of("spread loading shadow"), []);
    }

    #[test]
    fn labels_of_the_site_are_known_in_any_spelling() {
        let t = Boilerplate::get();
        assert_eq!(t.of("إقرأ أيضًا :"), Some(Site::List));
        assert_eq!(t.of("اقرأ أيضا: وفد تجاري يزور الميناء غدا لبحث خط ملاحي جديد"), Some(Site::List));
        assert_eq!(t.of("التعليقات (3)"), Some(Site::End));
        assert_eq!(t.of("12"), Some(Site::Line));
        assert_eq!(t.of("اقرأ أيضا في عيون الناس ما تخفيه الكلمات، قال الشاعر للجمهور"), None);
        assert_eq!(t.of("قال الوزير إن التعليقات لا تعبر عن موقف الحكومة."), None);
    }

    #[test]
    fn agencies_sign_in_several_ways() {
        assert!(is_agency("(أ.ف.ب)"));
        assert!(is_agency("أ ف ب"));
        assert!(!is_agency("وزارة الخارجية"));
        assert!(is_nobody("Admin"));
    }
}
