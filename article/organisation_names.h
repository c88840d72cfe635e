// Organisations by one name each within an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "article/article.h"

namespace backfile {

// Gathers the names of organisations as an article gives them. What it calls by several names comes
// out under one: an acronym that it explains under the long form ("MoD"), the first words of a
// longer name under that ("Amnesty" for "Amnesty International"), if they are those of one alone.
class OrganisationNames {
 public:
  explicit OrganisationNames(const std::vector<Acronym>& acronyms);

  void Add(std::string_view name);

  // The names, in the order in which each organisation came first. The list is empty after that.
  std::vector<std::string> Take();

 private:
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::string> long_forms_;  // By folded short form.
  std::unordered_map<std::string, std::size_t> known_;       // Folded name: its place in names_.
};

}  // namespace backfile
