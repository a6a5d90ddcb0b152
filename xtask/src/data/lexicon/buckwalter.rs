//! Buckwalter transliteration, in which the stem tables are written, to Arabic letters and marks.

use waqai_text::letters::is_diacritic;

/// Arabic text of a Buckwalter string; characters outside the scheme are dropped.
pub(super) fn to_arabic(bw: &str) -> String {
    bw.chars().filter_map(letter).collect()
}

/// Without vowel signs, and with the bare alif for the alif of liaison.
pub(super) fn unvocalised(arabic: &str) -> String {
    let mut out = String::with_capacity(arabic.len());
    for c in arabic.chars() {
        match c {
            '\u{0671}' => out.push('\u{0627}'),
            c if is_diacritic(c) || c == '\u{0640}' => {}
            c => out.push(c),
        }
    }
    merge_madda(&out)
}

/// An alif after a hamza on alif is written as one letter with madda.
fn merge_madda(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (out.chars().last(), c) {
            (Some('\u{0623}'), '\u{0627}' | '\u{0623}') => {
                out.pop();
                out.push('\u{0622}');
            }
            (Some('\u{0622}'), '\u{0627}') => {}
            _ => out.push(c),
        }
    }
    out
}

/// A key under which two vocalisations of one word agree: no sukun, no vowel before its own long letter, no final
/// case vowel, bare alif for the alif of liaison.
pub(super) fn vocal_key(arabic: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(arabic.len());
    for c in arabic.chars() {
        let c = match c {
            '\u{0671}' => '\u{0627}',
            '\u{0652}' | '\u{0640}' | '\u{0670}' => continue,
            c => c,
        };
        if matches!(
            (out.last(), c),
            (Some('\u{064E}'), '\u{0627}' | '\u{0649}')
                | (Some('\u{064F}'), '\u{0648}')
                | (Some('\u{0650}'), '\u{064A}')
        ) {
            out.pop();
        }
        // The vowel that carries the alif of liaison is written or not.
        if out.len() == 1 && out[0] == '\u{0627}' && matches!(c, '\u{064E}'..='\u{0650}') {
            continue;
        }
        // A shadda stands before its vowel.
        if c == '\u{0651}' && matches!(out.last(), Some('\u{064E}'..='\u{0650}')) {
            let vowel = out.pop();
            out.push(c);
            out.extend(vowel);
            continue;
        }
        out.push(c);
    }
    while matches!(out.last(), Some('\u{064B}'..='\u{0650}')) {
        out.pop();
    }
    out.into_iter().collect()
}

fn letter(c: char) -> Option<char> {
    Some(match c {
        '\'' => '\u{0621}',
        '|' => '\u{0622}',
        '>' => '\u{0623}',
        '&' => '\u{0624}',
        '<' => '\u{0625}',
        '}' => '\u{0626}',
        'A' => '\u{0627}',
        'b' => '\u{0628}',
        'p' => '\u{0629}',
        't' => '\u{062A}',
        'v' => '\u{062B}',
        'j' => '\u{062C}',
        'H' => '\u{062D}',
        'x' => '\u{062E}',
        'd' => '\u{062F}',
        '*' => '\u{0630}',
        'r' => '\u{0631}',
        'z' => '\u{0632}',
        's' => '\u{0633}',
        '$' => '\u{0634}',
        'S' => '\u{0635}',
        'D' => '\u{0636}',
        'T' => '\u{0637}',
        'Z' => '\u{0638}',
        'E' => '\u{0639}',
        'g' => '\u{063A}',
        'f' => '\u{0641}',
        'q' => '\u{0642}',
        'k' => '\u{0643}',
        'l' => '\u{0644}',
        'm' => '\u{0645}',
        'n' => '\u{0646}',
        'h' => '\u{0647}',
        'w' => '\u{0648}',
        'Y' => '\u{0649}',
        'y' => '\u{064A}',
        'F' => '\u{064B}',
        'N' => '\u{064C}',
        'K' => '\u{064D}',
        'a' => '\u{064E}',
        'u' => '\u{064F}',
        'i' => '\u{0650}',
        '~' => '\u{0651}',
        'o' => '\u{0652}',
        '`' => '\u{0670}',
        '{' => '\u{0671}',
        _ => return None,
    })
}
