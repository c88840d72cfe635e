// Myers's greedy algorithm (An O(ND) difference algorithm and its variations, 1986) over words.
//
// For each number of edits d it knows how far one gets on each diagonal k (words of `before` that
// are done less words of `after`); what it knew for each d is kept, and the way is read off
// backwards. Time and memory grow with the square of the edits, which are bounded (36 MB).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/word_diff.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace backfile {

namespace {

constexpr std::string_view kParagraphEnd = "¶";

using WordViews = std::vector<std::string_view>;

WordViews Split(std::string_view text) {
  WordViews words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    if (text.substr(end).starts_with("\n\n")) words.push_back(kParagraphEnd);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (text.starts_with('\n') || text.starts_with(' ')) text.remove_prefix(1);
  }
  return words;
}

// The plain form of a quotation mark or dash at the beginning of `text`, and its size; 0: none.
std::pair<char, std::size_t> PlainMark(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xe2' || text[1] != '\x80') return {'\0', 0};
  const auto last = static_cast<unsigned char>(text[2]);
  if (last == 0x93 || last == 0x94) return {'-', 3};
  if (last >= 0x98 && last <= 0x9b) return {'\'', 3};
  if (last >= 0x9c && last <= 0x9f) return {'"', 3};
  return {'\0', 0};
}

std::string Plain(std::string_view word) {
  std::string plain;
  while (!word.empty()) {
    const auto [mark, size] = PlainMark(word);
    plain += size > 0 ? mark : word.front();
    word.remove_prefix(std::max<std::size_t>(1, size));
  }
  return plain;
}

bool AreEqual(std::string_view a, std::string_view b) { return a == b || Plain(a) == Plain(b); }

class EditList {
 public:
  void Add(Edit edit, std::string_view word) {
    if (runs_.empty() || runs_.back().edit != edit) runs_.push_back({edit, "", 0});
    EditRun& run = runs_.back();
    if (!run.text.empty()) run.text += ' ';
    run.text += word;
    ++run.words;
  }
  std::vector<EditRun> Take() { return std::move(runs_); }

 private:
  std::vector<EditRun> runs_;
};

// Aligns two lists of words.
class Aligner {
 public:
  Aligner(const WordViews& before, const WordViews& after)
      : before_(before),
        after_(after),
        n_(static_cast<int>(before.size())),
        m_(static_cast<int>(after.size())) {}

  // Adds the edits; false, and nothing is added, if there are too many.
  bool Align(EditList* edits) {
    for (int d = 0; d <= std::min(kMostEdits, n_ + m_); ++d) {
      trace_.push_back(Advance(d));
      const int k = n_ - m_;
      const bool is_done = std::abs(k) <= d && (k + d) % 2 == 0 && Furthest(d, k) >= n_;
      if (!is_done) continue;
      ReadBack(d, edits);
      return true;
    }
    return false;
  }

 private:
  // How many words of `before` can be done with d edits on diagonal k.
  int Furthest(int d, int k) const {
    return trace_[static_cast<std::size_t>(d)][static_cast<std::size_t>((k + d) / 2)];
  }
  // Whether the way to diagonal k with d edits comes by adding a word; else it removes one.
  bool ComesByAdding(int d, int k) const {
    return k == -d || (k != d && Furthest(d - 1, k - 1) < Furthest(d - 1, k + 1));
  }
  // Where the last of d edits that lead to diagonal k ends.
  int AfterEdit(int d, int k) const {
    return ComesByAdding(d, k) ? Furthest(d - 1, k + 1) : Furthest(d - 1, k - 1) + 1;
  }
  std::vector<int> Advance(int d) const {
    std::vector<int> furthest;
    for (int k = -d; k <= d; k += 2) {
      int x = d == 0 ? 0 : AfterEdit(d, k);
      while (x < n_ && x - k < m_ && AreEqual(Before(x), After(x - k))) ++x;
      furthest.push_back(x);
    }
    return furthest;
  }
  std::string_view Before(int i) const { return before_[static_cast<std::size_t>(i)]; }
  std::string_view After(int i) const { return after_[static_cast<std::size_t>(i)]; }

  void ReadBack(int d, EditList* edits) const {
    std::vector<std::pair<Edit, std::string_view>> backwards;
    int x = n_;
    int k = n_ - m_;
    for (; d >= 0; --d) {
      const int begin = d == 0 ? 0 : AfterEdit(d, k);
      for (; x > begin; --x) backwards.emplace_back(Edit::kSame, Before(x - 1));
      if (d == 0) break;
      const bool adds = ComesByAdding(d, k);
      if (adds) {
        backwards.emplace_back(Edit::kAdded, After(x - k - 1));
        ++k;
      } else {
        backwards.emplace_back(Edit::kRemoved, Before(--x));
        --k;
      }
    }
    for (auto it = backwards.rbegin(); it != backwards.rend(); ++it)
      edits->Add(it->first, it->second);
  }

  const WordViews& before_;
  const WordViews& after_;
  int n_;
  int m_;
  std::vector<std::vector<int>> trace_;  // By d.
};

}  // namespace

std::vector<EditRun> DiffWords(std::string_view before, std::string_view after) {
  WordViews a = Split(before);
  WordViews b = Split(after);
  EditList edits;
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t begin = 0;
  while (begin < shorter && AreEqual(a[begin], b[begin])) edits.Add(Edit::kSame, a[begin++]);
  std::size_t end = 0;
  while (end < shorter - begin && AreEqual(a[a.size() - 1 - end], b[b.size() - 1 - end])) ++end;
  const auto middle = [&](const WordViews& words) {
    return WordViews(words.begin() + static_cast<std::ptrdiff_t>(begin),
                     words.end() - static_cast<std::ptrdiff_t>(end));
  };
  const WordViews removed = middle(a);
  const WordViews added = middle(b);
  if (!Aligner(removed, added).Align(&edits)) {
    for (const std::string_view word : removed) edits.Add(Edit::kRemoved, word);
    for (const std::string_view word : added) edits.Add(Edit::kAdded, word);
  }
  for (std::size_t i = a.size() - end; i < a.size(); ++i) edits.Add(Edit::kSame, a[i]);
  return edits.Take();
}

}  // namespace backfile
