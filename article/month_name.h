// The names of the months in some fifty languages.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// 1 to 12 for a month's name or usual abbreviation in any case, form and spelling of accents
// ("March", "mars", "Mrz.", "марта"); 0: it is none. Where two languages disagree (Croatian and
// Polish "listopad") it is the month of the larger one.
unsigned MonthOfName(std::string_view word);

}  // namespace backfile
