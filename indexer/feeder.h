// The Feeder walks the sources beside the ledger, and feeds the pipeline with what is new or
// changed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "indexer/ledger.h"
#include "indexer/pipeline.h"
#include "indexer/report.h"
#include "indexer/settlement.h"
#include "indexer/sources.h"

namespace backfile {

struct FeedRules {
  bool finds_gone = false;         // Tell the settlement of files that no longer exist.
  bool believes_empty = false;     // Even if nothing is left of a source.
  std::chrono::seconds settle{0};  // Files younger than this may still be written to.
  bool is_rehearsal = false;       // Print what would be done; feed nothing.
  bool tells_strays = false;       // Say how many files of the ledger lie in no source.
};

class Feeder {
 public:
  // All must outlive it; `pipeline` may be null in a rehearsal. An index inside a source holds no
  // articles to add.
  Feeder(const std::string& index_dir, const Sources* sources, Ledger* ledger, Pipeline* pipeline,
         Settlement* settlement, Report* report, const FeedRules& rules);

  // Throws Error(kInput) if a source cannot be opened that the ledger knows nothing of.
  void FeedAll();

 private:
  void FeedRoot(const std::string& path);
  void FeedStandardInput();
  void FeedFile(FoundFile found, std::uint32_t source);
  void FeedRefused(const Problem& problem);
  InputFile Describe(FoundFile found, std::uint32_t source, const LedgerFile* known);
  const LedgerFile* Seek(const std::string& path);
  bool IsSettled(FoundFile* found);
  void Passed(const LedgerFile& file);
  void FinishRoot(const std::string& path, bool was_there);
  void FinishSource(std::uint32_t source, const std::vector<std::string>& gone);
  void Say(const char* what, const std::string& path);
  void TellStrays();

  std::string index_prefix_;
  const Sources* sources_;
  Ledger* ledger_;
  Pipeline* pipeline_;
  Settlement* settlement_;
  Report* report_;
  FeedRules rules_;
  std::int64_t strays_ = 0;  // Files of the ledger that lie in no source.

  // Of the root that is being walked:
  std::string root_;
  std::vector<std::string> unreadable_;  // Folders below it of which nobody knows what they hold.
  std::set<std::uint32_t> found_;        // Sources of which there are files.
  // Files that the ledger knows below it and that are gone, by source.
  std::map<std::uint32_t, std::vector<std::string>> gone_;
};

}  // namespace backfile
