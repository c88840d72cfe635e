// Reading ranges of days, and covering them with the terms that articles carry.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/date_range.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "article/date.h"
#include "index/schema.h"

namespace backfile {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::January;
using std::chrono::last;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year_month_day;
using std::chrono::years;

struct Span {
  sys_days first;
  sys_days last;
};

sys_days MonthEnd(const year_month_day& date) {
  return sys_days(date.year() / date.month() / last);
}
sys_days YearStart(sys_days date) { return sys_days(year_month_day(date).year() / January / 1); }
sys_days YearEnd(sys_days date) { return sys_days(year_month_day(date).year() / 12 / 31); }

// The day `count` months before; the 31st becomes the last day of a shorter month.
sys_days MonthsBefore(sys_days from, int count) {
  const year_month_day date(from);
  const auto month_then = date.year() / date.month() - months(count);
  return std::min(
      sys_days(month_then / last),
      sys_days(month_then / 1) + days(static_cast<int>(static_cast<unsigned>(date.day())) - 1));
}

std::optional<Span> Named(std::string_view name, sys_days today) {
  const year_month_day date(today);
  const sys_days monday = today - (weekday(today) - std::chrono::Monday);
  const sys_days month_start = sys_days(date.year() / date.month() / 1);
  const sys_days year_start = YearStart(today);
  if (name == "today") return Span{today, today};
  if (name == "yesterday") return Span{today - days(1), today - days(1)};
  if (name == "this-week") return Span{monday, monday + days(6)};
  if (name == "last-week") return Span{monday - days(7), monday - days(1)};
  if (name == "this-month") return Span{month_start, MonthEnd(date)};
  if (name == "last-month") return Span{MonthsBefore(month_start, 1), month_start - days(1)};
  if (name == "this-year") return Span{year_start, YearEnd(today)};
  if (name == "last-year") return Span{YearStart(year_start - days(1)), year_start - days(1)};
  return std::nullopt;
}

// "7d", "2w", "3m", "1y": the day so long before today.
std::optional<sys_days> Before(std::string_view text, sys_days today) {
  if (text.size() < 2 || text.size() > 5) return std::nullopt;
  int count = 0;
  const char* const unit = text.data() + text.size() - 1;
  const auto [end, error] = std::from_chars(text.data(), unit, count);
  if (error != std::errc() || end != unit || count < 0) return std::nullopt;
  switch (*unit) {
    case 'd':
      return today - days(count);
    case 'w':
      return today - days(7 * count);
    case 'm':
      return MonthsBefore(today, count);
    case 'y':
      return count < 1000 ? std::optional(MonthsBefore(today, 12 * count)) : std::nullopt;
    default:
      return std::nullopt;
  }
}

// One side of a range.
std::optional<Span> Side(std::string_view text, sys_days today) {
  if (const auto named = Named(text, today)) return named;
  if (const auto before = Before(text, today)) return Span{*before, *before};
  const bool calendar = text.find_first_not_of("0123456789-") == std::string_view::npos;
  const auto date = calendar ? ParseIsoDate(text) : std::nullopt;
  if (!date || date->precision() > Precision::kDay) return std::nullopt;
  const sys_days first(date->day());
  if (date->precision() == Precision::kYear) return Span{first, YearEnd(first)};
  if (date->precision() == Precision::kMonth) return Span{first, MonthEnd(date->day())};
  return Span{first, first};
}

std::string Unreadable(std::string_view text) {
  return "\"" + std::string(text) +
         "\" is no date; write 2018, 2018-06, 2018-06-05, 2018-06-05..2018-07, ..2010, last-week "
         "or 7d";
}

Result<DateRange> AnyYear(std::string_view text) {
  const auto date = ParseIsoDate("2000" + std::string(text.substr(1)));  // A leap year.
  if (!date || date->precision() != Precision::kDay) {
    return Failure("write a day of any year as *-06-05");
  }
  const auto day = date->day();
  return DateRange{.first = {}, .last = {}, .any_year = day.month() / day.day()};
}

Result<DateRange> TwoSides(std::string_view left, std::string_view right, sys_days today) {
  DateRange range;
  if (left.empty() && right.empty()) return Failure("a range needs a date on one side of ..");
  if (!left.empty()) {
    const auto span = Side(left, today);
    if (!span) return Failure(Unreadable(left));
    range.first = span->first;
  }
  if (!right.empty()) {
    const auto span = Side(right, today);
    if (!span) return Failure(Unreadable(right));
    range.last = span->last;
  }
  if (range.first && range.last && *range.first > *range.last) {
    return Failure("this range ends before it begins");
  }
  return range;
}

// Takes as many days as one term of the year, month or day can cover.
sys_days TakeTerm(sys_days at, sys_days end, std::vector<DateTerm>* terms) {
  const year_month_day date(at);
  std::array<char, 16> digits{};
  std::snprintf(digits.data(), digits.size(), "%04d%02u%02u", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  const std::string_view text(digits.data());
  if (at == YearStart(at) && YearEnd(at) <= end) {
    terms->push_back({Precision::kYear, std::string(text.substr(0, 4))});
    return YearEnd(at) + days(1);
  }
  if (date.day() == day(1) && MonthEnd(date) <= end) {
    terms->push_back({Precision::kMonth, std::string(text.substr(0, 6))});
    return MonthEnd(date) + days(1);
  }
  terms->push_back({Precision::kDay, std::string(text)});
  return at + days(1);
}

constexpr std::array<std::string_view, 12> kMonthNames = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

}  // namespace

Result<DateRange> ParseDateRange(std::string_view text, sys_days today) {
  if (text.starts_with("*-")) return AnyYear(text);
  const std::size_t dots = text.find("..");
  if (dots != std::string_view::npos) {
    return TwoSides(text.substr(0, dots), text.substr(dots + 2), today);
  }
  if (const auto before = Before(text, today)) return DateRange{*before, today, {}};
  const auto span = Side(text, today);
  if (!span) return Failure(Unreadable(text));
  return DateRange{span->first, span->last, {}};
}

DaySpan DaysOf(const DateRange& range, sys_days earliest, sys_days latest) {
  earliest = YearStart(earliest);
  latest = YearEnd(latest);
  return {std::max(range.first.value_or(earliest), earliest),
          std::min(range.last.value_or(latest), latest)};
}

std::vector<DateTerm> DateTerms(const DaySpan& span) {
  std::vector<DateTerm> terms;
  for (sys_days at = span.first; at <= span.last;) at = TakeTerm(at, span.last, &terms);
  return terms;
}

std::int32_t LastDay(std::int32_t first, Precision precision) {
  if (precision >= Precision::kDay) return first;
  const sys_days day{days{first}};
  const sys_days end = precision == Precision::kYear ? YearEnd(day) : MonthEnd(year_month_day(day));
  return static_cast<std::int32_t>(end.time_since_epoch().count());
}

std::string MonthDayDigits(std::chrono::month_day date) {
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), "%02u%02u", static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return digits.data();
}

std::string InWords(const DateRange& range) {
  if (range.any_year) {
    const auto month = static_cast<unsigned>(range.any_year->month());
    return "on " + std::to_string(static_cast<unsigned>(range.any_year->day())) + " " +
           std::string(kMonthNames.at(month - 1)) + " of any year";
  }
  if (!range.first) return "up to " + IsoDay(*range.last);
  if (!range.last) return "from " + IsoDay(*range.first) + " on";
  if (*range.first == *range.last) return "on " + IsoDay(*range.first);
  return "from " + IsoDay(*range.first) + " to " + IsoDay(*range.last);
}

std::string IsoDay(sys_days date) { return PartialDate::Day(year_month_day(date)).ToString(); }

std::string DayText(std::int32_t day_number, Precision precision) {
  const year_month_day date{sys_days{days{day_number}}};
  if (precision == Precision::kYear) return PartialDate::Year(date.year()).ToString();
  if (precision == Precision::kMonth) {
    return PartialDate::Month(date.year() / date.month()).ToString();
  }
  return PartialDate::Day(date).ToString();
}

}  // namespace backfile
