//! Which events are meant: the same options for every command that lists or exports them.

use clap::Args;
use waqai_store::EventFilter;

/// Which events are meant.
#[derive(Debug, Clone, Args)]
pub(crate) struct Chosen {
    /// Who takes part, on either side: a code (SYR, GOV), a key (organisation/hamas), or words of a name. Given several times, all of them
    /// take part.
    #[arg(long = "actor", value_name = "WHO")]
    actors: Vec<String>,
    /// PLOVER type (CONSULT, ASSAULT, …); may be given several times.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kinds: Vec<String>,
    /// PLOVER mode (meeting, visit, …); may be given several times.
    #[arg(long = "mode", value_name = "MODE", value_delimiter = ',')]
    modes: Vec<String>,
    /// actual, planned, hypothetical, negated or historical; may be given several times.
    #[arg(long = "status", value_name = "STATUS", value_delimiter = ',')]
    statuses: Vec<String>,
    /// Where: words of a name, or a country code.
    #[arg(long = "place", value_name = "WHERE")]
    place_name: Option<String>,
    /// On this day, month or year, or later.
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// On this day, month or year, or before.
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Reported then or later.
    #[arg(long, value_name = "DATE")]
    reported_from: Option<String>,
    /// Reported then or before.
    #[arg(long, value_name = "DATE")]
    reported_to: Option<String>,
    /// Reported by this outlet: its name, or the host of its address.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Told in the name of this speaker: a code, a key, or words of a name.
    #[arg(long, value_name = "WHO")]
    speaker: Option<String>,
    /// At least as sure: 0 to 1.
    #[arg(long, value_name = "SHARE")]
    min_confidence: Option<f32>,
    /// As it was known at this moment (2026-02-12T08:30:00Z), or at the end of this day.
    #[arg(long, value_name = "TIME")]
    as_of: Option<String>,
    /// Also events that were merged away, withdrawn or rejected.
    #[arg(long)]
    withdrawn: bool,
}

impl Chosen {
    /// The same for the store.
    pub(crate) fn filter(&self) -> EventFilter {
        EventFilter {
            actors: self.actors.clone(),
            kinds: self.kinds.clone(),
            modes: self.modes.clone(),
            statuses: self.statuses.clone(),
            place: self.place_name.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            reported_from: self.reported_from.clone(),
            reported_to: self.reported_to.clone(),
            outlet: self.outlet.clone(),
            speaker: self.speaker.clone(),
            min_confidence: self.min_confidence,
            as_of: self.as_of.clone(),
            include_withdrawn: self.withdrawn,
        }
    }
}
