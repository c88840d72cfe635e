// Sketches by which copies find each other.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/copy_sketch.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

using WordList = std::vector<std::string>;

WordList RandomWords(std::size_t count, std::mt19937* random) {
  WordList words;
  for (std::size_t i = 0; i < count; ++i) words.push_back("w" + std::to_string((*random)() % 5000));
  return words;
}

std::string Text(const WordList& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

bool ShareKey(const CopySketch& a, const CopySketch& b) {
  const CopyKeys of_a = KeysOf(a);
  const CopyKeys of_b = KeysOf(b);
  for (std::size_t i = 0; i < kCopyKeys; ++i) {
    if (of_a[i] != 0 && of_a[i] == of_b[i]) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("typography, case and accents make no difference to a sketch", "[sketch]") {
  const CopySketch plain = MakeCopySketch(
      "\"It doesn't matter,\" said Rene Dupre of the cafe - the 1,600 votes were counted twice");
  const CopySketch printed = MakeCopySketch(
      "“It doesn’t matter,” said RENÉ DUPRÉ of the Café – the 1,600 votes were\ncounted twice");
  CHECK(plain == printed);
  CHECK_FALSE(plain.empty());
}

TEST_CASE("a text of a few words has no sketch", "[sketch]") {
  CHECK(MakeCopySketch("").empty());
  CHECK(MakeCopySketch("Closed today").empty());
}

TEST_CASE("bins agree as often as texts resemble each other", "[sketch]") {
  std::mt19937 random(7);
  double agreed = 0;
  constexpr int kTrials = 200;
  for (int i = 0; i < kTrials; ++i) {
    WordList words = RandomWords(300, &random);
    const CopySketch before = MakeCopySketch(Text(words));
    std::ranges::copy(RandomWords(100, &random), words.begin() + 200);  // 2/3 stay: half of all.
    agreed += EqualBins(before, MakeCopySketch(Text(words)));
  }
  CHECK(agreed / kTrials / CopySketch::kBins == Approx(0.5).margin(0.04));
}

TEST_CASE("near copies and cuts share a key, strangers hardly ever", "[sketch]") {
  std::mt19937 random(11);
  int edits = 0;
  int cuts = 0;
  int strangers = 0;
  constexpr int kTrials = 300;
  for (int i = 0; i < kTrials; ++i) {
    const WordList words = RandomWords(300, &random);
    WordList edited = words;
    for (std::size_t w = 10; w < edited.size(); w += 25) edited[w] = "changed";
    const CopySketch sketch = MakeCopySketch(Text(words));
    edits += ShareKey(sketch, MakeCopySketch(Text(edited))) ? 1 : 0;
    cuts += ShareKey(sketch, MakeCopySketch(Text({words.begin(), words.begin() + 60}))) ? 1 : 0;
    strangers += ShareKey(sketch, MakeCopySketch(Text(RandomWords(300, &random)))) ? 1 : 0;
  }
  CHECK(edits >= kTrials * 99 / 100);
  CHECK(cuts == kTrials);
  CHECK(strangers <= kTrials / 100);
}

TEST_CASE("bytes of any kind have a sketch", "[sketch]") {
  std::mt19937 random(3);
  for (int i = 0; i < 200; ++i) {
    std::string bytes(random() % 400, ' ');
    for (char& c : bytes) c = static_cast<char>(random());
    CHECK(MakeCopySketch(bytes) == MakeCopySketch(std::string(bytes)));
  }
}
