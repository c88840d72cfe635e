// Organisations under their longest names.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/organisation_names.h"

#include <algorithm>
#include <map>
#include <utility>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kMostNames = 1000;

std::string_view WithoutThe(std::string_view name) {
  const bool has = name.starts_with("the ") || name.starts_with("The ") || name.starts_with("THE ");
  return has && name.size() > 5 ? name.substr(4) : name;
}

}  // namespace

OrganisationNames::OrganisationNames(const std::vector<Acronym>& acronyms) {
  for (const Acronym& acronym : acronyms) {
    long_forms_.emplace(FoldForCompare(acronym.short_form), acronym.long_form);
  }
}

void OrganisationNames::Add(std::string_view name) {
  std::string full(WithoutThe(name));
  const auto long_form = long_forms_.find(FoldForCompare(full));
  if (long_form != long_forms_.end()) full = WithoutThe(long_form->second);
  if (full.empty() || names_.size() >= kMostNames) return;
  if (known_.emplace(FoldForCompare(full), names_.size()).second) names_.push_back(std::move(full));
}

std::vector<std::string> OrganisationNames::Take() {
  // In the order of the folded names, those that begin with a name follow it.
  const std::map<std::string, std::size_t> sorted(known_.begin(), known_.end());
  for (auto it = sorted.begin(); it != sorted.end(); ++it) {
    const auto& [name, place] = *it;
    if (name.find(' ') != std::string::npos) continue;
    const auto longer = std::next(it);
    if (longer == sorted.end() || !longer->first.starts_with(name + " ")) continue;
    bool is_one = true;  // All that begin with the name begin with the longer one, too.
    for (auto other = longer; other != sorted.end() && other->first.starts_with(name + " ");
         ++other) {
      is_one = is_one && other->first.starts_with(longer->first);
    }
    if (!is_one) continue;
    // The longer name takes the place of the shorter one, if that came first.
    if (place < longer->second) std::swap(names_[place], names_[longer->second]);
    names_[std::max(place, longer->second)].clear();
  }
  std::erase(names_, std::string());
  known_.clear();
  return std::exchange(names_, {});
}

}  // namespace backfile
