// The places that an answer comes from: one index, or several that are searched as if they were
// one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/index.h"

namespace backfile {

// Folders of indexes. The order tells only which of several places of one article comes first.
struct Shards {
  std::vector<std::string> places = {};

  // Where people keep what belongs to them all (alerts, people.tsv): the one index, else nowhere.
  std::string home() const { return places.size() == 1 ? places.front() : ""; }
};

// The live generations of all of them, with the bridge between them (index/bridge.h). A bridge
// that had to be made is kept in CacheFolder() for the next time. Throws Error(kIndex).
std::unique_ptr<Snapshot> OpenShards(const Shards& shards);

// Where what can be made again is kept between runs: $BACKFILE_CACHE, else $CACHE_DIRECTORY (which
// systemd sets), else `backfile` in $XDG_CACHE_HOME or ~/.cache. Made if need be; empty if there is
// none that can be written to.
std::string CacheFolder();

}  // namespace backfile
