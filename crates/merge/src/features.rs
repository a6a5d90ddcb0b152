//! What speaks for and against two reports being one event. What each feature is worth stands in `data/merge/weights.tsv`.

use crate::day::Basis;
use crate::party::{Likeness, Party};
use crate::sketch::{ReportSketch, Sketch, Status, TOLERANCE};
use crate::tables::tables;
use crate::words::{likeness, shared};

macro_rules! features {
    ($($variant:ident $name:literal,)*) => {
        /// A feature of a pair of reports.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Feature { $($variant,)* }

        impl Feature {
            /// Every feature, in the order of the table of weights.
            pub(crate) const ALL: &'static [Feature] = &[$(Feature::$variant,)*];

            /// Its name in the table of weights.
            pub(crate) fn name(self) -> &'static str {
                match self { $(Feature::$variant => $name,)* }
            }
        }
    };
}

features! {
    Base "base",
    TypeSame "type-same",
    TypeAkin "type-akin",
    ModeSame "mode-same",
    ModeOther "mode-other",
    StatusPlanned "status-planned",
    StatusNegated "status-negated",
    StatusHypothetical "status-hypothetical",
    StatusHistorical "status-historical",
    BothHistorical "both-historical",
    DaySame "day-same",
    DayNext "day-next",
    DayNear "day-near",
    DayApart "day-apart",
    DayPublishedSame "day-published-same",
    DayPublishedNext "day-published-next",
    DayPublishedNear "day-published-near",
    DayPublishedApart "day-published-apart",
    Undated "undated",
    UndatedGap "undated-gap",
    Month "month",
    Year "year",
    ActorSame "actor-same",
    ActorShort "actor-short",
    ActorState "actor-state",
    ActorKind "actor-kind",
    ActorCountry "actor-country",
    ActorWord "actor-word",
    ActorOther "actor-other",
    ActorForeign "actor-foreign",
    ActorMissing "actor-missing",
    RecipientSame "recipient-same",
    RecipientShort "recipient-short",
    RecipientState "recipient-state",
    RecipientKind "recipient-kind",
    RecipientCountry "recipient-country",
    RecipientWord "recipient-word",
    RecipientOther "recipient-other",
    RecipientForeign "recipient-foreign",
    RecipientMissing "recipient-missing",
    Crossed "crossed",
    MoreNames "more-names",
    PlaceSame "place-same",
    PlaceWithin "place-within",
    PlaceCountry "place-country",
    PlaceForeign "place-foreign",
    FigureSame "figure-same",
    FigureOther "figure-other",
    Trigger "trigger",
    Words "words",
    Story "story",
    LittleInCommon "little-in-common",
    OnlyOfType "only-of-type",
    BothFirst "both-first",
    PublicationGap "publication-gap",
    Copy "copy",
}

/// A feature that two reports have, how much of it, and where to look for the words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    pub(crate) feature: Feature,
    /// 1 where a feature is there or not; else from 0 to 1.
    pub(crate) amount: f32,
    pub(crate) about: About,
}

/// What a feature is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Nothing,
    Type,
    Modes,
    Status,
    Date,
    /// Positions in the left and the right list of all participants: actors, then recipients.
    Party(usize, usize),
    /// All participants of one role, where a side has none.
    Actors,
    Recipients,
    Place,
    Figures,
    Trigger,
    Words,
    Story,
    Published,
}

/// Whether two reports are worth comparing: of one type or akin, not too far apart in time, and with something in common to be found by;
/// of articles that may be copies (`likely_copies`) also without.
pub(crate) fn comparable(left: &ReportSketch, right: &ReportSketch, likely_copies: bool) -> bool {
    let near = match (left.days, right.days) {
        (Some(a), Some(b)) => {
            a.gap(b) <= TOLERANCE && (likely_copies || left.anchors.iter().any(|a| right.anchors.contains(a)))
        }
        _ => likely_copies,
    };
    near && (left.kind == right.kind || tables().akin(&left.kind, &right.kind).is_some())
}

/// The score of two comparable reports: from 0 on they are taken for one event.
pub(crate) fn score(left: (&Sketch, &ReportSketch), right: (&Sketch, &ReportSketch)) -> f32 {
    let mut sum = 0.0;
    compare(left, right, &mut |found| sum += worth(found));
    sum
}

/// What a feature adds to the score.
pub(crate) fn worth(found: Found) -> f32 {
    // Of akin types the amount is the weight, from the table of types.
    tables().weight(found.feature) * found.amount
}

/// Sentences less alike than this,
const FEW_WORDS: f32 = 0.15;
/// of articles less alike than this, without a name in common: two events of one country and kind on one day.
const OTHER_STORY: f32 = 0.1;

/// Tells every feature that two reports have. Symmetric.
pub(crate) fn compare(
    (one, left): (&Sketch, &ReportSketch),
    (other, right): (&Sketch, &ReportSketch),
    found: &mut impl FnMut(Found),
) {
    let mut tell = |feature, amount, about| found(Found { feature, amount, about });
    tell(Feature::Base, 1.0, About::Nothing);
    if left.kind == right.kind {
        tell(Feature::TypeSame, 1.0, About::Type);
    } else if let Some(weight) = tables().akin(&left.kind, &right.kind) {
        tell(Feature::TypeAkin, weight, About::Type);
    }
    if !left.modes.is_empty() && !right.modes.is_empty() && left.kind == right.kind {
        let same = left.modes.iter().any(|m| right.modes.contains(m));
        tell(if same { Feature::ModeSame } else { Feature::ModeOther }, 1.0, About::Modes);
    }
    if let Some(feature) = status(left.status, right.status) {
        tell(feature, 1.0, About::Status);
    }
    days(left, right, &mut tell);
    let mut specific = parties(left, right, &mut tell);
    if let (Some(a), Some(b)) = (&left.place, &right.place)
        && let Some(feature) = place(a, b)
    {
        specific |= feature == Feature::PlaceSame;
        tell(feature, 1.0, About::Place);
    }
    if let Some(feature) = figures(left, right) {
        tell(feature, 1.0, About::Figures);
    }
    if shared(&left.trigger, &right.trigger).next().is_some() {
        tell(Feature::Trigger, 1.0, About::Trigger);
    }
    let words = likeness(&left.words, &right.words);
    if words > 0.0 {
        tell(Feature::Words, words, About::Words);
    }
    let story = likeness(&one.story, &other.story);
    if story > 0.0 {
        tell(Feature::Story, story, About::Story);
    }
    if !specific && words < FEW_WORDS && story < OTHER_STORY {
        tell(Feature::LittleInCommon, 1.0, About::Nothing);
    }
    if left.only && right.only && left.kind == right.kind {
        tell(Feature::OnlyOfType, 1.0, About::Type);
    }
    if left.first && right.first {
        tell(Feature::BothFirst, 1.0, About::Nothing);
    }
    let weak = |r: &ReportSketch| r.days.is_none_or(|d| matches!(d.basis, Basis::Published | Basis::Undated));
    if let (Some(a), Some(b)) = (one.day, other.day)
        && (weak(left) || weak(right))
    {
        let gap = a.abs_diff(b).saturating_sub(1).min(10);
        if gap > 0 {
            tell(Feature::PublicationGap, gap as f32 / 10.0, About::Published);
        }
    }
    if one.signature.copies(&other.signature).is_some() {
        tell(Feature::Copy, 1.0, About::Nothing);
    }
}

fn status(left: Status, right: Status) -> Option<Feature> {
    let either = |s| left == s || right == s;
    if left == right {
        return (left == Status::Historical).then_some(Feature::BothHistorical);
    }
    if either(Status::Negated) {
        Some(Feature::StatusNegated)
    } else if either(Status::Hypothetical) {
        Some(Feature::StatusHypothetical)
    } else if either(Status::Planned) {
        Some(Feature::StatusPlanned)
    } else {
        Some(Feature::StatusHistorical)
    }
}

fn days(left: &ReportSketch, right: &ReportSketch, tell: &mut impl FnMut(Feature, f32, About)) {
    let (Some(a), Some(b)) = (left.days, right.days) else { return };
    let either = |basis| a.basis == basis || b.basis == basis;
    let gap = a.gap(b);
    let feature = if either(Basis::Undated) {
        if gap > 0 {
            tell(Feature::UndatedGap, gap as f32 / TOLERANCE as f32, About::Date);
        }
        Feature::Undated
    } else if either(Basis::Year) {
        Feature::Year
    } else if either(Basis::Month) {
        Feature::Month
    } else {
        match (either(Basis::Published), gap) {
            (false, 0) => Feature::DaySame,
            (false, 1) => Feature::DayNext,
            (false, 2..=3) => Feature::DayNear,
            (false, _) => Feature::DayApart,
            (true, 0) => Feature::DayPublishedSame,
            (true, 1) => Feature::DayPublishedNext,
            (true, 2..=3) => Feature::DayPublishedNear,
            (true, _) => Feature::DayPublishedApart,
        }
    };
    tell(feature, 1.0, About::Date);
}

fn place(left: &Party, right: &Party) -> Option<Feature> {
    if left.key != 0 && left.key == right.key || left.name.same(&right.name) {
        // A whole country in both says little.
        return Some(if left.state && right.state { Feature::PlaceWithin } else { Feature::PlaceSame });
    }
    if left.country != 0 && right.country != 0 && left.country != right.country {
        return Some(Feature::PlaceForeign);
    }
    if left.name.within(&right.name) {
        return Some(Feature::PlaceSame);
    }
    if left.state != right.state {
        return (left.country != 0 && left.country == right.country).then_some(Feature::PlaceWithin);
    }
    Some(Feature::PlaceCountry)
}

fn figures(left: &ReportSketch, right: &ReportSketch) -> Option<Feature> {
    let pairs = || {
        left.figures
            .iter()
            .flat_map(|a| right.figures.iter().filter(move |b| a.0 == b.0).map(move |b| (a, b)))
    };
    let meet = |(a, b): (&(u32, u64, u64), &(u32, u64, u64))| a.1 <= b.2 && b.1 <= a.2;
    pairs().next()?;
    Some(if pairs().any(meet) { Feature::FigureSame } else { Feature::FigureOther })
}

/// The features of who takes part. In reciprocal types all participants are one set: the best pair of it stands for the actors, the
/// next best for the recipients. Returns whether someone is named in both.
fn parties(left: &ReportSketch, right: &ReportSketch, tell: &mut impl FnMut(Feature, f32, About)) -> bool {
    let reciprocal = left.reciprocal() || right.reciprocal();
    let (l, r) = (All::of(left), All::of(right));
    let mut pairs: Vec<(Likeness, usize, usize)> = Vec::new();
    for i in 0..l.len() {
        for j in 0..r.len() {
            if let (Some(a), Some(b)) = (l.get(i), r.get(j)) {
                pairs.push((a.likeness(b), i, j));
            }
        }
    }
    // In this order both sides give the same pairs, whichever is left.
    pairs.sort_by_key(|(likeness, i, j)| (*likeness, i + j, i.abs_diff(*j), *i));
    let (mut used_left, mut used_right) = (vec![false; l.len()], vec![false; r.len()]);
    let mut matched: [Option<(Likeness, usize, usize)>; 2] = [None, None];
    let mut names = 0;
    let mut crossed = false;
    for (likeness, i, j) in pairs {
        if used_left.get(i) == Some(&true) || used_right.get(j) == Some(&true) {
            continue;
        }
        let straight = reciprocal || l.acts(i) == r.acts(j);
        if !straight {
            crossed |= likeness <= Likeness::Short;
            continue;
        }
        if let (Some(a), Some(b)) = (used_left.get_mut(i), used_right.get_mut(j)) {
            (*a, *b) = (true, true);
        }
        let slot = if reciprocal { usize::from(matched[0].is_some()) } else { usize::from(!l.acts(i)) };
        match matched.get_mut(slot) {
            Some(place @ None) => *place = Some((likeness, i, j)),
            _ => names += usize::from(likeness <= Likeness::Short),
        }
    }
    let [actor, recipient] = matched;
    match actor {
        Some((likeness, i, j)) => {
            if let Some(feature) = of_actor(likeness) {
                tell(feature, 1.0, About::Party(i, j));
            }
        }
        None => tell(Feature::ActorMissing, 1.0, About::Actors),
    }
    match recipient {
        Some((likeness, i, j)) => {
            if let Some(feature) = of_recipient(likeness) {
                tell(feature, 1.0, About::Party(i, j));
            }
        }
        None => tell(Feature::RecipientMissing, 1.0, About::Recipients),
    }
    if crossed
        && actor.is_none_or(|a| a.0 > Likeness::State)
        && recipient.is_none_or(|a| a.0 > Likeness::State)
    {
        tell(Feature::Crossed, 1.0, About::Nothing);
    }
    if names > 0 {
        tell(Feature::MoreNames, names.min(3) as f32 / 3.0, About::Nothing);
    }
    [actor, recipient].into_iter().flatten().any(|(likeness, _, _)| likeness <= Likeness::Short)
}

/// Actors, then recipients.
#[derive(Clone, Copy)]
struct All<'a> {
    actors: &'a [Party],
    recipients: &'a [Party],
}

impl<'a> All<'a> {
    fn of(report: &'a ReportSketch) -> All<'a> {
        All { actors: &report.actors, recipients: &report.recipients }
    }

    fn len(self) -> usize {
        self.actors.len() + self.recipients.len()
    }

    fn get(self, index: usize) -> Option<&'a Party> {
        self.actors.get(index).or_else(|| self.recipients.get(index.checked_sub(self.actors.len())?))
    }

    fn acts(self, index: usize) -> bool {
        index < self.actors.len()
    }
}

fn of_actor(likeness: Likeness) -> Option<Feature> {
    Some(match likeness {
        Likeness::Same => Feature::ActorSame,
        Likeness::Short => Feature::ActorShort,
        Likeness::State => Feature::ActorState,
        Likeness::Kind => Feature::ActorKind,
        Likeness::Country => Feature::ActorCountry,
        Likeness::Word => Feature::ActorWord,
        Likeness::Open => return None,
        Likeness::Other => Feature::ActorOther,
        Likeness::Foreign => Feature::ActorForeign,
    })
}

fn of_recipient(likeness: Likeness) -> Option<Feature> {
    Some(match likeness {
        Likeness::Same => Feature::RecipientSame,
        Likeness::Short => Feature::RecipientShort,
        Likeness::State => Feature::RecipientState,
        Likeness::Kind => Feature::RecipientKind,
        Likeness::Country => Feature::RecipientCountry,
        Likeness::Word => Feature::RecipientWord,
        Likeness::Open => return None,
        Likeness::Other => Feature::RecipientOther,
        Likeness::Foreign => Feature::RecipientForeign,
    })
}
