// BM25 over decoded posting lists, and the choice of the best.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking.h"

#include <algorithm>
#include <cmath>

namespace backfile {

namespace {

// A document shorter than this share of the average is taken to be that long: a caption of two
// words is not the best article.
constexpr double kShortest = 0.3;

// 1 / (k1 * (1 - b + b * length / average)) turned around: what wdf is compared with.
std::vector<float> Normalised(const Documents& documents, const Collection& collection,
                              const Bm25& bm25, const Columns& columns) {
  std::vector<float> norms(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    const double length =
        std::max(kShortest, columns.length(documents[i]) / collection.average_length);
    norms[i] = static_cast<float>(bm25.k1 * (1 - bm25.b + bm25.b * length));
  }
  return norms;
}

}  // namespace

std::vector<float> Score(const Documents& documents, const std::vector<ScoreTerm>& scores,
                         const std::vector<double>& frequency, const Collection& collection,
                         const Bm25& bm25, SegmentReader* reader) {
  std::vector<float> sums(documents.size());
  if (documents.empty() || scores.empty()) return sums;
  const std::vector<float> norms = Normalised(documents, collection, bm25, reader->columns());
  std::vector<std::uint32_t> wdfs;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    reader->ReadSums(scores[i].terms, documents, &wdfs);
    const double n = std::min(frequency[i], collection.documents);
    const double idf = std::log1p((collection.documents - n + 0.5) / (n + 0.5));
    const auto weight = static_cast<float>(scores[i].weight * idf * (bm25.k1 + 1));
    for (std::size_t d = 0; d < documents.size(); ++d) {
      if (wdfs[d] == 0) continue;
      const auto wdf = static_cast<float>(wdfs[d]);
      sums[d] += weight * wdf / (wdf + norms[d]);
    }
  }
  return sums;
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
  return a.id < b.id;
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
    const Ranked one{
        score, columns.day(document), columns.id(document), {reader.segment(), document}};
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
