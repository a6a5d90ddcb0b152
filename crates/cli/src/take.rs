//! From bytes to what the store takes: read, signed, packed. The same for `add` and for `fetch`.

use crate::batch::{self, Source};
use crate::input;
use crate::keep::Entry;
use crate::report::Problem;
use waqai::page::{Published, PublishedFrom};
use waqai::{Engine, Record};
use waqai_fetch::Item;
use waqai_merge::ArticleSignature;
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

/// Reads an item. `now` is when it was come by, unless it says so itself.
pub(crate) fn take(item: Item, engine: &Engine, packer: &Packer, now: &str) -> Result<Taken, Lost> {
    let capture = item.bytes.clone();
    let media_type = item.media_type();
    let Item { input, locator, url, source, published, retrieved, .. } = item.clone();
    let retrieved = retrieved.unwrap_or_else(|| now.to_owned());
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
        let (record, lemmas) = read(engine, known(from));
        let signature = ArticleSignature::of(lemmas.iter().map(String::as_str));
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
        (packer.prepare(intake), warning)
    });
    let (prepared, warning) = made.map_err(Lost::Input)?;
    Ok(Taken { entry: Entry::Ready(locator, Box::new(prepared.map_err(Lost::Store)?)), warning })
}

fn read(engine: &Engine, source: Source) -> (Record, Vec<String>) {
    match source {
        Source::Page(page, id) => engine.read_with_lemmas(*page, id),
        Source::Article(article) => engine.read_article_with_lemmas(&article),
    }
}
