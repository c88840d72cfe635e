// What a run tells people: a progress line, what was refused, and a summary at its end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "article/problem.h"
#include "indexer/journal.h"

namespace backfile {

enum class ShowProgress { kAuto, kAlways, kNever };

struct ReportOptions {
  bool quiet = false;      // Say nothing unless somebody should look, and then little.
  std::string journal;     // Path of the journal (journal.h); empty: none.
  int journals_kept = 30;  // Besides this one.
  ShowProgress progress = ShowProgress::kAuto;  // kAuto: if stderr is a terminal.
};

// Counts what happens and says it on stderr. Refusals are printed as they are met, the first
// kMaxNamed of them; the rest is counted.
class Report {
 public:
  explicit Report(const ReportOptions& options);
  ~Report();

  void Refused(const Problem& problem, bool is_known);
  // A file was read (or left, or is gone): for the journal.
  void File(const std::string& path, const char* verdict, std::int64_t bytes_read = 0,
            std::int64_t records_read = 0);
  void Progress();               // Redraws the progress line, at most ten times a second.
  void Summary(bool published);  // On stderr, unless quiet and nobody need look.
  // Ends the journal with a line on the run.
  void FinishJournal(const std::string& verb, ExitCode code);
  // The figures of the run, by name, as in the journal and the metrics.
  std::vector<std::pair<std::string, std::int64_t>> Figures() const;
  const std::map<std::string, std::int64_t>& refused_by_reason() const { return by_reason_; }
  double seconds() const;
  // What this system lacks of the cage, and what the one of the last run lacked (cage.h).
  void Confined(const std::string& lacks, const std::string& lacked);
  // A source of which the ledger knows some files has none any more.
  void SourceLost(const std::string& path, bool was_there, std::int64_t known_files);
  // Files of the index lie in no source any more.
  void Strays(std::int64_t in_no_source);
  // What the settlement did, and how many articles it would not delete.
  void Settled(std::int64_t deleted, std::int64_t in_place, std::int64_t kept);
  // Folding ended; `why_not` is empty if it could be done.
  void Folded(const std::string& why_not);
  // The run was asked to end before its time.
  void Stopped();
  // Whether somebody should look: something was newly refused, lost, not deleted or not folded.
  bool NeedsAttention() const {
    return new_refusals_ > 0 || lost_sources_ > 0 || kept_ > 0 || is_unfolded_;
  }

  std::int64_t files = 0;            // Files found,
  std::int64_t unchanged_files = 0;  // of which this many needed no reading,
  std::int64_t unsettled_files = 0;  // and these are left for the next run.
  std::int64_t records = 0;
  std::int64_t known_records = 0;
  std::int64_t articles = 0;  // Indexed in this run.
  std::int64_t copies = 0;
  std::int64_t bytes = 0;          // Of the files read,
  std::int64_t partial_bytes = 0;  // of the one that is being read,
  std::int64_t all_bytes = 0;      // and to be read, as far as known.

  // Refusals that are named; in a mail, few.
  static constexpr std::int64_t kMaxNamed = 1000;
  static constexpr std::int64_t kMaxNamedQuietly = 20;

 private:
  void ClearLine();

  std::int64_t MaxNamed() const { return options_.quiet ? kMaxNamedQuietly : kMaxNamed; }

  ReportOptions options_;
  Journal journal_;
  std::string cage_lacks_;
  std::map<std::string, std::int64_t> by_reason_;  // New refusals.
  bool shows_progress_;
  bool line_is_dirty_ = false;
  std::int64_t lost_sources_ = 0;
  std::int64_t deleted_ = 0;
  std::int64_t settled_ = 0;  // Replaced where they stood.
  std::int64_t kept_ = 0;
  bool is_unfolded_ = false;
  std::int64_t new_refusals_ = 0;
  std::int64_t known_refusals_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace backfile
