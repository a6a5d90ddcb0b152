//! Mentions by description: "الوزير الفرنسي", "الرئيس", "الحركة". Resolved only where one entity fits and no other does.

use crate::EntityKind;
use crate::cluster::{Cluster, Named};
use crate::data::Class;
use crate::find::apposition;
use crate::scene::Scene;
use crate::titles::TitlePhrase;
use std::ops::Range;
use waqai_text::Span;

/// A description and the cluster it stands for.
#[derive(Debug, Clone)]
pub(crate) struct Nominal {
    pub tokens: Range<usize>,
    pub span: Span,
    pub cluster: usize,
}

/// A cluster with what descriptions of it would say.
struct Described {
    cluster: usize,
    /// First word of its titles, or of its name.
    heads: Vec<String>,
    /// All words of its titles, before the name or in apposition after it.
    words: Vec<String>,
    country: Option<u32>,
    /// First bytes of its mentions.
    starts: Vec<u32>,
}

/// All descriptions that can be resolved, in order. `countries` are those of the clusters.
pub(crate) fn find(
    scene: &Scene<'_>,
    names: &[Named],
    clusters: &[Cluster],
    titles: &[TitlePhrase],
    countries: &[Option<u32>],
) -> Vec<Nominal> {
    let described: Vec<Described> =
        clusters.iter().enumerate().map(|(k, c)| describe(scene, names, k, c, titles, countries)).collect();
    let mut taken = vec![false; scene.analysis.tokens.len()];
    for n in names {
        let title = n.candidate.title.clone().into_iter().flatten();
        let after = apposition(scene, n.candidate.kind, n.candidate.tokens.end, titles);
        let after = after.map(|t| t.tokens.clone()).into_iter().flatten();
        for k in n.candidate.tokens.clone().chain(title).chain(after) {
            if let Some(t) = taken.get_mut(k) {
                *t = true;
            }
        }
    }
    let free = |t: &Range<usize>| t.clone().all(|k| !taken.get(k).copied().unwrap_or(true));
    let mut out = Vec::new();
    for t in titles.iter().filter(|t| t.name.is_none()) {
        let tokens = t.tokens.start..t.tokens.end.min(t.tokens.start + 6);
        if !free(&(tokens.start..tokens.start + 1)) {
            continue;
        }
        if let Some((cluster, tokens)) = person(scene, &described, clusters, t, tokens) {
            let span = scene.span(&tokens);
            out.push(Nominal { tokens, span, cluster });
        }
    }
    for i in 0..scene.analysis.tokens.len() {
        let one = i..i + 1;
        if !scene.has_article(i) || !free(&one) || out.iter().any(|n| n.tokens.contains(&i)) {
            continue;
        }
        if scene.word_number(i, Class::Head).is_none() && !scene.data.is(scene.bare(i), Class::Head) {
            continue;
        }
        if let Some(cluster) = institution(scene, &described, clusters, i) {
            out.push(Nominal { span: scene.span(&one), tokens: one, cluster });
        }
    }
    out.sort_by_key(|n| n.span);
    out
}

fn describe(
    scene: &Scene<'_>,
    names: &[Named],
    k: usize,
    c: &Cluster,
    titles: &[TitlePhrase],
    countries: &[Option<u32>],
) -> Described {
    let mut d = Described {
        cluster: k,
        heads: Vec::new(),
        words: Vec::new(),
        country: countries.get(k).copied().flatten(),
        starts: c.names.iter().map(|n| names[*n].candidate.span.start).collect(),
    };
    for n in &c.names {
        let candidate = &names[*n].candidate;
        let after = apposition(scene, c.kind, candidate.tokens.end, titles).map(|t| t.tokens.clone());
        let said = match c.kind {
            EntityKind::Per => [candidate.title.clone(), after],
            EntityKind::Org => [Some(candidate.tokens.clone()), None],
            EntityKind::Loc => [None, None],
        };
        for tokens in said.into_iter().flatten() {
            d.heads.push(scene.bare(tokens.start).to_owned());
            d.words.extend(tokens.map(|t| scene.bare(t).to_owned()));
        }
    }
    d
}

/// The person that a title without a name stands for, and the tokens of the title that say so.
fn person(
    scene: &Scene<'_>,
    all: &[Described],
    clusters: &[Cluster],
    t: &TitlePhrase,
    tokens: Range<usize>,
) -> Option<(usize, Range<usize>)> {
    let definite = scene.has_article(tokens.start) || tokens.len() > 1;
    if !definite {
        return None;
    }
    let here = scene.span(&tokens).start;
    let head = scene.bare(tokens.start);
    // A headline describes those whom the body then names.
    let headline = scene.in_first_paragraph(tokens.start);
    let fits = |d: &&Described| {
        clusters[d.cluster].kind == EntityKind::Per
            && d.heads.iter().any(|h| h == head)
            && (t.country.is_none() || d.country == t.country)
            && (headline || d.starts.iter().any(|s| *s < here))
    };
    let candidates: Vec<&Described> = all.iter().filter(fits).collect();
    // "رئيس الوزراء": the words of the description must be words of the title; an adjective of nationality need not.
    let words: Vec<&str> = tokens.clone().take_while(|k| scene.is_word(*k)).map(|k| scene.bare(k)).collect();
    let said = |d: &&&Described| {
        words.iter().all(|w| d.words.iter().any(|x| x == w) || scene.data.is(w, Class::Demonym))
    };
    let exact: Vec<&&Described> = candidates.iter().filter(said).collect();
    match exact[..] {
        [only] => Some((only.cluster, tokens)),
        // Several of that title: whoever alone was named a moment ago.
        _ => {
            let recent = |d: &&&&Described| d.starts.iter().any(|s| *s < here && here - s <= RECENT);
            let mut near = exact.iter().filter(recent);
            match (near.next(), near.next()) {
                (Some(only), None) => Some((only.cluster, tokens)),
                _ => None,
            }
        }
    }
}

/// Bytes within which a name counts as just said: about forty words.
const RECENT: u32 = 480;

/// The institution that its bare first word with the article stands for: the only one of that word, or the one named last.
fn institution(scene: &Scene<'_>, all: &[Described], clusters: &[Cluster], i: usize) -> Option<usize> {
    let here = scene.whole(i).start;
    let word = scene.bare(i);
    // The word must stand alone: "الحزب الحاكم" is another.
    let next = scene.token(i + 1);
    if next.is_some_and(|t| {
        t.has_article()
            && t.kind == waqai_lang::Kind::Word
            && !t.proclitics.any(waqai_lang::Proclitics(31))
            && t.upos() == waqai_lang::Upos::Adj
    }) {
        return None;
    }
    let fits = |d: &&Described| {
        clusters[d.cluster].kind == EntityKind::Org
            && d.heads.iter().any(|h| h == word)
            && d.starts.iter().any(|s| *s < here)
    };
    let candidates: Vec<&Described> = all.iter().filter(fits).collect();
    match candidates[..] {
        [only] => Some(only.cluster),
        _ => None,
    }
}
