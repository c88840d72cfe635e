// Who says what.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/quote.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

Article Story(std::string body) {
  Article article;
  article.body = std::move(body);
  article.language = "en";
  article.people = {{"Kate Allen", "director of Relief Watch", {"Ms Allen"}, Basis::kText},
                    {"Sean Ryan", "coalition spokesman", {"Col Ryan"}, Basis::kText}};
  article.organisations = {"Relief Watch", "Ministry of Defence"};
  article.acronyms = {{"MoD", "Ministry of Defence"}};
  return article;
}

std::string Said(const Article& article) {
  Words words;
  ScanWords(article.body, &words);
  NewsText news;
  news.Read(words);
  std::vector<Quote> quotes;
  QuoteFinder().Find(article, news, 0, &quotes);
  std::string all;
  for (const Quote& quote : quotes) {
    all += all.empty() ? "" : " | ";
    all += quote.speech == Speech::kReported ? "(" + quote.speaker + ") " : quote.speaker + ": ";
    all += quote.text;
  }
  return all;
}
std::string Said(std::string body) { return Said(Story(std::move(body))); }

}  // namespace

TEST_CASE("the speaker stands before, behind or amid the words", "[quote]") {
  const auto [text, said] = GENERATE(table<std::string, std::string>({
      {"“It is over,” Ms Allen said.", "Kate Allen: It is over"},
      {"“It is over,” said Kate Allen, the director of Relief Watch.", "Kate Allen: It is over"},
      {"Kate Allen, the director of Relief Watch, said: “It is over.”", "Kate Allen: It is over."},
      {"“It is,” Ms Allen said, “quite over.”", "Kate Allen: It is | Kate Allen: quite over."},
      {"“Is it over?” asked Col Ryan.", "Sean Ryan: Is it over?"},
      {"Ms Allen said the war was “over and lost”.", "Kate Allen: over and lost"},
      {"Col Ryan called it “nonsense”.", "Sean Ryan: nonsense"},
      {"The town was “damaged beyond repair” by bombs, Ms Allen said.",
       "Kate Allen: damaged beyond repair"},
      {"“It is over,” according to Ms Allen.", "Kate Allen: It is over"},
  }));
  CAPTURE(text);
  CHECK(Said(text) == said);
}

TEST_CASE("bodies speak through spokesmen, reports and acronyms", "[quote]") {
  const auto [text, said] = GENERATE(table<std::string, std::string>({
      {"An MoD spokesman said: “We took care.”", "Ministry of Defence: We took care."},
      {"“We took care,” a spokeswoman for the Ministry of Defence said.",
       "Ministry of Defence: We took care"},
      {"The MoD said: “We took care.” It added: “Always.”",
       "Ministry of Defence: We took care. | Ministry of Defence: Always."},
      {"A report by Relief Watch came out. Homes were “damaged beyond repair”, the report says.",
       "Relief Watch: damaged beyond repair"},
      {"“We took care,” a Foreign Office spokesman said.", "Foreign Office: We took care"},
      {"“We took care,” the ministry said.", "Ministry of Defence: We took care"},
  }));
  CAPTURE(text);
  CHECK(Said(text) == said);
}

// What the witness said is too short a clause to keep, but the witness is remembered.
TEST_CASE("a stranger ends the search for whom a pronoun means", "[quote]") {
  CHECK(Said("Col Ryan left. A witness said it was loud. “I ran,” he said.") == ": I ran");
}

TEST_CASE("pronouns mean the last who agrees, and nobody where that is unclear", "[quote]") {
  CHECK(Said("Col Ryan invited Ms Allen.\n\n“Come and see,” he said. “Any day,” she said.") ==
        "Sean Ryan: Come and see | Kate Allen: Any day");
  CHECK(Said("Col Ryan left. A witness said it was very loud. “I ran,” he said.") ==
        "() it was very loud | : I ran");
  CHECK(Said("“We are closed,” a spokeswoman said.") == ": We are closed");
}

TEST_CASE("a speech over several paragraphs has one speaker", "[quote]") {
  CHECK(Said("“One thing,” Ms Allen said.\n\n“Two things.\n\n“Three things.”") ==
        "Kate Allen: One thing | Kate Allen: Two things. | Kate Allen: Three things.");
}

TEST_CASE("reported speech is the clause of a verb of saying", "[quote]") {
  const auto [text, said] = GENERATE(table<std::string, std::string>({
      {"Ms Allen said the town had been lost.", "(Kate Allen) the town had been lost"},
      {"Col Ryan told reporters that the town was safe.", "(Sean Ryan) the town was safe"},
      {"The town had been lost, Ms Allen said.", "(Kate Allen) The town had been lost"},
      {"According to the MoD, the town was safe.", "(Ministry of Defence) the town was safe"},
      {"Ms Allen said nothing.", ""},
      {"Ms Allen is said to be ill.", ""},
  }));
  CAPTURE(text);
  CHECK(Said(text) == said);
}

TEST_CASE("titles, nicknames and scare quotes are no speech", "[quote]") {
  const std::string text =
      GENERATE("She sang “Come Home to Me” at noon.", "Robert “Bob” Hale left town.",
               "The so-called “liberated zone” fell.", "The “gold pass” costs more.",
               "‘The Salt Road’ is her third novel.", "She spoke on \"Sunday Morning Views.\"",
               "He rejected claims of a “cover-up”.");
  CAPTURE(text);
  CHECK(Said(text) == "");
}

TEST_CASE("outside English long spans are quoted without a speaker", "[quote]") {
  Article article = Story("„Wir haben alles getan, was möglich war“, sagte Kate Allen. „Nein“.");
  article.language = "de";
  CHECK(Said(article) == ": Wir haben alles getan, was möglich war");
}
