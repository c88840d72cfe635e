// Gathering parts into groups, and groups into a segment.
//
// Everything that reads what workers wrote, or that may crash libxapian, runs in a child process.
// Parts are merged once, when the segment is built, unless they are a great many. A group is
// durable once it stands under its final name: SealSegment has synced its files by then.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/groups.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>
#include <unordered_map>

#include "article/bytes.h"
#include "index/columns.h"
#include "index/files.h"
#include "index/segment_writer.h"
#include "index/segments.h"
#include "indexer/folding.h"
#include "indexer/relating.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

constexpr const char* kDroppedName = "dropped";
constexpr const char* kPartsIn = "/parts";
// A merge maps some files of each of its inputs, and holds some pages of them.
constexpr std::size_t kMergeInputs = 1000;

void RemoveAll(const std::string& dir) {
  std::error_code ignored;
  fs::remove_all(dir, ignored);  // What cannot be removed now is removed at the next start.
}

void Rename(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot rename " + from, errno);
  }
}

std::vector<std::string> SortedEntries(const std::string& dir) {
  std::vector<std::string> entries = NamesIn(dir);
  for (std::string& entry : entries) entry.insert(0, dir + "/");
  return entries;
}

// An empty part, for a group that brings tombstones and a ledger but no document.
std::string EmptyPart(const std::string& dir, WriterKind writer) {
  const auto empty = MakeSegmentWriter(writer);
  empty->Begin(dir);
  empty->Finish();
  return dir;
}

void WriteDropped(const std::string& dir, const std::vector<GivenArticle>& dropped) {
  if (dropped.empty()) return;
  std::string bytes;
  ByteWriter out(&bytes);
  out.Sequence(dropped, [&](const GivenArticle& article) {
    out.Fixed64(article.id);
    out.Fixed32(article.digest);
  });
  FileWriter file(dir + "/" + kDroppedName);
  file.Append(bytes);
  file.Close();
}

// Makes the parts last, in the group's directory: those of the direct writer as they are, those of
// the API merged into one, since each has a dozen files and locks. Returns how many documents there
// are.
std::int64_t KeepParts(const std::vector<std::string>& parts, WriterKind writer,
                       const std::string& dir) {
  if (writer == WriterKind::kApi) {
    for (const std::string& part : parts) CheckPart(part);
    MergeParts(parts.empty() ? std::vector{EmptyPart(dir + ".empty", writer)} : parts, dir);
    RemoveAll(dir + ".empty");
    return CheckPart(dir);
  }
  std::int64_t documents = 0;
  MakeDirectory(dir + kPartsIn);
  for (int number = 1; const std::string& part : parts) {
    const std::string name = NumberedName("p", number++);
    documents += SealSegment(part, name, CheckPart(part), "part").documents;
    Rename(part, dir + kPartsIn + "/" + name);
  }
  SyncDirectory(dir + kPartsIn);
  return documents;
}

std::vector<std::string> KeptParts(const std::string& group_dir) {
  if (!fs::exists(group_dir + kPartsIn)) return {group_dir};
  return SortedEntries(group_dir + kPartsIn);
}

void KeepGroupIn(const std::string& group_dir, const GroupContent& group, WriterKind writer) {
  const std::string making = group_dir + ".tmp";
  RemoveAll(making);
  const std::int64_t documents = KeepParts(group.parts, writer, making);
  for (const std::string& file : SortedEntries(group.ledger_dir)) {
    Rename(file, making + "/" + std::string(fs::path(file).filename()));
  }
  WriteTombstones(making, group.tombstones);
  WriteDropped(making, group.dropped);
  SealSegment(making, fs::path(group_dir).filename(), documents, "part");
  Rename(making, group_dir);
  SyncDirectory(fs::path(group_dir).parent_path());
}

// Documents that a group has replaced or deleted in the groups before it.
std::vector<GivenArticle> ReadDropped(const std::string& group_dir) {
  std::vector<GivenArticle> dropped;
  const std::string path = group_dir + "/" + kDroppedName;
  if (!fs::exists(path)) return dropped;
  const MappedFile file(path);
  ByteReader in(file.bytes());
  for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
    const std::uint64_t id = in.Fixed64();
    dropped.push_back({id, in.Fixed32()});
  }
  return dropped;
}

GroupContent KeptGroup(const std::string& dir) {
  return {KeptParts(dir), dir, ReadTombstones(dir), ReadDropped(dir)};
}

bool AreOf(WriterKind writer, const std::vector<std::string>& parts) {
  return std::ranges::all_of(parts, [&](const auto& p) { return WriterOfPart(p) == writer; });
}

// Tombstones for the documents that a group has dropped from the groups before it. Documents of all
// groups stand in their order in `columns`; `ends` says up to which document each goes.
void AppendDropped(const std::vector<GroupContent>& groups, const std::vector<std::uint32_t>& ends,
                   const Columns& columns, const std::string& name,
                   std::vector<Tombstone>* tombstones) {
  for (std::size_t i = 1; i < groups.size(); ++i) {
    std::unordered_map<std::uint64_t, std::uint32_t> dropped;
    for (const GivenArticle& article : groups[i].dropped) dropped[article.id] = article.digest;
    for (std::uint32_t d = 1; d <= ends[i - 1] && !dropped.empty(); ++d) {
      const auto it = dropped.find(columns.id(d));
      const bool is_it =
          it != dropped.end() && it->second == static_cast<std::uint32_t>(columns.digest(d));
      if (is_it) tombstones->push_back({name, d});
    }
  }
}

// How many documents the tombstones hide, each once.
std::int64_t CountHidden(std::vector<Tombstone> tombstones) {
  const auto key = [](const Tombstone& t) { return std::tie(t.segment, t.document); };
  std::ranges::sort(tombstones, {}, key);
  const auto is_one = [&](const Tombstone& a, const Tombstone& b) { return key(a) == key(b); };
  return std::distance(tombstones.begin(),
                       std::unique(tombstones.begin(), tombstones.end(), is_one));
}

}  // namespace

std::string PartsDir(const std::string& index_dir) {
  return fs::absolute(index_dir + "/work/parts").string();
}

Groups::Groups(std::string index_dir, int base_generation, WriterKind writer,
               std::int64_t checkpoint)
    : index_dir_(std::move(index_dir)),
      writer_(writer),
      checkpoint_(static_cast<std::uint64_t>(checkpoint)) {
  RemoveAll(work() + "/parts");
  RemoveAll(work() + "/ledgers");
  TakeUp(base_generation);
  for (const char* dir : {"/parts", "/ledgers", "/groups"}) MakeDirectory(work() + dir);
  std::ofstream(work() + "/base") << base_generation << "\n";
}

Groups::~Groups() = default;

std::string Groups::GroupDir(int number) const {
  return NumberedName(work() + "/groups/g", number);
}
std::string Groups::LedgerDir(int number) const {
  return NumberedName(work() + "/ledgers/g", number);
}

void Groups::TakeUp(int base_generation) {
  int base = -1;
  std::ifstream(work() + "/base") >> base;
  if (base != base_generation) return RemoveAll(work());
  for (const std::string& dir : SortedEntries(work() + "/groups")) {
    if (dir.ends_with(".tmp") || dir != GroupDir(next_group_) || !AreOf(writer_, KeptParts(dir))) {
      RemoveAll(dir);
      continue;
    }
    ReadSegmentInfo(dir);
    groups_.push_back(KeptGroup(dir));
    ++next_group_;
  }
}

std::string Groups::NextPartDir() { return NumberedName(work() + "/parts/p", next_part_++); }

LedgerWriter& Groups::ledger() {
  if (!ledger_) {
    MakeDirectory(LedgerDir(next_group_));
    ledger_ = std::make_unique<LedgerWriter>(LedgerDir(next_group_));
  }
  return *ledger_;
}

void Groups::AddPart(const std::string& part_dir, std::uint64_t bytes) {
  if (!part_dir.empty()) parts_.push_back(part_dir);
  bytes_ += bytes;
}

GroupContent Groups::TakeGathered(Decided decided) {
  for (const CopyPlace& place : decided.places) ledger().AddPlace(place);
  ledger().Finish();
  ledger_.reset();
  bytes_ = 0;
  return {std::exchange(parts_, {}), LedgerDir(next_group_++), std::move(decided.tombstones),
          std::move(decided.dropped)};
}

void Groups::FinishGroup(Decided decided) {
  JoinChild();
  groups_.push_back(TakeGathered(std::move(decided)));
}

void Groups::KeepGroup(Decided decided) {
  FinishGroup(std::move(decided));
  StartKeeping(groups_.size() - 1);
}

void Groups::StartKeeping(std::size_t group) {
  child_group_ = group;
  const std::string dir = GroupDir(static_cast<int>(group) + 1);
  child_ = std::make_unique<ChildTask>([&] { KeepGroupIn(dir, groups_[group], writer_); });
}

void Groups::JoinChild() {
  if (!child_) return;
  child_->Join();
  child_.reset();
  GroupContent& kept = groups_[child_group_];
  const std::string dir = GroupDir(static_cast<int>(child_group_) + 1);
  for (const std::string& part : std::exchange(kept.parts, KeptParts(dir))) RemoveAll(part);
  kept.ledger_dir = dir;
}

void Groups::KeepFinished() {
  JoinChild();
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    if (groups_[i].ledger_dir != LedgerDir(static_cast<int>(i) + 1)) continue;
    StartKeeping(i);
    JoinChild();
  }
}

// Throws Error if a part is not what it says.
void Groups::BuildSegment(const Generation& live, const std::string& dir,
                          const std::string& name) const {
  const std::string making = dir + ".tmp";
  RemoveAll(making);
  RemoveAll(dir);
  std::vector<std::string> parts;
  std::vector<std::string> ledgers;
  std::vector<Tombstone> tombstones;
  std::vector<std::uint32_t> ends;
  std::uint32_t documents = 0;
  for (const GroupContent& group : groups_) {
    for (const std::string& part : group.parts) documents += CheckPart(part);
    ends.push_back(documents);
    std::ranges::copy(group.parts, std::back_inserter(parts));
    ledgers.push_back(group.ledger_dir);
    std::ranges::copy(group.tombstones, std::back_inserter(tombstones));
  }
  if (parts.empty()) parts.push_back(EmptyPart(work() + "/parts/empty", writer_));
  MakeSegment(MergeNeighbours(parts, kMergeInputs, work() + "/merged"), making);
  MergeLedgers(ledgers, making);
  AppendDropped(groups_, ends, *Columns::Open(making, documents), name, &tombstones);
  WriteTombstones(making, tombstones);
  RelateArticles(index_dir_, live, name, making);
  SealSegment(making, name, documents, std::string(WriterName(writer_)));
  Rename(making, dir);
  SyncDirectory(fs::path(dir).parent_path());
}

std::string Groups::FoldIfPossible(const FoldRules& rules, const std::string& name,
                                   std::vector<std::string>* segments) const {
  try {
    *segments = FoldTail(index_dir_, *segments, rules, name);
    return "";
  } catch (const Error& error) {
    if (error.code() != ExitCode::kTryLater) throw;
    return error.what();
  }
}

std::string Groups::Publish(const Snapshot* live, int keep_generations,
                            const std::optional<FoldRules>& folds) {
  JoinChild();
  const std::string name = NextSegmentName(index_dir_);
  const std::string dir = SegmentPath(index_dir_, name);
  MakeDirectory(fs::path(dir).parent_path());
  Generation generation = live == nullptr ? Generation() : live->generation();
  ChildTask([&] { BuildSegment(generation, dir, name); }).Join();
  generation.segments.push_back(name);
  generation.articles += ReadSegmentInfo(dir).documents - CountHidden(ReadTombstones(dir));
  std::string why_not_folded;
  if (folds) {
    why_not_folded = FoldIfPossible(*folds, NextSegmentName(index_dir_, 1), &generation.segments);
  }
  backfile::Publish(index_dir_, generation, keep_generations);
  RemoveAll(work());
  return why_not_folded;
}

}  // namespace backfile
