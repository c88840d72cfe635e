// Widening words by walking the sorted terms of the index.
//
// A walk begins at the longest prefix that all wanted terms share: the letters before a wildcard,
// what a word and its stem have in common, the first letter of a misspelt word. Spelling compares
// by optimal string alignment (Damerau-Levenshtein without repeated edits), cut off at the bound.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/lexicon.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <set>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kMaxExamined = 2'000'000;

std::size_t CharacterLength(std::string_view text, std::size_t at) {
  std::size_t n = 1;
  while (at + n < text.size() && (text[at + n] & 0xc0) == 0x80) ++n;
  return n;
}

// Whether the whole text matches the pattern. Linear but for restarts at the last star.
bool MatchesPattern(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t restart = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      restart = t;
    } else if (p < pattern.size() && pattern[p] == '?') {
      ++p;
      t += CharacterLength(text, t);
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = restart += CharacterLength(text, restart);
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

// Folds what stands between the wildcards.
std::string FoldPattern(std::string_view pattern) {
  std::string folded;
  while (!pattern.empty()) {
    const std::size_t wild = std::min(pattern.find_first_of("*?"), pattern.size());
    folded += FoldForCompare(pattern.substr(0, wild));
    if (wild < pattern.size()) folded += pattern[wild];
    pattern.remove_prefix(std::min(wild + 1, pattern.size()));
  }
  return folded;
}

std::string CommonPrefix(std::string_view a, std::string_view b) {
  const auto [end, unused] = std::ranges::mismatch(a, b);
  return std::string(a.begin(), end);
}

std::u32string Characters(std::string_view text) {
  std::u32string characters;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto size = static_cast<std::int32_t>(text.size());
  for (std::int32_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    characters += static_cast<char32_t>(c < 0 ? 0xfffd : c);
  }
  return characters;
}

}  // namespace

bool HasWildcard(std::string_view word) {
  if (word.find('*') != std::string_view::npos) return true;
  const std::size_t mark = word.find('?');
  return mark != std::string_view::npos &&
         word.find_first_not_of('?', mark) != std::string_view::npos;
}

int EditsBetween(std::u32string_view a, std::u32string_view b, int most) {
  const auto difference =
      static_cast<std::ptrdiff_t>(a.size()) - static_cast<std::ptrdiff_t>(b.size());
  if (std::abs(difference) > most) return most + 1;
  std::vector<int> before(b.size() + 1);
  std::vector<int> last(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > most) return most + 1;
    std::swap(before, last);
    std::swap(last, row);
  }
  return last.back();
}

std::uint64_t Lexicon::Frequency(const std::string& term) const {
  std::uint64_t documents = 0;
  for (SegmentReader& segment : *segments_) documents += segment.Frequency(term);
  return documents;
}

void Lexicon::ForEachTerm(const std::string& prefix,
                          const std::function<bool(const std::string&)>& take) const {
  std::vector<TermCursor> cursors;
  for (const SegmentReader& segment : *segments_) {
    TermCursor cursor = segment.Terms(prefix);
    if (!cursor.at_end()) cursors.push_back(std::move(cursor));
  }
  for (std::size_t examined = 1; !cursors.empty() && examined <= kMaxExamined; ++examined) {
    if (examined % 4096 == 0) segments_->front().deadline().Check();
    const std::string term = std::ranges::min_element(cursors, {}, &TermCursor::term)->term();
    if (!take(term)) return;
    for (TermCursor& cursor : cursors) {
      if (cursor.term() == term) cursor.Next();
    }
    std::erase_if(cursors, [](const TermCursor& cursor) { return cursor.at_end(); });
  }
}

Result<std::vector<std::string>> Lexicon::Matching(const std::string& prefix,
                                                   std::string_view pattern) const {
  const std::string folded = FoldPattern(pattern);
  const std::string fixed = folded.substr(0, std::min(folded.find_first_of("*?"), folded.size()));
  std::vector<std::string> terms;
  ForEachTerm(prefix + fixed, [&](const std::string& term) {
    if (MatchesPattern(folded, std::string_view(term).substr(prefix.size()))) terms.push_back(term);
    return terms.size() <= max_expansion_;
  });
  if (terms.size() <= max_expansion_) return terms;
  return Failure("more than " + std::to_string(max_expansion_) + " words match " +
                 std::string(pattern) + "; give more letters");
}

std::vector<std::string> Lexicon::FormsOf(
    const std::string& word, const std::string& stem,
    const std::function<std::string(const std::string&)>& stemmer) const {
  constexpr std::size_t kShortest = 3;  // "dying" and "die" have no more in common than this loses.
  std::string shared = CommonPrefix(word, stem);
  if (shared.size() > kShortest) shared.pop_back();
  while (!shared.empty() && (shared.back() & 0xc0) == 0x80) shared.pop_back();
  if (!shared.empty() && (shared.back() & 0x80) != 0) shared.pop_back();
  std::vector<std::string> forms = {word};
  if (shared.empty()) return forms;
  ForEachTerm(shared, [&](const std::string& term) {
    if (term != word && stemmer(term) == stem) forms.push_back(term);
    return forms.size() < max_expansion_;
  });
  return forms;
}

std::vector<CountedTerm> Lexicon::Neighbours(const std::string& word, std::size_t most) const {
  const std::u32string wanted = Characters(word);
  const int edits = wanted.size() < 6 ? 1 : 2;
  struct Candidate {
    int edits;
    CountedTerm counted;
  };
  std::vector<Candidate> candidates;
  ForEachTerm(word.substr(0, CharacterLength(word, 0)), [&](const std::string& term) {
    const int apart = EditsBetween(wanted, Characters(term), edits);
    if (apart <= edits) candidates.push_back({apart, {term, Frequency(term)}});
    return candidates.size() < max_expansion_;
  });
  std::ranges::sort(candidates, [](const Candidate& a, const Candidate& b) {
    if (a.edits != b.edits) return a.edits < b.edits;
    if (a.counted.documents != b.counted.documents)
      return a.counted.documents > b.counted.documents;
    return a.counted.term < b.counted.term;
  });
  std::vector<CountedTerm> neighbours;
  for (Candidate& candidate : candidates) {
    if (neighbours.size() < most) neighbours.push_back(std::move(candidate.counted));
  }
  return neighbours;
}

}  // namespace backfile
