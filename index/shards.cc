// Bridges are kept under a digest of all that they depend on: what the segments contain, and in
// which order the indexes were named. Publications are kept for each server, the latest two: one
// may be in use.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/shards.h"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <utility>

#include "article/digest.h"
#include "article/problem.h"
#include "article/units.h"
#include "index/bridge.h"
#include "index/files.h"
#include "index/publication.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr int kBridgeVersion = 1;  // Of how bridges are made.
constexpr std::size_t kKeptBridges = 8;
constexpr std::size_t kKeptPublications = 2;  // Of each server.

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

// What a publication holds beside its database is fetched when it is met for the first time.
Shard FetchShard(const std::string& place, const RemoteLimits& limits) {
  Shard shard;
  shard.place = place;
  shard.server = std::make_unique<RemoteDatabase>(place, limits);
  const Publication publication = ReadPublication(shard.server->database(), place);
  shard.generation = publication.generation;
  const std::string cache = CacheFolder();
  if (cache.empty()) {
    throw Error(ExitCode::kTryLater,
                "there is no folder to keep what " + place + " sends; name one in BACKFILE_CACHE");
  }
  const std::string of_server = cache + "/servers/" + place;
  const std::string dir = of_server + "/" + publication.Identity();
  shard.dirs = {dir};
  std::error_code error;
  if (fs::exists(dir, error)) return shard;
  fs::create_directories(of_server, error);
  const TemporaryFolder folder(of_server);
  FetchFiles(shard.server->database(), publication, place, folder.path());
  fs::rename(folder.path(), dir, error);  // Fails if somebody else was faster, with the same.
  KeepNewest(of_server, kKeptPublications);
  return shard;
}

[[noreturn]] void Fail(const std::string& path, const toml::node& node, const std::string& what) {
  throw Error(ExitCode::kUsage,
              path + ":" + std::to_string(node.source().begin.line) + ": " + what);
}

std::string TextOf(const std::string& path, const toml::node& node) {
  const auto text = node.value<std::string>();
  if (!text || text->empty()) Fail(path, node, "a text is wanted here");
  return *text;
}

std::chrono::milliseconds DurationOf(const std::string& path, const toml::node& node) {
  const auto duration = ParseDuration(TextOf(path, node));
  if (!duration || duration->count() < 1) Fail(path, node, "a time such as 5s is wanted here");
  return *duration;
}

// Paths in a cluster file count from the folder that it lies in.
std::string PathBeside(const std::string& file, const std::string& path) {
  return (fs::path(file).parent_path() / path).string();
}

void AddShards(const std::string& path, const toml::node& node, Shards* shards) {
  const toml::array* tables = node.as_array();
  if (tables == nullptr || !tables->is_array_of_tables()) Fail(path, node, "write [[shard]]");
  for (const toml::node& table : *tables) {
    for (const auto& [key, value] : *table.as_table()) {
      const std::string text = TextOf(path, value);
      if (key == "path") {
        shards->places.push_back(PathBeside(path, text));
      } else if (key == "server" && IsServer(text)) {
        shards->places.push_back(text);
      } else {
        Fail(path, value, "a shard has a path, or a server such as host.example:8641");
      }
    }
    if (table.as_table()->size() != 1) Fail(path, table, "a shard has a path or a server, one");
  }
}

void AddClusterFile(const std::string& path, Shards* shards) {
  try {
    const toml::table file = toml::parse_file(path);
    for (const auto& [key, value] : file) {
      if (key == "shard") {
        AddShards(path, value, shards);
      } else if (key == "home") {
        shards->home = PathBeside(path, TextOf(path, value));
      } else if (key == "timeout") {
        shards->limits.answer = DurationOf(path, value);
      } else if (key == "connect_timeout") {
        shards->limits.connect = DurationOf(path, value);
      } else {
        Fail(path, value, "there is home, timeout, connect_timeout and [[shard]]");
      }
    }
  } catch (const toml::parse_error& error) {
    throw Error(ExitCode::kUsage, path + ":" + std::to_string(error.source().begin.line) + ": " +
                                      std::string(error.description()));
  }
  if (shards->places.empty()) throw Error(ExitCode::kUsage, path + " names no [[shard]]");
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

Shards OneShard(const std::string& index_dir) { return {.places = {index_dir}, .home = index_dir}; }

Shards ReadShards(const std::vector<std::string>& places) {
  std::error_code error;
  if (places.size() == 1 && fs::is_directory(places.front(), error)) {
    return OneShard(places.front());
  }
  Shards shards;
  for (const std::string& place : places) {
    if (fs::is_regular_file(place, error)) {
      AddClusterFile(place, &shards);
    } else {
      shards.places.push_back(place);
    }
  }
  if (shards.places.size() == 1 && shards.home.empty() && !IsServer(shards.places.front())) {
    shards.home = shards.places.front();
  }
  return shards;
}

std::unique_ptr<Snapshot> OpenShards(const Shards& shards, std::vector<MissingShard>* missing) {
  std::vector<Shard> live;
  for (const std::string& place : shards.places) {
    try {
      live.push_back(IsServer(place) ? FetchShard(place, shards.limits) : LiveShard(place));
    } catch (const ShardError& error) {
      missing->push_back({place, error.what()});
    }
  }
  if (live.empty() && !missing->empty()) {
    throw Error(ExitCode::kIndex, missing->front().reason);
  }
  auto snapshot = Snapshot::OpenShards(live);
  if (snapshot->shards() > 1) BridgeAll(snapshot.get());
  return snapshot;
}

}  // namespace backfile
