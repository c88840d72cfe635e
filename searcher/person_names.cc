// Names compared only where they can be one person's.
//
// Reading a name costs microseconds and a facet has a hundred thousand of them. So a facet compares
// those that share a last name with a value that will be shown, and a question the names that share
// the first. A table of the archive's own may join any two names; then all are compared.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/person_names.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "article/person_groups.h"
#include "article/text.h"
#include "index/schema.h"
#include "searcher/query_text.h"

namespace backfile {

namespace {

std::string LastWord(std::string_view name) {
  const std::size_t space = name.rfind(' ');
  return FoldForCompare(space == std::string_view::npos ? name : name.substr(space + 1));
}

bool IsPlain(char c) { return IsLetter(c) || IsDigit(c); }

// The same for names whose last words fold alike. Nearly all of a hundred thousand names end in
// plain letters, which need no folding to be compared.
std::size_t LastWordHash(std::string_view name) {
  const std::string_view word = name.substr(name.rfind(' ') + 1);
  std::array<char, 32> lower{};
  if (word.empty() || word.size() > lower.size() || !std::ranges::all_of(word, IsPlain)) {
    return std::hash<std::string_view>()(LastWord(name));
  }
  std::ranges::transform(word, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return std::hash<std::string_view>()({lower.data(), word.size()});
}

}  // namespace

PersonTable ReadPersonTable(const std::vector<std::string>& folders) {
  PersonTable table;
  std::string all;
  for (const std::string& folder : folders) {
    const std::string path = folder + "/people.tsv";
    std::ifstream in(path, std::ios::binary);
    if (!in) continue;
    std::ostringstream text;
    text << in.rdbuf();
    // Each by itself first, so that what is wrong is told with its line.
    if (auto one = PersonTable::Parse(text.str()); !one) {
      throw Error(ExitCode::kUsage, path + ": " + one.error());
    }
    all += text.str() + "\n";
    auto both = PersonTable::Parse(all);
    if (!both) throw Error(ExitCode::kUsage, path + " and that of another index: " + both.error());
    table = std::move(*both);
  }
  return table;
}

std::size_t MoveMergeable(const PersonTable& table, std::size_t most,
                          std::vector<NameCount>* names) {
  if (!table.empty()) return names->size();
  // Names that are not shown yet may be once they are added up, so twice as many are looked at.
  most = std::min(most * 2, names->size());
  const auto first = names->begin() + static_cast<std::ptrdiff_t>(most);
  std::ranges::partial_sort(*names, first, IsMoreFrequent);
  std::unordered_set<std::size_t> last_words;
  for (std::size_t i = 0; i < most; ++i) last_words.insert(LastWordHash((*names)[i].name));
  const auto rest = std::partition(first, names->end(), [&](const NameCount& name) {
    return last_words.contains(LastWordHash(name.name));
  });
  return static_cast<std::size_t>(rest - names->begin());
}

void MergePeople(const PersonTable& table, std::size_t most, std::vector<FacetValue>* values) {
  const auto by_count = [](const FacetValue& a, const FacetValue& b) {
    return IsMoreFrequent({a.value, a.count}, {b.value, b.count});
  };
  std::vector<NameCount> views;
  for (const FacetValue& value : *values) views.push_back({value.value, value.count});
  const std::size_t size = MoveMergeable(table, most, &views);
  std::vector<FacetValue> moved;
  for (const NameCount& view : views) moved.push_back({std::string(view.name), view.count});
  *values = std::move(moved);
  std::ranges::sort(values->begin(), values->begin() + static_cast<std::ptrdiff_t>(size), by_count);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < size; ++i) names.push_back((*values)[i].value);
  const std::vector<std::size_t> groups = GroupPeople(names, table);
  for (std::size_t i = 0; i < size; ++i) {
    FacetValue& value = (*values)[i];
    if (groups[i] == i) {
      value.value = table.Canonical(value.value);
    } else {
      (*values)[groups[i]].count += value.count;
      value.value.clear();
    }
  }
  std::erase_if(*values, [](const FacetValue& value) { return value.value.empty(); });
}

std::vector<std::string> NamesOfPerson(std::string_view name, const PersonTable& table,
                                       const Lexicon& lexicon) {
  const std::string prefix(Prefix("person"));
  const std::string folded = FoldForCompare(name);
  std::vector<std::string> names = {folded, table.ArchiveKey(name)};
  for (const std::string& form : table.FormsOf(name)) names.push_back(FoldForCompare(form));
  const std::string first = folded.substr(0, folded.find(' '));
  if (first.size() < folded.size()) {
    const std::string last = LastWord(name);
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
