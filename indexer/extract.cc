// `extract`: what would be indexed, and nothing else.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <new>
#include <system_error>
#include <utility>

#include "article/json.h"
#include "article/understand.h"
#include "formats/parts.h"
#include "indexer/channel.h"
#include "indexer/indexer.h"
#include "indexer/reader_process.h"
#include "indexer/spool.h"

namespace backfile {

namespace {

// How far readers have come, in memory that they share with who started them: the next one goes on
// behind the file on which one died.
struct Progress {
  std::atomic<std::uint64_t> begun;     // Files.
  std::atomic<bool> has_refused;        // Something.
  std::array<char, PATH_MAX + 1> path;  // Of the last one that was begun; ends with a zero.
};

Progress* ShareProgress() {
  void* memory =
      mmap(nullptr, sizeof(Progress), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) throw SystemError(ExitCode::kTryLater, "cannot begin", errno);
  return new (memory) Progress{};
}

void Tell(const Problems& problems, Progress* progress) {
  for (const Problem& problem : problems) {
    progress->has_refused = true;
    std::cout.flush();
    std::cerr << ToString(problem) << "\n";
  }
}

// Prints the articles of all files but those that were begun before.
class Extractor {
 public:
  Extractor(const ExtractOptions& options, Progress* progress)
      : options_(options.read), progress_(progress), skip_(progress->begun) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    options_.latest_date = today + std::chrono::days(2);
  }

  void ExtractAll(const std::string& path) {
    std::error_code ignored;
    options_.by_folder = std::filesystem::is_directory(path, ignored);
    FileWalk walk(path);
    for (;;) {
      Problems problems;
      const auto file = walk.Next(&problems);
      TellProgress(-1);
      if (passed_ >= skip_) Tell(problems, progress_);
      if (!file || !std::cout) return;
      if (Begin(file->path)) ExtractFile(file->path);
    }
  }

  void ExtractInput(int fd) {
    if (Begin(kStandardInput)) ExtractFrom(fd, kStandardInput);
  }

 private:
  // Whether it is still to be read.
  bool Begin(const std::string& path) {
    if (passed_++ < skip_) return false;
    progress_->path.fill('\0');
    path.copy(progress_->path.data(), PATH_MAX);
    progress_->begun = passed_;
    return true;
  }

  void ExtractFile(const std::string& path) {
    const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (fd) return ExtractFrom(fd.get(), path);
    const std::string why = SystemError(ExitCode::kInput, "it cannot be opened", errno).what();
    Tell({{Reason::kUnreadable, {path, {}, {}, {}}, why}}, progress_);
  }

  void ExtractFrom(int fd, const std::string& path) {
    TellProgress(fd);
    RecordStream records(fd, path, options_, &neighbours_);
    Problems problems;
    while (const auto record = records.Next(&problems)) {
      TellProgress(fd);
      for (Article& article : ReadRecord(*record, options_, &problems)) {
        if (!options_.is_plain && !IsFinished(*record)) understanding_.Understand(&article);
        Print(article);
      }
      Tell(std::exchange(problems, {}), progress_);
    }
    Tell(problems, progress_);
  }

  static void Print(const Article& article) {
    std::string line = ToJson(article);
    line += '\n';
    std::cout.write(line.data(), static_cast<std::streamsize>(line.size()));
    std::cout.flush();  // Should the next one end this process.
  }

  ReadOptions options_;
  Progress* progress_;
  std::uint64_t skip_;
  std::uint64_t passed_ = 0;
  Neighbours neighbours_;
  Understanding understanding_;
};

ExitCode ReadOn(const ExtractOptions& options, int input, Progress* progress) {
  Extractor extractor(options, progress);
  for (const std::string& path : options.paths) {
    if (path == kStandardInput) {
      extractor.ExtractInput(input);
    } else {
      extractor.ExtractAll(path);
    }
  }
  std::cout.flush();
  return progress->has_refused ? ExitCode::kIncomplete : ExitCode::kDone;
}

}  // namespace

ExitCode Extract(const ExtractOptions& options) {
  SpooledInput input;
  if (std::ranges::find(options.paths, kStandardInput) != options.paths.end()) {
    input = SpoolStandardInput(std::filesystem::temp_directory_path());
  }
  Progress* progress = ShareProgress();
  for (;;) {
    const std::uint64_t begun = progress->begun;
    const auto end = GoOnAsReader(options.worker);
    if (!end) return ReadOn(options, input.fd.get(), progress);
    if (!end->death) return end->code;
    Problem death = *end->death;
    if (progress->begun == begun) throw Error(ExitCode::kTryLater, death.sentence);
    death.where.archive = progress->path.data();
    death.sentence += "; the rest of it is not read";
    Tell({death}, progress);
  }
}

}  // namespace backfile
