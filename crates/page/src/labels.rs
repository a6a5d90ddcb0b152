//! The section and the author of a page.

use crate::blocks::{Block, collapse, marks};
use crate::html::{Kind, Tag, Tree, decode_entities};
use crate::meta::Meta;
use crate::tables::{Introduces, bylines, is_nobody, key, starts_with_words};

/// How far above the headline a section label may stand, and how far around it an author line, in blocks.
const NEAR: usize = 10;
/// A section has few words.
const SECTION_WORDS: u32 = 5;
/// A byline has few words: names, a place, an outlet.
const BYLINE_WORDS: usize = 10;

/// The section the page files the article under: its metadata, its breadcrumbs, a label above the headline, the menu's
/// current entry.
pub(crate) fn section(
    tree: &Tree<'_>,
    blocks: &[Block],
    meta: &Meta,
    headline: Option<usize>,
    headline_key: &str,
) -> Option<String> {
    if let Some(section) = &meta.section {
        return Some(section.clone());
    }
    let is_home = |t: &str| {
        let key = key(t);
        key == headline_key || key.is_empty() || crate::tables::Boilerplate::get().of(t).is_some()
    };
    if let Some(crumb) = crumbs(tree).into_iter().rev().find(|c| !is_home(c)) {
        return Some(crumb);
    }
    let fits = |b: &&Block| b.words > 0 && b.words <= SECTION_WORDS && !is_home(&b.text);
    if let Some(h) = headline
        && let Some(b) = blocks[h.saturating_sub(3)..h].iter().rev().filter(fits).find(|b| is_label(tree, b))
    {
        return Some(b.text.clone());
    }
    if let Some(h) = headline
        && let Some(b) = blocks[h.saturating_sub(NEAR)..h]
            .iter()
            .rev()
            .filter(fits)
            .find(|b| b.is(marks::SECTION) && waqai_dates::read_timestamp(&b.text).is_none())
    {
        return Some(b.text.clone());
    }
    blocks
        .iter()
        .filter(fits)
        .find(|b| b.is(marks::CURRENT) && b.link_density() > 0.9)
        .map(|b| b.text.clone())
}

/// Whether a block is a link to a section and nothing else.
fn is_label(tree: &Tree<'_>, block: &Block) -> bool {
    const PATHS: [&str; 5] = ["category", "section", "/cat/", "topic", "categ"];
    block.link_density() > 0.9
        && tree
            .ancestors(block.node)
            .find(|&n| tree.tag(n) == Some(Tag::A))
            .and_then(|n| tree.attrs(n).get("href"))
            .is_some_and(|h| PATHS.iter().any(|p| h.to_ascii_lowercase().contains(p)))
}

/// The links of the first element that calls itself breadcrumbs.
fn crumbs(tree: &Tree<'_>) -> Vec<String> {
    for i in 1..tree.nodes.len() {
        if !matches!(tree.nodes[i].kind, Kind::Element { .. }) {
            continue;
        }
        let named = tree.attrs(i).iter().any(|(n, v)| {
            matches!(n.len(), 2 | 5)
                && (n.eq_ignore_ascii_case("class") || n.eq_ignore_ascii_case("id"))
                && ["crumb", "breadcum"].iter().any(|w| v.to_ascii_lowercase().contains(w))
        });
        if named {
            let end = tree.nodes[i].end as usize;
            let links: Vec<String> = (i..end)
                .filter(|&n| tree.tag(n) == Some(Tag::A))
                .map(|n| text_of(tree, n))
                .filter(|t| !t.is_empty())
                .collect();
            if !links.is_empty() {
                return links;
            }
        }
    }
    Vec::new()
}

fn text_of(tree: &Tree<'_>, element: usize) -> String {
    let mut out = String::new();
    for node in &tree.nodes[element..tree.nodes[element].end as usize] {
        if let Kind::Text(text) = node.kind {
            out.push_str(&decode_entities(text));
            out.push(' ');
        }
    }
    collapse(&out)
}

/// Who wrote it: the metadata's person, an element that says it names the author, a line that begins with a word such as "بقلم".
pub(crate) fn byline(
    blocks: &[Block],
    noisy: &[bool],
    meta: &Meta,
    headline: Option<usize>,
    body: Option<(usize, usize)>,
) -> Option<String> {
    let site = meta.site.as_deref().map(key).unwrap_or_default();
    let is_name = |text: &str| {
        let key = key(text);
        !key.is_empty() && !is_outlet(text, &site) && key.chars().any(char::is_alphabetic) && !is_nobody(text)
    };
    let outlet =
        |a: &str| meta.title_element.as_deref().is_some_and(|t| key(t).ends_with(&format!(" {}", key(a))));
    let from_meta = meta
        .authors
        .iter()
        .find(|a| is_name(a) && !a.contains("://") && !a.contains('@') && !outlet(a))
        .map(|a| author(a).unwrap_or_else(|| a.clone()));
    if from_meta.is_some() {
        return from_meta;
    }
    let (from, to) = match (headline, body) {
        (Some(h), Some((first, last))) => (h.min(first), last.max(h)),
        (None, Some(body)) => body,
        (Some(h), None) => (h, h),
        (None, None) => return None,
    };
    let near = from.saturating_sub(3)..(to + NEAR).min(blocks.len());
    let visible = |i: &usize| !noisy[*i] || blocks[*i].is(marks::AUTHOR);
    let short = |b: &Block| b.words > 0 && b.words as usize <= BYLINE_WORDS + 8;
    near.clone()
        .filter(visible)
        .map(|i| &blocks[i])
        .filter(|b| short(b))
        .find_map(|b| segments(&b.text).find_map(author).filter(|n| is_name(n)))
        .or_else(|| {
            near.filter(visible)
                .map(|i| &blocks[i])
                .filter(|b| b.is(marks::AUTHOR) && short(b) && !b.is(marks::TITLE))
                .map(|b| without_date(&b.text))
                .find(|t| is_name(t))
        })
}

/// Whether a name is the outlet's: part of what the outlet calls itself, with or without spaces.
pub(crate) fn is_outlet(name: &str, site: &str) -> bool {
    let (name, site) = (key(name).replace(' ', ""), key(site).replace(' ', ""));
    name.len() >= 3 && site.contains(&name)
}

/// The pieces of a line of facts about an article: those that marks part, and what follows a date and time.
fn segments(line: &str) -> impl Iterator<Item = &str> {
    let after_date = line.rfind(char::is_numeric).map(|i| {
        let rest = line[i..].trim_start_matches(char::is_numeric).trim_start();
        // A word for the half of the day belongs to the time.
        match rest.split_once(' ') {
            Some((half, rest)) if half.chars().count() == 1 => rest,
            _ => rest,
        }
    });
    line.split(['|', '\u{2022}', '\u{B7}']).chain(after_date).map(str::trim).filter(|s| !s.is_empty())
}

/// The name in a line such as "كتبت أسماء نصار" or "بقلم: سامي الحاج"; `None` if nothing introduces a name.
pub(crate) fn author(line: &str) -> Option<String> {
    let (head, colon) = match line.split_once([':', '/']) {
        Some((head, tail)) => (head, Some(tail)),
        None => (line, None),
    };
    let head_key = key(head);
    for (words, kind) in bylines() {
        if let Some(tail) = colon
            && head_key == *words
        {
            return name(tail);
        }
        let count = words.split(' ').count();
        if *kind != Introduces::Colon && starts_with_words(&key(line), words) {
            let rest: Vec<&str> = line.split_whitespace().skip(count).collect();
            let rest = rest.join(" ");
            // A verb with more than a name behind it is a sentence.
            let sentence = *kind == Introduces::Verb && (rest.split(' ').count() > 5 || rest.ends_with('.'));
            if !sentence && let Some(name) = name(&rest) {
                return Some(name);
            }
        }
    }
    None
}

fn name(text: &str) -> Option<String> {
    let text = without_date(text);
    let text = text
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '\u{2013}' | '|' | '/' | '*'));
    let words = text.split_whitespace().count();
    (words > 0 && words <= BYLINE_WORDS && !text.ends_with('.')).then(|| text.to_owned())
}

/// The words before a number, which begins a date.
fn without_date(text: &str) -> String {
    let end = text.find(|c: char| c.is_numeric()).unwrap_or(text.len());
    let head = text[..end]
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '|' | '\u{2013}' | ','));
    if end == text.len() {
        return head.to_owned();
    }
    // The day of the week before the number belongs to the date.
    match head.rsplit_once([' ', '-', '|']) {
        Some((rest, _))
            if waqai_dates::read_timestamp(text).is_some() && rest.split_whitespace().count() >= 2 =>
        {
            rest.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '|' | '\u{2013}'))
                .to_owned()
        }
        _ => head.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::author;

    #[track_caller]
    fn check(line: &str, want: Option<&str>) {
        assert_eq!(author(line).as_deref(), want, "{line}");
    }

    #[test]
    fn lines_that_introduce_a_name_give_it() {
        check("كتبت أسماء نصار", Some("أسماء نصار"));
        check("بقلم: سامي الحاج", Some("سامي الحاج"));
        check("إعداد: ليلى حداد", Some("ليلى حداد"));
        check("كتب - سامر الخطيب", Some("سامر الخطيب"));
    }

    #[test]
    fn sentences_are_no_bylines() {
        check("كتب الرئيس رسالة إلى نظيره يدعوه فيها إلى زيارة البلاد.", None);
        check("إعداد خطة جديدة للمياه", None);
        check("قال الوزير: سنعود", None);
    }
}
