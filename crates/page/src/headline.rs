//! Which words of a page are its headline: those on which its title, its metadata and its headings agree.

use crate::blocks::{Block, marks};
use crate::html::Tag;
use crate::meta::Meta;
use crate::tables::{key, starts_with_words};
use rustc_hash::FxHashSet;

/// A headline and the block that prints it.
#[derive(Debug, Default)]
pub(crate) struct Headline {
    pub(crate) text: Option<String>,
    pub(crate) block: Option<usize>,
}

/// Headlines have more words than a label and fewer than a paragraph.
const WORDS: std::ops::RangeInclusive<u32> = 2..=60;
/// Below this nothing but chance speaks for a block.
const ENOUGH: f32 = 2.5;
/// Marks between the headline and the outlet's name in a page's title.
const SEPARATORS: [&str; 12] = [
    " - ",
    " | ",
    " \u{2013} ",
    " \u{2014} ",
    " :: ",
    " : ",
    " \u{BB} ",
    " \u{AB} ",
    " \u{2022} ",
    " > ",
    "|",
    " / ",
];

/// Chooses the headline. `noisy` tells of each block whether it belongs to the site.
pub(crate) fn choose(blocks: &[Block], noisy: &[bool], meta: &Meta) -> Headline {
    let titles: Vec<String> =
        meta.titles.iter().chain(&meta.title_element).map(|t| key(t)).filter(|t| !t.is_empty()).collect();
    let site = meta.site.as_deref().map(key).unwrap_or_default();
    let prose_behind = prose_behind(blocks);
    let mut best: Option<(f32, usize)> = None;
    for (i, block) in blocks.iter().enumerate() {
        if !WORDS.contains(&block.words) || block.is(marks::CAPTION | marks::CRUMBS) {
            continue;
        }
        // Only a heading, a title by its class, or a line that stands alone is worth a comparison.
        let key = key(&block.text);
        if key.is_empty() || key == site {
            continue;
        }
        let agreement = agreement(&key, &titles);
        let mut score = agreement;
        score += match block.heading {
            Some(Tag::H1) => 2.5,
            Some(Tag::H2) => 1.0,
            Some(_) => 0.5,
            None => 0.0,
        };
        if block.is(marks::TITLE) {
            score += 0.5;
        }
        if agreement == 0.0 && block.heading != Some(Tag::H1) {
            continue;
        }
        if block.link_density() > 0.9 {
            score -= 1.0;
        }
        if noisy[i] || block.is(marks::HIDDEN) {
            score -= 3.0;
        }
        if prose_behind[i] {
            score += 1.0;
        }
        if score >= ENOUGH && best.is_none_or(|(s, _)| score > s) {
            best = Some((score, i));
        }
    }
    if let Some((_, i)) = best {
        return Headline { text: Some(blocks[i].text.clone()), block: Some(i) };
    }
    let text = meta.titles.first().or(meta.title_element.as_ref()).map(|t| without_outlet(t, &site));
    Headline { text: text.filter(|t| !t.is_empty()), block: None }
}

/// How many of the page's own titles a block agrees with, and how well.
fn agreement(key: &str, titles: &[String]) -> f32 {
    let mut sum = 0.0;
    for title in titles {
        let (short, long) =
            if key.len() < title.len() { (key, title.as_str()) } else { (title.as_str(), key) };
        let words = short.split(' ').count();
        let share = short.len() as f32 / long.len() as f32;
        sum += if key == title {
            2.0
        } else if words >= 3
            && share > 0.4
            && (starts_with_words(long, short) || ends_with_words(long, short))
        {
            // An outlet's name beside it, or the title cut off.
            1.0 + share
        } else if words >= 4 && share > 0.5 && overlap(short, long) >= 0.75 {
            0.7
        } else {
            0.0
        };
    }
    sum.min(6.0)
}

fn ends_with_words(key: &str, suffix: &str) -> bool {
    key.strip_suffix(suffix).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
}

fn overlap(short: &str, long: &str) -> f32 {
    let words: FxHashSet<&str> = long.split(' ').collect();
    let all = short.split(' ').count();
    short.split(' ').filter(|w| words.contains(w)).count() as f32 / all.max(1) as f32
}

/// Of each block, whether prose follows soon.
fn prose_behind(blocks: &[Block]) -> Vec<bool> {
    const SOON: usize = 30;
    let mut out = vec![false; blocks.len()];
    let mut next = usize::MAX;
    for i in (0..blocks.len()).rev() {
        out[i] = next.saturating_sub(i) <= SOON;
        if blocks[i].is_prose() {
            next = i;
        }
    }
    out
}

/// A title without the outlet's name before or behind it.
pub(crate) fn without_outlet(title: &str, site: &str) -> String {
    let mut rest = title.trim();
    loop {
        let mut shorter = None;
        for separator in SEPARATORS {
            if let Some((head, tail)) = rest.rsplit_once(separator)
                && is_outlet(tail, head, site)
            {
                shorter = Some(head);
            } else if let Some((head, tail)) = rest.split_once(separator)
                && is_outlet(head, tail, site)
            {
                shorter = Some(tail);
            }
        }
        match shorter {
            Some(s) if !s.trim().is_empty() => rest = s.trim(),
            _ => return rest.to_owned(),
        }
    }
}

/// Whether `name` beside `title` is the outlet's: it is named so, or it is an address, or it is a Latin name
/// beside an Arabic title.
fn is_outlet(name: &str, title: &str, site: &str) -> bool {
    let (name_key, title_words) = (key(name), title.split_whitespace().count());
    if name_key.is_empty() {
        return title_words > 0;
    }
    let words = name_key.split(' ').count();
    let same = !site.is_empty() && (name_key == site || starts_with_words(site, &name_key));
    let latin = name.is_ascii() && !title.is_ascii();
    title_words >= 2 && words <= 6 && (same || latin)
}

#[cfg(test)]
mod tests {
    use super::without_outlet;
    use crate::tables::key;

    #[track_caller]
    fn check(title: &str, site: &str, want: &str) {
        assert_eq!(without_outlet(title, &key(site)), want);
    }

    #[test]
    fn the_outlets_name_is_no_part_of_a_title() {
        check("وفد يزور الميناء - صحيفة الضفة", "صحيفة الضفة", "وفد يزور الميناء");
        check("صحيفة الضفة | وفد يزور الميناء", "صحيفة الضفة", "وفد يزور الميناء");
        check("وفد يزور الميناء - Aldiffa.example", "", "وفد يزور الميناء");
        check("الميناء - زيارة ثانية", "صحيفة الضفة", "الميناء - زيارة ثانية");
        check("صحيفة الضفة", "صحيفة الضفة", "صحيفة الضفة");
    }
}
