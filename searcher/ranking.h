// How well documents answer a question, and which are the best.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "searcher/matcher.h"
#include "searcher/plan.h"
#include "searcher/segment_reader.h"

namespace backfile {

// BM25 (Robertson and Walker 1994). What suits depends on feedback: with it, over five test
// collections, 1.0 to 1.6 and .5 to .75 do about as well; without, 2.0 and .5 were the best of a
// sweep over eight (docs/decisions).
struct Bm25 {
  double k1 = 2.0;
  double b = 0.5;
};
inline constexpr Bm25 kBm25WithFeedback = {1.2, 0.6};

// What BM25 needs to know of the whole index.
struct Collection {
  double documents = 0;
  double average_length = 1;  // In occurrences of terms (Columns::length).
};

// The score of each document for the scored terms. `frequency[i]` is how many documents of the
// whole index have scores[i]. Documents that cannot be among the `most` best are taken out of
// *documents; those that stay have their whole score.
std::vector<float> Score(const std::vector<ScoreTerm>& scores, const std::vector<double>& frequency,
                         const Collection& collection, const Bm25& bm25, std::size_t most,
                         SegmentReader* reader, Documents* documents);

// Adds to the scores of new articles: one of `today` counts double, and the surplus halves every
// `half_life` days. Undated ones stay as they are.
void FavourRecent(const Documents& documents, std::int32_t today, double half_life,
                  const Columns& columns, std::vector<float>* scores);

enum class Sort : std::uint8_t { kRelevance, kNewest, kOldest };

// A matching document among others.
struct Ranked {
  double score = 0;
  std::int32_t day = kUndated;
  std::uint64_t id = 0;
  std::uint64_t digest = 0;  // Of its content: versions of a story may share an id.
  Snapshot::Place place;
};

// Whether `a` comes before `b`: a total order, so that the same index and question give the same
// list, however the articles are spread. By relevance ties go to the newer one, then to the lower
// id; undated ones come last by date.
bool ComesBefore(const Ranked& a, const Ranked& b, Sort sort);

// Adds the segment's documents to `best`, a heap of at most `most`; SortBest() brings it into
// order.
void KeepBest(const Documents& documents, const std::vector<float>& scores, Sort sort,
              std::size_t most, const SegmentReader& reader, std::vector<Ranked>* best);

void SortBest(Sort sort, std::vector<Ranked>* best);

}  // namespace backfile
