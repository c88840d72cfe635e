// `extract`: what would be indexed, and nothing else.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "article/json.h"
#include "article/understand.h"
#include "formats/parts.h"
#include "indexer/cage.h"
#include "indexer/channel.h"
#include "indexer/indexer.h"
#include "indexer/spool.h"

namespace backfile {

namespace {

class Extractor {
 public:
  explicit Extractor(const ExtractOptions& options) : options_(options.read) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    options_.latest_date = today + std::chrono::days(2);
  }

  void ExtractFile(const std::string& path) {
    const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!fd) {
      const std::string why = SystemError(ExitCode::kInput, "it cannot be opened", errno).what();
      return Refuse({{Reason::kUnreadable, {path, {}, {}, {}}, why}});
    }
    ExtractFrom(fd.get(), path);
  }

  void ExtractFrom(int fd, const std::string& path) {
    RecordStream records(fd, path, options_, &neighbours_);
    Problems problems;
    while (const auto record = records.Next(&problems)) {
      for (Article& article : ReadRecord(*record, options_, &problems)) {
        if (!options_.is_plain && !IsFinished(*record)) understanding_.Understand(&article);
        Print(article);
      }
      Refuse(std::exchange(problems, {}));
    }
    Refuse(problems);
  }

  void Refuse(const Problems& problems) {
    for (const Problem& problem : problems) {
      has_refused_ = true;
      std::cout.flush();
      std::cerr << ToString(problem) << "\n";
    }
  }
  bool has_refused() const { return has_refused_; }
  void set_by_folder(bool by_folder) { options_.by_folder = by_folder; }

 private:
  static void Print(const Article& article) {
    std::string line = ToJson(article);
    line += '\n';
    std::cout.write(line.data(), static_cast<std::streamsize>(line.size()));
  }

  ReadOptions options_;
  Neighbours neighbours_;
  Understanding understanding_;
  bool has_refused_ = false;
};

}  // namespace

ExitCode Extract(const ExtractOptions& options) {
  std::optional<SpooledInput> input;
  if (std::ranges::find(options.paths, kStandardInput) != options.paths.end()) {
    input = SpoolStandardInput(std::filesystem::temp_directory_path());
  }
  EnterCage({{"/"}, {}, 0, 0, 0});  // Reads wherever it is told to, and writes nowhere.
  Extractor extractor(options);
  for (const std::string& path : options.paths) {
    if (path == kStandardInput) {
      extractor.ExtractFrom(input->fd.get(), path);
      continue;
    }
    extractor.set_by_folder(std::filesystem::is_directory(path));
    FileWalk walk(path);
    for (;;) {
      Problems problems;
      const auto file = walk.Next(&problems);
      extractor.Refuse(problems);
      if (!file || !std::cout) break;
      extractor.ExtractFile(file->path);
    }
  }
  std::cout.flush();
  return extractor.has_refused() ? ExitCode::kIncomplete : ExitCode::kDone;
}

}  // namespace backfile
