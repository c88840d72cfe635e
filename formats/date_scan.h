// Dates found in running text, in addresses and in attribute values of unknown shape.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "article/date.h"

namespace backfile {

// Which of two small numbers before a year is the month, where both could be: "4/5/2018".
enum class DateOrder { kDayFirst, kMonthFirst };

struct ScannedDate {
  PartialDate date;
  std::size_t begin = 0;  // Where it stands in the text.
  std::size_t end = 0;
};

// The first date known to the day in the text from `from` on: 2018-06-05, 2018/06/05, 5.6.2018,
// 05/06/18, "5 June 2018", "5. Juni 2018", "June 5th, 2018", "5 de junio de 2018", 2018年6月5日. A
// time of day behind it is read, too, as far as ParseNewsDate knows its shape. Years from 1980 to
// 2099 only: this looks for when pages were published.
std::optional<ScannedDate> ScanDate(std::string_view text, std::size_t from, DateOrder order);

// The date in an address: /2018/06/05/, /2018-06-05-, 20180605; known to the day, or to the month
// for /2018/06/.
std::optional<PartialDate> DateInUrl(std::string_view url);

}  // namespace backfile
