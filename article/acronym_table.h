// What acronyms stand for in a whole archive: the senses of each, with counts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace backfile {

// Gathers the acronyms that articles define into a small table of synonyms: "MoD" is "Ministry of
// Defence" in 812 articles and "Museum of Design" in one.
//
// Short forms are kept as written ("IS" is not "is"). Long forms that differ only in case, accents,
// punctuation or a plural s are one sense, spelt as most articles spell it. Adding and merging give
// the same table in any order, so that segments of an index can be gathered apart and merged.
//
// A plain value. Memory: a few hundred bytes a sense.
class AcronymTable {
 public:
  struct Sense {
    std::string long_form;
    std::uint32_t articles = 0;  // How many define it.
    friend bool operator==(const Sense&, const Sense&) = default;
  };

  // Counts the acronyms of one article, each once.
  void Add(const std::vector<Acronym>& acronyms);
  void Merge(const AcronymTable& other);
  // Forgets the senses that fewer articles define.
  void Prune(std::uint32_t fewest_articles);

  // What the short form stands for, the commonest first; ties in alphabetical order.
  std::vector<Sense> SensesOf(std::string_view short_form) const;
  // The short forms that stand for the long form, in any spelling, the commonest first.
  std::vector<Sense> ShortFormsOf(std::string_view long_form) const;

  bool empty() const { return shorts_.empty(); }
  std::size_t size() const { return shorts_.size(); }  // Short forms.

  // One line a spelling, sorted: short form, TAB, long form, TAB, count, LF.
  std::string Serialise() const;
  // Nothing if the text is not what Serialise() writes.
  static std::optional<AcronymTable> Parse(std::string_view text);

 private:
  using Spellings = std::map<std::string, std::uint32_t, std::less<>>;  // As written, count.
  using Senses = std::map<std::string, Spellings, std::less<>>;         // By folded long form.

  void Count(std::string_view short_form, std::string_view long_form, std::uint32_t articles);

  std::map<std::string, Senses, std::less<>> shorts_;
};

}  // namespace backfile
