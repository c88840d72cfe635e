// BM25 over decoded posting lists, and the choice of the best.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace backfile {

namespace {

// A document shorter than this share of the average is taken to be that long: a caption of two
// words is not the best article.
constexpr double kShortest = 0.3;

// 1 / (k1 * (1 - b + b * length / average)) turned around: what wdf is compared with.
std::vector<float> Normalised(const Documents& documents, const Collection& collection,
                              const Bm25& bm25, const Columns& columns) {
  std::vector<float> norms(documents.size());
  const std::span<const std::uint32_t> lengths = columns.lengths();
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const double length = std::max(kShortest, lengths[documents[i]] / collection.average_length);
    norms[i] = static_cast<float>(bm25.k1 * (1 - bm25.b + bm25.b * length));
  }
  return norms;
}

void ReadOccurrences(const ScoreTerm& score, const Documents& documents, SegmentReader* reader,
                     std::vector<std::uint32_t>* wdfs) {
  reader->ReadSums(score.terms, documents, wdfs);
  if (!score.by_places) return;
  std::vector<std::uint32_t> places;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if ((*wdfs)[i] == 0) continue;
    for (const std::string& term : score.terms) {
      reader->ReadPositions(term, documents[i], &places);
      (*wdfs)[i] += static_cast<std::uint32_t>(places.size());
    }
  }
}

// A scored term, the most that it can add, and the most that it and all later ones can.
struct Weighted {
  const ScoreTerm* score = nullptr;
  float weight = 0;
  float rest = 0;
};

// The weightiest first. A share of wdf / (wdf + norm) is below 1, so no term adds more than its
// weight; and less where the most occurrences in a document are known.
std::vector<Weighted> Weigh(const std::vector<ScoreTerm>& scores,
                            const std::vector<double>& frequency, const Collection& collection,
                            const Bm25& bm25, const SegmentReader& reader) {
  const auto shortest = static_cast<float>(bm25.k1 * (1 - bm25.b + bm25.b * kShortest));
  std::vector<Weighted> weighted;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double n = std::min(frequency[i], collection.documents);
    const double idf = std::log1p((collection.documents - n + 0.5) / (n + 0.5));
    const auto weight = static_cast<float>(scores[i].weight * idf * (bm25.k1 + 1));
    const auto most = scores[i].by_places ? std::nullopt : reader.MostOccurrences(scores[i].terms);
    const auto wdf = static_cast<float>(most.value_or(0));
    weighted.push_back({&scores[i], weight, most ? weight * wdf / (wdf + shortest) : weight});
  }
  std::ranges::stable_sort(weighted, std::ranges::greater(), &Weighted::weight);
  float rest = 0;
  for (auto it = weighted.rbegin(); it != weighted.rend(); ++it) it->rest = rest += it->rest;
  return weighted;
}

struct Scored {
  Documents documents;
  std::vector<float> norms;
  std::vector<float> sums;
};

// The `most`-th greatest of the sums.
float Threshold(const std::vector<float>& sums, std::size_t most) {
  std::vector<float> best(sums.begin(), sums.begin() + static_cast<std::ptrdiff_t>(most));
  std::ranges::make_heap(best, std::ranges::greater());
  for (std::size_t i = most; i < sums.size(); ++i) {
    if (sums[i] <= best.front()) continue;
    std::ranges::pop_heap(best, std::ranges::greater());
    best.back() = sums[i];
    std::ranges::push_heap(best, std::ranges::greater());
  }
  return best.front();
}

constexpr std::size_t kWorthwhile = 1000;  // Documents; fewer are scored at once.
constexpr float kRounding = 1.0001F;       // Sums of other orders differ by less.

// MaxScore (Turtle and Flood 1995) term at a time: what `rest` can no longer lift to the best
// `most` is dropped. For a common word beside a rare one that is nearly everything.
void DropHopeless(float rest, std::size_t most, Scored* scored) {
  const std::size_t size = scored->documents.size();
  if (most == 0 || size < kWorthwhile || size / 2 < most) return;
  const float threshold = Threshold(scored->sums, most);
  if (threshold <= rest * kRounding) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < size; ++i) {
    if ((scored->sums[i] + rest) * kRounding < threshold) continue;
    scored->documents[kept] = scored->documents[i];
    scored->norms[kept] = scored->norms[i];
    scored->sums[kept++] = scored->sums[i];
  }
  scored->documents.resize(kept);
  scored->norms.resize(kept);
  scored->sums.resize(kept);
}

class Scorer {
 public:
  Scorer(std::vector<Weighted> weighted, const Collection& collection, const Bm25& bm25,
         SegmentReader* reader)
      : weighted_(std::move(weighted)), collection_(collection), bm25_(bm25), reader_(reader) {}

  Scored ScoreAll(Documents documents, std::size_t most) const {
    Scored scored{std::move(documents), {}, {}};
    scored.norms = Normalised(scored.documents, collection_, bm25_, reader_->columns());
    scored.sums.resize(scored.documents.size());
    std::vector<std::uint32_t> wdfs;
    for (const Weighted& one : weighted_) {
      DropHopeless(one.rest, most, &scored);
      ReadOccurrences(*one.score, scored.documents, reader_, &wdfs);
      for (std::size_t d = 0; d < wdfs.size(); ++d) {
        const auto wdf = static_cast<float>(wdfs[d]);
        scored.sums[d] += one.weight * wdf / (wdf + scored.norms[d]);
      }
    }
    return scored;
  }

  // Those of the documents that can be among the best `most`. MaxScore document at a time would
  // say: those with one of the essential terms. How high the best reach is told by those that have
  // the weightiest terms; what has only terms that together stay below that is left out unread.
  Documents Candidates(Documents documents, std::size_t most) const {
    std::size_t essential = 0;
    std::size_t holders = 0;
    while (essential < weighted_.size() && holders < most) holders += HoldersOf(essential++);
    if (most == 0 || documents.size() < kWorthwhile || holders > documents.size() / 4) {
      return documents;
    }
    Documents seed = HoldingAny(essential, documents);
    if (seed.size() < most) return documents;
    const float threshold = Threshold(ScoreAll(seed, most).sums, most);
    const std::size_t seeded = essential;
    while (essential < weighted_.size() && weighted_[essential].rest * kRounding >= threshold) {
      holders += HoldersOf(essential++);
    }
    if (essential == seeded) return seed;
    return holders > documents.size() ? documents : HoldingAny(essential, documents);
  }

 private:
  // How many documents have the term, hidden ones included.
  std::size_t HoldersOf(std::size_t term) const {
    std::size_t holders = 0;
    for (const std::string& one : weighted_[term].score->terms) holders += reader_->Frequency(one);
    return holders;
  }
  // Those of the documents that have one of the first `count` terms.
  Documents HoldingAny(std::size_t count, const Documents& documents) const {
    Bitmap holders(reader_->documents());
    for (std::size_t i = 0; i < count; ++i) {
      for (const std::string& term : weighted_[i].score->terms) {
        for (const std::uint32_t document : reader_->Read(term).documents) holders.Set(document);
      }
    }
    Documents holding;
    auto at = documents.begin();
    holders.ForEach([&](std::uint32_t document) {
      at = FindFrom(at, documents.end(), document);
      if (at != documents.end() && *at == document) holding.push_back(document);
    });
    return holding;
  }

  std::vector<Weighted> weighted_;
  const Collection& collection_;
  const Bm25& bm25_;
  SegmentReader* reader_;
};

}  // namespace

std::vector<float> Score(const std::vector<ScoreTerm>& scores, const std::vector<double>& frequency,
                         const Collection& collection, const Bm25& bm25, std::size_t most,
                         SegmentReader* reader, Documents* documents) {
  if (documents->empty() || scores.empty()) return std::vector<float>(documents->size());
  const Scorer scorer(Weigh(scores, frequency, collection, bm25, *reader), collection, bm25,
                      reader);
  Scored scored = scorer.ScoreAll(scorer.Candidates(std::move(*documents), most), most);
  *documents = std::move(scored.documents);
  return std::move(scored.sums);
}

void FavourRecent(const Documents& documents, std::int32_t today, double half_life,
                  const Columns& columns, std::vector<float>* scores) {
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const std::int32_t day = columns.day(documents[i]);
    if (day == kUndated) continue;
    const double age = std::max(0, today - day);
    (*scores)[i] *= static_cast<float>(1 + std::exp2(-age / half_life));
  }
}

bool ComesBefore(const Ranked& a, const Ranked& b, Sort sort) {
  if (sort == Sort::kRelevance && a.score != b.score) return a.score > b.score;
  if (a.day != b.day) {
    if (a.day == kUndated || b.day == kUndated) return b.day == kUndated;
    return sort == Sort::kOldest ? a.day < b.day : a.day > b.day;
  }
  if (a.score != b.score) return a.score > b.score;
  return std::pair(a.id, a.digest) < std::pair(b.id, b.digest);
}

void KeepBest(const Documents& documents, const std::vector<float>& scores, Sort sort,
              std::size_t most, const SegmentReader& reader, std::vector<Ranked>* best) {
  const auto before = [sort](const Ranked& a, const Ranked& b) { return ComesBefore(a, b, sort); };
  const Columns& columns = reader.columns();
  for (std::size_t i = 0; i < documents.size() && most > 0; ++i) {
    const double score = scores.empty() ? 0 : static_cast<double>(scores[i]);
    const bool full = best->size() >= most;
    if (full && sort == Sort::kRelevance && score < best->front().score) continue;
    const std::uint32_t document = documents[i];
    const Ranked one{score,
                     columns.day(document),
                     columns.id(document),
                     columns.digest(document),
                     {reader.segment(), document}};
    if (full && !before(one, best->front())) continue;
    if (full) {
      std::pop_heap(best->begin(), best->end(), before);
      best->pop_back();
    }
    best->push_back(one);
    std::push_heap(best->begin(), best->end(), before);
  }
}

void SortBest(Sort sort, std::vector<Ranked>* best) {
  std::ranges::sort(*best,
                    [sort](const Ranked& a, const Ranked& b) { return ComesBefore(a, b, sort); });
}

}  // namespace backfile
