// Two levels of maps, short form and folded long form, with the spellings at the bottom.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/acronym_table.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "article/text.h"

namespace backfile {

namespace {

// One sense whether written "Improvised Explosive Devices" or "improvised explosive device".
std::string SenseKey(std::string_view long_form) {
  std::string key = FoldForCompare(long_form);
  if (key.starts_with("the ")) key.erase(0, 4);
  if (key.size() > 3 && key.back() == 's' && key[key.size() - 2] != 's') key.pop_back();
  return key;
}

void SortByCount(std::vector<AcronymTable::Sense>* senses) {
  std::ranges::sort(*senses, [](const auto& a, const auto& b) {
    return a.articles != b.articles ? a.articles > b.articles : a.long_form < b.long_form;
  });
}

std::uint32_t Sum(const std::map<std::string, std::uint32_t, std::less<>>& spellings) {
  std::uint32_t sum = 0;
  for (const auto& [spelling, count] : spellings) sum += count;
  return sum;
}

// The text up to `end`, which is taken off the front together with what it holds.
std::optional<std::string_view> TakeUntil(char end, std::string_view* rest) {
  const std::size_t at = rest->find(end);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  const std::string_view field = rest->substr(0, at);
  rest->remove_prefix(at + 1);
  return field;
}

}  // namespace

void AcronymTable::Count(std::string_view short_form, std::string_view long_form,
                         std::uint32_t articles) {
  shorts_[std::string(short_form)][SenseKey(long_form)][std::string(long_form)] += articles;
}

void AcronymTable::Add(const std::vector<Acronym>& acronyms) {
  std::set<std::pair<std::string_view, std::string>> seen;
  for (const Acronym& acronym : acronyms) {
    if (acronym.short_form.empty() || acronym.long_form.empty()) continue;
    if (!seen.emplace(acronym.short_form, SenseKey(acronym.long_form)).second) continue;
    Count(Squeeze(acronym.short_form), Squeeze(acronym.long_form), 1);
  }
}

void AcronymTable::Merge(const AcronymTable& other) {
  for (const auto& [short_form, senses] : other.shorts_) {
    for (const auto& [key, spellings] : senses) {
      for (const auto& [spelling, count] : spellings) Count(short_form, spelling, count);
    }
  }
}

void AcronymTable::Prune(std::uint32_t fewest_articles) {
  const auto is_rare = [&](const auto& sense) { return Sum(sense.second) < fewest_articles; };
  for (auto& [short_form, senses] : shorts_) std::erase_if(senses, is_rare);
  std::erase_if(shorts_, [](const auto& entry) { return entry.second.empty(); });
}

std::vector<AcronymTable::Sense> AcronymTable::SensesOf(std::string_view short_form) const {
  std::vector<Sense> senses;
  const auto found = shorts_.find(short_form);
  if (found == shorts_.end()) return senses;
  for (const auto& [key, spellings] : found->second) {
    const auto best = std::ranges::max_element(
        spellings, [](const auto& a, const auto& b) { return a.second < b.second; });
    senses.push_back({best->first, Sum(spellings)});
  }
  SortByCount(&senses);
  return senses;
}

std::vector<AcronymTable::Sense> AcronymTable::ShortFormsOf(std::string_view long_form) const {
  std::vector<Sense> forms;
  const std::string key = SenseKey(long_form);
  for (const auto& [short_form, senses] : shorts_) {
    const auto sense = senses.find(key);
    if (sense != senses.end()) forms.push_back({short_form, Sum(sense->second)});
  }
  SortByCount(&forms);
  return forms;
}

std::string AcronymTable::Serialise() const {
  std::string text;
  for (const auto& [short_form, senses] : shorts_) {
    for (const auto& [key, spellings] : senses) {
      for (const auto& [spelling, count] : spellings)
        text += short_form + "\t" + spelling + "\t" + std::to_string(count) + "\n";
    }
  }
  return text;
}

std::optional<AcronymTable> AcronymTable::Parse(std::string_view text) {
  AcronymTable table;
  while (!text.empty()) {
    const auto short_form = TakeUntil('\t', &text);
    const auto long_form = short_form ? TakeUntil('\t', &text) : std::nullopt;
    const auto digits = long_form ? TakeUntil('\n', &text) : std::nullopt;
    if (!digits) return std::nullopt;
    std::uint32_t count = 0;
    const char* end = digits->data() + digits->size();
    const auto [at, error] = std::from_chars(digits->data(), end, count);
    if (error != std::errc() || at != end || count == 0) return std::nullopt;
    table.Count(*short_form, *long_form, count);
  }
  return table;
}

}  // namespace backfile
