// Which versions of a story `show` shows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "searcher/searcher.h"

namespace backfile {

// One telling of a story.
struct StoryVersion {
  std::string name;  // As its source numbers it, else counted from the oldest: "1".
  Snapshot::Place place;
  bool is_superseded = false;
};
// All living versions of the story that the article at the place tells, newest first; itself alone,
// if there are no others.
std::vector<StoryVersion> ListVersions(const Snapshot::Place& place, const Snapshot& snapshot);
// Which of them is called so; nullptr: none.
const StoryVersion* FindVersion(const std::vector<StoryVersion>& versions, std::string_view name);
// "Versions of this story, newest first: 3 (this one), 2, 1."
std::string VersionsInWords(const std::vector<StoryVersion>& versions,
                            const Snapshot::Place& shown);

// The article with this id, as it may be shown; with request.all_versions all versions of its
// story, newest first; with `version` that one: as its source numbers them, else 1 for the oldest.
// Notes on them say what other versions there are. Throws Error: kUsage, kNothingFound.
std::vector<Article> FindVersions(const std::string& id, const std::string& version,
                                  const SearchRequest& request, Searcher* searcher);

}  // namespace backfile
