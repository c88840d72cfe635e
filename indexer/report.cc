// Progress, refusals, summary.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/report.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <iostream>

#include "article/json.h"
#include "article/text.h"

namespace backfile {

namespace {

std::string Megabytes(std::int64_t bytes) {
  std::array<char, 32> text{};
  const int n =
      std::snprintf(text.data(), text.size(), "%.1f MB", static_cast<double>(bytes) / 1e6);
  return std::string(text.data(), static_cast<std::size_t>(n));
}

std::string Duration(double seconds) {
  std::array<char, 32> text{};
  const auto whole = static_cast<long>(seconds);
  const int n = whole >= 60 ? std::snprintf(text.data(), text.size(), "%ld min %02ld s", whole / 60,
                                            whole % 60)
                            : std::snprintf(text.data(), text.size(), "%.1f s", seconds);
  return std::string(text.data(), static_cast<std::size_t>(n));
}

std::string Count(std::int64_t n, const std::string& one, const std::string& many) {
  return std::to_string(n) + " " + (n == 1 ? one : many);
}

void AddIfAny(std::int64_t n, const std::string& one, const std::string& many, std::string* out) {
  if (n > 0) *out += ", " + Count(n, one, many);
}

}  // namespace

Report::Report(const ReportOptions& options)
    : options_(options),
      journal_(options.journal, options.journals_kept),
      shows_progress_(!options.quiet &&
                      (options.progress == ShowProgress::kAlways ||
                       (options.progress == ShowProgress::kAuto && isatty(STDERR_FILENO) != 0))),
      started_(std::chrono::steady_clock::now()) {}

Report::~Report() { ClearLine(); }

void Report::Refused(const Problem& problem, bool is_known) {
  journal_.Refused(problem, is_known);
  if (is_known) {
    ++known_refusals_;
    return;
  }
  ++by_reason_[std::string(ReasonName(problem.reason))];
  if (++new_refusals_ > MaxNamed()) return;
  ClearLine();
  std::cerr << ToString(problem) << "\n";
}

void Report::File(const std::string& path, const char* verdict, std::int64_t bytes_read,
                  std::int64_t records_read) {
  journal_.File(path, verdict, bytes_read, records_read);
}

double Report::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
}

std::vector<std::pair<std::string, std::int64_t>> Report::Figures() const {
  return {{"files", files},
          {"unchanged_files", unchanged_files},
          {"unsettled_files", unsettled_files},
          {"records", records},
          {"known_records", known_records},
          {"added", articles - settled_},
          {"updated", settled_},
          {"deleted", deleted_},
          {"not_deleted", kept_},
          {"copies", copies},
          {"refused", new_refusals_},
          {"refused_before", known_refusals_},
          {"lost_sources", lost_sources_}};
}

void Report::FinishJournal(const std::string& verb, ExitCode code) {
  std::string run;
  JsonObject json(&run);
  json.Text("type", "run");
  json.Text("verb", verb);
  for (const auto& [name, value] : Figures()) json.Number(name, value);
  json.TextIfAny("cage_lacks", cage_lacks_);
  json.Number("seconds", seconds());
  json.Number("exit_code", static_cast<std::int64_t>(code));
  json.Close();
  journal_.Finish(run);
}

void Report::Confined(const std::string& lacks, const std::string& lacked) {
  cage_lacks_ = lacks;
  if (lacks.empty() || (options_.quiet && lacks == lacked)) return;  // It is no news every night.
  ClearLine();
  std::cerr << "this kernel has no " << lacks
            << ": processes that read archives are less confined\n";
}

void Report::SourceLost(const std::string& path, bool was_there, std::int64_t known_files) {
  ++lost_sources_;
  ClearLine();
  std::cerr << Printable(path) << (was_there ? " is empty" : " is not there")
            << "; the index keeps "
            << "what it has of " << Count(known_files, "file", "files")
            << " there. Is it mounted? If it is meant: --force-delete\n";
}

void Report::Strays(std::int64_t in_no_source) {
  if (options_.quiet) return;
  ClearLine();
  std::cerr << Count(in_no_source, "file of the index is", "files of the index are")
            << " in no source of the configuration; what came from there stays "
               "(`backfile-index rebuild` leaves it out)\n";
}

void Report::Settled(std::int64_t deleted, std::int64_t in_place, std::int64_t kept) {
  deleted_ = deleted;
  settled_ = in_place;
  kept_ = kept;
  if (kept == 0) return;
  ClearLine();
  std::cerr << Count(kept, "article has", "articles have")
            << " gone from the sources, more than --max-delete allows: nothing is deleted. If it "
               "is meant: --force-delete\n";
}

void Report::Folded(const std::string& why_not) {
  if (why_not.empty()) return;
  is_unfolded_ = true;
  ClearLine();
  std::cerr << "the segments of earlier nights were not merged: " << why_not
            << ". Searches stay right, but grow slower; `backfile-index fold` does it by day\n";
}

void Report::Stopped() {
  ClearLine();
  std::cerr << "stopped by a signal: the index is unchanged, and what is done is kept for the next "
               "run\n";
}

void Report::ClearLine() {
  if (!line_is_dirty_) return;
  std::cerr << "\r\x1b[K" << std::flush;
  line_is_dirty_ = false;
}

void Report::Progress() {
  using std::chrono::milliseconds;
  const auto now = std::chrono::steady_clock::now();
  if (!shows_progress_ || now - drawn_ < milliseconds(100)) return;
  drawn_ = now;
  const std::int64_t done = std::min(all_bytes, bytes + partial_bytes);
  const double rate = static_cast<double>(done) / std::max(seconds(), 0.001);
  std::string line = Count(records, "record", "records") + ", " +
                     Count(articles, "article", "articles") + ", " +
                     Megabytes(static_cast<std::int64_t>(rate)) + "/s";
  if (all_bytes > done && rate > 0) {
    line += ", about " + Duration(static_cast<double>(all_bytes - done) / rate) + " left";
  }
  ClearLine();
  std::cerr << line << std::flush;
  line_is_dirty_ = true;
}

void Report::Summary(bool published) {
  ClearLine();
  if (options_.quiet && !NeedsAttention()) return;
  if (new_refusals_ > MaxNamed()) {
    std::cerr << "and " << new_refusals_ - MaxNamed() << " more"
              << (journal_.path().empty() ? "" : "; all of them are in " + journal_.path()) << "\n";
  }
  std::string text = Count(files, "file", "files");
  AddIfAny(unchanged_files, "unchanged", "unchanged", &text);
  AddIfAny(unsettled_files, "too fresh", "too fresh", &text);
  text += ", " + Count(records, "record", "records");
  AddIfAny(known_records, "known", "known", &text);
  text += ": " + Count(articles, "article indexed", "articles indexed");
  AddIfAny(settled_, "replaced", "replaced", &text);
  AddIfAny(deleted_, "deleted", "deleted", &text);
  AddIfAny(copies, "copy of another", "copies of others", &text);
  AddIfAny(new_refusals_, "refused", "refused", &text);
  AddIfAny(known_refusals_, "refused as before", "refused as before", &text);
  std::cerr << text << " in " << Duration(seconds())
            << (published ? "" : "; the index is unchanged") << "\n";
}

}  // namespace backfile
