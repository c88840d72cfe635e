// Numbers and terms as glass writes them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/coding.h"

#include "tests/support/catch.h"

using namespace backfile::glass;

namespace {

std::string Bytes(std::initializer_list<int> values) {
  std::string bytes;
  for (const int value : values) bytes += static_cast<char>(value);
  return bytes;
}

std::string SortedUint(std::uint32_t value) {
  std::string bytes;
  AppendSortedUint(&bytes, value);
  return bytes;
}

}  // namespace

TEST_CASE("a sorted number has the bytes that the format gives it", "[glass]") {
  CHECK(SortedUint(1) == Bytes({0x00, 0x01}));
  CHECK(SortedUint(0x7fff) == Bytes({0x7f, 0xff}));
  CHECK(SortedUint(0x8000) == Bytes({0x80, 0x80, 0x00}));
  CHECK(SortedUint(1U << 22) == Bytes({0xc0, 0x40, 0x00, 0x00}));
}

TEST_CASE("sorted numbers order as their bytes do, and come back", "[glass]") {
  std::string before;
  for (const std::uint64_t bound : {0x7ffeULL, 0x3ffffeULL, 0x1ffffffeULL, 0xfffffffcULL}) {
    for (std::uint64_t value = bound; value < bound + 4; ++value) {
      CAPTURE(value);
      const std::string bytes = SortedUint(static_cast<std::uint32_t>(value));
      CHECK(before < bytes);
      before = bytes;
      std::string_view rest = bytes;
      std::uint32_t back = 0;
      REQUIRE(TakeSortedUint(&rest, &back));
      CHECK(back == value);
      CHECK(rest.empty());
    }
  }
}

TEST_CASE("a sorted number that is cut short or too large is refused", "[glass]") {
  for (const std::string& bytes : {Bytes({}), Bytes({0x00}), Bytes({0x80, 0x80}),
                                   Bytes({0xf0, 0, 0, 0, 0, 0}), Bytes({0xe1, 0, 0, 0, 0})}) {
    std::string_view rest = bytes;
    std::uint32_t value = 0;
    CHECK_FALSE(TakeSortedUint(&rest, &value));
  }
}

TEST_CASE("numbers come back whatever their size", "[glass]") {
  for (unsigned shift = 0; shift < 64; ++shift) {
    for (const std::uint64_t value : {(std::uint64_t{1} << shift) - 1, std::uint64_t{1} << shift}) {
      std::string bytes;
      AppendUint(&bytes, value);
      std::string_view rest = bytes;
      std::uint64_t back = 0;
      REQUIRE(TakeUint(&rest, &back));
      CHECK(back == value);
      CHECK(rest.empty());
    }
  }
}

TEST_CASE("a number without an end is refused", "[glass]") {
  std::string_view endless("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff");
  std::uint64_t value = 0;
  CHECK_FALSE(TakeUint(&endless, &value));
}

TEST_CASE("a term with zero bytes comes back from a key", "[glass]") {
  const std::string term("a\0b\0", 4);
  std::string key;
  AppendSortedTerm(&key, term);
  CHECK(key == std::string("a\0\xff"
                           "b\0\xff",
                           6));
  std::string_view rest = key.append(1, '\0').append("rest");
  std::string back;
  TakeSortedTerm(&rest, &back);
  CHECK(back == term);
  CHECK(rest == "rest");
}
