//! Asking an index.

use crate::also::{self, Also};
use crate::error::Error;
use crate::gather::{Gather, Order};
use crate::highlight::{self, Highlights};
use crate::index::{Index, guarded};
use crate::plan::{Plan, plan};
use crate::query::Query;
use crate::words::Language;
use tantivy::TantivyDocument;
use tantivy::schema::Value;
use waqai_schema::Record;

/// What to answer with.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Most articles.
    pub limit: usize,
    /// Articles to pass over.
    pub offset: usize,
    /// Their order.
    pub order: Order,
}

impl Default for Options {
    fn default() -> Options {
        Options { limit: 10, offset: 0, order: Order::Relevance }
    }
}

/// The answer to a query. Every number counts articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Articles that fit, however many are listed.
    pub total: u64,
    /// Ids of the listed ones, in order.
    pub articles: Vec<String>,
    /// For each word of the query, the written forms that it was found as.
    pub also: Vec<Also>,
}

/// A query made ready for one index.
pub struct Search<'i> {
    index: &'i Index,
    language: &'i Language,
    plan: Plan,
}

impl std::fmt::Debug for Search<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Search")
            .field("units", &self.plan.units)
            .field("layer", &self.plan.layer)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Makes a query ready.
    #[must_use]
    pub fn search<'i>(&'i self, language: &'i Language, query: &Query) -> Search<'i> {
        Search { index: self, language, plan: plan(language, &self.fields, query) }
    }
}

impl Search<'_> {
    /// Which articles fit.
    ///
    /// # Errors
    /// When the index cannot be read: see [`Error::needs_rebuild`].
    pub fn run(&self, options: Options) -> Result<Answer, Error> {
        let index = self.index;
        guarded(&index.dir, || {
            let searcher = index.reader.searcher();
            let most = options.limit.saturating_add(options.offset);
            let gather = Gather { most, order: options.order, segments: searcher.segment_readers().len() };
            let found = searcher.search(&*self.plan.asked, &gather).map_err(|e| Error::of(e, &index.dir))?;
            let mut articles = Vec::new();
            for (.., address) in found.first.iter().skip(options.offset) {
                let document: TantivyDocument =
                    searcher.doc(*address).map_err(|e| Error::of(e, &index.dir))?;
                let id = document.get_first(index.fields.id).and_then(|v| v.as_str().map(str::to_owned));
                articles.push(id.ok_or_else(|| Error::damaged(&index.dir, "an article has no id"))?);
            }
            let also = also::matched(&searcher, &index.fields, &self.plan, &found.sets)
                .map_err(|e| Error::of(e, &index.dir))?;
            Ok(Answer { total: found.total, articles, also })
        })
    }

    /// Where in an article the words of the query stand. The article need not be in the index.
    #[must_use]
    pub fn highlights(&self, record: &Record) -> Highlights {
        highlight::find(self.language, &self.plan, record)
    }
}
