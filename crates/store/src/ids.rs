//! Permanent names: opaque, short, the same wherever they are made from the same things.

use sha2::{Digest, Sha256};

/// Digits of names: those of Crockford's base 32, in lower case: no `i`, `l`, `o`, `u` to be misread.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Digits in a name: 80 bits.
const LENGTH: usize = 16;

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
        out
    })
}

/// Hexadecimal digits as bytes.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let digits = digits.filter(|d| d.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

/// A name made from `parts`: `ar-7k2m…`.
pub(crate) fn name(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(prefix);
    for part in parts {
        // Each part with its length: ["ab", "c"] is not ["a", "bc"].
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let bits =
        hasher.finalize().iter().take(LENGTH * 5 / 8).fold(0u128, |bits, byte| bits << 8 | u128::from(*byte));
    let mut out = format!("{prefix}-");
    for place in (0..LENGTH).rev() {
        let digit = DIGITS.get((bits >> (5 * place) & 31) as usize).copied().unwrap_or(b'0');
        out.push(char::from(digit));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{hex, name, sha256, unhex};

    #[test]
    fn names_are_short_and_depend_on_every_part() {
        let made = name("ev", &["ab", "c"]);
        assert_eq!(made.len(), 19);
        assert!(made.starts_with("ev-"));
        assert_ne!(made, name("ev", &["a", "bc"]));
        assert_ne!(made[3..], name("ar", &["ab", "c"])[3..]);
        assert_eq!(made, name("ev", &["ab", "c"]));
    }

    #[test]
    fn digits_and_bytes() {
        assert_eq!(hex(&sha256(b"")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(unhex("00ff10"), Some(vec![0, 255, 16]));
        assert_eq!(unhex("0"), None);
        assert_eq!(unhex("zz"), None);
    }
}
