// Reads one date off running text: "June 6, 2017", "6/7 June", "last month", "the 1990s".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>

#include "article/date_mention.h"
#include "article/news_words.h"

namespace backfile {

// Reads English date phrases. Views the text, which must outlive it.
class DatePhrases {
 public:
  // `named_months`: bit m is set if somebody in the story bears the name of month m ("Theresa
  // May"); such a month needs clearer signs.
  DatePhrases(const NewsText& text, std::uint32_t named_months)
      : text_(text), named_months_(named_months) {}

  // The date whose first word is word i; the longest reading. Nothing where the words can be
  // something else: a name ("Mrs May", "Sunday Times"), a number, a price, a score, a duration.
  std::optional<DateMention> ReadAt(std::uint32_t i) const;

  // The same for the second date of a range or list whose first one has this form: there a bare
  // year or month will do ("from 2001 to 2005").
  std::optional<DateMention> ReadSecond(std::uint32_t i, DateMention::Form form) const;

 private:
  std::optional<DateMention> ReadWord(std::uint32_t i) const;
  std::optional<DateMention> ReadNumber(std::uint32_t i) const;
  std::optional<DateMention> MonthFirst(std::uint32_t i) const;
  std::optional<DateMention> DayFirst(std::uint32_t i) const;
  std::optional<DateMention> BareMonth(std::uint32_t i) const;
  std::optional<DateMention> MonthPair(std::uint32_t i) const;
  std::optional<DateMention> WeekdayAt(std::uint32_t i) const;
  std::optional<DateMention> Season(std::uint32_t i) const;
  std::optional<DateMention> Quarter(std::uint32_t i) const;
  std::optional<DateMention> YearAt(std::uint32_t i) const;
  std::optional<DateMention> YearPair(std::uint32_t i) const;
  std::optional<DateMention> Decade(std::uint32_t i) const;
  std::optional<DateMention> Century(std::uint32_t i) const;
  std::optional<DateMention> Numeric(std::uint32_t i) const;
  std::optional<DateMention> Holiday(std::uint32_t i) const;
  std::optional<DateMention> RelativeDay(std::uint32_t i) const;
  std::optional<DateMention> RelativeUnit(std::uint32_t i) const;
  std::optional<DateMention> Ago(std::uint32_t i) const;
  std::optional<DateMention> DayOfMonth(std::uint32_t i) const;

  int Digits(std::uint32_t i, std::size_t most) const;  // The number that word i is, else -1.
  int Day(std::uint32_t i) const;                       // 1 to 31 ("6", "6th"), else 0.
  int Year(std::uint32_t i) const;                      // A number that can be a year, else 0.
  void ReadYear(DateMention* mention) const;            // A year or "last year" behind it.
  bool IsMonth(std::uint32_t i) const;                  // Capitalised, and not somebody's name.
  bool IsPrice(std::uint32_t i) const;
  bool IsCounted(std::uint32_t i) const;  // What follows makes the number before it an amount.
  bool IsHyphen(std::uint32_t i) const;
  bool IsDefinite(std::uint32_t i) const;  // "the", "his" or "past": what follows is a duration.
  bool HasWeekdayCue(std::uint32_t i) const;

  const NewsText& text_;
  std::uint32_t named_months_;
};

}  // namespace backfile
