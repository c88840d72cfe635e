// A question told back in words: what was understood, and what each word was widened to.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/query.h"
#include "searcher/searcher.h"

namespace backfile {

// The tree in words, a line a condition, indented by depth.
std::string InWords(const Node& node);

// Words, and what the index makes of them: how many articles match, and the notes of the plan.
// Throws as Searcher::Run().
std::string Explain(const SearchRequest& request, Searcher* searcher);

}  // namespace backfile
