// What holds of everything that is told, whatever comes in; and one whole story.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/telling.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "article/paragraphs.h"
#include "article/text.h"
#include "article/understand.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

void Tell(Telling* telling, Article* article) {
  Words words;
  ScanWords(article->body, &words);
  Telling::TellDates(article);
  telling->TellAcronyms(words, article);
  telling->TellSpeechAndEvents(words, article);
}

// Text of chance from pieces that the rules look for, so that they are met in every order.
std::string Chance(std::mt19937* random, int pieces) {
  static const std::vector<std::string> kPieces = {"“",
                                                   "”",
                                                   "\"",
                                                   "'",
                                                   "‘",
                                                   "’",
                                                   "``",
                                                   "''",
                                                   "«",
                                                   "„",
                                                   ",",
                                                   ".",
                                                   "?",
                                                   ":",
                                                   ";",
                                                   "(",
                                                   ")",
                                                   "-",
                                                   " – ",
                                                   "\n",
                                                   "\n\n",
                                                   " ",
                                                   " ",
                                                   " ",
                                                   "said",
                                                   "said",
                                                   "told",
                                                   "adding",
                                                   "according to",
                                                   "that",
                                                   "he",
                                                   "she",
                                                   "it",
                                                   "the",
                                                   "a",
                                                   "Kate Allen",
                                                   "Ms Allen",
                                                   "MoD",
                                                   "spokesman",
                                                   "report",
                                                   "who",
                                                   "Ministry of Defence",
                                                   "June",
                                                   "May",
                                                   "6",
                                                   "31",
                                                   "2014",
                                                   "1990s",
                                                   "Tuesday",
                                                   "last",
                                                   "year",
                                                   "month",
                                                   "ago",
                                                   "two",
                                                   "between",
                                                   "and",
                                                   "to",
                                                   "of",
                                                   "in",
                                                   "on",
                                                   "will",
                                                   "was",
                                                   "£",
                                                   "%",
                                                   "LONDON",
                                                   "Published",
                                                   "summer",
                                                   "century",
                                                   "\xEF\xBF\xBD",
                                                   "é",
                                                   "Łódź",
                                                   "北京",
                                                   "\xF0\x9F\x98\x80",
                                                   "R-Ohio",
                                                   "2001-05",
                                                   "6-8",
                                                   "13/6/2017",
                                                   "'s",
                                                   "’s",
                                                   "New Year",
                                                   "Day",
                                                   "quarter"};
  std::string text;
  std::uniform_int_distribution<std::size_t> pick(0, kPieces.size() - 1);
  for (int i = 0; i < pieces; ++i) {
    text += kPieces[pick(*random)];
    if (pick(*random) % 4 != 0) text += ' ';
  }
  return text;
}

Article ChanceArticle(std::mt19937* random, int pieces) {
  Article article;
  article.body = TidyParagraphs(Chance(random, pieces));
  article.people = {{"Kate Allen", "director", {"Ms Allen"}, Basis::kText}};
  article.organisations = {"Ministry of Defence"};
  if (pieces % 2 == 0) article.published = ParseIsoDate("2018-06-05");
  return article;
}

bool IsIn(const std::string& piece, const std::string& squeezed) {
  return !piece.empty() && squeezed.find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("nothing is told that is not in the text", "[telling]") {
  const unsigned seed = GENERATE(range(1U, 60U));
  CAPTURE(seed);
  std::mt19937 random(seed);
  Article article = ChanceArticle(&random, static_cast<int>(seed) * 12);
  Telling telling;
  Tell(&telling, &article);
  const std::string text = Squeeze(article.body);
  for (const Quote& quote : article.quotes) CHECK(IsIn(quote.text, text));
  for (const Acronym& acronym : article.acronyms) {
    CHECK(IsIn(acronym.short_form, text));
    CHECK(IsIn(acronym.long_form, text));
  }
  for (const Event& event : article.events) {
    CHECK(IsIn(event.as_written, text));
    CHECK(event.from.first() <= event.to.last());
  }
}

TEST_CASE("telling twice, or with a used finder, changes nothing", "[telling]") {
  std::mt19937 random(7);
  Telling used;
  for (int pieces = 10; pieces < 700; pieces += 23) {
    Article once = ChanceArticle(&random, pieces);
    Article fresh = once;
    Tell(&used, &once);
    Telling unused;
    Tell(&unused, &fresh);
    CHECK(once == fresh);
    Tell(&used, &once);
    CHECK(once == fresh);
  }
}

TEST_CASE("arbitrary bytes, once cleaned, are told without harm", "[telling]") {
  std::mt19937 random(11);
  std::uniform_int_distribution<int> byte(0, 255);
  Telling telling;
  for (int round = 0; round < 200; ++round) {
    std::string bytes(static_cast<std::size_t>(round) * 7, '\0');
    for (char& c : bytes) c = static_cast<char>(byte(random));
    Article article;
    article.body = CleanUtf8(bytes);
    Tell(&telling, &article);
    CHECK(article.quotes.size() <= bytes.size());
  }
}

TEST_CASE("a long text of one phrase takes no quadratic time", "[telling]") {
  const std::string phrase =
      GENERATE("said ", "said that ", "he said ", "“x y” ", "adding, ", "Kate Allen, ", "(SDF) ",
               "Long Form (LF) ", "June 6 ", "between June ", ", said ", "Ms Allen said “a b” ",
               "6 and ", "according to ", "A (");
  CAPTURE(phrase);
  Article article;
  while (article.body.size() < 400000) article.body += phrase;
  article.people = {{"Kate Allen", "director", {"Ms Allen"}, Basis::kText}};
  article.published = ParseIsoDate("2018-06-05");
  Telling telling;
  Tell(&telling, &article);
  CHECK(article.events.size() <= EventFinder::kMostEvents);
}

TEST_CASE("what a record says of its dates is kept", "[telling]") {
  Article article;
  article.body = "Published: 9 March 2016\n\nIt opened.";
  article.published = ParseIsoDate("2015");
  article.published_basis = DateBasis::kMetadata;
  Telling::TellDates(&article);
  CHECK(article.published->ToString() == "2015");
  CHECK(article.published_basis == DateBasis::kMetadata);
}

TEST_CASE("the seed story's speakers, acronyms and dates are told", "[telling]") {
  const char* set = std::getenv("BACKFILE_SHARED");
  const std::filesystem::path shared = set != nullptr ? set : BACKFILE_SHARED_DEFAULT;
  std::ifstream in(shared / "data/seed-article.txt");
  if (!in) {
    WARN("skipped: no shared data");
    return;
  }
  Article article;
  std::ostringstream bytes;
  bytes << in.rdbuf();
  article.body = TidyParagraphs(CleanUtf8(bytes.str()));
  Article undated = article;
  article.published = ParseIsoDate("2018-06-05");
  Understanding understanding;
  understanding.Understand(&article);
  understanding.Understand(&undated);
  std::map<std::string, int> direct;
  for (const Quote& quote : article.quotes)
    direct[quote.speaker] += quote.speech == Speech::kDirect;
  CHECK(direct["Kate Allen"] == 6);
  CHECK(direct["Sean Ryan"] == 13);
  CHECK(direct["Benjamin Walsby"] == 1);
  CHECK(direct["Ministry of Defence"] == 3);
  const std::vector<Acronym> acronyms = {{"MoD", "Ministry of Defence"},
                                         {"SDF", "Syrian Democratic Forces"}};
  CHECK(article.acronyms == acronyms);
  std::string days;
  for (const Event& event : article.events) days += event.from.ToString() + " ";
  CHECK(days == "2017-06-06 2017-10-17 2018-06-05 2014 2018-05 2018-03-26 ");
  REQUIRE(undated.events.size() == 1);
  CHECK(undated.events[0].from.ToString() == "2014");
}
