// Numbers, names of months and marks, sorted out by what they can be.
//
// The text is cut into tokens: numbers, words, and the marks between them. A token that can only be
// one thing (a month's name, a four-digit year, a time with a colon) is taken as that; what is
// left, the day and a numeric month, is decided by order and separator.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/news_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <vector>

#include "article/text.h"

namespace backfile {

namespace {

using std::chrono::day;
using std::chrono::minutes;
using std::chrono::month;
using std::chrono::seconds;
using std::chrono::year;
using std::chrono::year_month_day;

struct MonthName {
  std::string_view begins;  // Folded; a word that begins with it is the month.
  unsigned number;
};
// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian. Longer beginnings
// first.
constexpr std::array kMonths = {
    MonthName{"jan", 1},   MonthName{"ene", 1},  MonthName{"gen", 1},   MonthName{"feb", 2},
    MonthName{"fev", 2},   MonthName{"fevr", 2}, MonthName{"mar", 3},   MonthName{"mrz", 3},
    MonthName{"maerz", 3}, MonthName{"mrt", 3},  MonthName{"maart", 3}, MonthName{"apr", 4},
    MonthName{"avr", 4},   MonthName{"abr", 4},  MonthName{"may", 5},   MonthName{"mai", 5},
    MonthName{"maj", 5},   MonthName{"mei", 5},  MonthName{"mag", 5},   MonthName{"jun", 6},
    MonthName{"juin", 6},  MonthName{"giu", 6},  MonthName{"jul", 7},   MonthName{"juil", 7},
    MonthName{"lug", 7},   MonthName{"aug", 8},  MonthName{"ago", 8},   MonthName{"aou", 8},
    MonthName{"sep", 9},   MonthName{"set", 9},  MonthName{"oct", 10},  MonthName{"okt", 10},
    MonthName{"ott", 10},  MonthName{"out", 10}, MonthName{"nov", 11},  MonthName{"dec", 12},
    MonthName{"dez", 12},  MonthName{"dic", 12}, MonthName{"des", 12}};

unsigned MonthOf(std::string_view word) {
  constexpr std::array<std::string_view, 4> kNotMonths = {"mars", "mary", "march", "marzo"};
  const std::string folded = FoldForCompare(word);
  if (folded.size() < 3) return 0;
  if (std::ranges::find(kNotMonths, folded) != kNotMonths.end()) return folded == "mary" ? 0 : 3;
  for (const MonthName& name : kMonths) {
    if (folded.starts_with(name.begins) && folded.size() <= name.begins.size() + 7)
      return name.number;
  }
  return 0;
}

struct Zone {
  std::string_view name;
  int minutes_east;
};
constexpr std::array kZones = {
    Zone{"gmt", 0},    Zone{"utc", 0},    Zone{"ut", 0},     Zone{"z", 0},      Zone{"bst", 60},
    Zone{"cet", 60},   Zone{"cest", 120}, Zone{"eet", 120},  Zone{"eest", 180}, Zone{"est", -300},
    Zone{"edt", -240}, Zone{"cst", -360}, Zone{"cdt", -300}, Zone{"mst", -420}, Zone{"mdt", -360},
    Zone{"pst", -480}, Zone{"pdt", -420}, Zone{"jst", 540},  Zone{"aest", 600}, Zone{"aedt", 660}};

struct Piece {
  enum class Kind { kNumber, kWord, kTime, kOffset } kind = Kind::kNumber;
  std::string_view text;
  int number = 0;
  char before = ' ';  // The mark between it and the piece before.
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0;
}

int ToNumber(std::string_view digits) {
  int value = 0;
  if (digits.size() > 8) return -1;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// Cuts the text into pieces; a time keeps its colons, an offset its sign.
std::vector<Piece> CutPieces(std::string_view text) {
  constexpr std::size_t kMostPieces = 24;
  std::vector<Piece> pieces;
  char before = ' ';
  bool seen_time = false;
  for (std::size_t i = 0; i < text.size() && pieces.size() < kMostPieces;) {
    std::size_t end = i;
    Piece piece;
    piece.before = before;
    if (IsDigit(text[i])) {
      while (end < text.size() && (IsDigit(text[end]) || (text[end] == ':' && end > i))) ++end;
      piece.text = text.substr(i, end - i);
      const bool is_time = piece.text.find(':') != std::string_view::npos;
      const bool is_offset = seen_time && (before == '+' || before == '-') && end - i >= 2;
      piece.kind = is_offset ? Piece::Kind::kOffset
                   : is_time ? Piece::Kind::kTime
                             : Piece::Kind::kNumber;
      piece.number = ToNumber(piece.text);
      seen_time = seen_time || is_time;
    } else if (IsLetter(text[i])) {
      while (end < text.size() && IsLetter(text[end])) ++end;
      piece.text = text.substr(i, end - i);
      piece.kind = Piece::Kind::kWord;
    } else {
      before = text[i] == ' ' && before != ' ' && before != ',' ? before : text[i];
      ++i;
      continue;
    }
    pieces.push_back(piece);
    before = ' ';
    i = end;
  }
  return pieces;
}

// What has been made out so far.
struct Found {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  std::optional<seconds> time;
  Precision time_precision = Precision::kMinute;
  PartialDate::Offset offset;
};

void ReadTime(const std::vector<Piece>& pieces, std::size_t i, Found* found) {
  const std::string_view text = pieces[i].text;
  const std::vector<std::string> parts = SplitList(text, ":");
  if (parts.size() < 2) return;
  const int hour = ToNumber(parts[0]);
  const int minute = ToNumber(parts[1]);
  const int second = parts.size() > 2 ? ToNumber(parts[2]) : 0;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return;
  int shift = 0;
  for (std::size_t k = i + 1; k < pieces.size() && k <= i + 2; ++k) {
    const std::string word = FoldForCompare(pieces[k].text);
    if ((word == "pm" || word == "p") && hour < 12) shift = 12;
    if ((word == "am" || word == "a") && hour == 12) shift = -12;
  }
  found->time = std::chrono::hours(hour + shift) + minutes(minute) + seconds(std::min(second, 59));
  found->time_precision = parts.size() > 2 ? Precision::kSecond : Precision::kMinute;
}

void ReadOffset(const Piece& piece, Found* found) {
  std::string digits(piece.text);
  std::erase(digits, ':');
  if (digits.size() != 4 && digits.size() != 2) return;
  const int value = ToNumber(digits);
  const int east = digits.size() == 4 ? value / 100 * 60 + value % 100 : value * 60;
  if (east <= 15 * 60) found->offset = minutes(piece.before == '-' ? -east : east);
}

void ReadWord(const Piece& piece, Found* found) {
  if (found->month == 0) found->month = MonthOf(piece.text);
  if (!found->time || found->offset) return;
  const std::string word = FoldForCompare(piece.text);
  const auto zone = std::ranges::find(kZones, word, &Zone::name);
  if (zone != kZones.end()) found->offset = minutes(zone->minutes_east);
}

// "20170723" or "20170723T093000": one number of eight digits.
bool ReadCompact(const Piece& piece, Found* found) {
  if (piece.text.size() != 8 || piece.number < 16000101) return false;
  found->year = piece.number / 10000;
  found->month = static_cast<unsigned>(piece.number / 100 % 100);
  found->day = static_cast<unsigned>(piece.number % 100);
  return true;
}

int FullYear(const Piece& piece) {
  if (piece.text.size() == 4) return piece.number;
  return piece.number >= 70 ? 1900 + piece.number : 2000 + piece.number;
}

// Day, numeric month and year out of the plain numbers.
bool SortOutNumbers(const std::vector<Piece>& numbers, Found* found) {
  std::vector<Piece> small;
  for (const Piece& piece : numbers) {
    if (piece.text.size() == 4 && found->year == 0) {
      found->year = piece.number;
    } else if (piece.text.size() <= 2) {
      small.push_back(piece);
    }
  }
  const bool year_first = !numbers.empty() && numbers.front().text.size() == 4;
  if (found->month != 0) {  // Named: the rest is the day, and the year if it is short.
    if (small.empty()) return found->year != 0;
    found->day = static_cast<unsigned>(small[0].number);
    if (found->year == 0 && small.size() > 1) found->year = FullYear(small[1]);
    return found->year != 0;
  }
  if (small.size() < 2) return false;
  const auto a = static_cast<unsigned>(small[0].number);
  const auto b = static_cast<unsigned>(small[1].number);
  if (found->year == 0 && small.size() > 2) found->year = FullYear(small[2]);
  const bool month_first = year_first || b > 12 || (a <= 12 && small[1].before != '.');
  found->month = month_first ? a : b;
  found->day = month_first ? b : a;
  return found->year != 0;
}

std::optional<PartialDate> Finish(const Found& found) {
  if (found.year < 1600 || found.year > 2199 || found.month < 1 || found.month > 12)
    return std::nullopt;
  if (found.day == 0) return PartialDate::Month(year(found.year) / month(found.month));
  const year_month_day date = year(found.year) / month(found.month) / day(found.day);
  if (!date.ok()) return std::nullopt;
  if (!found.time) return PartialDate::Day(date);
  return PartialDate::Wall(std::chrono::local_days(date) + *found.time, found.time_precision,
                           found.offset);
}

// Seconds or milliseconds since 1970, from 1973 on: fewer digits are something else.
std::optional<PartialDate> FromEpoch(std::string_view text) {
  if (text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (text.size() < 9 || text.size() > 13) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.size() >= 12) value /= 1000;
  return PartialDate::Wall(std::chrono::local_seconds(seconds(value)), Precision::kSecond,
                           minutes(0));
}

}  // namespace

std::optional<PartialDate> ParseNewsDate(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  text = Trim(text.substr(0, kLongest));
  if (auto iso = ParseIsoDate(text)) return iso;
  if (auto epoch = FromEpoch(text)) return epoch;
  Found found;
  std::vector<Piece> numbers;
  const std::vector<Piece> pieces = CutPieces(text);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    switch (pieces[i].kind) {
      case Piece::Kind::kTime:
        if (!found.time) ReadTime(pieces, i, &found);
        break;
      case Piece::Kind::kOffset:
        ReadOffset(pieces[i], &found);
        break;
      case Piece::Kind::kWord:
        ReadWord(pieces[i], &found);
        break;
      case Piece::Kind::kNumber:
        if (!found.time && !ReadCompact(pieces[i], &found)) numbers.push_back(pieces[i]);
        if (found.time && pieces[i].text.size() == 4 && found.year == 0)
          found.year = pieces[i].number;
        break;
    }
  }
  if (found.day == 0 && !SortOutNumbers(numbers, &found)) return std::nullopt;
  return Finish(found);
}

}  // namespace backfile
