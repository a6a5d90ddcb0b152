//! Agencies' and outlets' habits at the head and the end of a story.

use super::{cut_at, set_role};
use crate::page::{Page, PartRole};
use crate::tables::{Boilerplate, is_agency, is_agency_word, is_section, key};
use waqai_dates::read_timestamp;
use waqai_text::{Span, letters};

/// The head of a story, up to the mark that parts it from the first sentence, is no longer.
const HEAD_WORDS: usize = 12;
/// A line that only says where and when.
const DATELINE_WORDS: usize = 18;

/// "سياسي / …": the section before the headline.
pub(crate) fn section_prefix(page: &mut Page) {
    let Some(first) = page.parts.first().filter(|p| p.role == PartRole::Headline).map(|p| p.span) else {
        return;
    };
    let text = first.of(&page.text);
    let Some((label, rest)) = text.split_once(['/', '|']) else { return };
    if !is_section(label) || rest.split_whitespace().count() < 2 {
        return;
    }
    let section = Span::new(first.range().start, first.range().start + label.trim_end().len());
    let rest_start = first.range().start + text.len() - rest.trim_start().len();
    let headline = rest.trim().to_owned();
    page.section = Some(label.trim().to_owned());
    page.headline = Some(headline);
    cut_at(page, rest_start);
    page.parts[0].span = section;
    page.parts[0].role = PartRole::Section;
}

/// A date line of its own, or a place, date and agency before the first sentence.
pub(crate) fn head(page: &mut Page) {
    let Some(part) = page.parts.iter().find(|p| p.role == PartRole::Body).copied() else { return };
    let text = part.span.of(&page.text);
    let words = text.split_whitespace().count();
    if words <= DATELINE_WORDS && !ends_sentence(text) && is_date_line(text) {
        if page.byline.is_none() {
            page.byline = trailing_agency(text);
        }
        set_role(page, part.span, PartRole::Dateline);
        return;
    }
    if is_place_and_outlet(text) && page.parts.iter().filter(|p| p.role == PartRole::Body).count() > 1 {
        if text.contains(char::is_numeric) {
            set_role(page, part.span, PartRole::Dateline);
            return;
        }
        set_role(page, part.span, PartRole::Byline);
        if page.byline.is_none() {
            page.byline = Some(text_of(page, part.span));
        }
        return;
    }
    if let Some((end, agency)) = opening(text) {
        let span = Span::new(part.span.range().start, part.span.range().start + end);
        if page.byline.is_none() {
            page.byline = agency;
        }
        set_role(page, span, PartRole::Dateline);
    }
}

/// A short first line that ends in a colon, or has a mark between a place and an outlet: "الخرطوم - من مراسلنا:".
fn is_place_and_outlet(text: &str) -> bool {
    const WORDS: usize = 8;
    let words = text.split_whitespace().count();
    let parted = text.contains(" - ") || text.contains('/') || text.contains(" \u{2013} ");
    (2..=WORDS).contains(&words) && parted && !ends_sentence(text)
}

/// The words of a byline without the marks around them.
fn text_of(page: &Page, span: Span) -> String {
    span.of(&page.text).trim_end_matches([':', ' ', '-', '/']).to_owned()
}

/// Whether a line says no more than where and when: it has a full date, and little else.
fn is_date_line(text: &str) -> bool {
    let announces = text.trim_end().ends_with(':');
    let verbs_behind_colon = announces || (text.contains(':') && text.split_whitespace().count() > 12);
    read_timestamp(text).is_some_and(|(d, _)| d.day.is_some()) && !verbs_behind_colon
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', letters::QUESTION])
}

/// The agency that ends a date line.
pub(super) fn trailing_agency(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    (1..=3.min(words.len())).rev().map(|n| words[words.len() - n..].join(" ")).find(|w| is_agency(w))
}

/// Where the opening of a first paragraph ends ("دمشق، سوريا (CNN) --"), and the agency in it. It must name an agency or
/// a full date; a place alone cannot be told from the beginning of a sentence.
fn opening(text: &str) -> Option<(usize, Option<String>)> {
    let mut words = 0;
    let mut last = 0;
    let mut end = None;
    let chars: Vec<(usize, char)> = text.char_indices().take(160).collect();
    for (n, &(i, c)) in chars.iter().enumerate() {
        if c.is_whitespace() {
            words += 1;
        }
        if words > HEAD_WORDS {
            break;
        }
        let spaced = n > 0 && chars[n - 1].1.is_whitespace();
        let next_space = chars.get(n + 1).is_none_or(|(_, c)| c.is_whitespace());
        let mark = match c {
            '-' | '\u{2013}' | '\u{2014}' | '\u{2015}' => {
                spaced || next_space || chars.get(n + 1).is_some_and(|x| x.1 == '-')
            }
            ':' | '/' => next_space || spaced,
            _ => false,
        };
        if mark {
            last = i + c.len_utf8();
            if let Some(agency) = agency_in(&text[..i]) {
                end = Some((last, Some(agency)));
            } else if words <= HEAD_WORDS && read_timestamp(&text[..i]).is_some_and(|(d, _)| d.day.is_some())
            {
                end = Some((last, None));
            }
        }
        if matches!(c, '.' | letters::QUESTION | '!' | '"' | '\u{AB}') {
            break;
        }
    }
    let (mut at, agency) = end?;
    debug_assert!(at <= last);
    // Runs of the mark.
    while text[at..].starts_with(['-', '\u{2013}', '\u{2014}', ':', '/', ' ']) {
        at += text[at..].chars().next().map_or(1, char::len_utf8);
    }
    let head = text[..at].trim_end().len();
    (at < text.len()).then_some((head, agency))
}

/// The agency in the opening of a story: in brackets, or standing between marks.
fn agency_in(opening: &str) -> Option<String> {
    opening
        .split(['(', ')', '[', ']', '-', '\u{2013}', '\u{2014}', '/', ':', letters::COMMA, '|'])
        .map(str::trim)
        .rfind(|w| !w.is_empty() && is_agency(w))
        .map(str::to_owned)
}

/// Signatures, end marks, clocks and words of the site at the end of the text.
pub(crate) fn tail(page: &mut Page) {
    for _ in 0..6 {
        let Some(part) = page.parts.iter().rev().find(|p| p.role == PartRole::Body).copied() else { return };
        let is_only = page.parts.iter().filter(|p| p.role == PartRole::Body).count() == 1;
        let text = part.span.of(&page.text).trim_end();
        if let Some(start) = signature(text).filter(|&s| s > 0 || !is_only) {
            let span = Span::new(part.span.range().start + start, part.span.range().start + text.len());
            if page.byline.is_none() {
                let name = text[start..].trim_matches(|c: char| !c.is_alphanumeric());
                page.byline = Some(name.to_owned());
            }
            set_role(page, span, PartRole::Byline);
        } else if is_clock(text) && !is_only {
            set_role(page, part.span, PartRole::Dateline);
        } else if let Some(start) = end_mark(text).filter(|&s| s > 0 || !is_only) {
            let span = Span::new(part.span.range().start + start, part.span.range().start + text.len());
            set_role(page, span, PartRole::Boilerplate);
        } else if !is_only && Boilerplate::get().of(text).is_some() {
            set_role(page, part.span, PartRole::Boilerplate);
        } else {
            return;
        }
    }
}

/// Where an agency's signature at the end begins: "--(بترا)", "(أ ف ب)", or the name alone in a line.
fn signature(text: &str) -> Option<usize> {
    if text.split_whitespace().count() <= 4 && is_agency(text) {
        return Some(0);
    }
    let inner_end = text.trim_end_matches(['.', ' ']).strip_suffix([')', ']'])?;
    let open = inner_end.rfind(['(', '['])?;
    let name = &inner_end[open + 1..];
    let head = text[..open].trim_end();
    let dashed = head.ends_with("--") || (head.is_empty() && name.split_whitespace().count() <= 3);
    if !(is_agency(name) || (dashed && names_agency(name))) {
        return None;
    }
    let head = text[..open].trim_end_matches(['-', '\u{2013}', '\u{2014}', ' ', '\u{A0}']);
    Some(text[head.len()..].find(|c: char| !c.is_whitespace()).map_or(open, |n| head.len() + n))
}

/// "وكالة …": an agency that the table does not know.
fn names_agency(name: &str) -> bool {
    let words = key(name);
    words.split(' ').count() <= 5 && words.split(' ').next().is_some_and(is_agency_word)
}

/// Where a mark of the end, or a link to the rest, begins: "// انتهى //", "...المزيد".
fn end_mark(text: &str) -> Option<usize> {
    let trimmed = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let start = trimmed.rfind(|c: char| !(c.is_alphanumeric() || letters::is_diacritic(c)));
    let word_at = start.map_or(0, |s| s + trimmed[s..].chars().next().map_or(1, char::len_utf8));
    let word = &trimmed[word_at..];
    if !Boilerplate::get().is_tail(word) {
        return None;
    }
    let head = text[..word_at].trim_end();
    // The word alone may belong to the sentence; marks around it say that it does not.
    let marked = head.is_empty()
        || head.ends_with(['/', '\u{2026}', '*', '=', '#', '('])
        || head.ends_with("..")
        || (head.ends_with(['.', ']', ')']) && text.len() > trimmed.len());
    if !marked {
        return None;
    }
    let kept = head.trim_end_matches(['/', '\u{2026}', '*', '=', '#', '(', ' ']);
    let kept = if kept.ends_with("..") { kept.trim_end_matches('.') } else { kept };
    Some(text[kept.len()..].find(|c: char| !c.is_whitespace()).map_or(kept.len(), |n| kept.len() + n))
}

/// "18:34 ت م": a time of day and no more.
fn is_clock(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let k = key(text);
    let numbers = k.split(' ').filter(|w| w.chars().all(|c| c.is_ascii_digit())).count();
    let digit_first = text.chars().next().is_some_and(char::is_numeric);
    digit_first
        && words <= 4
        && numbers == 2
        && text.contains(':')
        && k.split(' ').all(|w| w.chars().count() <= 6)
}

#[cfg(test)]
mod tests {
    use super::{end_mark, is_clock, opening, signature};

    #[test]
    fn openings_with_an_agency_or_a_date_are_found() {
        let head = |t: &str| opening(t).map(|(n, _)| t[..n].to_owned());
        assert_eq!(head("دمشق، سوريا (CNN) -- أكدت مصادر").as_deref(), Some("دمشق، سوريا (CNN) --"));
        assert_eq!(head("بغداد (رويترز) - قال مسؤول").as_deref(), Some("بغداد (رويترز) -"));
        assert_eq!(head("عمان - بترا - التقى الوزير").as_deref(), Some("عمان - بترا -"));
        assert_eq!(head("قال الوزير: لن نقبل - مهما حدث - بذلك"), None);
        assert_eq!(head("القاهرة - قال مسؤول"), None);
    }

    #[test]
    fn ends_are_cut_where_they_begin() {
        let cut = |t: &str, f: fn(&str) -> Option<usize>| f(t).map(|n| t[n..].to_owned());
        assert_eq!(cut("كانت إيجابية. --(بترا)", signature).as_deref(), Some("--(بترا)"));
        assert_eq!(cut("كانت إيجابية (أ ف ب).", signature).as_deref(), Some("(أ ف ب)."));
        assert_eq!(cut("كانت إيجابية (حسب الوزير)", signature), None);
        assert_eq!(cut("// انتهى //", end_mark).as_deref(), Some("// انتهى //"));
        assert_eq!(cut("وغادر الوفد ...المزيد", end_mark).as_deref(), Some("...المزيد"));
        assert_eq!(cut("قال إن الخلاف انتهى", end_mark), None);
        assert!(is_clock("18:34 ت م"));
        assert!(!is_clock("قال في 18:34 إن"));
    }
}
