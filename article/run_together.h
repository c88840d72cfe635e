// Words that lost the space between them on the way: "Sarah MillerOvernight".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "article/lexicon.h"
#include "article/words.h"

namespace backfile {

// Parts words where a known name runs into what came next on the page, as scrapers leave them:
// "John WilliamsGOP senators" becomes "John Williams" and a sentence "GOP senators". Only the last
// words of names are parted, and no known name ("McDonald", "DeVos") is.
void PartRunTogether(const Lexicon& lexicon, Words* words);

}  // namespace backfile
