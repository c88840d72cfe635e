// Who wrote it, out of the line that says so.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// "By ANN LEE and Tom Day, The Northern Herald" -> "Ann Lee", "Tom Day".
//
// The word before the names is left out, and so is what follows a comma if it is a title, an agency
// or a newspaper rather than one more name. Names in capitals throughout are written as names are.
std::vector<std::string> SplitByline(std::string_view line);

}  // namespace backfile
