// What the live generation has that the corrections have otherwise.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/enforcement.h"

#include "index/corrections.h"
#include "indexer/delta.h"

namespace backfile {

namespace {

Tombstone TombstoneOf(const Snapshot& live, const Snapshot::Place& place) {
  return {live.generation().segments[static_cast<std::size_t>(place.segment)], place.document};
}

void AddTombstones(const Snapshot& live, std::uint64_t id, Delta* delta) {
  for (const Snapshot::Place& version : live.FindAll(id)) {
    delta->tombstones.push_back(TombstoneOf(live, version));
  }
}

// What is not yet as the corrections say is put in the place of what is there.
void AddAmended(const Snapshot& live, const Corrections& corrections, std::uint64_t id,
                Delta* delta) {
  for (const Snapshot::Place& version : live.FindAll(id)) {
    const Article before = live.Load(version);
    Article article = before;
    corrections.Apply(&article);
    if (article == before) continue;
    const std::uint64_t digest = live.columns(version.segment).digest(version.document);
    delta->documents.push_back({std::move(article), digest});
    delta->tombstones.push_back(TombstoneOf(live, version));
  }
}

}  // namespace

void EnforceCorrections(const std::string& index_dir, int keep_generations) {
  const Corrections corrections = Corrections::Read(index_dir);
  if (corrections.removed().empty() && corrections.amended().empty()) return;
  const auto live = Snapshot::Open(index_dir);
  Delta delta;
  for (const auto& [id, reason] : corrections.removed()) AddTombstones(*live, id, &delta);
  for (const auto& [id, values] : corrections.amended()) {
    if (!corrections.IsRemoved(id)) AddAmended(*live, corrections, id, &delta);
  }
  if (!delta.tombstones.empty()) PublishDelta(index_dir, *live, delta, keep_generations);
}

}  // namespace backfile
