// Telling copies from articles that are only alike.
//
// A newspaper cuts a wire story from its end, changes words, puts paragraphs of its own before or
// between; whole runs of words stay. Clough, Gaizauskas, Piao and Wilks (METER: measuring text
// reuse, 2002) found the share of a newspaper's text that stands in long common runs to be the best
// single sign of copy. But a weekly market report, an obituary, a table of results stands in long
// common runs with last week's, too. What differs there are the figures and the names between the
// runs, so these must agree by themselves. A paragraph of the paper's own is not held against it:
// of what stands in a long stretch without a common run only the sum of all names and figures
// counts, lest a standing frame around new content passes for a copy.
//
// What it gets wrong on purpose: a story written anew from another one's facts is no copy, and
// neither is a report of which all figures were corrected. Measured by tests/relevance/copies_eval.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/copies.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "article/digest.h"
#include "article/plain_words.h"
#include "article/text.h"

namespace backfile {

namespace {

// Below kFewWords a text must be held whole, and its headline by half: dividends and appointments
// are told in the same dozen words. From there to kManyWords the share of words that is asked for
// falls, since chance falls.
constexpr std::size_t kFewestWords = 12;
constexpr double kFewWords = 30;
constexpr double kManyWords = 120;
constexpr double kMostOfFewWords = 0.9;
constexpr double kMostOfManyWords = 0.65;
constexpr double kTitleOfFewWords = 0.5;
// The more of a text is figures, the more of these must agree: of prose with a few, four in five
// (one may have been corrected); of a table, all.
constexpr double kFiguresOfProse = 0.05;
constexpr double kFiguresOfTable = 0.2;
constexpr double kNumbersOfProse = 0.8;
constexpr double kNumbersOfTable = 0.98;
constexpr double kLeastNames = 0.75;
constexpr double kLeastTelling = 0.6;
// So many words without a common run are the paper's own, not an edit.
constexpr std::size_t kOwnStretch = 12;
// Of texts of two sources: rewritten, but from one wire.
constexpr double kRewrittenWords = 0.25;
constexpr double kRewrittenNumbers = 0.9;
constexpr double kRewrittenNames = 0.85;
constexpr double kRewrittenTelling = 0.7;
// How many days may lie between texts of few words, and between rewritten ones.
constexpr double kDaysOfFewWords = 2;
constexpr double kDaysOfRewritten = 3;

// From `low` at `from` in a straight line to `high` at `to`, and level outside.
double Between(double x, double from, double low, double to, double high) {
  const double share = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return low + share * (high - low);
}

void SortOnce(std::vector<std::uint64_t>* values) {
  std::ranges::sort(*values);
  values->erase(std::unique(values->begin(), values->end()), values->end());
}

// Calls take(hash) for the run that ends at each word from the kCopyRun-th on.
template <class Take>
void ForEachRun(const std::vector<std::uint64_t>& words, Take take) {
  for (std::size_t end = kCopyRun; end <= words.size(); ++end) {
    std::uint64_t run = 0;
    for (std::size_t i = end - kCopyRun; i < end; ++i) run = run * 0x9e3779b97f4a7c15 + words[i];
    take(MixBits(run), end);
  }
}

// Which words of `text` stand in runs that `other` has.
std::vector<bool> FindCovered(const CopyText& text, const CopyText& other) {
  std::vector<bool> covered(text.words.size());
  std::size_t done = 0;  // Words before it are marked.
  ForEachRun(text.words, [&](std::uint64_t run, std::size_t end) {
    if (!std::ranges::binary_search(other.runs, run)) return;
    for (std::size_t i = std::max(done, end - kCopyRun); i < end; ++i) covered[i] = true;
    done = end;
  });
  return covered;
}

// The bit of a word in CopyText::marks, and in which of its numbers that is.
std::pair<std::size_t, std::uint64_t> MarkOf(std::uint64_t word) {
  return {word >> 58, std::uint64_t{1} << (word >> 52 & 63)};
}

// How many of some words are held.
struct Tally {
  std::size_t held = 0;
  std::size_t all = 0;
  void Add(bool is_held) {
    ++all;
    if (is_held) ++held;
  }
  double share() const {
    return all == 0 ? 1 : static_cast<double>(held) / static_cast<double>(all);
  }
};

bool Has(const std::vector<std::uint64_t>& sorted, std::uint64_t value) {
  return std::ranges::binary_search(sorted, value);
}

// Whether the other one may hold as many of its numbers and names as a copy must. Of forms that are
// filled in anew it mostly does not, which is seen here in a tenth of the time.
bool MayHoldTelling(const CopyText& text, const CopyText& other) {
  Tally telling;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    if (text.telling[i] == Telling::kNothing) continue;
    const auto [place, bit] = MarkOf(text.words[i]);
    telling.Add((other.marks[place] & bit) != 0);
  }
  return telling.share() >= kLeastTelling;
}

Reuse ReuseOf(const CopyText& text, const CopyText& other) {
  const std::vector<bool> covered = FindCovered(text, other);
  Tally words, numbers, names, telling, title;
  for (std::size_t begin = 0, end = 0; begin < covered.size(); begin = end) {
    while (end < covered.size() && covered[end] == covered[begin]) ++end;
    const bool is_own = !covered[begin] && end - begin >= kOwnStretch;
    for (std::size_t i = begin; i < end; ++i) {
      words.Add(covered[i]);
      if (text.telling[i] == Telling::kNothing) continue;
      const bool is_held = covered[i] || Has(other.tokens, text.words[i]);
      telling.Add(is_held);
      if (!is_own) (text.telling[i] == Telling::kNumber ? numbers : names).Add(is_held);
    }
  }
  for (const std::uint64_t word : text.title) title.Add(Has(other.title, word));
  return {words.share(), numbers.share(), names.share(), telling.share(), title.share()};
}

// Whether a text of so few words, held so far, is held whole.
bool IsSameNotice(const Reuse& reuse) {
  return reuse.words == 1 && reuse.numbers == 1 && reuse.names == 1 &&
         reuse.title >= kTitleOfFewWords;
}

// `words`, `figures`: of the shorter text.
bool IsReprint(const Reuse& reuse, double words, double figures) {
  const double share = figures / words;
  return reuse.words >= Between(words, kFewWords, kMostOfFewWords, kManyWords, kMostOfManyWords) &&
         reuse.numbers >=
             Between(share, kFiguresOfProse, kNumbersOfProse, kFiguresOfTable, kNumbersOfTable) &&
         reuse.names >= kLeastNames && reuse.telling >= kLeastTelling;
}

bool IsRewritten(const Reuse& reuse, double words, double figures) {
  return words >= kManyWords && figures / words <= kFiguresOfTable &&
         reuse.words >= kRewrittenWords && reuse.numbers >= kRewrittenNumbers &&
         reuse.names >= kRewrittenNames && reuse.telling >= kRewrittenTelling;
}

}  // namespace

CopyText ReadCopyText(const Article& article) {
  CopyText read;
  if (!article.source.empty()) read.source = Digest(FoldForCompare(article.source));
  ForEachPlainWord(article.title, [&](const PlainWord& word) { read.title.push_back(word.hash); });
  bool is_first = false;  // The last word is the capitalised first one of a sentence.
  ForEachPlainWord(article.body, [&](const PlainWord& word) {
    const bool is_name = word.has_capital && !word.starts_sentence;
    if (is_name && is_first) read.telling.back() = Telling::kName;  // "Nippon Steel said".
    read.words.push_back(word.hash);
    read.telling.push_back(word.has_digit ? Telling::kNumber
                           : is_name      ? Telling::kName
                                          : Telling::kNothing);
    is_first = word.has_capital && word.starts_sentence;
  });
  for (std::size_t i = 0; i < read.words.size(); ++i) {
    if (read.telling[i] != Telling::kNothing) read.tokens.push_back(read.words[i]);
    if (read.telling[i] == Telling::kNumber) ++read.figures;
    const auto [place, bit] = MarkOf(read.words[i]);
    read.marks[place] |= bit;
  }
  ForEachRun(read.words, [&](std::uint64_t run, std::size_t) { read.runs.push_back(run); });
  for (auto* values : {&read.runs, &read.tokens, &read.title}) SortOnce(values);
  return read;
}

Reuse Measure(const CopyText& a, const CopyText& b) {
  if (a.words.size() != b.words.size()) {
    return a.words.size() < b.words.size() ? ReuseOf(a, b) : ReuseOf(b, a);
  }
  const Reuse ab = ReuseOf(a, b);
  const Reuse ba = ReuseOf(b, a);
  return {std::max(ab.words, ba.words), std::min(ab.numbers, ba.numbers),
          std::min(ab.names, ba.names), std::min(ab.telling, ba.telling),
          std::max(ab.title, ba.title)};
}

bool AreCopies(const CopyText& a, const CopyText& b, std::int64_t days_apart) {
  const auto size = [](const CopyText& text) {
    return std::pair(text.words.size(), text.words.size() - text.figures);
  };
  const bool is_a_shorter = size(a) <= size(b);
  const CopyText& shorter = is_a_shorter ? a : b;
  if (shorter.words.size() < kFewestWords) return false;
  const auto words = static_cast<double>(shorter.words.size());
  const auto figures = static_cast<double>(shorter.figures);
  const auto days = static_cast<double>(days_apart);
  if (words < kFewWords) return days <= kDaysOfFewWords && IsSameNotice(Measure(a, b));
  if (!MayHoldTelling(shorter, is_a_shorter ? b : a)) return false;
  const Reuse reuse = Measure(a, b);
  if (IsReprint(reuse, words, figures)) {
    const double window = Between(words, kFewWords, kDaysOfFewWords, kManyWords, kMostDaysApart);
    const bool are_alike = words >= kManyWords && a.words == b.words;
    return are_alike || days <= window;
  }
  const bool are_two_sources = a.source != 0 && b.source != 0 && a.source != b.source;
  return are_two_sources && days <= kDaysOfRewritten && IsRewritten(reuse, words, figures);
}

}  // namespace backfile
