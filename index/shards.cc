// Bridges are kept under a digest of all that they depend on: what the segments contain, and in
// which order the indexes were named.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/shards.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "article/digest.h"
#include "article/problem.h"
#include "index/bridge.h"
#include "index/files.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr int kBridgeVersion = 1;  // Of how bridges are made.
constexpr std::size_t kKeptBridges = 8;

std::string Environment(const char* name, const std::string& below) {
  const char* value = std::getenv(name);
  return value == nullptr || *value == '\0' ? "" : value + below;
}

// A folder that goes with this object.
class TemporaryFolder {
 public:
  explicit TemporaryFolder(const std::string& beside) : path_(beside + "/.making-XXXXXX") {
    if (mkdtemp(path_.data()) == nullptr) {
      throw SystemError(ExitCode::kTryLater, "cannot make a folder in " + beside, errno);
    }
  }
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string BridgeName(const Snapshot& snapshot) {
  FieldDigest digest;
  digest.Add(std::uint64_t{kBridgeVersion});
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    digest.Add(static_cast<std::uint64_t>(snapshot.shard(segment)));
    digest.Add(MappedFile(snapshot.segment_path(segment) + "/segment.json").bytes());
  }
  return Hex16(digest.value());
}

// Each night makes another. Nobody needs one from its folder once it has been opened.
void KeepNewest(const std::string& folder, std::size_t most) {
  std::error_code ignored;
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    entries.emplace_back(entry.last_write_time(ignored), entry.path());
  }
  std::ranges::sort(entries, std::ranges::greater());
  for (std::size_t i = most; i < entries.size(); ++i) fs::remove_all(entries[i].second, ignored);
}

void BridgeAll(Snapshot* snapshot) {
  const std::string cache = CacheFolder();
  std::error_code error;
  if (cache.empty()) {
    const TemporaryFolder folder(fs::temp_directory_path().string());
    return MakeBridge(folder.path(), snapshot);
  }
  const std::string bridges = cache + "/bridges";
  const std::string bridge = bridges + "/" + BridgeName(*snapshot);
  if (fs::exists(bridge, error)) return snapshot->Bridge(bridge);
  fs::create_directory(bridges, error);
  const TemporaryFolder folder(bridges);
  MakeBridge(folder.path(), snapshot);
  fs::rename(folder.path(), bridge, error);  // Fails if somebody else was faster, with the same.
  KeepNewest(bridges, kKeptBridges);
}

}  // namespace

std::string CacheFolder() {
  for (const std::string& folder :
       {Environment("BACKFILE_CACHE", ""), Environment("CACHE_DIRECTORY", ""),
        Environment("XDG_CACHE_HOME", "/backfile"), Environment("HOME", "/.cache/backfile")}) {
    if (folder.empty()) continue;
    std::error_code error;
    fs::create_directories(folder, error);
    return access(folder.c_str(), W_OK | X_OK) == 0 ? folder : "";
  }
  return "";
}

std::unique_ptr<Snapshot> OpenShards(const Shards& shards) {
  std::vector<Shard> live;
  for (const std::string& place : shards.places) live.push_back(LiveShard(place));
  auto snapshot = Snapshot::OpenShards(live);
  if (snapshot->shards() > 1) BridgeAll(snapshot.get());
  return snapshot;
}

}  // namespace backfile
