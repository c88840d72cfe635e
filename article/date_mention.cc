// Calendar arithmetic: from what was written and today to a span of dates.
//
// A date without a year is one of several days a year apart. The writer's verb says which: "began
// on June 6" is the last such day up to today, "will begin" the next one from today; without a verb
// the nearest is taken. Where the day of publication is not known, a mention is resolved from both
// ends of what it may be, and kept if both agree: so "in 2014" needs no date of publication, "last
// year" needs the year, and "June 6" is not guessed at.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/date_mention.h"

#include <cstdlib>

namespace backfile {

namespace {

using std::chrono::day;
using std::chrono::days;
using std::chrono::month;
using std::chrono::months;
using std::chrono::sys_days;
using std::chrono::weekday;
using std::chrono::year;
using std::chrono::year_month;
using std::chrono::year_month_day;
using Form = DateMention::Form;
using Pick = DateMention::Pick;
using Unit = DateMention::Unit;

constexpr int kFirstYear = 1600;
constexpr int kLastYear = 2199;

int YearOf(sys_days today) { return static_cast<int>(year_month_day(today).year()); }
year_month MonthOf(sys_days today) {
  const year_month_day date(today);
  return date.year() / date.month();
}
bool InRange(int y) { return y >= kFirstYear && y <= kLastYear; }

std::optional<DateSpan> Days(sys_days from, sys_days to) {
  if (!InRange(YearOf(from)) || !InRange(YearOf(to))) return std::nullopt;
  return DateSpan{PartialDate::Day(from), PartialDate::Day(to)};
}
std::optional<DateSpan> Months(year_month from, year_month to) {
  if (!InRange(static_cast<int>(from.year())) || !InRange(static_cast<int>(to.year())))
    return std::nullopt;
  return DateSpan{PartialDate::Month(from), PartialDate::Month(to)};
}
std::optional<DateSpan> Years(int from, int to) {
  if (!InRange(from) || !InRange(to) || from > to) return std::nullopt;
  return DateSpan{PartialDate::Year(year(from)), PartialDate::Year(year(to))};
}

sys_days MondayOf(sys_days today) { return today - days((weekday(today).c_encoding() + 6) % 7); }

// Of candidates that are `distance` from today (days or months; negative: past), whether the new
// one suits better than the best so far.
bool SuitsBetter(Pick pick, int distance, std::optional<int> best) {
  switch (pick) {
    case Pick::kPast:
      return distance <= 0 && (!best || distance > *best);
    case Pick::kLast:
      return distance < 0 && (!best || distance > *best);
    case Pick::kFuture:
      return distance >= 0 && (!best || distance < *best);
    case Pick::kNext:
      return distance > 0 && (!best || distance < *best);
    case Pick::kNearest:
    case Pick::kThis:
      break;
  }
  return !best || std::abs(distance) < std::abs(*best);
}

// The year of a day or month that was given without one.
std::optional<int> PickYear(const DateMention& mention, sys_days today) {
  if (mention.year != 0) return mention.year;
  if (mention.year_shift) return YearOf(today) + *mention.year_shift;
  if (mention.pick == Pick::kThis) return YearOf(today);
  std::optional<int> best_distance;
  std::optional<int> best;
  const unsigned in_month = mention.day == 0 ? 1 : mention.day;
  for (int y = YearOf(today) - 8; y <= YearOf(today) + 8; ++y) {  // Eight: 29 February over 1900.
    const year_month_day date = year(y) / month(mention.month) / day(in_month);
    if (!date.ok()) continue;
    if (mention.weekday >= 0 &&
        weekday(sys_days(date)).c_encoding() != static_cast<unsigned>(mention.weekday))
      continue;
    const int distance =
        mention.day == 0
            ? static_cast<int>((year(y) / month(mention.month) - MonthOf(today)).count())
            : static_cast<int>((sys_days(date) - today).count());
    if (!SuitsBetter(mention.pick, distance, best_distance)) continue;
    best_distance = distance;
    best = y;
  }
  return best;
}

std::optional<DateSpan> ResolveDay(const DateMention& mention, sys_days today) {
  const std::optional<int> y = PickYear(mention, today);
  if (!y) return std::nullopt;
  const year_month_day from = year(*y) / month(mention.month) / day(mention.day);
  const year_month_day to =
      year(*y) / month(mention.month) / day(mention.to_day == 0 ? mention.day : mention.to_day);
  if (!from.ok() || !to.ok() || to < from) return std::nullopt;
  return Days(from, to);
}

std::optional<DateSpan> ResolveMonth(const DateMention& mention, sys_days today) {
  const std::optional<int> y = PickYear(mention, today);
  if (!y) return std::nullopt;
  const year_month in = year(*y) / month(mention.month);
  return Months(in, in);
}

std::optional<DateSpan> ResolveWeekday(const DateMention& mention, sys_days today) {
  const weekday wanted(static_cast<unsigned>(mention.number));
  const int in_week = static_cast<int>((wanted.c_encoding() + 6) % 7);
  if (mention.week_shift) {
    const sys_days at = MondayOf(today) + days(7 * *mention.week_shift + in_week);
    return Days(at, at);
  }
  const days back = weekday(today) - wanted;  // 0 to 6.
  const days ahead = wanted - weekday(today);
  sys_days at = today - back;
  if (mention.pick == Pick::kNearest && ahead < back) at = today + ahead;
  if (mention.pick == Pick::kLast && back == days(0)) at = today - days(7);
  if (mention.pick == Pick::kFuture || mention.pick == Pick::kThis) at = today + ahead;
  if (mention.pick == Pick::kNext) at = MondayOf(today) + days(7 + in_week);
  return Days(at, at);
}

std::optional<DateSpan> ResolveWeekend(const DateMention& mention, sys_days today) {
  const sys_days saturday = MondayOf(today) + days(5);
  int weeks = 0;
  const bool has_begun = today >= saturday;
  if (mention.pick == Pick::kLast || (mention.pick == Pick::kPast && !has_begun)) weeks = -1;
  if (mention.pick == Pick::kNext) weeks = 1;
  return Days(saturday + days(7 * weeks), saturday + days(7 * weeks + 1));
}

std::optional<DateSpan> ResolveUnit(Unit unit, int count, sys_days today) {
  switch (unit) {
    case Unit::kDay:
      return Days(today + days(count), today + days(count));
    case Unit::kWeek: {
      const sys_days monday = MondayOf(today) + days(7 * count);
      return Days(monday, monday + days(6));
    }
    case Unit::kMonth:
      return Months(MonthOf(today) + months(count), MonthOf(today) + months(count));
    case Unit::kYear:
      return Years(YearOf(today) + count, YearOf(today) + count);
    case Unit::kDecade: {
      const int first = YearOf(today) / 10 * 10 + 10 * count;
      return Years(first, first + 9);
    }
    case Unit::kNone:
      break;
  }
  return std::nullopt;
}

// The season that begins in year y.
std::optional<DateSpan> SeasonOf(int y, int season) {
  const year_month from = year(y) / month(static_cast<unsigned>(season) * 3);
  return Months(from, from + months(2));
}

std::optional<DateSpan> ResolveSeason(const DateMention& mention, sys_days today) {
  if (mention.to_year != 0) return SeasonOf(mention.year, mention.number);
  const bool has_year = mention.year != 0 || mention.year_shift;
  const int y = mention.year != 0 ? mention.year : YearOf(today) + mention.year_shift.value_or(0);
  if (has_year && mention.number == 4) return Years(y, y);
  if (has_year) return SeasonOf(y, mention.number);
  std::optional<DateSpan> best;
  for (int candidate = y - 2; candidate <= y + 2; ++candidate) {
    const std::optional<DateSpan> span = SeasonOf(candidate, mention.number);
    if (!span) continue;
    const bool is_over = span->to.last() < today;
    const bool is_ahead = span->from.first() > today;
    if (mention.pick == Pick::kLast && is_over) best = span;
    if (mention.pick == Pick::kNext && is_ahead && !best) best = span;
    if (mention.pick != Pick::kLast && mention.pick != Pick::kNext) {  // "this": of this year.
      const bool in_this_year = candidate == YearOf(today) || (!is_over && !is_ahead);
      if (in_this_year && !best) best = span;
    }
  }
  return best;
}

std::optional<DateSpan> ResolveYearPart(const DateMention& mention, int count, sys_days today) {
  if (mention.year == 0 && !mention.year_shift) return std::nullopt;
  const int y = mention.year != 0 ? mention.year : YearOf(today) + *mention.year_shift;
  const year_month from = year(y) / month(static_cast<unsigned>((mention.number - 1) * count + 1));
  return Months(from, from + months(count - 1));
}

std::optional<DateSpan> ResolveDayOfMonth(const DateMention& mention, sys_days today) {
  const year_month in = MonthOf(today) + months(mention.number);
  const year_month_day date = in / day(mention.day);
  return date.ok() ? Days(date, date) : std::nullopt;
}

}  // namespace

std::optional<DateSpan> ResolveOn(const DateMention& mention, sys_days today) {
  switch (mention.form) {
    case Form::kDay:
      return ResolveDay(mention, today);
    case Form::kMonth:
      return ResolveMonth(mention, today);
    case Form::kYear:
      return Years(mention.year, mention.to_year == 0 ? mention.year : mention.to_year);
    case Form::kSeason:
      return ResolveSeason(mention, today);
    case Form::kQuarter:
      return ResolveYearPart(mention, 3, today);
    case Form::kHalf:
      return ResolveYearPart(mention, 6, today);
    case Form::kWeekday:
      return ResolveWeekday(mention, today);
    case Form::kDayOffset:
      return Days(today + days(mention.number), today + days(mention.number));
    case Form::kWeekend:
      return ResolveWeekend(mention, today);
    case Form::kUnitOffset:
      return ResolveUnit(mention.unit, mention.number, today);
    case Form::kAgo:
      return ResolveUnit(mention.unit, -mention.number, today);
    case Form::kDayOfMonth:
      return ResolveDayOfMonth(mention, today);
  }
  return std::nullopt;
}

std::optional<DateSpan> ResolveMention(const DateMention& mention,
                                       const std::optional<PartialDate>& published) {
  // Without a date of publication: from two ends of time, so that nothing relative agrees.
  sys_days first = year(1800) / 1 / 1;
  sys_days last = year(2101) / 12 / 30;
  if (published) {
    first = sys_days(published->day());
    last = std::chrono::floor<days>(published->last() +
                                    published->offset().value_or(std::chrono::minutes(0)));
    if (published->precision() >= Precision::kDay) last = first;
  }
  const std::optional<DateSpan> span = ResolveOn(mention, first);
  if (!span || first == last) return span;
  const std::optional<DateSpan> other = ResolveOn(mention, last);
  return other && *other == *span ? span : std::nullopt;
}

}  // namespace backfile
