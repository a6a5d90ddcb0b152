//! CAMEO TSV: columns as GDELT and ICEWS name them, for users with tools for those.
//!
//! A column has a name of theirs only where it means the same. Goldstein scores and tone are not here: nothing measures them. A tab or a
//! line's end inside a cell becomes a space; nothing is quoted.

use super::{Format, Resource, Settings, Writer};
use crate::cameo;
use crate::codes::cameo_role;
use crate::error::Result;
use crate::out::Out;
use crate::table::{Column, column};
use crate::value::{Kind, Value};
use crate::view::View;
use std::path::Path;
use waqai_schema::world::Party;

pub(super) static FORMAT: Format = Format {
    name: "cameo",
    about: "CAMEO codes as tab-separated values, with columns as in GDELT.",
    python: "import pandas as pd\nevents = pd.read_csv(\"cameo.tsv\", sep=\"\\t\", dtype=str, quoting=3)",
    r: "library(readr)\nevents <- read_tsv(\"cameo.tsv\", col_types = cols(.default = \"c\"), quote = \"\")",
    columns: &COLUMNS,
    cited: false,
    open,
};

const FILE: &str = "cameo.tsv";

const COLUMNS: [Column; 34] = [
    column("GlobalEventID", Kind::Text, "Our permanent id: text, not a number as in GDELT."),
    column("Day", Kind::Text, "YYYYMMDD; empty where the day is not known."),
    column("MonthYear", Kind::Text, "YYYYMM; empty where the month is not known."),
    column("Year", Kind::Text, "YYYY; empty where the year is not known."),
    column("Actor1Code", Kind::Text, "Country and CAMEO role in one: `SYRGOV`."),
    column("Actor1Name", Kind::Text, "The name as the reports write it."),
    column("Actor1CountryCode", Kind::Text, "Three letters, or IGO UNO EUR NGO ISM IMG MNC."),
    column("Actor1Type1Code", Kind::Text, "CAMEO role; empty where none is sure."),
    column("Actor1Type2Code", Kind::Text, "Second role."),
    column("Actor1Type3Code", Kind::Text, "Third role."),
    column("Actor2Code", Kind::Text, "As Actor1Code: the recipient, or the second of those who meet."),
    column("Actor2Name", Kind::Text, "As Actor1Name."),
    column("Actor2CountryCode", Kind::Text, "As Actor1CountryCode."),
    column("Actor2Type1Code", Kind::Text, "As Actor1Type1Code."),
    column("Actor2Type2Code", Kind::Text, "As Actor1Type2Code."),
    column("Actor2Type3Code", Kind::Text, "As Actor1Type3Code."),
    column(
        "EventCode",
        Kind::Text,
        "CAMEO code of three digits, or of two where more is not sure; empty where none is, and for what did not happen.",
    ),
    column("EventBaseCode", Kind::Text, "The first three digits, where there are three."),
    column("EventRootCode", Kind::Text, "The first two digits."),
    column(
        "QuadClass",
        Kind::Integer,
        "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.",
    ),
    column("NumMentions", Kind::Integer, "Reports, copies among them. A count of reports, never of events."),
    column("NumSources", Kind::Integer, "Outlets."),
    column("NumArticles", Kind::Integer, "Reports that are no copy of another."),
    column(
        "ActionGeo_Type",
        Kind::Integer,
        "1 country, 5 region, 4 place: GDELT's numbers; of places outside the USA as inside.",
    ),
    column("ActionGeo_Fullname", Kind::Text, "Name of the place."),
    column(
        "ActionGeo_ISO3",
        Kind::Text,
        "Country of the place, three letters (GDELT has FIPS 10-4 here, under another name).",
    ),
    column("ActionGeo_Lat", Kind::Number, "Degrees north, of a place only."),
    column("ActionGeo_Long", Kind::Number, "Degrees east, of a place only."),
    column("DATEADDED", Kind::Text, "YYYYMMDDHHMMSS: when this version was recorded, UTC."),
    column("SOURCEURL", Kind::Text, "The address of the surest report that is no copy."),
    column(
        "PloverType",
        Kind::Text,
        "Not in GDELT: the PLOVER type, which decides what the code leaves open.",
    ),
    column(
        "Status",
        Kind::Text,
        "Not in GDELT: `actual`, `planned`, `hypothetical`, `negated` or `historical`.",
    ),
    column("Confidence", Kind::Number, "Not GDELT's per cent: 0 to 1."),
    column("Differs", Kind::Texts, "Not in GDELT: the fields in which the reports contradict each other."),
];

struct Cameo {
    out: Out,
    rows: u64,
}

fn open(folder: &Path, _: Settings<'_>) -> Result<Box<dyn Writer>> {
    let mut out = Out::create(folder, FILE)?;
    let names: Vec<&str> = COLUMNS.iter().map(|column| column.name).collect();
    out.text(&names.join("\t"))?;
    out.text("\n")?;
    Ok(Box::new(Cameo { out, rows: 0 }))
}

impl Writer for Cameo {
    fn event(&mut self, view: &View<'_>) -> Result<()> {
        self.rows += 1;
        for (i, cell) in row(view).iter().enumerate() {
            if i > 0 {
                self.out.text("\t")?;
            }
            self.out.text(&cell.to_plain().replace(char::is_control, " "))?;
        }
        self.out.text("\n")
    }

    fn finish(self: Box<Self>) -> Result<Vec<Resource>> {
        self.out.finish()?;
        let about = "One row per event, also where no CAMEO code is sure.";
        let media_type = "text/tab-separated-values";
        Ok(vec![Resource {
            path: FILE,
            about,
            media_type,
            rows: self.rows,
            columns: &COLUMNS,
            key: &["GlobalEventID"],
        }])
    }
}

fn row<'v>(view: &'v View<'v>) -> [Value<'v>; COLUMNS.len()] {
    let event = view.event;
    // `2026-02-03`, `2026-02` or `2026`, without its hyphens.
    let date =
        view.bounds().and_then(|_| view.day()).map(|day| day.value.replace('-', "")).unwrap_or_default();
    let part =
        |letters: usize| date.get(..letters).map_or(Value::Null, |text| Value::Text(text.to_owned().into()));
    let (first, second) = view.sides();
    let [code1, name1, country1, types1 @ ..] = actor(first);
    let [code2, name2, country2, types2 @ ..] = actor(second.map(|(_, party)| party));
    let [type11, type12, type13] = types1;
    let [type21, type22, type23] = types2;
    let code = cameo::code(view);
    let quad = code.and_then(cameo::quad);
    let place = view.place();
    let geo = place.and_then(|place| place.precision.as_deref()).and_then(geo_type);
    let point = view.point();
    let added: String = event.recorded.chars().filter(char::is_ascii_digit).take(14).collect();
    [
        Value::text(Some(&event.id)),
        part(8),
        part(6),
        part(4),
        code1,
        name1,
        country1,
        type11,
        type12,
        type13,
        code2,
        name2,
        country2,
        type21,
        type22,
        type23,
        Value::text(code),
        Value::text(code.filter(|code| code.len() > 2)),
        Value::text(code.and_then(|code| code.get(..2))),
        quad.map_or(Value::Null, |quad| Value::Integer(quad.into())),
        Value::count(event.reports.len()),
        Value::count(view.outlets().len()),
        Value::Integer(event.voices.into()),
        geo.map_or(Value::Null, Value::Integer),
        Value::text(place.map(|place| place.name.as_str())),
        Value::text(place.and_then(|place| place.country.as_deref())),
        point.map_or(Value::Null, |(lat, _)| Value::Number(lat)),
        point.map_or(Value::Null, |(_, lon)| Value::Number(lon)),
        Value::Text(added.into()),
        Value::text(view.lead().and_then(|(_, report)| report.url.as_deref())),
        Value::text(Some(&event.kind)),
        Value::text(view.status()),
        Value::confidence(event.confidence),
        Value::texts(event.differs.iter().map(String::as_str)),
    ]
}

/// Code, name, country and up to three roles.
fn actor(party: Option<&Party>) -> [Value<'_>; 6] {
    let Some(party) = party else { return [const { Value::Null }; 6] };
    let mut roles = party.sectors.iter().filter_map(|sector| cameo_role(sector));
    let (one, two, three) = (roles.next(), roles.next(), roles.next());
    let code = [party.country.as_deref(), one, two, three].into_iter().flatten().collect::<String>();
    let code = if code.is_empty() { Value::Null } else { Value::Text(code.into()) };
    let country = Value::text(party.country.as_deref());
    [code, Value::text(Some(&party.name)), country, Value::text(one), Value::text(two), Value::text(three)]
}

/// GDELT's numbers: 1 country, 4 city of the world, 5 province of the world.
fn geo_type(precision: &str) -> Option<i64> {
    match precision {
        "country" => Some(1),
        "region" => Some(5),
        "place" => Some(4),
        _ => None,
    }
}
