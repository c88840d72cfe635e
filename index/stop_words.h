// English words too common to rank by: they stay in phrases, but weigh nothing.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

namespace backfile {

// Whether the folded word is one of the list (Snowball's English one, cut to what never names
// anything).
bool IsStopWord(std::string_view folded_word);

}  // namespace backfile
