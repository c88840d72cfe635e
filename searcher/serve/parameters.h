// The names and values of an address, and the percent signs that they are written with.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

// In the order of the address; a name may stand more than once.
using Parameters = std::vector<std::pair<std::string, std::string>>;

// Reads "a=1&b=two+words&c=%C3%A9". Total: a percent sign that begins no escape stands for itself,
// and bytes that are no UTF-8 are repaired by CleanUtf8.
Parameters ParseParameters(std::string_view text);
// ParseParameters(FormatParameters(x)) == x for all x of clean UTF-8.
std::string FormatParameters(const Parameters& parameters);

// The first value of a name, or nothing.
std::string_view ParameterOf(const Parameters& parameters, std::string_view name);
bool HasParameter(const Parameters& parameters, std::string_view name);

// Everything but letters, digits and "-._~" as %XX; safe in any part of an address.
std::string EncodePercent(std::string_view text);
std::string DecodePercent(std::string_view text);

}  // namespace backfile
