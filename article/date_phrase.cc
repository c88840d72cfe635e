// A grammar by hand: each function reads one shape and gives up at the first word that does not
// fit.
//
// Precision comes from what a date must stand beside. A month with a day is a date almost by
// itself; a bare month needs a word like "in" or "last" before it, and a clearer one if it is also
// a verb or a name (March, May, August, April, June, Jan); a bare year needs "in", "since",
// brackets, or an election after it. A number is no year or day if a price sign stands before it or
// a unit, a per cent sign or a colon behind it. A weekday is a name if it has a capitalised
// neighbour that is none of a handful of words ("Sunday Times", "Sheffield Wednesday", "Mail on
// Sunday").
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/date_phrase.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "article/date_words.h"

namespace backfile {

namespace {

using Form = DateMention::Form;
using Pick = DateMention::Pick;
using Unit = DateMention::Unit;

constexpr unsigned kNamelikeMonths = 1U << 1 | 1U << 3 | 1U << 4 | 1U << 5 | 1U << 6 | 1U << 8;

// Before a bare month or year.
constexpr auto kClearCues = Hashes(std::to_array<std::string_view>(
    {"in", "since", "late", "early", "mid", "last", "next", "this", "during"}));
constexpr auto kStreets = Hashes(std::to_array<std::string_view>(
    {"street", "road", "avenue", "lane", "close", "drive", "court", "house", "place", "way"}));
constexpr auto kWeekdayCues = Hashes(std::to_array<std::string_view>(
    {"on", "last", "next", "this", "until", "till", "by", "from", "since", "before", "after",
     "between", "and", "or", "to", "through", "late", "early"}));
constexpr auto kBrands = Hashes(std::to_array<std::string_view>(
    {"times",       "telegraph", "mirror", "mail",     "express",  "people", "post",   "herald",
     "independent", "sun",       "world",  "sessions", "service",  "school", "league", "club",
     "night",       "star",      "record", "mass",     "politics", "review"}));

Unit UnitOf(NewsWord word) { return static_cast<Unit>(word.value); }

// "last", "this", "next": -1, 0, 1.
std::optional<int> ShiftOf(std::uint64_t hash) {
  if (hash == WordHash("last")) return -1;
  if (hash == WordHash("this")) return 0;
  if (hash == WordHash("next")) return 1;
  return std::nullopt;
}
Pick PickOf(std::uint64_t hash) {
  const std::optional<int> shift = ShiftOf(hash);
  if (!shift) return Pick::kNearest;
  return *shift < 0 ? Pick::kLast : *shift > 0 ? Pick::kNext : Pick::kThis;
}

}  // namespace

int DatePhrases::Digits(std::uint32_t i, std::size_t most) const {
  const std::string_view text = text_.Text(i);
  return text.size() <= most ? ToNumber(text) : -1;
}

int DatePhrases::Day(std::uint32_t i) const {
  std::string_view text = text_.Text(i);
  if (text.size() >= 3 && text.size() <= 4 && !AllDigits(text)) {
    const std::string_view ending = text.substr(text.size() - 2);
    if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") text.remove_suffix(2);
  }
  if (text.empty() || text.size() > 2 || text[0] == '0') return 0;
  const int day = ToNumber(text);
  return day >= 1 && day <= 31 && !IsPrice(i) ? day : 0;
}

int DatePhrases::Year(std::uint32_t i) const {
  if (text_.Text(i).size() != 4) return 0;
  const int year = Digits(i, 4);
  return IsYear(year) && !IsPrice(i) && !IsCounted(i + 1) ? year : 0;
}

bool DatePhrases::IsPrice(std::uint32_t i) const {
  if (i == 0 || !text_.Touches(i - 1)) return false;
  const std::string_view sign = text_.Text(i - 1);
  return sign == "$" || sign == "£" || sign == "€" || sign == "¥" || sign == "#" || sign == "+";
}

bool DatePhrases::IsCounted(std::uint32_t i) const {
  if (text_.Is(i, kUnit) && !text_.IsCapital(i)) return !text_.Says(i, "of");
  return text_.Touches(i - 1) && (text_.Says(i, "%") || text_.Says(i, ":"));
}

bool DatePhrases::IsHyphen(std::uint32_t i) const { return text_.Says(i, "-"); }

bool DatePhrases::IsMonth(std::uint32_t i) const {
  if (!text_.Is(i, kMonth) || !text_.IsCapital(i)) return false;
  const std::uint8_t month = text_.At(i).value;
  if ((kNamelikeMonths >> month & 1) == 0 || i == 0) return true;
  // "Theresa May", "Mrs May"; but "On May 6", "Tuesday, May 6", "Last March".
  const NewsWord before = text_.At(i - 1);
  if (text_.IsMark(i - 1)) return true;
  if (before.Is(kTitleWord)) return false;
  return !text_.IsCapital(i - 1) || before.Is(kPreposition | kWeekday | kMonth | kDeterminer) ||
         ShiftOf(text_.Hash(i - 1)).has_value() || text_.Says(i - 1, "early") ||
         text_.Says(i - 1, "late") || text_.Says(i - 1, "between");
}

// Takes in ", 2017", "of 2017", "last year", "of this year".
void DatePhrases::ReadYear(DateMention* mention) const {
  std::uint32_t i = mention->last;
  if (text_.Says(i, ",") || text_.Says(i, "of")) ++i;
  if (const int year = Year(i); year != 0) {
    mention->year = year;
    mention->last = i + 1;
    return;
  }
  if (text_.Says(mention->last, ",")) return;
  const std::optional<int> shift = ShiftOf(text_.Hash(i));
  if (!shift || !text_.Says(i + 1, "year")) return;
  mention->year_shift = shift;
  mention->last = i + 2;
}

// "June 6", "June 6-8, 2017", "June 6 and 7", "June 2017".
std::optional<DateMention> DatePhrases::MonthFirst(std::uint32_t i) const {
  if (!IsMonth(i)) return std::nullopt;
  DateMention mention = Mention(Form::kDay, i, i + 2);
  mention.month = text_.At(i).value;
  const std::string_view number = text_.Text(i + 1);
  if (const std::size_t hyphen = number.find('-'); hyphen != std::string_view::npos) {
    mention.day = static_cast<unsigned>(std::max(ToNumber(number.substr(0, hyphen)), 0));
    mention.to_day = static_cast<unsigned>(std::max(ToNumber(number.substr(hyphen + 1)), 0));
    if (mention.day == 0 || mention.day > 31 || mention.to_day > 31) return std::nullopt;
  } else if (const int day = Day(i + 1); day != 0 && !IsCounted(i + 2)) {
    mention.day = static_cast<unsigned>(day);
    const bool joins = text_.Says(i + 2, "and") || text_.Says(i + 2, "to") || IsHyphen(i + 2);
    const int to = joins && !text_.Is(i + 4, kMonth) && !IsCounted(i + 4) ? Day(i + 3) : 0;
    const bool is_range = to > day && !(text_.Touches(i + 3) && text_.Is(i + 4, kUnit));
    if (is_range) mention.to_day = static_cast<unsigned>(to);
    if (is_range) mention.last = i + 4;
  } else {
    return BareMonth(i);
  }
  ReadYear(&mention);
  return mention;
}

// "in June", "last March", "June 2017", "mid-June" (where the whole is one word).
std::optional<DateMention> DatePhrases::BareMonth(std::uint32_t i) const {
  DateMention mention = Mention(Form::kMonth, i, i + 1);
  mention.month = text_.At(i).value;
  ReadYear(&mention);
  if (mention.year != 0 || mention.year_shift) return mention;
  if (i == 0) return std::nullopt;
  const std::uint64_t cue = text_.Hash(i - 1);
  const bool may_be_name = (kNamelikeMonths >> mention.month & 1) != 0;
  const bool name_follows = text_.IsCapital(i + 1) || text_.Says(i + 1, "'s");
  if (may_be_name && name_follows) return std::nullopt;
  const bool is_part = text_.Says(i - 1, "of") && i >= 2 && IsOneOf(text_.Hash(i - 2), kParts);
  const bool needs_more = may_be_name && (named_months_ >> mention.month & 1) != 0;
  if (!is_part && !(needs_more ? IsOneOf(cue, kClearCues) : IsOneOf(cue, kCues)))
    return std::nullopt;
  mention.pick = PickOf(cue);
  if (mention.pick != Pick::kNearest) --mention.first;
  return mention;
}

// "June-July 2017", "mid-June", "mid-1990s": one word to the scanner.
std::optional<DateMention> DatePhrases::MonthPair(std::uint32_t i) const {
  const std::string_view text = text_.Text(i);
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos || text.size() > 24) return std::nullopt;
  Word left;
  Word right;
  if (hyphen == 0 || hyphen + 1 == text.size()) return std::nullopt;
  DescribeWord(text.substr(0, hyphen), &left);
  DescribeWord(text.substr(hyphen + 1), &right);
  const NewsWord month = LookUpNewsWord(right.hash);
  if (!month.Is(kMonth) || !right.is_capital()) return std::nullopt;
  if (left.hash != WordHash("mid") && left.hash != WordHash("early") &&
      left.hash != WordHash("late"))
    return std::nullopt;
  DateMention mention = Mention(Form::kMonth, i, i + 1);
  mention.month = month.value;
  ReadYear(&mention);
  return mention;
}

// "6 June", "6th of June 2017", "6/7 June", "6-8 June", "6 and 7 June", "3 to 7 May".
std::optional<DateMention> DatePhrases::DayFirst(std::uint32_t i) const {
  DateMention mention = Mention(Form::kDay, i, i + 1);
  const std::string_view text = text_.Text(i);
  if (const std::size_t hyphen = text.find('-'); hyphen != std::string_view::npos) {
    mention.day = static_cast<unsigned>(std::max(ToNumber(text.substr(0, hyphen)), 0));
    mention.to_day = static_cast<unsigned>(std::max(ToNumber(text.substr(hyphen + 1)), 0));
    if (mention.day == 0 || mention.day > 31 || mention.to_day > 31) return std::nullopt;
  } else {
    mention.day = static_cast<unsigned>(Day(i));
    if (mention.day == 0) return std::nullopt;
    const bool joins = text_.Says(i + 1, "/") || text_.Says(i + 1, "and") ||
                       text_.Says(i + 1, "to") || text_.Says(i + 1, "or") || IsHyphen(i + 1);
    if (const int to = joins ? Day(i + 2) : 0; to != 0) {
      mention.to_day = static_cast<unsigned>(to);
      mention.last = i + 3;
    }
  }
  if (text_.Says(mention.last, "of")) ++mention.last;
  if (!text_.Is(mention.last, kMonth) || !text_.IsCapital(mention.last)) return std::nullopt;
  mention.month = text_.At(mention.last++).value;
  if (IsOneOf(text_.Hash(mention.last), kStreets) && text_.IsCapital(mention.last))
    return std::nullopt;
  ReadYear(&mention);
  return mention;
}

// "the 26th of last month".
std::optional<DateMention> DatePhrases::DayOfMonth(std::uint32_t i) const {
  const int day = Day(i);
  const std::optional<int> shift = ShiftOf(text_.Hash(i + 2));
  if (day == 0 || !text_.Says(i + 1, "of") || !shift || !text_.Says(i + 3, "month"))
    return std::nullopt;
  DateMention mention = Mention(Form::kDayOfMonth, i, i + 4);
  mention.day = static_cast<unsigned>(day);
  mention.number = *shift;
  return mention;
}

bool DatePhrases::HasWeekdayCue(std::uint32_t i) const {
  if (i == 0) return false;
  if (text_.Says(i - 1, "on") && i >= 2 && text_.IsCapital(i - 2) &&
      (text_.Says(i - 2, "mail") || text_.Says(i - 2, "scotland") || text_.Says(i - 2, "wales") ||
       text_.Says(i - 2, "ireland")))
    return false;
  return IsOneOf(text_.Hash(i - 1), kWeekdayCues);
}

// "Tuesday", "Tuesday, June 5", "last Tuesday", "Tuesday last week".
std::optional<DateMention> DatePhrases::WeekdayAt(std::uint32_t i) const {
  if (!text_.IsCapital(i)) return std::nullopt;
  const NewsWord word = text_.At(i);
  std::uint32_t next = i + 1;
  if (text_.Says(next, ",")) ++next;
  std::optional<DateMention> date = text_.Is(next, kMonth) ? MonthFirst(next) : DayFirst(next);
  if (date && date->day != 0 && date->to_day == 0) {
    date->weekday = word.value;
    date->first = i;
    return date;
  }
  if (!text_.Text(i).ends_with("day") && !text_.Text(i).ends_with("DAY")) return std::nullopt;
  if (i > 0) {
    const bool cue = HasWeekdayCue(i);
    const bool named =
        text_.IsCapital(i - 1) && !text_.IsMark(i - 1) && !cue && !text_.Is(i - 1, kWeekday);
    if (named || text_.Is(i - 1, kNearlyName) || text_.Says(i - 1, "a")) return std::nullopt;
    if (text_.Says(i - 1, "on") && !cue) return std::nullopt;  // "Mail on Sunday".
  }
  const bool titled = i > 0 && text_.Touches(i - 1) && text_.IsMark(i - 1) &&
                      text_.Says(i + 1, "'s") && text_.IsCapital(i + 2);  // “Thursday’s Child”
  if (titled) return std::nullopt;
  const bool brand = text_.IsCapital(i + 1) && IsOneOf(text_.Hash(i + 1), kBrands);
  const bool after_the = i > 0 && text_.Says(i - 1, "the") && text_.IsCapital(i + 1);
  if (brand || after_the) return std::nullopt;
  DateMention mention = Mention(Form::kWeekday, i, i + 1);
  mention.number = word.value;
  std::uint32_t shift_at = text_.Says(i + 1, "of") ? i + 2 : i + 1;
  if (const auto shift = ShiftOf(text_.Hash(shift_at)); shift && text_.Says(shift_at + 1, "week")) {
    mention.week_shift = shift;
    mention.last = shift_at + 2;
  } else if (i > 0 && PickOf(text_.Hash(i - 1)) != Pick::kNearest) {
    mention.pick = PickOf(text_.Hash(i - 1));
    --mention.first;
  }
  return mention;
}

// "summer of 2003", "winter 2003-04", "last summer".
std::optional<DateMention> DatePhrases::Season(std::uint32_t i) const {
  DateMention mention = Mention(Form::kSeason, i, i + 1);
  mention.number = text_.At(i).value;
  std::uint32_t next = text_.Says(i + 1, "of") ? i + 2 : i + 1;
  if (mention.number == 4) {
    if (const std::optional<DateMention> pair = YearPair(next);
        pair && pair->to_year == pair->year + 1) {
      mention.year = pair->year;
      mention.to_year = pair->to_year;
      mention.last = next + 1;
      return mention;
    }
  }
  ReadYear(&mention);
  if (mention.year != 0 || mention.year_shift) return mention;
  if (i == 0 || text_.IsCapital(i) != text_.IsCapital(i - 1)) {
    const bool starts = i > 0 && text_.IsCapital(i - 1) && ShiftOf(text_.Hash(i - 1));
    if (!starts) return std::nullopt;
  }
  mention.pick = PickOf(text_.Hash(i - 1));
  if (mention.pick == Pick::kNearest || (i >= 2 && IsDefinite(i - 2))) return std::nullopt;
  --mention.first;
  return mention;
}

// "second quarter of 2019", "first half of last year", "Q3 2017".
std::optional<DateMention> DatePhrases::Quarter(std::uint32_t i) const {
  DateMention mention = Mention(Form::kQuarter, i, i + 2);
  const std::string_view text = text_.Text(i);
  if (text.size() == 2 && text[0] == 'Q' && text[1] >= '1' && text[1] <= '4') {
    mention.number = text[1] - '0';
    mention.last = i + 1;
  } else {
    mention.number = text_.At(i).value;
    if (text_.Says(i + 1, "half")) mention.form = Form::kHalf;
    if (mention.form == Form::kHalf && mention.number > 2) return std::nullopt;
    if (mention.form == Form::kQuarter && !text_.Says(i + 1, "quarter")) return std::nullopt;
  }
  ReadYear(&mention);
  if (mention.year == 0 && !mention.year_shift) return std::nullopt;
  return mention;
}

// Days with a fixed date: "Christmas Day", "New Year's Eve".
std::optional<DateMention> DatePhrases::Holiday(std::uint32_t i) const {
  DateMention mention = Mention(Form::kDay, i, i + 2);
  if (!text_.IsCapital(i)) return std::nullopt;
  if (text_.Says(i, "christmas") && text_.Says(i + 1, "eve")) {
    mention.month = 12, mention.day = 24;
  } else if (text_.Says(i, "christmas") && text_.Says(i + 1, "day")) {
    mention.month = 12, mention.day = 25;
  } else if (text_.Says(i, "boxing") && text_.Says(i + 1, "day")) {
    mention.month = 12, mention.day = 26;
  } else if (text_.Says(i, "new") && text_.Says(i + 1, "year") && text_.Says(i + 2, "'s")) {
    const bool eve = text_.Says(i + 3, "eve");
    if (!eve && !text_.Says(i + 3, "day")) return std::nullopt;
    mention.month = eve ? 12 : 1, mention.day = eve ? 31 : 1;
    mention.last = i + 4;
  } else {
    return std::nullopt;
  }
  ReadYear(&mention);
  return mention;
}

// "yesterday", "tomorrow", "last night", "this morning".
std::optional<DateMention> DatePhrases::RelativeDay(std::uint32_t i) const {
  DateMention mention = Mention(Form::kDayOffset, i, i + 1);
  const std::uint64_t hash = text_.Hash(i);
  if (hash == WordHash("yesterday")) {
    mention.number = -1;
    return mention;
  }
  if (hash == WordHash("tomorrow")) {
    mention.number = 1;
    return mention;
  }
  if (hash == WordHash("tonight")) return mention;
  if (hash == WordHash("today")) {  // "today's children", "even today": these days.
    const bool vague = i > 0 && (text_.Says(i - 1, "even") || text_.Says(i - 1, "still") ||
                                 text_.Says(i - 1, "of") || text_.Says(i - 1, "until"));
    const bool named = text_.IsCapital(i) && i > 0 && text_.IsCapital(i - 1);  // "USA TODAY"
    if (vague || named || text_.Says(i + 1, "'s")) return std::nullopt;
    return mention;
  }
  mention.last = i + 2;
  const bool part = text_.Says(i + 1, "morning") || text_.Says(i + 1, "afternoon") ||
                    text_.Says(i + 1, "evening");
  if (hash == WordHash("last") && text_.Says(i + 1, "night")) {
    mention.number = -1;
    return mention;
  }
  return hash == WordHash("this") && part ? std::optional(mention) : std::nullopt;
}

bool DatePhrases::IsDefinite(std::uint32_t i) const {
  return text_.Is(i, kDeterminer) || text_.Says(i, "past") || text_.Says(i, "'s") ||
         text_.Says(i, "very");
}

// "last month", "this week", "next year", "last weekend"; but not "over the last year".
std::optional<DateMention> DatePhrases::RelativeUnit(std::uint32_t i) const {
  const std::optional<int> shift = ShiftOf(text_.Hash(i));
  if (!shift || (i > 0 && IsDefinite(i - 1))) return std::nullopt;
  if (text_.Says(i + 1, "weekend")) {
    DateMention mention = Mention(Form::kWeekend, i, i + 2);
    mention.pick = PickOf(text_.Hash(i));
    return mention;
  }
  const NewsWord unit = text_.At(i + 1);
  const bool singular = !text_.Text(i + 1).ends_with('s');
  if (!unit.Is(kTimeUnit) || !singular || UnitOf(unit) == Unit::kDay ||
      text_.Says(i + 1, "fortnight"))
    return std::nullopt;
  DateMention mention = Mention(Form::kUnitOffset, i, i + 2);
  mention.unit = UnitOf(unit);
  mention.number = *shift;
  return mention;
}

// "two weeks ago", "a year ago", "10 days ago"; not "more than 20 years ago".
std::optional<DateMention> DatePhrases::Ago(std::uint32_t i) const {
  const NewsWord unit = text_.At(i + 1);
  if (!unit.Is(kTimeUnit) || !text_.Says(i + 2, "ago") || UnitOf(unit) == Unit::kDecade)
    return std::nullopt;
  const int count = text_.Is(i, kCount) ? text_.At(i).value : Digits(i, 3);
  if (count < 1 || count > 150) return std::nullopt;
  if (i > 0) {
    constexpr auto kVague = Hashes(std::to_array<std::string_view>(
        {"than", "over", "about", "around", "nearly", "almost", "some", "roughly", "approximately",
         "half", "least", "and", "-"}));
    if (IsOneOf(text_.Hash(i - 1), kVague)) return std::nullopt;
  }
  DateMention mention = Mention(Form::kAgo, i, i + 3);
  mention.unit = UnitOf(unit);
  mention.number = text_.Says(i + 1, "fortnight") ? 2 * count : count;
  return mention;
}

std::optional<DateMention> DatePhrases::ReadSecond(std::uint32_t i, Form form) const {
  if (auto mention = ReadAt(i); mention && mention->form == form) return mention;
  DateMention mention = Mention(form, i, i + 1);
  if (form == Form::kYear) {
    mention.year = Year(i);
    return mention.year != 0 ? std::optional(mention) : std::nullopt;
  }
  if (form == Form::kMonth && IsMonth(i)) {
    mention.month = text_.At(i).value;
    ReadYear(&mention);
    return mention;
  }
  return std::nullopt;
}

std::optional<DateMention> DatePhrases::ReadNumber(std::uint32_t i) const {
  if (auto mention = DayFirst(i)) return mention;
  if (auto mention = DayOfMonth(i)) return mention;
  if (auto mention = Century(i)) return mention;
  if (auto mention = YearPair(i)) return mention;
  if (auto mention = Decade(i)) return mention;
  if (auto mention = Numeric(i)) return mention;
  if (auto mention = Ago(i)) return mention;
  return YearAt(i);
}

std::optional<DateMention> DatePhrases::ReadWord(std::uint32_t i) const {
  const NewsWord word = text_.At(i);
  constexpr auto kOpeners = kMonth | kWeekday | kSeason | kOrdinal | kCount | kDateOpener;
  if (!word.Is(kOpeners)) return std::nullopt;
  if (word.Is(kMonth)) {
    if (auto mention = MonthFirst(i)) return mention;
  }
  if (word.Is(kWeekday)) {
    if (auto mention = WeekdayAt(i)) return mention;
  }
  if (word.Is(kSeason)) {
    if (auto mention = Season(i)) return mention;
  }
  if (word.Is(kOrdinal)) {
    if (auto mention = Quarter(i)) return mention;
  }
  if (word.Is(kCount)) {
    if (auto mention = Ago(i)) return mention;
  }
  if (!word.Is(kDateOpener)) return std::nullopt;
  if (auto mention = RelativeDay(i)) return mention;
  if (auto mention = RelativeUnit(i)) return mention;
  return Holiday(i);
}

std::optional<DateMention> DatePhrases::ReadAt(std::uint32_t i) const {
  const std::string_view text = text_.Text(i);
  if (text.empty()) return std::nullopt;
  if (text[0] >= '0' && text[0] <= '9') return ReadNumber(i);
  if (text_.IsMark(i)) return std::nullopt;
  if (text[0] == 'Q' && text.size() == 2) return Quarter(i);
  if (text.starts_with("mid-") || text.starts_with("Mid-") || text.starts_with("early-") ||
      text.starts_with("late-")) {
    if (auto mention = Decade(i)) return mention;
    return MonthPair(i);
  }
  return ReadWord(i);
}

}  // namespace backfile
