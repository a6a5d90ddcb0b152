//! The search index of a store, kept in step with it.

use std::collections::HashMap;
use std::path::PathBuf;
use waqai_search::{Error, Index, IndexedArticle, Language, Update, WordTerms};
use waqai_store::{Store, StoredArticle};

/// Articles handed to the index at once.
const BATCH: usize = 512;

/// Where the index of a store is.
pub(crate) fn folder(store: &Store) -> PathBuf {
    store.folder().join("index")
}

/// Why the index is not in step: the store or the index.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The store cannot be read.
    Store(waqai_store::Error),
    /// The index cannot be written.
    Index(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Index(error)
    }
}

impl From<waqai_store::Error> for Failure {
    fn from(error: waqai_store::Error) -> Failure {
        Failure::Store(error)
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Store(e) => write!(f, "{e} [store]"),
            Failure::Index(e) if e.is_busy() => {
                write!(f, "{e}; `waqai reindex` later makes up for it [index]")
            }
            Failure::Index(e) => write!(f, "{e}; `waqai reindex` makes it anew [index]"),
        }
    }
}

/// Terms that were made while articles were read, so that the index need not analyse them once more.
#[derive(Default)]
pub(crate) struct TermsAtHand {
    /// By article, with the SHA-256 of the record that they are of.
    terms: HashMap<String, ([u8; 32], WordTerms)>,
    size: usize,
}

impl TermsAtHand {
    /// Bytes of terms from which on the index is brought in step before the end: each time gives it one segment more, which makes it
    /// larger, so not often.
    const FULL: usize = 64 << 20;

    /// Keeps the terms of what was read in an article last.
    pub(crate) fn put(&mut self, article: &str, record: [u8; 32], words: Option<WordTerms>) {
        let Some(words) = words else { return };
        self.size += words.size();
        if let Some((_, before)) = self.terms.insert(article.to_owned(), (record, words)) {
            self.size -= before.size();
        }
    }

    /// Whether they take much memory.
    pub(crate) fn is_full(&self) -> bool {
        self.size >= TermsAtHand::FULL
    }

    fn of(&self, article: &StoredArticle) -> Option<&WordTerms> {
        let (record, words) = self.terms.get(&article.id)?;
        (*record == article.record_sha256).then_some(words)
    }
}

/// Brings the index in step with the store: what is new is added to it, and an index that is missing, damaged or of another version is
/// made anew. Gives the number of articles that were read for it.
pub(crate) fn catch_up(store: &Store, made: &TermsAtHand) -> Result<u64, Failure> {
    let opened = Index::open(&folder(store));
    let (newest, articles) = (store.newest_reading()?, store.totals()?.articles);
    if opened.as_ref().is_ok_and(|i| i.sequence() == newest && i.articles() == articles) {
        return Ok(0);
    }
    let language = &Language::load();
    match opened {
        // An index that knows more than the store has is of another store.
        Ok(mut index) if index.sequence() <= newest => {
            let behind = index.sequence();
            let mut update = index.update(language)?;
            let (sequence, count) = fill(store, behind, made, &mut update)?;
            update.commit(sequence)?;
            // An index of another store may know fewer readings, but it has other articles.
            if index.articles() == store.totals()?.articles {
                Ok(count)
            } else {
                rebuild(store, language, made)
            }
        }
        Ok(_) => rebuild(store, language, made),
        Err(e) if e.needs_rebuild() => rebuild(store, language, made),
        Err(e) => Err(e.into()),
    }
}

/// Makes the index anew. Gives the number of articles in it.
pub(crate) fn rebuild(store: &Store, language: &Language, made: &TermsAtHand) -> Result<u64, Failure> {
    let mut articles = 0;
    Index::rebuild(&folder(store), language, |update| {
        let (sequence, count) = fill(store, 0, made, update)?;
        articles = count;
        Ok::<u64, Failure>(sequence)
    })?;
    Ok(articles)
}

/// Puts the articles with a reading after `reading` into the index; gives the newest reading and their number.
fn fill(
    store: &Store,
    reading: u64,
    made: &TermsAtHand,
    update: &mut Update<'_>,
) -> Result<(u64, u64), Failure> {
    let mut waiting: Vec<StoredArticle> = Vec::with_capacity(BATCH);
    let mut count = 0;
    let mut failed: Option<Error> = None;
    let read = store.articles_after(reading, |article| {
        waiting.push(article);
        count += 1;
        if waiting.len() == BATCH
            && let Err(e) = put(update, made, &mut waiting)
        {
            let told = waqai_store::Error::other(&e);
            failed = Some(e);
            return Err(told);
        }
        Ok(())
    });
    if let Some(error) = failed {
        return Err(error.into());
    }
    let sequence = read?;
    put(update, made, &mut waiting)?;
    Ok((sequence, count))
}

fn put(update: &mut Update<'_>, made: &TermsAtHand, waiting: &mut Vec<StoredArticle>) -> Result<(), Error> {
    let articles: Vec<IndexedArticle<'_>> = waiting.iter().map(|article| indexed(article, made)).collect();
    update.put(&articles)?;
    waiting.clear();
    Ok(())
}

fn indexed<'a>(article: &'a StoredArticle, made: &'a TermsAtHand) -> IndexedArticle<'a> {
    let document = &article.record.document;
    IndexedArticle {
        id: &article.id,
        source: article.source.as_deref().or(document.source.as_deref()),
        url: article.url.as_deref().or(document.url.as_deref()),
        published: article.published.as_deref().or(document.published.as_ref().map(|p| p.value.as_str())),
        retrieved: Some(&article.retrieved),
        record: &article.record,
        words: made.of(article),
    }
}
