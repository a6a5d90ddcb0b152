//! The stages in their order.

use crate::explain::{self, Explanation};
use crate::stretch::{self, Stretch};
use crate::{record, tokens};
use waqai_dates::{DateExpr, DateValue};
use waqai_events::{Extraction, RuleSet};
use waqai_lang::{Analysis, Lexicon};
use waqai_names::{NameData, Names};
use waqai_page::{Page, Published};
use waqai_schema::{Article, Note, Record, tokens::Tokens};

/// Everything the program knows, loaded once, and the stages that use it.
///
/// An engine is immutable and can be shared between threads. The same input gives the same record, to the byte.
pub struct Engine {
    lexicon: Lexicon,
    names: NameData,
    rules: RuleSet,
}

/// The stages of reading, in order, as [`Engine::read_watched`] reports them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Sentences, tokens, lemmas.
    Analyse,
    /// Persons, organisations, places.
    Names,
    /// Dates.
    Dates,
    /// Events and statements.
    Extract,
    /// The record: code points, ids, digest.
    Record,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 5] = [Stage::Analyse, Stage::Names, Stage::Dates, Stage::Extract, Stage::Record];

    /// Its name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["analyse", "names", "dates", "extract", "record"][self as usize]
    }
}

/// What the stages made of one stretch.
pub(crate) struct Reading<'s> {
    pub(crate) stretch: &'s Stretch<'s>,
    pub(crate) analysis: Analysis<'s>,
    pub(crate) names: Names,
    pub(crate) dates: Vec<DateExpr>,
    pub(crate) extraction: Extraction,
}

impl Engine {
    /// Loads the lexicon, the gazetteers and the rules that ship with the program.
    #[must_use]
    pub fn new() -> Engine {
        Engine::with_rules(RuleSet::built_in())
    }

    /// Loads the lexicon and the gazetteers, and reads events and statements by `rules`: those that ship and a user's
    /// own ([`RuleSet::put`]).
    #[must_use]
    pub fn with_rules(rules: RuleSet) -> Engine {
        Engine { lexicon: Lexicon::load(), names: NameData::load(), rules }
    }

    /// Reads a page into a record.
    ///
    /// A text in another language than Arabic gives a record with empty lists and a note `language`.
    #[must_use]
    pub fn read(&self, page: Page, id: impl Into<String>) -> Record {
        self.read_watched(page, id, &mut |_| {})
    }

    /// The same as [`Engine::read`]; calls `done` after each stage, so that a caller with a clock can measure.
    #[must_use]
    pub fn read_watched(&self, page: Page, id: impl Into<String>, done: &mut dyn FnMut(Stage)) -> Record {
        let stretches = stretches_of(&page);
        let readings: Vec<Reading<'_>> =
            stretches.iter().map(|s| self.read_stretch(s, &page, done)).collect();
        let record = record::build(&page, id.into(), &readings);
        done(Stage::Record);
        record
    }

    /// The same as [`Engine::read`]; shows `look` the analysis of the page's own story as well, and gives what it makes of it. Nothing was analysed
    /// of a page in another language.
    #[must_use]
    pub fn read_and<T>(
        &self,
        page: Page,
        id: impl Into<String>,
        look: impl FnOnce(&Record, &Analysis<'_>) -> T,
    ) -> (Record, Option<T>) {
        let stretches = stretches_of(&page);
        let readings: Vec<Reading<'_>> =
            stretches.iter().map(|s| self.read_stretch(s, &page, &mut |_| {})).collect();
        let record = record::build(&page, id.into(), &readings);
        let seen = readings.iter().find(|r| !r.stretch.related).map(|r| look(&record, &r.analysis));
        (record, seen)
    }

    /// The same as [`Engine::read_article`], with a look as in [`Engine::read_and`].
    #[must_use]
    pub fn read_article_and<T>(
        &self,
        article: &Article,
        look: impl FnOnce(&Record, &Analysis<'_>) -> T,
    ) -> (Record, Option<T>) {
        let (page, note) = page_of(article);
        let (record, seen) = self.read_and(page, article.id.as_str(), look);
        (finish(record, article, note), seen)
    }

    /// Reads an article that was taken out of its page before.
    ///
    /// A `published` that is no date is left out, with a note.
    #[must_use]
    pub fn read_article(&self, article: &Article) -> Record {
        let (page, note) = page_of(article);
        finish(self.read(page, article.id.as_str()), article, note)
    }

    /// The same as [`Engine::read_article`], watched as [`Engine::read_watched`].
    #[must_use]
    pub fn read_article_watched(&self, article: &Article, done: &mut dyn FnMut(Stage)) -> Record {
        let (page, note) = page_of(article);
        finish(self.read_watched(page, article.id.as_str(), done), article, note)
    }

    /// Reads a page and keeps what led to the record: tokens, names, rules, and why each role was filled.
    #[must_use]
    pub fn explain(&self, page: Page, id: impl Into<String>) -> Explanation {
        let stretches = stretches_of(&page);
        let readings: Vec<Reading<'_>> =
            stretches.iter().map(|s| self.read_stretch(s, &page, &mut |_| {})).collect();
        explain::build(record::build(&page, id.into(), &readings), &page.text, &readings)
    }

    /// The same as [`Engine::explain`] for an article.
    #[must_use]
    pub fn explain_article(&self, article: &Article) -> Explanation {
        let (page, note) = page_of(article);
        let mut explanation = self.explain(page, article.id.as_str());
        explanation.record = finish(explanation.record, article, note);
        explanation
    }

    /// The words of a page, whatever part they stand in. Spans count code points of the record's `document.text`.
    #[must_use]
    pub fn tokens(&self, page: &Page, id: impl Into<String>) -> Tokens {
        tokens::build(&waqai_lang::analyse(&self.lexicon, &page.text), id.into())
    }

    /// The same words, each with everything that lexicon and grammar allow it by itself, the likeliest first.
    #[must_use]
    pub fn with_analyses(&self, mut tokens: Tokens) -> Tokens {
        tokens::add_analyses(&mut tokens.tokens, &self.lexicon);
        tokens
    }

    /// The same explanation, each word with everything that lexicon and grammar allow it by itself, the likeliest first.
    #[must_use]
    pub fn explain_with_analyses(&self, mut explanation: Explanation) -> Explanation {
        explain::add_analyses(&mut explanation, &self.lexicon);
        explanation
    }

    /// The words of an article: see [`Engine::tokens`].
    #[must_use]
    pub fn tokens_of_article(&self, article: &Article) -> Tokens {
        self.tokens(&page_of(article).0, article.id.as_str())
    }

    fn read_stretch<'s>(
        &'s self,
        stretch: &'s Stretch<'s>,
        page: &'s Page,
        done: &mut dyn FnMut(Stage),
    ) -> Reading<'s> {
        // When a related story was published is not known: its "yesterday" stays unresolved.
        let published: Option<DateValue> = page.published.filter(|_| !stretch.related).map(|p| p.value);
        let outlet = page.url.as_deref().or(page.source.as_deref());
        let analysis = waqai_lang::analyse(&self.lexicon, &stretch.text);
        done(Stage::Analyse);
        let day = published.and_then(|d| Some((d.year, d.month?, d.day?)));
        let names = waqai_names::find_names(
            &analysis,
            &self.names,
            &waqai_names::Context { published: day, source_country: None, outlet },
        );
        done(Stage::Names);
        let dates = waqai_dates::find_dates(&stretch.text, published);
        done(Stage::Dates);
        let extraction = waqai_events::extract(
            &waqai_events::Input {
                analysis: &analysis,
                names: &names,
                dates: &dates,
                published,
                headline: stretch.headline(),
                body: stretch.body(),
                name_data: &self.names,
                lexicon: &self.lexicon,
            },
            &self.rules,
        );
        done(Stage::Extract);
        Reading { stretch, analysis, names, dates, extraction }
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

impl Default for Engine {
    fn default() -> Self {
        Engine::new()
    }
}

/// The lemmas of an analysis in their order, unvocalised and without punctuation.
pub fn lemmas<'a>(analysis: &'a Analysis<'_>) -> impl Iterator<Item = &'a str> {
    let lemmas = analysis.tokens.iter().map(|t| t.best().lemma.as_str());
    lemmas.filter(|lemma| lemma.chars().any(char::is_alphanumeric))
}

/// What is to be read of a page: nothing when it is in another language.
fn stretches_of(page: &Page) -> Vec<Stretch<'_>> {
    match page.language.as_deref() {
        None | Some("ar") => stretch::cut(page),
        Some(_) => Vec::new(),
    }
}

fn page_of(article: &Article) -> (Page, Option<Note>) {
    let given = article.published.as_deref().map(str::trim).filter(|p| !p.is_empty());
    let published = given.and_then(Published::given);
    let hints = waqai_page::Hints { url: article.url.clone(), content_type: None };
    let note = (given.is_some() && published.is_none()).then(|| Note {
        code: "published".to_owned(),
        message: "the given time of publication is not of the form 2015-08-10 or 2015-08-10T14:24".to_owned(),
        start: None,
        end: None,
    });
    (waqai_page::read_article(article.title.as_deref(), &article.text, published, &hints), note)
}

/// Adds what the caller knows better than the page.
fn finish(mut record: Record, article: &Article, note: Option<Note>) -> Record {
    if article.source.is_some() {
        record.document.source.clone_from(&article.source);
    }
    record.notes.extend(note);
    record
}
