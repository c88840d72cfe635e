// Addresses: read and written.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/parameters.h"

#include <random>

#include "article/text.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

TEST_CASE("names and values are read in their order", "[parameters]") {
  CHECK(ParseParameters("q=war+crimes&person=Kate%20Allen&person=&x") ==
        Parameters{{"q", "war crimes"}, {"person", "Kate Allen"}, {"person", ""}, {"x", ""}});
  CHECK(ParseParameters("").empty());
  CHECK(ParseParameters("&&").empty());
}

TEST_CASE("a percent sign that begins no escape stands for itself", "[parameters]") {
  CHECK(DecodePercent("100%") == "100%");
  CHECK(DecodePercent("%4") == "%4");
  CHECK(DecodePercent("%zz%41") == "%zzA");
}

TEST_CASE("bytes that are no UTF-8 are repaired", "[parameters]") {
  CHECK(IsValidUtf8(ParseParameters("q=%ff%fe").front().second));
}

TEST_CASE("what was written is read again, whatever it is", "[parameters]") {
  std::mt19937 random(20261124);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    Parameters parameters;
    for (auto n = random() % 5; n > 0; --n) {
      std::string value;
      for (auto k = random() % 12; k > 0; --k) value += static_cast<char>(random() % 256);
      parameters.emplace_back("n" + std::to_string(n), CleanUtf8(value));
    }
    CHECK(ParseParameters(FormatParameters(parameters)) == parameters);
  }
}

TEST_CASE("any bytes are parameters", "[parameters]") {
  std::mt19937 random(1);
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (auto k = random() % 40; k > 0; --k) text += "%&=+aF\xff\0"[random() % 8];
    for (const auto& [name, value] : ParseParameters(text)) {
      CHECK(IsValidUtf8(name));
      CHECK(IsValidUtf8(value));
    }
  }
}

}  // namespace
}  // namespace backfile
