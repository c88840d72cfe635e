// People, organisations and places found in invented articles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/people.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <random>

#include "article/text.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

NameFinder& Finder() {
  static NameFinder finder;
  return finder;
}

Article Read(std::string title, std::string body) {
  Article article;
  article.title = std::move(title);
  article.body = std::move(body);
  article.language = "en";
  FinishArticle(&article);
  Finder().Find(&article);
  return article;
}

using Names = std::vector<std::string>;

Names PeopleIn(std::string title, std::string body) {
  Names names;
  for (const Person& person : Read(std::move(title), std::move(body)).people) {
    names.push_back(person.name);
  }
  std::ranges::sort(names);
  return names;
}

Names PeopleIn(std::string body) {
  return PeopleIn("Council agrees on harbour plan", std::move(body));
}

bool Has(const Names& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

TEST_CASE("a person is one, by full name, title and surname", "[people]") {
  const Article article =
      Read("Harbour plan will cost jobs, says charity",
           "Helen Marsh, the director of Harbour Watch UK, said the plan was wrong.\n\n"
           "“We were never asked,” Ms Marsh said. Marsh added that the council had the figures.");
  REQUIRE(article.people.size() == 1);
  CHECK(article.people[0].name == "Helen Marsh");
  CHECK(article.people[0].role == "director of Harbour Watch UK");
  CHECK(article.people[0].mentions == Names{"Helen Marsh", "Ms Marsh", "Marsh"});
  CHECK(article.people[0].basis == Basis::kText);
}

TEST_CASE("titles in front of a name are its role and no part of it", "[people]") {
  const auto [text, name, role] = GENERATE(table<std::string, std::string, std::string>({
      {"In reply, coalition spokesman US Army Colonel Peter Ryland invited them to come.",
       "Peter Ryland", "coalition spokesman US Army Colonel"},
      {"They met Prime Minister Susan Mayhew in London on Tuesday.", "Susan Mayhew",
       "Prime Minister"},
      {"The talks with Secretary of State Michael Pomfret went on.", "Michael Pomfret",
       "Secretary of State"},
      {"Harbour International Middle East researcher Benjamin Walsh said so.", "Benjamin Walsh",
       "Harbour International Middle East researcher"},
      {"It was Dr Susan Mayhew who found the letter.", "Susan Mayhew", ""},
      {"Peter Ryland, 54, chief executive of the port, said so.", "Peter Ryland",
       "chief executive of the port"},
      {"Peter Ryland, who lives in Hull, said so.", "Peter Ryland", ""},
  }));
  CAPTURE(text);
  const Article article = Read("Harbour plan goes ahead", text);
  REQUIRE(article.people.size() == 1);
  CHECK(article.people[0].name == name);
  CHECK(article.people[0].role == role);
}

TEST_CASE("two people of one surname stay two, and a surname goes to the nearer one", "[people]") {
  const Article article =
      Read("Family firm to close",
           "Susan Marsh opened the shop in 1970 with her brother. It did well, Ms Marsh said.\n\n"
           "Robert Marsh ran the yard. Mr Marsh said the yard was worse off.");
  REQUIRE(article.people.size() == 2);
  CHECK(article.people[0].mentions == Names{"Susan Marsh", "Ms Marsh"});
  CHECK(article.people[1].mentions == Names{"Robert Marsh", "Mr Marsh"});
}

TEST_CASE("a married couple is two people", "[people]") {
  CHECK(PeopleIn("The house belonged to Bill and Susan Clinton until 1999, the agent said.") ==
        Names{"Bill Clinton", "Susan Clinton"});
}

TEST_CASE("half of a couple who is named in full elsewhere keeps that name", "[people]") {
  CHECK(PeopleIn("Peter Ryland wrote the play. Peter and Susan Marsh saw it twice.") ==
        Names{"Peter Ryland", "Susan Marsh"});
}

TEST_CASE("a family is no person", "[people]") {
  CHECK(PeopleIn("The money of the Kennedys built the port, David Marsh wrote. He met the Kennedys "
                 "in Boston.") == Names{"David Marsh"});
}

TEST_CASE("an office is no person", "[people]") {
  CHECK(PeopleIn("The Duke of York opened the harbour. The Bishop of Durham blessed it.").empty());
}

TEST_CASE("names in capitals are found and get small letters", "[people]") {
  const Names names = PeopleIn(
      "PORT STRIKE ENDS",
      "THE STRIKE IN HULL IS OVER, DAVID MARSH TOLD WORKERS ON MONDAY. THE UNION AGREED.\n\n"
      "David Marsh said the port would open on Tuesday.");
  CHECK(names == Names{"David Marsh"});
}

TEST_CASE("junior and senior are two people, and Jr. belongs to the name", "[people]") {
  CHECK(PeopleIn("David Marsh Sr. founded the bank. His son, David Marsh Jr., sold it.") ==
        Names{"David Marsh Jr.", "David Marsh Sr."});
  CHECK(PeopleIn("David Marsh Jr. sold the bank. Marsh, who is 54, left the country.") ==
        Names{"David Marsh Jr."});
}

TEST_CASE("listed names are turned round", "[people]") {
  CHECK(PeopleIn("The members of the board are:\n\nMarsh, David; Hale, Susan; Ryland, Peter") ==
        Names{"David Marsh", "Peter Ryland", "Susan Hale"});
}

TEST_CASE("names of many shapes are found whole", "[people]") {
  const std::string name = GENERATE(
      "Łukasz Żakowski", "Ana Žižková", "José María Núñez", "Omar al-Sayid", "Osama bin Rashid",
      "Jan van der Berg", "Li Keming", "Park Ki-sun", "Maria de la Cruz", "Mary O'Hale",
      "Jean-Luc Marchand", "J. R. Marsh", "P.J. Hale", "Abu Bakr al-Hamid");
  CAPTURE(name);
  const Names names = PeopleIn("The new minister, " + name +
                               ", told reporters that the port would "
                               "stay open. The union welcomed it.");
  CHECK(names == Names{name});
}

TEST_CASE("places, firms and acronyms are no people", "[people]") {
  const Names names = PeopleIn(
      "The snow in the Sierra Nevada fell late, the RAF and the MoD said. In Raqqa and Mosul the "
      "UK "
      "and the US went on with Operation Shader against IS. The Susan Marsh Foundation gave money, "
      "and so did Peter Ryland Productions. They went to David Hale hospital on Monday.");
  CHECK(names.empty());
}

namespace {

// A story about Susan Marsh, with those whom its record names.
Article HarbourPlan(const std::string& first, const std::string& second) {
  Article article;
  article.title = "Harbour plan goes ahead";
  article.body = "Susan Marsh said the plan was good. Ms Marsh will open the port.";
  article.people = {{first, "", {}, Basis::kMetadata}, {second, "", {}, Basis::kMetadata}};
  return article;
}

}  // namespace

TEST_CASE("people of the record stay, and the text's forms join them", "[people]") {
  Article article = HarbourPlan("Marsh, Susan", "Ryland, Peter");
  article.people[0].role = "mayor";
  FinishArticle(&article);
  Finder().Find(&article);
  REQUIRE(article.people.size() == 2);
  CHECK(article.people[0].name == "Susan Marsh");
  CHECK(article.people[0].role == "mayor");
  CHECK(article.people[0].basis == Basis::kMetadata);
  CHECK(Has(article.people[0].mentions, "Ms Marsh"));
  CHECK(article.people[1].name == "Peter Ryland");
}

TEST_CASE("people whom a record writes in small letters get their capitals", "[people]") {
  Article article = HarbourPlan("susan-marsh", "peter van der linde");
  article.language = GENERATE("en", "de");
  FinishArticle(&article);
  Finder().Find(&article);
  REQUIRE(article.people.size() == 2);
  CHECK(article.people[0].name == "Susan Marsh");
  CHECK(article.people[1].name == "Peter van der Linde");
}

TEST_CASE("people.tsv has the last word", "[people]") {
  NameFinder finder(PersonTable::Parse("Susan Marsh\tSue Marsh\n-\tDavid Hale\n").value());
  Article article;
  article.title = "Harbour plan goes ahead";
  article.body = "Sue Marsh said the plan was good. David Hale told reporters it was not.";
  FinishArticle(&article);
  finder.Find(&article);
  REQUIRE(article.people.size() == 1);
  CHECK(article.people[0].name == "Susan Marsh");
  CHECK(Has(article.people[0].mentions, "Sue Marsh"));
}

TEST_CASE("bylines become names, and what else they said is kept", "[people]") {
  Article article;
  article.title = "Harbour plan goes ahead";
  article.byline = {"By SUSAN MARSH and Peter Ryland, Harbour News Agency"};
  FinishArticle(&article);
  Finder().Find(&article);
  CHECK(article.byline == Names{"Susan Marsh", "Peter Ryland"});
  REQUIRE(article.extras.size() == 1);
  CHECK(article.extras[0].second == "\"By SUSAN MARSH and Peter Ryland, Harbour News Agency\"");
}

TEST_CASE("texts in other languages keep the people of their record alone", "[people]") {
  Article article;
  article.title = "Der Hafen bleibt offen";
  article.body = "Der Minister Peter Ryland sagte, der Hafen bleibe offen.";
  article.language = "de";
  FinishArticle(&article);
  Finder().Find(&article);
  CHECK(article.people.empty());
}

TEST_CASE("countries and their people are one place, acronyms their long form", "[people]") {
  Article article;
  article.title = "Harbour plan goes ahead";
  article.body =
      "Officials in Britain said the UK would pay. British ships sailed to Syria and Iraq on "
      "Monday. "
      "The Ministry of Defence (MoD) paid for it, and an MoD spokesman said so.";
  article.acronyms = {{"MoD", "Ministry of Defence"}};
  FinishArticle(&article);
  Finder().Find(&article);
  CHECK(std::ranges::count(article.places, "United Kingdom") == 1);
  CHECK(Has(article.places, "Syria"));
  CHECK(std::ranges::count(article.organisations, "Ministry of Defence") == 1);
  CHECK_FALSE(Has(article.organisations, "MoD"));
}

TEST_CASE("a group in capitals that spell a small word is no place", "[people]") {
  const Article article = Read(
      "Harbour plan goes ahead",
      "Fighters left the city when IS fell. Civilians suffered at the hands of IS in Raqqa.\n\n"
      "The Ministry of Defence said that IS attacked Mosul, and the Ministry of Defence paid.");
  CHECK_FALSE(Has(article.places, "IS"));
  CHECK(Has(article.places, "Mosul"));
  CHECK(Has(article.organisations, "Ministry of Defence"));
  CHECK_FALSE(Has(article.organisations, "Defence"));
}

TEST_CASE("countries, pronouns and things are no organisations", "[people]") {
  const Article article = Read(
      "Harbour plan goes ahead",
      "The UK and the US told the Harbour Safety Committee that ships must pay. England said "
      "no.\n\n"
      "“We will pay,” the House of Commons was told. MPs and PCs were counted. The committee met.");
  for (const auto* name : {"UK", "US", "England", "We", "MPs", "PCs", "Committee"}) {
    CAPTURE(name);
    CHECK_FALSE(Has(article.organisations, name));
  }
  CHECK(Has(article.organisations, "Harbour Safety Committee"));
  CHECK(Has(article.places, "United States"));
  CHECK(Has(article.places, "United Kingdom"));
}

TEST_CASE("a name with \"and\" inside is one organisation", "[people]") {
  const Article article = Read(
      "Wire plan refused",
      "The plan went to the Securities and Exchange Commission in Washington. The Securities and "
      "Exchange Commission had asked for time, and the Home Office agreed.");
  CHECK(Has(article.organisations, "Securities and Exchange Commission"));
  CHECK(Has(article.organisations, "Home Office"));
  CHECK_FALSE(Has(article.organisations, "Securities"));
  CHECK_FALSE(Has(article.organisations, "Exchange Commission"));
}

TEST_CASE("what opens a sentence or ends an office is no part of a name", "[people]") {
  CHECK(PeopleIn("Talks go on",
                 "Secretary of State John Kerry met Javad Zarif on Monday. Tell Zarif that it is "
                 "late, he said. Even Kerry laughed. Democrat Jane Hale and AG Mason agreed, said "
                 "Robert Mason. The Lib Dem spokesman was absent.") ==
        Names{"Jane Hale", "Javad Zarif", "John Kerry", "Robert Mason"});
}

TEST_CASE("who leads a body, and who bears a name, is no organisation", "[people]") {
  const Article article = Read(
      "Talks go on",
      "FBI Director Jane Hale and Senate Majority Leader Robert Mason met the Centers for Disease "
      "Control on Monday. Hale was late. The Mason camp said that the FBI and the Senate agreed.");
  CHECK(Has(article.organisations, "FBI"));
  CHECK(Has(article.organisations, "Centers for Disease Control"));
  for (const auto* name : {"FBI Director", "Senate Majority Leader", "Hale", "Mason"}) {
    CAPTURE(name);
    CHECK_FALSE(Has(article.organisations, name));
  }
}

TEST_CASE("no name holds a word that is not in the article", "[people]") {
  std::mt19937 random(3);
  const std::string pieces[] = {
      "Susan",          "Marsh",    "Hale", "Peter", "and", "said",    "Ms",     "the",
      "Colonel",        ",",        ".",    "\n\n",  "Jr.", "O'Neill", "LONDON", "von",
      "Prime Minister", "Ryland's", "(",    "“",     "in",  "van der", "J."};
  for (int round = 0; round < 200; ++round) {
    std::string body;
    for (int i = 0; i < 30; ++i) body += pieces[random() % std::size(pieces)] + " ";
    CAPTURE(body);
    const Article article = Read("Harbour plan goes ahead", body);
    const std::string text = " " + FoldForCompare(article.title + " " + article.body) + " ";
    for (const Person& person : article.people) {
      CAPTURE(person.name);
      for (const std::string& part : SplitList(FoldForCompare(person.name), " ")) {
        REQUIRE(text.find(part) != std::string::npos);
      }
      for (const std::string& mention : person.mentions) {
        REQUIRE(Squeeze(article.title + "\n\n" + article.body).find(mention) != std::string::npos);
      }
      REQUIRE(Squeeze(article.body).find(person.role) != std::string::npos);
    }
  }
}

TEST_CASE("the same article gives the same people, whatever was read before", "[people]") {
  const std::string body = "Susan Marsh met Colonel Peter Ryland. Ms Marsh told Ryland to wait.";
  const Article first = Read("Harbour plan goes ahead", body);
  Read("Another story", "David Hale of Hull said that Susan Marsh was Dr Marsh.");
  CHECK(Read("Harbour plan goes ahead", body) == first);
}

TEST_CASE("a long list of names does not take long", "[people]") {
  std::string body;
  for (int i = 0; i < 20000; ++i) {
    body += "David M" + std::string(1, static_cast<char>('a' + i % 26)) + "rsh" +
            std::string(1, static_cast<char>('a' + i / 26 % 26)) +
            std::string(1, static_cast<char>('a' + i / 676 % 26)) + " met Ms Marsh. ";
  }
  CHECK(Read("Names", body).people.size() <= 1000);
}

TEST_CASE("places that begin like places are no people", "[people]") {
  CHECK(PeopleIn("Fighting went on in Tell Zarif on Monday. Residents of Tell Zarif fled to Fort "
                 "Marsh and Deir Halim.")
            .empty());
}

TEST_CASE("a name that a scraped page says twice is one name", "[people]") {
  CHECK(PeopleIn("The bill was written by Sen. Sarah Miller Sarah Jane MillerGOP braces for "
                 "vote MORE, who leads the committee.\n\nMiller said it would pass.") ==
        Names{"Sarah Miller"});
  CHECK(PeopleIn("It was welcomed by Senate Leader Charles Hale Charles (Chuck) Ellis HaleThe "
                 "Memo: a new vote MORE on Monday.\n\nHale said it would pass.") ==
        Names{"Charles Hale"});
  CHECK(PeopleIn("It was refused by President Miller Sarah Jane MillerGOP braces for vote MORE.") ==
        Names{"Sarah Jane Miller"});
}
