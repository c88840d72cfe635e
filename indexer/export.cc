// `export`: everything that the index holds, for a new index or another engine.
//
// A dump goes to stdout, a line an article. Bulk requests go into a folder, part by part; what has
// been written stands in export.json there, so that the same command goes on where it was stopped,
// with the generation that it began with.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>

#include "article/digest.h"
#include "article/json.h"
#include "formats/dump.h"
#include "index/files.h"
#include "indexer/bulk.h"
#include "indexer/export_order.h"
#include "indexer/indexer.h"

namespace backfile {

namespace {

namespace fs = std::filesystem;

// Well below what the engines take in one request (100 MB), as they advise. An article that is
// larger is a part by itself.
constexpr std::size_t kPartBytes = 10'000'000;

std::string IdText(std::uint64_t id) { return "bf:" + Hex16(id); }

// Drops what was given away before. Of an article in several versions it may have been one of them:
// all are given again then, since none may be lost, and `add` knows what it has.
void GoOnAfter(std::uint64_t id, std::vector<Outgoing>* articles) {
  const auto first = std::ranges::lower_bound(*articles, id, {}, &Outgoing::id);
  const auto behind = std::ranges::upper_bound(*articles, id, {}, &Outgoing::id);
  articles->erase(articles->begin(), behind - first > 1 ? first : behind);
}

std::uint64_t WholeId(const std::string& text) {
  const std::uint64_t id = IdNumber(text);
  if (text != IdText(id)) {
    throw Error(ExitCode::kUsage, "--after: \"" + text + "\" is no whole id, such as " + IdText(0));
  }
  return id;
}

ExitCode ExportDump(const ExportOptions& options) {
  const auto snapshot = Snapshot::Open(options.index_dir);
  std::vector<Outgoing> articles = AllArticles(*snapshot);
  if (!options.after.empty()) GoOnAfter(WholeId(options.after), &articles);
  for (const Outgoing& article : articles) {
    const std::string line = DumpLine(snapshot->Load(article.place)) + "\n";
    std::cout.write(line.data(), static_cast<std::streamsize>(line.size()));
    if (!std::cout) break;
  }
  if (!std::cout.flush()) throw SystemError(ExitCode::kTryLater, "cannot write the dump", errno);
  return ExitCode::kDone;
}

// How far the export into a folder has come.
struct Progress {
  std::string name = {};
  int generation = 0;
  int since = 0;
  std::int64_t parts = 0;
  std::int64_t articles = 0;
  std::int64_t gone = 0;
  std::string last = {};  // Id of the last article in the parts; empty before the first.
  bool is_complete = false;
};

std::string ProgressPath(const std::string& folder) { return folder + "/export.json"; }

void WriteProgress(const std::string& folder, const Progress& progress) {
  std::string out;
  JsonObject json(&out);
  json.Number("format_version", std::int64_t{1});
  json.Text("name", progress.name);
  json.Number("generation", std::int64_t{progress.generation});
  json.Number("since", std::int64_t{progress.since});
  json.Number("parts", progress.parts);
  json.Number("articles", progress.articles);
  json.Number("gone", progress.gone);
  json.Text("last", progress.last);
  json.Bool("complete", progress.is_complete);
  json.Close();
  ReplaceFile(ProgressPath(folder), out + "\n");
}

std::optional<Progress> ReadProgress(const std::string& folder) {
  const MappedFile file(ProgressPath(folder));
  if (file.bytes().empty()) return std::nullopt;
  simdjson::dom::parser parser;
  Progress progress;
  try {
    const simdjson::dom::element root = parser.parse(simdjson::padded_string(file.bytes()));
    progress.name = std::string_view(root["name"]);
    progress.generation = static_cast<int>(root["generation"].get_int64());
    progress.since = static_cast<int>(root["since"].get_int64());
    progress.parts = root["parts"].get_int64();
    progress.articles = root["articles"].get_int64();
    progress.gone = root["gone"].get_int64();
    progress.last = std::string_view(root["last"]);
    progress.is_complete = root["complete"].get_bool();
  } catch (const simdjson::simdjson_error&) {
    throw Error(ExitCode::kUsage, ProgressPath(folder) + " is damaged; name another folder");
  }
  return progress;
}

// What an earlier, unfinished export into the folder left, or a beginning.
Progress Resume(const ExportOptions& options, int live) {
  const auto found = ReadProgress(options.folder);
  if (!found) return {.name = *options.search_name, .generation = live, .since = options.since};
  if (found->is_complete) {
    throw Error(ExitCode::kUsage, options.folder + " holds a complete export of generation " +
                                      std::to_string(found->generation) + "; name another folder");
  }
  if (found->name != *options.search_name || found->since != options.since) {
    throw Error(ExitCode::kUsage,
                options.folder + " holds a part of another export; name another folder");
  }
  return *found;
}

std::unique_ptr<Snapshot> OpenFor(const ExportOptions& options, const Progress& progress) {
  try {
    return Snapshot::OpenGeneration(options.index_dir, progress.generation);
  } catch (const Error& error) {
    if (error.code() != ExitCode::kUsage) throw;
    throw Error(ExitCode::kUsage, std::string(error.what()) +
                                      ", which the export began with; start again in a new folder");
  }
}

class BulkFolder {
 public:
  BulkFolder(std::string folder, Progress progress)
      : folder_(std::move(folder)), progress_(std::move(progress)) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (error) throw SystemError(ExitCode::kTryLater, "cannot make " + folder_, error.value());
    ReplaceFile(folder_ + "/mapping.json", BulkMapping());
    WriteProgress(folder_, progress_);
  }

  void Add(const Outgoing& article, std::string_view lines) {
    if (!part_.empty() && part_.size() + lines.size() > kPartBytes) Flush();
    part_ += lines;
    ++(article.is_gone() ? in_part_.gone : in_part_.articles);
    in_part_.last = IdText(article.id);
  }

  const Progress& Finish() {
    if (!part_.empty()) Flush();
    progress_.is_complete = true;
    WriteProgress(folder_, progress_);
    return progress_;
  }

 private:
  // The part first, then the note of it: a part without a note is written anew.
  void Flush() {
    std::array<char, 40> name{};
    const int size = std::snprintf(name.data(), name.size(), "/part-%06lld.ndjson",
                                   static_cast<long long>(++progress_.parts));
    ReplaceFile(folder_ + std::string(name.data(), static_cast<std::size_t>(size)), part_);
    progress_.articles += in_part_.articles;
    progress_.gone += in_part_.gone;
    progress_.last = in_part_.last;
    WriteProgress(folder_, progress_);
    part_.clear();
    in_part_ = {};
  }

  std::string folder_;
  Progress progress_;
  Progress in_part_;
  std::string part_;
};

std::string Plural(std::int64_t n, const std::string& what) {
  return std::to_string(n) + " " + what + (n == 1 ? "" : "s");
}

ExitCode ExportBulk(const ExportOptions& options) {
  const std::string& name = *options.search_name;
  const std::string fault = SearchNameFault(name);
  if (!fault.empty()) {
    throw Error(ExitCode::kUsage, "export: no index can be called \"" + name + "\": " + fault);
  }
  const int live = Snapshot::Open(options.index_dir)->generation().number;
  const Progress progress = Resume(options, live);
  const auto snapshot = OpenFor(options, progress);
  std::vector<Outgoing> articles =
      options.since == 0
          ? NewestArticles(*snapshot)
          : ChangedArticles(*Snapshot::OpenGeneration(options.index_dir, options.since), *snapshot);
  if (!progress.last.empty()) GoOnAfter(IdNumber(progress.last), &articles);
  BulkFolder folder(options.folder, progress);
  for (const Outgoing& article : articles) {
    folder.Add(article, article.is_gone() ? BulkDelete(name, IdText(article.id))
                                          : BulkIndex(name, snapshot->Load(article.place)));
  }
  const Progress& done = folder.Finish();
  std::cout << Plural(done.articles, "article")
            << (options.since == 0 ? "" : " and " + Plural(done.gone, "deletion"))
            << " of generation " << done.generation << ", in " << Plural(done.parts, "part")
            << "\n";
  return ExitCode::kDone;
}

}  // namespace

ExitCode Export(const ExportOptions& options) {
  return options.search_name ? ExportBulk(options) : ExportDump(options);
}

}  // namespace backfile
