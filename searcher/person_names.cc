// Names compared only where they can be one person's.
//
// Reading a name costs microseconds and a facet has a hundred thousand of them. So a facet compares
// those that share a last name with a value that will be shown, and a question the names that share
// the first. A table of the archive's own may join any two names; then all are compared.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/person_names.h"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "article/person_groups.h"
#include "article/text.h"
#include "article/words.h"
#include "index/schema.h"

namespace backfile {

namespace {

std::string_view LastWord(std::string_view name) { return name.substr(name.rfind(' ') + 1); }

// Of the last word, folded. A facet has a hundred thousand names: those of plain letters, as most
// are, are folded while they are hashed.
std::uint64_t HashOfLastWord(std::string_view name) {
  std::uint64_t hash = WordHash("");
  const std::string_view word = LastWord(name);
  for (const char c : word) {
    const char small = static_cast<char>(c | 0x20);
    if (small < 'a' || small > 'z') return WordHash(FoldForCompare(word));
    hash = WordHash({&small, 1}, hash);
  }
  return hash;
}

// Moves what can be the person of one of the first `most` values to the front; how many.
std::size_t Comparable(std::size_t most, std::vector<Tally>* values) {
  most = std::min(most, values->size());
  std::ranges::partial_sort(*values, values->begin() + static_cast<std::ptrdiff_t>(most),
                            IsMoreFrequent);
  std::unordered_set<std::uint64_t> last_words;
  for (std::size_t i = 0; i < most; ++i) last_words.insert(HashOfLastWord((*values)[i].value));
  const auto rest = std::partition(
      values->begin() + static_cast<std::ptrdiff_t>(most), values->end(),
      [&](const Tally& value) { return last_words.contains(HashOfLastWord(value.value)); });
  return static_cast<std::size_t>(rest - values->begin());
}

}  // namespace

PersonTable ReadPersonTable(const std::string& index_dir) {
  const std::string path = index_dir + "/people.tsv";
  std::ifstream in(path, std::ios::binary);
  if (!in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  auto table = PersonTable::Parse(text.str());
  if (!table) throw Error(ExitCode::kUsage, path + ": " + table.error());
  return std::move(*table);
}

void MergePeople(const PersonTable& table, std::size_t most, std::vector<Tally>* values,
                 std::vector<std::string>* names) {
  // Names that are not shown yet may be once they are added up, so twice as many are looked at.
  const std::size_t size = table.empty() ? Comparable(most * 2, values) : values->size();
  std::ranges::sort(values->begin(), values->begin() + static_cast<std::ptrdiff_t>(size),
                    IsMoreFrequent);
  names->clear();
  for (std::size_t i = 0; i < size; ++i) names->emplace_back((*values)[i].value);
  const std::vector<std::size_t> groups = GroupPeople(*names, table);
  for (std::size_t i = 0; i < size; ++i) {
    Tally& value = (*values)[i];
    if (groups[i] == i) {
      (*names)[i] = table.Canonical((*names)[i]);
      value.value = (*names)[i];
    } else {
      (*values)[groups[i]].count += value.count;
      value.value = {};
    }
  }
  std::erase_if(*values, [](const Tally& value) { return value.value.empty(); });
}

std::vector<std::string> NamesOfPerson(std::string_view name, const PersonTable& table,
                                       const Lexicon& lexicon) {
  const std::string prefix(Prefix("person"));
  const std::string folded = FoldForCompare(name);
  std::vector<std::string> names = {folded, table.ArchiveKey(name)};
  for (const std::string& form : table.FormsOf(name)) names.push_back(FoldForCompare(form));
  const std::string first = folded.substr(0, folded.find(' '));
  if (first.size() < folded.size()) {
    const std::string last = FoldForCompare(LastWord(name));
    lexicon.ForEachTerm(prefix + first + " ", [&](const std::string& term) {
      if (term.ends_with(" " + last)) names.push_back(term.substr(prefix.size()));
      return names.size() < kMaxExpansion;
    });
  }
  const std::vector<std::size_t> groups = GroupPeople(names, table);
  std::vector<std::string> same = {folded};
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool is_new = std::ranges::find(same, names[i]) == same.end();
    if (groups[i] == groups[0] && !names[i].empty() && is_new) same.push_back(names[i]);
  }
  return same;
}

}  // namespace backfile
