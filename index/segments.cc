// Segments sealed, generations published.
//
// The pointer INDEX/current names the live generation; everything it needs is complete and synced
// before the pointer moves by rename. What no kept generation names is deleted afterwards, so a
// crash leaves at most files too many, which the next publication clears away.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segments.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <filesystem>
#include <future>
#include <initializer_list>
#include <set>

#include "article/bytes.h"
#include "article/date.h"
#include "article/digest.h"
#include "article/json.h"
#include "article/problem.h"
#include "article/units.h"
#include "index/files.h"
#include "index/index.h"
#include "index/seal.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr const char* kInfoName = "segment.json";
constexpr const char* kTombstonesName = "tombstones";

[[noreturn]] void Damaged(const std::string& path) {
  throw Error(ExitCode::kIndex, path + " is missing or damaged; see `backfile-index check`");
}

// The number behind "seg-" or "gen-", or 0.
int NumberOf(std::string_view name) {
  int number = 0;
  const std::size_t dash = name.rfind('-');
  if (dash == std::string_view::npos) return 0;
  std::from_chars(name.data() + dash + 1, name.data() + name.size(), number);
  return number;
}

std::string Now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return PartialDate::Wall(std::chrono::local_seconds(now.time_since_epoch()), Precision::kSecond,
                           std::chrono::minutes(0))
      .ToString();
}

// What an index names lies in it, whatever was done to the file that names it.
std::string NameIn(const simdjson::dom::element& element, const std::string& path) {
  std::string name{std::string_view(element)};
  if (name.empty() || name.front() == '.' || name.find('/') != std::string::npos ||
      name.find('\0') != std::string::npos) {
    Damaged(path);
  }
  return name;
}

// Parses a small JSON file of ours and hands it over. `first_keys`: those of the first release.
// Throws what Damaged throws.
template <class Take>
void ReadJson(const std::string& path, std::initializer_list<std::string_view> first_keys,
              Take take) {
  const MappedFile file(path);
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  const simdjson::padded_string text(file.bytes());
  if (file.bytes().empty() || parser.parse(text).get(root) != simdjson::SUCCESS) Damaged(path);
  try {
    if (!IsAsWritten(file.bytes(), root, first_keys)) Damaged(path);
    take(root);
  } catch (const simdjson::simdjson_error&) {
    Damaged(path);
  }
}

Generation ReadGeneration(const std::string& path) {
  Generation generation;
  ReadJson(path, {"number", "schema", "made", "articles", "segments"},
           [&](const simdjson::dom::element& root) {
             generation.number = static_cast<int>(root["number"].get_int64());
             generation.schema = static_cast<int>(root["schema"].get_int64());
             generation.made = std::string_view(root["made"]);
             generation.articles = root["articles"].get_int64();
             for (const auto& segment : root["segments"].get_array()) {
               generation.segments.push_back(NameIn(segment, path));
             }
           });
  return generation;
}

void RequireKnownSchema(const Generation& generation, const std::string& index_dir) {
  if (generation.schema > kSchemaVersion) {
    throw Error(ExitCode::kIndex,
                index_dir + " was made by a newer version of Backfile; update it");
  }
  if (generation.schema < kOldestSchema) {
    throw Error(ExitCode::kIndex, index_dir +
                                      " was made by a version of Backfile too old to be read; "
                                      "`backfile-index rebuild` makes it anew");
  }
}

std::string GenerationJson(const Generation& generation) {
  std::string out;
  JsonObject json(&out);
  json.Number("number", std::int64_t{generation.number});
  json.Number("schema", std::int64_t{generation.schema});
  json.Text("made", generation.made);
  json.Number("articles", generation.articles);
  json.ListIfAny("segments", generation.segments);
  json.Close();
  return Sealed(out) + "\n";
}

std::string InfoJson(const SegmentInfo& info) {
  std::string files = "[";
  for (const SegmentFile& file : info.files) {
    if (files.size() > 1) files += ",\n ";
    JsonObject json(&files);
    json.Text("name", file.name);
    json.Number("bytes", file.bytes);
    json.Text("digest", Hex16(file.digest));
    json.Close();
  }
  std::string out;
  JsonObject json(&out);
  json.Text("name", info.name);
  json.Number("documents", info.documents);
  json.Text("writer", info.writer);
  json.Raw("files", files + "]");
  json.Close();
  return Sealed(out) + "\n";
}

std::uint64_t ParseHex(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

std::string GenerationsDir(const std::string& index_dir) { return index_dir + "/generations"; }

// What INDEX/current says: the name of the live generation and, in a line of its own, the digest of
// that, so that a changed bit makes no other generation live. The first release wrote none.
std::string Pointer(const std::string& name) { return name + "\n" + Hex16(Digest(name)) + "\n"; }

// The generations that are kept, the oldest first. Whatever else lies beside them is none of them,
// like the file that a run was writing when it was cut off.
std::vector<std::string> GenerationNames(const std::string& index_dir) {
  std::vector<std::string> names = NamesIn(GenerationsDir(index_dir));
  std::erase_if(
      names, [](const std::string& name) { return name != NumberedName("gen-", NumberOf(name)); });
  return names;
}

// Deletes generations beyond the newest `keep`, then segments that none of the kept ones names.
void ClearAway(const std::string& index_dir, int keep) {
  std::vector<std::string> generations = GenerationNames(index_dir);
  std::error_code ignored;
  while (generations.size() > static_cast<std::size_t>(std::max(1, keep))) {
    fs::remove(GenerationsDir(index_dir) + "/" + generations.front(), ignored);
    generations.erase(generations.begin());
  }
  std::set<std::string> named;
  for (const std::string& name : generations) {
    for (const std::string& s : ReadGeneration(GenerationsDir(index_dir) + "/" + name).segments) {
      named.insert(s);
    }
  }
  for (const std::string& name : NamesIn(index_dir + "/segments")) {
    if (!named.contains(name)) fs::remove_all(SegmentPath(index_dir, name), ignored);
  }
}

}  // namespace

std::string NumberedName(std::string_view word, int number) {
  return std::string(word) + Digits(number, 6);
}

namespace {

// Makes a file durable, and tells what it is.
SegmentFile SealFile(const std::string& dir, const std::string& name) {
  const MappedFile mapped(dir + "/" + name);
  const auto bytes = static_cast<std::int64_t>(mapped.bytes().size());
  SegmentFile file{name, bytes, DigestOf(mapped)};
  SyncFile(dir + "/" + name);
  return file;
}

}  // namespace

SegmentInfo SealSegment(const std::string& dir, const std::string& name, std::int64_t documents,
                        const std::string& writer) {
  SegmentInfo info{name, documents, writer, {}};
  std::vector<std::future<SegmentFile>> sealed;  // Side by side: half of a segment is one file.
  for (const std::string& file : NamesIn(dir)) {
    if (file == kInfoName || file == "flintlock" || fs::is_directory(dir + "/" + file)) continue;
    sealed.push_back(std::async(std::launch::async, SealFile, dir, file));
  }
  for (auto& file : sealed) info.files.push_back(file.get());
  ReplaceFile(dir + "/" + kInfoName, InfoJson(info));
  return info;
}

SegmentInfo ReadSegmentInfo(const std::string& dir) {
  SegmentInfo info;
  const std::string path = dir + "/" + kInfoName;
  ReadJson(path, {"name", "documents", "writer", "files"}, [&](const simdjson::dom::element& root) {
    info.name = NameIn(root["name"], path);
    info.documents = root["documents"].get_int64();
    info.writer = std::string_view(root["writer"]);
    for (const auto& file : root["files"].get_array()) {
      info.files.push_back({NameIn(file["name"], path), file["bytes"].get_int64(),
                            ParseHex(std::string_view(file["digest"]))});
    }
  });
  return info;
}

void WriteTombstones(const std::string& segment_dir, const std::vector<Tombstone>& tombstones) {
  if (tombstones.empty()) return;
  std::string bytes;
  ByteWriter out(&bytes);
  out.Sequence(tombstones, [&](const Tombstone& tombstone) {
    out.Text(tombstone.segment);
    out.Number(tombstone.document);
  });
  FileWriter file(segment_dir + "/" + kTombstonesName);
  file.Append(bytes);
  file.Close();
}

std::vector<Tombstone> ReadTombstones(const std::string& segment_dir) {
  const MappedFile file(segment_dir + "/" + kTombstonesName);
  std::vector<Tombstone> tombstones;
  if (file.bytes().empty()) return tombstones;
  ByteReader in(file.bytes());
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    std::string segment(in.Text());
    tombstones.push_back({std::move(segment), static_cast<std::uint32_t>(in.Number())});
  }
  if (!in.ok() || !in.at_end()) Damaged(segment_dir + "/" + kTombstonesName);
  return tombstones;
}

namespace {

// The live generation, whatever its schema.
std::optional<Generation> ReadLive(const std::string& index_dir) {
  for (const std::string& folder : {GenerationsDir(index_dir), index_dir + "/segments"}) {
    std::error_code ignored;  // What cannot be looked at cannot be opened, either.
    if (!fs::is_symlink(folder, ignored)) continue;
    throw Error(ExitCode::kIndex, folder + " is a link; none is followed within an index");
  }
  const MappedFile pointer(index_dir + "/current");
  if (pointer.bytes().empty()) return std::nullopt;
  const std::string name(pointer.bytes().substr(0, pointer.bytes().find('\n')));
  const bool is_whole = pointer.bytes() == Pointer(name) || pointer.bytes() == name + "\n";
  if (!is_whole || name != NumberedName("gen-", NumberOf(name))) Damaged(index_dir + "/current");
  return ReadGeneration(GenerationsDir(index_dir) + "/" + name);
}

}  // namespace

std::optional<Generation> LiveGeneration(const std::string& index_dir) {
  std::optional<Generation> live = ReadLive(index_dir);
  if (live) RequireKnownSchema(*live, index_dir);
  return live;
}

Generation RequireLiveGeneration(const std::string& index_dir) {
  const auto live = LiveGeneration(index_dir);
  if (live) return *live;
  std::error_code ignored;
  const char* what =
      fs::exists(index_dir + "/work", ignored)
          ? " yet: its first build has not ended; where none is going on, begin it again"
          : "; `backfile-index add` makes one";
  throw Error(ExitCode::kIndex, "there is no index at " + index_dir + what);
}

std::optional<Generation> KeptGeneration(const std::string& index_dir, int number) {
  const std::string path = GenerationsDir(index_dir) + "/" + NumberedName("gen-", number);
  if (!fs::exists(path)) return std::nullopt;
  return ReadGeneration(path);
}

Generation Publish(const std::string& index_dir, Generation generation, int keep_generations) {
  const std::string dir = GenerationsDir(index_dir);
  MakeDirectory(dir);
  const std::vector<std::string> names = GenerationNames(index_dir);
  generation.number = 1 + (names.empty() ? 0 : NumberOf(names.back()));
  generation.schema = kSchemaVersion;
  generation.made = Now();
  const std::string name = NumberedName("gen-", generation.number);
  ReplaceFile(dir + "/" + name, GenerationJson(generation));
  MakeLive(index_dir, generation);
  ClearAway(index_dir, keep_generations);
  return generation;
}

std::string SegmentPath(const std::string& index_dir, const std::string& segment) {
  return index_dir + "/segments/" + segment;
}

std::vector<std::string> SegmentPaths(const std::string& index_dir, const Generation& generation) {
  std::vector<std::string> paths;
  for (const std::string& name : generation.segments) {
    paths.push_back(SegmentPath(index_dir, name));
  }
  return paths;
}

std::string NextSegmentName(const std::string& index_dir, int beyond) {
  int last = 0;
  for (const std::string& name : GenerationNames(index_dir)) {
    for (const std::string& segment :
         ReadGeneration(GenerationsDir(index_dir) + "/" + name).segments) {
      last = std::max(last, NumberOf(segment));
    }
  }
  return NumberedName("seg-", last + 1 + beyond);
}

std::vector<Generation> KeptGenerations(const std::string& index_dir) {
  std::vector<Generation> kept;
  for (const std::string& name : GenerationNames(index_dir)) {
    kept.push_back(ReadGeneration(GenerationsDir(index_dir) + "/" + name));
  }
  return kept;
}

Generation GenerationBefore(const std::string& index_dir) {
  const auto live = ReadLive(index_dir);
  std::optional<Generation> before;
  for (Generation& kept : KeptGenerations(index_dir)) {
    if (live && kept.number < live->number) before = std::move(kept);
  }
  if (!before) throw Error(ExitCode::kIndex, "no generation before the live one is kept");
  RequireKnownSchema(*before, index_dir);
  return *before;
}

void MakeLive(const std::string& index_dir, const Generation& kept) {
  ReplaceFile(index_dir + "/current", Pointer(NumberedName("gen-", kept.number)));
}

}  // namespace backfile
