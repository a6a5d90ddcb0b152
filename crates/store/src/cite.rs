//! From a value to its words in the text it came from.

use crate::article::RECORD;
use crate::error::{Error, Result};
use crate::open::Store;
use waqai_schema::Record;
use waqai_schema::world::{Citation, Report, Support, WorldEvent};

/// Code points on either side of the words.
const BESIDE: usize = 32;

impl Store {
    /// The words that a value rests on, and what stands beside them in the text that the report was read from. `None` where it rests on no
    /// words, or that text is not in the store.
    ///
    /// # Errors
    /// When the store cannot be read, or the words are not where they were: then nothing is cited.
    pub fn cite(&self, event: &WorldEvent, support: &Support) -> Result<Option<Citation>> {
        let (Some(start), Some(end)) = (support.start, support.end) else { return Ok(None) };
        let Some(report) = event.reports.get(support.report as usize) else { return Ok(None) };
        self.cite_span(report, start, end, support.text.as_deref())
    }

    /// The same for any stretch of a report's text; `words`: what must stand there.
    ///
    /// # Errors
    /// As [`Store::cite`].
    pub fn cite_span(
        &self,
        report: &Report,
        start: u32,
        end: u32,
        words: Option<&str>,
    ) -> Result<Option<Citation>> {
        let Some(record) = self.record_of(report)? else { return Ok(None) };
        citation(report, &record.document.text.chars().collect::<Vec<_>>(), start, end, words).map(Some)
    }

    /// The record that a report stands in: the newest reading of its article with the text that it was read from.
    pub(crate) fn record_of(&self, report: &Report) -> Result<Option<Record>> {
        let mut select = self.db.prepare_cached(&format!(
            "SELECT {RECORD} FROM articles a JOIN readings r ON r.article = a.id JOIN captures c ON c.id = r.capture \
             WHERE a.name = ?1 ORDER BY r.id = a.reading DESC, r.id DESC"
        ))?;
        let mut rows = select.query([&report.article])?;
        while let Some(row) = rows.next()? {
            let record = self.unpack_record(row, 0)?;
            if record.document.sha256 == report.text_sha256 {
                return Ok(Some(record));
            }
        }
        Ok(None)
    }
}

/// The citation of a stretch of a report's text, its code points given; `words`: what must stand there. For callers that keep texts at hand.
///
/// # Errors
/// When the words are not there.
pub fn citation(
    report: &Report,
    text: &[char],
    start: u32,
    end: u32,
    words: Option<&str>,
) -> Result<Citation> {
    let (from, to) = (start as usize, end as usize);
    let Some(cited) = text.get(from..to) else {
        return Err(Error::damaged(format!("{}: no words at {start}..{end}", report.article)));
    };
    let cited: String = cited.iter().collect();
    if words.is_some_and(|words| words != cited) {
        return Err(Error::damaged(format!("{}: other words at {start}..{end}", report.article)));
    }
    Ok(Citation {
        article: report.article.clone(),
        capture: report.capture.clone(),
        text_sha256: report.text_sha256.clone(),
        start,
        end,
        text: cited,
        before: text.get(from.saturating_sub(BESIDE)..from).unwrap_or_default().iter().collect(),
        after: text.get(to..(to + BESIDE).min(text.len())).unwrap_or_default().iter().collect(),
    })
}
