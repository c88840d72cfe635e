// The lexicon and its file.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/lexicon.h"

#include <random>

#include "article/words.h"
#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("words are read back with their classes, those of lists added", "[lexicon]") {
  const std::string bytes = WriteLexicon(
      {{"hale", kLastName}, {"hal", kFirstName}, {"hale", kCity}, {"mr", kCommonWord}});
  const Lexicon lexicon = Lexicon::Read(bytes).value();
  CHECK(lexicon.Classes(WordHash("hale")) == (kLastName | kCity));
  CHECK(lexicon.Classes(WordHash("hal")) == kFirstName);
  CHECK(lexicon.Classes(WordHash("mr")) == (kCommonWord | kTitle | kHonorific));
  CHECK(lexicon.Classes(WordHash("halle")) == 0);
}

TEST_CASE("the lexicon of the program knows names, places and words", "[lexicon]") {
  const Lexicon& lexicon = Lexicon::Default();
  CHECK((lexicon.Classes(WordHash("kate")) & kFirstName) != 0);
  CHECK((lexicon.Classes(WordHash("berlin")) & kBigCity) != 0);
  CHECK((lexicon.Classes(WordHash("harbour")) & kCommonWord) != 0);
  CHECK((lexicon.Classes(WordHash("colonel")) & kTitle) != 0);
  CHECK((lexicon.Classes(WordHash("saudi arabia")) & kCountry) != 0);
}

TEST_CASE("a damaged lexicon is refused", "[lexicon]") {
  std::string bytes = WriteLexicon({{"hale", kLastName}, {"marsh", kLastName}});
  CHECK_FALSE(Lexicon::Read(""));
  CHECK_FALSE(Lexicon::Read("BFLX\x02"));
  CHECK_FALSE(Lexicon::Read(bytes.substr(0, bytes.size() - 3)));
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    std::string damaged = bytes;
    damaged[5 + random() % (damaged.size() - 5)] ^= static_cast<char>(1 + random() % 255);
    Lexicon::Read(damaged);  // Any answer, but no crash.
  }
}
