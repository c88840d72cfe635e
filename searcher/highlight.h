// What matched, marked in the article's own words, and the sentences that show it best.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "index/analyzer.h"
#include "searcher/plan.h"

namespace backfile {

// Bytes [begin, end) of a text.
struct Stretch {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Stretch&, const Stretch&) = default;
};

struct MarkedText {
  std::string text;
  std::vector<Stretch> hits;  // Ascending, not overlapping.
};

// What of `text` matched, by the same positions and the same rules as the match itself: a word of a
// phrase is marked only where the phrase stands, one of NEAR only where the other is near. `field`
// says what part of `article` it is: "title", "caption" or "".
std::vector<Stretch> FindHits(std::string_view text, std::string_view field, const Article& article,
                              const std::vector<Mark>& marks, Analyzer* analyzer);

// The sentences of the article's text in which most of the question stands, best ones first to be
// chosen, shown in the order of the text with "..." between those that are not neighbours; the
// beginning if nothing in the text matched. About `most` characters.
MarkedText MakeSnippet(const Article& article, const std::vector<Mark>& marks, std::size_t most,
                       Analyzer* analyzer);

}  // namespace backfile
