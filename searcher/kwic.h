// Keyword in context: every occurrence on a line of its own, sorted by what stands beside it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "searcher/render.h"

namespace backfile {

enum class KwicOrder : std::uint8_t { kArticle, kLeft, kRight };  // By the word before or behind.

struct KwicLine {
  std::string id;
  std::string left;
  std::string hit;
  std::string right;
};

// The occurrences in the result's articles. `width`: characters of context on either side.
std::vector<KwicLine> FindOccurrences(const SearchResult& result, const std::vector<Mark>& marks,
                                      std::size_t width, KwicOrder order, Searcher* searcher);

// Aligned for people, or rows for programs.
void RenderKwic(const std::vector<KwicLine>& lines, std::size_t width, const RenderOptions& options,
                const Print& print);

}  // namespace backfile
