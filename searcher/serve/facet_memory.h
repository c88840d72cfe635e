// Facets of the questions that were asked last.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searcher/facets.h"

namespace backfile {

// Whoever turns the page, changes the order or ticks a value asks the same question again, and its
// counts are the same: half of the work of a page. Of one generation of an index; one thread.
class FacetMemory {
 public:
  static constexpr std::size_t kMost = 256;  // Questions; about 5 kB each.

  // The counts that were kept under the key, or nullptr. Valid until the next Keep().
  const std::vector<FacetCounts>* Find(const std::string& key);
  void Keep(const std::string& key, std::vector<FacetCounts> counts);
  void Clear();

 private:
  using Entry = std::pair<std::string, std::vector<FacetCounts>>;
  std::list<Entry> entries_;  // The last used one first.
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace backfile
