// Two passes: the first learns with which initials each first and last name occur, the second drops
// them where they are always the same.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_groups.h"

#include <unordered_map>

#include "article/person_name.h"
#include "article/text.h"

namespace backfile {

namespace {

// "donald j trump" without what stands between a first and a last name, if that is initials; else
// the key itself.
std::string WithoutInitials(const std::string& key) {
  const std::vector<std::string> parts = SplitList(key, " ");
  if (parts.size() < 3 || IsInitialKey(parts.front())) return key;
  std::string bare = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (!IsInitialKey(parts[i]) || i + 1 == parts.size()) bare += " " + parts[i];
  }
  return bare;
}

// The initials that a bare name was met with.
struct Initialled {
  std::string key;
  bool is_only = true;
};

}  // namespace

std::vector<std::size_t> GroupPeople(std::span<const std::string> names, const PersonTable& table) {
  std::vector<std::string> keys;
  std::unordered_map<std::string, Initialled> initialled;
  for (const std::string& name : names) {
    keys.push_back(table.ArchiveKey(name));
    std::string bare = WithoutInitials(keys.back());
    if (bare == keys.back()) continue;
    const auto [it, is_new] = initialled.emplace(std::move(bare), Initialled{keys.back()});
    if (it->second.key != keys.back()) it->second.is_only = false;
  }
  std::unordered_map<std::string, std::size_t> first_of;
  std::vector<std::size_t> groups;
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::string bare = WithoutInitials(keys[i]);
    const auto known = initialled.find(bare);
    const bool merges = known != initialled.end() && known->second.is_only;
    const std::string& key = merges ? bare : keys[i];
    groups.push_back(key.empty() ? i : first_of.emplace(key, i).first->second);
  }
  return groups;
}

}  // namespace backfile
