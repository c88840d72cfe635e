// What an article says of its own mistakes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The editors' note that the article was corrected or made clear, as it stands in the text: a
// paragraph that begins "Correction:", or one that says so of "an earlier version of this story";
// under a headline "Correction: ..." the first paragraph. At most 1,000 bytes; empty if there is no
// such note. Articles that were merely brought up to date, and those that tell of others'
// corrections, have none.
std::string FindCorrectionNote(std::string_view title, std::string_view body);

}  // namespace backfile
