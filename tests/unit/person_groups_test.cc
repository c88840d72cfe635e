// Names of an archive brought together.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_groups.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

using Groups = std::vector<std::size_t>;

Groups GroupsOf(const std::vector<std::string>& names, const PersonTable& table = {}) {
  return GroupPeople(names, table);
}

}  // namespace

TEST_CASE("a middle initial makes no other person", "[person_groups]") {
  CHECK(GroupsOf({"Donald J. Hale", "Mary Marsh", "Donald Hale"}) == Groups{0, 1, 0});
  CHECK(GroupsOf({"Donald J. Hale", "Donald J Hale"}) == Groups{0, 0});
}

TEST_CASE("two middle initials make two people", "[person_groups]") {
  CHECK(GroupsOf({"George W. Hale", "George H. W. Hale", "George Hale"}) == Groups{0, 1, 2});
}

TEST_CASE("spellings and nicknames of one name are one person", "[person_groups]") {
  CHECK(GroupsOf({"Željko Hale", "Zeljko Hale"}) == Groups{0, 0});
  CHECK(GroupsOf({"Joe Marsh", "Joseph R. Marsh"}) == Groups{0, 0});
  CHECK(GroupsOf({"Anne-Marie Hale", "Anne Marie Hale"}) == Groups{0, 0});
}

TEST_CASE("surnames and first initials bring nobody together", "[person_groups]") {
  CHECK(GroupsOf({"Kate Hale", "Hale", "K. Hale", "K. M. Hale", "Tom Hale Jr.", "Tom Hale"}) ==
        Groups{0, 1, 2, 3, 4, 5});
}

TEST_CASE("the table of the archive has the last word on its people", "[person_groups]") {
  const auto table = PersonTable::Parse("Yusuf Hale\tSteve Marsh\n-\tRolling Marsh\n");
  REQUIRE(table);
  CHECK(GroupsOf({"Steve Marsh", "Rolling Marsh", "Yusuf Hale"}, *table) == Groups{0, 1, 0});
}

TEST_CASE("the order of names changes no group", "[person_groups]") {
  std::vector<std::string> names = {"Donald J. Hale",  "Donald Hale",  "D. Hale",
                                    "George W. Marsh", "George Marsh", "George Q. Marsh",
                                    "Joe Orr",         "Joseph Orr"};
  const auto partners = [&](const std::string& name) {
    const Groups groups = GroupsOf(names);
    const auto at = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    std::vector<std::string> same;
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (groups[i] == groups[at]) same.push_back(names[i]);
    }
    std::ranges::sort(same);
    return same;
  };
  const std::vector<std::string> all = names;
  std::vector<std::vector<std::string>> expected;
  for (const std::string& name : all) expected.push_back(partners(name));
  std::mt19937 random(11);
  for (int round = 0; round < 50; ++round) {
    std::ranges::shuffle(names, random);
    for (std::size_t i = 0; i < all.size(); ++i) {
      CAPTURE(round, all[i]);
      REQUIRE(partners(all[i]) == expected[i]);
    }
  }
}
