// One article: its words with the hits numbered, and everything that is known of it beside them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "article/article.h"
#include "searcher/plan.h"
#include "searcher/serve/html.h"
#include "searcher/serve/page.h"

namespace backfile {

struct ArticleView {
  Article article;
  SearchState state;        // The search that it was found by; empty: none.
  std::vector<Mark> marks;  // What is marked in it.
  std::vector<Locator> copies;
};

Html ArticleContent(const ArticleView& view, Analyzer* analyzer);
// What stands beside the text: people, quotes, where it was read, how it is cited.
Html ArticleMargin(const ArticleView& view);

// "June 1987", "5 June 1987"; with the time of day, if it is known: "5 June 1987, 09:30".
std::string DateInWords(const PartialDate& date);
std::string TimeInWords(const PartialDate& date);

// Jane Doe, “Title”, The Guardian, 5 June 2018, bf:0123456789abcdef.
std::string PlainCitation(const Article& article);

}  // namespace backfile
