// What helps with a question that found nothing: which part emptied it, and what is found without.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "searcher/query.h"
#include "searcher/searcher.h"

namespace backfile {

// A question near one that found nothing, and what it would find.
struct Relaxation {
  std::string words;  // "without from the source "PA"", "the words of "war crimes" anywhere"
  std::string query;
  std::int64_t count = 0;
};

// A part of a question that found nothing, and what the part alone finds.
struct Clause {
  std::string words;
  std::int64_t count = 0;
};

// Which part of the question emptied it: what each finds alone. Throws as Searcher::Run.
std::vector<Clause> CountClauses(const Node& query, const SearchRequest& request,
                                 Searcher* searcher);

// Whether articles can be found without a part of the question that found nothing, or with a part
// of it loosened; the most promising first. Throws as Searcher::Run.
std::vector<Relaxation> FindRelaxations(const Node& query, const SearchRequest& request,
                                        Searcher* searcher);

}  // namespace backfile
