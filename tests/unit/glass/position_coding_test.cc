// Packed positions. That libxapian reads them is what database_test.cc shows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_coding.h"

#include "tests/support/catch.h"

using backfile::glass::PositionPacker;

TEST_CASE("one position is a plain number", "[glass]") {
  const std::vector<std::uint32_t> positions = {300};
  CHECK(PositionPacker().Pack(positions) == "\xac\x02");
}

TEST_CASE("positions in a row take no more room than their ends", "[glass]") {
  std::vector<std::uint32_t> positions(1000);
  for (std::uint32_t i = 0; i < 1000; ++i) positions[i] = 7 + i;
  CHECK(PositionPacker().Pack(positions).size() <= 5);
}

TEST_CASE("three positions have the bytes that the format gives them", "[glass]") {
  // 9; then as bits, low ones first: 3 below 9 and one more below 6 in 3 bits each, 5 - 3 - 1 below
  // 5 in 2.
  const std::vector<std::uint32_t> positions = {3, 5, 9};
  CHECK(PositionPacker().Pack(positions) == "\x09\x4b");
}
