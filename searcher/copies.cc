// Documents ascend and so do relations: both are walked side by side.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/copies.h"

#include <algorithm>
#include <tuple>
#include <unordered_set>
#include <utility>

namespace backfile {

namespace {
constexpr RelationKind kKind = RelationKind::kCopies;
}  // namespace

template <class Take>
void CopyGroups::ForEachGrouped(int segment, const Documents& documents, Take take) const {
  const RelationList& relations = snapshot_->relations(segment, kKind);
  auto relation = relations.begin();
  for (const std::uint32_t document : documents) {
    while (relation != relations.end() && relation->document < document) ++relation;
    if (relation == relations.end()) return;
    if (relation->document == document) take(document, relation->value);
  }
}

bool CopyGroups::IsEarlier(const Snapshot::Place& a, const Snapshot::Place& b) const {
  const auto key = [&](const Snapshot::Place& place) {
    const Columns& columns = snapshot_->columns(place.segment);
    const std::int32_t day = columns.day(place.document);
    return std::tuple(day == kUndated, day, columns.id(place.document),
                      columns.digest(place.document));
  };
  return key(a) < key(b);
}

std::uint64_t CopyGroups::GroupOf(const Snapshot::Place& place) const {
  return FindRelation(snapshot_->relations(place.segment, kKind), place.document);
}

template <class Take>
void CopyGroups::ForEachMember(Take take) const {
  for (int segment = 0; segment < snapshot_->segments(); ++segment) {
    for (const Relation& relation : snapshot_->relations(segment, kKind)) {
      const bool is_hidden = snapshot_->tombstones(segment).Has(relation.document);
      if (relation.value != 0 && !is_hidden) {
        take(Member{relation.value, {segment, relation.document}});
      }
    }
  }
}

const std::vector<CopyGroups::Member>& CopyGroups::Members() {
  if (has_members_) return members_;
  ForEachMember([&](const Member& member) { members_.push_back(member); });
  std::ranges::stable_sort(members_, {}, &Member::group);
  has_members_ = true;
  return members_;
}

std::unordered_map<std::uint64_t, std::vector<Snapshot::Place>> CopyGroups::MembersOf(
    const std::vector<std::uint64_t>& groups) {
  std::unordered_map<std::uint64_t, std::vector<Snapshot::Place>> members;
  for (const std::uint64_t group : groups) members[group];
  if (std::exchange(was_asked_, true)) {
    for (auto& [group, places] : members) {
      const auto& all = Members();
      for (auto it = std::ranges::lower_bound(all, group, {}, &Member::group);
           it != all.end() && it->group == group; ++it) {
        places.push_back(it->place);
      }
    }
  } else {
    ForEachMember([&](const Member& member) {
      const auto it = members.find(member.group);
      if (it != members.end()) it->second.push_back(member.place);
    });
  }
  for (auto& [group, places] : members) {
    std::ranges::sort(places, [&](const auto& a, const auto& b) { return IsEarlier(a, b); });
  }
  return members;
}

std::vector<Snapshot::Place> CopyGroups::CopiesOf(const Snapshot::Place& place) {
  const std::uint64_t group = GroupOf(place);
  if (group == 0) return {};
  std::vector<Snapshot::Place> copies = MembersOf({group})[group];
  std::erase(copies, place);
  return copies;
}

void CopyGroups::KeepEarliest(std::vector<Documents>* matches) const {
  std::unordered_map<std::uint64_t, Snapshot::Place> earliest;
  const auto segments = static_cast<int>(matches->size());
  for (int s = 0; s < segments; ++s) {
    ForEachGrouped(s, (*matches)[static_cast<std::size_t>(s)],
                   [&](std::uint32_t document, std::uint64_t group) {
                     const Snapshot::Place place = {s, document};
                     const auto [it, is_new] = earliest.try_emplace(group, place);
                     if (!is_new && IsEarlier(place, it->second)) it->second = place;
                   });
  }
  for (int s = 0; s < segments; ++s) {
    Documents& documents = (*matches)[static_cast<std::size_t>(s)];
    Documents passed_over;
    ForEachGrouped(s, documents, [&](std::uint32_t document, std::uint64_t group) {
      if (earliest.at(group) != Snapshot::Place{s, document}) passed_over.push_back(document);
    });
    Documents kept;
    std::ranges::set_difference(documents, passed_over, std::back_inserter(kept));
    documents = std::move(kept);
  }
}

void CopyGroups::KeepFirst(std::vector<Ranked>* ranked) const {
  std::unordered_set<std::uint64_t> seen;
  std::erase_if(*ranked, [&](const Ranked& one) {
    const std::uint64_t group = GroupOf(one.place);
    return group != 0 && !seen.insert(group).second;
  });
}

}  // namespace backfile
