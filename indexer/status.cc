// `status`, `check` and `dump`: what the index is, whether it is whole, and what is in it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <iostream>
#include <map>

#include "article/json.h"
#include "article/text.h"
#include "index/check.h"
#include "index/dump.h"
#include "index/index.h"
#include "index/lock.h"
#include "indexer/indexer.h"
#include "indexer/ledger.h"
#include "indexer/metrics.h"

namespace backfile {

namespace {

std::string DayText(std::int32_t day) {
  const std::chrono::local_days at{std::chrono::days(day)};
  return PartialDate::Wall(at, Precision::kDay, std::nullopt).ToString();
}

std::string MomentText(std::int64_t seconds) {
  const std::chrono::local_seconds at{std::chrono::seconds(seconds)};
  return PartialDate::Wall(at, Precision::kSecond, std::chrono::minutes(0)).ToString();
}

struct LedgerSummary {
  std::int64_t files = 0;
  std::int64_t incomplete_files = 0;
  std::map<std::string, std::int64_t> refused;  // By reason.
};

LedgerSummary SummariseLedger(const std::string& index_dir, const Generation& generation) {
  Ledger ledger(SegmentPaths(index_dir, generation));
  LedgerSummary summary;
  while (const LedgerFile* file = ledger.Next()) {
    if (file->is_gone) continue;
    ++summary.files;
    if (!file->complete) ++summary.incomplete_files;
    for (const Problem& problem : file->problems)
      ++summary.refused[std::string(ReasonName(problem.reason))];
    ledger.ForEachRecord([&](const LedgerRecord& record) {
      if (record.refused) ++summary.refused[std::string(ReasonName(*record.refused))];
    });
  }
  return summary;
}

void ListRefused(const std::string& index_dir, const Generation& generation) {
  Ledger ledger(SegmentPaths(index_dir, generation));
  while (const LedgerFile* file = ledger.Next()) {
    if (file->is_gone) continue;
    const auto print = [&](Problem problem) {
      problem.where.archive = file->file.path;
      std::cout << ToString(problem) << "\n";
    };
    for (const Problem& problem : file->problems) print(problem);
    ledger.ForEachRecord([&](const LedgerRecord& record) {
      if (record.refused) print({*record.refused, record.locator, "refused"});
    });
  }
}

std::string SourcesJson(const std::vector<SourceState>& sources) {
  std::string list = "[";
  for (const SourceState& source : sources) {
    if (list.size() > 1) list += ",";
    JsonObject json(&list);
    json.TextIfAny("source", source.name);
    json.Number("articles", source.articles);
    if (source.newest != kUndated) json.Text("newest", DayText(source.newest));
    if (source.silent_days > 0) json.Number("silent_days", std::int64_t{source.silent_days});
    json.Close();
  }
  return list + "]";
}

std::string StatusJson(const Generation& generation, const LedgerSummary& ledger,
                       const std::vector<SourceState>& sources,
                       const std::optional<RunNote>& note) {
  std::string out;
  JsonObject json(&out);
  json.Number("format_version", std::int64_t{1});
  json.Number("articles", generation.articles);
  json.Number("generation", std::int64_t{generation.number});
  json.Number("schema", std::int64_t{generation.schema});
  json.Text("published", generation.made);
  json.Number("segments", static_cast<std::int64_t>(generation.segments.size()));
  json.Number("files", ledger.files);
  json.Number("incomplete_files", ledger.incomplete_files);
  std::string refused;
  JsonObject reasons(&refused);
  for (const auto& [reason, count] : ledger.refused) reasons.Number(reason, count);
  reasons.Close();
  json.Raw("refused", refused);
  json.Raw("sources", SourcesJson(sources));
  if (note && note->ended > 0) json.Text("last_run", MomentText(note->ended));
  if (note && note->succeeded > 0) json.Text("last_success", MomentText(note->succeeded));
  if (note) json.Number("last_exit_code", note->exit_code);
  if (note) json.TextIfAny("cage_lacks", note->cage_lacks);
  json.Close();
  return out;
}

std::string Plural(std::int64_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

// Sources that have something to be said of them; all of them, if they are few.
void PrintSources(const std::vector<SourceState>& sources) {
  constexpr std::size_t kFew = 20;
  for (const SourceState& source : sources) {
    if (sources.size() > kFew && source.silent_days == 0) continue;
    std::cout << (source.name.empty() ? "(without a source)" : Printable(source.name)) << ": "
              << Plural(source.articles, "article");
    if (source.newest != kUndated) std::cout << ", the newest of " << DayText(source.newest);
    if (source.silent_days > 0) std::cout << ", silent for " << source.silent_days << " days";
    std::cout << "\n";
  }
  if (sources.size() > kFew) std::cout << sources.size() << " sources in all\n";
}

void PrintText(const Generation& generation, const LedgerSummary& ledger,
               const std::vector<SourceState>& sources, const std::optional<RunNote>& note) {
  const auto segments = static_cast<std::int64_t>(generation.segments.size());
  std::cout << Plural(generation.articles, "article") << " from " << Plural(ledger.files, "file")
            << ", in " << Plural(segments, "segment") << "\n"
            << "generation " << generation.number << ", published " << generation.made
            << ", schema " << generation.schema << "\n";
  if (note) {
    std::cout << "last run: " << note->verb << ", ended " << MomentText(note->ended)
              << " with exit code " << note->exit_code << "\n";
    if (note->succeeded != note->ended && note->succeeded > 0) {
      std::cout << "last success: " << MomentText(note->succeeded) << "\n";
    }
    if (!note->cage_lacks.empty()) {
      std::cout << "its kernel had no " << Printable(note->cage_lacks)
                << ": processes that read archives were less confined\n";
    }
  }
  PrintSources(sources);
  if (ledger.incomplete_files > 0) {
    std::cout << Plural(ledger.incomplete_files, "file") << " to be read again on the next run\n";
  }
  for (const auto& [reason, count] : ledger.refused) {
    std::cout << "refused as " << reason << ": " << count << "\n";
  }
}

}  // namespace

ExitCode PrintStatus(const std::string& index_dir, StatusFormat format) {
  const auto snapshot = Snapshot::Open(index_dir);
  if (format == StatusFormat::kCount) {
    std::cout << snapshot->articles() << "\n";
    return ExitCode::kDone;
  }
  if (format == StatusFormat::kRefused) {
    ListRefused(index_dir, snapshot->generation());
    return ExitCode::kDone;
  }
  const LedgerSummary ledger = SummariseLedger(index_dir, snapshot->generation());
  const std::vector<SourceState> sources = StateOfSources(*snapshot);
  const std::optional<RunNote> note = ReadRunNote(index_dir);
  if (format == StatusFormat::kJson) {
    std::cout << StatusJson(snapshot->generation(), ledger, sources, note) << "\n";
  } else {
    PrintText(snapshot->generation(), ledger, sources, note);
    const std::string holder = IndexLock::Holder(index_dir);
    if (!holder.empty()) std::cout << "in use by " << Printable(holder) << "\n";
  }
  return ExitCode::kDone;
}

ExitCode Check(const std::string& index_dir, int level, bool quiet) {
  const std::vector<std::string> findings = CheckIndex(index_dir, level);
  for (const std::string& finding : findings) std::cout << Printable(finding) << "\n";
  if (!findings.empty()) return ExitCode::kIndex;
  if (!quiet) std::cout << "the index is whole\n";
  return ExitCode::kDone;
}

ExitCode Dump(const std::string& index_dir, bool terms) {
  const auto snapshot = Snapshot::Open(index_dir);
  const auto print = [](std::string_view line) { std::cout << line << "\n"; };
  if (terms) {
    DumpTerms(*snapshot, print);
  } else {
    DumpArticles(*snapshot, print);
  }
  std::cout.flush();
  return ExitCode::kDone;
}

}  // namespace backfile
