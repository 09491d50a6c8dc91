//! Compression (ISO 32000-1, 7.4.4.1), on several threads where there is much to do.
//!
//! The same bytes give the same result on every machine and with any number of threads: each piece is compressed alone.

use std::io;
use std::num::NonZero;
use std::thread;

use flate2::{Compress, Compression, FlushCompress, Status};

/// Compared with the best level: half of the time, one percent more bytes.
const LEVEL: u32 = 5;

/// A thread of its own pays off from this many pieces, such as pages.
const PIECES_PER_THREAD: usize = 16;

/// The pieces compressed, in order.
pub(super) fn deflate_all(pieces: &[Vec<u8>]) -> io::Result<Vec<Vec<u8>>> {
    let most = thread::available_parallelism().map_or(1, NonZero::get);
    let threads = (pieces.len() / PIECES_PER_THREAD).clamp(1, most);
    let mut shares = pieces.chunks(pieces.len().div_ceil(threads).max(1));
    let first = shares.next().unwrap_or_default();
    thread::scope(|scope| {
        let others: Vec<_> = shares.map(|share| scope.spawn(|| deflate_each(share))).collect();
        let mut done = deflate_each(first)?;
        for thread in others {
            let share = thread.join().map_err(|_| io::Error::other("compressing stopped unexpectedly"))?;
            done.append(&mut share?);
        }
        Ok(done)
    })
}

/// One piece compressed.
pub(super) fn deflate(piece: &[u8]) -> io::Result<Vec<u8>> {
    deflate_with(&mut Compress::new(Compression::new(LEVEL), true), piece)
}

fn deflate_each(pieces: &[Vec<u8>]) -> io::Result<Vec<Vec<u8>>> {
    let mut state = Compress::new(Compression::new(LEVEL), true);
    pieces.iter().map(|piece| deflate_with(&mut state, piece)).collect()
}

fn deflate_with(state: &mut Compress, piece: &[u8]) -> io::Result<Vec<u8>> {
    state.reset();
    let mut bytes = Vec::with_capacity(piece.len() / 2 + 64);
    loop {
        let rest = piece.get(state.total_in() as usize..).unwrap_or_default();
        if state.compress_vec(rest, &mut bytes, FlushCompress::Finish).map_err(io::Error::other)? == Status::StreamEnd {
            bytes.shrink_to_fit();
            return Ok(bytes);
        }
        bytes.reserve(bytes.capacity() / 2 + 64);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn pieces_come_back_in_order() {
        // what hardly shrinks needs more room than was set aside
        let mut noise = fastrand::Rng::with_seed(1);
        let piece = |number: usize| -> Vec<u8> {
            let limit = if number.is_multiple_of(2) { 1 } else { u8::MAX };
            (0..number * 100).map(|_| noise.u8(0..limit)).collect()
        };
        let pieces: Vec<Vec<u8>> = (0..70).map(piece).collect();
        let all = deflate_all(&pieces).expect("memory can be written to");
        assert_eq!(all.len(), pieces.len());
        for (piece, deflated) in pieces.iter().zip(&all) {
            assert_eq!(&deflate(piece).expect("memory can be written to"), deflated);
            let mut inflated = Vec::new();
            flate2::read::ZlibDecoder::new(&**deflated).read_to_end(&mut inflated).expect("it can be read back");
            assert_eq!(&inflated, piece);
        }
        assert_eq!(deflate_all(&[]).expect("nothing to do"), Vec::<Vec<u8>>::new());
    }
}
