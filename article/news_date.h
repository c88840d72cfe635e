// Dates as newspapers, agencies and web pages write them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "article/date.h"

namespace backfile {

// Reads a date in any of the shapes that news files hold: ISO 8601 in its dialects, RFC 822 ("Tue,
// 05 Jun 2018 09:30:00 +0100"), "June 5, 2018", "5 June 2018", "26-FEB-1987 15:01:01.79",
// "7/23/17", "23.7.2017", "2017/7/23", "20170723", seconds or milliseconds since 1970. A time of
// day may follow, with am or pm, and a zone. Words that are no part of it may surround the date
// ("Friday", "Home Edition").
//
// Of two numbers that could both be the month, '/' puts the month first and '.' the day. Two-digit
// years are of the century that puts them between 1970 and 2069.
//
// nullopt: no date, a placeholder, an impossible day, or a year outside 1600 to 2199.
std::optional<PartialDate> ParseNewsDate(std::string_view text);

}  // namespace backfile
