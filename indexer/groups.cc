// Gathering parts into groups, and groups into a segment.
//
// Everything that reads what workers wrote, or that may crash libxapian, runs in a child process. A
// group is durable once it stands under its final name: SealSegment has synced its files by then.
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

#include "index/files.h"
#include "index/segment_writer.h"
#include "index/segments.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

std::string Numbered(const std::string& dir, char letter, int number) {
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return dir + "/" + letter + digits;
}

void MakeDirs(const std::string& dir) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) throw SystemError(ExitCode::kTryLater, "cannot make " + dir, error.value());
}

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
  std::vector<std::string> entries;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(dir, error)) entries.push_back(entry.path());
  std::ranges::sort(entries);
  return entries;
}

// An empty part, for a group that brings tombstones and a ledger but no document.
std::string EmptyPart(const std::string& dir) {
  RecordPacker packer;
  MakeSegmentWriter(dir, DefaultWriter(), &packer)->Finish();
  return dir;
}

void MergeGroup(const std::vector<std::string>& parts, const std::string& ledger_dir,
                const std::vector<Tombstone>& tombstones, const std::string& group_dir) {
  const std::string making = group_dir + ".tmp";
  RemoveAll(making);
  for (const std::string& part : parts) CheckPart(part);
  MergeParts(parts, making);
  for (const std::string& file : SortedEntries(ledger_dir)) {
    Rename(file, making + "/" + std::string(fs::path(file).filename()));
  }
  WriteTombstones(making, tombstones);
  SealSegment(making, fs::path(group_dir).filename(), CheckPart(making), "part");
  Rename(making, group_dir);
  SyncDirectory(fs::path(group_dir).parent_path());
}

// Documents of a broken run's groups that this run has replaced. The newest document with such an
// id stays, if this run has indexed one.
void AppendSupersededInRun(const std::string& dir, const std::string& name, std::uint32_t documents,
                           const Intake& intake, std::vector<Tombstone>* tombstones) {
  if (intake.superseded_in_run().empty()) return;
  const auto columns = Columns::Open(dir, documents);
  std::unordered_map<std::uint64_t, std::uint32_t> newest;  // 0: no document may be seen.
  for (const std::uint64_t id : intake.superseded_in_run()) newest[id] = 0;
  for (std::uint32_t d = 1; d <= documents; ++d) {
    const auto it = newest.find(columns->id(d));
    if (it != newest.end() && intake.HasIndexed(it->first)) it->second = d;
  }
  for (std::uint32_t d = 1; d <= documents; ++d) {
    const auto it = newest.find(columns->id(d));
    if (it != newest.end() && it->second != d) tombstones->push_back({name, d});
  }
}

// How many documents the tombstones hide, each once.
std::int64_t CountHidden(std::vector<Tombstone> tombstones) {
  const auto key = [](const Tombstone& t) { return std::tie(t.segment, t.document); };
  std::ranges::sort(tombstones, {}, key);
  return std::distance(tombstones.begin(), std::ranges::unique(tombstones, {}, key).begin());
}

}  // namespace

Groups::Groups(std::string index_dir, int base_generation) : index_dir_(std::move(index_dir)) {
  RemoveAll(work() + "/parts");
  RemoveAll(work() + "/ledgers");
  TakeUp(base_generation);
  for (const char* dir : {"/parts", "/ledgers", "/groups"}) MakeDirs(work() + dir);
  std::ofstream(work() + "/base") << base_generation << "\n";
}

Groups::~Groups() = default;

std::string Groups::GroupDir(int number) const { return Numbered(work() + "/groups", 'g', number); }
std::string Groups::LedgerDir(int number) const {
  return Numbered(work() + "/ledgers", 'g', number);
}

void Groups::TakeUp(int base_generation) {
  int base = -1;
  std::ifstream(work() + "/base") >> base;
  if (base != base_generation) return RemoveAll(work());
  for (const std::string& dir : SortedEntries(work() + "/groups")) {
    if (dir.ends_with(".tmp") || dir != GroupDir(next_group_) ||
        WriterOfPart(dir) != DefaultWriter()) {
      RemoveAll(dir);
      continue;
    }
    ReadSegmentInfo(dir);
    left_over_.push_back(dir);
    ++next_group_;
  }
  groups_ = left_over_;
}

std::string Groups::NextPartDir() { return Numbered(work() + "/parts", 'p', next_part_++); }

LedgerWriter& Groups::ledger() {
  if (!ledger_) {
    MakeDirs(LedgerDir(next_group_));
    ledger_ = std::make_unique<LedgerWriter>(LedgerDir(next_group_));
  }
  return *ledger_;
}

void Groups::AddPart(const std::string& part_dir, std::uint32_t documents) {
  if (part_dir.empty()) return;
  parts_.push_back(part_dir);
  documents_ += documents;
}

void Groups::FinishGroup(std::vector<Tombstone> tombstones, std::vector<CopyPlace> places) {
  JoinChild();
  for (const CopyPlace& place : places) ledger().AddPlace(place);
  ledger().Finish();
  ledger_.reset();
  if (parts_.empty()) parts_.push_back(EmptyPart(NextPartDir()));
  child_parts_ = std::exchange(parts_, {});
  child_group_ = GroupDir(next_group_);
  const std::string ledger_dir = LedgerDir(next_group_++);
  documents_ = 0;
  child_ = std::make_unique<ChildTask>(
      [&] { MergeGroup(child_parts_, ledger_dir, tombstones, child_group_); });
}

void Groups::JoinChild() {
  if (!child_) return;
  child_->Join();
  child_.reset();
  groups_.push_back(child_group_);
  for (const std::string& part : child_parts_) RemoveAll(part);
}

void Groups::BuildSegment(const std::string& dir, const std::string& name,
                          const Intake& intake) const {
  const std::string making = dir + ".tmp";
  RemoveAll(making);
  RemoveAll(dir);
  const std::uint32_t documents = MakeSegment(groups_, making);
  MergeLedgers(groups_, making);
  std::vector<Tombstone> tombstones;
  for (const std::string& group : groups_) {
    std::ranges::copy(ReadTombstones(group), std::back_inserter(tombstones));
  }
  AppendSupersededInRun(making, name, documents, intake, &tombstones);
  WriteTombstones(making, tombstones);
  SealSegment(making, name, documents, std::string(WriterName(WriterOfPart(groups_.front()))));
  Rename(making, dir);
  SyncDirectory(fs::path(dir).parent_path());
}

Generation Groups::Publish(const Snapshot* live, const Intake& intake, int keep_generations) {
  JoinChild();
  const std::string name = NextSegmentName(index_dir_);
  const std::string dir = SegmentPath(index_dir_, name);
  MakeDirs(fs::path(dir).parent_path());
  ChildTask([&] { BuildSegment(dir, name, intake); }).Join();
  Generation generation = live == nullptr ? Generation() : live->generation();
  generation.segments.push_back(name);
  generation.articles = (live == nullptr ? 0 : live->articles()) + ReadSegmentInfo(dir).documents -
                        CountHidden(ReadTombstones(dir));
  generation = backfile::Publish(index_dir_, generation, keep_generations);
  RemoveAll(work());
  return generation;
}

}  // namespace backfile
