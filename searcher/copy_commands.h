// The verbs on copies: where else a story ran, and how two texts differ.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/render.h"

namespace backfile {

// Another telling of the same words, by another paper or the same.
struct AlsoRan {
  Article article;
  std::int64_t shared = 0;  // Percent of the shorter text that stands in both.
  std::string_view length;  // "as long", "shorter", "longer"
};
// The article's copies that the request is shown, without itself, from the earliest to the latest;
// at most so many.
std::vector<AlsoRan> FindCopies(const Snapshot::Place& place, const Article& article,
                                const SearchRequest& request, std::size_t most, Searcher* searcher);

// Where the article stands, and its copies, as far as the request is shown them: as text, or as
// rows (rows.h).
void RenderCopies(const Snapshot::Place& place, const SearchRequest& request, Searcher* searcher,
                  const RenderOptions& options, const Print& print);

// What is to be removed from one article and added to it to make the other of it: as text with
// [-words-] and {+words+}, or as rows.
void RenderDifference(const Article& before, const Article& after, const RenderOptions& options,
                      const Print& print);

}  // namespace backfile
