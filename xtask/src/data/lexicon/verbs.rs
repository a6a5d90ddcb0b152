//! Verbs: every form of every verb of Camel Morph, active and passive.

use super::Sources;
use super::buckwalter::{to_arabic, unvocalised};
use super::build::{Builder, Cell, Lemma, Upos, flag};
use super::conditions::Morphs;
use super::csv::{Row, Table};
use super::roots::root;
use std::collections::HashMap;

/// Inflected persons: name in the tables, person, gender, number. Dual and
/// feminine plural of the second person do not occur in news.
const PERSONS: [(&str, u8, u8, u8); 11] = [
    ("1P", 1, 0, 3),
    ("1S", 1, 0, 1),
    ("2MP", 2, 1, 3),
    ("2MS", 2, 1, 1),
    ("2FS", 2, 2, 1),
    ("3FD", 3, 2, 2),
    ("3FP", 3, 2, 3),
    ("3FS", 3, 2, 1),
    ("3MD", 3, 1, 2),
    ("3MP", 3, 1, 3),
    ("3MS", 3, 1, 1),
];

type Frame = (String, String, Cell);

/// Adds the verbs and returns the number of each vocalised lemma.
pub(super) fn add(sources: &Sources, builder: &mut Builder) -> anyhow::Result<HashMap<String, Vec<usize>>> {
    let folder = sources.permissive("camel-morph");
    let morphs = Morphs::read(&folder.join("MSA-Verb-MORPH.csv"))?;
    let mut lemmas: HashMap<String, Vec<usize>> = HashMap::new();
    let mut numbers: HashMap<String, Option<usize>> = HashMap::new();
    let mut frames: HashMap<(char, String, String), Vec<Frame>> = HashMap::new();
    for (file, aspect) in [("PV", 'p'), ("IV", 'i'), ("CV", 'c')] {
        let table = Table::comma(&folder.join(format!("MSA-Verb-LEX-{file}.csv")))?;
        for row in table.rows().filter(|r| r.get("DEFINE") == "LEXICON") {
            let bw = row.get("LEMMA").split(['-', '_']).next().unwrap_or_default();
            let number = *numbers
                .entry(row.get("LEMMA").split('_').next().unwrap_or_default().to_owned())
                .or_insert_with(|| {
                    let vocalised = to_arabic(bw);
                    let count = sources.frequency.of(&vocalised, "verb")?;
                    let text = unvocalised(&vocalised);
                    let upos = if sources.is_auxiliary(&text) { Upos::Aux } else { Upos::Verb };
                    let number = builder.lemma(Lemma {
                        intransitive: true,
                        root: root(row.get("ROOT")),
                        ..Lemma::new(text, vocalised.replace('\u{0671}', "\u{0627}"), upos, count)
                    });
                    lemmas.entry(vocalised).or_default().push(number);
                    Some(number)
                });
            let Some(number) = number else { continue };
            // One stem that takes an object is enough.
            builder.lemmas[number].intransitive &= row.get("COND-S").contains("intrans");
            let common = builder.lemmas[number].count > 400;
            if aspect == 'c' && !common {
                continue;
            }
            add_stem(row, aspect, number, &morphs, &mut frames, builder);
        }
    }
    // What the sheets mark too narrowly.
    let table = Table::tab(&sources.hand.join("transitive.tsv"))?;
    for row in table.rows() {
        for lemma in builder.lemmas.iter_mut().filter(|l| l.text == row.get("verb")) {
            lemma.intransitive = false;
        }
    }
    Ok(lemmas)
}

fn add_stem(
    row: Row<'_>,
    aspect: char,
    number: usize,
    morphs: &Morphs,
    cache: &mut HashMap<(char, String, String), Vec<Frame>>,
    builder: &mut Builder,
) {
    let upos = builder.lemmas[number].upos;
    let (stem, sets, requires) = (row.get("FORM"), row.get("COND-S"), row.get("COND-T"));
    let mut stems = vec![(stem.to_owned(), sets.to_owned(), 1u8)];
    if aspect != 'c' && upos == Upos::Verb && !sets.contains("intrans") {
        let weak_first = row.get("ROOT").starts_with("w.");
        if let Some((passive, conditions)) = passive(stem, sets, aspect, weak_first) {
            stems.push((passive, conditions, 2));
        }
    }
    for (stem, sets, voice) in stems {
        let key = (aspect, sets.clone(), requires.to_owned());
        let list = cache.entry(key).or_insert_with(|| frames(morphs, aspect, &sets, requires));
        for (before, after, cell) in list.iter() {
            let form = unvocalised(&to_arabic(&format!("{before}{stem}{after}")));
            let cell = Cell { upos, voice, ..*cell };
            builder.form(number, &form, cell);
            // بدأوا and جاءوا are written beside بدؤوا and جاؤوا.
            if let Some(at) = form.rfind("\u{0624}\u{0648}") {
                let seat = if form[..at].ends_with('\u{0627}') { "\u{0621}" } else { "\u{0623}" };
                builder.form(number, &format!("{}{seat}{}", &form[..at], &form[at + 2..]), cell);
            }
        }
    }
}

fn frames(morphs: &Morphs, aspect: char, sets: &str, requires: &str) -> Vec<Frame> {
    let mut out: Vec<Frame> = Vec::new();
    let mut add = |before: &[&str], after: &[&str], cell: Cell| {
        for enclitic in [false, true] {
            if enclitic && sets.contains("intrans") {
                continue;
            }
            for (pre, post) in morphs.frames(sets, requires, before, after, enclitic) {
                let flags = cell.flags | if enclitic { flag::ENC } else { flag::BARE };
                // The same writing with and without a pronoun is one entry with both flags.
                match out.iter_mut().find(|(p, q, c)| {
                    *p == pre && *q == post && Cell { flags: 0, ..*c } == Cell { flags: 0, ..cell }
                }) {
                    Some((_, _, c)) if (c.flags | flags) & flag::SUBJ == 0 => c.flags |= flags,
                    Some((_, _, c)) if c.flags & flag::SUBJ == flags & flag::SUBJ => c.flags |= flags,
                    _ => out.push((pre, post, Cell { flags, ..cell })),
                }
            }
        }
    };
    let cell = |person, gender, number, aspect, flags| Cell {
        person,
        gender,
        number,
        aspect,
        ..Cell::of(Upos::Verb, flags)
    };
    match aspect {
        'p' => {
            for (name, person, gender, number) in PERSONS {
                let suffix = format!("[PVSuff]PVSuff.{name}");
                add(&[], &["[PVBuff]", &suffix], cell(person, gender, number, 1, flag::LAM));
            }
        }
        'i' => {
            let u = if sets.split(' ').any(|t| t == "u-#") { flag::U_PREFIX } else { 0 };
            for (name, person, gender, number) in PERSONS {
                let prefix = format!("[IVPref.{name}]");
                for (mood, flags) in [("I", 0), ("S", 0), ("J", flag::SUBJ)] {
                    let suffix = format!("[IVSuff.{mood}.{name}]");
                    add(
                        &[&prefix, "[IVPreBuff]"],
                        &["[IVBuff]", &suffix],
                        cell(person, gender, number, 2, flags | u | flag::FUT | flag::LAM),
                    );
                }
            }
        }
        _ => {
            for (name, gender, number) in [("2MS", 1, 1), ("2MP", 1, 3), ("2FS", 2, 1)] {
                let suffix = format!("[CVSuff]CVSuff.{name}");
                add(&[], &["[CVBuff]", &suffix], cell(2, gender, number, 3, 0));
            }
        }
    }
    out
}

/// The passive of a stem: in the perfect, i before the last radical and u before it; in the imperfect, a throughout
/// after the prefix in u.
fn passive(stem: &str, sets: &str, aspect: char, weak_first: bool) -> Option<(String, String)> {
    let mut chars: Vec<char> = stem.chars().collect();
    let vowels: Vec<usize> = (0..chars.len()).filter(|&i| matches!(chars[i], 'a' | 'i' | 'u')).collect();
    let defective =
        ["#-ay", "#-aw", "#-iy", "#-aY", "#-uw"].iter().find(|c| sets.split(' ').any(|t| t == **c));
    if sets.contains('\'')
        || sets.contains("#->")
        || sets.contains("#-}")
        || sets.contains("#-aA")
        || sets.contains("#-u&")
    {
        return None;
    }
    let mut sets = sets.to_owned();
    if aspect == 'p' {
        if sets.contains("#-a>") {
            sets = sets.replace("#-a>", "");
            chars.extend(['i', '}']);
        }
        let last = match defective {
            Some(c) => {
                sets = sets.replace(*c, "#-iy");
                usize::MAX
            }
            None => (0..chars.len()).rev().find(|&i| matches!(chars[i], 'a' | 'i' | 'u'))?,
        };
        let doubled = chars.last() == Some(&'~');
        let mut out = String::new();
        for (i, &c) in chars.iter().enumerate() {
            match c {
                'a' | 'i' | 'u' if i == last && !doubled => out.push('i'),
                'a' | 'i' | 'u' => out.push('u'),
                'A' if i == last + 1 && !doubled => out.push('y'),
                'A' => out.push('w'),
                '|' => out.push_str(">uw"),
                c => out.push(c),
            }
        }
        return Some((out, sets));
    }
    let mut out: Vec<char> = chars.clone();
    if let Some(c) = defective {
        sets = sets.replace(*c, "#-aY");
    } else {
        let last = *vowels.last()?;
        out[last] = 'a';
        if matches!(out.get(last + 1), Some('w' | 'y'))
            && last + 2 < out.len()
            && !matches!(out[last + 2], 'a' | 'i' | 'u' | '~')
        {
            out[last + 1] = 'A';
        }
    }
    let form_one = sets.split(' ').any(|t| t == "a-#") && weak_first;
    sets = sets.replace("a-#", "u-#");
    let mut text: String = out.into_iter().collect();
    if form_one && !text.starts_with('w') && text.chars().filter(|c| !"aiuo~".contains(*c)).count() == 2 {
        text.insert(0, 'w');
    }
    Some((text, sets))
}
