// Mentions linked to people.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_linker.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// Mentions in the order of the text; a title in front makes them titled.
std::vector<PersonMention> Mentions(const std::vector<std::string>& names) {
  std::vector<PersonMention> mentions;
  for (std::uint32_t i = 0; i < names.size(); ++i) {
    PersonMention mention;
    mention.name = ParsePersonName(names[i]);
    mention.first = 10 * i;
    mention.last = 10 * i + 1;
    mention.sentence = i;
    mention.is_royal = names[i].starts_with("Queen ") || names[i].starts_with("Sir ");
    mention.is_titled = mention.is_royal || names[i].starts_with("Ms ");
    mentions.push_back(mention);
  }
  return mentions;
}

// "Kate Hale: 0 2; Tom Marsh: 1"
std::string Linked(const std::vector<std::string>& names) {
  std::string text;
  for (const LinkedPerson& person : LinkMentions(Mentions(names))) {
    text += (text.empty() ? "" : "; ") + person.name.ToString() + ":";
    for (const std::uint32_t i : person.mentions) text += " " + std::to_string(i);
  }
  return text;
}

}  // namespace

TEST_CASE("shorter names join the person they fit", "[person_linker]") {
  CHECK(Linked({"Kate Hale", "Ms Hale", "Kate"}) == "Kate Hale: 0 1 2");
  CHECK(Linked({"Hale", "Kate Hale"}) == "Kate Hale: 0 1");
  CHECK(Linked({"K. Hale", "Kate Hale"}) == "Kate Hale: 0 1");
  CHECK(Linked({"Gabriel Rojas Ibarra", "Rojas"}) == "Gabriel Rojas Ibarra: 0 1");
  CHECK(Linked({"Omar al-Sayid", "Sayid", "al-Sayid"}) == "Omar al-Sayid: 0 1 2");
  CHECK(Linked({"Li Keming", "Li"}) == "Li Keming: 0 1");
  CHECK(Linked({"Volodymyr Zelenko", "Zelenkoy"}) == "Volodymyr Zelenko: 0 1");
  CHECK(Linked({"Roberto Rojas-Agut", "Agut"}) == "Roberto Rojas-Agut: 0 1");
}

TEST_CASE("people of one surname stay apart", "[person_linker]") {
  CHECK(Linked({"Kate Hale", "Hale", "Tom Hale", "Hale"}) == "Kate Hale: 0 1; Tom Hale: 2 3");
  CHECK(Linked({"Kate Hale", "Tom Hale", "T. Hale"}) == "Kate Hale: 0; Tom Hale: 1 2");
  CHECK(Linked({"Jane Hale", "John Hale", "J. Hale"}) == "Jane Hale: 0; John Hale: 1; J. Hale: 2");
  CHECK(Linked({"Tom Hale", "Tom Hale Jr."}) == "Tom Hale: 0; Tom Hale Jr.: 1");
  CHECK(Linked({"Tom Hale Jr.", "Tom Hale"}) == "Tom Hale Jr.: 0 1");
}

TEST_CASE("a royal title goes with the first name, others with the surname", "[person_linker]") {
  CHECK(Linked({"Tom Marsh", "Marsh Hale", "Sir Marsh"}) == "Tom Marsh: 0; Marsh Hale: 1 2");
  CHECK(Linked({"Marsh Hale", "Tom Marsh", "Ms Marsh"}) == "Marsh Hale: 0; Tom Marsh: 1 2");
}

TEST_CASE("a word of a headline in front of a surname makes no new person", "[person_linker]") {
  std::vector<PersonMention> mentions = Mentions({"Rocker Hale", "Tom Hale"});
  mentions[0].is_title_line = true;
  const auto people = LinkMentions(mentions);
  REQUIRE(people.size() == 1);
  CHECK(people[0].name.ToString() == "Tom Hale");
  mentions[0].has_first_name = true;
  CHECK(LinkMentions(mentions).size() == 2);
}

TEST_CASE("a name that fits nobody is a person of its own", "[person_linker]") {
  CHECK(Linked({"Kate Hale", "Marsh", "Marsh"}) == "Kate Hale: 0; Marsh: 1 2");
}

TEST_CASE("full names make the same people in any order", "[person_linker]") {
  std::vector<std::string> names = {"Kate Hale",   "K. Hale",        "Catherine Hale",  "Tom Marsh",
                                    "T. P. Marsh", "Tom Paul Marsh", "Jane Ryland",     "J. Ryland",
                                    "John Ryland", "Rojas Ibarra",   "Ana Rojas Ibarra"};
  const auto groups_of = [&] {
    std::vector<std::vector<std::string>> groups;
    for (const LinkedPerson& person : LinkMentions(Mentions(names))) {
      std::vector<std::string> group;
      for (const std::uint32_t i : person.mentions) group.push_back(names[i]);
      std::ranges::sort(group);
      groups.push_back(group);
    }
    std::ranges::sort(groups);
    return groups;
  };
  const auto groups = groups_of();
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::ranges::shuffle(names, random);
    REQUIRE(groups_of() == groups);
  }
}

TEST_CASE("every mention is one person's", "[person_linker]") {
  std::mt19937 random(2);
  const std::string pieces[] = {"Kate", "Tom", "Hale",    "Marsh", "J.",
                                "bin",  "Jr.", "al-Hale", "Sir"};
  for (int round = 0; round < 200; ++round) {
    std::vector<std::string> names;
    for (int i = 0; i < 12; ++i) {
      std::string name = pieces[random() % 4];
      for (std::size_t k = random() % 3; k > 0; --k)
        name += " " + pieces[random() % std::size(pieces)];
      names.push_back(name);
    }
    std::vector<int> seen(names.size());
    for (const LinkedPerson& person : LinkMentions(Mentions(names))) {
      for (const std::uint32_t i : person.mentions) ++seen[i];
    }
    REQUIRE(std::ranges::all_of(seen, [](int times) { return times == 1; }));
  }
}

TEST_CASE("people who are known beforehand come first and take what fits", "[person_linker]") {
  const std::vector<PersonName> known = {ParsePersonName("Marsh, Tom"), ParsePersonName("Hale")};
  const auto people = LinkMentions(Mentions({"Kate Hale", "Marsh", "Jane Ryland"}), known);
  REQUIRE(people.size() == 3);
  CHECK(people[0].name.ToString() == "Tom Marsh");
  CHECK(people[0].mentions == std::vector<std::uint32_t>{1});
  CHECK(people[1].name.ToString() == "Kate Hale");
  CHECK(people[1].known == std::vector<std::uint32_t>{1});
  CHECK(people[2].name.ToString() == "Jane Ryland");
}
