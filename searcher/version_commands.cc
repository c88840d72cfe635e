// Versions of a story share its key; those of one identifier share an id as well.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/version_commands.h"

#include <algorithm>

#include "article/story.h"

namespace backfile {

namespace {

struct Version {
  Snapshot::Place place;
  VersionRank rank;
};

// Newest first.
std::vector<Version> VersionsOf(const Snapshot::Place& place, const Snapshot& snapshot) {
  const Columns& columns = snapshot.columns(place.segment);
  const std::uint64_t story = columns.story(place.document);
  std::vector<Snapshot::Place> places = snapshot.FindAll(columns.id(place.document));
  if (story != 0) {
    for (const Snapshot::Place& other : snapshot.FindStory(story)) {
      if (std::ranges::find(places, other) == places.end()) places.push_back(other);
    }
  }
  std::vector<Version> versions;
  for (const Snapshot::Place& one : places) {
    const std::uint64_t digest = snapshot.columns(one.segment).digest(one.document);
    versions.push_back({one, RankOf(snapshot.Load(one), digest)});
  }
  std::ranges::sort(versions,
                    [](const Version& a, const Version& b) { return IsOlder(b.rank, a.rank); });
  return versions;
}

// As its source numbers it, else counted from the oldest.
const Version* Named(const std::vector<Version>& versions, const std::string& name) {
  for (const Version& version : versions) {
    if (version.rank.version == name) return &version;
  }
  const std::size_t n = versions.size();
  for (std::size_t i = 0; i < n; ++i) {
    const bool is_numbered = !versions[i].rank.version.empty();
    if (!is_numbered && std::to_string(n - i) == name) return &versions[i];
  }
  return nullptr;
}

std::string NameOf(const std::vector<Version>& versions, std::size_t i) {
  const std::string& name = versions[i].rank.version;
  return name.empty() ? std::to_string(versions.size() - i) : name;
}

// "Versions of this story, newest first: 3 (this one), 2, 1."
std::string Listed(const std::vector<Version>& versions, const Snapshot::Place& shown,
                   const Snapshot& snapshot) {
  const auto standing = std::ranges::count_if(
      versions, [&](const Version& version) { return !snapshot.IsSuperseded(version.place); });
  std::string text = standing > 1 ? "Articles with this identifier, newest first: "
                                  : "Versions of this story, newest first: ";
  for (std::size_t i = 0; i < versions.size(); ++i) {
    text += (i == 0 ? "" : ", ") + NameOf(versions, i);
    if (versions[i].place == shown) text += " (this one)";
  }
  return text + ".";
}

}  // namespace

std::vector<Article> FindVersions(const std::string& id, const std::string& version,
                                  const SearchRequest& request, Searcher* searcher) {
  const Snapshot::Place newest = searcher->FindArticle(id);
  const std::vector<Version> versions = VersionsOf(newest, searcher->snapshot());
  std::vector<Snapshot::Place> wanted = {newest};
  if (!version.empty()) {
    const Version* named = Named(versions, version);
    if (named == nullptr) {
      throw Error(ExitCode::kNothingFound, "there is no version " + version + " of " + id + ". " +
                                               Listed(versions, newest, searcher->snapshot()));
    }
    wanted = {named->place};
  } else if (request.all_versions) {
    wanted.clear();
    for (const Version& one : versions) wanted.push_back(one.place);
  }
  std::vector<Article> articles;
  for (const Snapshot::Place& place : wanted) {
    articles.push_back(searcher->LoadShown(place, request));
    if (versions.size() < 2) continue;
    articles.back().notes.push_back(Listed(versions, place, searcher->snapshot()));
  }
  return articles;
}

}  // namespace backfile
