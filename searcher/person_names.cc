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
#include <bitset>
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

}  // namespace

// Nearly all of a hundred thousand names end in plain letters, which need no folding to be
// compared.
std::uint32_t LastWordHash(std::string_view name) {
  const std::string_view word = name.substr(name.rfind(' ') + 1);
  std::array<char, 32> lower{};
  std::string folded;
  std::string_view same(lower.data(), std::min(word.size(), lower.size()));
  if (word.empty() || word.size() > lower.size() || !std::ranges::all_of(word, IsPlain)) {
    folded = LastWord(name);
    same = folded;
  } else {
    std::ranges::transform(word, lower.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    });
  }
  const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(same));
  return std::max(hash, 1U);
}

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
                          const std::function<std::uint32_t(std::uint32_t)>& last_word,
                          std::vector<ValueCount>* values) {
  if (!table.empty()) return values->size();
  // Names that are not shown yet may be once they are added up, so twice as many are looked at.
  most = std::min(most * 2, values->size());
  const auto first = values->begin() + static_cast<std::ptrdiff_t>(most);
  std::partial_sort(values->begin(), first, values->end(),
                    [](const ValueCount& a, const ValueCount& b) { return IsMoreFrequent(a, b); });
  std::unordered_set<std::uint32_t> last_words;
  std::bitset<4096> may_be;  // Of their last bits: tells nearly all others at once.
  for (std::size_t i = 0; i < most; ++i) {
    const std::uint32_t hash = last_word((*values)[i].value);
    last_words.insert(hash);
    may_be.set(hash % may_be.size());
  }
  const auto rest = std::partition(first, values->end(), [&](const ValueCount& value) {
    const std::uint32_t hash = last_word(value.value);
    return may_be.test(hash % may_be.size()) && last_words.contains(hash);
  });
  return static_cast<std::size_t>(rest - values->begin());
}

void MergePeople(const PersonTable& table, std::size_t most, std::vector<FacetValue>* values) {
  const auto by_count = [](const FacetValue& a, const FacetValue& b) {
    return IsMoreFrequent(a, b);
  };
  std::ranges::sort(*values, {}, &FacetValue::value);
  std::vector<ValueCount> numbered;
  for (const FacetValue& value : *values) {
    numbered.push_back(
        {static_cast<std::uint32_t>(numbered.size()), static_cast<std::uint32_t>(value.count)});
  }
  const auto last_word = [&](std::uint32_t number) {
    return LastWordHash((*values)[number].value);
  };
  const std::size_t size = MoveMergeable(table, most, last_word, &numbered);
  std::vector<FacetValue> moved;
  for (const ValueCount& one : numbered) moved.push_back(std::move((*values)[one.value]));
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
      return names.size() < lexicon.max_expansion();
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
