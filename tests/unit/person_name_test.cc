// Names of people taken apart, folded and compared.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_name.h"

#include <random>

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a name loses its titles and comes in spoken order", "[person_name]") {
  const auto [text, name] = GENERATE(table<std::string, std::string>({
      {"Kate Hale", "Kate Hale"},
      {"Ms Kate Hale", "Kate Hale"},
      {"Prof. Sir Tom Marsh", "Tom Marsh"},
      {"Hale, Kate", "Kate Hale"},
      {"HALE, KATE", "Kate Hale"},
      {"Marsh, Thomas Paul, Jr.", "Thomas Paul Marsh Jr."},
      {"Tom Marsh, Jr.", "Tom Marsh Jr."},
      {"Tom Marsh III", "Tom Marsh III"},
      {"MARY O'NEILL-MCDONALD", "Mary O'Neill-Mcdonald"},
      {"JAN VAN DER BERG", "Jan Van Der Berg"},
      {"ŁUKASZ ŽIŽKA", "Łukasz Žižka"},
      {"J. R. Hale", "J. R. Hale"},
      {"D.R. Hale", "D.R. Hale"},
      {"", ""},
      {" , ", ""},
  }));
  CAPTURE(text);
  CHECK(ParsePersonName(text).ToString() == name);
}

TEST_CASE("a name in small letters is given its capitals", "[person_name]") {
  const auto [text, name] = GENERATE(table<std::string, std::string>({
      {"subroto", "Subroto"},
      {"james-baker", "James Baker"},
      {"ali al-khalifa al-sabah", "Ali al-Khalifa al-Sabah"},
      {"van-der-berg", "Van der Berg"},
      {"émile zola", "Émile Zola"},
      {"jean-luc marsh", "Jean-Luc Marsh"},
      {"o'neill", "O'Neill"},
      {"d’artagnan", "D’Artagnan"},
      {"ronald mcdonald", "Ronald McDonald"},
      {"k.d. hale", "K.D. Hale"},
      {"john paul ii", "John Paul II"},
      {"ivan ilich", "Ivan Ilich"},
      {"ნინო", "ნინო"},
      {"12-34", "12-34"},
      {"Kate hale", "Kate hale"},
      {"KATE HALE", "KATE HALE"},
      {"김대중", "김대중"},
      {"a", "A"},
      {"-", "-"},
      {"", ""},
  }));
  CAPTURE(text);
  CHECK(WithCapitals(text) == name);
}

TEST_CASE("names that may be one person's in an article", "[person_name]") {
  const auto [a, b] = GENERATE(table<std::string, std::string>({
      {"Kate Hale", "Kate Hale"},
      {"Kate Hale", "Catherine Hale"},
      {"K. Hale", "Kate Hale"},
      {"Kate M. Hale", "Kate Mary Hale"},
      {"Kate Hale", "Kate Mary Hale"},
      {"Andrés Rojas Ibarra", "Rojas Ibarra"},
      {"Andrés Rojas Ibarra", "Andrés Rojas"},
      {"Osama bin Rashid", "bin Rashid"},
      {"Omar al-Sayid", "Omar Sayid"},
      {"Jorg Müller", "Jorg Muller"},
      {"Mori Haruto", "Haruto Mori"},
      {"Volodymyr Zelenko", "Volodymyr Zelenkoy"},
      {"Mohammed Saleh", "Muhammad Saleh"},
  }));
  CAPTURE(a, b);
  CHECK(MayBeOnePerson(ParsePersonName(a), ParsePersonName(b)));
  CHECK(MayBeOnePerson(ParsePersonName(b), ParsePersonName(a)));
}

TEST_CASE("names that are two people's", "[person_name]") {
  const auto [a, b] = GENERATE(table<std::string, std::string>({
      {"Kate Hale", "Tom Hale"},
      {"Kate Hale", "Hale"},
      {"Kate Hale", "Kate Marsh"},
      {"Kate A. Hale", "Kate B. Hale"},
      {"T. Hale", "Kate Hale"},
      {"Tom Hale Jr.", "Tom Hale Sr."},
      {"Kate Hall", "Kate Hill"},
  }));
  CAPTURE(a, b);
  CHECK_FALSE(MayBeOnePerson(ParsePersonName(a), ParsePersonName(b)));
  CHECK_FALSE(MayBeOnePerson(ParsePersonName(b), ParsePersonName(a)));
}

TEST_CASE("a surname with particles stands alone", "[person_name]") {
  CHECK(ParsePersonName("bin Rashid").is_lone());
  CHECK(ParsePersonName("van der Berg").is_lone());
  CHECK(ParsePersonName("Hale").is_lone());
  CHECK_FALSE(ParsePersonName("Osama bin Rashid").is_lone());
}

TEST_CASE("the key of a name is the same for all its spellings", "[person_name]") {
  for (const char* name :
       {"José Núñez-Hale", "Jose Nunez Hale", "NÚÑEZ-HALE, JOSÉ", "Mr. Jose Nunez Hale"}) {
    CHECK(PersonKey(name) == "jose nunez hale");
  }
}

TEST_CASE("keys of names are their own keys", "[person_name]") {
  std::mt19937 random(11);
  const std::string pieces[] = {"Kate", "HALE", "O’Neill", "Jr.",  "Jr", "von", "al-", ", ", " ",
                                "J.",   "Ms",   "é",       "King", "-",  "Sir", "III", "東"};
  for (int round = 0; round < 500; ++round) {
    std::string name;
    for (int i = 0; i < 6; ++i)
      name += pieces[random() % std::size(pieces)] + (random() % 2 ? " " : "");
    CAPTURE(name);
    const std::string key = PersonKey(name);
    REQUIRE(PersonKey(key) == key);
  }
}
