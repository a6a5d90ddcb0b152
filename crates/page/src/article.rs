//! A page's source to an article: the order in which the parts of this crate are asked.

use crate::blocks::{self, Block};
use crate::body::{self, Judged};
use crate::headline::{self, Headline};
use crate::html::Tree;
use crate::labels;
use crate::language;
use crate::meta::Meta;
use crate::page::{Hints, Page, PageNote, PartRole};
use crate::published::{self, Place};
use crate::structure::{self, Line};
use crate::tables::key;
use url::Url;

/// Reads decoded HTML.
pub(crate) fn read(source: &str, hints: &Hints, mut notes: Vec<PageNote>) -> Page {
    let tree = Tree::read(source);
    if tree.cut {
        notes.push(PageNote {
            code: "page/cut",
            message: "the page is larger than is read; its end was left out".to_owned(),
            span: None,
        });
    }
    let meta = Meta::read(&tree);
    let cut = blocks::cut(&tree);
    let blocks = &cut.list;
    let lead = body::lead(blocks, &meta);
    let first_guess = body::noisy(&tree, &cut, lead.as_slice());
    let headline = headline::choose(blocks, &first_guess, &meta);
    let anchors: Vec<usize> = headline.block.into_iter().chain(lead).collect();
    let noisy = body::noisy(&tree, &cut, &anchors);
    let headline_key = headline.text.as_deref().map(key).unwrap_or_default();
    let arabic = headline.text.as_deref().is_some_and(body::is_arabic);
    let judged = Judged::new(&tree, blocks, noisy, headline.block, arabic);
    let mut lines = lines(&judged, &meta, &headline_key);
    let ends = lines.first().zip(lines.last()).and_then(|(a, b)| a.0.zip(b.0));
    if lines.is_empty()
        && let Some(line) = fallback(&judged, &meta, &headline)
    {
        notes.push(PageNote {
            code: "page/no-body",
            message: "no paragraphs of prose; the longest line or the page's description stands for them"
                .to_owned(),
            span: None,
        });
        lines.push((None, line));
    }

    let url = hints.url.clone().or_else(|| meta.urls.first().cloned());
    let place = Place { headline: headline.block, body: ends };
    let published =
        published::find(&tree, blocks, &judged.noisy, &meta, place, hints.url.as_deref(), &mut notes);
    let section = labels::section(&tree, blocks, &meta, headline.block, &headline_key);
    let byline = labels::byline(blocks, &judged.noisy, &meta, headline.block, ends);
    let source = source_name(&meta, &url);
    let lines: Vec<Line> = lines.into_iter().map(|l| l.1).collect();
    let mut page = structure::assemble(headline.text, lines);
    page.section = section;
    let site = source.as_deref().unwrap_or_default();
    page.byline = byline.or(page.byline.filter(|b| !labels::is_outlet(b, site)));
    page.url = url;
    page.source = source;
    page.published = published;
    page.language = language::detect(&page.text).map(str::to_owned);
    notes.append(&mut page.notes);
    page.notes = notes;
    page
}

/// The paragraphs of the article, with the block each comes from.
fn lines(judged: &Judged<'_>, meta: &Meta, headline_key: &str) -> Vec<(Option<usize>, Line)> {
    let chosen = judged.select(headline_key);
    let words: u32 = chosen.iter().map(|c| judged.blocks[c.0].words).sum();
    if let Some(told) = meta.article_body.as_deref().map(paragraphs)
        && told.iter().map(|p| p.split(' ').count()).sum::<usize>() as u32 > words * 2 + 60
    {
        // The page loads its text by script and only JSON-LD has it.
        return told.into_iter().map(|text| (None, Line { text, role: PartRole::Body })).collect();
    }
    let mut seen = rustc_hash::FxHashSet::default();
    chosen
        .into_iter()
        .filter(|(i, _)| seen.insert(key(&judged.blocks[*i].text)))
        .map(|(i, role)| (Some(i), Line { text: judged.blocks[i].text.clone(), role }))
        .collect()
}

/// The paragraphs of an `articleBody`, which may hold elements of its own.
fn paragraphs(text: &str) -> Vec<String> {
    let decoded = crate::html::decode_entities(text);
    let with_breaks = decoded.replace('\n', "<br>");
    let tree = Tree::read(&with_breaks);
    blocks::cut(&tree).list.into_iter().map(|b| b.text).collect()
}

/// When a page has no prose: its longest line behind the headline, otherwise its description.
fn fallback(judged: &Judged<'_>, meta: &Meta, headline: &Headline) -> Option<Line> {
    const MIN_WORDS: u32 = 6;
    let from = headline.block.map_or(0, |h| h + 1);
    let fits = |b: &&(usize, &Block)| {
        b.0 >= from
            && b.1.words >= MIN_WORDS
            && b.1.link_density() < 0.3
            && !judged.noisy[b.0]
            && b.1.heading.is_none()
    };
    let longest = judged.blocks.iter().enumerate().filter(|b| fits(&b)).max_by_key(|b| b.1.words);
    let text = longest.map(|b| b.1.text.clone()).or_else(|| meta.descriptions.first().cloned())?;
    Some(Line { text, role: PartRole::Body })
}

/// The outlet: as the page calls it, otherwise its host.
fn source_name(meta: &Meta, url: &Option<String>) -> Option<String> {
    meta.site.clone().or_else(|| host(url.as_deref()?))
}

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
