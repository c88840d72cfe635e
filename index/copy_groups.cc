// Grouping: candidates by their sketches, copies by reading both, groups by joining what hangs
// together.
//
// Two articles belong together if they share a key of their sketches, appeared within two weeks of
// one another (or one is undated, or their sketches are equal), and are copies by their texts. None
// of this depends on a third article, so the groups, which are what hangs together by such pairs,
// do not depend on the order in which articles come. A new article can only join groups. Where one
// has gone its group is taken apart and its other members are treated as new. A group's number is
// made of its earliest member.
//
// The one exception: an article is held against kMostNeighbours others of one key at most, the next
// in the order of their dates, and against no more once kMostInVain were no copies of it. Of forms
// filled in by the thousand within two weeks, some pairs are not seen.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/copy_groups.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "article/copies.h"
#include "article/digest.h"
#include "article/plain_words.h"
#include "index/copy_candidates.h"

namespace backfile {

namespace {

constexpr std::size_t kMostNeighbours = 500;
constexpr int kMostInVain = 200;
// Texts kept at hand, twice as many as have neighbours in common, and failures remembered: some
// megabytes.
constexpr std::size_t kMostTexts = 2 * kMostNeighbours;
constexpr std::size_t kMostFailures = 1'000'000;

// Sets that are joined (Tarjan's union by the lower number, with path halving).
class Forest {
 public:
  explicit Forest(std::uint32_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), 0U);
  }
  std::uint32_t Add() {
    parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
    return parent_.back();
  }
  std::uint32_t Find(std::uint32_t node) {
    while (parent_[node] != node) node = parent_[node] = parent_[parent_[node]];
    return node;
  }
  void Join(std::uint32_t a, std::uint32_t b) {
    a = Find(a);
    b = Find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::uint32_t> parent_;
};

class Grouping {
 public:
  Grouping(const Snapshot& snapshot, int first_new, GroupingEffort* effort)
      : snapshot_(snapshot),
        first_new_(first_new),
        effort_(effort),
        ordinals_(snapshot),
        forest_(ordinals_.last() + 1) {}

  std::vector<RelationRun> Run() {
    FindDisturbed();
    GatherFresh();
    ForEachSharedKey(snapshot_, ordinals_, fresh_,
                     [&](std::span<const std::uint32_t> ordinals) { Compare(ordinals); });
    return Changes();
  }

 private:
  // What is at hand of a candidate.
  struct Candidate {
    std::int64_t day = kUndated;
    std::uint32_t ordinal = 0;
    Snapshot::Place place;
    const CopySketch* sketch = nullptr;
  };

  const RelationList& Old(int segment) const {
    return snapshot_.relations(segment, RelationKind::kCopies);
  }
  // The number of the group that the article was in and still is; 0: none, or it is fresh.
  std::uint64_t SettledGroup(const Snapshot::Place& place) const {
    const std::uint64_t group = FindRelation(Old(place.segment), place.document);
    return disturbed_.contains(group) ? 0 : group;
  }
  bool IsFresh(const Snapshot::Place& place) const {
    return fresh_[static_cast<std::size_t>(place.segment)].Has(place.document);
  }

  // Groups that have lost a member.
  void FindDisturbed() {
    for (int segment = 0; segment < snapshot_.segments(); ++segment) {
      for (const Relation& relation : Old(segment)) {
        if (snapshot_.tombstones(segment).Has(relation.document)) disturbed_.insert(relation.value);
      }
    }
  }

  void GatherFresh() {
    for (int segment = 0; segment < snapshot_.segments(); ++segment) {
      fresh_.emplace_back(snapshot_.columns(segment).documents());
      const Bitmap& hidden = snapshot_.tombstones(segment);
      for (const Relation& relation : Old(segment)) {
        const bool is_loose = disturbed_.contains(relation.value) && !hidden.Has(relation.document);
        if (is_loose) fresh_.back().Set(relation.document);
      }
      if (segment < first_new_) continue;
      fresh_.back().SetAll(snapshot_.columns(segment).documents());
      fresh_.back().Remove(hidden);
    }
  }

  // The node of an article, or of the group that it is in.
  std::uint32_t NodeOf(const Candidate& candidate) {
    const std::uint64_t group = SettledGroup(candidate.place);
    if (group == 0) return candidate.ordinal;
    const auto [it, is_new] = group_nodes_.try_emplace(group);
    if (is_new) it->second = forest_.Add();
    return it->second;
  }

  std::vector<Candidate> InOrderOfDays(std::span<const std::uint32_t> ordinals) const {
    std::vector<Candidate> candidates;
    for (const std::uint32_t ordinal : ordinals) {
      const Snapshot::Place place = ordinals_.PlaceOf(ordinal);
      const Columns& columns = snapshot_.columns(place.segment);
      candidates.push_back(
          {columns.day(place.document), ordinal, place, &columns.sketch(place.document)});
    }
    std::ranges::sort(candidates, {}, [&](const Candidate& c) {
      return std::pair(c.day, snapshot_.columns(c.place.segment).id(c.place.document));
    });
    return candidates;
  }

  // Articles that share a key.
  void Compare(std::span<const std::uint32_t> ordinals) {
    const std::vector<Candidate> candidates = InOrderOfDays(ordinals);
    const bool are_equal = std::ranges::all_of(
        candidates, [&](const Candidate& c) { return *c.sketch == *candidates.front().sketch; });
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      const std::size_t end = std::min(candidates.size(), i + 1 + kMostNeighbours);
      for (std::size_t j = i + 1; j < end; ++j) {
        if (DaysBetween(candidates[i], candidates[j]) > kMostDaysApart && !are_equal) break;
        if (WasInVain(candidates[i])) break;
        if (IsFresh(candidates[i].place) || IsFresh(candidates[j].place)) {
          Compare(candidates[i], candidates[j]);
        }
      }
    }
  }

  void Compare(const Candidate& a, const Candidate& b) {
    const std::uint32_t node_a = NodeOf(a);
    const std::uint32_t node_b = NodeOf(b);
    if (forest_.Find(node_a) == forest_.Find(node_b)) return;
    if (!MayBeCopies(*a.sketch, *b.sketch)) return;
    const std::uint64_t pair =
        std::uint64_t{std::min(a.ordinal, b.ordinal)} << 32 | std::max(a.ordinal, b.ordinal);
    if (failures_.contains(pair)) return;
    if (texts_.size() + 2 > kMostTexts) texts_.clear();
    ++effort_->pairs;
    if (AreCopies(TextOf(a), TextOf(b), DaysBetween(a, b))) {
      forest_.Join(node_a, node_b);
      joined_.insert(node_a);
      joined_.insert(node_b);
    } else {
      if (failures_.size() >= kMostFailures) failures_.clear();
      failures_.insert(pair);
      ++in_vain_[a.ordinal];
      ++in_vain_[b.ordinal];
    }
  }

  bool WasInVain(const Candidate& candidate) const {
    const auto it = in_vain_.find(candidate.ordinal);
    return it != in_vain_.end() && it->second >= kMostInVain;
  }

  // 0 if one is undated.
  static std::int64_t DaysBetween(const Candidate& a, const Candidate& b) {
    return a.day == kUndated || b.day == kUndated ? 0 : std::abs(a.day - b.day);
  }

  const CopyText& TextOf(const Candidate& candidate) {
    const auto it = texts_.find(candidate.ordinal);
    if (it != texts_.end()) return it->second;
    ++effort_->texts;
    return texts_[candidate.ordinal] = ReadCopyText(snapshot_.Load(candidate.place));
  }

  // An article of a group that has changed.
  struct Member {
    std::uint32_t root = 0;
    std::int32_t day = kUndated;
    std::uint32_t ordinal = 0;
  };

  // By group, the earliest first, undated ones last.
  auto OrderOf(const Member& member) const {
    const Snapshot::Place place = ordinals_.PlaceOf(member.ordinal);
    const Columns& columns = snapshot_.columns(place.segment);
    return std::tuple(member.root, member.day == kUndated, member.day, columns.id(place.document),
                      columns.digest(place.document));
  }

  std::vector<Member> MembersOfChangedGroups() {
    std::unordered_set<std::uint32_t> roots;
    std::vector<Member> members;
    const auto add = [&](const Snapshot::Place& place, std::uint32_t node) {
      const std::uint32_t root = forest_.Find(node);
      if (!roots.contains(root)) return;
      members.push_back({root, snapshot_.columns(place.segment).day(place.document),
                         ordinals_.Of(place.segment, place.document)});
    };
    for (const std::uint32_t node : joined_) roots.insert(forest_.Find(node));
    for (const std::uint32_t node : joined_) {
      if (node <= ordinals_.last()) add(ordinals_.PlaceOf(node), node);
    }
    for (int segment = 0; segment < snapshot_.segments() && !group_nodes_.empty(); ++segment) {
      for (const Relation& relation : Old(segment)) {
        const auto it = group_nodes_.find(relation.value);
        if (it != group_nodes_.end()) add({segment, relation.document}, it->second);
      }
    }
    std::ranges::sort(members, {}, [&](const Member& member) { return OrderOf(member); });
    return members;
  }

  // Where every article now belongs of which that may have changed.
  std::vector<RelationRun> Changes() {
    std::vector<std::map<std::uint32_t, std::uint64_t>> now(fresh_.size());
    const auto put = [&](const Snapshot::Place& place, std::uint64_t group) {
      now[static_cast<std::size_t>(place.segment)][place.document] = group;
    };
    for (int segment = 0; segment < snapshot_.segments(); ++segment) {
      for (const Relation& relation : Old(segment)) {
        if (disturbed_.contains(relation.value)) put({segment, relation.document}, 0);
      }
    }
    std::uint64_t group = 0;
    const std::vector<Member> members = MembersOfChangedGroups();
    for (std::size_t i = 0; i < members.size(); ++i) {
      const Snapshot::Place place = ordinals_.PlaceOf(members[i].ordinal);
      if (i == 0 || members[i].root != members[i - 1].root) group = NumberOf(place);
      put(place, group);
    }
    return Runs(now);
  }

  std::uint64_t NumberOf(const Snapshot::Place& earliest) const {
    FieldDigest digest;
    digest.Add(snapshot_.columns(earliest.segment).id(earliest.document));
    digest.Add(snapshot_.columns(earliest.segment).digest(earliest.document));
    return std::max<std::uint64_t>(1, digest.value());
  }

  std::vector<RelationRun> Runs(
      const std::vector<std::map<std::uint32_t, std::uint64_t>>& now) const {
    std::vector<RelationRun> runs;
    for (std::size_t i = 0; i < now.size(); ++i) {
      RelationRun run{snapshot_.generation().segments[i], RelationKind::kCopies, {}};
      for (const auto& [document, group] : now[i]) {
        const bool is_news = FindRelation(Old(static_cast<int>(i)), document) != group;
        if (is_news) run.relations.push_back({document, group});
      }
      if (!run.relations.empty()) runs.push_back(std::move(run));
    }
    return runs;
  }

  const Snapshot& snapshot_;
  const int first_new_;
  GroupingEffort* const effort_;
  Ordinals ordinals_;
  Forest forest_;
  std::unordered_set<std::uint64_t> disturbed_;
  DocumentSets fresh_;
  std::unordered_map<std::uint64_t, std::uint32_t> group_nodes_;
  std::unordered_set<std::uint32_t> joined_;
  std::unordered_set<std::uint64_t> failures_;
  std::unordered_map<std::uint32_t, int> in_vain_;  // How many failures an article had.
  std::unordered_map<std::uint32_t, CopyText> texts_;
};

}  // namespace

std::vector<RelationRun> GroupCopies(const Snapshot& snapshot, int first_new,
                                     GroupingEffort* effort) {
  GroupingEffort unasked;
  return Grouping(snapshot, first_new, effort == nullptr ? &unasked : effort).Run();
}

}  // namespace backfile
