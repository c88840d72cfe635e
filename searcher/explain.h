// A question told back in words: what was understood, and what each word was widened to.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "searcher/query.h"
#include "searcher/searcher.h"

namespace backfile {

// The root of the tree in words, without what is below it: "all of:".
std::string LineInWords(const Node& node);
// The tree in words, a line a condition, indented by depth.
std::string InWords(const Node& node);

// Each part of the question with a yes or no for the article: why it is not among the matches.
// Throws as Searcher::Run() and FindArticle().
std::string WhyNot(const std::string& id, const SearchRequest& request, Searcher* searcher);

// Words, and what the index makes of them: how many articles match each part,
// and the notes of the plan.
// Throws as Searcher::Run().
std::string Explain(const SearchRequest& request, Searcher* searcher);

}  // namespace backfile
