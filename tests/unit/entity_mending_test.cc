// Names that the model cut in two or left half marked.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/entity_mending.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

struct Mark {
  std::string_view text;
  EntityType type = EntityType::kPerson;
  int margin = 100;
};

// The names of people after mending, parted by "|".
std::string PeopleAfter(std::string_view text, const std::vector<Mark>& marks) {
  Words words;
  ScanWords(text, &words);
  ArticleWords article(Lexicon::Default());
  article.Read(words);
  std::vector<Entity> entities;
  for (const Mark& mark : marks) {
    const std::size_t begin = text.find(mark.text);
    Entity entity;
    entity.type = mark.type;
    entity.margin = mark.margin;
    while (words.words[entity.first].begin < begin) ++entity.first;
    entity.last = entity.first;
    while (entity.last < words.words.size() &&
           words.words[entity.last].end <= begin + mark.text.size()) {
      ++entity.last;
    }
    while (words.sentences[entity.sentence].last <= entity.first) ++entity.sentence;
    entities.push_back(entity);
  }
  std::string people;
  for (const Entity& entity : MendEntities(article, entities)) {
    if (entity.type != EntityType::kPerson) continue;
    people += (people.empty() ? "" : "|") + std::string(words.Text(entity.first, entity.last));
  }
  return people;
}

}  // namespace

TEST_CASE("a first name in front of a person joins them", "[entity_mending]") {
  CHECK(PeopleAfter("they met Susan Ryland at the port", {{"Ryland"}}) == "Susan Ryland");
  CHECK(PeopleAfter("they met Susan Ryland at the port",
                    {{"Susan", EntityType::kPlace}, {"Ryland"}}) == "Susan Ryland");
  CHECK(PeopleAfter("in Susan, Ryland saw the port", {{"Ryland"}}) == "Ryland");
}

TEST_CASE("an unknown word behind a person joins them", "[entity_mending]") {
  CHECK(PeopleAfter("said Singh Jabarjung, 24, from the port", {{"Singh"}}) == "Singh Jabarjung");
  CHECK(PeopleAfter("said Singh Monday, 24, from the port", {{"Singh"}}) == "Singh");
}

TEST_CASE("a full name that was taken for something else is a person if spoken of as one",
          "[entity_mending]") {
  CHECK(PeopleAfter("the port is open, Susan Ryland said on it",
                    {{"Susan Ryland", EntityType::kOrganisation, 5}}) == "Susan Ryland");
  CHECK(PeopleAfter("the port is open, Susan Ryland said on it",
                    {{"Susan Ryland", EntityType::kOrganisation, 80}})
            .empty());
  CHECK(PeopleAfter("a shop of Susan Ryland in Hull", {{"Susan Ryland", EntityType::kPlace, 5}})
            .empty());
}

TEST_CASE("a full name that was taken for nothing is a person", "[entity_mending]") {
  CHECK(PeopleAfter("a row with Susan Ryland at the port", {}) == "Susan Ryland");
  CHECK(PeopleAfter("a row with Susan Ryland spokesmen at the port", {}).empty());
  CHECK(PeopleAfter("Susan Ryland In Port Row Again", {}).empty());
}

TEST_CASE("the title of a work in apposition is no person", "[entity_mending]") {
  CHECK(PeopleAfter("the report, Counting Marran, tells of ten strikes", {{"Counting Marran"}})
            .empty());
  CHECK(PeopleAfter("the report, Counting Marran said, is wrong", {{"Counting Marran"}}) ==
        "Counting Marran");
  CHECK(PeopleAfter("of the report, Susan Ryland, its author, is proud", {{"Susan Ryland"}}) ==
        "Susan Ryland");
  CHECK(PeopleAfter("in the harbour, Zoltan Marran, the master, waits", {{"Zoltan Marran"}}) ==
        "Zoltan Marran");
}
