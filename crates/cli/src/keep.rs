//! What was read goes into the store: in a thread of its own, many articles in one transaction.

use crate::cmd::Lang;
use crate::cmd::add::Format;
use crate::finding::{self, TermsAtHand};
use crate::out::Out;
use crate::report::say;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use waqai_search::WordTerms;
use waqai_store::{Error, Fetched, Prepared, Store, Totals, What};

/// Articles in one transaction: so much can be lost when the machine loses its power, and so many share the wait for the disk. Always as many,
/// whatever the threads: a run that was cut off and taken up again makes the same versions as one that was not.
const BATCH: usize = 256;

/// Something to keep, in the order of the inputs.
pub(crate) enum Entry {
    /// It was kept by an earlier run.
    Seen(String),
    /// It was read; with the place where it stood.
    Ready(String, Box<Ready>),
    /// An address to be remembered, once what was pushed before it is kept.
    Fetched(Box<Fetched>),
}

/// What was read, ready for the store and for the index.
pub(crate) struct Ready {
    pub(crate) prepared: Prepared,
    /// None where nothing was analysed.
    pub(crate) words: Option<WordTerms>,
}

/// What became of the articles.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Counts {
    new: u64,
    copies: u64,
    updated: u64,
    known: u64,
}

/// Collects entries and hands them on.
pub(crate) struct Keeper {
    entries: Vec<Entry>,
    ready: usize,
    to: SyncSender<Vec<Entry>>,
}

impl Keeper {
    /// Takes an entry; `false` when nothing more can be kept.
    pub(crate) fn push(&mut self, entry: Entry) -> bool {
        self.ready += usize::from(matches!(entry, Entry::Ready(..)));
        self.entries.push(entry);
        self.ready < BATCH || self.flush()
    }

    /// Hands on what was pushed so far; `false` when nothing more can be kept.
    pub(crate) fn flush(&mut self) -> bool {
        self.ready = 0;
        let entries = std::mem::take(&mut self.entries);
        entries.is_empty() || self.to.send(entries).is_ok()
    }
}

/// Runs `work`, which pushes entries, and keeps them meanwhile. Then writes what became of them to standard output; says
/// whether that went well.
pub(crate) fn keep(
    mut store: Store,
    now: &str,
    format: Format,
    lang: Lang,
    work: impl FnOnce(&mut Keeper),
) -> (Result<Counts, Error>, bool) {
    let mut out = Out::new();
    let mut counts = Counts::default();
    let mut made = TermsAtHand::default();
    let kept = std::thread::scope(|scope| {
        let (to, from) = sync_channel(1);
        let keeping = scope.spawn(|| write(&mut store, from, now, format, &mut out, &mut counts, &mut made));
        let mut keeper = Keeper { entries: Vec::new(), ready: 0, to };
        work(&mut keeper);
        keeper.flush();
        drop(keeper);
        keeping
            .join()
            .unwrap_or_else(|_| Err(Error::other("the program fails on the store; please report it")))
    });
    let mut written = *kept.as_ref().unwrap_or(&true);
    // The index follows the store and never stands in its way: what it lacks, it gets later.
    if let Err(failure) = finding::catch_up(&store, &made) {
        say(failure);
    }
    let totals = kept.and_then(|_| store.totals());
    if let (Ok(totals), Format::Text) = (&totals, format) {
        written = written && out.write(told(counts, *totals, lang).as_bytes());
    }
    written &= out.finish();
    (totals.map(|_| counts), written)
}

/// Keeps entries as they come. Ends where the store fails: what it was handed until then stands, all of a batch or none of it.
fn write(
    store: &mut Store,
    from: Receiver<Vec<Entry>>,
    now: &str,
    format: Format,
    out: &mut Out,
    counts: &mut Counts,
    made: &mut TermsAtHand,
) -> Result<bool, Error> {
    for entries in from {
        let mut places = Vec::with_capacity(entries.len());
        let mut prepared = Vec::new();
        let mut words = Vec::new();
        let mut fetched = Vec::new();
        for entry in entries {
            match entry {
                Entry::Seen(place) => places.push((place, true)),
                Entry::Ready(place, ready) => {
                    places.push((place, false));
                    words.push((ready.prepared.record_sha256(), ready.words));
                    prepared.push(ready.prepared);
                }
                Entry::Fetched(address) => fetched.push(*address),
            }
        }
        let outcomes = if prepared.is_empty() { Vec::new() } else { store.add_prepared(prepared, now)? };
        if !fetched.is_empty() {
            store.keep_fetched(&fetched)?;
        }
        for (outcome, (record, words)) in outcomes.iter().zip(words) {
            made.put(&outcome.article, record, words);
        }
        if made.is_full() {
            // What goes wrong here goes wrong at the end as well, and is told then.
            let _ = finding::catch_up(store, made);
            *made = TermsAtHand::default();
        }
        let mut outcomes = outcomes.into_iter();
        for (place, seen) in places {
            let outcome = if seen { None } else { outcomes.next() };
            let (what, of) = match outcome.as_ref().map(|o| &o.what) {
                Some(What::New) => ("new", None),
                Some(What::CopyOf(of)) => ("copy", Some(of)),
                Some(What::Updated) => ("updated", None),
                Some(What::Older) => ("older", None),
                Some(What::Known) => ("known", None),
                None => ("seen", None),
            };
            *match what {
                "new" => &mut counts.new,
                "copy" => &mut counts.copies,
                "updated" => &mut counts.updated,
                _ => &mut counts.known,
            } += 1;
            if format == Format::Jsonl {
                let article = outcome.as_ref().map(|o| &o.article);
                let line =
                    serde_json::json!({"input": place, "what": what, "article": article, "copy_of": of});
                if !out.write(format!("{line}\n").as_bytes()) {
                    return Ok(false);
                }
            }
        }
    }
    Ok(true)
}

/// What became of the articles, and what the store holds now: two lines.
fn told(counts: Counts, totals: Totals, lang: Lang) -> String {
    let Counts { new, copies, updated, known } = counts;
    let Totals { articles, reports, events, .. } = totals;
    match lang {
        Lang::En => format!(
            "added: {new} new, {copies} copies, {updated} updated, {known} known before\n\
             in the store: {articles} articles; {events} events, told by {reports} reports\n"
        ),
        Lang::Ar => format!(
            "المقالات: جديدة {new}، نسخ مكررة {copies}، محدثة {updated}، معروفة من قبل {known}\n\
             في المخزن: المقالات {articles}؛ الأحداث {events}، الأخبار عنها {reports}\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Lang, Totals, told};

    #[test]
    fn reports_are_not_passed_off_as_events() {
        let totals = Totals { captures: 9, articles: 7, copies: 2, reports: 11, events: 5 };
        let counts = Counts { new: 5, copies: 2, updated: 0, known: 1 };
        let text = told(counts, totals, Lang::En);
        assert!(text.ends_with("in the store: 7 articles; 5 events, told by 11 reports\n"), "{text}");
        assert!(told(counts, totals, Lang::Ar).contains("الأحداث 5، الأخبار عنها 11"));
    }
}
