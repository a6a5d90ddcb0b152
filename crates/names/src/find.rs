//! The stage: from an analysed text to its names.

use crate::cluster::{self, Cluster, Named};
use crate::data::NameData;
use crate::recogniser::features::Shown;
use crate::scene::{Candidate, Scene};
use crate::titles::TitlePhrase;
use crate::{
    Entity, EntityKind, Mention, MentionKind, Names, nominal, orgs, origin, persons, pick, places,
    recogniser, titles,
};
use waqai_lang::{Analysis, Kind, Proclitics};
use waqai_text::Span;

/// What is known of a text from outside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'c> {
    /// Year, month and day of publication.
    pub published: Option<(i16, u8, u8)>,
    /// Country of the outlet, ISO 3166-1 alpha-3.
    pub source_country: Option<&'c str>,
    /// URL or internet domain of the outlet, used where the country is not given.
    pub outlet: Option<&'c str>,
}

/// Finds every person, organisation and place that the text names, and where.
///
/// Never fails; an empty text has no names. The same input gives the same output.
#[must_use]
pub fn find_names(analysis: &Analysis<'_>, data: &NameData, context: &Context<'_>) -> Names {
    let mut scene = Scene::new(analysis, data);
    let Found { titles, candidates } = Found::in_scene(&scene);
    scene.guesses = recogniser::guesses(&scene, &titles, &candidates);
    let picked = pick::pick(&scene, candidates);
    // "عمان 14 آذار (الوكالة)": without the word for what it is, a day is a day and no bloc of that name.
    let is_day = |c: &Candidate| {
        c.kind == EntityKind::Org && scene.token(c.tokens.start).is_some_and(|t| t.kind == Kind::Number)
    };
    let picked = picked
        .into_iter()
        .filter(|c| !is_day(c))
        .map(|c| with_apposition(&scene, with_title(&scene, c, &titles), &titles))
        .collect();
    let (names, clusters) = cluster::gather(&scene, picked);
    let short = cluster::short_names(&scene, &names, &clusters);
    assemble(&scene, &names, &clusters, &short, &titles, context)
}

/// What the rules see before the recogniser is asked.
struct Found {
    titles: Vec<TitlePhrase>,
    candidates: Vec<Candidate>,
}

impl Found {
    fn in_scene(scene: &Scene<'_>) -> Found {
        let institutions = orgs::candidates(scene);
        let titles = titles::find(scene, &institutions);
        let mut candidates = persons::candidates(scene, &titles);
        candidates.extend(places::candidates(scene));
        candidates.extend(institutions);
        Found { titles, candidates }
    }
}

/// What every sentence of a text shows to the recogniser.
#[must_use]
pub fn features_of(analysis: &Analysis<'_>, data: &NameData) -> Vec<Shown> {
    let scene = Scene::new(analysis, data);
    let Found { titles, candidates } = Found::in_scene(&scene);
    recogniser::features::of_scene(&scene, &titles, &candidates)
}

fn assemble(
    scene: &Scene<'_>,
    names: &[Named],
    clusters: &[Cluster],
    short: &[(usize, usize, Span)],
    titles: &[TitlePhrase],
    context: &Context<'_>,
) -> Names {
    let profile = origin::Profile::of(scene, names, context);
    let mut entities: Vec<Entity> =
        clusters.iter().map(|c| entity(scene, names, c, &profile, context, titles)).collect();
    let countries: Vec<Option<u32>> =
        entities.iter().map(|e| e.country.as_ref().and_then(|c| origin::row_of(scene, c))).collect();
    let nominals = nominal::find(scene, names, clusters, titles, &countries);
    let mut mentions: Vec<Mention> = Vec::new();
    for (k, c) in clusters.iter().enumerate() {
        for n in &c.names {
            mentions.push(mention(scene, &names[*n], k, titles));
        }
    }
    for (i, k, span) in short {
        mentions.push(short_mention(scene, *i, *k, *span, titles));
    }
    for n in nominals {
        mentions.push(Mention {
            span: n.span,
            full: n.span,
            kind: MentionKind::Nominal,
            entity: n.cluster,
            tokens: n.tokens,
        });
    }
    mentions.sort_by_key(|m| (m.span.start, m.span.end, m.entity));
    // Entities in order of first appearance by name.
    let mut order: Vec<usize> = (0..entities.len()).collect();
    order.sort_by_key(|k| mentions.iter().position(|m| m.entity == *k));
    let mut place = vec![0; order.len()];
    for (new, old) in order.iter().enumerate() {
        place[*old] = new;
    }
    for m in &mut mentions {
        m.entity = place[m.entity];
    }
    let mut sorted: Vec<Entity> = Vec::with_capacity(entities.len());
    for old in order {
        sorted.push(std::mem::replace(&mut entities[old], blank()));
    }
    Names { entities: sorted, mentions }
}

fn blank() -> Entity {
    Entity {
        kind: EntityKind::Per,
        name: String::new(),
        key: None,
        qid: None,
        geonames: None,
        position: None,
        country: None,
        sectors: Vec::new(),
        role: None,
        rule: Default::default(),
        precision: None,
    }
}

fn entity(
    scene: &Scene<'_>,
    names: &[Named],
    c: &Cluster,
    profile: &origin::Profile,
    context: &Context<'_>,
    titles: &[TitlePhrase],
) -> Entity {
    let text = scene.analysis.text;
    let mut e = blank();
    e.kind = c.kind;
    let full = c.names.iter().max_by_key(|n| (names[**n].words.len(), std::cmp::Reverse(**n)));
    if let Some(n) = full {
        // Of the places where the fullest form stands, the first that is printed with the word for what it is.
        let same = c.names.iter().map(|k| &names[*k]).filter(|k| k.words == names[*n].words);
        let printed = same.filter_map(|k| crate::printed::span(scene, &k.candidate)).next();
        e.name = match printed {
            Some(span) => span.of(text).to_owned(),
            None => with_article(scene, &names[*n].candidate),
        };
    }
    let rule =
        c.names.iter().map(|n| names[*n].candidate.rule).find(|r| *r != "model/ner").unwrap_or("model/ner");
    e.rule = rule.into();
    match c.kind {
        EntityKind::Per => {
            (e.country, e.sectors) = origin::person(scene, names, c, profile, context);
            e.role = c.names.iter().find_map(|n| role(scene, &names[*n], titles));
            e.key = origin::key(scene, c, profile, None);
        }
        EntityKind::Org => {
            (e.country, e.sectors) = origin::org(scene, names, c, profile);
            e.key = origin::key(scene, c, profile, None);
        }
        EntityKind::Loc => {
            let at = origin::place(scene, names, c, profile);
            e.key = origin::key(scene, c, profile, Some(&at));
            (e.country, e.geonames, e.position, e.precision) =
                (at.country, at.geonames, at.position, at.precision);
        }
    }
    e
}

/// The words of a name, with the article that is fused with the preposition before it: "للقوات المسلحة" names القوات المسلحة.
fn with_article(scene: &Scene<'_>, c: &Candidate) -> String {
    let words = c.span.of(scene.analysis.text);
    let fused = scene
        .token(c.tokens.start)
        .is_some_and(|t| t.has_article() && t.proclitics.has(Proclitics::LI) && c.span.start > t.span.start);
    if fused && !words.starts_with(ARTICLE) { format!("{ARTICLE}{words}") } else { words.to_owned() }
}

/// The article as it is written.
const ARTICLE: &str = "\u{0627}\u{0644}";

/// A person whom the recogniser or a list found, with the title that ends right before the name.
fn with_title(scene: &Scene<'_>, mut c: Candidate, titles: &[TitlePhrase]) -> Candidate {
    if c.kind == EntityKind::Per && c.title.is_none() && !scene.has_clitic(c.tokens.start) {
        let at = c.tokens.start;
        let comma = at > 0 && scene.is_mark(at - 1) && matches!(scene.text(at - 1), "\u{060C}" | ",");
        let end = at - usize::from(comma);
        let before = titles.iter().find(|t| t.tokens.end == end && t.name.is_none_or(|n| n == at));
        if let Some(t) = before.filter(|t| scene.has_article(t.tokens.start) || t.tokens.len() > 1) {
            c.title = Some(t.tokens.clone());
            c.country = c.country.or(t.country);
        }
    }
    c
}

/// A person's country by the title right after the name, where none stands before it.
fn with_apposition(scene: &Scene<'_>, mut c: Candidate, titles: &[TitlePhrase]) -> Candidate {
    if c.kind == EntityKind::Per && c.title.is_none() && c.country.is_none() {
        c.country = apposition(scene, c.kind, c.tokens.end, titles).and_then(|t| t.country);
    }
    c
}

/// The title of a name, before it or in apposition after it.
fn role(scene: &Scene<'_>, n: &Named, titles: &[TitlePhrase]) -> Option<String> {
    let text = scene.analysis.text;
    let before = n.candidate.title.as_ref().map(|t| scene.span(t));
    before
        .or_else(|| {
            apposition(scene, n.candidate.kind, n.candidate.tokens.end, titles).map(|t| scene.span(&t.tokens))
        })
        .map(|s| s.of(text).to_owned())
}

/// A title right after a person's name and a comma: "سالم، وزير المالية،".
pub(crate) fn apposition<'t>(
    scene: &Scene<'_>,
    kind: EntityKind,
    end: usize,
    titles: &'t [TitlePhrase],
) -> Option<&'t TitlePhrase> {
    if kind != EntityKind::Per {
        return None;
    }
    let comma = scene.is_mark(end) && matches!(scene.text(end), "\u{060C}" | ",");
    let at = end + usize::from(comma);
    titles.iter().find(|t| t.tokens.start == at && t.name.is_none() && !scene.has_clitic(at))
}

fn mention(scene: &Scene<'_>, n: &Named, entity: usize, titles: &[TitlePhrase]) -> Mention {
    let mut full = n.candidate.span;
    let mut tokens = n.candidate.tokens.clone();
    if n.candidate.lead < tokens.start {
        tokens.start = n.candidate.lead;
        full = scene.span(&tokens).cover(full);
    }
    if let Some(t) = &n.candidate.title {
        full = scene.span(t).cover(full);
        tokens.start = t.start.min(tokens.start);
    }
    if let Some(t) = apposition(scene, n.candidate.kind, n.candidate.tokens.end, titles) {
        full = full.cover(scene.span(&t.tokens));
        tokens.end = t.tokens.end.max(tokens.end);
    }
    Mention { span: n.candidate.span, full, kind: MentionKind::Name, entity, tokens }
}

fn short_mention(scene: &Scene<'_>, i: usize, entity: usize, span: Span, titles: &[TitlePhrase]) -> Mention {
    let title = titles.iter().find(|t| t.tokens.end == i && t.name.is_none_or(|n| n == i));
    let (full, start) = match title {
        Some(t) => (scene.span(&t.tokens).cover(span), t.tokens.start),
        None => (span, i),
    };
    Mention { span, full, kind: MentionKind::Name, entity, tokens: start..i + 1 }
}
