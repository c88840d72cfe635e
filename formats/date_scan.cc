// Numbers and words with what stands between them, and the few orders in which they make a date.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/date_scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "article/month_name.h"
#include "article/news_date.h"
#include "article/text.h"

namespace backfile {

namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

// A number, or a word that is a month's name.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  int number = -1;     // Of at most 8 digits; -1: a word.
  unsigned month = 0;  // Of a word.
  int digits() const { return static_cast<int>(end - begin); }
  bool is_year() const { return number >= 1980 && number <= 2099 && digits() == 4; }
  bool is_small() const { return number >= 0 && digits() <= 2; }
  bool is_day() const { return is_small() && number >= 1 && number <= 31; }
};

// CJK units end a number and are no part of a word: "2018年6月5日".
constexpr std::array<std::string_view, 6> kUnits = {"年", "月", "日", "년", "월", "일"};
std::size_t UnitAt(std::string_view text, std::size_t at) {
  for (const std::string_view unit : kUnits) {
    if (text.substr(at).starts_with(unit)) return unit.size();
  }
  return 0;
}

Part NextPart(std::string_view text, std::size_t at) {
  while (at < text.size() && !IsDigit(text[at]) && (!IsLetter(text[at]) || UnitAt(text, at) > 0)) {
    at += std::max<std::size_t>(1, UnitAt(text, at));
  }
  Part part{at, at, -1, 0};
  if (at >= text.size()) return part;
  if (IsDigit(text[at])) {
    while (part.end < text.size() && IsDigit(text[part.end])) ++part.end;
    if (part.end - at <= 8) {
      std::from_chars(text.data() + at, text.data() + part.end, part.number);
    }
    return part;
  }
  while (part.end < text.size() && IsLetter(text[part.end]) && UnitAt(text, part.end) == 0)
    ++part.end;
  part.month = MonthOfName(text.substr(at, part.end - at));
  return part;
}

bool IsOrdinal(std::string_view word) {
  constexpr std::array<std::string_view, 10> kOrdinals = {"st", "nd", "rd",  "th", "er",
                                                          "de", "of", "del", "ta", "º"};
  return std::ranges::find(kOrdinals, word) != kOrdinals.end();
}

std::optional<PartialDate> Made(int y, unsigned m, int d) {
  const std::chrono::year_month_day date = year(y) / month(m) / day(static_cast<unsigned>(d));
  if (!date.ok()) return std::nullopt;
  return PartialDate::Day(date);
}

// Three parts in a row, and the text between them.
struct Window {
  std::string_view text;
  std::array<Part, 3> parts;
  std::string_view Between(std::size_t i) const {
    return text.substr(parts[i].end, parts[i + 1].begin - parts[i].end);
  }
  bool AreJoinedBy(char mark) const {
    return Trim(Between(0)) == std::string_view(&mark, 1) &&
           Trim(Between(1)) == std::string_view(&mark, 1);
  }
};

std::optional<PartialDate> NamedMonth(const Window& w) {
  const auto& [a, b, c] = w.parts;
  const bool is_close = w.Between(0).size() <= 8 && w.Between(1).size() <= 8;
  if (!is_close) return std::nullopt;
  if (a.is_day() && b.month != 0 && c.is_year()) return Made(c.number, b.month, a.number);
  if (a.month != 0 && b.is_day() && c.is_year()) return Made(c.number, a.month, b.number);
  if (a.is_year() && b.month != 0 && c.is_day()) return Made(a.number, b.month, c.number);
  return std::nullopt;
}

std::optional<PartialDate> Numeric(const Window& w, DateOrder order) {
  const auto& [a, b, c] = w.parts;
  const bool is_unit = UnitAt(w.text, a.end) > 0 && UnitAt(w.text, b.end) > 0;
  const bool is_slash = w.AreJoinedBy('/');
  const bool is_dash = w.AreJoinedBy('-');
  const bool is_dot = w.AreJoinedBy('.');
  if (!is_unit && !is_slash && !is_dash && !is_dot) return std::nullopt;
  if (a.is_year() && b.is_small() && c.is_day()) {
    return Made(a.number, static_cast<unsigned>(b.number), c.number);
  }
  if (!a.is_small() || !b.is_small()) return std::nullopt;
  const bool is_short = c.is_small() && c.digits() == 2 && (is_slash || is_dot);
  if (!c.is_year() && !is_short) return std::nullopt;
  const int full_year = c.is_year() ? c.number : c.number < 70 ? 2000 + c.number : 1900 + c.number;
  const bool may_be_month_first = a.number <= 12;
  const bool is_month_first =
      may_be_month_first && !is_dot && (b.number > 12 || order == DateOrder::kMonthFirst);
  return is_month_first ? Made(full_year, static_cast<unsigned>(a.number), b.number)
                        : Made(full_year, static_cast<unsigned>(b.number), a.number);
}

std::optional<PartialDate> Compact(const Part& part) {
  if (part.digits() != 8) return std::nullopt;
  const int y = part.number / 10000;
  if (y < 1980 || y > 2099) return std::nullopt;
  return Made(y, static_cast<unsigned>(part.number / 100 % 100), part.number % 100);
}

// The date together with the time of day behind it, if its date comes out the same.
PartialDate WithTime(const PartialDate& date, std::string_view text, std::size_t end) {
  constexpr std::size_t kReach = 24;
  std::size_t stop = std::min(text.size(), end + kReach);
  while (stop > end && (text[stop - 1] & 0xc0) == 0x80) --stop;
  const std::string_view tail = text.substr(end, stop - end);
  if (tail.find(':') == std::string_view::npos) return date;
  const std::optional<PartialDate> timed = ParseNewsDate(date.ToString() + " " + std::string(tail));
  return timed && timed->day() == date.day() && timed->precision() > Precision::kDay ? *timed
                                                                                     : date;
}

}  // namespace

std::optional<ScannedDate> ScanDate(std::string_view text, std::size_t from, DateOrder order) {
  Window w{text, {}};
  for (std::size_t at = from; at < text.size();) {
    const Part part = NextPart(text, at);
    if (part.begin >= text.size()) break;
    at = part.end;
    const std::string_view word = text.substr(part.begin, part.end - part.begin);
    if (part.number < 0 && part.month == 0 && IsOrdinal(word)) continue;
    w.parts = {w.parts[1], w.parts[2], part};
    if (const auto date = Compact(part)) return ScannedDate{*date, part.begin, part.end};
    if (w.parts[0].end == 0) continue;
    std::optional<PartialDate> date = NamedMonth(w);
    if (!date) date = Numeric(w, order);
    if (date) return ScannedDate{WithTime(*date, text, part.end), w.parts[0].begin, part.end};
  }
  return std::nullopt;
}

std::optional<PartialDate> DateInUrl(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) {
    url = url.substr(std::min(url.find('/', scheme + 3), url.size()));
  }
  std::string path(url.substr(0, 1000));
  std::ranges::replace(path, '_', '-');
  if (const auto found = ScanDate(path, 0, DateOrder::kDayFirst)) {
    if (found->date.precision() >= Precision::kDay) return PartialDate::Day(found->date.day());
  }
  for (std::size_t at = 0; at < path.size();) {
    const Part part = NextPart(path, at);
    if (part.begin >= path.size()) break;
    at = part.end;
    const bool is_alone = part.begin > 0 && path[part.begin - 1] == '/' && part.end < path.size() &&
                          path[part.end] == '/';
    if (!part.is_year() || !is_alone) continue;
    const Part next = NextPart(path, part.end);
    if (next.begin == part.end + 1 && next.is_small() && next.number >= 1 && next.number <= 12 &&
        next.end < path.size() && path[next.end] == '/') {
      return PartialDate::Month(year(part.number) / month(static_cast<unsigned>(next.number)));
    }
  }
  return std::nullopt;
}

}  // namespace backfile
