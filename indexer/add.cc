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
#include "indexer/spool.h"
#include "indexer/stop.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// The paths as the ledger knows them: absolute, in its order, none inside another.
std::vector<std::string> CanonicalPaths(const std::vector<std::string>& paths) {
  std::vector<std::string> canonical;
  for (const std::string& path : paths) {
    std::error_code error;
    canonical.push_back(path == kStandardInput ? path : fs::canonical(path, error).string());
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

// Feeds the pipeline with what is new or changed below some paths.
class Feeder {
 public:
  // All must outlive it. An index inside the paths holds no articles to add.
  Feeder(const std::string& index_dir, Ledger* ledger, Pipeline* pipeline, Report* report)
      : index_prefix_(fs::canonical(index_dir).string() + "/"),
        ledger_(ledger),
        pipeline_(pipeline),
        report_(report) {}

  void Feed(const std::string& path) {
    if (path == kStandardInput) return FeedStandardInput();
    FileWalk walk(path);
    Problems problems;
    while (StopSignal() == 0) {
      const auto found = walk.Next(&problems);
      for (const Problem& problem : problems) FeedRefused(problem);
      problems.clear();
      if (!found) return;
      if (!found->path.starts_with(index_prefix_)) FeedFile(*found);
    }
  }

 private:
  void FeedFile(const FoundFile& found) {
    ++report_->files;
    const LedgerFile* known = ledger_->Seek(found.path);
    if (known != nullptr && IsUnchanged(*known, found)) {
      ++report_->unchanged_files;
      return;
    }
    std::vector<LedgerRecord> old_records = Recall(known);
    pipeline_->Feed(found, std::move(old_records), known == nullptr ? Problems() : known->problems);
  }

  // What cannot be read at all goes into the ledger, so that it is news once.
  void FeedRefused(const Problem& problem) {
    FoundFile file;
    file.path = problem.where.archive;
    const LedgerFile* known = ledger_->Seek(file.path);
    pipeline_->FeedRefused(file, problem, Recall(known),
                           known == nullptr ? Problems() : known->problems);
  }

  void FeedStandardInput() {
    SpooledInput input = SpoolStandardInput(index_prefix_);
    ++report_->files;
    const LedgerFile* known = ledger_->Seek(input.file.path);
    std::vector<LedgerRecord> old_records = Recall(known);
    pipeline_->FeedOpen(input.file, std::move(input.fd), std::move(old_records),
                        known == nullptr ? Problems() : known->problems);
  }

  std::vector<LedgerRecord> Recall(const LedgerFile* known) {
    std::vector<LedgerRecord> records;
    if (known == nullptr) return records;
    ledger_->ForEachRecord([&](const LedgerRecord& record) { records.push_back(record); });
    return records;
  }

  std::string index_prefix_;
  Ledger* ledger_;
  Pipeline* pipeline_;
  Report* report_;
};

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
  Feeder feeder(options.index_dir, &ledger, &pipeline, &report);
  for (const std::string& path : paths) feeder.Feed(path);
  pipeline.Drain();
  if (StopSignal() != 0) return static_cast<ExitCode>(128 + StopSignal());
  const bool publish = groups.has_groups() || live == nullptr;
  if (publish) groups.Publish(live.get(), intake, options.keep_generations);
  report.Summary(publish);
  return report.HasNewRefusals() ? ExitCode::kIncomplete : ExitCode::kDone;
}

}  // namespace backfile
