// Amounts as people write them, "512M", "30s", "5%", and numbers of a fixed width.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// Bytes: a number with K, M, G or T (powers of 1000, as disks are sold) or Ki, Mi, Gi, Ti (of
// 1024), perhaps followed by B. "none" is `none`. nullopt: anything else, or more than 2^63 - 1.
std::optional<std::int64_t> ParseSize(std::string_view text, std::int64_t none);

// A span of time: a number with s, m, h or d; without a unit it is in seconds.
std::optional<std::chrono::seconds> ParseDuration(std::string_view text);

// A share of a whole, 0 to 1: "5%" or "0.05". "none" is 1.
std::optional<double> ParseShare(std::string_view text);

// A number of at least `width` digits: (7, 2) is "07". Requires: it is not negative.
std::string Digits(std::int64_t number, std::size_t width);

}  // namespace backfile
