//! Arabic letters and marks by name, and the questions asked of a character.

/// Hamza on the line.
pub const HAMZA: char = '\u{0621}';
/// Alif with madda.
pub const ALIF_MADDA: char = '\u{0622}';
/// Alif with hamza above.
pub const ALIF_HAMZA_ABOVE: char = '\u{0623}';
/// Waw with hamza.
pub const WAW_HAMZA: char = '\u{0624}';
/// Alif with hamza below.
pub const ALIF_HAMZA_BELOW: char = '\u{0625}';
/// Ya with hamza.
pub const YA_HAMZA: char = '\u{0626}';
/// Bare alif.
pub const ALIF: char = '\u{0627}';
/// Ba.
pub const BA: char = '\u{0628}';
/// Ta marbuta.
pub const TA_MARBUTA: char = '\u{0629}';
/// Ta.
pub const TA: char = '\u{062A}';
/// Sin.
pub const SIN: char = '\u{0633}';
/// Ayn.
pub const AIN: char = '\u{0639}';
/// Fa.
pub const FA: char = '\u{0641}';
/// Kaf.
pub const KAF: char = '\u{0643}';
/// Lam.
pub const LAM: char = '\u{0644}';
/// Mim.
pub const MIM: char = '\u{0645}';
/// Nun.
pub const NUN: char = '\u{0646}';
/// Ha.
pub const HA: char = '\u{0647}';
/// Waw.
pub const WAW: char = '\u{0648}';
/// Alif maqsura.
pub const ALIF_MAQSURA: char = '\u{0649}';
/// Ya.
pub const YA: char = '\u{064A}';
/// Alif wasla.
pub const ALIF_WASLA: char = '\u{0671}';
/// Tatweel, a mere stretching of the line.
pub const TATWEEL: char = '\u{0640}';
/// Arabic comma.
pub const COMMA: char = '\u{060C}';
/// Arabic semicolon.
pub const SEMICOLON: char = '\u{061B}';
/// Arabic question mark.
pub const QUESTION: char = '\u{061F}';

/// The same as [`char::is_alphanumeric`], quicker for the letters that nearly every text here is made of.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    matches!(c, HAMZA..='\u{063A}' | '\u{0641}'..=YA) || (c != ' ' && c.is_alphanumeric())
}

/// A vowel sign or other combining mark of Arabic script (fathatan to sukun, superscript alif, Quranic marks,
/// and the combining madda and hamza of decomposed text).
#[must_use]
pub fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{0610}'..='\u{061A}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{06D6}'..='\u{06DC}' | '\u{06DF}'..='\u{06E4}' | '\u{06E7}' | '\u{06E8}' | '\u{06EA}'..='\u{06ED}')
}

/// A character that has no ink: direction marks, joiners, isolates, the byte order mark, the soft hyphen.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{061C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

/// A letter of Arabic script, presentation forms included; neither mark, digit nor tatweel.
#[must_use]
pub fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}' | '\u{066F}' | '\u{0671}'..='\u{06D3}' | '\u{06D5}' | '\u{06EE}' | '\u{06EF}' | '\u{06FA}'..='\u{06FC}' | '\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08C9}' | '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FD50}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

/// The value of a decimal digit, European (0-9), Arabic-Indic (٠-٩) or Persian (۰-۹).
#[must_use]
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{0660}'..='\u{0669}' => Some(c as u32 - 0x0660),
        '\u{06F0}'..='\u{06F9}' => Some(c as u32 - 0x06F0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_alphanumeric;

    #[test]
    fn the_quick_answer_is_the_same() {
        for c in '\0'..='\u{FFFF}' {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}
