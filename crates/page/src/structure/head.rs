//! The lines above the story in the words of a page: section, headline, its repetitions, date, author, caption.

use super::stems::{share, stems};
use super::{blank_follows, from_text};
use crate::labels::author;
use crate::page::{Page, Part, PartRole};
use crate::tables::{Boilerplate, Site, is_agency, is_section, key, starts_with_words};
use waqai_dates::read_timestamp;
use waqai_text::letters;

/// Lines above the first sentence are looked for no further down.
const HEAD_LINES: usize = 12;
/// A date line's words, an author line's, a headline's.
const DATE_WORDS: usize = 16;
const AUTHOR_WORDS: usize = 8;
const HEADLINE_WORDS: std::ops::RangeInclusive<usize> = 3..=45;

/// Reads the words of a page in the order in which they stood there.
pub(crate) fn from_plain(text: &str) -> Page {
    let first_end = text.find('\n').unwrap_or(text.len());
    let first = text[..first_end].trim();
    if first.split_whitespace().count() >= *HEADLINE_WORDS.start()
        && blank_follows(&text[first_end..])
        && !is_sentence(first)
        && !is_date(first)
        && !text.contains('\r')
        && !is_page_head(text)
    {
        return from_text(text.to_owned());
    }
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let headline = headline(&lines);
    let rest = lines.iter().enumerate().filter(|(i, _)| Some(*i) != headline).map(|(_, l)| *l);
    let rest = rest.collect::<Vec<_>>().join("\n");
    match headline {
        Some(h) => {
            let mut page = from_text(format!("{}\n\n{rest}", lines[h]));
            mark_above(&mut page, h);
            page
        }
        None => from_text(rest),
    }
}

/// The lines that stood above the headline, now the first below it, are no story: a single short one is the section.
fn mark_above(page: &mut Page, above: usize) {
    let section = page.section.is_none();
    let mut found = None;
    for part in page.parts.iter_mut().filter(|p| p.role != PartRole::Headline).take(above) {
        let text = part.span.of(&page.text);
        if part.role == PartRole::Body && text.split_whitespace().count() <= 5 && !is_sentence(text) {
            part.role = PartRole::Section;
            found = found.or(Some(text.to_owned()));
        }
    }
    if section {
        page.section = found;
    }
}

/// Whether the first lines have the marks of a page: a headline that comes again, or a date line.
fn is_page_head(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|l| !l.is_empty()).take(HEAD_LINES).collect();
    let Some(h) = headline(&lines) else { return false };
    h > 0 && (lines[h + 1..].iter().any(|l| repeats(lines[h], l)) || lines.iter().any(|l| is_date(l)))
}

/// Which of the first lines is the headline: the one that comes again, otherwise the first that could be one.
fn headline(lines: &[&str]) -> Option<usize> {
    let could_be = |l: &str| {
        HEADLINE_WORDS.contains(&l.split_whitespace().count())
            && !is_sentence(l)
            && !is_date(l)
            && author(l).is_none()
            && Boilerplate::get().of(l).is_none()
    };
    let head = &lines[..lines.len().min(HEAD_LINES)];
    let again = (0..head.len()).find(|&i| {
        could_be(head[i]) && !is_cut(head[i]) && head[i + 1..].iter().any(|l| repeats(head[i], l))
    });
    let first = || (0..head.len().min(4)).find(|&i| could_be(head[i]));
    // A text that goes on in one line has no headline to be told from its body.
    again.or_else(first).filter(|_| lines.len() > 1)
}

/// Marks the lines above the story in a text whose lines are all body so far.
pub(crate) fn mark(page: &mut Page) {
    let headline = page.headline.clone();
    let mut is_page = false;
    let mut at = usize::from(headline.is_some());
    let body: Vec<usize> =
        page.parts.iter().enumerate().filter(|(_, p)| p.role == PartRole::Body).map(|(i, _)| i).collect();
    if body.len() < 2 {
        return;
    }
    let mut sentences = 0;
    for &i in body.iter().take(HEAD_LINES) {
        let text = page.parts[i].span.of(&page.text).to_owned();
        let words = text.split_whitespace().count();
        let role = if headline.as_deref().is_some_and(|h| repeats(h, &text)) {
            Some(PartRole::Headline)
        } else if sentences > 0 {
            None
        } else if words <= DATE_WORDS && is_date(&text) && !is_sentence(&text) {
            if page.byline.is_none() {
                page.byline = super::wire::trailing_agency(&text);
            }
            Some(PartRole::Dateline)
        } else if words <= AUTHOR_WORDS && !is_sentence(&text) && is_author(&text, is_page) {
            if page.byline.is_none() {
                page.byline = author(&text).or(Some(text.clone()));
            }
            Some(PartRole::Byline)
        } else if i == at && words <= 3 && is_section(&text) {
            page.section = Some(text.clone());
            Some(PartRole::Section)
        } else if words <= 8 && matches!(Boilerplate::get().of(&text), Some(Site::Line | Site::End)) {
            Some(PartRole::Boilerplate)
        } else {
            None
        };
        match role {
            Some(role) => {
                is_page |= matches!(role, PartRole::Headline | PartRole::Dateline);
                page.parts[i].role = role;
                at = i + 1;
            }
            None => sentences += 1,
        }
        if sentences > 4 {
            break;
        }
    }
    lists(page);
    if is_page {
        caption(page);
    }
}

/// "اقرأ أيضا: …" between paragraphs, and the links under such a heading.
fn lists(page: &mut Page) {
    let mut listing = false;
    for i in 0..page.parts.len() {
        let Part { span, role } = page.parts[i];
        if role != PartRole::Body {
            continue;
        }
        let text = span.of(&page.text);
        if is_sentence(text) || text.split_whitespace().count() > 25 {
            listing = false;
            continue;
        }
        if Boilerplate::get().of(text) == Some(Site::List) {
            listing = true;
        }
        if listing {
            page.parts[i].role = PartRole::Related;
        }
    }
}

/// In the words of a page: a line without a full stop beside the lead that says the same.
fn caption(page: &mut Page) {
    const WORDS: std::ops::RangeInclusive<usize> = 4..=30;
    let body: Vec<usize> = page
        .parts
        .iter()
        .enumerate()
        .filter(|(_, p)| p.role == PartRole::Body)
        .map(|(i, _)| i)
        .take(4)
        .collect();
    let Some(&lead) =
        body.iter().find(|&&i| page.parts[i].span.of(&page.text).split_whitespace().count() > 10)
    else {
        return;
    };
    let mut about = stems(page.parts[lead].span.of(&page.text));
    about.extend(&page.headline.as_deref().map(stems).unwrap_or_default());
    for &i in body.iter().filter(|i| **i != lead) {
        let text = page.parts[i].span.of(&page.text);
        let words = text.split_whitespace().count();
        if WORDS.contains(&words)
            && !is_sentence(text)
            && !text.ends_with(':')
            && share(&stems(text), &about) >= 0.5
        {
            page.parts[i].role = PartRole::Caption;
        }
    }
}

/// Whether `line` says the headline again: the same words, or its beginning, cut off.
fn repeats(headline: &str, line: &str) -> bool {
    let (a, b) = (key(headline), key(line));
    if a.is_empty() || b.is_empty() {
        return false;
    }
    if a == b {
        return true;
    }
    let words = b.split(' ').count();
    if is_cut(line) && words >= 3 {
        // The last word may be cut, too.
        let whole = b.rsplit_once(' ').map_or("", |w| w.0);
        return a.starts_with(&b) || starts_with_words(&a, whole);
    }
    let (short, long) = if a.len() < b.len() { (&a, &b) } else { (&b, &a) };
    let long_words: rustc_hash::FxHashSet<&str> = long.split(' ').collect();
    let shared = short.split(' ').filter(|w| long_words.contains(w)).count();
    words >= 4 && shared * 10 >= long.split(' ').count() * 9 && !is_sentence(line)
}

fn is_cut(line: &str) -> bool {
    line.ends_with(['\u{2026}']) || line.ends_with("..")
}

/// Ends as a sentence does.
fn is_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['"', '\u{BB}', '\u{201D}', ')', ' ']);
    (line.ends_with(['.', letters::QUESTION, '!']) && !is_cut(line)) || line.split_whitespace().count() > 45
}

fn is_date(line: &str) -> bool {
    line.split_whitespace().count() <= DATE_WORDS
        && !line.ends_with(':')
        && read_timestamp(line).is_some_and(|(d, _)| d.day.is_some())
}

/// A line that names an author: introduced by a word, an agency alone, or a place and an agency.
fn is_author(line: &str, is_page: bool) -> bool {
    if author(line).is_some() || is_agency(line) {
        return true;
    }
    // "الرياض - رويترز", "بغداد: علاء حسن".
    let Some((place, name)) = line.split_once([':', '-', '\u{2013}', '/', '(']) else { return false };
    let short = |t: &str, n: usize| (1..=n).contains(&t.split_whitespace().count());
    short(place, 3)
        && short(name, 4)
        && (is_agency(name.trim_matches([')', ' ', ':'])) || (is_page && !place.contains(char::is_numeric)))
}

#[cfg(test)]
mod tests {
    use super::repeats;

    #[test]
    fn a_headline_is_known_again() {
        let h = "وفد من المزارعين يزور الميناء لبحث تصدير الزيتون";
        assert!(repeats(h, h));
        assert!(repeats(h, "وفد من المزارعين يزور المي…"));
        assert!(repeats(h, "وفد من المزارعين يزور الميناء ..."));
        assert!(!repeats(h, "وفد من المزارعين يزور الميناء غدا، بحسب ما قال ناطق باسم الاتحاد."));
        assert!(!repeats(h, "الميناء"));
    }
}
