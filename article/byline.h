// Who wrote a story, out of what its byline says.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// The people named in a byline, in its order: "By JANE DOE and John Smith, Associated Press" gives
// Jane Doe and John Smith; "Doe, Jane; Smith, John" the same; "Jane Doe in Beirut" Jane Doe.
// Agencies, desks, places and offices are left out; empty if nobody is named ("From our own
// correspondent").
std::vector<std::string> PeopleOfByline(std::string_view byline);

}  // namespace backfile
