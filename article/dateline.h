// The date of publication as the text itself gives it: a dateline, "Published: 5 June 2018".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>

#include "article/date.h"

namespace backfile {

// What a body says of its own dates.
struct ToldDates {
  std::optional<PartialDate> published;
  DateBasis published_basis = DateBasis::kNone;  // kDateline or kText where published is set.
  std::optional<PartialDate> modified;
  std::size_t skip = 0;  // Bytes at the head of the body that are dateline or label, not story.
};

// Reads the dateline that begins the first paragraph ("LONDON, June 5 2018 (Reuters) -"), and
// labelled or bare dates on lines of their own at the head and the foot of the body ("Published: 9
// March 2016", "Last updated Jun 5, 2018 10:30", "Tuesday, June 5, 2018"). Only dates to the day
// count, with a year, and only in words that nobody can read otherwise: 05/06/2018 is none.
ToldDates FindToldDates(std::string_view body);

}  // namespace backfile
