// Walk and ledger side by side: what only the walk has is new, what only the ledger has is gone.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/feeder.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <optional>
#include <thread>

#include "article/text.h"
#include "indexer/spool.h"
#include "indexer/stop.h"

namespace backfile {

namespace {

// Longer than this the run does not wait for a file to settle: the next one takes it in.
constexpr std::chrono::seconds kPatience{5};

bool IsUnchanged(const LedgerFile& known, const FoundFile& found, std::uint64_t options) {
  const FoundFile& then = known.file;
  return known.complete && known.options == options && then.size == found.size &&
         then.mtime_ns == found.mtime_ns && then.ctime_ns == found.ctime_ns &&
         then.inode == found.inode;
}

std::chrono::nanoseconds AgeOf(const FoundFile& file) {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return now - std::chrono::nanoseconds(std::max(file.mtime_ns, file.ctime_ns));
}

// Younger than `settle`. What bears a date to come has a wrong date, not a recent one.
bool IsYoung(const FoundFile& file, std::chrono::seconds settle) {
  const auto age = AgeOf(file);
  return age < settle && age > -settle;
}

std::optional<FoundFile> LookAgain(const std::string& path) {
  try {
    Problems ignored;
    return FileWalk(path).Next(&ignored);
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Feeder::Feeder(const std::string& index_dir, const Sources* sources, Ledger* ledger,
               Pipeline* pipeline, Settlement* settlement, Report* report, const FeedRules& rules)
    : index_prefix_(std::filesystem::weakly_canonical(index_dir).string() + "/"),
      sources_(sources),
      ledger_(ledger),
      pipeline_(pipeline),
      settlement_(settlement),
      report_(report),
      rules_(rules) {}

void Feeder::FeedAll() {
  for (const std::uint32_t root : sources_->Roots()) {
    if (StopSignal() != 0) return;
    FeedRoot(sources_->all()[root].path);
  }
  if (rules_.tells_strays) TellStrays();
}

void Feeder::FeedRoot(const std::string& path) {
  if (path == kStandardInput) return FeedStandardInput();
  root_ = path;
  unreadable_.clear();
  gone_.clear();
  found_.clear();
  std::optional<FileWalk> walk;
  try {
    walk.emplace(path);
  } catch (const Error&) {
    if (!rules_.finds_gone) throw;
    return FinishRoot(path, false);
  }
  Problems problems;
  while (StopSignal() == 0) {
    auto found = walk->Next(&problems);
    for (const Problem& problem : problems) FeedRefused(problem);
    problems.clear();
    if (!found) return FinishRoot(path, true);
    if (found->path.starts_with(index_prefix_)) continue;
    const std::uint32_t source = sources_->Of(found->path);
    if (sources_->Want(found->path, source)) FeedFile(std::move(*found), source);
  }
}

void Feeder::FeedFile(FoundFile found, std::uint32_t source) {
  ++report_->files;
  found_.insert(source);
  const LedgerFile* known = Seek(found.path);
  if (known != nullptr && known->fallen > 0) settlement_->Expect();
  if (known != nullptr && IsUnchanged(*known, found, sources_->options_digest(source))) {
    ++report_->unchanged_files;
    return;
  }
  if (!IsSettled(&found)) {
    ++report_->unsettled_files;
    report_->File(found.path, "unsettled");
    return Say("unsettled", found.path);
  }
  Say(known == nullptr ? "new" : "changed", found.path);
  if (pipeline_ != nullptr) pipeline_->Feed(Describe(std::move(found), source, known));
}

// What cannot be read at all goes into the ledger, so that it is news once.
void Feeder::FeedRefused(const Problem& problem) {
  FoundFile file;
  file.path = problem.where.archive;
  unreadable_.push_back(file.path);
  const LedgerFile* known = Seek(file.path);
  Say("unreadable", file.path);
  const std::uint32_t source = sources_->Of(file.path);
  if (pipeline_ == nullptr) return;
  pipeline_->FeedRefused(Describe(std::move(file), source, known), problem);
}

void Feeder::FeedStandardInput() {
  SpooledInput input = SpoolStandardInput(index_prefix_);
  ++report_->files;
  const LedgerFile* known = Seek(input.file.path);
  const std::uint32_t source = sources_->Of(input.file.path);
  pipeline_->FeedOpen(Describe(std::move(input.file), source, known), std::move(input.fd));
}

InputFile Feeder::Describe(FoundFile found, std::uint32_t source, const LedgerFile* known) {
  InputFile file;
  file.source = source;
  file.options = sources_->options_digest(source);
  file.found = std::move(found);
  if (known == nullptr) return file;
  file.old_problems = known->problems;
  if (known->complete && known->options == file.options) file.bookmark = known->bookmark;
  ledger_->ForEachRecord([&](const LedgerRecord& record) { file.old_records.push_back(record); });
  return file;
}

const LedgerFile* Feeder::Seek(const std::string& path) {
  const LedgerFile* known = ledger_->Seek(path, [this](const LedgerFile& file) { Passed(file); });
  return known == nullptr || known->is_gone ? nullptr : known;
}

void Feeder::Passed(const LedgerFile& file) {
  const std::string& path = file.file.path;
  if (!file.is_gone && path != kStandardInput && !sources_->Hold(path)) ++strays_;
  const bool is_hidden_from_us = std::ranges::any_of(
      unreadable_, [&](const std::string& folder) { return LiesIn(path, folder); });
  if (file.is_gone || is_hidden_from_us || !LiesIn(path, root_)) return;
  gone_[sources_->Of(path)].push_back(path);
}

// Half-copied files grow, or at least were changed a moment ago.
bool Feeder::IsSettled(FoundFile* found) {
  if (!IsYoung(*found, rules_.settle)) return true;
  if (rules_.settle > kPatience) return false;
  std::this_thread::sleep_for(rules_.settle - AgeOf(*found));
  const auto again = LookAgain(found->path);
  if (!again || IsYoung(*again, rules_.settle)) return false;
  *found = *again;
  return true;
}

// What the ledger knows below the root and the walk has not met is gone.
void Feeder::FinishRoot(const std::string& path, bool was_there) {
  if (!rules_.finds_gone) return;
  Seek(path + '\0');  // Before everything behind the root, and behind everything in it.
  if (!was_there && gone_.empty()) {
    throw Error(ExitCode::kInput, path + " cannot be opened, and the index holds nothing of it");
  }
  for (const auto& [source, files] : gone_) FinishSource(source, files);
}

// A source of which nothing at all is left is what a missing mount looks like, however little it
// held.
void Feeder::FinishSource(std::uint32_t source, const std::vector<std::string>& gone) {
  if (!found_.contains(source) && !rules_.believes_empty) {
    const std::string& path = sources_->all()[source].path;
    std::error_code ignored;
    return report_->SourceLost(path, std::filesystem::exists(path, ignored),
                               static_cast<std::int64_t>(gone.size()));
  }
  for (const std::string& file : gone) {
    Say("gone", file);
    report_->File(file, "gone");
    settlement_->FileGone(file);
  }
}

// Requires: all roots have been walked.
void Feeder::TellStrays() {
  Seek("\xff");  // Behind all paths.
  if (strays_ > 0) report_->Strays(strays_);
}

void Feeder::Say(const char* what, const std::string& path) {
  if (rules_.is_rehearsal) std::cout << what << "\t" << Printable(path) << "\n";
}

}  // namespace backfile
