// Running text split into words and sentences.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/words.h"

#include <random>
#include <string>

#include "article/text.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

// The words of a text parted by "|", sentences by "||".
std::string Split(std::string_view text) {
  Words words;
  ScanWords(text, &words);
  std::string out;
  for (const Sentence& sentence : words.sentences) {
    if (!out.empty()) out += "||";
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      if (i > sentence.first) out += '|';
      out += words.Text(words.words[i]);
    }
  }
  return out;
}

Word Describe(std::string_view text) {
  Word word;
  DescribeWord(text, &word);
  return word;
}

}  // namespace

TEST_CASE("words keep their hyphens, apostrophes and abbreviating full stops", "[words]") {
  const auto [text, split] = GENERATE(table<std::string, std::string>({
      {"Gen. al-Sayid met Ms. O’Neill.", "Gen.|al-Sayid|met|Ms.|O’Neill|."},
      {"the U.S. Navy", "the|U.S.|Navy"},
      {"P.J. Hale and T. E. Marsh", "P.J.|Hale|and|T.|E.|Marsh"},
      {"Hale's and Williams' don't", "Hale|'s|and|Williams|'|don't"},
      {"Hale’s 1,600 at 3.5%", "Hale|’s|1,600|at|3.5|%"},
      {"at 5 p.m. AT&T", "at|5|p.m.|AT&T"},
      {"Łukasz Žižek—“yes”", "Łukasz|Žižek|—|“|yes|”"},
      {"'Qur'an'", "'|Qur'an|'"},
  }));
  CHECK(Split(text) == split);
}

TEST_CASE("sentences end at full stops, empty lines and short lines", "[words]") {
  const auto [text, split] = GENERATE(table<std::string, std::string>({
      {"He left. She said “no.” Then", "He|left|.||She|said|“|no|.|”||Then"},
      {"in the U.S. The talks", "in|the|U.S.||The|talks"},
      {"Mr. Hale vs. Co. law", "Mr.|Hale|vs.|Co.|law"},
      {"Title\nText", "Title||Text"},
      {"One\n\nTwo", "One||Two"},
      {"it broke. and went on", "it|broke|.|and|went|on"},
  }));
  CHECK(Split(text) == split);
}

TEST_CASE("a line that was wrapped by hand is one sentence", "[words]") {
  CHECK(Split("a line of text that is clearly longer than forty eight bytes\nand goes on")
            .find("||") == std::string::npos);
}

TEST_CASE("spellings of one word share a hash, and their letters are told apart", "[words]") {
  CHECK(Describe("SAID").hash == WordHash("said"));
  CHECK(Describe("Gen.").hash == WordHash("gen"));
  CHECK(Describe("O’NEILL").hash == WordHash("o'neill"));
  CHECK(Describe("ŁUKASZ").hash == WordHash("łukasz"));
  CHECK(Describe("”").hash == WordHash("\""));
  CHECK(Describe("Łukasz").letters == Letters::kCapital);
  CHECK(Describe("ŁUKASZ").letters == Letters::kCapitals);
  CHECK(Describe("al-Sayid").letters == Letters::kInner);
  CHECK(Describe("A").letters == Letters::kCapital);
  CHECK(Describe("1,600").kind == WordKind::kNumber);
  CHECK(Describe("’s").kind == WordKind::kMark);
}

TEST_CASE("every word of any text lies in one sentence, in order, within the text", "[words]") {
  std::mt19937 random(7);
  const std::string pieces[] = {"a", "B", ".", "'", "s", " ",  "\n",  "é",           "’",
                                "“", "-", "9", ",", "&", "東", "Mr.", "\xEF\xBF\xBD"};
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += pieces[random() % std::size(pieces)];
    CAPTURE(text);
    Words words;
    ScanWords(text, &words);
    std::uint32_t next_word = 0;
    std::uint32_t next_byte = 0;
    for (const Sentence& sentence : words.sentences) {
      REQUIRE(sentence.first == next_word);
      REQUIRE(sentence.last > sentence.first);
      next_word = sentence.last;
    }
    REQUIRE(next_word == words.words.size());
    for (const Word& word : words.words) {
      REQUIRE(word.begin >= next_byte);
      REQUIRE(word.end > word.begin);
      REQUIRE(IsValidUtf8(words.Text(word)));
      next_byte = word.end;
    }
    REQUIRE(next_byte <= text.size());
  }
}

TEST_CASE("a word is described alike when it is scanned and by itself", "[words]") {
  const std::string text =
      "Gen. Kate O'Neill's plan, al-Assad: U.S. 'no'. I.R.A. re-opened—Łukasz `tick` A. b. vs. St. "
      "AT&T R&D 3.5 1,600 12th co-op. McDonald Ltd. end.x Very.Odd (Mr.) sept. abbreviations.";
  Words words;
  ScanWords(text, &words);
  REQUIRE(words.words.size() > 40);
  for (const Word& word : words.words) {
    CAPTURE(words.Text(word));
    Word alone;
    DescribeWord(words.Text(word), &alone);
    CHECK(alone.hash == word.hash);
    CHECK(alone.kind == word.kind);
    CHECK(alone.letters == word.letters);
    CHECK(alone.marks == word.marks);
  }
}
