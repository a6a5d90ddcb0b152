//! Packing: zstd with a dictionary of the words that every record and event has.

use crate::error::{Error, Result};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Read;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::{
    CCtx, CParameter, ErrorCode, ResetDirective, SafeResult, compress_bound, get_dict_id_from_dict,
    get_dict_id_from_frame, get_error_name,
};

/// The dictionary that new things are packed with; made by `cargo run -p waqai-store --example dictionary`.
pub(crate) static DICTIONARY: &[u8] = include_bytes!("../dictionary/1.zstd-dict");

/// How hard to pack; above this, time grows faster than size shrinks.
const LEVEL: i32 = 6;
/// Bytes of a capture that are taken for the words of its text.
const BESIDE: usize = 32 << 10;
/// Nothing that was packed is larger: a damaged frame must not fill the memory.
const LARGEST: u64 = 1 << 31;

/// Packs, in any number of threads.
pub struct Packer {
    id: i64,
    bytes: Vec<u8>,
    dictionary: &'static EncoderDictionary<'static>,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packer").field("dictionary", &self.id).finish_non_exhaustive()
    }
}

impl Packer {
    pub(crate) fn new(id: i64, dictionary: &[u8]) -> Packer {
        Packer { id, bytes: dictionary.to_vec(), dictionary: prepared(dictionary) }
    }

    /// The number of its dictionary in the store.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    /// With the dictionary.
    pub(crate) fn pack(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        packed(bytes, |context| context.ref_cdict(self.dictionary.as_cdict()))
    }

    /// What was handed in: a short one with the dictionary, which saves an eighth of it; a long one, to which it adds nothing, so that any
    /// program can unpack it.
    pub(crate) fn pack_capture(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        if bytes.len() > BESIDE { pack_plain(bytes) } else { self.pack(bytes) }
    }

    /// With the dictionary and what stands in `capture`: a record repeats the words of the text that it was read from. Gives also how many bytes
    /// of the capture were used: none of a long one, in which the text is a small part.
    pub(crate) fn pack_beside(&self, bytes: &[u8], capture: &[u8]) -> Result<(Vec<u8>, i64)> {
        if capture.is_empty() || capture.len() > BESIDE {
            return Ok((self.pack(bytes)?, 0));
        }
        let both = [&self.bytes, capture].concat();
        let packed = packed(bytes, |context| context.load_dictionary(&both))?;
        Ok((packed, i64::try_from(capture.len()).unwrap_or(0)))
    }
}

/// Without a dictionary.
fn pack_plain(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(Error::damaged)
}

/// Dictionaries are few, and each is prepared once: the contexts of all threads may point to it.
fn prepared(dictionary: &[u8]) -> &'static EncoderDictionary<'static> {
    static PREPARED: Mutex<BTreeMap<Vec<u8>, &'static EncoderDictionary<'static>>> =
        Mutex::new(BTreeMap::new());
    let mut all = PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(dictionary.to_vec())
        .or_insert_with(|| Box::leak(Box::new(EncoderDictionary::copy(dictionary, LEVEL))))
}

thread_local! {
    /// To make one for every record was a twentieth of `waqai add`.
    static CONTEXT: RefCell<CCtx<'static>> = RefCell::new(CCtx::create());
}

/// With a digest at the end.
fn packed(bytes: &[u8], dictionary: impl FnOnce(&mut CCtx<'static>) -> SafeResult) -> Result<Vec<u8>> {
    let pack = |context: &mut CCtx<'static>| -> std::result::Result<Vec<u8>, ErrorCode> {
        context.reset(ResetDirective::SessionAndParameters)?;
        context.set_parameter(CParameter::CompressionLevel(LEVEL))?;
        context.set_parameter(CParameter::ChecksumFlag(true))?;
        dictionary(context)?;
        let mut out = Vec::with_capacity(compress_bound(bytes.len()));
        context.compress2(&mut out, bytes)?;
        Ok(out)
    };
    let packed = CONTEXT.with_borrow_mut(pack);
    packed.map_err(|code| Error::damaged(get_error_name(code)))
}

/// A dictionary of the store, for unpacking.
pub(crate) struct Dictionary {
    /// Written in the head of every frame that was packed with it.
    number: Option<NonZeroU32>,
    bytes: Vec<u8>,
    prepared: DecoderDictionary<'static>,
}

impl Dictionary {
    pub(crate) fn new(bytes: Vec<u8>) -> Dictionary {
        Dictionary { number: get_dict_id_from_dict(&bytes), prepared: DecoderDictionary::copy(&bytes), bytes }
    }
}

/// What [`Packer::pack_capture`] packed. The frame says which dictionary it takes, if any.
pub(crate) fn unpack_capture<'d>(
    bytes: &[u8],
    mut dictionaries: impl Iterator<Item = &'d Dictionary>,
) -> Result<Vec<u8>> {
    let Some(number) = get_dict_id_from_frame(bytes) else {
        return read(zstd::stream::read::Decoder::new(bytes).map_err(Error::damaged)?);
    };
    let dictionary = dictionaries.find(|d| d.number == Some(number));
    unpack(bytes, dictionary.ok_or_else(|| Error::damaged(format!("no dictionary has number {number}")))?)
}

/// What [`Packer::pack`] packed.
pub(crate) fn unpack(bytes: &[u8], dictionary: &Dictionary) -> Result<Vec<u8>> {
    let decoder = zstd::stream::read::Decoder::with_prepared_dictionary(bytes, &dictionary.prepared);
    read(decoder.map_err(Error::damaged)?)
}

/// What [`Packer::pack_beside`] packed; `beside`: the bytes of the capture that were used.
pub(crate) fn unpack_beside(bytes: &[u8], dictionary: &Dictionary, beside: &[u8]) -> Result<Vec<u8>> {
    let both = [&dictionary.bytes, beside].concat();
    read(zstd::stream::read::Decoder::with_dictionary(bytes, &both).map_err(Error::damaged)?)
}

fn read(decoder: impl Read) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    decoder.take(LARGEST).read_to_end(&mut out).map_err(Error::damaged)?;
    Ok(out)
}
