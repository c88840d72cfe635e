// The places that an answer comes from: one index, or several that are searched as if they were
// one.
//
// A place is the folder of an index, or HOST:PORT of a server of a publication
// (index/publication.h).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/index.h"

namespace backfile {

struct Shards {
  // The order tells only which of several places of one article comes first.
  std::vector<std::string> places = {};
  // Where people keep what belongs to all of them (alerts, people.tsv); empty: nowhere.
  std::string home = {};
  RemoteLimits limits = {};
};

// One index, which is its own home.
Shards OneShard(const std::string& index_dir);
// What a command line names: folders, servers, and cluster files (docs/scale-out.md), which stand
// for what they name. Throws Error(kUsage) naming file and line.
Shards ReadShards(const std::vector<std::string>& places);

// A shard that an answer is without.
struct MissingShard {
  std::string place;
  std::string reason;  // A sentence that names it.
};

// The live generations of all of them, with the bridge between them (index/bridge.h). A bridge
// that had to be made, and what publications hold beside their databases, is kept in
// CacheFolder() for the next time. Servers that cannot be reached are left out, and named in
// *missing. Throws Error(kIndex), also if none is left.
std::unique_ptr<Snapshot> OpenShards(const Shards& shards, std::vector<MissingShard>* missing);

// Where what can be made again is kept between runs: $BACKFILE_CACHE, else $CACHE_DIRECTORY (which
// systemd sets), else `backfile` in $XDG_CACHE_HOME or ~/.cache. Made if need be; empty if there is
// none that can be written to.
std::string CacheFolder();

}  // namespace backfile
