//! gzip with an eye on how much comes out of how little.

use flate2::bufread::MultiGzDecoder;
use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

/// The first two bytes of gzip.
pub(crate) const MAGIC: [u8; 2] = [0x1F, 0x8B];

/// What comes out before the ratio counts: short files of spaces are no attack.
const FREE: u64 = 32 << 20;
/// Times as much as went in. News pages are packed to a fifth or a tenth; a stretch of zeros to a thousandth.
const RATIO: u64 = 200;

/// Data that unpacks to far more than any text does.
#[derive(Debug)]
pub(crate) struct Bomb;

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "compressed data that grows more than {RATIO} times, as no text does")
    }
}

impl std::error::Error for Bomb {}

/// Unpacks gzip of any number of members, and fails with a [`Bomb`] when the ratio is beyond all reason.
pub(crate) struct Unpack<R> {
    from: MultiGzDecoder<Counted<R>>,
    out: u64,
}

impl<R: BufRead> Unpack<R> {
    pub(crate) fn new(from: R) -> Self {
        Unpack { from: MultiGzDecoder::new(Counted { from, used: 0 }), out: 0 }
    }

    /// The same, to be read by lines.
    pub(crate) fn buffered(from: R) -> BufReader<Self> {
        BufReader::with_capacity(1 << 16, Unpack::new(from))
    }
}

impl<R: BufRead> Read for Unpack<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.out += read as u64;
        if self.out > FREE && self.out / RATIO > self.from.get_ref().used {
            return Err(io::Error::new(io::ErrorKind::InvalidData, Bomb));
        }
        Ok(read)
    }
}

/// Counts what is taken from a reader.
struct Counted<R> {
    from: R,
    used: u64,
}

impl<R: BufRead> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.used += read as u64;
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.from.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.used += amount as u64;
        self.from.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::{Bomb, Unpack};
    use std::io::{Read, Write};

    fn pack(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).expect("memory takes it");
        encoder.finish().expect("memory takes it")
    }

    #[test]
    fn several_members_are_one_stream() {
        let packed = [pack(b"one "), pack(b"two")].concat();
        let mut out = String::new();
        Unpack::new(&packed[..]).read_to_string(&mut out).expect("it unpacks");
        assert_eq!(out, "one two");
    }

    #[test]
    fn a_stretch_of_zeros_is_refused_before_it_is_unpacked() {
        let packed = pack(&vec![0; 100 << 20]);
        let mut out = 0;
        let mut unpack = Unpack::new(&packed[..]);
        let mut buffer = vec![0; 1 << 16];
        let error = loop {
            match unpack.read(&mut buffer) {
                Ok(0) => panic!("all of it was unpacked"),
                Ok(n) => out += n,
                Err(e) => break e,
            }
        };
        assert!(error.get_ref().is_some_and(|e| e.is::<Bomb>()));
        assert!(out <= 33 << 20, "{out}");
    }
}
