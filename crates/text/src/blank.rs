//! Hiding parts of a text from the stages without moving the rest.

use crate::Span;

/// `text` with every byte of `hidden` made a space, its first and last byte a line break: no sentence goes across. `hidden`: in order, on
/// character boundaries; one that is not is left as it is. The length stays.
#[must_use]
pub fn blank(text: &str, hidden: &[Span]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for span in hidden {
        let range = span.range();
        let Some(before) = text.get(done..range.start) else { continue };
        out.push_str(before);
        for at in range.clone() {
            out.push(if at == range.start || at + 1 == range.end { '\n' } else { ' ' });
        }
        done = range.end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    out
}

#[cfg(test)]
mod tests {
    use super::{Span, blank};

    #[test]
    fn blanking_keeps_the_length() {
        assert_eq!(blank("abcdef", &[Span::new(1, 5)]), "a\n  \nf");
        assert_eq!(blank("abc", &[Span::new(0, 1), Span::new(2, 3)]), "\nb\n");
    }
}
