// A Job is one batch of records on its way through the pipeline, and what has become of each so
// far.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/batch.h"
#include "indexer/ledger.h"
#include "indexer/messages.h"

namespace backfile {

// What was decided on one article of a record.
struct Decision {
  Fate fate = Fate::kDrop;
  GivenArticle article;  // By which it is known: of a copy, the one that is in the index.
};

struct Job {
  std::uint64_t sequence = 0;                         // Place in the order of the input.
  std::unique_ptr<Batch> batch;                       // Null if nothing but ends of files is told.
  std::vector<std::pair<std::size_t, FileEnd>> ends;  // After how many records which file ends.

  // By record:
  struct Progress {
    // The ledger's word on an equal record of the same file, whose Input has it.
    const LedgerRecord* known = nullptr;
    bool was_lost = false;         // An earlier run lost a worker to it, and this one tries again.
    std::size_t match_before = 0;  // See Input::last_match.
    std::optional<Reason> lost;    // A worker was lost to it.
  };
  std::vector<Progress> progress;

  Claims claims;                    // What the worker said of them.
  std::vector<Decision> decisions;  // One a claim.
  // Decisions by (record, n-th article of it), for a worker that repeats a lost one's work.
  std::map<std::pair<std::uint32_t, std::uint32_t>, Decision> decided;
  bool is_judged = false;
  std::string part_dir;
  std::uint32_t documents = 0;  // Built into part_dir.
  int deaths = 0;               // Workers lost on it without a culprit.

  std::size_t records() const { return progress.size(); }
  bool NeedsReading() const {
    for (const Progress& p : progress) {
      if (!p.known && !p.lost) return true;
    }
    return false;
  }
};

}  // namespace backfile
