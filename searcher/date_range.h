// What a date in a question means: "2018-06", "2018-06-05..2018-07", "..2010", "last-week",
// "*-06-06".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/date.h"
#include "article/problem.h"

namespace backfile {

// Days, both inclusive; an open end is absent. Or one day of any year.
struct DateRange {
  std::optional<std::chrono::sys_days> first;
  std::optional<std::chrono::sys_days> last;
  std::optional<std::chrono::month_day> any_year;

  friend bool operator==(const DateRange&, const DateRange&) = default;
};

// Reads one range. Either side of ".." may be a year, a month, a day, or one of: today, yesterday,
// last-week, last-month, last-year, 7d, 2w, 3m, 1y (that long before today). Without "..", a length
// such as 7d means "from then to today", and a calendar date means all of it. The sentence of a
// failure says what is wrong and what would be right.
Result<DateRange> ParseDateRange(std::string_view text, std::chrono::sys_days today);

// A year, month or day as the terms of the index spell it.
struct DateTerm {
  Precision precision = Precision::kDay;
  std::string digits;  // "1987", "198706", "19870605"

  friend bool operator==(const DateTerm&, const DateTerm&) = default;
};

// Days, both inclusive; none if the last is before the first.
struct DaySpan {
  std::chrono::sys_days first;
  std::chrono::sys_days last;
};
// The range cut to the years of `earliest` and `latest`, the days of the oldest and the newest
// article. Requires: not any_year.
DaySpan DaysOf(const DateRange& range, std::chrono::sys_days earliest,
               std::chrono::sys_days latest);

// The fewest terms that cover the days. What is known only to its year matches a span that holds
// all of that year, and so on.
std::vector<DateTerm> DateTerms(const DaySpan& span);
// The last day that a date may mean: days since 1970, as its first one.
std::int32_t LastDay(std::int32_t first, Precision precision);
// "0605".
std::string MonthDayDigits(std::chrono::month_day date);

// "from 2018-06-05 to 2018-07-31", "up to 2010-12-31", "on 6 June of any year": for explain.
std::string InWords(const DateRange& range);
// "2018-06-05".
std::string IsoDay(std::chrono::sys_days day);
// "1987", "1987-06" or "1987-06-05": days since 1970, cut to the precision.
std::string DayText(std::int32_t day, Precision precision);

}  // namespace backfile
