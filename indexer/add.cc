// `add`, step by step.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <filesystem>
#include <thread>

#include "index/index.h"
#include "index/rows.h"
#include "indexer/clerk.h"
#include "indexer/groups.h"
#include "indexer/indexer.h"
#include "indexer/intake.h"
#include "indexer/ledger.h"
#include "indexer/pipeline.h"
#include "indexer/stop.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// The paths as the ledger knows them: absolute, in its order, none inside another.
std::vector<std::string> CanonicalPaths(const std::vector<std::string>& paths) {
  std::vector<std::string> canonical;
  for (const std::string& path : paths) {
    std::error_code error;
    canonical.push_back(fs::canonical(path, error));
    if (error) throw SystemError(ExitCode::kInput, path + " cannot be opened", error.value());
  }
  std::ranges::sort(canonical, PathLess);
  std::vector<std::string> outermost;
  for (std::string& path : canonical) {
    const bool inside = !outermost.empty() &&
                        (path == outermost.back() || path.starts_with(outermost.back() + "/"));
    if (!inside) outermost.push_back(std::move(path));
  }
  return outermost;
}

std::unique_ptr<Snapshot> OpenLive(const std::string& index_dir) {
  return LiveGeneration(index_dir) ? Snapshot::Open(index_dir) : nullptr;
}

std::vector<std::string> LedgerDirs(const std::string& index_dir, const Snapshot* live,
                                    const Groups& groups) {
  std::vector<std::string> dirs;
  if (live != nullptr) {
    for (const std::string& segment : live->generation().segments) {
      dirs.push_back(SegmentPath(index_dir, segment));
    }
  }
  std::ranges::copy(groups.left_over(), std::back_inserter(dirs));
  return dirs;
}

bool IsUnchanged(const LedgerFile& known, const FoundFile& found) {
  const FoundFile& then = known.file;
  return known.complete && then.size == found.size && then.mtime_ns == found.mtime_ns &&
         then.ctime_ns == found.ctime_ns && then.inode == found.inode;
}

// Walks one path and feeds what is new or changed.
void FeedPath(const std::string& path, Ledger* ledger, Pipeline* pipeline, Report* report) {
  FileWalk walk(path);
  Problems problems;
  while (StopSignal() == 0) {
    const auto found = walk.Next(&problems);
    for (const Problem& problem : problems) report->Refused(problem, false);
    problems.clear();
    if (!found) return;
    ++report->files;
    std::vector<LedgerRecord> old_records;
    Problems old_problems;
    if (const LedgerFile* known = ledger->Seek(found->path)) {
      if (IsUnchanged(*known, *found)) {
        ++report->unchanged_files;
        continue;
      }
      ledger->ForEachRecord([&](const LedgerRecord& record) { old_records.push_back(record); });
      old_problems = known->problems;
    }
    pipeline->Feed(*found, std::move(old_records), std::move(old_problems));
  }
}

std::uint64_t SecondsSince1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

// What is dated by clocks east of here may bear tomorrow's date.
std::chrono::sys_seconds Tomorrow() {
  const auto now = std::chrono::system_clock::now();
  return std::chrono::floor<std::chrono::days>(now) + std::chrono::days(2);
}

PipelineOptions PipelineOf(const AddOptions& options) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  // A worker with its dictionaries and one batch takes about 100 MB (measured; docs/schema.md).
  constexpr std::int64_t kWorkerBytes = 100'000'000;
  int jobs = options.jobs > 0 ? options.jobs : cores;
  if (options.memory > 0) {
    jobs = std::clamp(static_cast<int>(options.memory / kWorkerBytes) - 1, 1, jobs);
  }
  ReadOptions read = options.read;
  read.by_folder = std::ranges::any_of(
      options.paths, [](const std::string& path) { return std::filesystem::is_directory(path); });
  read.latest_date = Tomorrow();
  return {read, jobs, options.stuck_after};
}

}  // namespace

ExitCode Add(const AddOptions& options) {
  const std::vector<std::string> paths = CanonicalPaths(options.paths);
  const IndexLock lock(options.index_dir, "add", options.wait_lock);
  const std::unique_ptr<Snapshot> live = OpenLive(options.index_dir);
  Groups groups(options.index_dir, live ? live->generation().number : 0);
  Ledger ledger(LedgerDirs(options.index_dir, live.get(), groups));
  Intake intake(live.get(), &ledger);
  for (const std::string& group : groups.left_over()) {
    ForEachRow(group, [&](const ColumnRow& row) { intake.AlreadyBuilt(row.id, row.digest); });
  }
  Report report(options.report);
  InstallStopSignals();
  Clerk clerk(SecondsSince1970(), &intake, &groups, &report);
  Pipeline pipeline(PipelineOf(options), &clerk, &groups, &report);
  for (const std::string& path : paths) FeedPath(path, &ledger, &pipeline, &report);
  pipeline.Drain();
  if (StopSignal() != 0) return static_cast<ExitCode>(128 + StopSignal());
  const bool publish = groups.has_groups() || live == nullptr;
  if (publish) groups.Publish(live.get(), intake, options.keep_generations);
  report.Summary(publish);
  return report.HasNewRefusals() ? ExitCode::kIncomplete : ExitCode::kDone;
}

}  // namespace backfile
