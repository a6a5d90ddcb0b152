//! Which blocks of a page are the article.
//!
//! Blocks of prose (length, few links, sentence marks, function words) are the seeds. The article is the element
//! whose subtree holds the most words of prose less half the words of links and site labels; in it, the paragraphs that
//! stand together. Between them short paragraphs are kept (subheads, list items) and the site's own words dropped.

use crate::blocks::{Block, Blocks, marks};
use crate::html::{Tag, Tree};
use crate::meta::Meta;
use crate::page::PartRole;
use crate::tables::{Boilerplate, Site, key};
use waqai_text::letters;

/// The words of links and labels count this much against an element.
const COST: f32 = 0.5;
/// More words of links than this part one stretch of prose from another.
const GAP: u32 = 25;

/// A page whose blocks are judged.
pub(crate) struct Judged<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) blocks: &'a [Block],
    /// Belongs to the site, by its element.
    pub(crate) noisy: Vec<bool>,
    /// Belongs to the site, by its words.
    site: Vec<Option<Site>>,
    prose: Vec<bool>,
    /// The block behind the headline.
    after_headline: usize,
}

/// Of each block, whether an element of the site holds it. An element that also holds one of the `anchors` (the
/// headline, the lead) is none; nor is one of the weaker kind that holds much of the page's prose.
pub(crate) fn noisy(tree: &Tree<'_>, blocks: &Blocks, anchors: &[usize]) -> Vec<bool> {
    let list = &blocks.list;
    let prose: Vec<u32> = list.iter().map(|b| if b.is_prose() { b.words } else { 0 }).collect();
    let total: u32 = prose.iter().sum();
    let mut out = vec![false; list.len()];
    for noise in &blocks.noise {
        let range = inside(tree, list, noise.element);
        if anchors.iter().any(|a| range.contains(a)) {
            continue;
        }
        let held: u32 = prose[range.clone()].iter().sum();
        let most = if noise.strong { 7 } else { 4 };
        if held * 10 > total * most && (!noise.strong || anchors.is_empty()) {
            continue;
        }
        out[range].fill(true);
    }
    out
}

/// The blocks in the subtree of `element`.
pub(crate) fn inside(tree: &Tree<'_>, blocks: &[Block], element: usize) -> std::ops::Range<usize> {
    let end = tree.nodes[element].end as usize;
    blocks.partition_point(|b| b.node < element)..blocks.partition_point(|b| b.node < end)
}

/// The block that the page's own description quotes: its lead.
pub(crate) fn lead(blocks: &[Block], meta: &Meta) -> Option<usize> {
    const WORDS: usize = 7;
    meta.descriptions.iter().find_map(|d| {
        let key_of_lead: String = key(d).split(' ').take(WORDS).collect::<Vec<_>>().join(" ");
        if key_of_lead.split(' ').count() < WORDS {
            return None;
        }
        blocks.iter().position(|b| b.is_prose() && key(&b.text).starts_with(&key_of_lead))
    })
}

impl<'a> Judged<'a> {
    /// Judges each block on its own. `headline`: the block of the headline; `arabic`: whether the page is.
    pub(crate) fn new(
        tree: &'a Tree<'a>,
        blocks: &'a [Block],
        noisy: Vec<bool>,
        headline: Option<usize>,
        arabic: bool,
    ) -> Self {
        let boilerplate = Boilerplate::get();
        let site: Vec<Option<Site>> = blocks.iter().map(|b| boilerplate.of(&b.text)).collect();
        let mut judged =
            Judged { tree, blocks, noisy, site, prose: vec![false; blocks.len()], after_headline: 0 };
        judged.after_headline = headline.map_or(0, |h| h + 1);
        let fits = |i: usize, b: &Block| {
            b.is_prose()
                && !judged.noisy[i]
                && !b.is(marks::HIDDEN | marks::CAPTION)
                && judged.site[i].is_none()
                && !is_date_line(b)
                && (!arabic || is_arabic(&b.text))
        };
        let all: Vec<bool> = blocks.iter().enumerate().map(|(i, b)| fits(i, b)).collect();
        let cards = cards(tree, blocks, &all);
        let open = |from: usize| -> Vec<bool> {
            all.iter().enumerate().map(|(i, p)| *p && i >= from && !cards[i]).collect()
        };
        let after = open(headline.map_or(0, |h| h + 1));
        judged.prose = if after.contains(&true) { after } else { open(0) };
        judged
    }

    /// The blocks of the article, in order, as body or caption.
    pub(crate) fn select(&self, headline_key: &str) -> Vec<(usize, PartRole)> {
        let Some(container) = self.container() else { return Vec::new() };
        let range = inside(self.tree, self.blocks, container);
        let kept = self.cluster(range.clone());
        let (Some(&first), Some(&last)) = (kept.first(), kept.last()) else { return Vec::new() };
        let first = self.reach_back(first, range.start, headline_key);
        let last = self.reach_on(last, range.end);
        let mut out = self.captions_before(first);
        let mut listing = false;
        for i in first..=last {
            let block = &self.blocks[i];
            if self.prose[i] {
                listing = false;
                if kept.binary_search(&i).is_ok() {
                    out.push((i, PartRole::Body));
                }
                continue;
            }
            if self.site[i] == Some(Site::List) {
                listing = true;
            }
            if self.noisy[i] || block.is(marks::HIDDEN) {
                continue;
            }
            if block.is(marks::CAPTION) || self.beside_picture(i) {
                out.push((i, PartRole::Caption));
            } else if !listing && self.is_minor(i) && key(&block.text) != headline_key {
                out.push((i, PartRole::Body));
            }
        }
        out
    }

    /// Captions between the headline and the first paragraph.
    fn captions_before(&self, first: usize) -> Vec<(usize, PartRole)> {
        const NEAR: usize = 12;
        (self.after_headline.max(first.saturating_sub(NEAR))..first)
            .filter(|&i| {
                let block = &self.blocks[i];
                !self.noisy[i]
                    && !block.is(marks::HIDDEN | marks::DATE | marks::AUTHOR)
                    && self.site[i].is_none()
                    && block.link_density() < 0.6
                    && (block.is(marks::CAPTION) || self.beside_picture(i))
                    && waqai_dates::read_timestamp(&block.text).is_none()
            })
            .map(|i| (i, PartRole::Caption))
            .collect()
    }

    /// A short line in an element that holds a picture and no other words.
    fn beside_picture(&self, i: usize) -> bool {
        const WORDS: u32 = 30;
        let block = &self.blocks[i];
        if block.words > WORDS || block.words < 2 || block.heading.is_some() {
            return false;
        }
        for element in self.tree.ancestors(block.element).take(3) {
            if inside(self.tree, self.blocks, element).len() > 1 {
                return false;
            }
            let end = self.tree.nodes[element].end as usize;
            if (element..end).any(|n| self.tree.tag(n) == Some(Tag::Img)) {
                return true;
            }
        }
        false
    }

    /// A short paragraph that may stand in an article: no label, no link, no date or author line by its class.
    fn is_minor(&self, i: usize) -> bool {
        let block = &self.blocks[i];
        self.site[i].is_none()
            && !self.noisy[i]
            && block.words > 0
            && block.link_density() < 0.6
            && !is_date_line(block)
            && !block.is(marks::DATE | marks::AUTHOR | marks::CRUMBS | marks::HIDDEN | marks::SECTION)
    }

    /// The element that holds the article.
    fn container(&self) -> Option<usize> {
        let mut prose = vec![0_f32];
        let mut junk = vec![0_f32];
        for (i, block) in self.blocks.iter().enumerate() {
            let (p, j) = if self.prose[i] {
                (block.words as f32, block.link_words as f32 * 0.2)
            } else if block.link_density() > 0.5 || self.noisy[i] || self.site[i].is_some() {
                (0.0, block.words as f32)
            } else {
                (0.0, block.words as f32 * 0.3)
            };
            prose.push(prose[i] + p);
            junk.push(junk[i] + j);
        }
        let mut seen = rustc_hash::FxHashSet::default();
        let mut best: Option<(f32, usize)> = None;
        for (i, block) in self.blocks.iter().enumerate().filter(|(i, _)| self.prose[*i]) {
            for element in self.tree.ancestors(block.element).chain([0]) {
                if !seen.insert(element) {
                    break;
                }
                let range = inside(self.tree, self.blocks, element);
                debug_assert!(range.contains(&i));
                let score =
                    prose[range.end] - prose[range.start] - COST * (junk[range.end] - junk[range.start]);
                // Deeper elements come first: an outer one must be clearly better.
                if best.is_none_or(|(s, _)| score > s + 0.5) {
                    best = Some((score, element));
                }
            }
        }
        best.map(|b| b.1)
    }

    /// What paragraphs of one text share: the element around them.
    fn group(&self, i: usize) -> usize {
        let element = self.blocks[i].element;
        match self.tree.tag(element) {
            Some(Tag::Td | Tag::Article | Tag::Section | Tag::Main) | None => element,
            _ => self.tree.parent(element).unwrap_or(0),
        }
    }

    /// The paragraphs of prose that belong together: those of the heaviest group, and those of others that no
    /// list of links parts from them.
    fn cluster(&self, range: std::ops::Range<usize>) -> Vec<usize> {
        let prose: Vec<usize> = range.clone().filter(|&i| self.prose[i]).collect();
        let mut groups: Vec<(usize, u32)> = Vec::new();
        for &i in &prose {
            // Text between line breaks: the element itself is the group.
            let own = self.blocks[i].element;
            for g in [self.group(i), own] {
                match groups.iter_mut().find(|x| x.0 == g) {
                    Some(x) => x.1 += self.blocks[i].words,
                    None => groups.push((g, self.blocks[i].words)),
                }
                if g == own {
                    break;
                }
            }
        }
        let Some(&(main, _)) = groups.iter().rev().max_by_key(|g| g.1) else { return prose };
        let in_main = |i: usize| self.group(i) == main || self.blocks[i].element == main;
        let Some(start) = prose.iter().copied().find(|&i| in_main(i)) else { return prose };
        let end = prose.iter().copied().rev().find(|&i| in_main(i)).unwrap_or(start);
        let mut kept: Vec<usize> = Vec::new();
        // On: from the first paragraph of the group.
        let mut gap = 0;
        let mut over = false;
        let mut groups = vec![main];
        for i in start..range.end {
            if i > end && self.site[i] == Some(Site::End) {
                over = true;
            }
            if !self.prose[i] {
                gap += self.distance(i);
                continue;
            }
            let known = in_main(i) || groups.contains(&self.group(i));
            if !over && (known || gap < GAP) {
                groups.push(self.group(i));
                kept.push(i);
                gap = 0;
            }
        }
        // Back: a lead in an element of its own.
        gap = 0;
        for i in (range.start..start).rev() {
            if !self.prose[i] {
                gap += self.distance(i);
            } else if gap < GAP {
                kept.push(i);
                gap = 0;
            } else {
                break;
            }
        }
        kept.sort_unstable();
        kept
    }

    /// How far a block that is no prose parts its neighbours.
    fn distance(&self, i: usize) -> u32 {
        let block = &self.blocks[i];
        if self.site[i] == Some(Site::List) {
            GAP / 2
        } else if self.noisy[i] || block.link_density() > 0.5 || block.is(marks::HIDDEN) {
            block.words
        } else {
            0
        }
    }

    /// Short paragraphs right before the first: in the same element, and no lines of the page's head.
    fn reach_back(&self, first: usize, limit: usize, headline_key: &str) -> usize {
        let group = self.group(first);
        let mut at = first;
        while at > limit {
            let i = at - 1;
            let fits = self.is_minor(i)
                && (self.group(i) == group || self.blocks[i].element == self.blocks[first].element)
                && !self.blocks[i].is(marks::TITLE)
                && self.blocks[i].heading.is_none()
                && key(&self.blocks[i].text) != headline_key
                && waqai_dates::read_timestamp(&self.blocks[i].text).is_none();
            if !fits {
                break;
            }
            at = i;
        }
        at
    }

    /// Short paragraphs right behind the last: in the same element.
    fn reach_on(&self, last: usize, limit: usize) -> usize {
        let (group, element) = (self.group(last), self.blocks[last].element);
        let mut at = last;
        while at + 1 < limit {
            let i = at + 1;
            let block = &self.blocks[i];
            let near = self.group(i) == group
                || block.element == element
                || (self.tree.tag(block.element) == Some(Tag::Li)
                    && self.tree.parent(block.element).and_then(|l| self.tree.parent(l)) == Some(group));
            let says = block.words >= 4 || block.text.ends_with(['.', ')', ':', '!', '"', '\u{BB}']);
            if !(self.is_minor(i) && near && says && block.heading.is_none()) {
                break;
            }
            at = i;
        }
        at
    }
}

/// A line above or below an article that tells when it was published, perhaps with its author.
fn is_date_line(block: &Block) -> bool {
    const WORDS: u32 = 20;
    block.words <= WORDS
        && !block.text.ends_with('.')
        && waqai_dates::read_timestamp(&block.text).is_some_and(|(d, clock)| {
            d.day.is_some() && (clock.is_some() || block.is(marks::DATE) || block.words <= 8)
        })
}

/// Prose that announces another article: in each of three or more like elements side by side, with a link that is a title.
fn cards(tree: &Tree<'_>, blocks: &[Block], prose: &[bool]) -> Vec<bool> {
    const LEVELS: usize = 4;
    let mut out = vec![false; blocks.len()];
    let title = |b: &Block| b.words >= 3 && b.link_density() > 0.9;
    for (i, block) in blocks.iter().enumerate().filter(|(i, _)| prose[*i]) {
        for element in tree.ancestors(block.element).take(LEVELS) {
            let range = inside(tree, blocks, element);
            if range.len() > 8 || prose[range.clone()].iter().filter(|p| **p).count() > 1 {
                break;
            }
            if !blocks[range.clone()].iter().any(title) {
                continue;
            }
            let Some(parent) = tree.parent(element) else { break };
            let like = children(tree, parent)
                .filter(|&c| c != element && tree.tag(c) == tree.tag(element))
                .filter(|&c| blocks[inside(tree, blocks, c)].iter().any(title))
                .take(2)
                .count();
            if like >= 2 {
                out[i] = true;
                break;
            }
        }
    }
    out
}

/// The first children of an element.
fn children(tree: &Tree<'_>, element: usize) -> impl Iterator<Item = usize> {
    const MANY: usize = 200;
    let end = tree.nodes[element].end as usize;
    std::iter::successors(Some(element + 1), |&c| Some(tree.nodes.get(c)?.end as usize))
        .take_while(move |&c| c < end)
        .take(MANY)
}

/// Whether at least a third of the letters are Arabic.
pub(crate) fn is_arabic(text: &str) -> bool {
    let (mut arabic, mut other) = (0_u32, 0_u32);
    for c in text.chars().take(2000) {
        if letters::is_arabic_letter(c) {
            arabic += 1;
        } else if c.is_alphabetic() {
            other += 1;
        }
    }
    arabic * 2 >= other && arabic > 0
}
