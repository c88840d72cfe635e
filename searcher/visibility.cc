// Three short lists a segment, each ascending: most indexes have next to nothing in them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/visibility.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "index/schema.h"

namespace backfile {

namespace {

constexpr std::uint64_t kByWithdrawal = 2;

const Embargo* FindEmbargo(const std::vector<Embargo>& embargoes, std::uint32_t document) {
  const auto it = std::ranges::lower_bound(embargoes, document, {}, &Embargo::document);
  return it != embargoes.end() && it->document == document ? &*it : nullptr;
}

bool IsInForce(const Embargo& embargo, std::chrono::sys_seconds now) {
  return embargo.until > now.time_since_epoch().count();
}

}  // namespace

std::string_view InWords(Hidden hidden) {
  constexpr std::array<std::string_view, 4> kWords = {
      "it is shown", "a newer version of it has come", "it was withdrawn by its source",
      "it is under an embargo"};
  return kWords.at(static_cast<std::size_t>(hidden));
}

std::string_view NameOf(Hidden hidden) {
  constexpr std::array<std::string_view, 4> kNames = {"", "superseded", "withdrawn", "embargoed"};
  return kNames.at(static_cast<std::size_t>(hidden));
}

Visibility::Visibility(const Snapshot& snapshot, std::vector<SegmentReader>* segments) {
  for (SegmentReader& reader : *segments) {
    Segment segment;
    segment.superseded = snapshot.relations(reader.segment(), RelationKind::kSuperseded);
    segment.embargoes = reader.columns().embargoes();
    for (const Status status : {Status::kCanceled, Status::kWithheld}) {
      const std::string term = std::string(Prefix("status")) + std::string(StatusName(status));
      std::ranges::copy(reader.Read(term).documents, std::back_inserter(segment.withdrawn));
    }
    std::ranges::sort(segment.withdrawn);
    segments_.push_back(std::move(segment));
  }
}

Hidden Visibility::Of(const Snapshot::Place& place, const VisibilityRules& rules) const {
  const Segment& segment = segments_[static_cast<std::size_t>(place.segment)];
  const std::uint64_t superseded = FindRelation(segment.superseded, place.document);
  const bool is_withdrawn =
      superseded == kByWithdrawal || std::ranges::binary_search(segment.withdrawn, place.document);
  if (is_withdrawn && !rules.withdrawn) return Hidden::kWithdrawn;
  if (superseded != 0 && !rules.earlier_versions) return Hidden::kSuperseded;
  const Embargo* embargo = FindEmbargo(segment.embargoes, place.document);
  if (embargo == nullptr || rules.embargoed || !IsInForce(*embargo, rules.now)) return Hidden::kNo;
  return Hidden::kEmbargoed;
}

void Visibility::Filter(int segment, const VisibilityRules& rules, Documents* documents) const {
  const Segment& of = segments_[static_cast<std::size_t>(segment)];
  if (of.superseded.empty() && of.withdrawn.empty() && of.embargoes.empty()) return;
  std::erase_if(*documents, [&](std::uint32_t document) {
    return Of({segment, document}, rules) != Hidden::kNo;
  });
}

bool AsksForStatus(const Node& node) {
  if (node.kind == NodeKind::kNot) return false;
  const bool names_it =
      node.kind == NodeKind::kField && (node.field == "status" || node.field == "id");
  return names_it || std::ranges::any_of(node.children, AsksForStatus);
}

}  // namespace backfile
