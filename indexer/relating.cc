// One step for whatever makes a segment: a run, or a correction by hand.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/relating.h"

#include <algorithm>
#include <iterator>

#include "index/copy_groups.h"
#include "index/index.h"
#include "index/relations.h"
#include "index/versions.h"

namespace backfile {

void RelateArticles(const std::string& index_dir, Generation live, const std::string& name,
                    const std::string& dir) {
  std::vector<std::string> dirs = SegmentPaths(index_dir, live);
  live.segments.push_back(name);
  dirs.push_back(dir);
  const auto snapshot = Snapshot::OpenSegments(live, dirs);
  const int newest = snapshot->segments() - 1;
  std::vector<RelationRun> runs = GroupCopies(*snapshot, newest);
  std::ranges::move(FindSuperseded(*snapshot, newest, ReadTombstones(dir)),
                    std::back_inserter(runs));
  WriteRelations(dir, runs);
}

}  // namespace backfile
