// The dates that are all digits: years, spans of years, decades, centuries, 13.6.2017.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <utility>

#include "article/date_phrase.h"
#include "article/date_words.h"

namespace backfile {

namespace {

using Form = DateMention::Form;

}  // namespace

// "in 2014", "(1962)", "the 2015 general election".
std::optional<DateMention> DatePhrases::YearAt(std::uint32_t i) const {
  const int year = Year(i);
  if (year == 0 || i == 0) return std::nullopt;
  const bool joins_number = text_.Says(i + 1, "to") || IsHyphen(i + 1);
  if (joins_number && Digits(i + 2, 8) >= 0 && Year(i + 2) == 0) return std::nullopt;
  const std::uint64_t before = text_.Hash(i - 1);
  const bool bracketed = before == WordHash("(") && text_.Says(i + 1, ")");
  const bool part = before == WordHash("of") && i >= 2 && IsOneOf(text_.Hash(i - 2), kParts);
  const bool happening = text_.Is(i - 1, kDeterminer) && text_.Is(i + 1, kHappening);
  const bool budget = before == WordHash("for") && (text_.IsMark(i + 1) || i + 1 >= text_.size());
  const bool cue = IsOneOf(before, kCues) && before != WordHash("this") &&
                   before != WordHash("last") && before != WordHash("next");
  if (!bracketed && !part && !happening && !budget && !cue) return std::nullopt;
  DateMention mention = Mention(Form::kYear, i, i + 1);
  mention.year = year;
  return mention;
}

// "1936-39", "2014-15", "1914-1918": one word to the scanner.
std::optional<DateMention> DatePhrases::YearPair(std::uint32_t i) const {
  const std::string_view text = text_.Text(i);
  if ((text.size() != 7 && text.size() != 9) || text[4] != '-') return std::nullopt;
  const int from = ToNumber(text.substr(0, 4));
  int to = ToNumber(text.substr(5));
  if (to >= 0 && text.size() == 7) to += from / 100 * 100;
  if (!IsYear(from) || !IsYear(to) || to <= from || to - from > 100) return std::nullopt;
  if (IsPrice(i) || IsCounted(i + 1)) return std::nullopt;
  if (i > 0 && text_.WordAt(i - 1).kind == WordKind::kNumber) return std::nullopt;
  DateMention mention = Mention(Form::kYear, i, i + 1);
  mention.year = from;
  mention.to_year = to;
  return mention;
}

// "1990s", "mid-1990s", "the '90s".
std::optional<DateMention> DatePhrases::Decade(std::uint32_t i) const {
  std::string_view text = text_.Text(i);
  if (const std::size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
    const std::string_view part = text.substr(0, hyphen);
    if (part != "mid" && part != "early" && part != "late") return std::nullopt;
    text.remove_prefix(hyphen + 1);
  }
  std::uint32_t last = i + 1;
  if (AllDigits(text) && text_.Says(i + 1, "'s") && text_.Touches(i)) {
    ++last;  // "1990's"
  } else if (text.ends_with('s')) {
    text.remove_suffix(1);
  } else {
    return std::nullopt;
  }
  int first = ToNumber(text);
  if (text.size() == 2 && first % 10 == 0) {
    const bool cut = i > 0 && text_.Touches(i - 1) && text_.Says(i - 1, "'");
    const bool aged = i >= 2 && text_.Is(cut ? i - 2 : i - 1, kDeterminer) &&
                      !text_.Says(cut ? i - 2 : i - 1, "the");
    if (!cut || aged) return std::nullopt;  // "in her 90s" is an age.
    first += first >= 20 ? 1900 : 2000;
  } else if (text.size() != 4 || first % 10 != 0) {
    return std::nullopt;
  }
  if (!IsYear(first) || IsPrice(i)) return std::nullopt;
  DateMention mention = Mention(Form::kYear, i, last);
  mention.year = first;
  mention.to_year = first + 9;
  return mention;
}

// "19th century".
std::optional<DateMention> DatePhrases::Century(std::uint32_t i) const {
  if (!text_.Says(i + 1, "century")) return std::nullopt;
  const int number = Day(i);
  if (number < 17 || number > 21) return std::nullopt;
  DateMention mention = Mention(Form::kYear, i, i + 2);
  mention.year = (number - 1) * 100 + 1;
  mention.to_year = number * 100;
  return mention;
}

// "2017-06-06", "13.6.2017", "13/6/2017"; not "6/7/2017", which two countries read differently.
std::optional<DateMention> DatePhrases::Numeric(std::uint32_t i) const {
  const std::string_view text = text_.Text(i);
  DateMention mention = Mention(Form::kDay, i, i + 1);
  int a = 0;
  int b = 0;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    mention.year = ToNumber(text.substr(0, 4));
    b = ToNumber(text.substr(5, 2));
    a = ToNumber(text.substr(8, 2));
  } else if (const std::size_t dot = text.find('.'); dot != std::string_view::npos) {
    const std::size_t second = text.find('.', dot + 1);
    if (second == std::string_view::npos || text.size() - second != 5) return std::nullopt;
    a = ToNumber(text.substr(0, dot));
    b = ToNumber(text.substr(dot + 1, second - dot - 1));
    mention.year = ToNumber(text.substr(second + 1));
    if (i > 0 && (text_.Says(i - 1, "version") || text_.Says(i - 1, "v"))) return std::nullopt;
  } else {
    const bool slashes = text_.Says(i + 1, "/") && text_.Says(i + 3, "/") && text_.Touches(i) &&
                         text_.Touches(i + 1) && text_.Touches(i + 2) && text_.Touches(i + 3);
    if (!slashes || text_.Text(i + 4).size() != 4) return std::nullopt;
    a = Digits(i, 2);
    b = Digits(i + 2, 2);
    mention.year = Digits(i + 4, 4);
    mention.last = i + 5;
    if (b > 12) std::swap(a, b);
    if (a <= 12 && a != b) return std::nullopt;
  }
  if (!IsYear(mention.year) || a < 1 || a > 31 || b < 1 || b > 12) return std::nullopt;
  mention.day = static_cast<unsigned>(a);
  mention.month = static_cast<unsigned>(b);
  return mention;
}

}  // namespace backfile
