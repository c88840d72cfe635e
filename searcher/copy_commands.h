// The verbs on copies: where else a story ran, and how two texts differ.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/render.h"

namespace backfile {

// Where the article stands, and its copies, as far as the request is shown them: as text, or as
// rows (rows.h).
void RenderCopies(const Snapshot::Place& place, const SearchRequest& request, Searcher* searcher,
                  const RenderOptions& options, const Print& print);

// What is to be removed from one article and added to it to make the other of it: as text with
// [-words-] and {+words+}, or as rows.
void RenderDifference(const Article& before, const Article& after, const RenderOptions& options,
                      const Print& print);

}  // namespace backfile
