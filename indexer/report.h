// What a run tells people: a progress line, what was refused, and a summary at its end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>

#include "article/problem.h"

namespace backfile {

enum class ShowProgress { kAuto, kAlways, kNever };

struct ReportOptions {
  bool quiet = false;
  ShowProgress progress = ShowProgress::kAuto;  // kAuto: if stderr is a terminal.
};

// Counts what happens and says it on stderr. Refusals are printed as they are met, the first
// kMaxNamed of them; the rest is counted.
class Report {
 public:
  explicit Report(const ReportOptions& options);
  ~Report();

  void Refused(const Problem& problem, bool is_known);
  void Progress();               // Redraws the progress line, at most ten times a second.
  void Summary(bool published);  // On stderr, unless quiet and nothing was newly refused.
  // A source of which the ledger knows some files has none any more.
  void SourceLost(const std::string& path, bool was_there, std::int64_t known_files);
  // What the settlement did, and how many articles it would not delete.
  void Settled(std::int64_t deleted, std::int64_t in_place, std::int64_t kept);
  // Whether somebody should look: something was newly refused, lost or not deleted.
  bool NeedsAttention() const { return new_refusals_ > 0 || lost_sources_ > 0 || kept_ > 0; }

  std::int64_t files = 0;            // Files found,
  std::int64_t unchanged_files = 0;  // of which this many needed no reading,
  std::int64_t unsettled_files = 0;  // and these are left for the next run.
  std::int64_t records = 0;
  std::int64_t known_records = 0;
  std::int64_t articles = 0;  // Indexed in this run.
  std::int64_t replaced = 0;
  std::int64_t copies = 0;
  std::int64_t bytes = 0;          // Of the files read,
  std::int64_t partial_bytes = 0;  // of the one that is being read,
  std::int64_t all_bytes = 0;      // and to be read, as far as known.

  static constexpr std::int64_t kMaxNamed = 1000;

 private:
  void ClearLine();

  ReportOptions options_;
  bool shows_progress_;
  bool line_is_dirty_ = false;
  std::int64_t lost_sources_ = 0;
  std::int64_t deleted_ = 0;
  std::int64_t settled_ = 0;  // Replaced where they stood.
  std::int64_t kept_ = 0;
  std::int64_t new_refusals_ = 0;
  std::int64_t known_refusals_ = 0;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace backfile
