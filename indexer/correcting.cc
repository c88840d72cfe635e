// `remove` and `amend`: single articles, by hand, for good.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <filesystem>
#include <iostream>

#include "article/digest.h"
#include "article/text.h"
#include "index/corrections.h"
#include "indexer/enforcement.h"
#include "indexer/folding.h"
#include "indexer/indexer.h"

namespace backfile {

namespace {

// One segment, one generation: nothing that was removed is left in any file.
void Purge(const std::string& index_dir) {
  Generation generation = RequireLiveGeneration(index_dir);
  generation.segments =
      FoldTail(index_dir, generation.segments, {.all = true}, NextSegmentName(index_dir));
  Publish(index_dir, generation, 1);
  std::filesystem::remove_all(index_dir + "/work");
}

// The id of a living article; to be purged, also of one that was removed before.
std::uint64_t IdToRemove(const std::string& id, const Snapshot& live,
                         const Corrections& corrections, const RemoveOptions& options) {
  try {
    const Snapshot::Place place = live.FindArticle(id);
    const std::uint64_t number = live.columns(place.segment).id(place.document);
    std::cout << (options.is_rehearsal ? "would remove bf:" : "removed bf:") << Hex16(number)
              << "  " << Printable(live.columns(place.segment).title(place.document)) << "\n";
    return number;
  } catch (const Error& error) {
    const bool is_gone = error.code() == ExitCode::kNothingFound;
    if (!is_gone || !options.purge || !corrections.IsRemoved(IdNumber(id))) throw;
    std::cout << id << " was removed before\n";
    return IdNumber(id);
  }
}

}  // namespace

ExitCode Remove(const RemoveOptions& options) {
  const IndexLock lock = IndexLock::OfIndex(options.index_dir, "remove", options.wait_lock);
  const auto live = Snapshot::Open(options.index_dir);
  const Corrections corrections = Corrections::Read(options.index_dir);
  std::vector<std::uint64_t> ids;
  for (const std::string& id : options.ids) {
    ids.push_back(IdToRemove(id, *live, corrections, options));
  }
  if (options.is_rehearsal) return ExitCode::kDone;
  for (const std::uint64_t id : ids) {
    if (!corrections.IsRemoved(id)) Corrections::Remove(options.index_dir, id, options.reason);
    if (options.purge) Corrections::ForgetValues(options.index_dir, id);
  }
  EnforceCorrections(options.index_dir, options.keep_generations);
  if (!options.purge) return ExitCode::kDone;
  Purge(options.index_dir);
  std::cout << "purged from every generation of this index; backups, what was published for "
               "servers (publish --keep=1 renews it), and the archives themselves still hold what "
               "they held\n";
  return ExitCode::kDone;
}

ExitCode Amend(const AmendOptions& options) {
  const IndexLock lock = IndexLock::OfIndex(options.index_dir, "amend", options.wait_lock);
  const auto live = Snapshot::Open(options.index_dir);
  const Snapshot::Place place = live->FindArticle(options.id);
  const std::uint64_t id = live->columns(place.segment).id(place.document);
  Corrections::Amend(options.index_dir, id, options.amendments);
  EnforceCorrections(options.index_dir, options.keep_generations);
  std::cout << "amended bf:" << Hex16(id) << "  "
            << Printable(live->columns(place.segment).title(place.document)) << "\n";
  return ExitCode::kDone;
}

}  // namespace backfile
