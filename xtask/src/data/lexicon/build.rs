//! The lexicon while it is being gathered: lemmas, inflected forms with their features, and the packing of both.
//!
//! The packed file is described in `waqai-lang`, module `lexicon`; the two must agree.

use std::collections::{BTreeMap, HashMap};
use waqai_text::fold::fold_char;

/// Numbers of the parts of speech, as in `waqai_lang::Upos`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Sconj = 13,
    Verb = 15,
    X,
}

impl Upos {
    pub(super) fn parse(tag: &str) -> Option<Upos> {
        Some(match tag {
            "ADJ" => Upos::Adj,
            "ADP" => Upos::Adp,
            "ADV" => Upos::Adv,
            "AUX" => Upos::Aux,
            "CCONJ" => Upos::Cconj,
            "DET" => Upos::Det,
            "INTJ" => Upos::Intj,
            "NOUN" => Upos::Noun,
            "NUM" => Upos::Num,
            "PART" => Upos::Part,
            "PRON" => Upos::Pron,
            "PROPN" => Upos::Propn,
            "SCONJ" => Upos::Sconj,
            "VERB" => Upos::Verb,
            "X" => Upos::X,
            _ => return None,
        })
    }
}

/// What a form may combine with, and what its writing shows.
pub(super) mod flag {
    /// Stands without an attached pronoun.
    pub(crate) const BARE: u16 = 1;
    /// Takes an attached pronoun.
    pub(crate) const ENC: u16 = 2;
    /// Takes the article.
    pub(crate) const ART: u16 = 4;
    /// Takes ب ل ك before it.
    pub(crate) const PREP: u16 = 8;
    /// Takes س before it.
    pub(crate) const FUT: u16 = 16;
    /// A verb form that takes ل before it.
    pub(crate) const LAM: u16 = 32;
    /// An active imperfect whose prefix has u: a written u there is no sign of the passive.
    pub(crate) const U_PREFIX: u16 = 64;
    /// Accusative of the indefinite, with its alif.
    pub(crate) const TANWIN: u16 = 128;
    /// Subjunctive or jussive only.
    pub(crate) const SUBJ: u16 = 256;
    /// First member of a construct.
    pub(crate) const CONSTRUCT: u16 = 512;
    /// Only known as a name from a list of names or places.
    pub(crate) const LISTED: u16 = 1024;
}

/// Grammatical features of a form. 0: none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Cell {
    pub(super) upos: Upos,
    /// 1 masculine, 2 feminine.
    pub(super) gender: u8,
    /// 1 singular, 2 dual, 3 plural.
    pub(super) number: u8,
    pub(super) person: u8,
    /// 1 perfect, 2 imperfect, 3 imperative.
    pub(super) aspect: u8,
    /// 1 active, 2 passive.
    pub(super) voice: u8,
    pub(super) flags: u16,
}

impl Cell {
    pub(super) fn of(upos: Upos, flags: u16) -> Cell {
        Cell { upos, gender: 0, number: 0, person: 0, aspect: 0, voice: 0, flags }
    }
}

/// A lemma.
#[derive(Debug, Clone)]
pub(super) struct Lemma {
    /// In standard spelling without vowel signs.
    pub(super) text: String,
    /// With them; empty if unknown.
    pub(super) vocalised: String,
    pub(super) upos: Upos,
    /// Occurrences in the frequency list.
    pub(super) count: u64,
    /// The verb it is the masdar or participle of.
    pub(super) verb: Option<usize>,
    /// A verb that takes no object.
    pub(super) intransitive: bool,
    /// Letters of the root, a hamza as the letter on the line; empty if unknown.
    pub(super) root: String,
}

impl Lemma {
    /// A lemma of which no more is known.
    pub(super) fn new(text: String, vocalised: String, upos: Upos, count: u64) -> Lemma {
        Lemma { text, vocalised, upos, count, verb: None, intransitive: false, root: String::new() }
    }
}

/// The bit of a lemma's part of speech that says [`Lemma::intransitive`].
const INTRANSITIVE: u8 = 0x80;

/// The lexicon being gathered.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) lemmas: Vec<Lemma>,
    cells: Vec<Cell>,
    cell_ids: HashMap<Cell, u16>,
    spellings: Vec<String>,
    spelling_ids: HashMap<String, u16>,
    forms: BTreeMap<String, Vec<(u32, u16, u16)>>,
}

impl Builder {
    /// Adds a lemma and returns its number.
    pub(super) fn lemma(&mut self, lemma: Lemma) -> usize {
        self.lemmas.push(lemma);
        self.lemmas.len() - 1
    }

    /// Adds a form of a lemma, in exact spelling without vowel signs.
    pub(super) fn form(&mut self, lemma: usize, form: &str, cell: Cell) {
        let (folded, exact) = split_spelling(form);
        // A verb of one letter (قِ، عِ) is no word of news, and would be read into every initial.
        if folded.is_empty() || matches!(cell.upos, Upos::Verb) && folded.chars().count() < 2 {
            return;
        }
        let (cells, spellings) = (&mut self.cells, &mut self.spellings);
        let cell = *self.cell_ids.entry(cell).or_insert_with(|| {
            cells.push(cell);
            (cells.len() - 1) as u16
        });
        let spelling = *self.spelling_ids.entry(exact).or_insert_with_key(|k| {
            spellings.push(k.clone());
            (spellings.len() - 1) as u16
        });
        let list = self.forms.entry(folded).or_default();
        if !list.contains(&(lemma as u32, cell, spelling)) {
            list.push((lemma as u32, cell, spelling));
        }
    }

    /// Roughly how often a written word is a form of the lemmas gathered so far, per ten million words.
    pub(super) fn usage(&self, form: &str) -> u64 {
        let list = self.forms.get(&split_spelling(form).0).map_or(&[][..], Vec::as_slice);
        let share = |cell: Cell| match cell {
            Cell { flags, .. } if flags & flag::BARE == 0 => 0.0,
            Cell { number: 2, .. } => 0.01,
            Cell { flags, .. } if flags & flag::TANWIN != 0 => 0.1,
            Cell { flags, .. } if flags & flag::SUBJ != 0 => 0.03,
            Cell { upos: Upos::Verb, person: 3, voice: 1, .. } => 0.2,
            Cell { upos: Upos::Verb, .. } => 0.02,
            Cell { upos: Upos::Noun | Upos::Adj, .. } => 0.4,
            _ => 0.7,
        };
        let total: f64 = list
            .iter()
            .map(|&(lemma, cell, _)| {
                self.lemmas[lemma as usize].count as f64 * share(self.cells[cell as usize])
            })
            .fold(0.0, f64::max);
        total as u64
    }

    /// One active and one passive form of the same writing become one whose voice the writing does not tell.
    fn merge_voices(&mut self) {
        let (cells, ids) = (&mut self.cells, &mut self.cell_ids);
        for list in self.forms.values_mut() {
            let mut i = 0;
            while i < list.len() {
                let (lemma, cell, spelling) = list[i];
                let this = cells[cell as usize];
                let twin = |other: Cell| {
                    Cell { voice: this.voice, flags: this.flags, ..other } == this
                        && other.voice + this.voice == 3
                        && (other.flags ^ this.flags) & (flag::BARE | flag::ENC) == 0
                };
                let found = list.iter().position(|&(l, c, s)| {
                    l == lemma && s == spelling && this.voice == 1 && twin(cells[c as usize])
                });
                if let Some(j) = found {
                    let merged = Cell { voice: 0, ..this };
                    let id = *ids.entry(merged).or_insert_with(|| {
                        cells.push(merged);
                        (cells.len() - 1) as u16
                    });
                    list[i].1 = id;
                    list.remove(j);
                    if j < i {
                        continue;
                    }
                }
                i += 1;
            }
        }
    }

    /// The folded forms with their automaton, and the tables.
    pub(super) fn pack(mut self, numerals: &str) -> anyhow::Result<(Vec<u8>, Vec<u8>)> {
        self.merge_voices();
        let mut pool = String::new();
        let mut pooled: HashMap<String, u32> = HashMap::new();
        let mut at = |text: &str| {
            *pooled.entry(text.to_owned()).or_insert_with(|| {
                pool.push_str(text);
                (pool.len() - text.len()) as u32
            })
        };
        let mut lemmas = Vec::new();
        for l in &self.lemmas {
            let (text, vocalised) = (at(&l.text), at(&l.vocalised));
            lemmas.extend_from_slice(&text.to_le_bytes());
            lemmas.extend_from_slice(&vocalised.to_le_bytes());
            lemmas.extend_from_slice(&l.verb.map_or(u32::MAX, |v| v as u32).to_le_bytes());
            lemmas.extend_from_slice(&[
                l.text.len() as u8,
                l.vocalised.len() as u8,
                l.upos as u8 | if l.intransitive { INTRANSITIVE } else { 0 },
                rank(l.count),
            ]);
            // A place in the pool below 2^24, and the length.
            lemmas.extend_from_slice(&(at(&l.root) | (l.root.len() as u32) << 24).to_le_bytes());
        }
        let mut cells = Vec::new();
        for c in &self.cells {
            cells.extend_from_slice(&[c.upos as u8, c.gender, c.number, c.person, c.aspect, c.voice]);
            cells.extend_from_slice(&c.flags.to_le_bytes());
        }
        let mut spellings = Vec::new();
        for s in &self.spellings {
            let at = at(s);
            spellings.extend_from_slice(&at.to_le_bytes());
            spellings.push(s.len() as u8);
        }
        // Equal lists are stored once.
        let mut lists: HashMap<Vec<(u32, u16, u16)>, u64> = HashMap::new();
        let mut entries = Vec::new();
        let mut automaton = fst::MapBuilder::memory();
        for (form, list) in &mut self.forms {
            list.sort_unstable();
            let start = *lists.entry(list.clone()).or_insert_with(|| {
                let start = entries.len() as u64 / 7;
                for (i, (lemma, cell, spelling)) in list.iter().enumerate() {
                    let last = if i + 1 == list.len() { 0x8000 } else { 0 };
                    entries.extend_from_slice(&lemma.to_le_bytes()[..3]);
                    entries.extend_from_slice(&(cell | last).to_le_bytes());
                    entries.extend_from_slice(&spelling.to_le_bytes());
                }
                start
            });
            automaton.insert(form.as_bytes(), start)?;
        }
        let automaton = automaton.into_inner()?;
        let mut tables = b"WQL2".to_vec();
        let parts = [lemmas, cells, spellings, entries, numerals.as_bytes().to_vec(), pool.into_bytes()];
        parts.iter().for_each(|p| tables.extend_from_slice(&(p.len() as u32).to_le_bytes()));
        parts.iter().for_each(|p| tables.extend_from_slice(p));
        eprintln!(
            "lexicon: {} lemmas, {} forms, {} analyses, {} cells, {} spellings; {} + {} bytes",
            self.lemmas.len(),
            self.forms.len(),
            parts[3].len() / 7,
            self.cells.len(),
            self.spellings.len(),
            automaton.len(),
            tables.len()
        );
        Ok((automaton, tables))
    }
}

/// A count on a logarithmic scale of 8 steps to the power of e.
fn rank(count: u64) -> u8 {
    (((count + 1) as f64).ln() * 8.0).min(255.0) as u8
}

/// The folded form, and the letters as written at the places where folding loses something.
fn split_spelling(form: &str) -> (String, String) {
    let (mut folded, mut exact) = (String::new(), String::new());
    for c in form.chars() {
        let Some(f) = fold_char(c) else { continue };
        folded.push(f);
        if matches!(f, '\u{0627}' | '\u{0648}' | '\u{064A}' | '\u{0647}') {
            exact.push(c);
        }
    }
    (folded, exact)
}
