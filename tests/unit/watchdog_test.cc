// The watchdog over questions; what it ends is a process, so it is tried in one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/watchdog.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <ctime>
#include <optional>
#include <string>
#include <thread>

#include "article/problem.h"
#include "tests/support/catch.h"

using namespace backfile;
using std::chrono::milliseconds;

namespace {

struct End {
  int code = -1;
  std::string said;
};

// How a process ends in which `run` is run, and what it says on standard error.
template <class Run>
End EndOf(Run run) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    run();
    _exit(0);
  }
  close(ends[1]);
  End end;
  std::array<char, 1000> said{};
  const ssize_t size = read(ends[0], said.data(), said.size());
  if (size > 0) end.said.assign(said.data(), static_cast<std::size_t>(size));
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(status)) end.code = WEXITSTATUS(status);
  return end;
}

void GoOnAndOn() {
  volatile bool goes_on = true;
  while (goes_on) {
#ifdef __SANITIZE_THREAD__
    usleep(0);  // It keeps signals back until a call that it knows.
#endif
  }
}

}  // namespace

TEST_CASE("who computes on and on is ended, and says what may be wrong", "[watchdog]") {
  const End end = EndOf([] {
    const Watchdog watchdog(milliseconds(20));
    GoOnAndOn();
  });
  CHECK(end.code == static_cast<int>(ExitCode::kIndex));
  CHECK_THAT(end.said, Catch::Contains("may be damaged"));
}

TEST_CASE("it watches a thread beside others, too", "[watchdog]") {
  const End end = EndOf([] {
    std::thread([] {
      const Watchdog watchdog(milliseconds(20));
      GoOnAndOn();
    }).join();
  });
  CHECK(end.code == static_cast<int>(ExitCode::kIndex));
}

TEST_CASE("who waits, or is done in time, is left alone", "[watchdog]") {
  const End end = EndOf([] {
    std::optional<Watchdog> watchdog(std::in_place, milliseconds(50));
    std::this_thread::sleep_for(milliseconds(80));
    watchdog.reset();
    const auto until = std::clock() + CLOCKS_PER_SEC / 10;
    while (std::clock() < until) {
    }
  });
  CHECK(end.code == 0);
  CHECK(end.said.empty());
}
