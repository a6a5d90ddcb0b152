//! Records as texts for people.
//!
//! One item a line. Between two Arabic values there always stands a word or code in Latin letters, so that a terminal
//! that reorders right-to-left text cannot swap them; `--bidi` puts isolates around them as well.

mod event;
mod explanation;
mod labels;
mod record;

pub(crate) use event::{event, event_line, summary};
pub(crate) use explanation::explanation;
pub(crate) use record::record;

use crate::cmd::Lang;
use waqai::schema::{Entity, Participant, Record};

/// How a text is dressed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Language of the labels.
    pub(crate) lang: Lang,
    /// Isolates around words of the text.
    pub(crate) bidi: bool,
    /// Colours.
    pub(crate) colour: bool,
}

const ISOLATE: char = '\u{2068}';
const POP: char = '\u{2069}';

impl Style {
    pub(crate) fn label(self, key: &'static str) -> &'static str {
        labels::label(key, self.lang)
    }

    /// The label of a kind of figures; a kind without one stands for itself.
    fn figure(self, of: &str) -> &str {
        waqai::schema::FIGURES.into_iter().find(|known| *known == of).map_or(of, |known| self.label(known))
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// From actor to recipient, in the direction in which the line is read.
    fn arrow(self) -> &'static str {
        match self.lang {
            Lang::En => "→",
            Lang::Ar => "←",
        }
    }

    /// Words of the article, fit for a terminal: one line, without control and direction characters.
    pub(crate) fn words(self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 8);
        if self.bidi {
            out.push(ISOLATE);
        }
        let mut space = false;
        for c in text.trim().chars() {
            match c {
                '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
                c if c.is_whitespace() || c.is_control() => space = true,
                c => {
                    if std::mem::take(&mut space) {
                        out.push(' ');
                    }
                    out.push(c);
                }
            }
        }
        if self.bidi {
            out.push(POP);
        }
        out
    }

    /// The same in quotation marks, cut to about `most` characters at a space.
    pub(crate) fn quote(self, text: &str, most: usize) -> String {
        let cut = match text.char_indices().nth(most) {
            None => return format!("\"{}\"", self.words(text)),
            Some((byte, _)) => text[..byte].rfind(char::is_whitespace).unwrap_or(byte),
        };
        format!("\"{} …\"", self.words(&text[..cut]))
    }

    /// `name [PER SYR GOV]`: there are always Latin letters behind the name.
    fn participant(self, who: &Participant, record: &Record) -> String {
        let entity = who.entity.as_ref().and_then(|id| record.entities.iter().find(|e| e.id == *id));
        let name = entity.map_or(who.text.as_str(), |e| e.name.as_str());
        let codes: Vec<&str> =
            who.country.iter().map(String::as_str).chain(who.sectors.iter().map(String::as_str)).collect();
        let codes = match (codes.is_empty(), entity) {
            (false, _) => codes.join(" "),
            (true, Some(e)) => e.kind.clone(),
            (true, None) => "phrase".to_owned(),
        };
        format!("{} [{codes}]", self.words(name))
    }

    /// `name [SYR]`.
    fn place(self, entity: &Entity) -> String {
        format!("{} [{}]", self.words(&entity.name), entity.country.as_deref().unwrap_or("LOC"))
    }
}

/// The code points `start..end` of `text`.
fn slice(text: &str, start: u32, end: u32) -> String {
    text.chars().skip(start as usize).take(end.saturating_sub(start) as usize).collect()
}

#[cfg(test)]
mod tests {
    use super::{Lang, Style};

    const PLAIN: Style = Style { lang: Lang::En, bidi: false, colour: false };

    #[test]
    fn words_of_the_article_cannot_steer_the_terminal() {
        assert_eq!(PLAIN.words("\u{1b}[31mدمشق\u{202E}\n\tحلب "), " [31mدمشق حلب");
    }

    #[test]
    fn isolates_only_when_asked() {
        assert_eq!(PLAIN.words("دمشق"), "دمشق");
        assert_eq!(Style { bidi: true, ..PLAIN }.words("دمشق"), "\u{2068}دمشق\u{2069}");
    }

    #[test]
    fn long_quotes_end_at_a_space() {
        assert_eq!(PLAIN.quote("واحد اثنان ثلاثة", 12), "\"واحد اثنان …\"");
        assert_eq!(PLAIN.quote("واحد", 12), "\"واحد\"");
    }
}
