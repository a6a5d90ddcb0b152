//! Packing: zstd with a dictionary of the words that every record and event has.

use crate::error::{Error, Result};
use std::io::Read;
use zstd::dict::{DecoderDictionary, EncoderDictionary};
use zstd::zstd_safe::CParameter;

/// The dictionary that new things are packed with; made by `cargo run -p waqai-store --example dictionary`.
pub(crate) static DICTIONARY: &[u8] = include_bytes!("../dictionary/1.zstd-dict");

/// How hard to pack; above this, time grows faster than size shrinks.
const LEVEL: i32 = 6;
/// Nothing that was packed is larger: a damaged frame must not fill the memory.
const LARGEST: u64 = 1 << 31;

/// Packs, in any number of threads.
pub struct Packer {
    id: i64,
    dictionary: EncoderDictionary<'static>,
}

impl std::fmt::Debug for Packer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Packer").field("dictionary", &self.id).finish_non_exhaustive()
    }
}

impl Packer {
    pub(crate) fn new(id: i64, dictionary: &[u8]) -> Packer {
        Packer { id, dictionary: EncoderDictionary::copy(dictionary, LEVEL) }
    }

    /// The number of its dictionary in the store.
    pub(crate) fn id(&self) -> i64 {
        self.id
    }

    /// With the dictionary.
    pub(crate) fn pack(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let mut compressor =
            zstd::bulk::Compressor::with_prepared_dictionary(&self.dictionary).map_err(Error::damaged)?;
        compressor.set_parameter(CParameter::ChecksumFlag(true)).map_err(Error::damaged)?;
        compressor.compress(bytes).map_err(Error::damaged)
    }
}

/// Without a dictionary: for what was handed in, which must be readable with any zstd.
pub(crate) fn pack_plain(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(Error::damaged)
}

/// What [`pack_plain`] packed.
pub(crate) fn unpack_plain(bytes: &[u8]) -> Result<Vec<u8>> {
    let decoder = zstd::stream::read::Decoder::new(bytes).map_err(Error::damaged)?;
    read(decoder)
}

/// What [`Packer::pack`] packed.
pub(crate) fn unpack(bytes: &[u8], dictionary: &DecoderDictionary<'static>) -> Result<Vec<u8>> {
    let decoder =
        zstd::stream::read::Decoder::with_prepared_dictionary(bytes, dictionary).map_err(Error::damaged)?;
    read(decoder)
}

fn read(decoder: impl Read) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    decoder.take(LARGEST).read_to_end(&mut out).map_err(Error::damaged)?;
    Ok(out)
}
