//! Masdars and participles: to which verb a noun or adjective belongs.
//!
//! From the hand table of news masdars; from ChainBank's derivation trees for participles and the masdars of derived
//! forms; and by measure, from the verb's own spelling.

use super::Sources;
use super::buckwalter::vocal_key;
use super::build::{Builder, Lemma, Upos};
use super::csv::Table;
use super::nominals::{Slots, inflect, inflect_defective};
use std::collections::{HashMap, HashSet};

pub(super) fn link(
    sources: &Sources,
    verbs: &HashMap<String, Vec<usize>>,
    builder: &mut Builder,
) -> anyhow::Result<()> {
    let mut by_key: HashMap<String, usize> = HashMap::new();
    let mut by_text: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<usize> = verbs.values().flatten().copied().collect();
    all.sort_by_key(|&v| (builder.lemmas[v].count, std::cmp::Reverse(v)));
    for verb in all {
        by_key.insert(vocal_key(&builder.lemmas[verb].vocalised), verb);
        by_text.insert(builder.lemmas[verb].text.clone(), verb);
    }
    let mut links: HashMap<(String, Upos), usize> = HashMap::new();
    let mut vocal_links: HashMap<(String, Upos), usize> = HashMap::new();
    for row in Table::comma(&sources.permissive("chainbank").join("trees.csv"))?.rows() {
        let class = row.get("DER_CLASS");
        let masdar = class.starts_with("N_VERB_") && class != "N_VERB_I";
        let gerund = class == "N_VERB_I"
            && row.get("GLOSS").split(';').any(|g| g.ends_with("ing") && !g.contains('_'));
        let participle = matches!(class, "ACT_PRTC" | "PASS_PRTC");
        if row.get("PARENT_POS") != "VERB" || !(masdar || gerund || participle) {
            continue;
        }
        let parent = row.get("PARENT_LEMMA_ARA").split('-').next().unwrap_or_default();
        let Some(&verb) = by_key.get(&vocal_key(parent)) else { continue };
        let upos = if row.get("POS") == "ADJ" { Upos::Adj } else { Upos::Noun };
        let better = |old: usize| builder.lemmas[verb].count > builder.lemmas[old].count;
        let key = (vocal_key(row.get("LEMMA_ARA")), upos);
        if vocal_links.get(&key).is_none_or(|&old| better(old)) {
            vocal_links.insert(key, verb);
        }
    }
    for (&verb, text) in by_text.iter().map(|(t, v)| (v, t)) {
        let vocalised = &builder.lemmas[verb].vocalised;
        let participles = participles(text, vocalised).into_iter().map(|p| (p, Upos::Adj));
        for (masdar, upos) in derived(text, vocalised).into_iter().chain(participles) {
            let better = |old: usize| {
                let (a, b) = (&builder.lemmas[verb], &builder.lemmas[old]);
                (a.count, &a.text) > (b.count, &b.text)
            };
            if links.get(&(masdar.clone(), upos)).is_none_or(|&old| better(old)) {
                links.insert((masdar, upos), verb);
            }
        }
    }
    add_missing(&links, builder);
    let mut hand: HashMap<String, Option<usize>> = HashMap::new();
    for row in Table::tab(&sources.hand.join("masdars.tsv"))?.rows() {
        let verb = by_text.get(row.get("verb")).copied();
        if verb.is_none() && row.get("verb") != "-" {
            eprintln!("masdars.tsv: no verb {}", row.get("verb"));
        }
        hand.insert(row.get("masdar").to_owned(), verb);
    }
    for lemma in &mut builder.lemmas {
        if !matches!(lemma.upos, Upos::Noun | Upos::Adj) {
            continue;
        }
        if let Some(verb) = hand.get(&lemma.text).filter(|_| lemma.upos == Upos::Noun) {
            lemma.verb = *verb;
            continue;
        }
        let vocal = (vocal_key(&lemma.vocalised), lemma.upos);
        lemma.verb =
            vocal_links.get(&vocal).or_else(|| links.get(&(lemma.text.clone(), lemma.upos))).copied();
    }
    Ok(())
}

/// Verbs from this count on have participles and masdars that no word list needs to confirm.
const COMMON: u64 = 150;

/// Adds the participles and masdars of common verbs that no list has, as rare words.
fn add_missing(links: &HashMap<(String, Upos), usize>, builder: &mut Builder) {
    let known: HashSet<String> = builder
        .lemmas
        .iter()
        .filter(|l| matches!(l.upos, Upos::Noun | Upos::Adj))
        .map(|l| waqai_text::fold(&l.text))
        .collect();
    let mut missing: Vec<(&(String, Upos), usize)> = links
        .iter()
        .map(|(k, &v)| (k, v))
        .filter(|((text, _), v)| {
            builder.lemmas[*v].count >= COMMON
                && !known.contains(&waqai_text::fold(text))
                && text.chars().count() > 3
        })
        .collect();
    missing.sort();
    for ((text, upos), verb) in missing {
        let count = builder.lemmas[verb].count / 60;
        let lemma = Lemma { verb: Some(verb), ..Lemma::new(text.clone(), String::new(), *upos, count) };
        let number = builder.lemma(lemma);
        let adjective = *upos == Upos::Adj;
        let slots = Slots {
            feminine: adjective,
            dual: adjective,
            plural_un: adjective,
            plural_at: true,
            ..Slots::default()
        };
        if text.ends_with('\u{064A}') {
            inflect_defective(builder, number, *upos, text, slots);
        } else {
            inflect(builder, number, *upos, text, slots, 0);
        }
    }
}

/// The participles of a verb, unvocalised, from its perfect.
fn participles(text: &str, vocalised: &str) -> Vec<String> {
    let c: Vec<char> = text.chars().collect();
    let n = c.len();
    if n < 3 || c.contains(&'\u{0622}') {
        return Vec::new();
    }
    let s = |range: &[char]| range.iter().collect::<String>();
    let (alif, ya, ta, mim, waw) = ('\u{0627}', '\u{064A}', '\u{062A}', '\u{0645}', '\u{0648}');
    let weak_last = matches!(c[n - 1], '\u{0649}' | '\u{0627}');
    // Weak ends: ي in the active, ى in the passive participle of the derived forms.
    let derived = |base: &[char]| {
        if matches!(base.last(), Some('\u{0649}' | '\u{0627}')) {
            let stem = s(&base[..base.len() - 1]);
            vec![format!("{mim}{stem}{ya}"), format!("{mim}{stem}\u{0649}")]
        } else {
            vec![format!("{mim}{}", s(base))]
        }
    };
    let first = c[0];
    let doubled = vocalised.contains('\u{0651}');
    if n == 3 && !doubled && first != '\u{0621}' {
        // I: فاعل and مفعول.
        if c[1] == alif {
            return vec![format!("{first}{alif}\u{0626}{}", c[2])];
        }
        if weak_last {
            return vec![format!("{}{alif}{}{ya}", first, c[1])];
        }
        if c.iter().any(|c| "\u{0623}\u{0624}\u{0626}\u{0625}\u{0621}".contains(*c)) {
            return Vec::new();
        }
        return vec![format!("{first}{alif}{}{}", c[1], c[2]), format!("{mim}{first}{}{waw}{}", c[1], c[2])];
    }
    if n == 3 && doubled && first != '\u{0623}' {
        return derived(&c);
    }
    if first == '\u{0623}' && n == 3 && vocalised.ends_with('\u{0651}') {
        return vec![format!("{mim}{}", s(&c[1..]))];
    }
    if first == '\u{0623}' && n == 4 {
        // IV: hollow verbs have i in the active (مقيم).
        if c[2] == alif {
            return vec![format!("{mim}{}{ya}{}", c[1], c[3]), format!("{mim}{}", s(&c[1..]))];
        }
        return derived(&c[1..]);
    }
    if n == 4 && (c[1] == alif || first == ta) || n == 5 && first == ta {
        return derived(&c);
    }
    if first == alif && n >= 4 {
        let ten = n >= 5 && c[1] == '\u{0633}' && c[2] == ta;
        if ten && !weak_last && c[n - 2] == alif {
            return vec![format!("{mim}{}{ya}{}", s(&c[1..n - 2]), c[n - 1])];
        }
        return derived(&c[1..]);
    }
    if n == 4 {
        return derived(&c);
    }
    Vec::new()
}

/// Masdars of the derived forms and participles, unvocalised, from the perfect.
fn derived(text: &str, vocalised: &str) -> Vec<(String, Upos)> {
    let c: Vec<char> = text.chars().collect();
    let n = c.len();
    let s = |range: &[char]| range.iter().collect::<String>();
    let (alif, ya, ta, mim, hamza) = ('\u{0627}', '\u{064A}', '\u{062A}', '\u{0645}', '\u{0621}');
    let doubled_middle =
        vocalised.chars().filter(|&c| c == '\u{0651}').count() == 1 && !vocalised.ends_with(['\u{0651}']);
    let weak_last = matches!(c.last(), Some('\u{0649}'));
    let mut out = Vec::new();
    let mut noun = |t: String| out.push((t, Upos::Noun));
    if n < 3 {
        return out;
    }
    let last = c[n - 1];
    // II: تفعيل, تفعلة.  III: مفاعلة; its فعال is spelt like too many other nouns
    if n == 3 && doubled_middle && c[1] != alif {
        if weak_last {
            noun(format!("{ta}{}{ya}\u{0629}", s(&c[..2])));
        } else {
            noun(format!("{ta}{}{ya}{last}", s(&c[..2])));
            noun(format!("{ta}{}\u{0629}", s(&c)));
        }
    }
    if n == 4 && c[1] == alif {
        let base = if weak_last { format!("{}{alif}", s(&c[..3])) } else { s(&c) };
        noun(format!("{mim}{base}\u{0629}"));
    }
    // IV: إفعال
    if c[0] == '\u{0623}' && n >= 4 {
        let hollow = n == 4 && c[2] == alif;
        if hollow {
            noun(format!("\u{0625}{}{alif}{last}\u{0629}", c[1]));
        } else if weak_last {
            noun(format!("\u{0625}{}{alif}{hamza}", s(&c[1..n - 1])));
        } else if c[1] == '\u{0648}' {
            noun(format!("\u{0625}{ya}{}{alif}{last}", s(&c[2..n - 1])));
        } else {
            noun(format!("\u{0625}{}{alif}{last}", s(&c[1..n - 1])));
        }
    }
    if c[0] == '\u{0623}' && n == 3 && vocalised.ends_with('\u{0651}') {
        noun(format!("\u{0625}{}{last}{alif}{last}", c[1]));
    }
    // V and VI: the perfect's own spelling; with ya for a weak end.
    if c[0] == ta && (n >= 5 || n == 4 && c[1] != alif) {
        noun(if weak_last { format!("{}{ya}", s(&c[..n - 1])) } else { text.to_owned() });
    }
    // VII, VIII, X: alif before the last letter.
    if c[0] == alif && n >= 4 {
        let ten = n >= 5 && c[1] == '\u{0633}' && c[2] == ta;
        if weak_last {
            noun(format!("{}{alif}{hamza}", s(&c[..n - 1])));
            if ten && c[3] == '\u{0648}' {
                noun(format!("{}{ya}{}{alif}{hamza}", s(&c[..3]), s(&c[4..n - 1])));
            }
        } else if c[n - 2] == alif {
            if ten {
                noun(format!("{text}\u{0629}"));
            } else {
                noun(format!("{}{ya}{alif}{last}", s(&c[..n - 2])));
            }
        } else if vocalised.ends_with('\u{0651}') {
            noun(format!("{}{last}{alif}{last}", s(&c[..n - 1])));
        } else {
            noun(format!("{}{alif}{last}", s(&c[..n - 1])));
            if ten && c[3] == '\u{0648}' {
                noun(format!("{}{ya}{}{alif}{last}", s(&c[..3]), s(&c[4..n - 1])));
            }
        }
    }
    out
}
