//! Collects the articles that fit: all of them as a set, and the first of them in order.

use crate::fields::{PUBLISHED, TIE};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

/// In which order articles come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Those that fit best first; of equals the newer.
    #[default]
    Relevance,
    /// The newest first.
    Newest,
}

/// Which articles of a segment fit, a bit each.
#[derive(Debug, Clone, Default)]
pub(crate) struct Set(Vec<u64>);

impl Set {
    pub(crate) fn contains(&self, doc: DocId) -> bool {
        self.0.get(doc as usize / 64).is_some_and(|w| w >> (doc % 64) & 1 == 1)
    }
}

/// An article in order: by score (its bits order as the number does), day, and a number of its own.
pub(crate) type Ranked = (u32, u64, u64, DocAddress);

/// What was collected.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    pub(crate) total: u64,
    /// By number of the segment.
    pub(crate) sets: Vec<Set>,
    /// The first articles.
    pub(crate) first: Vec<Ranked>,
}

/// Collects the first `most` in this order.
pub(crate) struct Gather {
    pub(crate) most: usize,
    pub(crate) order: Order,
    pub(crate) segments: usize,
}

pub(crate) struct OfSegment {
    ordinal: SegmentOrdinal,
    most: usize,
    order: Order,
    published: Column<u64>,
    tie: Column<u64>,
    set: Set,
    total: u64,
    heap: BinaryHeap<Reverse<Ranked>>,
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = OfSegment;

    fn for_segment(&self, ordinal: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<OfSegment> {
        Ok(OfSegment {
            ordinal,
            most: self.most,
            order: self.order,
            published: segment.fast_fields().u64(PUBLISHED)?,
            tie: segment.fast_fields().u64(TIE)?,
            set: Set(vec![0; segment.max_doc() as usize / 64 + 1]),
            total: 0,
            heap: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(
        &self,
        segments: Vec<(SegmentOrdinal, u64, Set, Vec<Ranked>)>,
    ) -> tantivy::Result<Gathered> {
        let mut out = Gathered { sets: vec![Set::default(); self.segments], ..Gathered::default() };
        for (ordinal, total, set, first) in segments {
            out.total += total;
            out.first.extend(first);
            if let Some(place) = out.sets.get_mut(ordinal as usize) {
                *place = set;
            }
        }
        out.first.sort_by(|a, b| b.cmp(a));
        out.first.truncate(self.most);
        Ok(out)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = (SegmentOrdinal, u64, Set, Vec<Ranked>);

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        self.set.0[doc as usize / 64] |= 1 << (doc % 64);
        if self.most == 0 {
            return;
        }
        let score = if self.order == Order::Relevance { score.max(0.0).to_bits() } else { 0 };
        let day = self.published.first(doc).unwrap_or(0);
        let tie = self.tie.first(doc).unwrap_or(0);
        let ranked = (score, day, tie, DocAddress::new(self.ordinal, doc));
        if self.heap.len() < self.most {
            self.heap.push(Reverse(ranked));
        } else if self.heap.peek().is_some_and(|least| ranked > least.0) {
            self.heap.pop();
            self.heap.push(Reverse(ranked));
        }
    }

    fn harvest(self) -> Self::Fruit {
        (self.ordinal, self.total, self.set, self.heap.into_iter().map(|r| r.0).collect())
    }
}
