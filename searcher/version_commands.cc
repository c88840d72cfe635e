// Versions of a story share its key; those of one identifier share an id as well.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/version_commands.h"

#include <algorithm>

#include "article/story.h"

namespace backfile {

namespace {

struct RankedVersion {
  Snapshot::Place place;
  VersionRank rank;
};

// Newest first.
std::vector<RankedVersion> RankVersions(const Snapshot::Place& place, const Snapshot& snapshot) {
  const Columns& columns = snapshot.columns(place.segment);
  const std::uint64_t story = columns.story(place.document);
  std::vector<Snapshot::Place> places = snapshot.FindAll(columns.id(place.document));
  if (story != 0) {
    for (const Snapshot::Place& other : snapshot.FindStory(story)) {
      if (std::ranges::find(places, other) == places.end()) places.push_back(other);
    }
  }
  std::vector<RankedVersion> versions;
  for (const Snapshot::Place& one : places) {
    const std::uint64_t digest = snapshot.columns(one.segment).digest(one.document);
    versions.push_back({one, RankOf(snapshot.Load(one), digest)});
  }
  std::ranges::sort(versions, [](const RankedVersion& a, const RankedVersion& b) {
    return IsOlder(b.rank, a.rank);
  });
  return versions;
}

}  // namespace

std::vector<StoryVersion> ListVersions(const Snapshot::Place& place, const Snapshot& snapshot) {
  std::vector<StoryVersion> versions;
  std::size_t number = 0;
  const std::vector<RankedVersion> ranked = RankVersions(place, snapshot);
  for (const RankedVersion& one : ranked) {
    const std::string counted = std::to_string(ranked.size() - number++);
    versions.push_back({one.rank.version.empty() ? counted : one.rank.version, one.place,
                        snapshot.IsSuperseded(one.place)});
  }
  return versions;
}

const StoryVersion* FindVersion(const std::vector<StoryVersion>& versions, std::string_view name) {
  const auto it = std::ranges::find(versions, name, &StoryVersion::name);
  return it == versions.end() ? nullptr : &*it;
}

std::string VersionsInWords(const std::vector<StoryVersion>& versions,
                            const Snapshot::Place& shown) {
  const auto standing = std::ranges::count(versions, false, &StoryVersion::is_superseded);
  std::string text = standing > 1 ? "Articles with this identifier, newest first: "
                                  : "Versions of this story, newest first: ";
  for (std::size_t i = 0; i < versions.size(); ++i) {
    text += (i == 0 ? "" : ", ") + versions[i].name;
    if (versions[i].place == shown) text += " (this one)";
  }
  return text + ".";
}

std::vector<Article> FindVersions(const std::string& id, const std::string& version,
                                  const SearchRequest& request, Searcher* searcher) {
  const Snapshot::Place newest = searcher->FindArticle(id);
  const std::vector<StoryVersion> versions = ListVersions(newest, searcher->snapshot());
  std::vector<Snapshot::Place> wanted = {newest};
  if (!version.empty()) {
    const StoryVersion* named = FindVersion(versions, version);
    if (named == nullptr) {
      throw searcher->NotFound("there is no version " + version + " of " + id + ". " +
                               VersionsInWords(versions, newest));
    }
    wanted = {named->place};
  } else if (request.all_versions) {
    wanted.clear();
    for (const StoryVersion& one : versions) wanted.push_back(one.place);
  }
  std::vector<Article> articles;
  for (const Snapshot::Place& place : wanted) {
    articles.push_back(searcher->LoadShown(place, request));
    if (versions.size() < 2) continue;
    articles.back().notes.push_back(VersionsInWords(versions, place));
  }
  return articles;
}

}  // namespace backfile
