// What is left when writing is broken off: by the disk, by a signal, by damage.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <random>

#include "article/problem.h"
#include "comparison.h"
#include "documents.h"
#include "index/files.h"
#include "index/glass/merge.h"
#include "index/glass/part.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

const std::vector<std::string> kNone;

// Runs `work` in a child. Its exit code: what work returns; 75 if it threw Error(kTryLater).
template <class Work>
int InChild(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      _exit(work());
    } catch (const Error& error) {
      _exit(static_cast<int>(error.code()));
    }
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// No file may grow beyond `bytes`: what a full disk looks like to a writer.
void LimitFileSize(rlim_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
}

}  // namespace

TEST_CASE("on a full disk there is an error, and no database", "[glass]") {
  const TempDir dir;
  WritePart(NewsStories(2000, 1), dir / "part", {});
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{4096}, rlim_t{100000}, rlim_t{900000}}) {
    CAPTURE(bytes);
    std::filesystem::remove_all(dir / "out");
    std::filesystem::create_directories(dir / "out");
    CHECK(InChild([&] {
            LimitFileSize(bytes);
            WriteDatabase({dir / "part"}, dir / "out");
            return 0;
          }) == static_cast<int>(ExitCode::kTryLater));
    CHECK_FALSE(std::filesystem::exists(dir / "out/iamglass"));
  }
}

TEST_CASE("on a full disk there is an error, and no part", "[glass]") {
  const TempDir dir;
  const Documents documents = NewsStories(2000, 1);
  for (const rlim_t bytes : {rlim_t{0}, rlim_t{4096}, rlim_t{100000}}) {
    CAPTURE(bytes);
    CHECK(InChild([&] {
            LimitFileSize(bytes);
            WritePart(documents, dir / "part", {});
            return 0;
          }) == static_cast<int>(ExitCode::kTryLater));
    CHECK_FALSE(ReadPartInfo(dir / "part").has_value());
  }
}

TEST_CASE("a killed writer leaves the whole database or none", "[glass][slow]") {
  const TempDir dir;
  WritePart(NewsStories(3000, 1), dir / "part", {});
  std::filesystem::create_directories(dir / "whole");
  WriteDatabase({dir / "part"}, dir / "whole");
  int unfinished = 0;
  for (useconds_t wait = 1000; wait < 200000; wait = wait * 5 / 4) {
    std::filesystem::remove_all(dir / "out");
    std::filesystem::create_directories(dir / "out");
    const pid_t child = fork();
    if (child == 0) {
      WriteDatabase({dir / "part"}, dir / "out");
      _exit(0);
    }
    usleep(wait);
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    if (std::filesystem::exists(dir / "out/iamglass")) {
      CHECK(CheckErrors(dir / "out") == 0);
      CHECK(Differences(dir / "whole", dir / "out", true, 0) == kNone);
    } else {
      ++unfinished;
      CHECK_THROWS_AS(Xapian::Database(dir / "out"), Xapian::DatabaseOpeningError);
    }
  }
  CHECK(unfinished > 0);
}

TEST_CASE("merging damaged parts ends in an error or a sound database", "[glass]") {
  const TempDir dir;
  WritePart(NastyDocuments(40, 3, 0), dir / "part", {});
  std::mt19937 engine(4);
  int errors = 0;
  for (int i = 0; i < 150; ++i) {
    std::filesystem::remove_all(dir / "damaged");
    std::filesystem::remove_all(dir / "out");
    std::filesystem::copy(dir / "part", dir / "damaged");
    std::filesystem::create_directories(dir / "out");
    const auto lists = kAllLists[engine() % std::size(kAllLists)];
    std::string bytes(MappedFile(RunFile(dir / "damaged", 0, lists)).bytes());
    if (bytes.empty()) continue;
    for (int n = 0; n < 5; ++n) bytes[engine() % bytes.size()] = static_cast<char>(engine());
    FileWriter file(RunFile(dir / "damaged", 0, lists));
    file.Append(bytes);
    file.Close();
    try {
      WriteDatabase({dir / "damaged"}, dir / "out");
    } catch (const Error&) {
      ++errors;
      CHECK_FALSE(std::filesystem::exists(dir / "out/iamglass"));
    }
  }
  CHECK(errors > 20);
}

TEST_CASE("folding a damaged database never crashes", "[glass]") {
  const TempDir dir;
  WriteDirectly(NastyDocuments(40, 3, 0), dir / "sound", {});
  Bitmap dropped(40);
  dropped.Set(7);
  std::mt19937 engine(4);
  int errors = 0;
  for (int i = 0; i < 150; ++i) {
    std::filesystem::remove_all(dir / "damaged");
    std::filesystem::remove_all(dir / "out");
    std::filesystem::copy(dir / "sound", dir / "damaged");
    std::filesystem::create_directories(dir / "out");
    const std::string path =
        dir / ("damaged/" + TableFileName(i % 2 == 0 ? Table::kPostlist : Table::kPosition));
    std::string bytes(MappedFile(path).bytes());
    for (int n = 0; n < 30; ++n) bytes[engine() % bytes.size()] = static_cast<char>(engine());
    FileWriter file(path);
    file.Append(bytes);
    file.Close();
    try {
      WriteDatabase({{dir / "damaged", &dropped}}, dir / "out");
    } catch (const Error&) {
      ++errors;
    }
  }
  CHECK(errors > 75);
}
