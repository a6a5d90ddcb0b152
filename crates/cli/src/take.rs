//! From bytes to what the store takes: read, signed, packed. The same for `add` and for `fetch`.

use crate::batch::{self, Source};
use crate::input;
use crate::keep::{Entry, Ready};
use crate::report::Problem;
use waqai::page::{Published, PublishedFrom};
use waqai::{Analysis, Engine, Record};
use waqai_fetch::Item;
use waqai_merge::ArticleSignature;
use waqai_search::{Language, WordTerms};
use waqai_store::{Error, Intake, Packer};

/// What became of one item.
pub(crate) struct Taken {
    /// To be kept.
    pub(crate) entry: Entry,
    /// Something to tell although it was read.
    pub(crate) warning: Option<Problem>,
}

/// Why there is nothing to keep.
pub(crate) enum Lost {
    /// This input alone.
    Input(Problem),
    /// The store: everything ends here.
    Store(Error),
}

/// All that it takes to read an item for the store and its index.
pub(crate) struct Taker<'a> {
    pub(crate) engine: &'a Engine,
    pub(crate) language: &'a Language,
    pub(crate) packer: &'a Packer,
    /// When an item was come by that does not say so itself.
    pub(crate) now: &'a str,
}

impl Taker<'_> {
    pub(crate) fn take(&self, item: Item) -> Result<Taken, Lost> {
        let Taker { engine, language, packer, now } = self;
        let capture = item.bytes.clone();
        let media_type = item.media_type();
        let Item { input, locator, url, source, published, retrieved, .. } = item.clone();
        let retrieved = retrieved.unwrap_or_else(|| (*now).to_owned());
        let known = |from: Source| match from {
            Source::Page(mut page, id) => {
                page.source = source.clone().or(page.source);
                // What a page says of itself goes before what a feed says of it; what is only printed on it does not.
                let told = page.published.is_some_and(|p| p.from == PublishedFrom::Metadata);
                if !told {
                    page.published = published.as_deref().and_then(Published::given).or(page.published);
                }
                Source::Page(page, id)
            }
            Source::Article(mut article) => {
                article.source = article.source.or_else(|| source.clone());
                Source::Article(article)
            }
        };
        let made = batch::one(input::item(item), &|from: Source, place: &str| {
            let (record, words, signature) = read(engine, language, known(from));
            let warning = batch::language_warning(&record, place);
            let intake = Intake {
                media_type: media_type.clone(),
                url: url.clone().or_else(|| record.document.url.clone()),
                source: record.document.source.clone(),
                retrieved: retrieved.clone(),
                name: input.clone(),
                locator: locator.clone(),
                signature,
                capture: capture.clone(),
                record,
            };
            (packer.prepare(intake), words, warning)
        });
        let (prepared, words, warning) = made.map_err(Lost::Input)?;
        let ready = Ready { prepared: prepared.map_err(Lost::Store)?, words };
        Ok(Taken { entry: Entry::Ready(locator, Box::new(ready)), warning })
    }
}

/// The record, and what is made of the analysis while it is there: the terms of the words for the index, and the signature.
fn read(
    engine: &Engine,
    language: &Language,
    source: Source,
) -> (Record, Option<WordTerms>, ArticleSignature) {
    let look = |record: &Record, analysis: &Analysis<'_>| {
        (language.word_terms(record, analysis), ArticleSignature::of(waqai::lemmas(analysis)))
    };
    let (record, seen) = match source {
        Source::Page(page, id) => engine.read_and(*page, id, look),
        Source::Article(article) => engine.read_article_and(&article, look),
    };
    let (words, signature) = seen.unzip();
    (record, words, signature.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Engine, Language};
    use waqai::page::Hints;

    #[test]
    fn the_index_gets_the_terms_that_it_would_make_itself() {
        let (engine, language) = (Engine::new(), Language::load());
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let mut pages = 0;
        for file in std::fs::read_dir(samples).expect("the samples").flatten() {
            let bytes = std::fs::read(file.path()).expect("readable");
            let Ok(page) = waqai::page::read_bytes(&bytes, &Hints::default()) else { continue };
            let look = |record: &waqai::Record, analysis: &waqai::Analysis<'_>| {
                language.word_terms(record, analysis)
            };
            let (record, made) = engine.read_and(page, "a", look);
            let Some(made) = made else { continue };
            assert!(made == language.word_terms_anew(&record), "{}", file.path().display());
            pages += 1;
        }
        assert!(pages >= 25, "{pages}");
    }
}
