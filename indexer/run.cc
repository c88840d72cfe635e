// A run, step by step.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/run.h"

#include <sys/statvfs.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <thread>

#include "index/corrections.h"
#include "index/index.h"
#include "index/rows.h"
#include "indexer/cage.h"
#include "indexer/clerk.h"
#include "indexer/enforcement.h"
#include "indexer/groups.h"
#include "indexer/intake.h"
#include "indexer/ledger.h"
#include "indexer/metrics.h"
#include "indexer/pipeline.h"
#include "indexer/stop.h"

namespace backfile {

namespace {

std::unique_ptr<Snapshot> OpenLive(const std::string& index_dir) {
  return LiveGeneration(index_dir) ? Snapshot::Open(index_dir) : nullptr;
}

std::vector<std::string> LedgerDirs(const std::string& index_dir, const Snapshot* live,
                                    const std::vector<GroupContent>& groups) {
  std::vector<std::string> dirs;
  if (live != nullptr) dirs = SegmentPaths(index_dir, live->generation());
  for (const GroupContent& group : groups) dirs.push_back(group.ledger_dir);
  return dirs;
}

std::uint64_t MicrosecondsSince1970() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

// What is dated by clocks east of here may bear tomorrow's date.
std::chrono::sys_seconds Tomorrow() {
  const auto now = std::chrono::system_clock::now();
  return std::chrono::floor<std::chrono::days>(now) + std::chrono::days(2);
}

int Builders(const RunOptions& options) {
  const int cores = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  // A worker with its dictionaries and one batch takes about 100 MB (measured; docs/schema.md).
  constexpr std::int64_t kWorkerBytes = 100'000'000;
  const int jobs = options.jobs > 0 ? options.jobs : cores;
  if (options.memory <= 0) return jobs;
  return std::clamp(static_cast<int>(options.memory / kWorkerBytes) - 1, 1, jobs);
}

PipelineOptions PipelineOf(const RunOptions& options, const Sources& sources) {
  Setup setup;
  setup.sources = sources.read_options();
  for (ReadOptions& read : setup.sources) read.latest_date = Tomorrow();
  setup.corrections = ReadCorrectionsFile(options.index_dir);
  for (const Source& source : sources.all()) {
    if (source.read.by_folder) setup.folders.push_back(source.path);
  }
  setup.parts_dir = PartsDir(options.index_dir);
  setup.memory = options.worker.memory;
  setup.writer = options.writer;
  return {std::move(setup), Builders(options), options.worker.stuck_after};
}

// What the finished groups of a broken run have decided holds for this one.
void TakeUp(const Groups& groups, Snapshot* live, Intake* intake) {
  const auto already_built = [&](const ColumnRow& row) {
    intake->AlreadyBuilt(row.id, row.digest);
  };
  for (const GroupContent& group : groups.finished()) {
    for (const GivenArticle& article : group.dropped) intake->AlreadyDropped(article);
    for (const std::string& part : group.parts) ForEachRow(part, already_built);
    if (live != nullptr) live->Hide(group.tombstones);
  }
}

// What this run has replaced is no news to the settlement.
void HideReplaced(const Groups& groups, Snapshot* live) {
  for (const GroupContent& group : groups.finished()) live->Hide(group.tombstones);
}

void RequireRoom(const RunOptions& options) {
  struct statvfs status = {};
  if (options.min_free <= 0 || statvfs(options.index_dir.c_str(), &status) != 0) return;
  const double share = static_cast<double>(status.f_bavail) /
                       static_cast<double>(std::max<fsblkcnt_t>(1, status.f_blocks));
  if (share >= options.min_free) return;
  throw Error(ExitCode::kTryLater, "less than " +
                                       std::to_string(static_cast<int>(options.min_free * 100)) +
                                       " % of the disk that holds " + options.index_dir +
                                       " is free; make room, or lower --min-free");
}

// A rebuild from sources of which some are not mounted would lose what only they hold.
void RequireNoLoss(const RunOptions& options, const Groups& groups) {
  std::optional<Generation> before;
  try {
    before = LiveGeneration(options.index_dir);
  } catch (const Error&) {  // It is damaged, and so built anew.
  }
  if (!before || options.settlement.is_forced) return;
  std::int64_t now = 0;
  for (const GroupContent& group : groups.finished()) {
    for (const std::string& part : group.parts) ForEachRow(part, [&](const ColumnRow&) { ++now; });
    now -= std::ssize(group.dropped);
  }
  const std::int64_t lost = before->articles - now;
  const auto may_go = options.settlement.max_delete * static_cast<double>(before->articles);
  if (lost <= Settlement::kAlwaysDeletable || static_cast<double>(lost) <= may_go) return;
  throw Error(ExitCode::kIncomplete,
              "the sources give " + std::to_string(now) + " of the " +
                  std::to_string(before->articles) +
                  " articles that the index holds; it stays as it is. Are all of them mounted? If "
                  "it is meant: --force-delete");
}

// Prints what a run would do, by files.
ExitCode Rehearse(const RunOptions& options, const Sources& sources) {
  const std::unique_ptr<Snapshot> live = OpenLive(options.index_dir);
  Ledger ledger(LedgerDirs(options.index_dir, live.get(), {}));
  ReportOptions quiet = options.report;
  quiet.progress = ShowProgress::kNever;
  Report report(quiet);
  Settlement settlement(options.index_dir, live.get(), nullptr, &sources, 0, options.settlement);
  Feeder(options.index_dir, &sources, &ledger, nullptr, &settlement, &report, options.feed)
      .FeedAll();
  const std::int64_t too_many = settlement.Refusable();
  if (too_many == 0) return report.NeedsAttention() ? ExitCode::kIncomplete : ExitCode::kDone;
  std::cerr
      << "up to " << too_many << " of " << live->generation().articles
      << " articles would go, more than --max-delete allows: unless they are found elsewhere, "
         "nothing would be deleted without --force-delete\n";
  return ExitCode::kIncomplete;
}

// The run itself. Requires: the lock is held.
ExitCode Index(const RunOptions& options, const Sources& sources, Report* report) {
  RequireRoom(options);
  if (!options.from_scratch && LiveGeneration(options.index_dir)) {
    EnforceCorrections(options.index_dir, options.keep_generations);
  }
  const std::unique_ptr<Snapshot> live =
      options.from_scratch ? nullptr : OpenLive(options.index_dir);
  Groups groups(options.index_dir, live ? live->generation().number : 0, options.writer,
                options.checkpoint);
  Ledger ledger(LedgerDirs(options.index_dir, live.get(), groups.finished()));
  Intake intake(live.get(), Corrections::Read(options.index_dir));
  TakeUp(groups, live.get(), &intake);
  InstallStopSignals();
  const std::uint64_t run = MicrosecondsSince1970();
  Clerk clerk(run, &intake, &groups, report);
  Pipeline pipeline(PipelineOf(options, sources), &clerk, &groups, report);
  Settlement settlement(options.index_dir, live.get(), &groups, &sources, run, options.settlement);
  Feeder(options.index_dir, &sources, &ledger, &pipeline, &settlement, report, options.feed)
      .FeedAll();
  pipeline.Drain();
  if (StopSignal() != 0) {
    groups.KeepFinished();
    report->Stopped();
    return static_cast<ExitCode>(128 + StopSignal());
  }
  if (clerk.has_fallen()) settlement.Expect();
  if (live) HideReplaced(groups, live.get());
  settlement.Settle();
  report->Settled(settlement.deleted, settlement.replaced, settlement.refused);
  if (options.from_scratch) RequireNoLoss(options, groups);
  const bool publish = groups.has_groups() || live == nullptr;
  if (publish) {
    report->Folded(groups.Publish(live.get(), options.keep_generations, options.folds));
  }
  report->Summary(publish);
  return report->NeedsAttention() ? ExitCode::kIncomplete : ExitCode::kDone;
}

// Whether they are written.
bool TellMetrics(const RunOptions& options, const RunNote& note, const Report& report) {
  try {
    const std::unique_ptr<Snapshot> live = OpenLive(options.index_dir);
    WriteMetrics(options.metrics, note, report, live.get());
    return true;
  } catch (const Error& error) {
    std::cerr << "the metrics are not written, all else is done: " << error.what() << "\n";
    return false;
  }
}

// What is noted of a run, however it ended. Returns its exit code: somebody should look if there
// are no metrics, but the run has not failed for that.
ExitCode Conclude(const RunOptions& options, ExitCode code, Report* report) {
  RunNote note = NoteOfRun(options.index_dir, options.verb, code);
  const bool has_told = options.metrics.empty() || TellMetrics(options, note, *report);
  if (!has_told && code == ExitCode::kDone) {
    code = ExitCode::kIncomplete;
    note.exit_code = static_cast<std::int64_t>(code);
  }
  report->FinishJournal(options.verb, code);
  WriteRunNote(options.index_dir, note);
  return code;
}

}  // namespace

ExitCode RunIndexing(const RunOptions& options, std::vector<Source> given) {
  const Sources sources(std::move(given), options.feed.finds_gone);
  if (options.feed.is_rehearsal) return Rehearse(options, sources);
  MakeIndexFolder(options.index_dir);
  const IndexLock lock(options.index_dir, options.verb, options.wait_lock);
  Report report(options.report);
  report.Confined(MissingFromCage(), ReadRunNote(options.index_dir).value_or(RunNote()).cage_lacks);
  try {
    return Conclude(options, Index(options, sources, &report), &report);
  } catch (const Error& error) {
    try {
      Conclude(options, error.code(), &report);
    } catch (const Error&) {  // The first error is the one to tell.
    }
    throw;
  }
}

}  // namespace backfile
