// Names that ran into the next word.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/run_together.h"

#include <string>
#include <vector>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// The sentences with their words, a space between them.
std::vector<std::string> SentencesOf(std::string_view text) {
  Words words;
  ScanWords(text, &words);
  PartRunTogether(Lexicon::Default(), &words);
  std::vector<std::string> sentences;
  for (const Sentence& sentence : words.sentences) {
    std::string joined;
    for (const Word& word : words.Of(sentence)) {
      joined += (joined.empty() ? "" : " ") + std::string(words.Text(word));
    }
    sentences.push_back(joined);
  }
  return sentences;
}

}  // namespace

TEST_CASE("a name that runs into the next headline ends there", "[run_together]") {
  CHECK(SentencesOf("said John WilliamsGOP senators left") ==
        std::vector<std::string>{"said John Williams", "GOP senators left"});
  CHECK(SentencesOf("said Sarah McConnellOvernight news on John Q. Miller2020 vote") ==
        std::vector<std::string>{"said Sarah McConnell", "Overnight news on John Q. Miller",
                                 "2020 vote"});
}

TEST_CASE("names with capitals inside stay whole", "[run_together]") {
  for (const std::string text : {
           "said John McDonald of the bank",
           "said Betsy DeVos of the bank",
           "said James MacArthur of the bank",
           "Kate of BuzzFeed buys shares",
           "as WestJet flew and HarperCollins printed",
           "said Sean O'Neill-McCarthy",
       }) {
    CHECK(SentencesOf(text) == std::vector<std::string>{text});
  }
}

TEST_CASE("pieces lie where they stood", "[run_together]") {
  const std::string text = "Said John WilliamsHarbour plans";
  Words words;
  ScanWords(text, &words);
  PartRunTogether(Lexicon::Default(), &words);
  REQUIRE(words.words.size() == 5);
  CHECK(words.Text(words.words[2]) == "Williams");
  CHECK(words.Text(words.words[3]) == "Harbour");
  CHECK(words.words[3].hash == WordHash("harbour"));
  REQUIRE(words.sentences.size() == 2);
  CHECK(words.sentences[0].starts_paragraph);
  CHECK_FALSE(words.sentences[1].starts_paragraph);
}
