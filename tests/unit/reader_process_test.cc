// Reader processes: how each end is told.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/reader_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

// How a reader ends in which `read` is run, which gives its exit code.
template <class Read>
ReaderEnd EndOf(const WorkerLimits& limits, Read read) {
  const auto end = GoOnAsReader(limits);
  if (!end) _exit(read());
  return *end;
}

void GoOnAndOn() {
  volatile bool goes_on = true;
  while (goes_on) {
  }
}

}  // namespace

TEST_CASE("a reader that comes to its end gives its exit code", "[reader_process]") {
  const ReaderEnd end = EndOf({}, [] { return 3; });
  CHECK(end.code == ExitCode::kIncomplete);
  CHECK_FALSE(end.death);
}

TEST_CASE("a reader that crashes is told from one that ends", "[reader_process]") {
  const ReaderEnd end = EndOf({}, [] {
    signal(SIGSEGV, SIG_DFL);
    return raise(SIGSEGV);
  });
  REQUIRE(end.death);
  CHECK(end.death->reason == Reason::kCrashed);
  CHECK_THAT(end.death->sentence, Catch::Contains("died"));
}

TEST_CASE("a reader that swells ends, and says by which limit", "[reader_process]") {
  const ReaderEnd end = EndOf({.memory = 400'000'000}, [] {
    std::vector<std::string> all;
    for (int i = 0; i < 100; ++i) all.emplace_back(10'000'000, 'x');
    return all.empty() ? 1 : 0;
  });
  if (!end.death) {
    WARN("skipped: this build has no limits of memory");
    return;
  }
  CHECK_THAT(end.death->sentence, Catch::Contains("--max-worker"));
}

TEST_CASE("a reader that computes without progress ends", "[reader_process]") {
  const ReaderEnd end = EndOf({.stuck_after = std::chrono::seconds(1)}, [] {
    GoOnAndOn();
    return 0;
  });
  REQUIRE(end.death);
  CHECK(end.death->reason == Reason::kTimeout);
}

TEST_CASE("a reader that begins records, or reads on, may take its time", "[reader_process]") {
  const TempDir dir;
  std::ofstream(dir / "file") << std::string(100'000, 'x');
  const int fd = open((dir / "file").c_str(), O_RDONLY | O_CLOEXEC);
  const bool by_reading = GENERATE(false, true);
  const ReaderEnd end = EndOf({.stuck_after = std::chrono::seconds(1)}, [&] {
    TellProgress(fd);
    const auto until = std::clock() + 5 * CLOCKS_PER_SEC / 2;
    for (int i = 0; std::clock() < until; ++i) {
      char byte = 0;
      if (!by_reading) TellProgress(fd);
      if (by_reading && i % 1000 == 0 && read(fd, &byte, 1) < 0) return 1;
    }
    return 0;
  });
  CHECK(end.code == ExitCode::kDone);
  CHECK_FALSE(end.death);
  close(fd);
}
