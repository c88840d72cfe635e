// A join of the new articles with all others on the keys of their sketches.
//
// Sketches lie in the columns, 68 bytes a document, and their keys are made when they are needed:
// to read ten million sketches takes a second, and keys kept on disk in order would take three
// times their room. Keys of the fresh articles are gathered, all or as many kinds at a time as fit;
// a filter of a bit each tells which of the others' keys are worth gathering, too; sorting brings
// equal ones together.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/copy_candidates.h"

#include <algorithm>

#include "index/key_filter.h"

namespace backfile {

namespace {

constexpr std::size_t kMostEntries = 8'000'000;

class KeyJoin {
 public:
  KeyJoin(const Snapshot& snapshot, const Ordinals& ordinals, const DocumentSets& fresh)
      : snapshot_(snapshot), ordinals_(ordinals), fresh_(fresh) {}

  // Gathers the keys of kinds [first, last), sorted.
  void Gather(std::size_t first, std::size_t last, std::size_t fresh_count) {
    entries_.clear();
    KeyFilter filter(fresh_count * (last - first));
    ForEachSketch(true, [&](std::uint32_t ordinal, const CopyKeys& keys) {
      for (std::size_t k = first; k < last; ++k) {
        if (keys[k] == 0) continue;
        filter.Add(keys[k]);
        Add(keys[k], ordinal);
      }
    });
    ForEachSketch(false, [&](std::uint32_t ordinal, const CopyKeys& keys) {
      for (std::size_t k = first; k < last; ++k) {
        if (keys[k] != 0 && filter.MayHold(keys[k])) Add(keys[k], ordinal);
      }
    });
    std::ranges::sort(entries_);
  }

  void ForEachBucket(const std::function<void(std::span<const std::uint32_t>)>& take) const {
    std::vector<std::uint32_t> bucket;
    for (std::size_t begin = 0, end = 0; begin < entries_.size(); begin = end) {
      while (end < entries_.size() && entries_[end] >> 32 == entries_[begin] >> 32) ++end;
      if (end - begin < 2) continue;
      bucket.clear();
      for (std::size_t i = begin; i < end; ++i) {
        bucket.push_back(static_cast<std::uint32_t>(entries_[i]));
      }
      bucket.erase(std::unique(bucket.begin(), bucket.end()), bucket.end());
      if (bucket.size() > 1 && std::ranges::any_of(bucket, [&](auto o) { return IsFresh(o); })) {
        take(bucket);
      }
    }
  }

 private:
  void Add(std::uint32_t key, std::uint32_t ordinal) {
    entries_.push_back(std::uint64_t{key} << 32 | ordinal);
  }
  bool IsFresh(std::uint32_t ordinal) const {
    const Snapshot::Place place = ordinals_.PlaceOf(ordinal);
    return fresh_[static_cast<std::size_t>(place.segment)].Has(place.document);
  }

  // Calls take(ordinal, keys) for each living document that is fresh, or is not, and has a sketch.
  template <class Take>
  void ForEachSketch(bool is_fresh, Take take) const {
    for (int segment = 0; segment < snapshot_.segments(); ++segment) {
      const Columns& columns = snapshot_.columns(segment);
      const Bitmap& fresh = fresh_[static_cast<std::size_t>(segment)];
      for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
        if (fresh.Has(d) != is_fresh || snapshot_.tombstones(segment).Has(d)) continue;
        const CopySketch& sketch = columns.sketch(d);
        if (!sketch.empty()) take(ordinals_.Of(segment, d), KeysOf(sketch));
      }
    }
  }

  const Snapshot& snapshot_;
  const Ordinals& ordinals_;
  const DocumentSets& fresh_;
  std::vector<std::uint64_t> entries_;  // Key, then ordinal.
};

}  // namespace

Ordinals::Ordinals(const Snapshot& snapshot) : before_(1) {
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    before_.push_back(before_.back() + snapshot.columns(segment).documents());
  }
}

Snapshot::Place Ordinals::PlaceOf(std::uint32_t ordinal) const {
  const auto after = std::ranges::lower_bound(before_, ordinal);
  const auto segment = after - before_.begin() - 1;
  return {static_cast<int>(segment), ordinal - before_[static_cast<std::size_t>(segment)]};
}

void ForEachSharedKey(const Snapshot& snapshot, const Ordinals& ordinals, const DocumentSets& fresh,
                      const std::function<void(std::span<const std::uint32_t>)>& take) {
  std::size_t count = 0;
  for (const Bitmap& set : fresh) count += static_cast<std::size_t>(set.Count());
  if (count == 0) return;
  KeyJoin join(snapshot, ordinals, fresh);
  const std::size_t step = std::clamp<std::size_t>(kMostEntries / count, 1, kCopyKeys);
  for (std::size_t first = 0; first < kCopyKeys; first += step) {
    join.Gather(first, std::min(first + step, kCopyKeys), count);
    join.ForEachBucket(take);
  }
}

}  // namespace backfile
