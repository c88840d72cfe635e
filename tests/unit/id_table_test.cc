// A table of ids, however little room was made for them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/id_table.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a table that was made for fewer ids takes more", "[id_table]") {
  const auto room = GENERATE(range(std::size_t{0}, std::size_t{20}));
  for (std::uint64_t ids = 0; ids < 50; ++ids) {
    IdTable table;
    table.Reserve(room);
    for (std::uint64_t id = 0; id < ids; ++id) table.Put(id, id + 1);
    CHECK(table.size() == ids);
    for (std::uint64_t id = 0; id < ids; ++id) CHECK(*table.Find(id) == id + 1);
    CHECK(table.Find(ids) == nullptr);
  }
}
