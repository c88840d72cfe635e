// Partial dates, and the ISO 8601 way of writing them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/date.h"

#include <array>
#include <charconv>
#include <cstdio>

#include "article/text.h"

namespace backfile {

namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::local_seconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::year_month;
using std::chrono::year_month_day;

constexpr int kFirstYear = 1600;
constexpr int kLastYear = 2199;

// Reads numbers and signs off the front of a text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::size_t DigitsAhead() const {
    std::size_t n = 0;
    while (n < rest_.size() && rest_[n] >= '0' && rest_[n] <= '9') ++n;
    return n;
  }
  bool Skip(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  std::optional<int> Number(std::size_t digits) {
    if (DigitsAhead() < digits) return std::nullopt;
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + digits, value);
    rest_.remove_prefix(digits);
    return value;
  }
  void SkipDigits() { rest_.remove_prefix(DigitsAhead()); }

 private:
  std::string_view rest_;
};

struct Clock {
  seconds time{0};
  Precision precision = Precision::kDay;
};

// "09:30", "09:30:15.25", "0930", "093015".
std::optional<Clock> ReadClock(Scanner* in) {
  const std::optional<int> hour = in->Number(2);
  const bool colons = in->Skip(':');
  const std::optional<int> minute = in->Number(2);
  if (!hour || !minute || *hour > 24 || *minute > 59) return std::nullopt;
  Clock clock{std::chrono::hours(*hour) + minutes(*minute), Precision::kMinute};
  if (colons ? in->Skip(':') : in->DigitsAhead() >= 2) {
    const std::optional<int> second = in->Number(2);
    if (!second || *second > 60) return std::nullopt;
    clock.time += seconds(*second == 60 ? 59 : *second);
    clock.precision = Precision::kSecond;
    if (in->Skip('.') || in->Skip(',')) in->SkipDigits();
  }
  if (clock.time > days(1)) return std::nullopt;
  return clock;
}

// "Z", "+01:00", "-0500", "+01"; nothing is an unknown zone. False: something else stands there.
bool ReadOffset(Scanner* in, PartialDate::Offset* offset) {
  if (in->Skip(' ') && in->at_end()) return true;
  if (in->Skip('Z') || in->Skip('z')) {
    *offset = minutes(0);
    return true;
  }
  const bool west = in->peek() == '-';
  if (!in->Skip('+') && !in->Skip('-')) return in->at_end();
  const std::optional<int> hour = in->Number(2);
  in->Skip(':');
  const std::optional<int> minute = in->at_end() ? 0 : in->Number(2);
  if (!hour || !minute || *hour > 15 || *minute > 59) return false;
  const minutes east = std::chrono::hours(*hour) + minutes(*minute);
  *offset = west ? -east : east;
  return true;
}

std::optional<PartialDate> ReadTime(Scanner* in, year_month_day day) {
  if (in->at_end()) return PartialDate::Day(day);
  if (!in->Skip('T') && !in->Skip('t') && !in->Skip(' ')) return std::nullopt;
  const std::optional<Clock> clock = ReadClock(in);
  PartialDate::Offset offset;
  if (!clock || !ReadOffset(in, &offset) || !in->at_end()) return std::nullopt;
  return PartialDate::Wall(local_days(day) + clock->time, clock->precision, offset);
}

std::string Format(const char* pattern, int a, unsigned b, unsigned c) {
  std::array<char, 48> buffer{};
  const int n = std::snprintf(buffer.data(), buffer.size(), pattern, a, b, c);
  return std::string(buffer.data(), static_cast<std::size_t>(n));
}

std::string OffsetText(PartialDate::Offset offset) {
  if (!offset) return "";
  if (offset->count() == 0) return "Z";
  const int total = static_cast<int>(offset->count());
  const unsigned size = static_cast<unsigned>(total < 0 ? -total : total);
  std::string text(1, total < 0 ? '-' : '+');
  return text + Format("%02d:%02u", static_cast<int>(size / 60), size % 60, 0);
}

}  // namespace

std::string_view PrecisionName(Precision precision) {
  constexpr std::array<std::string_view, 5> kNames = {"year", "month", "day", "minute", "second"};
  return kNames.at(static_cast<std::size_t>(precision));
}

std::string_view DateBasisName(DateBasis basis) {
  constexpr std::array<std::string_view, 7> kNames = {"none", "metadata", "dateline", "url",
                                                      "text", "path",     "hand"};
  return kNames.at(static_cast<std::size_t>(basis));
}

PartialDate PartialDate::Year(std::chrono::year year) {
  return {local_days(year / 1 / 1), Precision::kYear, {}};
}

PartialDate PartialDate::Month(year_month month) {
  return {local_days(month / 1), Precision::kMonth, {}};
}

PartialDate PartialDate::Day(year_month_day day) { return {local_days(day), Precision::kDay, {}}; }

PartialDate PartialDate::Wall(local_seconds wall, Precision precision, Offset offset) {
  return {wall, precision, offset};
}

PartialDate PartialDate::WithAssumedOffset(minutes offset) const {
  PartialDate date{wall_, precision_, offset};
  date.is_offset_assumed_ = true;
  return date;
}

year_month_day PartialDate::day() const { return year_month_day(std::chrono::floor<days>(wall_)); }

std::chrono::sys_seconds PartialDate::first() const {
  return std::chrono::sys_seconds(wall_.time_since_epoch() - offset_.value_or(minutes(0)));
}

std::chrono::sys_seconds PartialDate::last() const {
  const year_month_day d = day();
  switch (precision_) {
    case Precision::kYear:
      return std::chrono::sys_days((d.year() + std::chrono::years(1)) / 1 / 1) - seconds(1);
    case Precision::kMonth:
      return std::chrono::sys_days((d.year() / d.month() + std::chrono::months(1)) / 1) -
             seconds(1);
    case Precision::kDay:
      return first() + days(1) - seconds(1);
    case Precision::kMinute:
      return first() + seconds(59);
    case Precision::kSecond:
      break;
  }
  return first();
}

std::string PartialDate::ToString() const {
  const year_month_day d = day();
  const int year = static_cast<int>(d.year());
  const auto month = static_cast<unsigned>(d.month());
  if (precision_ == Precision::kYear) return Format("%04d", year, 0, 0);
  if (precision_ == Precision::kMonth) return Format("%04d-%02u", year, month, 0);
  std::string text = Format("%04d-%02u-%02u", year, month, static_cast<unsigned>(d.day()));
  if (precision_ == Precision::kDay) return text;
  const std::chrono::hh_mm_ss time(wall_ - std::chrono::floor<days>(wall_));
  text += Format("T%02d:%02u", static_cast<int>(time.hours().count()),
                 static_cast<unsigned>(time.minutes().count()), 0);
  if (precision_ == Precision::kSecond) {
    text += Format(":%02d", static_cast<int>(time.seconds().count()), 0, 0);
  }
  return text + OffsetText(offset_);
}

std::string PartialDate::AsWritten() const {
  return is_offset_assumed_ ? PartialDate(wall_, precision_, {}).ToString() : ToString();
}

std::optional<PartialDate> ParseIsoDate(std::string_view text) {
  Scanner in(Trim(text));
  const bool basic = in.DigitsAhead() == 8;
  const std::optional<int> year = in.Number(4);
  if (!year || *year < kFirstYear || *year > kLastYear) return std::nullopt;
  if (in.at_end()) return PartialDate::Year(std::chrono::year(*year));
  if (!basic && !in.Skip('-')) return std::nullopt;
  const std::optional<int> month = in.Number(2);
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  const year_month in_month =
      std::chrono::year(*year) / std::chrono::month(static_cast<unsigned>(*month));
  if (!basic && in.at_end()) return PartialDate::Month(in_month);
  if (!basic && !in.Skip('-')) return std::nullopt;
  const std::optional<int> day_number = in.Number(2);
  if (!day_number) return std::nullopt;
  const year_month_day day = in_month / std::chrono::day(static_cast<unsigned>(*day_number));
  if (!day.ok()) return std::nullopt;
  return ReadTime(&in, day);
}

}  // namespace backfile
