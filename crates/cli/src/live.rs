//! Whether pages still are what was taken in of them.
//!
//! Bytes are compared, then the text that is read in them: a page changes its advertisements with every visit. Nothing is sought in the new form
//! of a page, and nothing in the store changes: what was cited stands in the capture.

use crate::fetching::stopped;
use crate::report::say;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;
use waqai::page::Hints;
use waqai_fetch::{Event, Item, Memory, Options, Source, Sources};
use waqai_store::{Error, Store};

/// What a round over the pages of a store found. Every list holds ids of articles.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Live {
    /// Articles that were read in a page with an address.
    pages: u64,
    /// The page is byte for byte what it was, or the text in it is.
    same: u64,
    /// The text in it is another one.
    changed: Vec<String>,
    /// The page was not to be had.
    missing: Vec<String>,
}

impl Live {
    /// Four lines.
    pub(crate) fn told(&self) -> String {
        let Live { pages, same, changed, missing } = self;
        format!("live pages {pages}\nsame {same}\nchanged {}\nnot reached {}\n", changed.len(), missing.len())
    }
}

/// Asks for every page again, by the same manners as `waqai fetch`.
pub(crate) fn compare(store: &Store, options: Options) -> Result<Live, Error> {
    let mut asked: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut all: BTreeMap<String, Source> = BTreeMap::new();
    let mut live = Live::default();
    store.articles(|article| {
        let url = article.url.as_deref().or(article.record.document.url.as_deref());
        // A line of JSON Lines is not what stands at its address.
        if let Some(url) = url.filter(|_| article.media_type != "application/json") {
            live.pages += 1;
            match source(url) {
                Some(source) => {
                    let url = source.url.to_string();
                    all.insert(url.clone(), source);
                    asked.entry(url).or_default().push(article.id);
                }
                None => live.missing.push(article.id),
            }
        }
        Ok(())
    })?;
    let sources = Sources { contact: None, all: all.into_values().collect() };
    let events = waqai_fetch::run(&sources, Memory::default(), options, stopped);
    loop {
        match events.recv_timeout(Duration::from_millis(100)) {
            Ok(Event::Item(item)) => {
                for id in asked.remove(&item.input).into_iter().flatten() {
                    if is_same(store, &id, &item)? {
                        live.same += 1;
                    } else {
                        say(format_args!(
                            "{id}: the text of {} is another one by now; what is cited is the capture; `waqai fetch` keeps the new form beside it [changed]",
                            item.input
                        ));
                        live.changed.push(id);
                    }
                }
            }
            Ok(Event::Problem(_, problem)) => say(crate::report::Problem::from(problem)),
            Ok(_) => {}
            Err(RecvTimeoutError::Timeout) if !stopped() => {}
            Err(_) => break,
        }
    }
    live.missing.extend(asked.into_values().flatten());
    live.missing.sort();
    live.changed.sort();
    Ok(live)
}

/// A page by its address alone; none where it is no address that can be asked.
fn source(url: &str) -> Option<Source> {
    // What JSON writes in quotes TOML reads as well.
    let line = serde_json::to_string(url).ok()?;
    Sources::read(&format!("[[page]]\nurl = {line}\n")).ok()?.all.pop()
}

fn is_same(store: &Store, id: &str, item: &Item) -> Result<bool, Error> {
    let Some(article) = store.article(id)? else { return Ok(false) };
    if store.capture(&article.capture)?.is_some_and(|(bytes, _)| bytes == item.bytes) {
        return Ok(true);
    }
    let hints = Hints { url: item.url.clone(), content_type: item.content_type.clone() };
    let page = waqai::page::read_bytes(&item.bytes, &hints);
    Ok(page.is_ok_and(|page| page.text == article.record.document.text))
}
