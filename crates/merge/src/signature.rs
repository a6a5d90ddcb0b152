//! Near-duplicate articles: MinHash over sequences of lemmas.
//!
//! Method: A. Broder, "On the resemblance and containment of documents" (1997): of each of many hash functions the least value over
//! an article's sequences of lemmas is kept; the share of functions on which two articles agree estimates what share
//! of their sequences they have in common. Groups of values ("bands") make the keys under which likely copies find each other.
//! The functions are fixed for ever: a signature of today can be compared with one of last year.

use serde::{Deserialize, Serialize};

/// Hash functions.
const HASHES: usize = 60;
/// Values in a band: two articles that share `s` of their sequences share a band with probability `1 - (1 - s^3)^20`.
const ROWS: usize = 3;
/// Lemmas in a sequence.
const SHINGLE: usize = 4;

/// Articles are copies from this similarity on,
const COPY: f32 = 0.5;
/// or from this one, where so much of the shorter stands in the longer.
const CUT: f32 = 0.25;
const WITHIN: f32 = 0.75;
/// Sequences below which a small article says too little to be found in a long one.
const SHORT: u32 = 20;

/// What an article's lemmas come to; fixed size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleSignature {
    /// How many different sequences there are.
    count: u32,
    /// The least value of each function, its lower half: two values that differ have the same half once in 65,536 times (P. Li and
    /// C. König, "b-Bit Minwise Hashing", 2010), which is nothing beside what an estimate of sixty functions errs by.
    least: Vec<u16>,
}

/// That of an article without words.
impl Default for ArticleSignature {
    fn default() -> ArticleSignature {
        ArticleSignature::of(std::iter::empty())
    }
}

impl ArticleSignature {
    /// Bytes of [`ArticleSignature::to_bytes`].
    pub const BYTES: usize = 4 + 2 * HASHES;
    /// What it was when whole values were kept.
    const BYTES_WHOLE: usize = 4 + 4 * HASHES;

    /// Of the lemmas of an article's text in their order. Lemmas may be any words, so long as always the same way of making them is used.
    pub fn of<'a>(lemmas: impl Iterator<Item = &'a str>) -> ArticleSignature {
        let words: Vec<u64> = lemmas.map(|w| digest(w.as_bytes())).collect();
        let mut shingles: Vec<u64> = words
            .windows(SHINGLE.min(words.len().max(1)))
            .map(|w| w.iter().fold(0, |hash, word| mix(hash ^ word)))
            .collect();
        shingles.sort_unstable();
        shingles.dedup();
        let mut least = vec![u32::MAX; HASHES];
        for shingle in &shingles {
            for (function, low) in (0u64..).zip(&mut least) {
                *low = (*low).min((mix(shingle ^ mix(function + 1)) >> 32) as u32);
            }
        }
        let least = least.into_iter().map(half).collect();
        ArticleSignature { count: u32::try_from(shingles.len()).unwrap_or(u32::MAX), least }
    }

    /// Whether there is nothing to compare.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The share of sequences that both have, of those that either has: 0 to 1, an estimate with a standard error of at most 0.07.
    #[must_use]
    pub fn similarity(&self, other: &ArticleSignature) -> f32 {
        if self.is_empty() || other.is_empty() {
            return 0.0;
        }
        let agreed = self.least.iter().zip(&other.least).filter(|(a, b)| a == b).count();
        agreed as f32 / HASHES as f32
    }

    /// The share of the shorter article's sequences that the longer one has too: 0 to 1, an estimate.
    #[must_use]
    pub fn containment(&self, other: &ArticleSignature) -> f32 {
        let both = self.similarity(other);
        let (less, more) = (self.count.min(other.count) as f32, self.count.max(other.count) as f32);
        if less == 0.0 { 0.0 } else { (both * (less + more) / ((1.0 + both) * less)).min(1.0) }
    }

    /// How alike two articles are that are copies: near-duplicates, or one most of which stands in the other (an update, a cut version).
    /// `None` if they are no copies.
    #[must_use]
    pub fn copies(&self, other: &ArticleSignature) -> Option<f32> {
        let (similarity, containment) = (self.similarity(other), self.containment(other));
        let short = self.count.min(other.count) < SHORT;
        let copy = similarity >= COPY || (!short && similarity >= CUT && containment >= WITHIN);
        copy.then_some(containment)
    }

    /// Whether the two share a band: always symmetric, cheap, true of most copies.
    pub(crate) fn likely_copies(&self, other: &ArticleSignature) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && self.least.chunks(ROWS).zip(other.least.chunks(ROWS)).any(|(a, b)| a == b)
    }

    /// One number for each band.
    pub(crate) fn bands(&self) -> impl Iterator<Item = u64> {
        let nothing = self.is_empty();
        (0u64..)
            .zip(self.least.chunks(ROWS))
            .filter(move |_| !nothing)
            .map(|(band, rows)| rows.iter().fold(mix(band + 1), |hash, row| mix(hash ^ u64::from(*row))))
    }

    /// For storing: [`ArticleSignature::BYTES`] bytes, little-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let least = self.least.iter().flat_map(|n| n.to_le_bytes());
        self.count.to_le_bytes().into_iter().chain(least).collect()
    }

    /// From what [`ArticleSignature::to_bytes`] gave, or gave when it kept whole values; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<ArticleSignature> {
        let (count, least) = bytes.split_first_chunk()?;
        let count = u32::from_le_bytes(*count);
        let least = match bytes.len() {
            ArticleSignature::BYTES => least.as_chunks().0.iter().map(|c| u16::from_le_bytes(*c)).collect(),
            ArticleSignature::BYTES_WHOLE => {
                least.as_chunks().0.iter().map(|c| half(u32::from_le_bytes(*c))).collect()
            }
            _ => return None,
        };
        Some(ArticleSignature { count, least })
    }
}

fn half(least: u32) -> u16 {
    (least & 0xFFFF) as u16
}

/// FNV-1a.
pub(crate) fn digest(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output.
pub(crate) fn mix(n: u64) -> u64 {
    let n = n.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let n = (n ^ (n >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let n = (n ^ (n >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    n ^ (n >> 31)
}
