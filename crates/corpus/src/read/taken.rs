//! Equal quotes of one kind of line take the occurrences in order.

use crate::text::{Quote, Stretch};

/// Which stretches lines of one kind have taken, and the lines that did.
#[derive(Debug, Default)]
pub(super) struct Taken {
    stretches: Vec<(Stretch, usize)>,
}

impl Taken {
    /// Whether a line has it.
    pub(super) fn has(&self, stretch: Stretch) -> bool {
        self.stretches.iter().any(|(s, _)| *s == stretch)
    }

    /// Gives a stretch to a line.
    pub(super) fn take(&mut self, stretch: Stretch, line: usize) {
        self.stretches.push((stretch, line));
    }

    /// Takes the first free one of those `found`; the only one, when the quote is numbered.
    pub(super) fn next(&mut self, quote: &Quote, found: &[Stretch], line: usize) -> Result<Stretch, String> {
        let free = |s: &&Stretch| quote.numbered() || !self.has(**s);
        let Some(stretch) = found.iter().find(free).copied() else {
            let last = found.iter().rev().find_map(|s| self.stretches.iter().find(|(t, _)| t == s));
            return Err(format!(
                "all {} «{}» of the text are taken (the last by line {}); quote other words, or write #{} to mean the same",
                found.len(),
                quote.words,
                last.map_or(0, |(_, line)| *line),
                found.len(),
            ));
        };
        self.take(stretch, line);
        Ok(stretch)
    }
}
