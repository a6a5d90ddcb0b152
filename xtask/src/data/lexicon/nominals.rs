//! Nouns, adjectives and proper nouns: their forms, from the ending of the lemma.

use super::build::{Builder, Cell, Upos, flag};

const TA_MARBUTA: char = '\u{0629}';
const TA: &str = "\u{062A}";
const ALIF: &str = "\u{0627}";
const MADDA: &str = "\u{0622}";
const YA: &str = "\u{064A}";
const WAW: &str = "\u{0648}";
const NUN: &str = "\u{0646}";

/// Which numbers and genders a nominal stem has.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Slots {
    /// A feminine in ta marbuta beside the masculine.
    pub(super) feminine: bool,
    pub(super) dual: bool,
    /// The plural in ūn.
    pub(super) plural_un: bool,
    /// The plural in āt.
    pub(super) plural_at: bool,
    /// It is itself a (broken) plural.
    pub(super) is_plural: bool,
    /// Gender of the form without suffix: 1 masculine, 2 feminine, 0 by the ending.
    pub(super) gender: u8,
    /// No accusative in alif (diptotes).
    pub(super) diptote: bool,
}

const BOTH: u16 = flag::BARE | flag::PREP;

/// Adds the forms of `stem` (exact spelling, no vowel signs).
pub(super) fn inflect(builder: &mut Builder, lemma: usize, upos: Upos, stem: &str, slots: Slots, extra: u16) {
    let feminine_ending = stem.ends_with(TA_MARBUTA);
    let gender = match slots.gender {
        0 if feminine_ending => 2,
        0 => 1,
        g => g,
    };
    let number = if slots.is_plural { 3 } else { 1 };
    let mut add = |form: &str, gender: u8, number: u8, flags: u16| {
        builder.form(lemma, form, Cell { gender, number, ..Cell::of(upos, flags | extra) });
    };
    let art = flag::ART | BOTH;
    let before_suffix = suffix_stem(stem);
    if feminine_ending {
        let base = &stem[..stem.len() - TA_MARBUTA.len_utf8()];
        add(stem, gender, number, art);
        add(&format!("{base}{TA}"), gender, number, flag::ENC | flag::PREP);
        if slots.dual {
            dual(&mut add, &format!("{base}{TA}"), gender);
        }
        if slots.plural_at {
            sound_at(&mut add, base);
        }
        return;
    }
    singular(&mut add, stem, gender, number, slots);
    if slots.dual {
        dual(&mut add, &before_suffix, gender);
    }
    if slots.plural_un {
        let base = plural_stem(stem);
        add(&format!("{base}{WAW}{NUN}"), 1, 3, art);
        add(&format!("{base}{YA}{NUN}"), 1, 3, art);
        for ending in [WAW, YA] {
            add(&format!("{base}{ending}"), 1, 3, BOTH | flag::ENC | flag::CONSTRUCT);
        }
    }
    if slots.feminine {
        let base = feminine_stem(stem);
        add(&format!("{base}{TA_MARBUTA}"), 2, 1, art);
        add(&format!("{base}{TA}"), 2, 1, flag::ENC | flag::PREP);
        if slots.dual {
            dual(&mut add, &format!("{base}{TA}"), 2);
        }
    }
    if slots.plural_at {
        sound_at(&mut add, &before_suffix);
    }
}

fn singular(add: &mut dyn FnMut(&str, u8, u8, u16), stem: &str, gender: u8, number: u8, slots: Slots) {
    let art = flag::ART | BOTH;
    if let Some(base) = stem.strip_suffix('\u{0649}') {
        add(stem, gender, number, art);
        add(&format!("{base}{ALIF}"), gender, number, flag::ENC | flag::PREP);
        return;
    }
    if let Some(base) = stem.strip_suffix("\u{0627}\u{0621}") {
        add(stem, gender, number, art | flag::ENC);
        for seat in ["\u{0627}\u{0626}", "\u{0627}\u{0624}"] {
            add(&format!("{base}{seat}"), gender, number, flag::ENC | flag::PREP);
        }
        return;
    }
    if let Some(base) = stem.strip_suffix('\u{0621}') {
        add(stem, gender, number, art | flag::ENC);
        for seat in ["\u{0626}", "\u{0624}"] {
            add(&format!("{base}{seat}"), gender, number, flag::ENC | flag::PREP);
        }
        let joins = base.ends_with(['\u{0648}', '\u{0631}', '\u{0632}', '\u{062F}', '\u{0630}', '\u{0627}']);
        if !slots.diptote {
            let seat = if joins { "\u{0621}" } else { "\u{0626}" };
            add(&format!("{base}{seat}{ALIF}"), gender, number, flag::BARE | flag::TANWIN);
        }
        return;
    }
    if let Some(base) = stem.strip_suffix('\u{0623}') {
        add(stem, gender, number, art | flag::ENC);
        for seat in ["\u{0626}", "\u{0624}"] {
            add(&format!("{base}{seat}"), gender, number, flag::ENC | flag::PREP);
        }
        return;
    }
    add(stem, gender, number, art | flag::ENC);
    if !slots.diptote && !stem.ends_with('\u{0627}') {
        add(&format!("{stem}{ALIF}"), gender, number, flag::BARE | flag::TANWIN);
    }
}

fn dual(add: &mut dyn FnMut(&str, u8, u8, u16), base: &str, gender: u8) {
    let art = flag::ART | BOTH;
    let (with_alif, bare_alif) = match base.strip_suffix('\u{0623}') {
        Some(b) => (format!("{b}{MADDA}{NUN}"), format!("{b}{MADDA}")),
        None => (format!("{base}{ALIF}{NUN}"), format!("{base}{ALIF}")),
    };
    add(&with_alif, gender, 2, art);
    add(&format!("{base}{YA}{NUN}"), gender, 2, art);
    add(&bare_alif, gender, 2, BOTH | flag::ENC | flag::CONSTRUCT);
    add(&format!("{base}{YA}"), gender, 2, BOTH | flag::ENC | flag::CONSTRUCT);
}

fn sound_at(add: &mut dyn FnMut(&str, u8, u8, u16), base: &str) {
    let form = match base.strip_suffix('\u{0623}') {
        Some(b) => format!("{b}{MADDA}{TA}"),
        None => format!("{base}{ALIF}{TA}"),
    };
    add(&form, 2, 3, flag::ART | BOTH | flag::ENC);
}

/// What the endings of the dual and of āt are added to: the final alif maqsura becomes ya.
fn suffix_stem(stem: &str) -> String {
    match stem.strip_suffix('\u{0649}') {
        Some(base) => format!("{base}{YA}"),
        None => stem.to_owned(),
    }
}

/// What ūn is added to: a defective loses its last letter, as in قاضون.
fn plural_stem(stem: &str) -> String {
    stem.strip_suffix('\u{0649}').unwrap_or(stem).to_owned()
}

fn feminine_stem(stem: &str) -> String {
    match stem.strip_suffix('\u{0649}') {
        Some(base) => format!("{base}{ALIF}"),
        None => stem.to_owned(),
    }
}

/// A noun or adjective whose lemma ends in iy (قاضي): also without it, indefinite, and with the plural on what is left.
pub(super) fn inflect_defective(builder: &mut Builder, lemma: usize, upos: Upos, stem: &str, slots: Slots) {
    let Some(base) = stem.strip_suffix('\u{064A}') else { return };
    let plural = Slots { plural_un: false, ..slots };
    inflect(builder, lemma, upos, stem, plural, 0);
    let (gender, number) = (slots.gender.max(1), if slots.is_plural { 3 } else { 1 });
    builder.form(lemma, base, Cell { gender, number, ..Cell::of(upos, flag::BARE | flag::PREP) });
    if slots.plural_un {
        for ending in [WAW, YA] {
            let form = format!("{base}{ending}");
            builder.form(
                lemma,
                &format!("{form}{NUN}"),
                Cell { gender: 1, number: 3, ..Cell::of(upos, flag::ART | BOTH) },
            );
            if ending == WAW {
                let flags = BOTH | flag::ENC | flag::CONSTRUCT;
                builder.form(lemma, &form, Cell { gender: 1, number: 3, ..Cell::of(upos, flags) });
            }
        }
    }
}
