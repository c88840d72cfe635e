// The words of the whole index, and what a word of a question may be widened to.
//
// Every widening is bounded: at most max_expansion() terms come out, and at most kMaxExamined are
// looked at.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "article/problem.h"
#include "searcher/segment_reader.h"

namespace backfile {

// A term and in how many documents it occurs.
struct CountedTerm {
  std::string term;
  std::uint64_t documents = 0;
};

class Lexicon {
 public:
  // `segments` must outlive it.
  Lexicon(std::vector<SegmentReader>* segments, std::size_t max_expansion)
      : segments_(segments), max_expansion_(max_expansion) {}

  std::size_t max_expansion() const { return max_expansion_; }

  // In how many documents of all segments the term occurs.
  std::uint64_t Frequency(const std::string& term) const;
  // Terms that begin with `prefix`, each once, in byte order, until `take` returns false; however
  // the articles are spread over segments.
  void ForEachTerm(const std::string& prefix,
                   const std::function<bool(const std::string&)>& take) const;

  // Terms "PREFIX" + what the pattern matches; * is any run of characters, ? is one. The pattern is
  // folded. A failure says that it is too wide.
  Result<std::vector<std::string>> Matching(const std::string& prefix,
                                            std::string_view pattern) const;
  // The exact forms in the index that `stemmer` brings to the stem of `word`, itself included.
  std::vector<std::string> FormsOf(
      const std::string& word, const std::string& stem,
      const std::function<std::string(const std::string&)>& stemmer) const;
  // Words like `word`, nearest and most frequent first: at most two edits away (one below six
  // letters), with the same first letter. `word` itself comes first if it occurs.
  std::vector<CountedTerm> Neighbours(const std::string& word, std::size_t most) const;

 private:
  std::vector<SegmentReader>* segments_;
  std::size_t max_expansion_;
};

// Whether the text has a wildcard: * anywhere, or ? before the end of the word.
bool HasWildcard(std::string_view word);

// Edits (insert, delete, change, swap of neighbours) between two words of UTF-8, or more than
// `most`.
int EditsBetween(std::u32string_view a, std::u32string_view b, int most);

}  // namespace backfile
