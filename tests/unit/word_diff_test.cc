// Differences between two texts, word by word.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/word_diff.h"

#include <random>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// One side of a difference, as words joined by spaces.
std::string Side(const std::vector<EditRun>& runs, Edit left_out) {
  std::string text;
  for (const EditRun& run : runs) {
    if (run.edit == left_out || run.text.empty()) continue;
    text += (text.empty() ? "" : " ") + run.text;
  }
  return text;
}

std::size_t Edits(const std::vector<EditRun>& runs) {
  std::size_t edits = 0;
  for (const EditRun& run : runs) edits += run.edit == Edit::kSame ? 0 : run.words;
  return edits;
}

// The least number of edits, by the textbook's table.
std::size_t LeastEdits(const std::vector<int>& a, const std::vector<int>& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t same = a[i - 1] == b[j - 1] ? diagonal : SIZE_MAX;
      diagonal = row[j];
      row[j] = std::min(same, std::min(row[j], row[j - 1]) + 1);
    }
  }
  return row.back();
}

}  // namespace

TEST_CASE("a changed word is one removed and one added", "[diff]") {
  CHECK(DiffWords("the old mill burned", "the new mill burned") ==
        std::vector<EditRun>{{Edit::kSame, "the", 1},
                             {Edit::kRemoved, "old", 1},
                             {Edit::kAdded, "new", 1},
                             {Edit::kSame, "mill burned", 2}});
}

TEST_CASE("typography is no difference, a paragraph's end is", "[diff]") {
  CHECK(Edits(DiffWords("\"It’s late\" - he said", "“It's late” – he said")) == 0);
  CHECK(Edits(DiffWords("one.\n\nTwo", "one. Two")) == 1);
}

TEST_CASE("a difference has as few edits as there can be", "[diff]") {
  std::mt19937 random(9);
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<int> lists[2];
    std::string texts[2];
    for (int side = 0; side < 2; ++side) {
      for (std::size_t n = random() % 12; n > 0; --n) {
        lists[side].push_back(static_cast<int>(random() % 4));
        texts[side] += (texts[side].empty() ? "" : " ") + std::to_string(lists[side].back());
      }
    }
    CAPTURE(texts[0], texts[1]);
    const auto runs = DiffWords(texts[0], texts[1]);
    CHECK(Side(runs, Edit::kAdded) == texts[0]);
    CHECK(Side(runs, Edit::kRemoved) == texts[1]);
    CHECK(Edits(runs) == LeastEdits(lists[0], lists[1]));
  }
}

TEST_CASE("texts without anything in common take bounded time", "[diff]") {
  std::string a;
  std::string b;
  for (int i = 0; i < 20'000; ++i) {
    a += "a" + std::to_string(i) + " ";
    b += "b" + std::to_string(i) + " ";
  }
  CHECK(Edits(DiffWords(a, b)) == 40'000);
}
