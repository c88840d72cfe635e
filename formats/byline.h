// Who wrote it, out of the line that says so.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// The writers that a byline names: "By ANN LEE, Science Editor, and Tom Day, The Northern Herald"
// gives "Ann Lee" and "Tom Day".
//
// The words before the names are left out, and so are titles, agencies, papers and addresses,
// unless there is nothing else ("The Associated Press"). Names in capitals are written as names
// are.
std::vector<std::string> SplitByline(std::string_view line);

// Whether a part of a byline names no person: a title, an agency, a paper, an address.
bool IsAffiliation(std::string_view part);

}  // namespace backfile
