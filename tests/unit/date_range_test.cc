// Ranges of days: what they mean, and the terms that cover them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/date_range.h"

#include "tests/support/catch.h"

namespace backfile {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr sys_days kToday = 2018y / 6 / 5;  // A Tuesday.

std::string Told(std::string_view text) {
  const auto range = ParseDateRange(text, kToday);
  return range ? InWords(*range) : range.error();
}

TEST_CASE("a range means the days that a person expects", "[date_range]") {
  const auto [text, words] = GENERATE(table<std::string, std::string>({
      {"2018", "from 2018-01-01 to 2018-12-31"},
      {"2018-02", "from 2018-02-01 to 2018-02-28"},
      {"2018-06-05", "on 2018-06-05"},
      {"20180605", "on 2018-06-05"},
      {"2018-06-05..2018-07", "from 2018-06-05 to 2018-07-31"},
      {"..2010", "up to 2010-12-31"},
      {"2016-03..", "from 2016-03-01 on"},
      {"last-week", "from 2018-05-28 to 2018-06-03"},
      {"this-week", "from 2018-06-04 to 2018-06-10"},
      {"yesterday", "on 2018-06-04"},
      {"last-month", "from 2018-05-01 to 2018-05-31"},
      {"last-year", "from 2017-01-01 to 2017-12-31"},
      {"7d", "from 2018-05-29 to 2018-06-05"},
      {"1y..yesterday", "from 2017-06-05 to 2018-06-04"},
      {"*-06-06", "on 6 June of any year"},
      {"*-02-29", "on 29 February of any year"},
  }));
  CAPTURE(text);
  CHECK(Told(text) == words);
}

TEST_CASE("what is no range is refused", "[date_range]") {
  const std::string text =
      GENERATE("", "..", "2018-13", "2018-02-30", "soon", "2019..2018", "7x", "*-13-01", "*-06",
               "2018-06-05T09:30", "99999999999d", "1..2..3");
  CAPTURE(text);
  CHECK_FALSE(ParseDateRange(text, kToday).has_value());
}

std::string Terms(std::string_view text) {
  std::string all;
  for (const DateTerm& term :
       DateTerms(DaysOf(*ParseDateRange(text, kToday), 1987y / 2 / 26, 2019y / 3 / 1))) {
    all += (all.empty() ? "" : " ") + term.digits;
  }
  return all;
}

TEST_CASE("a range is covered by the fewest terms", "[date_range]") {
  CHECK(Terms("2018") == "2018");
  CHECK(Terms("2017-12-30..2018-02-02") == "20171230 20171231 201801 20180201 20180202");
  CHECK(Terms("2016-11..2019") == "201611 201612 2017 2018 2019");
  CHECK(Terms("..1988-01-01") == "1987 19880101");
  CHECK(Terms("2018-12..") == "201812 2019");
  CHECK(Terms("1700..1800") == "");
}

TEST_CASE("terms cover every day of a range once", "[date_range]") {
  for (int length = 0; length < 800; length += 7) {
    DateRange range{
        sys_days(2015y / 11 / 20), sys_days(2015y / 11 / 20) + std::chrono::days(length), {}};
    int days = 0;
    for (const DateTerm& term : DateTerms(DaysOf(range, 2000y / 1 / 1, 2030y / 1 / 1))) {
      const auto span = ParseDateRange(term.digits.size() == 6
                                           ? term.digits.substr(0, 4) + "-" + term.digits.substr(4)
                                           : term.digits,
                                       kToday);
      REQUIRE(span.has_value());
      days += static_cast<int>((*span->last - *span->first).count()) + 1;
    }
    CAPTURE(length);
    CHECK(days == length + 1);
  }
}

}  // namespace
}  // namespace backfile
