// Tiers, and the files beside the documents: tombstones, ledger, places.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/folding.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>

#include "index/bitmap.h"
#include "index/files.h"
#include "index/fold.h"
#include "index/relations.h"
#include "index/segments.h"
#include "indexer/cage.h"
#include "indexer/crew.h"
#include "indexer/indexer.h"
#include "indexer/ledger.h"
#include "indexer/ledger_format.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kTierRatio = 3;
constexpr std::int64_t kDeadShare = 5;  // A fifth.

// What is known of the segments of a generation.
struct Tail {
  std::vector<std::string> names;
  std::vector<std::int64_t> documents;
  std::vector<Bitmap> dead;
};

Tail Survey(const std::string& index_dir, std::vector<std::string> names) {
  Tail tail;
  tail.names = std::move(names);
  std::map<std::string, std::size_t> place;
  for (const std::string& name : tail.names) {
    place[name] = tail.documents.size();
    tail.documents.push_back(ReadSegmentInfo(SegmentPath(index_dir, name)).documents);
    tail.dead.emplace_back(static_cast<std::uint32_t>(tail.documents.back()));
  }
  for (const std::string& name : tail.names) {
    for (const Tombstone& tombstone : ReadTombstones(SegmentPath(index_dir, name))) {
      const auto it = place.find(tombstone.segment);
      if (it == place.end() || tombstone.document > tail.documents[it->second]) continue;
      tail.dead[it->second].Set(tombstone.document);
    }
  }
  return tail;
}

// Tombstones of the folded segments that hide documents of those that are not.
std::vector<Tombstone> RemainingTombstones(const std::string& index_dir, const Tail& tail,
                                           std::size_t first) {
  std::vector<Tombstone> remaining;
  for (std::size_t i = first; i < tail.names.size(); ++i) {
    for (Tombstone& tombstone : ReadTombstones(SegmentPath(index_dir, tail.names[i]))) {
      const auto at = std::ranges::find(tail.names, tombstone.segment);
      if (at < tail.names.begin() + static_cast<std::ptrdiff_t>(first)) {
        remaining.push_back(std::move(tombstone));
      }
    }
  }
  return remaining;
}

std::vector<RelationRun> RelationsAfter(const std::string& index_dir, const Tail& tail,
                                        std::size_t first, const std::string& name) {
  std::vector<RelatedSegment> segments;
  for (std::size_t i = 0; i < tail.names.size(); ++i) {
    segments.push_back({SegmentPath(index_dir, tail.names[i]), tail.names[i],
                        static_cast<std::uint32_t>(tail.documents[i]), &tail.dead[i]});
  }
  return FoldRelations(segments, first, name);
}

// What is copied as it lies must be what was written.
void RequireWholeLedger(const std::string& dir) {
  for (const SegmentFile& file : ReadSegmentInfo(dir).files) {
    const std::string path = dir + "/" + file.name;
    if (file.name == kLedgerRecordsName && DigestOf(MappedFile(path)) != file.digest) {
      throw Error(ExitCode::kIndex, path + " is damaged; see `backfile-index check`");
    }
  }
}

// Makes one segment of those from `first` on, in the folder `dir`.
void FoldFrom(const std::string& index_dir, const Tail& tail, std::size_t first, WriterKind writer,
              const std::string& name, const std::string& dir) {
  const std::string making = dir + ".tmp";
  std::error_code ignored;
  fs::remove_all(making, ignored);
  fs::remove_all(dir, ignored);
  std::vector<FoldInput> inputs;
  std::vector<std::string> dirs;
  for (std::size_t i = first; i < tail.names.size(); ++i) {
    dirs.push_back(SegmentPath(index_dir, tail.names[i]));
    inputs.push_back({dirs.back(), &tail.dead[i]});
  }
  std::ranges::for_each(dirs, RequireWholeLedger);
  const std::uint32_t documents = FoldSegments(inputs, making, writer);
  MergeLedgers(dirs, making, first == 0);
  WriteRelations(making, RelationsAfter(index_dir, tail, first, name));
  WriteTombstones(making, RemainingTombstones(index_dir, tail, first));
  SealSegment(making, name, documents, std::string(WriterName(writer)));
  if (rename(making.c_str(), dir.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot rename " + making, errno);
  }
  SyncDirectory(fs::path(dir).parent_path());
}

// What this process has allocated, in bytes (proc(5): the sixth number of statm).
std::int64_t Allocated() {
  std::ifstream statm("/proc/self/statm");
  std::int64_t pages = 0;
  for (int field = 0; field < 6; ++field) statm >> pages;
  return statm ? pages * sysconf(_SC_PAGESIZE) : 0;
}

// For the child that folds, beside what it shares with the process that it was forked from. What is
// mapped to be read is not counted, and it is flat (fold.h).
void LimitMemory(std::int64_t bytes) {
  if (bytes <= 0 || kIsInstrumented) return;
  const auto limit = static_cast<rlim_t>(bytes + Allocated());
  const rlimit both{limit, limit};
  setrlimit(RLIMIT_DATA, &both);
}

void RemoveUnfinished(const std::string& dir) {
  std::error_code ignored;
  for (const char* ending : {".tmp.parts", ".tmp", ""}) fs::remove_all(dir + ending, ignored);
}

}  // namespace

std::size_t TailToFold(const std::vector<std::int64_t>& documents,
                       const std::vector<std::int64_t>& dead) {
  const std::size_t n = documents.size();
  if (n == 0) return 0;
  const auto base =
      static_cast<std::size_t>(std::ranges::max_element(documents) - documents.begin());
  if (dead[base] > 0 && dead[base] * kDeadShare >= documents[base]) return n - base;
  std::size_t first = n - 1;
  std::int64_t gathered = documents[first];
  while (first > base + 1 && documents[first - 1] <= kTierRatio * gathered) {
    gathered += documents[--first];
  }
  return n - first > 1 ? n - first : 0;
}

std::vector<std::string> FoldTail(const std::string& index_dir, std::vector<std::string> segments,
                                  const FoldRules& rules, const std::string& name) {
  const Tail tail = Survey(index_dir, std::move(segments));
  std::vector<std::int64_t> dead;
  for (const Bitmap& bitmap : tail.dead) dead.push_back(bitmap.Count());
  const bool is_one_and_clean = tail.names.size() <= 1 && (dead.empty() || dead[0] == 0);
  const std::size_t folded =
      rules.all ? (is_one_and_clean ? 0 : tail.names.size()) : TailToFold(tail.documents, dead);
  if (folded == 0) return tail.names;
  const std::size_t first = tail.names.size() - folded;
  const std::string dir = SegmentPath(index_dir, name);
  try {
    ChildTask([&] {
      LimitMemory(rules.memory);
      FoldFrom(index_dir, tail, first, rules.writer, name, dir);
    }).Join(rules.time);
  } catch (const Error&) {
    RemoveUnfinished(dir);
    throw;
  }
  std::vector<std::string> result(tail.names.begin(),
                                  tail.names.begin() + static_cast<std::ptrdiff_t>(first));
  result.push_back(name);
  return result;
}

void FoldInto(const std::string& index_dir, std::vector<std::string> segments,
              const std::string& dir, const std::string& name) {
  const Tail tail = Survey(index_dir, std::move(segments));
  ChildTask([&] { FoldFrom(index_dir, tail, 0, DefaultWriter(), name, dir); }).Join();
}

ExitCode Fold(const FoldOptions& options) {
  const IndexLock lock = IndexLock::OfIndex(options.index_dir, "fold", options.wait_lock);
  const Generation live = RequireLiveGeneration(options.index_dir);
  Generation generation = live;
  generation.segments =
      FoldTail(options.index_dir, live.segments, options.rules, NextSegmentName(options.index_dir));
  if (generation.segments == live.segments) return ExitCode::kDone;
  Publish(options.index_dir, generation, options.keep_generations);
  return ExitCode::kDone;
}

}  // namespace backfile
