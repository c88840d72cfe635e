// Phrases found together are those found one by one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/phrase_finder.h"

#include <random>
#include <string>

#include "tests/support/catch.h"

namespace backfile {
namespace {

constexpr auto kPhrases = std::to_array<std::string_view>(
    {"ab", "abc", "bca", "read more", "read", "\xc2\xa9", "cab", "aaaa", "c a"});

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

TEST_CASE("phrases are found in any case, once each, up to the last byte", "[phrases]") {
  constexpr PhraseFinder finder(kPhrases);
  CHECK(finder.CountIn("") == 0);
  CHECK(finder.CountIn("a") == 0);
  CHECK(finder.CountIn("xAB") == 1);
  CHECK(finder.CountIn("ABC abc") == 3);  // "ab", "abc", "c a"
  CHECK(finder.CountIn("Read More \xc2\xa9 ") == 3);
  CHECK(finder.IsAnyIn("\xc2\xa9"));
  CHECK_FALSE(finder.IsAnyIn("rea d mor e"));
}

TEST_CASE("phrases found together are those found one by one", "[phrases]") {
  static constexpr auto kMany = [] {  // More than a word of bits.
    std::array<std::string_view, 130> many{};
    many.fill("zzz");
    for (std::size_t i = 0; i < kPhrases.size(); ++i) many[i * 14] = kPhrases[i];
    return many;
  }();
  constexpr PhraseFinder finder(kMany);
  std::mt19937 random(7);
  for (int n = 0; n < 3000; ++n) {
    std::string text;
    for (int i = 0; i < 40; ++i) text += "abcABC edmor\xc2\xa9"[random() % 14];
    const auto found = finder.FindIn(text);
    for (std::size_t i = 0; i < kMany.size(); ++i) {
      CAPTURE(text, i);
      REQUIRE((found[i / 64] >> i % 64 & 1) == (Lower(text).find(kMany[i]) != std::string::npos));
    }
  }
}

}  // namespace
}  // namespace backfile
