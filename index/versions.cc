// Articles with one StoryKey() are candidates. Declared versions of it, and words that it was
// withdrawn, belong together; others do if their texts or their headlines resemble each other, so
// that neither an address which shows something else each day nor an identifier that was given
// twice makes an article disappear, and nor does the feed that tells of a page. Of what hangs
// together the newest telling stands and supersedes the rest. Like groups of copies, this depends
// on the articles alone.
//
// Only stories of which an article has come or gone are looked at: their keys are gathered, as many
// at a time as fit, and the column of keys is read once for each of these parts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/versions.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "article/story.h"
#include "article/text.h"
#include "index/key_filter.h"

namespace backfile {

namespace {

constexpr std::size_t kMostKeys = 4'000'000;

struct Telling {
  Snapshot::Place place;
  VersionRank rank;
  bool is_declared = false;
  bool is_withdrawal = false;
  std::string title;  // Folded.
  std::string format;
};

bool Resemble(const CopySketch& a, const CopySketch& b) {
  constexpr int kFewestBins = 4;  // A tenth of all runs.
  return !a.empty() && !b.empty() && (EqualBins(a, b) >= kFewestBins || MayBeCopies(a, b));
}

class Versions {
 public:
  explicit Versions(const Snapshot& snapshot) : snapshot_(snapshot) {}

  // Looks at the stories with these keys, sorted.
  void Settle(const std::vector<std::uint64_t>& keys) {
    KeyFilter filter(keys.size());
    for (const std::uint64_t key : keys) filter.Add(static_cast<std::uint32_t>(key));
    std::vector<std::pair<std::uint64_t, Snapshot::Place>> found;
    ForEachStory([&](std::uint64_t key, const Snapshot::Place& place) {
      if (!filter.MayHold(static_cast<std::uint32_t>(key))) return;
      if (std::ranges::binary_search(keys, key)) found.emplace_back(key, place);
    });
    std::ranges::stable_sort(found, {}, [](const auto& one) { return one.first; });
    for (std::size_t begin = 0, end = 0; begin < found.size(); begin = end) {
      while (end < found.size() && found[end].first == found[begin].first) ++end;
      std::vector<Snapshot::Place> places;
      for (std::size_t i = begin; i < end; ++i) places.push_back(found[i].second);
      SettleStory(places);
    }
  }

  // Calls take(key, place) for each living article of a story.
  template <class Take>
  void ForEachStory(Take take) const {
    for (int segment = 0; segment < snapshot_.segments(); ++segment) {
      const Columns& columns = snapshot_.columns(segment);
      for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
        if (columns.story(d) == 0 || snapshot_.tombstones(segment).Has(d)) continue;
        take(columns.story(d), Snapshot::Place{segment, d});
      }
    }
  }

  std::vector<RelationRun> Changes() const {
    std::vector<RelationRun> runs;
    for (const auto& [segment, relations] : now_) {
      RelationRun run{snapshot_.generation().segments[static_cast<std::size_t>(segment)],
                      RelationKind::kSuperseded,
                      {}};
      for (const auto& [document, value] : relations) run.relations.push_back({document, value});
      runs.push_back(std::move(run));
    }
    return runs;
  }

 private:
  // What it is superseded by: nothing (0), a newer version (1), the word that it was withdrawn (2).
  void Say(const Snapshot::Place& place, std::uint64_t value) {
    const RelationList& old = snapshot_.relations(place.segment, RelationKind::kSuperseded);
    if (FindRelation(old, place.document) != value) now_[place.segment][place.document] = value;
  }

  Telling Read(const Snapshot::Place& place) const {
    const Article article = snapshot_.Load(place);
    const std::uint64_t digest = snapshot_.columns(place.segment).digest(place.document);
    return {place,
            RankOf(article, digest),
            IsDeclaredVersion(article),
            IsWithdrawal(article),
            FoldForCompare(article.title),
            article.format};
  }

  bool AreOneStory(const Telling& a, const Telling& b) const {
    if (a.is_withdrawal || b.is_withdrawal || (a.is_declared && b.is_declared)) return true;
    // What a feed says of a page is no newer telling of it, but shorter.
    if (a.format != b.format && a.rank.version == b.rank.version) return false;
    if (!a.title.empty() && a.title == b.title) return true;
    return Resemble(snapshot_.columns(a.place.segment).sketch(a.place.document),
                    snapshot_.columns(b.place.segment).sketch(b.place.document));
  }

  void SettleStory(const std::vector<Snapshot::Place>& places) {
    if (places.size() == 1) return Say(places.front(), 0);
    std::vector<Telling> tellings;
    for (const Snapshot::Place& place : places) tellings.push_back(Read(place));
    std::ranges::sort(tellings, [](const Telling& a, const Telling& b) {
      return IsOlder(b.rank, a.rank);  // The newest first.
    });
    const std::vector<std::size_t> groups = Group(tellings);
    for (std::size_t i = 0; i < tellings.size(); ++i) {
      const Telling& newest = tellings[groups[i]];
      Say(tellings[i].place, groups[i] == i ? 0 : newest.is_withdrawal ? 2 : 1);
    }
  }

  // Of each telling the newest of those that it hangs together with. An address that has shown
  // thousands of things is looked at in the order of their coming, each beside the last few.
  std::vector<std::size_t> Group(const std::vector<Telling>& tellings) const {
    constexpr std::size_t kMostCompared = 200;
    std::vector<std::size_t> group(tellings.size());
    std::iota(group.begin(), group.end(), std::size_t{0});
    const auto root = [&](std::size_t i) {
      while (group[i] != i) i = group[i] = group[group[i]];
      return i;
    };
    for (std::size_t i = 1; i < tellings.size(); ++i) {
      for (std::size_t j = i - std::min(i, kMostCompared); j < i; ++j) {
        const std::size_t a = root(i);
        const std::size_t b = root(j);
        if (a != b && AreOneStory(tellings[i], tellings[j])) group[std::max(a, b)] = std::min(a, b);
      }
    }
    for (std::size_t i = 0; i < tellings.size(); ++i) group[i] = root(i);
    return group;
  }

  const Snapshot& snapshot_;
  std::map<int, std::map<std::uint32_t, std::uint64_t>> now_;  // By segment.
};

// Keys of stories of which an article has come or gone.
template <class Take>
void ForEachTouchedKey(const Snapshot& snapshot, int first_new, const std::vector<Tombstone>& gone,
                       Take take) {
  for (int segment = first_new; segment < snapshot.segments(); ++segment) {
    const Columns& columns = snapshot.columns(segment);
    for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
      if (columns.story(d) != 0) take(columns.story(d));
    }
  }
  const std::vector<std::string>& names = snapshot.generation().segments;
  for (const Tombstone& tombstone : gone) {
    const auto at = std::ranges::find(names, tombstone.segment);
    if (at == names.end()) continue;
    const Columns& columns = snapshot.columns(static_cast<int>(at - names.begin()));
    if (tombstone.document == 0 || tombstone.document > columns.documents()) continue;
    if (columns.story(tombstone.document) != 0) take(columns.story(tombstone.document));
  }
}

}  // namespace

std::vector<RelationRun> FindSuperseded(const Snapshot& snapshot, int first_new,
                                        const std::vector<Tombstone>& gone) {
  std::size_t count = 0;
  ForEachTouchedKey(snapshot, first_new, gone, [&](std::uint64_t) { ++count; });
  Versions versions(snapshot);
  const std::size_t parts = count / kMostKeys + 1;
  for (std::size_t part = 0; part < parts && count > 0; ++part) {
    std::vector<std::uint64_t> keys;
    ForEachTouchedKey(snapshot, first_new, gone, [&](std::uint64_t key) {
      if (key % parts == part) keys.push_back(key);
    });
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    versions.Settle(keys);
  }
  return versions.Changes();
}

}  // namespace backfile
