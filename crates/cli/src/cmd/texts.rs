//! The texts of the store's articles, as exports ask for them: one after the other, the same ones several times.

use std::collections::VecDeque;
use std::error::Error;
use std::rc::Rc;
use waqai::schema::world::{Citation, Report, Support, WorldEvent};
use waqai_export::Words;
use waqai_store::Store;

/// Texts kept at hand. An event's reports come together, and events of a day share articles.
const KEPT: usize = 64;

type Failure = Box<dyn Error + Send + Sync>;

/// Article, digest of its text, and the text, where it is that of the article's newest reading.
type Kept = (String, String, Option<Rc<[char]>>);

/// Reads each text once for all that is cited from it.
pub(crate) struct Texts<'s> {
    store: &'s Store,
    kept: VecDeque<Kept>,
}

impl<'s> Texts<'s> {
    pub(crate) fn new(store: &'s Store) -> Self {
        Self { store, kept: VecDeque::new() }
    }

    /// The text that a report was read from, where it is that of the article's newest reading.
    fn text(&mut self, report: &Report) -> Result<Option<Rc<[char]>>, Failure> {
        let same = |(article, digest, _): &&Kept| *article == report.article && *digest == report.text_sha256;
        if let Some((_, _, text)) = self.kept.iter().find(same) {
            return Ok(text.clone());
        }
        let record = self.store.record(&report.article)?;
        let document =
            record.map(|record| record.document).filter(|document| document.sha256 == report.text_sha256);
        let text: Option<Rc<[char]>> = document.map(|document| document.text.chars().collect());
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back((report.article.clone(), report.text_sha256.clone(), text.clone()));
        Ok(text)
    }

    /// The words of a span; `quoted`: what must stand there.
    fn span(
        &mut self,
        report: &Report,
        start: u32,
        end: u32,
        quoted: Option<&str>,
    ) -> Result<Option<Citation>, Failure> {
        let Some(text) = self.text(report)? else {
            // An older reading: the store looks for it.
            return Ok(self.store.cite_span(report, start, end, quoted)?);
        };
        Ok(Some(waqai_store::citation(report, &text, start, end, quoted)?))
    }
}

impl Words for Texts<'_> {
    fn cite(&mut self, event: &WorldEvent, support: &Support) -> Result<Option<Citation>, Failure> {
        let (Some(start), Some(end)) = (support.start, support.end) else { return Ok(None) };
        let Some(report) = event.reports.get(support.report as usize) else { return Ok(None) };
        self.span(report, start, end, support.text.as_deref())
    }

    fn sentence(&mut self, _: &WorldEvent, report: &Report) -> Result<Option<String>, Failure> {
        let sentence = self.span(report, report.sentence.start, report.sentence.end, None)?;
        Ok(sentence.map(|citation| citation.text))
    }
}
