//! The tree to paragraphs.
//!
//! A block is a run of text between the starts and ends of block elements and line breaks, with what its elements
//! say about it: links, headings, captions, and the class hints of everything around it.

use crate::html::{Kind, Tag, Tree, decode_entities};
use crate::tables::{ClassHints, Hint, is_function_word};
use rustc_hash::FxHashMap;
use waqai_text::fold;

/// What elements say about the text in them. Bits of [`Block::marks`] and [`Element::marks`].
pub(crate) mod marks {
    pub(crate) const HIDDEN: u16 = 1;
    pub(crate) const CAPTION: u16 = 2;
    pub(crate) const DATE: u16 = 4;
    pub(crate) const AUTHOR: u16 = 8;
    pub(crate) const SECTION: u16 = 16;
    pub(crate) const TITLE: u16 = 32;
    pub(crate) const BODY: u16 = 64;
    pub(crate) const STRONG: u16 = 128;
    pub(crate) const WEAK: u16 = 256;
    pub(crate) const LINK: u16 = 512;
    pub(crate) const CURRENT: u16 = 1024;
    pub(crate) const CRUMBS: u16 = 2048;
    /// Hold for everything inside.
    pub(crate) const INHERITED: u16 =
        HIDDEN | CAPTION | DATE | AUTHOR | SECTION | TITLE | LINK | CURRENT | CRUMBS;
}

/// A run of text.
#[derive(Debug)]
pub(crate) struct Block {
    /// The block element it stands in, as a node of the tree.
    pub(crate) element: usize,
    /// Its first text, as a node of the tree.
    pub(crate) node: usize,
    /// White space collapsed, references replaced.
    pub(crate) text: String,
    /// Words with a letter or digit.
    pub(crate) words: u32,
    /// Those of them in links.
    pub(crate) link_words: u32,
    /// Marks of sentence and clause.
    pub(crate) stops: u32,
    /// Arabic function words.
    pub(crate) function_words: u32,
    /// What the elements around it say.
    pub(crate) marks: u16,
    /// The heading element around it.
    pub(crate) heading: Option<Tag>,
}

impl Block {
    /// Share of its words that are in links.
    pub(crate) fn link_density(&self) -> f32 {
        self.link_words as f32 / self.words.max(1) as f32
    }

    pub(crate) fn is(&self, mark: u16) -> bool {
        self.marks & mark != 0
    }

    /// Long enough, and like sentences: the seed of an article's body.
    pub(crate) fn is_prose(&self) -> bool {
        let free = self.words - self.link_words;
        self.heading.is_none()
            && self.link_density() < 0.5
            && (free >= 25 || (free >= 8 && self.stops + self.function_words >= 2))
    }
}

/// An element whose subtree the site's own words may fill.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    /// The element, as a node of the tree.
    pub(crate) element: usize,
    /// Whether nothing but the headline in it could save it.
    pub(crate) strong: bool,
}

/// A page as blocks.
#[derive(Debug, Default)]
pub(crate) struct Blocks {
    pub(crate) list: Vec<Block>,
    pub(crate) noise: Vec<Noise>,
}

/// Cuts a page into its blocks.
pub(crate) fn cut(tree: &Tree<'_>) -> Blocks {
    let mut cutter = Cutter { out: Blocks::default(), current: None, cache: FxHashMap::default() };
    // Open elements: end of the subtree, block element, inherited marks, heading.
    let mut open: Vec<Open> =
        vec![Open { end: tree.nodes.len(), element: 0, marks: 0, heading: None, block: true }];
    let mut i = 1;
    while i < tree.nodes.len() {
        while open.len() > 1 && open.last().is_some_and(|o| i >= o.end) {
            if open.pop().is_some_and(|o| o.block) {
                cutter.flush();
            }
        }
        let Some(&around) = open.last() else { break };
        let end = tree.nodes[i].end as usize;
        match tree.nodes[i].kind {
            Kind::Raw(_) => {}
            Kind::Text(text) => cutter.text(i, text, around),
            Kind::Element { tag, .. } => {
                if is_skipped(tag) {
                    i = end;
                    continue;
                }
                if tag == Tag::Br && around.heading.is_some() {
                    cutter.space();
                } else if tag.is_block() || tag == Tag::Br {
                    cutter.flush();
                }
                if apart(tree, i, tag) {
                    cutter.space();
                }
                if end > i + 1 {
                    let own = cutter.marks(tree, i, tag);
                    if own & (marks::STRONG | marks::WEAK) != 0 {
                        cutter.out.noise.push(Noise { element: i, strong: own & marks::STRONG != 0 });
                    }
                    let block = tag.is_block();
                    open.push(Open {
                        end,
                        element: if block { i } else { around.element },
                        marks: (around.marks | own) & marks::INHERITED,
                        heading: if tag.is_heading() { Some(tag) } else { around.heading },
                        block,
                    });
                }
            }
        }
        i += 1;
    }
    cutter.flush();
    cutter.out
}

#[derive(Clone, Copy)]
struct Open {
    end: usize,
    element: usize,
    marks: u16,
    heading: Option<Tag>,
    block: bool,
}

/// Whether an inline element begins right behind another one and both are named by class or id: their words are then
/// apart on the page, though no space is written ("<span class=date>…</span><span class=author>…</span>"). Spans
/// without a name are a word processor's, and cut words.
fn apart(tree: &Tree<'_>, i: usize, tag: Tag) -> bool {
    let named =
        |n: usize| tree.attrs(n).has("class") || tree.attrs(n).has("id") || tree.tag(n) == Some(Tag::Time);
    if !matches!(tag, Tag::Span | Tag::A | Tag::Time | Tag::Label | Tag::Small) || i < 2 {
        return false;
    }
    let parent = tree.nodes[i].parent;
    let before = tree.ancestors(i - 1).find(|&n| tree.nodes[n].parent == parent);
    before.is_some_and(|b| {
        tree.nodes[b].end as usize == i
            && tree.tag(b).is_some_and(|t| !t.is_block() && t != Tag::Br)
            && (named(b) || named(i) || parent_is_only_inline(tree, parent as usize))
    })
}

/// Whether an element holds inline elements and no text of its own: a row of facts, not a sentence.
fn parent_is_only_inline(tree: &Tree<'_>, parent: usize) -> bool {
    let end = tree.nodes[parent].end as usize;
    let mut i = parent + 1;
    let mut children = 0;
    while i < end && children < 20 {
        match tree.nodes[i].kind {
            Kind::Text(t) if !t.trim().is_empty() => return false,
            Kind::Element { tag: Tag::P, .. } => return false,
            _ => {}
        }
        i = tree.nodes[i].end as usize;
        children += 1;
    }
    tree.tag(parent) == Some(Tag::Div) && children <= 6
}

/// Elements without words of the article.
fn is_skipped(tag: Tag) -> bool {
    use Tag::*;
    matches!(
        tag,
        Script
            | Style
            | Svg
            | Template
            | Iframe
            | Noembed
            | Noframes
            | Noscript
            | Textarea
            | Title
            | Select
            | Option
            | Button
            | Object
            | Video
            | Audio
            | Xmp
    )
}

struct Cutter<'a> {
    out: Blocks,
    current: Option<Block>,
    cache: FxHashMap<&'a str, u16>,
}

impl<'a> Cutter<'a> {
    /// A space between inline elements, or a line break inside a heading, separates words.
    fn space(&mut self) {
        if let Some(block) = &mut self.current {
            block.text.push(' ');
        }
    }

    fn text(&mut self, node: usize, raw: &str, around: Open) {
        if raw.trim().is_empty() {
            self.space();
            return;
        }
        let block = self.current.get_or_insert_with(|| Block {
            element: around.element,
            node,
            text: String::new(),
            words: 0,
            link_words: 0,
            stops: 0,
            function_words: 0,
            marks: around.marks,
            heading: around.heading,
        });
        let from = block.text.len();
        block.text.push_str(&decode_entities(raw));
        if around.marks & marks::LINK != 0 {
            block.link_words += count_words(&block.text[from..]);
        } else {
            block.marks &= !marks::LINK;
        }
        block.marks |= around.marks & !marks::LINK & !marks::HIDDEN;
        if around.marks & marks::HIDDEN == 0 {
            block.marks &= !marks::HIDDEN;
        }
    }

    fn flush(&mut self) {
        let Some(mut block) = self.current.take() else { return };
        block.text = collapse(&block.text);
        for word in block.text.split(' ').filter(|w| w.contains(char::is_alphanumeric)) {
            block.words += 1;
            if word.len() <= 16 && is_function_word(&fold(word)) {
                block.function_words += 1;
            }
            if word.ends_with(['.', ':', ',', ';', '\u{060C}', '\u{061B}', '\u{061F}', '!']) {
                block.stops += 1;
            }
        }
        block.link_words = block.link_words.min(block.words);
        if !block.text.is_empty() {
            self.out.list.push(block);
        }
    }

    /// What element `i` says about its content.
    fn marks(&mut self, tree: &Tree<'a>, i: usize, tag: Tag) -> u16 {
        let mut out = match tag {
            Tag::A => marks::LINK,
            Tag::Nav | Tag::Footer | Tag::Aside | Tag::Menu => marks::STRONG,
            Tag::Form | Tag::Dialog => marks::WEAK,
            Tag::Figcaption | Tag::Caption => marks::CAPTION,
            Tag::Time => marks::DATE,
            _ => 0,
        };
        let mut hinted = 0;
        for (name, value) in tree.attrs(i).iter() {
            match name.len() {
                2 | 5 if name.eq_ignore_ascii_case("id") || name.eq_ignore_ascii_case("class") => {
                    hinted |= *self.cache.entry(value).or_insert_with(|| hints(value));
                }
                5 if name.eq_ignore_ascii_case("style") => {
                    let style: String = value.chars().take(400).filter(|c| !c.is_whitespace()).collect();
                    let style = style.to_ascii_lowercase();
                    if style.contains("display:none") || style.contains("visibility:hidden") {
                        out |= marks::HIDDEN;
                    }
                }
                6 if name.eq_ignore_ascii_case("hidden") => out |= marks::HIDDEN,
                4 if name.eq_ignore_ascii_case("role") => {
                    if matches!(
                        value,
                        "navigation" | "complementary" | "contentinfo" | "dialog" | "search" | "menu"
                    ) {
                        out |= marks::STRONG;
                    }
                }
                3 if name.eq_ignore_ascii_case("rel") && value == "author" => out |= marks::AUTHOR,
                8 if name.eq_ignore_ascii_case("itemprop") => match value {
                    "author" => out |= marks::AUTHOR,
                    "datePublished" => out |= marks::DATE,
                    "articleBody" => out |= marks::BODY,
                    "headline" => out |= marks::TITLE,
                    _ => {}
                },
                _ => {}
            }
        }
        // A picture's place in the text is no reason to doubt the paragraph around it.
        if tag == Tag::P || tag.is_heading() {
            hinted &= !marks::WEAK;
        }
        out | hinted
    }
}

fn hints(names: &str) -> u16 {
    let mut out = ClassHints::get().of(names).into_iter().fold(0, |all, hint| {
        all | match hint {
            Hint::Strong => marks::STRONG,
            Hint::Weak => marks::WEAK,
            Hint::Caption => marks::CAPTION,
            Hint::Date => marks::DATE,
            Hint::Author => marks::AUTHOR,
            Hint::Section => marks::SECTION,
            Hint::Title => marks::TITLE,
            Hint::Body => marks::BODY,
        }
    });
    let lower = names.to_ascii_lowercase();
    if lower.contains("crumb") || lower.contains("breadcum") {
        out |= marks::CRUMBS;
    }
    if lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|w| matches!(w, "active" | "current" | "selected"))
    {
        out |= marks::CURRENT;
    }
    out
}

fn count_words(text: &str) -> u32 {
    text.split_whitespace().filter(|w| w.contains(char::is_alphanumeric)).count() as u32
}

/// One space for every run of white space, none at the ends; byte order marks, which editors leave behind,
/// vanish.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c == '\u{FEFF}').filter(|w| !w.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cut, marks};
    use crate::html::Tree;

    #[test]
    fn inline_elements_join_and_block_elements_part() {
        let tree = Tree::read("<div>قال <b>الوز</b>ير<p>نعم<br>لا</p> ثم &nbsp; غادر</div>");
        let texts: Vec<String> = cut(&tree).list.into_iter().map(|b| b.text).collect();
        assert_eq!(texts, ["قال الوزير", "نعم", "لا", "ثم غادر"]);
    }

    #[test]
    fn links_captions_and_hidden_text_are_marked() {
        let tree = Tree::read(
            "<p>في <a href=x>هذا الرابط</a></p><figcaption>صورة</figcaption><p style='display: none'>خفي</p><nav>قائمة</nav>",
        );
        let blocks = cut(&tree);
        assert_eq!((blocks.list[0].words, blocks.list[0].link_words), (3, 2));
        assert!(blocks.list[1].is(marks::CAPTION));
        assert!(blocks.list[2].is(marks::HIDDEN));
        assert!(blocks.noise.iter().any(|n| n.strong));
    }
}
