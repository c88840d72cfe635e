// Words of newspapers: where they begin and end, and what they fold to.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/tokenizer.h"

#include <random>

#include "tests/support/catch.h"

namespace backfile {
namespace {

std::vector<std::string> Words(std::string_view text) {
  Tokenizer tokenizer;
  std::vector<std::string> words;
  for (const WordSpan& word : tokenizer.Scan(text)) {
    words.emplace_back(text.substr(word.begin, word.end - word.begin));
  }
  return words;
}

using Strings = std::vector<std::string>;

TEST_CASE("words are cut where a reader would", "[tokenizer]") {
  CHECK(Words("US-led coalition") == Strings{"US", "led", "coalition"});
  CHECK(Words("O'Neill’s, 9/11; AT&T") == Strings{"O'Neill’s", "9", "11", "AT&T"});
  CHECK(Words("1,600 strikes of 3.5 tons.") == Strings{"1,600", "strikes", "of", "3.5", "tons"});
  CHECK(Words("the U.S. army in C++ and C#") ==
        Strings{"the", "U.S", "army", "in", "C++", "and", "C#"});
  CHECK(Words("naïve Žižek—Łukasz") == Strings{"naïve", "Žižek", "Łukasz"});
}

TEST_CASE("Chinese and Japanese give overlapping pairs", "[tokenizer]") {
  CHECK(Words("東京都 a") == Strings{"東京", "京都", "a"});
  CHECK(Words("国") == Strings{"国"});
}

TEST_CASE("Thai is parted by the dictionary", "[tokenizer]") {
  CHECK(Words("สวัสดีชาวโลก").size() >= 2);
}

TEST_CASE("sentences end at stops, not at titles and initials", "[tokenizer]") {
  Tokenizer tokenizer;
  int sentences = 0;
  for (const WordSpan& word : tokenizer.Scan("Gen. J. Doe spoke. He left! “Why?” she asked.")) {
    sentences += word.starts_sentence ? 1 : 0;
  }
  CHECK(sentences == 3);
}

TEST_CASE("a million marks are passed over in one go", "[tokenizer]") {
  std::string marks;
  for (int i = 0; i < 400'000; ++i) marks += "<!";
  CHECK(Words("One." + marks + "two") == Strings{"One", "two"});
  CHECK(Words(marks + " two") == Strings{"two"});
}

TEST_CASE("paragraphs begin after an empty line", "[tokenizer]") {
  Tokenizer tokenizer;
  int paragraphs = 0;
  for (const WordSpan& word : tokenizer.Scan("One\nline.\n\nTwo.")) {
    paragraphs += word.starts_paragraph ? 1 : 0;
  }
  CHECK(paragraphs == 2);
}

TEST_CASE("folding drops case, accents, apostrophes and possessives", "[tokenizer]") {
  CHECK(FoldWord("O’Neill's") == "oneill");
  CHECK(FoldWord("ONeill") == "oneill");
  CHECK(FoldWord("CAFÉ") == "cafe");
  CHECK(FoldWord("U.S") == "us");
  CHECK(FoldWord("1,600") == "1600");
  CHECK(FoldWord("1͋0,600") == "10600");
  CHECK(FoldWord("１,６００") == "1600");
  CHECK(FoldWord("Łukasz") == "lukasz");
}

TEST_CASE("folding is idempotent on words it gives", "[tokenizer]") {
  for (const char* word : {"O’Neill's", "Straße", "ﬁne", "İstanbul", "naïve", "’’", "1,600"}) {
    CAPTURE(word);
    const std::string once = FoldWord(word);
    CHECK(FoldWord(once) == once);
  }
}

TEST_CASE("acronyms are kept as written", "[tokenizer]") {
  CHECK(AcronymOf("IS") == "IS");
  CHECK(AcronymOf("MoD") == "MoD");
  CHECK(AcronymOf("U.S") == "US");
  CHECK(AcronymOf("NGOs") == "NGO");
  CHECK(AcronymOf("MoD’s") == "MoD");
  CHECK(AcronymOf("Is").empty());
  CHECK(AcronymOf("I").empty());
  CHECK(AcronymOf("DEVASTATING").empty());
}

TEST_CASE("any bytes are scanned to their end, in order", "[tokenizer]") {
  const unsigned seed = 20261124;
  CAPTURE(seed);
  std::mt19937 random(seed);
  Tokenizer tokenizer;
  for (int round = 0; round < 2000; ++round) {
    std::string text(random() % 64, '\0');
    for (char& c : text) c = static_cast<char>(random());
    std::uint32_t before = 0;
    for (const WordSpan& word : tokenizer.Scan(text)) {
      REQUIRE(word.begin >= (word.is_gram ? 0 : before));
      REQUIRE(word.end > word.begin);
      REQUIRE(word.end <= text.size());
      before = word.end;
    }
  }
}

}  // namespace
}  // namespace backfile
