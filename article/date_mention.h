// A DateMention is a date as running text gives it ("June 6", "last month"), not yet resolved.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "article/date.h"

namespace backfile {

// The first and the last date that a mention may mean, both inclusive.
struct DateSpan {
  PartialDate from;
  PartialDate to;
  friend bool operator==(const DateSpan&, const DateSpan&) = default;
};

struct DateMention {
  enum class Form : std::uint8_t {
    kDay,         // month, day, perhaps to_day: "June 6", "6/7 June"
    kMonth,       // month
    kYear,        // year, to_year
    kSeason,      // number: 1 spring to 4 winter
    kQuarter,     // number: 1 to 4, of a known year
    kHalf,        // number: 1 or 2, of a known year
    kWeekday,     // number: 0 (Sunday) to 6
    kDayOffset,   // number: days after today
    kWeekend,     // Saturday and Sunday
    kUnitOffset,  // number: weeks, months or years (unit) after this one
    kAgo,         // number of units before today
    kDayOfMonth,  // day of the month that lies `number` months after this one
  };
  enum class Unit : std::uint8_t { kNone, kDay, kWeek, kMonth, kYear, kDecade };
  // Which of the days that fit: said ("last", "next", "this"), or told by the verb.
  enum class Pick : std::uint8_t { kNearest, kPast, kFuture, kLast, kNext, kThis };

  Form form = Form::kDay;
  int year = 0;  // 0: not given.
  int to_year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned to_day = 0;
  int number = 0;
  int weekday = -1;  // Given beside a day: "Tuesday, June 5".
  Unit unit = Unit::kNone;
  Pick pick = Pick::kNearest;
  std::optional<int> year_shift;  // "last year": -1.
  std::optional<int> week_shift;  // "Tuesday last week": -1.

  std::uint32_t first = 0;  // The words [first, last) that say it.
  std::uint32_t last = 0;
};

// What the mention means for a reader of this day. Seasons are those of the northern hemisphere; a
// week begins on Monday; a winter of one year ("winter of 2003") is known to that year only.
//
// Nothing if the day does not exist, or if it lies outside the years 1600 to 2199.
std::optional<DateSpan> ResolveOn(const DateMention& mention, std::chrono::sys_days today);

// The same for a story that was published at `published`, perhaps known to a month or year only, or
// not known at all: then only what comes out the same for every day that it may mean.
std::optional<DateSpan> ResolveMention(const DateMention& mention,
                                       const std::optional<PartialDate>& published);

}  // namespace backfile
