// Bytes packed by zstd, and back with a bound.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace backfile {

// As small as zstd can make it; slow.
std::string Pack(std::string_view bytes);

// What Pack was given; nullopt if `packed` is damaged or holds more than `max_bytes`.
std::optional<std::string> Unpack(std::string_view packed, std::size_t max_bytes);

}  // namespace backfile
