// A run: what `add` and `update` have in common, from the lock to the summary.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "index/segment_writer.h"
#include "indexer/feeder.h"
#include "indexer/folding.h"
#include "indexer/report.h"
#include "indexer/settlement.h"
#include "indexer/sources.h"
#include "indexer/worker.h"

namespace backfile {

struct RunOptions {
  std::string verb;  // For the lock and the report.
  std::string index_dir;
  int jobs = 0;             // Worker processes that build; 0: one a core.
  std::int64_t memory = 0;  // Bytes for all processes together; 0: no bound but the batches' own.
  WorkerLimits worker;
  WriterKind writer = DefaultWriter();
  std::int64_t checkpoint = 1'000'000'000;  // Bytes of input after which what is done is kept.
  int wait_lock = 0;                        // Seconds.
  int keep_generations = 2;
  bool from_scratch = false;  // As if there were no index yet; the old one is replaced at the end.
  std::optional<FoldRules> folds;  // Fold segments that cost more than they save, if there is time.
  double min_free = 0;  // Share of the disk that must be free before anything is written.
  FeedRules feed;
  SettlementRules settlement;
  ReportOptions report;
  std::string metrics;  // File for metrics; empty: none.
};

// Brings the index up to what the sources hold. All or nothing: until the end readers see the old
// state. Throws Error.
ExitCode RunIndexing(const RunOptions& options, std::vector<Source> sources);

}  // namespace backfile
