// Character sets that nothing declares.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/charset.h"

#include <random>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

// ASCII text in units of `size` bytes, the letter in the first or the last.
std::string Widened(std::string_view text, std::size_t size, bool is_big) {
  std::string wide;
  for (const char c : text) {
    std::string unit(size, '\0');
    unit[is_big ? size - 1 : 0] = c;
    wide += unit;
  }
  return wide;
}

}  // namespace

TEST_CASE("wide text without a mark is known by its zeros", "[charset]") {
  const std::string text = "The harbour plan was refused.\n\nBy Helen Marsh";
  CHECK(WideCharset(Widened(text, 2, false)) == "UTF-16LE");
  CHECK(WideCharset(Widened(text, 2, true)) == "UTF-16BE");
  CHECK(WideCharset(Widened(text, 4, false)) == "UTF-32LE");
  CHECK(WideCharset(Widened(text, 4, true)) == "UTF-32BE");
  for (const bool is_big : {false, true}) {
    CHECK(DecodeText(Widened(text, 2, is_big)).text == text);
    CHECK(DecodeText(Widened(text, 4, is_big)).text == text);
  }
  // Cyrillic, in which only the spaces and the full stop have a zero.
  const std::string russian("\x14\x04\x30\x04 \0\x3d\x04\x35\x04\x42\x04.\0", 14);
  CHECK(DecodeText(russian).text == "Да нет.");
}

TEST_CASE("what is no wide text is none", "[charset]") {
  CHECK(WideCharset("").empty());
  CHECK(WideCharset("plain text, as it is").empty());
  CHECK(WideCharset(std::string(64, '\0')).empty());
  std::mt19937 random(3);
  for (int round = 0; round < 200; ++round) {
    std::string bytes(256, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    CHECK(WideCharset(bytes).empty());
  }
}

TEST_CASE("text that shifts its alphabet by escapes is read", "[charset]") {
  // "日本語です" five times over: the detector wants some text.
  std::string text;
  std::string expected;
  for (int i = 0; i < 5; ++i) {
    text += "\x1b$BF|K\\8l$G$9\x1b(B. ";
    expected += "日本語です. ";
  }
  CHECK(DecodeText(text).text == expected);
  CHECK(DecodeText("costs \x1b$5 on a terminal").text == "costs  $5 on a terminal");
}
