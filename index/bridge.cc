// Twins first, since what they say of others no longer counts; then what a new segment would bring.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/bridge.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "index/copy_groups.h"
#include "index/versions.h"

namespace backfile {

namespace {

constexpr std::uint64_t kMostAtOnce = 4'000'000;  // Ids, of 16 bytes with their places.

using Holder = std::pair<std::uint64_t, Snapshot::Place>;  // An id, and an article that has it.

// Of one share of all ids, in the order of the segments.
std::vector<Holder> Holders(const Snapshot& snapshot, std::uint64_t share, std::uint64_t shares) {
  std::vector<Holder> holders;
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    const Columns& columns = snapshot.columns(segment);
    for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
      const bool is_wanted = columns.id(d) % shares == share;
      if (is_wanted && !snapshot.tombstones(segment).Has(d)) {
        holders.push_back({columns.id(d), {segment, d}});
      }
    }
  }
  std::ranges::stable_sort(holders, {}, &Holder::first);
  return holders;
}

std::vector<Tombstone> FindTwins(const Snapshot& snapshot) {
  std::vector<Tombstone> twins;
  const auto shares = static_cast<std::uint64_t>(snapshot.articles()) / kMostAtOnce + 1;
  for (std::uint64_t share = 0; share < shares; ++share) {
    const std::vector<Holder> holders = Holders(snapshot, share, shares);
    for (std::size_t i = 1; i < holders.size(); ++i) {
      const Snapshot::Place& place = holders[i].second;
      for (std::size_t j = i; j-- > 0 && holders[j].first == holders[i].first;) {
        const Snapshot::Place& other = holders[j].second;
        if (snapshot.shard(other.segment) == snapshot.shard(place.segment)) continue;
        if (!snapshot.AreTwins(other, place)) continue;
        const auto at = static_cast<std::size_t>(place.segment);
        twins.push_back({snapshot.generation().segments[at], place.document});
        break;
      }
    }
  }
  return twins;
}

// Of the first segment that is not of the first index.
int SecondShard(const Snapshot& snapshot) {
  int segment = 0;
  while (segment < snapshot.segments() && snapshot.shard(segment) == 0) ++segment;
  return segment;
}

}  // namespace

void MakeBridge(const std::string& dir, Snapshot* snapshot) {
  const std::vector<Tombstone> twins = FindTwins(*snapshot);
  WriteTombstones(dir, twins);
  snapshot->Bridge(dir);
  const int first = SecondShard(*snapshot);
  std::vector<RelationRun> runs = GroupCopies(*snapshot, first);
  std::ranges::move(FindSuperseded(*snapshot, first, twins), std::back_inserter(runs));
  WriteRelations(dir, runs);
  snapshot->Bridge(dir);
}

}  // namespace backfile
