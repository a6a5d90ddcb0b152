//! The elements that mean something to the tree or to the reader.

macro_rules! tags {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// An element's name. [`Tag::Other`] is any that has no meaning here: it is treated as inline.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Tag { $($variant,)* Other }

        impl Tag {
            /// The number of tags, for tables indexed by `tag as usize`.
            pub(crate) const COUNT: usize = [$($name),*].len() + 1;

            /// Reads a name in any case.
            pub(crate) fn read(name: &str) -> Tag {
                let mut lower = [0_u8; 12];
                let Some(slot) = lower.get_mut(..name.len()) else { return Tag::Other };
                slot.copy_from_slice(name.as_bytes());
                slot.make_ascii_lowercase();
                match &*slot { $(n if n == $name.as_bytes() => Tag::$variant,)* _ => Tag::Other }
            }
        }
    };
}

tags! {
    A "a", Abbr "abbr", Address "address", Article "article", Aside "aside", B "b", Base "base", Big "big",
    Blockquote "blockquote", Body "body", Br "br", Button "button", Caption "caption", Center "center", Cite "cite",
    Code "code", Col "col", Dd "dd", Details "details", Dialog "dialog", Div "div", Dl "dl", Dt "dt", Em "em",
    Embed "embed", Fieldset "fieldset", Figcaption "figcaption", Figure "figure", Font "font", Footer "footer",
    Form "form", H1 "h1", H2 "h2", H3 "h3", H4 "h4", H5 "h5", H6 "h6", Head "head", Header "header", Hr "hr",
    Html "html", I "i", Iframe "iframe", Img "img", Input "input", Label "label", Li "li", Link "link", Main "main",
    Menu "menu", Meta "meta", Nav "nav", Nobr "nobr", Noembed "noembed", Noframes "noframes", Noscript "noscript",
    Object "object", Ol "ol", Optgroup "optgroup", Option "option", P "p", Param "param", Pre "pre", S "s",
    Script "script", Section "section", Select "select", Small "small", Source "source", Span "span",
    Strike "strike", Strong "strong", Style "style", Summary "summary", Svg "svg", Table "table", Tbody "tbody",
    Td "td", Template "template", Textarea "textarea", Tfoot "tfoot", Th "th", Thead "thead", Time "time",
    Title "title", Tr "tr", Tt "tt", U "u", Ul "ul", Video "video", Audio "audio", Wbr "wbr", Xmp "xmp",
    Track "track", Area "area",
}

impl Tag {
    /// Has no content and no end tag.
    pub(crate) fn is_void(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr
        )
    }

    /// Its content is characters up to its own end tag.
    pub(crate) fn is_raw(self) -> bool {
        use Tag::*;
        matches!(self, Script | Style | Xmp | Iframe | Noembed | Noframes | Noscript | Textarea | Title)
    }

    /// Starts and ends a paragraph of its own.
    pub(crate) fn is_block(self) -> bool {
        use Tag::*;
        self.is_heading()
            || self.is_table_part()
            || matches!(
                self,
                Address
                    | Article
                    | Aside
                    | Blockquote
                    | Body
                    | Button
                    | Center
                    | Dd
                    | Details
                    | Dialog
                    | Div
                    | Dl
                    | Dt
                    | Fieldset
                    | Figcaption
                    | Figure
                    | Footer
                    | Form
                    | Header
                    | Hr
                    | Li
                    | Main
                    | Menu
                    | Nav
                    | Ol
                    | Option
                    | Optgroup
                    | P
                    | Pre
                    | Section
                    | Select
                    | Summary
                    | Table
                    | Textarea
                    | Ul
            )
    }

    pub(crate) fn is_table_part(self) -> bool {
        use Tag::*;
        matches!(self, Caption | Tbody | Td | Tfoot | Th | Thead | Tr)
    }

    pub(crate) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    /// Emphasis and links, which authors close in the wrong order.
    pub(crate) fn is_formatting(self) -> bool {
        use Tag::*;
        matches!(self, A | B | Big | Code | Em | Font | I | Nobr | S | Small | Strike | Strong | Tt | U)
    }

    /// Its start ends an open paragraph.
    pub(crate) fn ends_paragraph(self) -> bool {
        use Tag::*;
        self.is_block()
            && !self.is_table_part()
            && !matches!(self, Body | Button | Option | Optgroup | Select)
    }

    /// What is outside of it cannot be closed from inside.
    pub(crate) fn is_barrier(self) -> bool {
        use Tag::*;
        matches!(self, Button | Caption | Object | Table | Td | Template | Th)
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn names_are_read_in_any_case() {
        assert_eq!(Tag::read("DIV"), Tag::Div);
        assert_eq!(Tag::read("Figcaption"), Tag::Figcaption);
        assert_eq!(Tag::read("my-own-element-of-great-length"), Tag::Other);
        assert_eq!(Tag::read(""), Tag::Other);
    }
}
