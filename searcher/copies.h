// Copies in results: one story that ran in several papers is shown once, and where else it ran.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "index/index.h"
#include "searcher/matcher.h"
#include "searcher/ranking.h"

namespace backfile {

// Which of several copies that match is shown. The others are passed over.
enum class Collapse : std::uint8_t {
  kNo,        // All of them.
  kBest,      // The one that answers best.
  kEarliest,  // The one that appeared first; undated ones last.
};

// Groups of copies in one snapshot, which must outlive it. One thread at a time.
class CopyGroups {
 public:
  explicit CopyGroups(const Snapshot& snapshot) : snapshot_(&snapshot) {}

  // The number of the article's group; 0: it has no copies.
  std::uint64_t GroupOf(const Snapshot::Place& place) const;
  // The living members of these groups, each from the earliest to the latest, undated ones last.
  std::unordered_map<std::uint64_t, std::vector<Snapshot::Place>> MembersOf(
      const std::vector<std::uint64_t>& groups);
  // The article's copies, without itself; from the earliest to the latest.
  std::vector<Snapshot::Place> CopiesOf(const Snapshot::Place& place);

  // Of each group only the earliest of the documents stays; `matches` of each segment.
  void KeepEarliest(std::vector<Documents>* matches) const;
  // Of each group only the first in the list stays.
  void KeepFirst(std::vector<Ranked>* ranked) const;

 private:
  bool IsEarlier(const Snapshot::Place& a, const Snapshot::Place& b) const;
  // Calls take(document, group) for each of the documents that has one.
  template <class Take>
  void ForEachGrouped(int segment, const Documents& documents, Take take) const;

  struct Member {
    std::uint64_t group = 0;
    Snapshot::Place place;
  };
  template <class Take>
  void ForEachMember(Take take) const;
  // All members of all groups, by group. Who asks for a handful of groups once, as a process with
  // one list of results does, is answered without it; who asks again (a page, an export of a
  // hundred at a time) has it gathered.
  const std::vector<Member>& Members();

  const Snapshot* snapshot_;
  bool was_asked_ = false;
  bool has_members_ = false;
  std::vector<Member> members_;
};

}  // namespace backfile
