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
// English, German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian by their first
// letters; others, whose beginnings are common words elsewhere, by more of them.
constexpr std::array kMonths = {
    MonthName{"jan", 1},      MonthName{"ene", 1},      MonthName{"gen", 1},
    MonthName{"feb", 2},      MonthName{"fev", 2},      MonthName{"fevr", 2},
    MonthName{"marrask", 11}, MonthName{"mar", 3},      MonthName{"mrz", 3},
    MonthName{"maerz", 3},    MonthName{"mrt", 3},      MonthName{"maart", 3},
    MonthName{"maalisk", 3},  MonthName{"apr", 4},      MonthName{"avr", 4},
    MonthName{"abr", 4},      MonthName{"may", 5},      MonthName{"mai", 5},
    MonthName{"maj", 5},      MonthName{"mei", 5},      MonthName{"mag", 5},
    MonthName{"jun", 6},      MonthName{"juin", 6},     MonthName{"giu", 6},
    MonthName{"jul", 7},      MonthName{"juil", 7},     MonthName{"lug", 7},
    MonthName{"aug", 8},      MonthName{"ago", 8},      MonthName{"aou", 8},
    MonthName{"sep", 9},      MonthName{"set", 9},      MonthName{"szept", 9},
    MonthName{"oct", 10},     MonthName{"okt", 10},     MonthName{"ott", 10},
    MonthName{"out", 10},     MonthName{"nov", 11},     MonthName{"dec", 12},
    MonthName{"dez", 12},     MonthName{"dic", 12},     MonthName{"des", 12},
    MonthName{"ianuar", 1},   MonthName{"iunie", 6},    MonthName{"iulie", 7},
    MonthName{"noiembr", 11}, MonthName{"styczn", 1},   MonthName{"styczen", 1},
    MonthName{"luty", 2},     MonthName{"luteg", 2},    MonthName{"kwiet", 4},
    MonthName{"kwiec", 4},    MonthName{"czerw", 6},    MonthName{"lipca", 7},
    MonthName{"lipiec", 7},   MonthName{"sierp", 8},    MonthName{"wrzes", 9},
    MonthName{"pazdz", 10},   MonthName{"listop", 11},  MonthName{"grudn", 12},
    MonthName{"grudz", 12},   MonthName{"leden", 1},    MonthName{"ledna", 1},
    MonthName{"unor", 2},     MonthName{"brezn", 3},    MonthName{"brezen", 3},
    MonthName{"duben", 4},    MonthName{"dubna", 4},    MonthName{"kvet", 5},
    MonthName{"cervenec", 7}, MonthName{"cervence", 7}, MonthName{"cerven", 6},
    MonthName{"cervna", 6},   MonthName{"srpen", 8},    MonthName{"srpna", 8},
    MonthName{"zari", 9},     MonthName{"rijen", 10},   MonthName{"rijna", 10},
    MonthName{"prosin", 12},  MonthName{"ocak", 1},     MonthName{"subat", 2},
    MonthName{"nisan", 4},    MonthName{"hazir", 6},    MonthName{"temmuz", 7},
    MonthName{"agust", 8},    MonthName{"eylul", 9},    MonthName{"ekim", 10},
    MonthName{"kasim", 11},   MonthName{"aralik", 12},  MonthName{"tammik", 1},
    MonthName{"helmik", 2},   MonthName{"huhtik", 4},   MonthName{"toukok", 5},
    MonthName{"kesak", 6},    MonthName{"heinak", 7},   MonthName{"elokuu", 8},
    MonthName{"syysk", 9},    MonthName{"lokak", 10},   MonthName{"jouluk", 12},
    MonthName{"янв", 1},      MonthName{"фев", 2},      MonthName{"мар", 3},
    MonthName{"апр", 4},      MonthName{"маи", 5},      MonthName{"мая", 5},
    MonthName{"июн", 6},      MonthName{"июл", 7},      MonthName{"авг", 8},
    MonthName{"сен", 9},      MonthName{"окт", 10},     MonthName{"ноя", 11},
    MonthName{"дек", 12},     MonthName{"ιαν", 1},      MonthName{"φεβ", 2},
    MonthName{"μαρ", 3},      MonthName{"απρ", 4},      MonthName{"μαι", 5},
    MonthName{"ιουν", 6},     MonthName{"ιουλ", 7},     MonthName{"αυγ", 8},
    MonthName{"σεπ", 9},      MonthName{"οκτ", 10},     MonthName{"νοε", 11},
    MonthName{"δεκ", 12}};

unsigned MonthOf(std::string_view word) {
  constexpr std::array<std::string_view, 4> kNotMonths = {"mars", "mary", "march", "marzo"};
  constexpr std::size_t kLongestRest = 14;  // Bytes; Greek and Cyrillic letters have two.
  const std::string folded = FoldForCompare(word);
  if (folded.size() < 3) return 0;
  if (std::ranges::find(kNotMonths, folded) != kNotMonths.end()) return folded == "mary" ? 0 : 3;
  for (const MonthName& name : kMonths) {
    if (folded.starts_with(name.begins) && folded.size() <= name.begins.size() + kLongestRest)
      return name.number;
  }
  return 0;
}

struct Zone {
  std::string_view name;
  int minutes_east;
};
constexpr std::array kZones = {
    Zone{"gmt", 0},    Zone{"utc", 0},     Zone{"ut", 0},      Zone{"z", 0},      Zone{"zz", 0},
    Zone{"bst", 60},   Zone{"wet", 0},     Zone{"west", 60},   Zone{"cet", 60},   Zone{"cest", 120},
    Zone{"mez", 60},   Zone{"mesz", 120},  Zone{"met", 60},    Zone{"mest", 120}, Zone{"eet", 120},
    Zone{"eest", 180}, Zone{"msk", 180},   Zone{"sast", 120},  Zone{"cat", 120},  Zone{"eat", 180},
    Zone{"pkt", 300},  Zone{"ist", 330},   Zone{"wib", 420},   Zone{"sgt", 480},  Zone{"hkt", 480},
    Zone{"awst", 480}, Zone{"jst", 540},   Zone{"kst", 540},   Zone{"acst", 570}, Zone{"aest", 600},
    Zone{"aedt", 660}, Zone{"nzst", 720},  Zone{"nzdt", 780},  Zone{"est", -300}, Zone{"edt", -240},
    Zone{"cst", -360}, Zone{"cdt", -300},  Zone{"mst", -420},  Zone{"mdt", -360}, Zone{"pst", -480},
    Zone{"pdt", -420}, Zone{"akst", -540}, Zone{"akdt", -480}, Zone{"hst", -600}, Zone{"ast", -240},
    Zone{"adt", -180}, Zone{"brt", -180},  Zone{"art", -180}};

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
  const std::string before = i == 0 ? "" : FoldForCompare(pieces[i - 1].text);
  const bool is_after_noon = before == FoldForCompare("오후") || before == FoldForCompare("午後") ||
                             before == FoldForCompare("下午");
  if (is_after_noon && hour < 12) shift = 12;
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

// "20170723": one number of eight digits; "20170723093000" and "201707230930" with their time.
bool ReadCompact(const Piece& piece, Found* found) {
  const std::string_view digits = piece.text;
  if (digits.size() != 8 && digits.size() != 12 && digits.size() != 14) return false;
  const auto part = [&](std::size_t at, std::size_t size) {
    return ToNumber(digits.substr(at, size));
  };
  if (part(0, 4) < 1600 || part(0, 4) > 2199) return false;
  if (digits.size() > 8) {
    const int second = digits.size() == 14 ? part(12, 2) : 0;
    if (part(8, 2) > 23 || part(10, 2) > 59 || second > 60) return false;
    found->time =
        std::chrono::hours(part(8, 2)) + minutes(part(10, 2)) + seconds(std::min(second, 59));
    found->time_precision = digits.size() == 14 ? Precision::kSecond : Precision::kMinute;
  }
  found->year = part(0, 4);
  found->month = static_cast<unsigned>(part(4, 2));
  found->day = static_cast<unsigned>(part(6, 2));
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

bool IsNumber(std::string_view text) { return !text.empty() && std::ranges::all_of(text, IsDigit); }

// Seconds or milliseconds since 1970, from 1973 on: fewer digits are something else. "@" may stand
// before them, a fraction behind.
std::optional<PartialDate> FromEpoch(std::string_view text) {
  if (text.starts_with('@')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const bool has_fraction = point == 10 && IsNumber(text.substr(point + 1));
  if (has_fraction) text = text.substr(0, point);
  if (!IsNumber(text) || text.size() < 9 || text.size() > 13) return std::nullopt;
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.size() >= 12) value /= 1000;
  return PartialDate::Wall(std::chrono::local_seconds(seconds(value)), Precision::kSecond,
                           minutes(0));
}

// "2018-06-05+02:00" and "2018-06-05Z", as XML Schema writes a day with its zone; and "950103".
std::optional<PartialDate> FromDayForms(std::string_view text) {
  const auto day_only = [](std::optional<PartialDate> date) {
    return date && date->precision() == Precision::kDay ? date : std::nullopt;
  };
  constexpr std::size_t kDay = 10;
  const bool has_zone = (text.size() == kDay + 6 && text[kDay + 3] == ':' &&
                         (text[kDay] == '+' || text[kDay] == '-')) ||
                        (text.size() == kDay + 1 && text[kDay] == 'Z');
  if (has_zone) return day_only(ParseIsoDate(text.substr(0, kDay)));
  if (text.size() != 6 || !IsNumber(text)) return std::nullopt;
  const std::string century = text[0] >= '7' ? "19" : "20";
  return day_only(ParseIsoDate(century + std::string(text)));
}

// The minus sign of typographers is a hyphen, and "10h30" is a time.
std::string Plain(std::string_view text) {
  constexpr std::string_view kMinus = "\u2212";
  std::string plain(text);
  for (std::size_t at = plain.find(kMinus); at != std::string::npos; at = plain.find(kMinus)) {
    plain.replace(at, kMinus.size(), "-");
  }
  for (std::size_t i = 1; i + 2 < plain.size(); ++i) {
    const bool is_time = (plain[i] == 'h' || plain[i] == 'H') && IsDigit(plain[i - 1]) &&
                         IsDigit(plain[i + 1]) && IsDigit(plain[i + 2]);
    if (is_time) plain[i] = ':';
  }
  return plain;
}

}  // namespace

std::optional<PartialDate> ParseNewsDate(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  const std::string plain = Plain(Trim(text.substr(0, kLongest)));
  text = plain;
  if (auto iso = ParseIsoDate(text)) return iso;
  Found found;
  std::vector<Piece> numbers;
  const std::vector<Piece> pieces = CutPieces(text);
  const bool is_compact = pieces.size() == 1 && ReadCompact(pieces.front(), &found);
  if (is_compact) {
    if (auto date = Finish(found)) return date;
    found = {};
  }
  if (auto epoch = FromEpoch(text)) return epoch;
  if (auto day = FromDayForms(text)) return day;
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
