// `remove` and `amend`: single articles, by hand, for good.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <filesystem>
#include <iostream>

#include "article/digest.h"
#include "article/text.h"
#include "index/corrections.h"
#include "indexer/delta.h"
#include "indexer/folding.h"
#include "indexer/indexer.h"

namespace backfile {

namespace {

Tombstone TombstoneOf(const Snapshot& live, const Snapshot::Place& place) {
  return {live.generation().segments[static_cast<std::size_t>(place.segment)], place.document};
}

// One segment, one generation: nothing that was removed is left in any file.
void Purge(const std::string& index_dir) {
  Generation generation = RequireLiveGeneration(index_dir);
  generation.segments =
      FoldTail(index_dir, generation.segments, {.all = true}, NextSegmentName(index_dir));
  Publish(index_dir, generation, 1);
  std::filesystem::remove_all(index_dir + "/work");
}

}  // namespace

ExitCode Remove(const RemoveOptions& options) {
  const IndexLock lock(options.index_dir, "remove", options.wait_lock);
  const auto live = Snapshot::Open(options.index_dir);
  Delta delta;
  std::vector<std::uint64_t> ids;
  for (const std::string& id : options.ids) {
    const Snapshot::Place place = live->FindArticle(id);
    ids.push_back(live->columns(place.segment).id(place.document));
    std::cout << (options.is_rehearsal ? "would remove bf:" : "removed bf:") << Hex16(ids.back())
              << "  " << Printable(live->columns(place.segment).title(place.document)) << "\n";
    for (const Snapshot::Place& version : live->FindAll(ids.back())) {
      delta.tombstones.push_back(TombstoneOf(*live, version));
    }
  }
  if (options.is_rehearsal) return ExitCode::kDone;
  for (const std::uint64_t id : ids) Corrections::Remove(options.index_dir, id, options.reason);
  PublishDelta(options.index_dir, *live, delta, options.keep_generations);
  if (!options.purge) return ExitCode::kDone;
  Purge(options.index_dir);
  std::cout << "purged from every generation of this index; backups, and the archives themselves, "
               "still hold what they held\n";
  return ExitCode::kDone;
}

ExitCode Amend(const AmendOptions& options) {
  const IndexLock lock(options.index_dir, "amend", options.wait_lock);
  const auto live = Snapshot::Open(options.index_dir);
  const Snapshot::Place place = live->FindArticle(options.id);
  const std::uint64_t id = live->columns(place.segment).id(place.document);
  Corrections::Amend(options.index_dir, id, options.amendments);
  const Corrections corrections = Corrections::Read(options.index_dir);
  Delta delta;
  for (const Snapshot::Place& version : live->FindAll(id)) {
    Article article = live->Load(version);
    corrections.Apply(&article);
    const std::uint64_t digest = live->columns(version.segment).digest(version.document);
    delta.documents.push_back({std::move(article), digest});
    delta.tombstones.push_back(TombstoneOf(*live, version));
  }
  PublishDelta(options.index_dir, *live, delta, options.keep_generations);
  return ExitCode::kDone;
}

}  // namespace backfile
