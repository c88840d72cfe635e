// Which versions of a story `show` shows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "searcher/searcher.h"

namespace backfile {

// The article with this id, as it may be shown; with request.all_versions all versions of its
// story, newest first; with `version` that one: as its source numbers them, else 1 for the oldest.
// Notes on them say what other versions there are. Throws Error: kUsage, kNothingFound.
std::vector<Article> FindVersions(const std::string& id, const std::string& version,
                                  const SearchRequest& request, Searcher* searcher);

}  // namespace backfile
