// people.tsv: forms of names that the users of an archive know.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_table.h"

#include "article/nicknames.h"
#include "article/person_name.h"
#include "article/text.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {
PersonTable Table(std::string_view text) {
  const auto table = PersonTable::Parse(text);
  REQUIRE(table);
  return *table;
}
}  // namespace

TEST_CASE("forms in people.tsv stand for the first name of their line", "[person_table]") {
  const PersonTable table = Table("# ours\nKate Hale\tKatya Hale\tK. Hale\n\n-\tRolling Marsh\n");
  CHECK(table.Canonical("katya hale") == "Kate Hale");
  CHECK(table.Canonical("Hale, K.") == "Kate Hale");
  CHECK(table.Canonical("Kate Hale") == "Kate Hale");
  CHECK(table.Canonical("Tom Hale") == "Tom Hale");
  CHECK(table.Canonical("Rolling Marsh").empty());
}

TEST_CASE("a form that is given to two people is refused with its line", "[person_table]") {
  const auto table = PersonTable::Parse("Kate Hale\tK. Hale\nKurt Hale\tK. Hale\n");
  REQUIRE_FALSE(table);
  CHECK(table.error() == "Line 2: \"K. Hale\" stands for \"Kate Hale\" in an earlier line.");
  CHECK_FALSE(PersonTable::Parse("Kate\xff\tHale"));
}

TEST_CASE("spellings of one person share a key in all articles", "[person_table]") {
  const PersonTable people = Table("Kate Hale\tK. Hale\n");
  const auto [a, b] = GENERATE(table<std::string, std::string>({
      {"José Hale", "Jose Hale"},
      {"Mary-Ann Hale", "Mary Ann Hale"},
      {"J. K. Marsh", "J.K. Marsh"},
      {"Tom O’Hale", "Tom O'Hale"},
      {"Joe Marsh", "Joseph Marsh"},
      {"Sergey Orlov", "Sergei Orlov"},
      {"K. Hale", "Kate Hale"},
  }));
  CAPTURE(a, b);
  CHECK(people.ArchiveKey(a) == people.ArchiveKey(b));
}

TEST_CASE("people who share a surname do not share a key", "[person_table]") {
  const PersonTable people;
  const auto [a, b] = GENERATE(table<std::string, std::string>({
      {"J. Marsh", "Joe Marsh"},
      {"Marsh", "Joe Marsh"},
      {"Alex Marsh", "Alexander Marsh"},
      {"Tom Marsh Jr.", "Tom Marsh"},
      {"Tom A. Marsh", "Tom B. Marsh"},
  }));
  CAPTURE(a, b);
  CHECK(people.ArchiveKey(a) != people.ArchiveKey(b));
}

TEST_CASE("long forms of first names are their own long forms", "[person_table]") {
  for (const std::string& name : SplitList(kNicknameGroups, " \n")) {
    CAPTURE(name);
    CHECK(LongFirstName(LongFirstName(name)) == LongFirstName(name));
    CHECK(FoldForCompare(name) == name);
  }
}
