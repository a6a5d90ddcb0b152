//! Tokens to a flat tree.

use super::attrs::Attrs;
use super::tags::Tag;
use super::tokens::{Token, tokens};

/// Deeper elements become siblings of the one at this depth, as browsers have it.
const MAX_DEPTH: usize = 512;
/// A page with more nodes is read up to here.
const MAX_NODES: usize = 1_500_000;
/// How many blocks are opened again when a link or emphasis around them ends first.
const MAX_REOPENED: usize = 8;

/// A page's elements and texts, in document order. Node 0 is the root; the document's own shell (`html`, `head`,
/// `body`) has no nodes.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(crate) nodes: Vec<Node<'a>>,
    /// Attributes of the first `html` start tag.
    pub(crate) html: Attrs<'a>,
    /// Whether the page was longer than is read.
    pub(crate) cut: bool,
}

/// An element or a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) parent: u32,
    /// One past the last node of the subtree.
    pub(crate) end: u32,
    pub(crate) kind: Kind<'a>,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind<'a> {
    Element {
        tag: Tag,
        attrs: Attrs<'a>,
    },
    /// Characters with their references.
    Text(&'a str),
    /// The content of a script, title, …
    Raw(&'a str),
}

impl<'a> Tree<'a> {
    /// Reads a page's source.
    pub(crate) fn read(source: &'a str) -> Tree<'a> {
        let mut builder = Builder::new();
        for token in tokens(source) {
            if builder.tree.nodes.len() >= MAX_NODES {
                builder.tree.cut = true;
                break;
            }
            match token {
                Token::Start { tag, attrs } => builder.start(tag, attrs),
                Token::End { tag } => builder.end(tag),
                Token::Text(text) => {
                    builder.add(Kind::Text(text));
                }
                Token::Raw(text) => {
                    builder.add(Kind::Raw(text));
                }
            }
        }
        builder.finish()
    }

    /// The tag of node `i`; `None` for texts and the root.
    pub(crate) fn tag(&self, i: usize) -> Option<Tag> {
        match self.nodes.get(i)?.kind {
            Kind::Element { tag, .. } if i > 0 => Some(tag),
            _ => None,
        }
    }

    /// The attributes of node `i`.
    pub(crate) fn attrs(&self, i: usize) -> Attrs<'a> {
        match self.nodes.get(i).map(|n| n.kind) {
            Some(Kind::Element { attrs, .. }) => attrs,
            _ => Attrs::default(),
        }
    }

    /// The parent of node `i`; `None` for the root.
    pub(crate) fn parent(&self, i: usize) -> Option<usize> {
        (i > 0).then(|| self.nodes[i].parent as usize)
    }

    /// Node `i` and its ancestors up to, without, the root.
    pub(crate) fn ancestors(&self, i: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(i), |&i| self.parent(i)).filter(|&i| i > 0)
    }
}

struct Builder<'a> {
    tree: Tree<'a>,
    stack: Vec<(Tag, u32)>,
    // How many of each tag are open, so that a stray end tag costs nothing.
    open: [u32; Tag::COUNT],
}

impl<'a> Builder<'a> {
    fn new() -> Self {
        let root =
            Node { parent: 0, end: 0, kind: Kind::Element { tag: Tag::Other, attrs: Attrs::default() } };
        Builder {
            tree: Tree { nodes: vec![root], html: Attrs::default(), cut: false },
            stack: Vec::new(),
            open: [0; Tag::COUNT],
        }
    }

    fn add(&mut self, kind: Kind<'a>) -> u32 {
        let i = self.tree.nodes.len() as u32;
        let parent = self.stack.last().map_or(0, |s| s.1);
        self.tree.nodes.push(Node { parent, end: i + 1, kind });
        i
    }

    fn pop(&mut self) {
        if let Some((tag, i)) = self.stack.pop() {
            self.open[tag as usize] -= 1;
            self.tree.nodes[i as usize].end = self.tree.nodes.len() as u32;
        }
    }

    fn push(&mut self, tag: Tag, attrs: Attrs<'a>) {
        let i = self.add(Kind::Element { tag, attrs });
        if self.stack.len() < MAX_DEPTH {
            self.open[tag as usize] += 1;
            self.stack.push((tag, i));
        }
    }

    /// Closes the innermost open `wanted`, unless `stop` is met on the way to it.
    fn close(&mut self, wanted: impl Fn(Tag) -> bool, stop: impl Fn(Tag) -> bool) -> bool {
        for depth in (0..self.stack.len()).rev() {
            let tag = self.stack[depth].0;
            if wanted(tag) {
                while self.stack.len() > depth {
                    self.pop();
                }
                return true;
            }
            if stop(tag) {
                return false;
            }
        }
        false
    }

    fn is_open(&self, tag: Tag) -> bool {
        self.open[tag as usize] > 0
    }

    fn start(&mut self, tag: Tag, attrs: Attrs<'a>) {
        match tag {
            Tag::Html => {
                if self.tree.html.0.is_empty() {
                    self.tree.html = attrs;
                }
                return;
            }
            Tag::Head | Tag::Body => return,
            _ => {}
        }
        if tag.ends_paragraph() && self.is_open(Tag::P) {
            self.close(|t| t == Tag::P, Tag::is_barrier);
        }
        match tag {
            Tag::Li if self.is_open(tag) => {
                self.close(
                    |t| t == Tag::Li,
                    |t| matches!(t, Tag::Ul | Tag::Ol | Tag::Menu) || t.is_barrier(),
                );
            }
            Tag::Dd | Tag::Dt if self.is_open(Tag::Dd) || self.is_open(Tag::Dt) => {
                self.close(|t| matches!(t, Tag::Dd | Tag::Dt), |t| t == Tag::Dl || t.is_barrier());
            }
            Tag::Td | Tag::Th => {
                self.close(|t| matches!(t, Tag::Td | Tag::Th), |t| matches!(t, Tag::Tr | Tag::Table));
            }
            Tag::Tr => {
                self.close(|t| t == Tag::Tr, |t| t == Tag::Table);
            }
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                self.close(|t| matches!(t, Tag::Tbody | Tag::Thead | Tag::Tfoot), |t| t == Tag::Table);
            }
            Tag::A | Tag::Button | Tag::Option if self.is_open(tag) => self.end(tag),
            t if t.is_heading() && self.stack.last().is_some_and(|s| s.0.is_heading()) => self.pop(),
            _ => {}
        }
        if tag.is_void() {
            self.add(Kind::Element { tag, attrs });
        } else {
            self.push(tag, attrs);
        }
    }

    fn end(&mut self, tag: Tag) {
        if tag == Tag::Br {
            self.add(Kind::Element { tag, attrs: Attrs::default() });
            return;
        }
        if !self.is_open(tag) || tag.is_void() {
            return;
        }
        if tag.is_formatting() {
            self.end_formatting(tag);
        } else if tag.is_heading() {
            self.close(Tag::is_heading, Tag::is_barrier);
        } else if tag.is_table_part() || tag == Tag::Table {
            self.close(|t| t == tag, |t| t == Tag::Table);
        } else if tag.is_block() || tag.is_barrier() || tag.is_raw() {
            self.close(|t| t == tag, Tag::is_barrier);
        } else {
            self.close(|t| t == tag, Tag::is_block);
        }
    }

    /// `<a><p>…</a>…`: the link ends, the paragraph goes on outside of it.
    fn end_formatting(&mut self, tag: Tag) {
        let Some(depth) = self.stack.iter().rposition(|s| s.0 == tag) else { return };
        if self.stack[depth..].iter().any(|s| s.0.is_barrier()) {
            return;
        }
        let reopened: Vec<(Tag, u32)> =
            self.stack[depth + 1..].iter().copied().filter(|s| s.0.is_block()).take(MAX_REOPENED).collect();
        while self.stack.len() > depth {
            self.pop();
        }
        for (tag, i) in reopened {
            let attrs = self.tree.attrs(i as usize);
            self.push(tag, attrs);
        }
    }

    fn finish(mut self) -> Tree<'a> {
        while !self.stack.is_empty() {
            self.pop();
        }
        self.tree.nodes[0].end = self.tree.nodes.len() as u32;
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Tree};

    fn show(source: &str) -> String {
        let tree = Tree::read(source);
        let mut out = String::new();
        let mut open: Vec<usize> = Vec::new();
        for i in 1..tree.nodes.len() {
            while open.last().is_some_and(|&o| i >= tree.nodes[o].end as usize) {
                open.pop();
                out.push(')');
            }
            match tree.nodes[i].kind {
                Kind::Text(t) | Kind::Raw(t) => out.push_str(t),
                Kind::Element { tag, .. } => {
                    out.push_str(&format!("({tag:?} "));
                    open.push(i);
                }
            }
        }
        out + &")".repeat(open.len())
    }

    #[test]
    fn ends_that_authors_leave_out_are_implied() {
        assert_eq!(show("<p>a<p>b<div>c</div>d"), "(P a)(P b)(Div c)d");
        assert_eq!(show("<ul><li>a<li>b<ul><li>c</ul></ul>"), "(Ul (Li a)(Li b(Ul (Li c))))");
        assert_eq!(show("<table><tr><td>a<td>b<tr><td>c</table>d"), "(Table (Tr (Td a)(Td b))(Tr (Td c)))d");
        assert_eq!(show("<a>x<a>y"), "(A x)(A y)");
    }

    #[test]
    fn ends_in_the_wrong_order_harm_nothing() {
        assert_eq!(show("<div>a</p>b</span></div></div>c"), "(Div ab)c");
        assert_eq!(show("<a><p>x</a>y</p>z"), "(A (P x))(P y)z");
        assert_eq!(show("<p><b>x</p>y</b>z"), "(P (B x))yz");
        assert_eq!(show("<div><table><tr><td></div>x</table>y</div>"), "(Div (Table (Tr (Td x)))y)");
    }

    #[test]
    fn depth_is_bounded() {
        let source = "<div>".repeat(2_000);
        let tree = Tree::read(&source);
        assert_eq!(tree.nodes.len(), 2_001);
        let deepest = (1..tree.nodes.len()).map(|i| tree.ancestors(i).count()).max();
        assert_eq!(deepest, Some(super::MAX_DEPTH + 1));
    }
}
