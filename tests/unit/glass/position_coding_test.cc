// Packed positions. That libxapian reads them is what database_test.cc shows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_coding.h"

#include <random>
#include <set>

#include "tests/support/catch.h"

using backfile::glass::PositionPacker;
using backfile::glass::UnpackPositions;

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

TEST_CASE("what was packed comes out again", "[glass]") {
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    std::set<std::uint32_t> some;
    const std::uint32_t most = 1U << (random() % 24 + 1);
    for (std::size_t n = 0; n < random() % 60 + 1; ++n)
      some.insert(1 + static_cast<std::uint32_t>(random()) % most);
    const std::vector<std::uint32_t> positions(some.begin(), some.end());
    PositionPacker packer;
    std::vector<std::uint32_t> again;
    REQUIRE(UnpackPositions(packer.Pack(positions), &again));
    CHECK(again == positions);
  }
}

TEST_CASE("damaged positions are refused or misread, never more", "[glass]") {
  std::mt19937 random(6);
  for (int i = 0; i < 5000; ++i) {
    std::string tag(random() % 12, '\0');
    for (char& c : tag) c = static_cast<char>(random());
    std::vector<std::uint32_t> positions;
    if (UnpackPositions(tag, &positions)) CHECK_FALSE(positions.empty());
  }
}
