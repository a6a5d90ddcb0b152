//! Who is who: the names of one text that name the same thing.
//!
//! The fullest form comes first; a shorter one joins it when it can be nothing else. Two persons who share a surname are
//! kept apart, and a bare surname goes to the one named last.

use crate::EntityKind;
use crate::data::{Class, Reading};
use crate::key::{AL, phrase_key};
use crate::scene::{Candidate, Scene};
use waqai_text::{Span, fold};

/// A name in the text with what it is compared by.
#[derive(Debug, Clone)]
pub(crate) struct Named {
    pub candidate: Candidate,
    /// Words of the name, folded, without articles.
    pub words: Vec<String>,
    /// The record of the knowledge base or gazetteer it is a name of.
    pub known: Option<Reading>,
    /// All records of the knowledge base that have this name.
    pub options: Vec<Reading>,
}

/// Names that are one thing.
#[derive(Debug, Clone)]
pub(crate) struct Cluster {
    pub kind: EntityKind,
    /// Indices of the names, in order of the text.
    pub names: Vec<usize>,
    /// Words of the fullest.
    pub words: Vec<String>,
    pub known: Option<Reading>,
    /// The records that all its names share.
    pub options: Vec<Reading>,
}

/// The words of a name as they are compared.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let key = phrase_key(text);
    key.split(' ').filter(|w| !w.is_empty()).map(bare).collect()
}

fn bare(word: &str) -> String {
    let rest = word.strip_prefix(AL).filter(|r| r.chars().count() > 2).unwrap_or(word);
    // سوريا and سورية, أمريكا and أميركا are one: a final alif counts as ta marbuta.
    match rest.strip_suffix('\u{0627}') {
        Some(stem) if stem.chars().count() > 3 => format!("{stem}\u{0647}"),
        _ => rest.to_owned(),
    }
}

/// Looks every picked name up and gathers what belongs together.
pub(crate) fn gather(scene: &Scene<'_>, picked: Vec<Candidate>) -> (Vec<Named>, Vec<Cluster>) {
    let mut names: Vec<Named> = picked.into_iter().map(|c| named(scene, c)).collect();
    unify_kinds(&mut names);
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Long names first, so that each short one finds its long one; then in order of the text.
    order.sort_by_key(|i| (std::cmp::Reverse(names[*i].words.len()), *i));
    let mut clusters: Vec<Cluster> = Vec::new();
    for i in order {
        let n = &names[i];
        match home(scene, &names, &clusters, i) {
            Some(c) => {
                let c = &mut clusters[c];
                c.names.push(i);
                c.known = c.known.or(n.known);
                let both: Vec<Reading> =
                    c.options.iter().copied().filter(|o| n.options.contains(o)).collect();
                if c.options.is_empty() {
                    c.options.clone_from(&n.options);
                } else if !both.is_empty() {
                    c.options = both;
                }
            }
            None => clusters.push(Cluster {
                kind: n.candidate.kind,
                names: vec![i],
                words: n.words.clone(),
                known: n.known,
                options: n.options.clone(),
            }),
        }
    }
    for c in &mut clusters {
        c.names.sort_unstable();
    }
    clusters.sort_by_key(|c| c.names[0]);
    (names, clusters)
}

fn named(scene: &Scene<'_>, candidate: Candidate) -> Named {
    let words = words_of(candidate.span.of(scene.analysis.text));
    let wanted: &[Class] = match candidate.kind {
        EntityKind::Per => &[Class::Person, Class::FullName],
        EntityKind::Org => &[Class::Org],
        EntityKind::Loc => &[Class::Country, Class::Place],
    };
    let here = scene.at(candidate.tokens.start).iter().filter(|m| m.span == candidate.span);
    let all: Vec<Reading> = here.flat_map(|m| m.readings.iter().copied()).collect();
    let known = wanted.iter().find_map(|c| all.iter().find(|r| r.class == *c)).copied();
    // A longer form of a known person: محمد بن سلمان بن عبدالعزيز.
    let known = known.or_else(|| {
        let inside = scene
            .at(candidate.tokens.start)
            .iter()
            .filter(|m| m.tokens.end <= candidate.tokens.end && m.tokens.len() > 1);
        let inside = inside.flat_map(|m| &m.readings).find(|r| r.class == Class::Person);
        inside.copied().filter(|_| candidate.kind == EntityKind::Per)
    });
    let same = |r: &&Reading| known.is_some_and(|k| k.class == r.class);
    let bare = |r: &Reading| Reading { class: r.class, number: r.row() };
    let mut options: Vec<Reading> = all.iter().filter(same).map(bare).collect();
    if let Some(k) = known.filter(|_| options.is_empty()) {
        options.push(bare(&k));
    }
    Named { candidate, words, known, options }
}

/// A string that one rule is sure of and the recogniser guesses otherwise is what the rule says, everywhere.
fn unify_kinds(names: &mut [Named]) {
    let sure: Vec<(Vec<String>, EntityKind)> = names
        .iter()
        .filter(|n| n.candidate.rule != "model/ner")
        .map(|n| (n.words.clone(), n.candidate.kind))
        .collect();
    for n in names.iter_mut().filter(|n| n.candidate.rule == "model/ner") {
        if let Some((_, kind)) = sure.iter().find(|(w, _)| *w == n.words) {
            n.candidate.kind = *kind;
        }
    }
    // "أوباما" is no town in a text that names أوما أوباما.
    let surnames: Vec<String> = names
        .iter()
        .filter(|n| n.candidate.kind == EntityKind::Per && n.words.len() > 1)
        .filter_map(|n| n.words.last().cloned())
        .collect();
    for n in names.iter_mut() {
        let town = n.candidate.kind == EntityKind::Loc && n.known.is_none_or(|k| k.class == Class::Place);
        if town && n.words.len() == 1 && surnames.contains(&n.words[0]) {
            n.candidate.kind = EntityKind::Per;
            (n.known, n.options) = (None, Vec::new());
        }
    }
}

/// The cluster that name `i` belongs to.
fn home(scene: &Scene<'_>, names: &[Named], clusters: &[Cluster], i: usize) -> Option<usize> {
    let n = &names[i];
    let same_kind = || clusters.iter().enumerate().filter(|(_, c)| c.kind == n.candidate.kind);
    if let Some((c, _)) = same_kind().find(|(_, c)| c.words == n.words) {
        return Some(c);
    }
    let record =
        n.known.filter(|k| matches!(k.class, Class::Person | Class::Org | Class::Country | Class::Place));
    if let Some(k) = record {
        let shared = |c: &Cluster| n.options.iter().any(|o| c.options.contains(o));
        let same = same_kind().find(|(_, c)| c.known.is_some_and(|o| o.class == k.class) && shared(c));
        if let Some((c, _)) = same {
            return Some(c);
        }
    }
    let fits = |c: &Cluster| match n.candidate.kind {
        EntityKind::Per => person_fits(&n.words, &c.words) && !both_known(n.known, c.known),
        EntityKind::Org => org_fits(scene, n, names, c) && !both_known(n.known, c.known),
        EntityKind::Loc => {
            // "مطار عدن" for "مطار عدن الدولي"; "بهارستان" for "محطة بهارستان", unless that is a town as well.
            let site = c.names.iter().any(|k| names[*k].candidate.rule == "context/facility");
            (n.words.len() > 1 && c.words.starts_with(&n.words))
                || (site && n.known.is_none() && c.words.len() > n.words.len() && c.words.ends_with(&n.words))
        }
    };
    // Of several, the one named last before; else the first after.
    let here = n.candidate.span.start;
    let distance = |c: &Cluster| {
        c.names
            .iter()
            .map(|k| names[*k].candidate.span.start)
            .map(|s| if s <= here { (0, here - s) } else { (1, s - here) })
            .min()
    };
    same_kind().filter(|(_, c)| fits(c)).min_by_key(|(_, c)| distance(c)).map(|(c, _)| c)
}

fn both_known(a: Option<Reading>, b: Option<Reading>) -> bool {
    a.zip(b).is_some_and(|(a, b)| {
        a.class == b.class && a.class != Class::FullName && a.class != Class::Place && a.row() != b.row()
    })
}

/// Whether `short` can be a shorter form of the name `long`.
pub(crate) fn person_fits(short: &[String], long: &[String]) -> bool {
    if short.is_empty() || short.len() >= long.len() {
        return false;
    }
    let nasab = |w: &String| {
        matches!(
            fold(w).as_str(),
            "\u{0628}\u{0646}" | "\u{0627}\u{0628}\u{0646}" | "\u{0628}\u{0646}\u{062A}"
        )
    };
    let at_end = long.ends_with(short) && !nasab(&long[long.len() - short.len() - 1]);
    if short.len() == 1 {
        // A surname, or a given name: rulers and players go by it.
        return at_end
            || long[0] == short[0]
            || (long.len() > 2 && long[1..].contains(&short[0]) && !long.iter().any(nasab));
    }
    let mut rest = long.iter();
    let within = short.iter().all(|w| rest.any(|l| l == w));
    at_end || (within && long[0] == short[0] && (long.starts_with(short) || long.last() == short.last()))
}

/// Whether name `n` is a shorter form of an institution's: without a first word that says only what it is, or without the
/// adjectives at its end.
fn org_fits(scene: &Scene<'_>, n: &Named, names: &[Named], c: &Cluster) -> bool {
    let without_head = |words: &[String], candidate: &Candidate| -> Option<Vec<String>> {
        let head = candidate.head.and_then(|h| scene.data.tables.heads.get(h as usize))?;
        let generic = head.note.contains("generic") || words.len() == 2;
        (generic && words.len() > 1 && words[0] == bare(&head.key)).then(|| words[1..].to_vec())
    };
    let first = c.names.first().map(|k| &names[*k].candidate);
    if let Some(long) = first.and_then(|f| without_head(&c.words, f))
        && long == n.words
    {
        return true;
    }
    if without_head(&n.words, &n.candidate).is_some_and(|w| w == c.words) {
        return true;
    }
    // "وزارة الدفاع" for "وزارة الدفاع العراقية".
    let longer = n.words.len() > 1 && c.words.len() <= n.words.len() + 2 && c.words.starts_with(&n.words);
    longer
        && c.words[n.words.len()..]
            .iter()
            .all(|w| scene.data.is(w, Class::Demonym) || scene.data.is(w, Class::Common))
}

/// Bare surnames and short names that nothing has picked: every further place where a one-word form of a person already
/// named stands.
pub(crate) fn short_names(
    scene: &Scene<'_>,
    names: &[Named],
    clusters: &[Cluster],
) -> Vec<(usize, usize, Span)> {
    let mut covered = vec![false; scene.analysis.tokens.len()];
    for n in names {
        for k in n.candidate.tokens.clone() {
            if let Some(c) = covered.get_mut(k) {
                *c = true;
            }
        }
    }
    let mut out = Vec::new();
    for (i, forms) in scene.forms.iter().enumerate() {
        if covered[i] || !scene.is_word(i) {
            continue;
        }
        let mut best: Option<(u32, usize, Span)> = None;
        for (k, c) in
            clusters.iter().enumerate().filter(|(_, c)| c.kind == EntityKind::Per && c.words.len() > 1)
        {
            let first = names[c.names[0]].candidate.span;
            let Some(surname) = surname(scene, names, c) else { continue };
            let Some(form) = forms.iter().find(|f| f.key.as_str() == surname) else { continue };
            let plain = matches!(
                scene.upos(i),
                waqai_lang::Upos::Noun
                    | waqai_lang::Upos::Adj
                    | waqai_lang::Upos::Propn
                    | waqai_lang::Upos::X
            );
            let ordinary = scene.known(i) && (!plain || !form.chosen);
            if first.start > form.span.start || ordinary {
                continue;
            }
            let near = c
                .names
                .iter()
                .map(|n| names[*n].candidate.span.start)
                .filter(|s| *s < form.span.start)
                .max()
                .unwrap_or(0);
            if best.is_none_or(|(n, _, _)| near > n) {
                best = Some((near, k, form.span));
            }
        }
        if let Some((_, k, span)) = best {
            out.push((i, k, span));
        }
    }
    out
}

/// Key, with its article, of the last word of a person's fullest form.
fn surname(scene: &Scene<'_>, names: &[Named], c: &Cluster) -> Option<String> {
    let full = c.names.iter().max_by_key(|n| names[**n].words.len())?;
    let key = phrase_key(names[*full].candidate.span.of(scene.analysis.text));
    let last = key.rsplit(' ').next()?;
    (last.chars().count() > 2).then(|| last.to_owned())
}
