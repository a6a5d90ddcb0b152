//! Country and sectors of what is named: from the knowledge base, the title, the adjective, and the country that the text
//! is about.

use crate::cluster::{Cluster, Named};
use crate::data::{Class, NO_COUNTRY, Place, PlaceKind};
use crate::scene::Scene;
use crate::tables::Org;
use crate::{Context, EntityKind};
use compact_str::{CompactString, format_compact};

/// How often each country is meant, by row; and the one that the text is about, if that is clear.
#[derive(Debug, Default)]
pub(crate) struct Profile {
    weights: Vec<f32>,
    /// The country whose institutions bare names mean.
    pub main: Option<u32>,
    /// It has nearly all the weight: persons without a title are taken to be of it as well.
    pub alone: bool,
}

/// Share of all weight from which a country is the one that the text is about.
const CLEAR: f32 = 0.45;

/// Sectors of those who report.
const PRESS: [&str; 2] = ["JRN", "MED"];

/// Share of all weight from which no other country is in play.
const ALONE: f32 = 0.6;

impl Profile {
    pub(crate) fn weight(&self, row: u32) -> f32 {
        self.weights.get(row as usize).copied().unwrap_or(0.0)
    }

    pub(crate) fn of(scene: &Scene<'_>, names: &[Named], context: &Context<'_>) -> Profile {
        let tables = &scene.data.tables;
        let mut weights = vec![0.0_f32; tables.countries.len()];
        // The headline and the first sentences say what the text is about.
        let weight = |token: usize| match scene
            .token(token)
            .and_then(|t| scene.analysis.sentences.get(t.sentence as usize))
        {
            Some(s) if s.paragraph <= 1 => 2.0,
            _ => 1.0,
        };
        let mut add = |row: u32, w: f32| {
            if let Some(x) = weights.get_mut(row as usize) {
                *x += w;
            }
        };
        for n in names {
            let w = weight(n.candidate.tokens.start);
            match n.known {
                // "عمان" is chosen by what else is counted.
                Some(r) if r.class == Class::Country && capital_elsewhere(scene, n, r.row()).is_some() => {}
                Some(r) if r.class == Class::Country && n.options.len() == 1 => add(r.row(), w),
                Some(r) if r.class == Class::Place => {
                    // A name of places in one country only; the others are chosen by what is counted here.
                    let places = place_readings(scene, n);
                    if let Some(c) = only(
                        places.iter().filter(|p| p.population > 15_000 || p.geonames == 0).map(|p| p.country),
                    ) {
                        add(c, w);
                    }
                }
                Some(r) if r.class == Class::Person => {
                    let person = tables.people.get(r.row() as usize);
                    if let Some(c) = person.and_then(|p| p.country.as_ref()).and_then(|c| row_of(scene, c)) {
                        add(c, 0.5 * w);
                    }
                }
                Some(r) if r.class == Class::Org => {
                    // The agency that a report is from says nothing of what it is about.
                    let press = |o: &&Org| o.sectors.first().is_some_and(|s| PRESS.contains(&s.as_str()));
                    let org = tables.orgs.get(r.row() as usize).filter(|o| !o.ambiguous && !press(o));
                    if let Some(c) = org.and_then(|o| o.country.as_ref()).and_then(|c| row_of(scene, c)) {
                        add(c, 0.3 * w);
                    }
                }
                _ => {}
            }
        }
        for i in 0..scene.analysis.tokens.len() {
            if let Some(c) = scene.demonym(i).filter(|_| scene.has_article(i)) {
                add(c, 0.7 * weight(i));
            }
        }
        if let Some(c) = source_country(scene, context) {
            add(c, 2.0);
        }
        let total: f32 =
            weights.iter().zip(&tables.countries).filter(|(_, c)| !c.name.is_empty()).map(|(w, _)| w).sum();
        let main = (0..weights.len())
            .filter(|k| !tables.countries[*k].name.is_empty())
            .max_by(|a, b| weights[*a].total_cmp(&weights[*b]).then(b.cmp(a)));
        let main = main.filter(|m| total > 0.0 && weights[*m] >= CLEAR * total).map(|m| m as u32);
        let alone = main.is_some_and(|m| weights[m as usize] >= ALONE * total);
        Profile { weights, main, alone }
    }
}

/// The row of the outlet's country.
pub(crate) fn source_country(scene: &Scene<'_>, context: &Context<'_>) -> Option<u32> {
    if let Some(c) = context.source_country {
        return row_of(scene, c);
    }
    scene.data.outlet_country(context.outlet?)
}

fn only(mut all: impl Iterator<Item = u32>) -> Option<u32> {
    let first = all.next().filter(|c| *c != NO_COUNTRY)?;
    all.all(|c| c == first).then_some(first)
}

pub(crate) fn row_of(scene: &Scene<'_>, code: &str) -> Option<u32> {
    scene.data.tables.countries.iter().position(|c| c.code == code).map(|n| n as u32)
}

/// Every place that a name can be.
pub(crate) fn place_readings(scene: &Scene<'_>, n: &Named) -> Vec<Place> {
    let here = scene.at(n.candidate.tokens.start).iter().filter(|m| m.span == n.candidate.span);
    let rows = here.flat_map(|m| &m.readings).filter(|r| r.class == Class::Place).map(|r| r.row());
    rows.filter_map(|r| scene.data.place(r)).collect()
}

/// The place that is meant: the larger and the one in a country that the text speaks of.
pub(crate) fn choose_place(profile: &Profile, places: &[Place], region: bool) -> Option<Place> {
    let score = |p: &Place| {
        let size = f64::from(p.population.max(1)).log10() + if p.capital { 1.5 } else { 0.0 };
        // Written by hand: what the press means by the name.
        let hand = if p.geonames == 0 && p.kind != PlaceKind::Region { 5.0 } else { 0.0 };
        let kind = if (p.kind == PlaceKind::Region) == region { 1.0 } else { 0.0 };
        let near = f64::from(profile.weight(p.country)).min(6.0);
        let main = if profile.main == Some(p.country) { 2.0 } else { 0.0 };
        size + hand + kind + near + main
    };
    places.iter().copied().max_by(|a, b| score(a).total_cmp(&score(b)).then(b.geonames.cmp(&a.geonames)))
}

/// Country and sectors of a person.
pub(crate) fn person(
    scene: &Scene<'_>,
    names: &[Named],
    c: &Cluster,
    profile: &Profile,
    context: &Context<'_>,
) -> (Option<CompactString>, Vec<CompactString>) {
    let tables = &scene.data.tables;
    let titles = || c.names.iter().filter_map(|n| names[*n].candidate.title.as_ref());
    let by_title = c.names.iter().find_map(|n| names[*n].candidate.country);
    let mut sectors: Vec<CompactString> = Vec::new();
    let mut country = None;
    let mut office = false;
    if let Some(p) =
        c.known.filter(|k| k.class == Class::Person).and_then(|k| tables.people.get(k.row() as usize))
    {
        country = p.country.clone();
        sectors = p.sectors.clone();
        // The sectors of the office that he held when the text appeared.
        let day = context.published.map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}"));
        if let Some(o) = day.and_then(|day| p.offices.iter().find(|o| o.held_on(&day))) {
            let (_, found) = crate::describe::describe_key(&o.title, scene.data);
            if !found.is_empty() && !sectors.iter().any(|s| *s == found[0]) {
                sectors.splice(0..0, found);
            }
        }
    }
    for t in titles() {
        let tokens = scene.analysis.tokens.get(t.clone()).unwrap_or(&[]);
        let (_, found) = crate::describe::describe_phrase(tokens, scene.data);
        office |= !found.is_empty();
        if sectors.is_empty() {
            sectors = found;
        }
    }
    // A name of the region, in a text about one country.
    let arab = |n: &usize| {
        let first = names[*n].candidate.tokens.start;
        scene.word_number(first, Class::Given).is_some_and(|c| c >= 20)
            || scene.grammar(first, "abd")
            || scene.grammar(first, "kunya")
    };
    let local = profile.alone && c.names.iter().any(arab);
    let titled = titles().next().is_some();
    let country = country
        .or_else(|| by_title.and_then(|r| tables.code(r).cloned()))
        .or_else(|| {
            c.known
                .filter(|k| k.class == Class::FullName && k.row() != NO_COUNTRY)
                .and_then(|k| tables.code(k.row()).cloned())
        })
        .or_else(|| profile.main.filter(|_| office || titled || local).and_then(|r| tables.code(r).cloned()));
    (country, sectors)
}

/// Of the organisations that bear the name, the one of the country that the text speaks of most.
fn choose_org<'s>(scene: &'s Scene<'_>, c: &Cluster, profile: &Profile) -> Option<&'s Org> {
    let rows = c.options.iter().filter(|o| o.class == Class::Org);
    let orgs = rows.filter_map(|o| scene.data.tables.orgs.get(o.row() as usize));
    let weight =
        |o: &Org| o.country.as_ref().and_then(|c| row_of(scene, c)).map_or(0.0, |r| profile.weight(r));
    // The first of the table among equals.
    orgs.fold(None, |best: Option<&Org>, o| match best {
        Some(b) if weight(o) <= weight(b) => Some(b),
        _ => Some(o),
    })
}

/// Country and sectors of an institution.
pub(crate) fn org(
    scene: &Scene<'_>,
    names: &[Named],
    c: &Cluster,
    profile: &Profile,
) -> (Option<CompactString>, Vec<CompactString>) {
    let tables = &scene.data.tables;
    let known = choose_org(scene, c, profile);
    let written = c.names.iter().find_map(|n| {
        let n = &names[*n];
        n.candidate.country.or_else(|| {
            n.candidate.tokens.clone().find_map(|k| scene.demonym(k).filter(|_| scene.has_article(k)))
        })
    });
    let head =
        c.names.iter().find_map(|n| names[*n].candidate.head).and_then(|h| tables.heads.get(h as usize));
    let mut sectors = known.map(|o| o.sectors.clone()).unwrap_or_default();
    if sectors.is_empty() {
        sectors = head.map(|h| h.sectors.clone()).unwrap_or_default();
    }
    let fixed = known.filter(|o| !o.homonym).and_then(|o| o.country.clone());
    let country = fixed
        .or_else(|| written.and_then(|r| tables.code(r).cloned()))
        .or_else(|| {
            profile
                .main
                .filter(|_| known.is_none_or(|o| o.country.is_none() || o.homonym))
                .and_then(|r| tables.code(r).cloned())
        })
        .or_else(|| known.and_then(|o| o.country.clone()));
    (country, sectors)
}

/// The capital of another country that has the name of a country: Amman beside Oman.
fn capital_elsewhere(scene: &Scene<'_>, n: &Named, country: u32) -> Option<Place> {
    let capital = |p: &Place| p.capital && p.country != country && p.country != NO_COUNTRY;
    place_readings(scene, n).into_iter().filter(capital).max_by_key(|p| (p.geonames != 0, p.population))
}

/// That capital, where every name of the cluster can be it and the text speaks more of its country than of the other.
fn capital_meant(
    scene: &Scene<'_>,
    names: &[Named],
    c: &Cluster,
    profile: &Profile,
    country: u32,
) -> Option<Place> {
    let mut all = c.names.iter().map(|n| capital_elsewhere(scene, &names[*n], country));
    let first = all.next()??;
    let every = all.all(|p| p.is_some());
    (every && profile.weight(first.country) > profile.weight(country)).then_some(first)
}

/// The key of the knowledge base's record that a cluster is known by: the same in every article.
pub(crate) fn key(
    scene: &Scene<'_>,
    c: &Cluster,
    profile: &Profile,
    at: Option<&Located>,
) -> Option<CompactString> {
    let tables = &scene.data.tables;
    match c.kind {
        EntityKind::Per => {
            let row = c.known.filter(|k| k.class == Class::Person)?.row();
            tables.people.get(row as usize).map(|p| format_compact!("person/{}", p.id))
        }
        EntityKind::Org => choose_org(scene, c, profile).map(|o| format_compact!("organisation/{}", o.id)),
        EntityKind::Loc => {
            let at = at?;
            match (at.geonames, at.precision) {
                (Some(g), _) => Some(format_compact!("geonames/{g}")),
                (None, Some("country")) => at.country.as_ref().map(|code| format_compact!("country/{code}")),
                _ => None,
            }
        }
    }
}

/// What a place's cluster tells of it.
#[derive(Debug, Default)]
pub(crate) struct Located {
    pub country: Option<CompactString>,
    pub geonames: Option<u32>,
    pub position: Option<(f64, f64)>,
    pub precision: Option<&'static str>,
}

/// Country, position and precision of a place.
pub(crate) fn place(scene: &Scene<'_>, names: &[Named], c: &Cluster, profile: &Profile) -> Located {
    let tables = &scene.data.tables;
    debug_assert_eq!(c.kind, EntityKind::Loc);
    if c.known.is_some_and(|k| k.class == Class::Country) {
        // Of the kingdoms that "المملكة" can be, the one that the text or the outlet speaks of.
        let rows = c.options.iter().filter(|o| o.class == Class::Country).map(|o| o.row());
        let row = rows
            .max_by(|a, b| profile.weight(*a).total_cmp(&profile.weight(*b)).then(b.cmp(a)))
            .unwrap_or(u32::MAX);
        if let Some(city) = capital_meant(scene, names, c, profile, row) {
            return located(scene, city);
        }
        let country = tables.countries.get(row as usize);
        return Located {
            country: country.map(|c| c.code.clone()),
            geonames: None,
            position: country.and_then(|c| c.position),
            precision: Some("country"),
        };
    }
    let region = c.names.iter().any(|n| {
        let before = names[*n].candidate.tokens.start.wrapping_sub(1);
        scene.grammar_chosen(before, "division") && !scene.grammar_chosen(before, "town")
    });
    let readings: Vec<Place> = c.names.iter().flat_map(|n| place_readings(scene, &names[*n])).collect();
    let Some(p) = choose_place(profile, &readings, region) else {
        // Not in the gazetteer: the country of what its name contains, or of the text.
        let inside = c.names.iter().flat_map(|n| names[*n].candidate.tokens.clone()).find_map(|k| {
            let m = scene.longest(k, Class::Country).or_else(|| scene.longest(k, Class::Place))?;
            if let Some(row) = m.number(Class::Country) {
                return Some(row);
            }
            let all: Vec<Place> = m
                .readings
                .iter()
                .filter(|r| r.class == Class::Place)
                .filter_map(|r| scene.data.place(r.row()))
                .collect();
            choose_place(profile, &all, false).map(|p| p.country).filter(|c| *c != NO_COUNTRY)
        });
        let row = inside.or(profile.main);
        return Located {
            country: row.and_then(|r| tables.code(r).cloned()),
            precision: Some("place"),
            ..Located::default()
        };
    };
    located(scene, p)
}

fn located(scene: &Scene<'_>, p: Place) -> Located {
    Located {
        country: scene.data.tables.code(p.country).cloned(),
        geonames: Some(p.geonames).filter(|g| *g != 0),
        position: (p.lat.is_finite() && p.lon.is_finite()).then_some((p.lat, p.lon)),
        precision: Some(if p.kind == PlaceKind::City { "place" } else { "region" }),
    }
}
