// Acronyms of an archive with their senses.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/acronym_table.h"

#include "tests/support/catch.h"

using namespace backfile;
using Senses = std::vector<AcronymTable::Sense>;

namespace {

AcronymTable Sample() {
  AcronymTable table;
  table.Add({{"MoD", "Ministry of Defence"}, {"IED", "improvised explosive devices"}});
  table.Add({{"MoD", "Ministry of Defence"}, {"MoD", "Museum of Design"}});
  table.Add({{"MoD", "ministry of defence"}, {"MOD", "Ministry of Defence"}});
  table.Add({{"IED", "improvised explosive device"}});
  return table;
}

}  // namespace

TEST_CASE("senses are sorted by articles and spelt as most spell them", "[acronym_table]") {
  const AcronymTable table = Sample();
  CHECK(table.SensesOf("MoD") == Senses{{"Ministry of Defence", 3}, {"Museum of Design", 1}});
  CHECK(table.SensesOf("IED").front().articles == 2);
  CHECK(table.SensesOf("mod").empty());
}

TEST_CASE("a long form finds its short forms in any spelling", "[acronym_table]") {
  CHECK(Sample().ShortFormsOf("the Ministry of Defence") == Senses{{"MoD", 3}, {"MOD", 1}});
  CHECK(Sample().ShortFormsOf("Ministry").empty());
}

TEST_CASE("an article counts once however often it defines a sense", "[acronym_table]") {
  AcronymTable table;
  table.Add({{"CB", "Central Bank"}, {"CB", "central bank"}});
  CHECK(table.SensesOf("CB").front().articles == 1);
}

TEST_CASE("merging in any order, and writing and reading, give the same table", "[acronym_table]") {
  AcronymTable other;
  other.Add({{"MoD", "Museum of Design"}, {"CB", "Central Bank"}});
  AcronymTable a = Sample();
  a.Merge(other);
  AcronymTable b = other;
  b.Merge(Sample());
  CHECK(a.Serialise() == b.Serialise());
  const auto read = AcronymTable::Parse(a.Serialise());
  REQUIRE(read);
  CHECK(read->Serialise() == a.Serialise());
}

TEST_CASE("rare senses can be forgotten", "[acronym_table]") {
  AcronymTable table = Sample();
  table.Prune(2);
  CHECK(table.SensesOf("MoD") == Senses{{"Ministry of Defence", 3}});
  CHECK(table.size() == 2);
}

TEST_CASE("text that is no table is refused", "[acronym_table]") {
  const std::string text =
      GENERATE("MoD", "MoD\tMinistry\n", "MoD\tMinistry\tx\n", "MoD\tMinistry\t0\n", "\t\t1\n",
               "MoD\tMinistry\t1", "MoD\tMinistry\t99999999999\n");
  CAPTURE(text);
  CHECK_FALSE(AcronymTable::Parse(text));
}
