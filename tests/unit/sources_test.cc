// Which files a source wants.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources.h"

#include <cmath>

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("each file is in one portion, and portions are of about one size", "[sources]") {
  const std::uint64_t of = GENERATE(1U, 2U, 7U, 100U);
  CAPTURE(of);
  std::vector<int> sizes(of);
  for (int n = 0; n < 20'000; ++n) {
    const std::string path = "/srv/news/" + std::to_string(n) + ".tar.gz";
    int holders = 0;
    for (std::uint64_t number = 1; number <= of; ++number) {
      if (!Portion{number, of}.Holds(path)) continue;
      ++holders;
      ++sizes[number - 1];
    }
    if (holders != 1) FAIL(path << " is in " << holders);
  }
  const double mean = 20'000.0 / static_cast<double>(of);
  for (const int size : sizes) CHECK(size == Approx(mean).margin(6 * std::sqrt(mean)));
}

TEST_CASE("the portion of a path never changes", "[sources]") {
  // On disk, as it were: machines that are not upgraded together must agree.
  CHECK(Portion{1, 8}.Holds("/srv/news/2018/june.tar.gz"));
  CHECK(Portion{3, 8}.Holds("/srv/news/reuters.zip"));
}

TEST_CASE("a portion is written as K/N", "[sources]") {
  CHECK(ParsePortion("3/8")->number == 3);
  CHECK(ParsePortion("3/8")->of == 8);
  CHECK(ParsePortion("1/1").has_value());
  const std::string wrong = GENERATE("", "/", "3", "3/", "/8", "0/8", "9/8", "3/8/1", "-1/8", "a/b",
                                     "3 /8", "99999999999999999999/8");
  CAPTURE(wrong);
  CHECK_FALSE(ParsePortion(wrong).has_value());
}
