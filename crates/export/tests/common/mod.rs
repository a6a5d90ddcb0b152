//! Invented events: as many as wanted, every one the same each time, with all that can be hard for a format.
#![allow(dead_code)] // Each test uses its part.

use std::path::{Path, PathBuf};
use waqai_export::{Export, Format, NoTexts, Request, Words, Written};
use waqai_schema::world::{Claim, Day, Figure, Party, Report, Support, Voice, WORLD_SCHEMA, WorldEvent};
use waqai_schema::{Place, Quote, Range};

const KINDS: [&str; 16] = [
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
];
const STATUSES: [&str; 5] = ["actual", "planned", "hypothetical", "negated", "historical"];

/// Names of nobody.
const PEOPLE: [&str; 4] = ["نزار الدالي", "هيفاء المرجاوي", "=صفوان", "لؤي <\"&'\u{1}> السندي"];
const BODIES: [&str; 3] = ["وزارة الشؤون العامة", "حركة الفجر; الجديد", "مجلس\nالبلدة"];

/// A number that depends on two others only.
fn mix(a: u64, b: u64) -> u64 {
    let mut x = a.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x ^ (x >> 32)
}

fn pick<'a>(list: &[&'a str], a: u64, b: u64) -> &'a str {
    let length = list.len() as u64;
    list[usize::try_from(mix(a, b) % length).unwrap_or(0)]
}

fn support(report: u32, text: &str) -> Support {
    let length = u32::try_from(text.chars().count()).unwrap_or(0);
    Support {
        report,
        start: Some(40),
        end: Some(40 + length),
        text: Some(text.to_owned()),
        rule: "test/words".to_owned(),
    }
}

fn claim<T>(value: T, text: &str, reports: u32) -> Claim<T> {
    Claim {
        value,
        support: (0..reports).map(|report| support(report, text)).collect(),
        voices: reports,
        decided: None,
    }
}

fn person(n: u64) -> Party {
    let name = pick(&PEOPLE, n, 1);
    let known = n.is_multiple_of(3);
    Party {
        key: known.then(|| format!("person/{}", n % 5000)),
        kind: Some("PER".to_owned()),
        name: if known { format!("{name} {}", n % 5000) } else { name.to_owned() },
        country: (n.is_multiple_of(2)).then(|| "SYR".to_owned()),
        sectors: if n.is_multiple_of(2) { vec!["GOV".to_owned(), "JRN".to_owned()] } else { Vec::new() },
    }
}

fn body(n: u64) -> Party {
    match n % 4 {
        0 => Party {
            key: None,
            kind: None,
            name: "مسلحون مجهولون".to_owned(),
            country: None,
            sectors: vec!["UAF".to_owned()],
        },
        1 => Party {
            key: Some("country/FRA".to_owned()),
            kind: Some("LOC".to_owned()),
            name: "فرنسا".to_owned(),
            country: Some("FRA".to_owned()),
            sectors: vec!["GOV".to_owned()],
        },
        _ => Party {
            key: Some(format!("organisation/{}", n % 700)),
            kind: Some("ORG".to_owned()),
            name: pick(&BODIES, n, 2).to_owned(),
            country: Some("KOS".to_owned()),
            sectors: vec![if n.is_multiple_of(2) { "MIL" } else { "REB" }.to_owned()],
        },
    }
}

fn date(n: u64) -> Vec<Claim<Day>> {
    let day = |value: String, value_end: Option<String>, precision: &str, from: &str| Day {
        value,
        value_end,
        precision: precision.to_owned(),
        from: from.to_owned(),
    };
    let exact = format!("20{:02}-{:02}-{:02}", 10 + n % 16, 1 + n % 12, 1 + n % 28);
    match n % 8 {
        0 => Vec::new(),
        1 => vec![claim(day(exact[..7].to_owned(), None, "month", "expression"), "في ذلك الشهر", 1)],
        2 => vec![claim(day(exact[..4].to_owned(), None, "year", "expression"), "تلك السنة", 1)],
        3 => vec![claim(
            day(exact.clone(), Some(format!("{}-{:02}", &exact[..7], 28)), "day", "expression"),
            "أيام",
            1,
        )],
        4 => vec![
            claim(day(exact.clone(), None, "day", "expression"), "الثلاثاء", 2),
            claim(day(format!("{}-{:02}", &exact[..7], 1), None, "day", "published"), "الأربعاء", 1),
        ],
        _ => vec![claim(day(exact, None, "day", "published"), "أمس", 1)],
    }
}

fn place(n: u64) -> Vec<Claim<Place>> {
    let place = |name: &str, precision: Option<&str>| Place {
        entity: None,
        name: name.to_owned(),
        country: Some("SYR".to_owned()),
        lat: Some(30.0 + f64::from(u32::try_from(n % 700).unwrap_or(0)) / 100.0),
        lon: Some(36.25),
        precision: precision.map(str::to_owned),
    };
    match n % 5 {
        0 => Vec::new(),
        1 => vec![claim(place("سوريا", Some("country")), "سوريا", 1)],
        2 => vec![claim(place("ريف المدينة", Some("region")), "الريف", 1)],
        _ => vec![claim(place("تل الريحان", Some("place")), "تل الريحان", 1)],
    }
}

fn figures(n: u64) -> Vec<Claim<Figure>> {
    let figure = |of: &str, low, high, about| Figure { of: of.to_owned(), low, high, about };
    match n % 6 {
        0 => vec![
            claim(figure("dead", Some(12), Some(12), false), "12 قتيلا", 1),
            claim(figure("dead", Some(30), None, true), "نحو 30", 1),
            claim(figure("injured", Some(3), Some(5), false), "بين 3 و5", 1),
        ],
        1 => vec![claim(figure("protesters", Some(100), Some(100), true), "نحو مئة", 1)],
        _ => Vec::new(),
    }
}

fn quote(text: &str) -> Quote {
    Quote { start: 40, end: 40 + u32::try_from(text.chars().count()).unwrap_or(0), text: text.to_owned() }
}

fn report(n: u64, i: u64) -> Report {
    let spoken = mix(n, i).is_multiple_of(3);
    Report {
        article: format!("a{:07}", n * 3 + i),
        event: "v1".to_owned(),
        capture: format!("{:064x}", mix(n, 7 + i)),
        text_sha256: format!("{:064x}", mix(n, 17 + i)),
        source: (i != 2).then(|| format!("صحيفة {}", mix(n, i) % 40)),
        url: (i != 2).then(|| format!("https://news.example/{n}/{i}?a=1&b=2")),
        published: Some(format!("2026-02-{:02}T10:00", 1 + i)),
        copy_of: (i == 1).then(|| format!("a{:07}", n * 3)),
        trigger: quote("التقى"),
        sentence: Range { start: 30, end: 90 },
        attribution: if spoken {
            vec![Voice {
                speaker: person(mix(n, 33) % 9000),
                words: quote("الناطق"),
                cue: quote("قال"),
                via: Some("وكالة".to_owned()),
            }]
        } else {
            Vec::new()
        },
        confidence: 0.66,
        rule: "events/consult/meet".to_owned(),
    }
}

/// The event of that number.
pub(crate) fn event(n: u64) -> WorldEvent {
    let reports: Vec<Report> = (0..1 + mix(n, 3) % 3).map(|i| report(n, i)).collect();
    let copies = reports.iter().filter(|report| report.copy_of.is_some()).count();
    let kind = pick(&KINDS, n, 4);
    let mut actors = vec![claim(person(mix(n, 5) % 9000), "الوزير", 1)];
    if n.is_multiple_of(4) {
        actors.push(claim(person(mix(n, 6) % 9000), "نظيره", 1));
    }
    if n % 50 == 49 {
        actors.clear();
    }
    let recipients =
        if n.is_multiple_of(2) { Vec::new() } else { vec![claim(body(mix(n, 8)), "الحركة", 1)] };
    let date = date(n);
    let figures = figures(n);
    let mut differs = Vec::new();
    if date.len() > 1 {
        differs.push("date".to_owned());
    }
    if figures.len() > 2 {
        differs.push("figures.dead".to_owned());
    }
    WorldEvent {
        schema: WORLD_SCHEMA.to_owned(),
        id: format!("E{n:07}"),
        version: 1 + u32::try_from(n % 3).unwrap_or(0),
        recorded: format!("2026-03-{:02}T04:05:06Z", 1 + n % 28),
        review: if n.is_multiple_of(9) { "reviewed" } else { "machine" }.to_owned(),
        state: if n % 100 == 99 { "merged" } else { "current" }.to_owned(),
        merged_into: (n % 100 == 99).then(|| format!("E{:07}", n - 1)),
        kind: kind.to_owned(),
        modes: if kind == "CONSULT" { vec![claim("visit".to_owned(), "زيارة", 1)] } else { Vec::new() },
        contexts: if n.is_multiple_of(7) {
            vec![claim("diplomatic".to_owned(), "دبلوماسي", 1)]
        } else {
            Vec::new()
        },
        status: vec![claim(STATUSES[usize::try_from(n % 20).unwrap_or(0).min(4)].to_owned(), "التقى", 1)],
        actors,
        recipients,
        date,
        place: place(n),
        figures,
        differs,
        voices: u32::try_from(reports.len() - copies).unwrap_or(0),
        reports,
        confidence: 0.66,
    }
}

/// A request for formats by name.
pub(crate) fn request(formats: &[&str]) -> Request {
    Request {
        formats: formats.iter().filter_map(|name| Format::named(name)).collect(),
        filter: serde_json::json!({"kinds": ["CONSULT"]}),
        as_of: None,
        program: "waqai 0.0.0".to_owned(),
        author: None,
        title: None,
        bom: false,
    }
}

/// Writes events without their texts.
pub(crate) fn write(folder: &Path, request: Request, events: impl Iterator<Item = WorldEvent>) -> Written {
    write_with(folder, request, events, &mut NoTexts)
}

/// Writes events with texts.
pub(crate) fn write_with(
    folder: &Path,
    request: Request,
    events: impl Iterator<Item = WorldEvent>,
    words: &mut dyn Words,
) -> Written {
    let mut export = Export::create(folder, request).expect("the folder can be begun");
    for event in events {
        export.event(&event, words).expect("the event can be written");
    }
    export.finish().expect("the folder can be ended")
}

/// A folder of this test's own, which does not exist yet.
pub(crate) fn fresh(name: &str) -> PathBuf {
    let folder =
        Path::new(option_env!("CARGO_TARGET_TMPDIR").unwrap_or("target")).join(format!("export-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    folder
}
