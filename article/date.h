// A PartialDate is a point on the calendar together with how precisely it is known.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

enum class Precision : std::uint8_t { kYear, kMonth, kDay, kMinute, kSecond };  // On disk.
std::string_view PrecisionName(Precision precision);                            // "month"

// How a date was learnt. On disk and in the output; a guess is never shown as a fact.
enum class DateBasis : std::uint8_t { kNone, kMetadata, kDateline, kUrl, kText, kPath, kHand };
std::string_view DateBasisName(DateBasis basis);  // "dateline"

// Old archives often give only "June 1987". We keep what was given and never invent the rest: a
// month-precise date matches a whole-month query, and prints as 1987-06. The wall clock is kept as
// written, and the offset from UTC with it where the writer gave one.
//
// A plain value: copy it freely.
class PartialDate {
 public:
  using Offset = std::optional<std::chrono::minutes>;  // East of UTC; absent: zone not known.

  static PartialDate Year(std::chrono::year year);
  static PartialDate Month(std::chrono::year_month month);  // Requires: month.ok().
  static PartialDate Day(std::chrono::year_month_day day);  // Requires: day.ok().
  static PartialDate Wall(std::chrono::local_seconds wall, Precision precision, Offset offset);
  // The same with an offset that the writer did not give, but is known from elsewhere.
  PartialDate WithAssumedOffset(std::chrono::minutes offset) const;

  Precision precision() const { return precision_; }
  Offset offset() const { return offset_; }
  std::chrono::local_seconds wall() const { return wall_; }  // The first second it may mean.

  // The calendar day as written (the first one it may mean).
  std::chrono::year_month_day day() const;
  // The first and the last second it may mean, both inclusive; an unknown zone is taken for UTC.
  std::chrono::sys_seconds first() const;
  std::chrono::sys_seconds last() const;

  // ISO 8601, cut to the precision: "1987-06", "1987-06-05", "1987-06-05T09:30:00Z",
  // "1987-06-05T09:30+01:00"; without an offset where none is known.
  std::string ToString() const;
  // The same without an assumed offset. What was stored and loaded again no longer knows that its
  // offset was one.
  std::string AsWritten() const;

  // The same span of time, known to the same precision.
  friend bool operator==(const PartialDate& a, const PartialDate& b) {
    return a.precision_ == b.precision_ && a.first() == b.first();
  }

 private:
  PartialDate(std::chrono::local_seconds wall, Precision precision, Offset offset)
      : wall_(wall), precision_(precision), offset_(offset) {}

  std::chrono::local_seconds wall_;
  Precision precision_;
  Offset offset_;
  bool is_offset_assumed_ = false;
};

// Reads a date as ISO 8601 and RFC 3339 write it: 1987, 1987-06, 1987-06-05, 1987-06-05T09:30,
// with seconds and a fraction (dropped), "T" or a space, and Z, +01:00, +0100 or nothing at the
// end; also the basic forms 19870605 and 19870605T093000Z. Surrounding white space is ignored.
//
// Returns nullopt if the text is anything else, names a day that does not exist (2018-02-30), or
// falls outside the years 1600 to 2199, which in a news archive means that the field was misread.
std::optional<PartialDate> ParseIsoDate(std::string_view text);

}  // namespace backfile
