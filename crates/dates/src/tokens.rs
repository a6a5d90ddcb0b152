//! The text as words, numbers and marks, each with its entries in the tables: read once, left to right.

use waqai_text::letters::{self, ALIF, BA, FA, KAF, LAM, WAW};
use waqai_text::{Span, fold_char};

use crate::tables::{Cue, Entry, Meaning, Month, Part, Relative, TABLES, role};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// A run of decimal digits of any script; its value, saturated, and how many digits it has.
    Number(u32, u8),
    /// Any other character that has ink.
    Mark(char),
    Newline,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Where the word begins without attached conjunction and preposition.
    pub(crate) core: u32,
    /// The attached conjunction is "and".
    pub(crate) and: bool,
    /// The word, without clitics, is written with an alif madda at its head.
    pub(crate) madda: bool,
    /// No blank stands between this token and the one before.
    pub(crate) glued: bool,
    key: (u32, u32),
    entries: Option<&'static [Entry]>,
}

/// The tokens of a text.
#[derive(Debug)]
pub(crate) struct Tokens {
    all: Vec<Token>,
    keys: String,
}

impl Tokens {
    /// Splits `text`. Direction marks and vowel signs belong to no token's edge.
    pub(crate) fn new(text: &str) -> Tokens {
        let mut out =
            Tokens { all: Vec::with_capacity(text.len() / 8), keys: String::with_capacity(text.len()) };
        let mut chars = text.char_indices().peekable();
        let mut glued = false;
        while let Some((start, c)) = chars.next() {
            if letters::is_invisible(c) || letters::is_diacritic(c) || c == letters::TATWEEL {
                continue;
            }
            if c == '\n' {
                out.push(Kind::Newline, start, start + 1, glued, 0);
                glued = false;
                continue;
            }
            if c.is_whitespace() {
                glued = false;
                continue;
            }
            let mut end = start + c.len_utf8();
            if let Some(first) = letters::digit_value(c) {
                let (mut value, mut digits) = (first, 1u8);
                while let Some(&(at, c)) = chars.peek() {
                    if let Some(d) = letters::digit_value(c) {
                        value = value.saturating_mul(10).saturating_add(d);
                        digits = digits.saturating_add(1);
                        end = at + c.len_utf8();
                    } else if !letters::is_invisible(c) {
                        break;
                    }
                    chars.next();
                }
                out.push(Kind::Number(value, digits), start, end, glued, 0);
            } else if is_letter(c) {
                let key = out.keys.len();
                out.fold(c);
                while let Some(&(at, c)) = chars.peek() {
                    if is_letter(c) || letters::is_diacritic(c) || c == letters::TATWEEL {
                        out.fold(c);
                        end = at + c.len_utf8();
                    } else if !letters::is_invisible(c) {
                        break;
                    }
                    chars.next();
                }
                out.push(Kind::Word, start, end, glued, key);
                out.look_up(text);
                if let Some(t) = out.all.last_mut() {
                    t.madda = text.get(t.core as usize..).is_some_and(|w| w.starts_with(letters::ALIF_MADDA));
                }
            } else {
                out.push(Kind::Mark(c), start, end, glued, 0);
            }
            glued = true;
        }
        out
    }

    fn fold(&mut self, c: char) {
        if matches!(c, '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}') {
            // Presentation forms may be ligatures: the whole fold knows them.
            waqai_text::fold_into(c.encode_utf8(&mut [0; 4]), &mut self.keys);
        } else if let Some(c) = fold_char(c) {
            if is_plain_arabic(c) {
                self.keys.push(c)
            } else {
                c.to_lowercase().for_each(|c| self.keys.push(c))
            }
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize, glued: bool, key: usize) {
        let key = if kind == Kind::Word { (key as u32, self.keys.len() as u32) } else { (0, 0) };
        let (start, end) = (start as u32, end as u32);
        self.all.push(Token {
            kind,
            start,
            end,
            core: start,
            and: false,
            madda: false,
            glued,
            key,
            entries: None,
        });
    }

    // Finds the last token in the tables: whole, then without a conjunction, then without a preposition too. A word
    // that is there whole keeps its first letter, since names may begin with one of these letters.
    fn look_up(&mut self, text: &str) {
        let Some(token) = self.all.last_mut() else { return };
        let key = &self.keys[token.key.0 as usize..token.key.1 as usize];
        if let Some(entries) = TABLES.entries(key) {
            token.entries = Some(entries);
            return;
        }
        let (mut rest, mut taken, mut and) = (key, 0usize, false);
        if let Some(r) = rest.strip_prefix([WAW, FA]) {
            (and, rest, taken) = (rest.starts_with(WAW), r, 1);
            if let Some(entries) = TABLES.entries(rest) {
                (token.entries, token.and) = (Some(entries), and);
                token.core = skip_letters(text, token.start, token.end, taken);
                token.key.0 += (key.len() - rest.len()) as u32;
                return;
            }
        }
        let Some(r) = rest.strip_prefix([BA, LAM, KAF]) else { return };
        taken += 1;
        if let Some(entries) = TABLES.entries(r) {
            token.key.0 += (key.len() - r.len()) as u32;
            (token.entries, token.and) = (Some(entries), and);
            token.core = skip_letters(text, token.start, token.end, taken);
        } else if rest.starts_with(LAM) && r.starts_with(LAM) {
            // The article after the preposition l- has lost its alif.
            let mut whole = String::with_capacity(r.len() + 2);
            whole.push(ALIF);
            whole.push_str(r);
            if let Some(entries) = TABLES.entries(&whole) {
                (token.entries, token.and) = (Some(entries), and);
                token.core = skip_letters(text, token.start, token.end, taken);
                let at = self.keys.len() as u32;
                self.keys.push_str(&whole);
                token.key = (at, self.keys.len() as u32);
            }
        }
    }

    /// The token at `i`.
    pub(crate) fn get(&self, i: usize) -> Option<&Token> {
        self.all.get(i)
    }

    /// How many tokens there are.
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// The folded word at `i`, without attached conjunction and preposition if the tables know what remains; empty for
    /// what is no word.
    pub(crate) fn key(&self, i: usize) -> &str {
        self.get(i).map_or("", |t| &self.keys[t.key.0 as usize..t.key.1 as usize])
    }

    /// The word before token `i` in the same line.
    pub(crate) fn key_before(&self, i: usize) -> &str {
        i.checked_sub(1).map_or("", |i| self.key(i))
    }

    /// Whether the word at `i` can begin an expression: most words of the tables only stand around one.
    pub(crate) fn begins(&self, i: usize) -> bool {
        let Some(entries) = self.get(i).and_then(|t| t.entries) else { return false };
        entries.iter().any(|e| match e.meaning {
            Meaning::Role(roles) => roles & role::BEGIN != 0,
            Meaning::Cue(_) => false,
            _ => true,
        })
    }

    /// The mark at `i`.
    pub(crate) fn mark(&self, i: usize) -> Option<char> {
        match self.get(i)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The number at `i` and its digits.
    pub(crate) fn number(&self, i: usize) -> Option<(u32, u8)> {
        match self.get(i)?.kind {
            Kind::Number(n, digits) => Some((n, digits)),
            _ => None,
        }
    }

    /// The number at `i`, unless it is a part of a longer figure: a decimal, a sum with separators, a fraction, a code.
    pub(crate) fn plain_number(&self, i: usize) -> Option<(u32, u8)> {
        let n = self.number(i)?;
        let inside =
            |c: char| matches!(c, '.' | ',' | '٫' | '٬' | '%' | '٪' | ':' | '+' | '$' | '€' | '£' | '#');
        let glued = |i: usize| self.get(i).is_some_and(|t| t.glued);
        let digits_after = glued(i + 1)
            && self.mark(i + 1).is_some_and(inside)
            && (glued(i + 2) && self.number(i + 2).is_some()
                || matches!(self.mark(i + 1), Some('%' | '٪' | '$' | '€' | '£')));
        let before = i > 0 && glued(i);
        let digits_before = before
            && self.mark(i - 1).is_some_and(inside)
            && (glued(i - 1) && i > 1 && self.number(i - 2).is_some()
                || matches!(self.mark(i - 1), Some('%' | '٪' | '$' | '€' | '£' | '+' | '#')));
        (!digits_after && !digits_before).then_some(n)
    }

    /// The longest entry at `i` that `wanted` makes something of, and the token after it.
    fn longest<T>(&self, i: usize, wanted: impl Fn(Meaning) -> Option<T>) -> Option<(T, usize)> {
        for entry in self.get(i)?.entries? {
            let Some(hit) = wanted(entry.meaning) else { continue };
            let fits = entry.rest.iter().enumerate().all(|(n, word)| self.is_word(i + 1 + n, word));
            if fits {
                return Some((hit, i + 1 + entry.rest.len()));
            }
        }
        None
    }

    // Later words of a phrase are compared as written; a number in words may be written as a figure.
    fn is_word(&self, i: usize, word: &str) -> bool {
        let Some(token) = self.get(i) else { return false };
        match token.kind {
            Kind::Word => {
                let key = &self.keys[token.key.0 as usize..token.key.1 as usize];
                if token.core == token.start {
                    key == word
                } else {
                    token.and && word.strip_prefix(WAW) == Some(key)
                }
            }
            Kind::Number(n, 1) => word.parse() == Ok(n),
            _ => false,
        }
    }

    /// The month named at `i`.
    pub(crate) fn month(&self, i: usize) -> Option<(Month, usize)> {
        self.longest(i, |m| if let Meaning::Month(m) = m { Some(m) } else { None })
    }

    /// The day of the week named at `i`.
    pub(crate) fn weekday(&self, i: usize) -> Option<(u8, usize)> {
        self.longest(i, |m| if let Meaning::Weekday(w) = m { Some(w) } else { None })
    }

    /// The relative day at `i`.
    pub(crate) fn relative(&self, i: usize) -> Option<(Relative, usize)> {
        self.longest(i, |m| if let Meaning::Relative(r) = m { Some(r) } else { None })
    }

    /// The number in words at `i`: of those asked for, ordinals or counts.
    pub(crate) fn number_word(&self, i: usize, ordinals: bool) -> Option<(u8, usize)> {
        self.longest(i, |m| match m {
            Meaning::Number { value, ordinal } if ordinal == ordinals => Some(value),
            _ => None,
        })
    }

    /// The part of the day at `i`.
    pub(crate) fn part(&self, i: usize) -> Option<(Part, usize)> {
        self.longest(i, |m| if let Meaning::Part(p) = m { Some(p) } else { None })
    }

    /// Whether the word at `i` plays one of `roles`.
    pub(crate) fn is(&self, i: usize, roles: u64) -> bool {
        self.roles(i) & roles != 0
    }

    /// Whether the word before `i` plays one of `roles`.
    pub(crate) fn is_before(&self, i: usize, roles: u64) -> bool {
        i > 0 && self.is(i - 1, roles)
    }

    /// All roles of the word at `i`.
    pub(crate) fn roles(&self, i: usize) -> u64 {
        let Some(entries) = self.get(i).and_then(|t| t.entries) else { return 0 };
        entries
            .iter()
            .filter(|e| e.rest.is_empty())
            .fold(0, |all, e| if let Meaning::Role(r) = e.meaning { all | r } else { all })
    }

    /// Which way the word at `i` turns its clause; a past verb may have an object attached ("أعلنته").
    pub(crate) fn cue(&self, i: usize) -> Option<Cue> {
        let token = self.get(i).filter(|t| t.kind == Kind::Word)?;
        let cue = |entries: &[Entry]| {
            entries.iter().find_map(|e| if let Meaning::Cue(c) = e.meaning { Some(c) } else { None })
        };
        if let Some(entries) = token.entries {
            return cue(entries);
        }
        if self.future_verb(i) {
            return Some(Cue::Future);
        }
        let key = self.key(i);
        let bare = key.strip_suffix(letters::ALIF).unwrap_or(key).strip_suffix(letters::HA)?;
        TABLES.entries(bare).and_then(cue).filter(|c| *c == Cue::Past)
    }

    // The future prefix before an imperfect verb: s-y-, s-t-, s-n-, after a conjunction or without.
    fn future_verb(&self, i: usize) -> bool {
        let Some(Token { kind: Kind::Word, entries: None, .. }) = self.get(i) else { return false };
        let key = self.key(i);
        let key = key.strip_prefix([WAW, FA]).unwrap_or(key);
        let mut letters = key.chars();
        letters.next() == Some(letters::SIN)
            && matches!(letters.next(), Some(letters::YA | letters::TA | letters::NUN))
            && letters.count() >= 2
            && !TABLES
                .entries(key)
                .is_some_and(|es| es.iter().any(|e| e.meaning == Meaning::Cue(Cue::NotFuture)))
    }

    /// From the first token's word, without clitics, to the end of the last token before `next`.
    pub(crate) fn span(&self, first: usize, next: usize) -> Span {
        let start = self.get(first).map_or(0, |t| t.core);
        let end = next.checked_sub(1).and_then(|i| self.get(i)).map_or(start, |t| t.end);
        Span::new(start as usize, end as usize)
    }

    /// Whether the token at `i` is "and", apart or attached.
    pub(crate) fn and_at(&self, i: usize) -> bool {
        self.is(i, role::AND)
    }
}

fn is_letter(c: char) -> bool {
    is_plain_arabic(c) || c.is_alphabetic() || letters::is_arabic_letter(c)
}

// The letters that nearly all of the text is made of, so that no table need be asked about them.
fn is_plain_arabic(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}')
}

// The byte after the first `n` letters of a word, and the signs on them.
fn skip_letters(text: &str, start: u32, end: u32, n: usize) -> u32 {
    let word = text.get(start as usize..end as usize).unwrap_or("");
    let mut letters = 0;
    for (at, c) in word.char_indices() {
        if fold_char(c).is_some() {
            letters += 1;
            if letters > n {
                return start + at as u32;
            }
        }
    }
    start
}
