// The least recently used is forgotten.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/facet_memory.h"

namespace backfile {

const std::vector<FacetCounts>* FacetMemory::Find(const std::string& key) {
  const auto place = places_.find(key);
  if (place == places_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, place->second);
  return &place->second->second;
}

void FacetMemory::Keep(const std::string& key, std::vector<FacetCounts> counts) {
  if (Find(key) != nullptr) {
    entries_.front().second = std::move(counts);
    return;
  }
  entries_.emplace_front(key, std::move(counts));
  places_[key] = entries_.begin();
  if (entries_.size() <= kMost) return;
  places_.erase(entries_.back().first);
  entries_.pop_back();
}

void FacetMemory::Clear() {
  entries_.clear();
  places_.clear();
}

}  // namespace backfile
