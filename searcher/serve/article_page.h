// One article: its words with the hits numbered, and everything that is known of it beside them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "article/article.h"
#include "searcher/copy_commands.h"
#include "searcher/plan.h"
#include "searcher/serve/html.h"
#include "searcher/serve/page.h"
#include "searcher/version_commands.h"

namespace backfile {

// A version of the article, this one among them.
struct VersionLine {
  StoryVersion version;
  Parameters parameters;  // Of its page, and of the pages about it.
  std::string id;
  std::string date;  // When it was changed last, as far as is known.
  bool is_shown = false;
};

struct ArticleView {
  Article article;                    // As it may be shown,
  Hidden hidden = Hidden::kNo;        // and why a search does not find it.
  SearchState state;                  // The search that it was found by; empty: none.
  std::vector<Mark> marks;            // What is marked in it.
  std::vector<Locator> copies;        // Where else it stands, word for word.
  std::vector<AlsoRan> also_ran;      // Its near copies, at most kMostCopiesBeside,
  bool has_more_copies = false;       // and whether there are more.
  std::vector<VersionLine> versions;  // Newest first; empty: it is the only one.
};
inline constexpr std::size_t kMostCopiesBeside = 8;

Html ArticleContent(const ArticleView& view, Analyzer* analyzer);
// What stands beside the text: people, quotes, where it was read, how it is cited.
Html ArticleMargin(const ArticleView& view);

// The article with this id; of its versions the one of this name, if any is named. Throws Error.
Snapshot::Place FindPlace(const Searcher& searcher, const std::string& id,
                          std::string_view version);
// The request of somebody who may see what everybody may.
SearchRequest PublicRequest(const Visit& visit);
// A near copy: where it ran, when, how much of it is the same, and in what it differs.
Html CopyRow(const Article& article, const AlsoRan& also);

// "June 1987", "5 June 1987"; with the time of day, if it is known: "5 June 1987, 09:30".
std::string DateInWords(const PartialDate& date);
std::string TimeInWords(const PartialDate& date);

// Jane Doe, “Title”, The Guardian, 5 June 2018, bf:0123456789abcdef.
std::string PlainCitation(const Article& article);

}  // namespace backfile
