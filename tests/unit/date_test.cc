// Partial dates and the ISO forms.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/date.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a date prints as precisely as it was given", "[date]") {
  const auto [text, printed] = GENERATE(table<std::string, std::string>({
      {"1987", "1987"},
      {"1987-06", "1987-06"},
      {" 1987-06-05 ", "1987-06-05"},
      {"19870605", "1987-06-05"},
      {"2018-06-05T09:30", "2018-06-05T09:30"},
      {"2018-06-05 09:30:15", "2018-06-05T09:30:15"},
      {"2018-06-05T09:30:15.123Z", "2018-06-05T09:30:15Z"},
      {"20180605T093015+0100", "2018-06-05T09:30:15+01:00"},
      {"2018-06-05T09:30:15 -05:30", "2018-06-05T09:30:15-05:30"},
  }));
  CAPTURE(text);
  const auto date = ParseIsoDate(text);
  REQUIRE(date);
  CHECK(date->ToString() == printed);
}

TEST_CASE("a zone offset is folded into UTC", "[date]") {
  CHECK(ParseIsoDate("2018-06-05T09:30:00+01:00") == ParseIsoDate("2018-06-05T08:30:00Z"));
}

TEST_CASE("what is no date is refused", "[date]") {
  const std::string text = GENERATE("", "1987-13", "2018-02-30", "0001-01-01", "2250", "1987-6-5",
                                    "198706", "2018-06-05T25:00", "2018-06-05T09", "yesterday",
                                    "2018-06-05T09:30:00+9", "2018-06-05 junk", "99999999");
  CAPTURE(text);
  CHECK_FALSE(ParseIsoDate(text));
}

TEST_CASE("a month means all of its days", "[date]") {
  const auto month = ParseIsoDate("2016-02");
  REQUIRE(month);
  CHECK(month->last() - month->first() == std::chrono::days(29) - std::chrono::seconds(1));
}
