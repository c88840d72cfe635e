// Tasks in a child process: what becomes of one that fails, swells or takes too long.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <unistd.h>

#include <csignal>
#include <new>
#include <stdexcept>
#include <system_error>

#include "article/problem.h"
#include "indexer/crew.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

// The code of the Error that a task ends in; kDone if it does not.
template <class Function>
ExitCode EndOf(Function run, std::chrono::seconds limit = std::chrono::seconds(60)) {
  try {
    ChildTask(run).Join(limit);
    return ExitCode::kDone;
  } catch (const Error& error) {
    return error.code();
  }
}

}  // namespace

TEST_CASE("a task in a child tells how it ended", "[child_task]") {
  CHECK(EndOf([] {}) == ExitCode::kDone);
  CHECK(EndOf([] { throw Error(ExitCode::kInput, "no"); }) == ExitCode::kInput);
  CHECK(EndOf([] { raise(SIGSEGV); }) == ExitCode::kIndex);
  CHECK(EndOf([] { throw std::logic_error("no"); }) == ExitCode::kInternal);
}

TEST_CASE("a task without memory may be tried later", "[child_task]") {
  CHECK(EndOf([] { throw std::bad_alloc(); }) == ExitCode::kTryLater);
  CHECK(EndOf([] {
          throw std::system_error(std::make_error_code(std::errc::resource_unavailable_try_again));
        }) == ExitCode::kTryLater);
}

TEST_CASE("a task that takes too long is ended", "[child_task]") {
  CHECK(EndOf([] { pause(); }, std::chrono::seconds(1)) == ExitCode::kTryLater);
}
