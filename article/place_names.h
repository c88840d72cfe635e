// Places by one name each: countries, whose people and short forms count as the country.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The name of a country that `name` means, in whatever way ("UK", "U.K.", "Britain", "british",
// "Britons" give "United Kingdom"); empty if it means none.
std::string_view CountryOf(std::string_view name);

// One value for a place: the country's name, else the name without "the" and in small letters if it
// is in capitals. CanonicalPlace(CanonicalPlace(x)) == CanonicalPlace(x).
std::string CanonicalPlace(std::string_view name);

}  // namespace backfile
