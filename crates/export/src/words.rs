//! Where the words around a quotation come from: the store, which keeps the texts. An event by itself has the quoted words but not
//! what stands beside them.

use std::error::Error;
use waqai_schema::world::{Citation, Report, Support, WorldEvent};

/// Gives words of the stored texts.
pub trait Words {
    /// The words that a value rests on, with what stands beside them; `None` where it rests on no words.
    ///
    /// # Errors
    ///
    /// Where the text cannot be read.
    fn cite(
        &mut self,
        event: &WorldEvent,
        support: &Support,
    ) -> Result<Option<Citation>, Box<dyn Error + Send + Sync>>;

    /// The sentence in which a report tells the event; `None` where it cannot be had.
    ///
    /// # Errors
    ///
    /// Where the text cannot be read.
    fn sentence(
        &mut self,
        event: &WorldEvent,
        report: &Report,
    ) -> Result<Option<String>, Box<dyn Error + Send + Sync>>;
}

/// For events without their texts: quotations stand as they are in the event, with nothing beside them.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoTexts;

impl Words for NoTexts {
    fn cite(
        &mut self,
        event: &WorldEvent,
        support: &Support,
    ) -> Result<Option<Citation>, Box<dyn Error + Send + Sync>> {
        let report = usize::try_from(support.report).ok().and_then(|i| event.reports.get(i));
        let (Some(report), Some(start), Some(end), Some(text)) =
            (report, support.start, support.end, &support.text)
        else {
            return Ok(None);
        };
        Ok(Some(Citation {
            article: report.article.clone(),
            capture: report.capture.clone(),
            text_sha256: report.text_sha256.clone(),
            start,
            end,
            text: text.clone(),
            before: String::new(),
            after: String::new(),
        }))
    }

    fn sentence(
        &mut self,
        _: &WorldEvent,
        _: &Report,
    ) -> Result<Option<String>, Box<dyn Error + Send + Sync>> {
        Ok(None)
    }
}
