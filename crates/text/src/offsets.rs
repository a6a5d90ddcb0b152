/// Converts byte offsets of one text into Unicode code points, as the record counts them.
///
/// Made once for a text in O(n); each conversion scans at most 64 bytes.
#[derive(Debug, Clone)]
pub struct CodePoints<'t> {
    text: &'t str,
    // Code points before byte 64·i (counting characters that start before it).
    marks: Vec<u32>,
}

const STEP: usize = 64;

fn starts_char(b: u8) -> bool {
    (b as i8) >= -0x40
}

impl<'t> CodePoints<'t> {
    /// Counts `text` through once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut n = 0;
        for (i, b) in text.bytes().enumerate() {
            if i.is_multiple_of(STEP) {
                marks.push(n);
            }
            n += u32::from(starts_char(b));
        }
        if text.len().is_multiple_of(STEP) {
            marks.push(n);
        }
        CodePoints { text, marks }
    }

    /// The number of code points before byte `byte`; an offset past the end counts as the end.
    #[must_use]
    pub fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        let mark = byte / STEP;
        let tail = &self.text.as_bytes()[mark * STEP..byte];
        self.marks[mark] + tail.iter().filter(|b| starts_char(**b)).count() as u32
    }
}

#[cfg(test)]
mod tests {
    use super::CodePoints;

    #[test]
    fn counts_every_boundary_as_chars_does() {
        for text in ["", "a", "وزير الخارجية 🇸🇾 CNN", &"دمشق ".repeat(40), &"x".repeat(64), &"x".repeat(128)]
        {
            let points = CodePoints::new(text);
            for (n, (byte, _)) in text.char_indices().enumerate() {
                assert_eq!(points.at(byte as u32), n as u32);
            }
            assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
        }
    }
}
