// Sizes, durations and shares as people write them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/units.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("sizes take decimal and binary units", "[units]") {
  CHECK(ParseSize("512", 0) == 512);
  CHECK(ParseSize("512M", 0) == 512'000'000);
  CHECK(ParseSize("1.5 GB", 0) == 1'500'000'000);
  CHECK(ParseSize("2Ki", 0) == 2048);
  CHECK(ParseSize("none", 7) == 7);
  for (const char* bad : {"", "M", "-1", "5X", "1e400", "99999999999T", "nan"}) {
    CAPTURE(bad);
    CHECK_FALSE(ParseSize(bad, 0));
  }
}

TEST_CASE("durations are seconds unless a unit says otherwise", "[units]") {
  using std::chrono::seconds;
  CHECK(ParseDuration("2") == seconds(2));
  CHECK(ParseDuration("120s") == seconds(120));
  CHECK(ParseDuration("1.5h") == seconds(5400));
  CHECK(ParseDuration("2d") == seconds(172800));
  CHECK_FALSE(ParseDuration("soon"));
}

TEST_CASE("shares are percentages or fractions of one", "[units]") {
  CHECK(ParseShare("5%") == Approx(0.05));
  CHECK(ParseShare("0.2") == Approx(0.2));
  CHECK(ParseShare("none") == 1.0);
  CHECK_FALSE(ParseShare("150%"));
  CHECK_FALSE(ParseShare("5 apples"));
}
