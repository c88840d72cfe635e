// Files of an index, and what is said when the system says no.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/files.h"

#include <sys/resource.h>

#include <fstream>
#include <optional>

#include "article/problem.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

// While it lives, nothing can be opened.
class NoMoreFiles {
 public:
  NoMoreFiles() {
    getrlimit(RLIMIT_NOFILE, &before_);
    const rlimit none = {0, before_.rlim_max};
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoMoreFiles() { setrlimit(RLIMIT_NOFILE, &before_); }
  NoMoreFiles(const NoMoreFiles&) = delete;
  NoMoreFiles& operator=(const NoMoreFiles&) = delete;

 private:
  rlimit before_ = {};
};

}  // namespace

TEST_CASE("the names in a directory come sorted, and there are none in one that is not there",
          "[files]") {
  const TempDir dir;
  std::ofstream(dir / "b") << "x";
  std::ofstream(dir / "a") << "x";
  CHECK(NamesIn(dir.path()) == std::vector<std::string>{"a", "b"});
  CHECK(NamesIn(dir / "nowhere").empty());
}

TEST_CASE("a directory that cannot be read is not taken for an empty one", "[files]") {
  const TempDir dir;
  std::ofstream(dir / "a") << "x";
  std::optional<ExitCode> code;
  {
    const NoMoreFiles limit;
    try {
      NamesIn(dir.path());
    } catch (const Error& error) {
      code = error.code();
    }
  }
  CHECK(code == ExitCode::kTryLater);
  CHECK_THROWS_AS(NamesIn(dir / "a"), Error);
}
