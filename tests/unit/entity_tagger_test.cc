// How well the model that comes with the program marks names, on invented articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_tagger.h"

#include <algorithm>
#include <string>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// Articles with the people marked by [ ].
constexpr std::string_view kMarked[] = {
    "Port workers in Hull walked out on Monday after talks with the Harbour Board failed. [Susan "
    "Ryland], who leads the union, said the offer was an insult. The chairman of the board, Sir "
    "[Peter Marsh], told reporters that there was no more money. Ms [Ryland] said the strike would "
    "last until Friday.",
    "The Ministry of Fisheries has sent two ships to the North Sea, Prime Minister [Thomas "
    "Haldane] "
    "told Parliament. Norway and Denmark welcomed the move. [Ingrid Solheim], a spokeswoman for "
    "the "
    "Norwegian coast guard, said patrols would start in May. President [Okonjo] of Nigeria is to "
    "visit the port of Bergen.",
    "Goals by [Marco Tellini] and [Youssef Benali] gave United a 2-0 win over Rovers at Marsh "
    "Lane. "
    "[Tellini] struck after ten minutes. Manager [Jack Orrell] said the team had earned it, and "
    "[Benali] was happy to be back from Morocco. City lost 3-1 to Albion.",
    "Shares in Haldane Motors fell by four per cent in London. “We expected more,” said [Rachel "
    "Goldmann], an analyst at Morwen Capital. The chief executive, [Hiroshi Tanabe], is due to "
    "meet "
    "investors in Tokyo in June. Bank of England figures are out on Thursday.",
    "A court in Madrid has sent the former mayor, [José Luis Arroyo], to prison. His lawyer, [Ana "
    "María Ibarra], will appeal. [Arroyo] took money from a firm in Seville, the judge said. "
    "Interior "
    "Minister [Carlos de la Vega] would not comment.",
    "In Cairo, [Omar al-Rashidi] of the opposition Reform Party called for new elections. General "
    "[Mahmoud Sabry] said the army would stay in its barracks. The United Nations and the European "
    "Union sent envoys. “Egypt needs calm,” said one of them, [Jan van der Linden].",
};

struct Tally {
  int marked = 0;
  int found = 0;
  int right = 0;
};

// The text without its brackets, and what stood between them: byte ranges.
std::pair<std::string, std::vector<std::pair<std::size_t, std::size_t>>> Unmarked(
    std::string_view marked) {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> people;
  for (const char c : marked) {
    if (c == '[') {
      people.emplace_back(text.size(), 0);
    } else if (c == ']') {
      people.back().second = text.size();
    } else {
      text += c;
    }
  }
  return {text, people};
}

void Count(std::string_view marked, EntityTagger* tagger, Tally* tally) {
  const auto [text, people] = Unmarked(marked);
  Words words;
  ScanWords(text, &words);
  ArticleWords article(Lexicon::Default());
  article.Read(words);
  tally->marked += static_cast<int>(people.size());
  for (const Entity& entity : tagger->Tag(article)) {
    if (entity.type != EntityType::kPerson) continue;
    ++tally->found;
    const std::pair<std::size_t, std::size_t> range = {words.words[entity.first].begin,
                                                       words.words[entity.last - 1].end};
    if (std::ranges::find(people, range) != people.end()) ++tally->right;
  }
}

}  // namespace

TEST_CASE("the model marks the people of invented articles", "[entity_tagger]") {
  EntityTagger tagger(EntityModel::Default());
  Tally tally;
  for (const std::string_view marked : kMarked) Count(marked, &tagger, &tally);
  CAPTURE(tally.marked, tally.found, tally.right);
  CHECK(tally.marked == 20);
  CHECK(200.0 * tally.right / (tally.marked + tally.found) >= 95);
}

TEST_CASE("entities come in order and do not overlap", "[entity_tagger]") {
  EntityTagger tagger(EntityModel::Default());
  for (const std::string_view marked : kMarked) {
    Words words;
    ScanWords(marked, &words);
    ArticleWords article(Lexicon::Default());
    article.Read(words);
    std::uint32_t at = 0;
    for (const Entity& entity : tagger.Tag(article)) {
      REQUIRE(entity.first >= at);
      REQUIRE(entity.last > entity.first);
      REQUIRE(entity.last <= words.sentences[entity.sentence].last);
      at = entity.last;
    }
  }
}
