// Which versions of libxapian the format was checked against.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string_view>

namespace backfile::glass {

// Versions that read, checked, updated and compacted databases written here, in the tests of
// tests/unit/glass. Others may do as well; nobody has looked. CMake reads this list, too.
inline constexpr std::array<std::string_view, 1> kCheckedVersions = {
    "1.4.22",
};

// Whether the library that this program runs with is one of them.
bool IsLibraryChecked();

}  // namespace backfile::glass
