// What is not shown unasked: earlier versions, what was withdrawn, and what is under an embargo.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "index/index.h"
#include "searcher/matcher.h"
#include "searcher/query.h"
#include "searcher/segment_reader.h"

namespace backfile {

// What is shown all the same.
struct VisibilityRules {
  bool earlier_versions = false;  // Those that a newer one supersedes.
  bool withdrawn = false;         // Killed and withheld stories, in all their versions.
  bool embargoed = false;         // Before its time.
  std::chrono::sys_seconds now;   // What embargoes are held against.
};

// Why an article is not shown.
enum class Hidden : std::uint8_t { kNo, kSuperseded, kWithdrawn, kEmbargoed };
std::string_view InWords(Hidden hidden);  // "a newer version of it has come"
std::string_view NameOf(Hidden hidden);   // "superseded"; empty for kNo.

class Visibility {
 public:
  // Reads what is hidden in the segments, in their order. Both must outlive it.
  Visibility(const Snapshot& snapshot, std::vector<SegmentReader>* segments);

  // Takes what is not shown out of the matches of a segment.
  void Filter(int segment, const VisibilityRules& rules, Documents* documents) const;
  Hidden Of(const Snapshot::Place& place, const VisibilityRules& rules) const;

 private:
  struct Segment {
    RelationList superseded;         // Value 2: since its story was withdrawn.
    Documents withdrawn;             // By their own status.
    std::vector<Embargo> embargoes;  // All that ever were.
  };
  std::vector<Segment> segments_;
};

// Whether the question asks for a status or an id: who does is shown what has it.
bool AsksForStatus(const Node& node);

}  // namespace backfile
