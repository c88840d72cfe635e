// Text repaired, tidied, folded.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/text.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a name is one name however its accents were typed", "[text]") {
  CHECK(Squeeze("Ste\xcc\x81phanie  Roux") == "St\xc3\xa9phanie Roux");
}

TEST_CASE("invalid bytes become replacement characters, line ends stay", "[text]") {
  CHECK(CleanUtf8("caf\xc3\xa9\r\nb\xff\x01") == "café\nb\xEF\xBF\xBD ");
  CHECK(IsValidUtf8(CleanUtf8("\xf0\x9f\x98 \xed\xa0\x80")));
}

TEST_CASE("windows-1252 and UTF-8 that passed for Latin-1 are read as meant", "[text]") {
  CHECK(CleanUtf8("don\xc2\x92t") == "don’t");
  CHECK(CleanUtf8("the company\xc3\xa2\xc2\x80\xc2\x99s") == "the company’s");
  CHECK(CleanUtf8("\xc3\x90\xc2\x9f") == "П");
  CHECK(CleanUtf8("Ân â ã£") == "Ân â ã£");
  CHECK(CleanUtf8(CleanUtf8("\xc3\xa2\xc2\x80")) == CleanUtf8("\xc3\xa2\xc2\x80"));
}

TEST_CASE("names fold for comparison, and folding twice changes nothing", "[text]") {
  const auto [name, folded] = GENERATE(table<std::string, std::string>({
      {"Łukasz Žižek", "lukasz zizek"},
      {"O’Neill", "oneill"},
      {"O'Neill", "oneill"},
      {"Jean-Luc  Picard", "jean luc picard"},
      {"J. R. R. Tolkien", "j r r tolkien"},
      {"STRASSE", "strasse"},
      {"Straße", "strasse"},
  }));
  CAPTURE(name);
  CHECK(FoldForCompare(name) == folded);
  CHECK(FoldForCompare(folded) == folded);
}

TEST_CASE("what is printed cannot drive a terminal", "[text]") {
  CHECK(Printable("a\x1b[31mb") == "a\\x{1b}[31mb");
  CHECK(Printable("a\xE2\x80\xAE"
                  "b\nc") == "a\\x{202e}b\\x{a}c");
  CHECK(Printable("a\nb", true) == "a\nb");
  CHECK(Printable("\xff") == "\\x{ff}");
}

TEST_CASE("lists are split and their pieces trimmed", "[text]") {
  CHECK(SplitList(" a ; b c;;", ";") == std::vector<std::string>{"a", "b c"});
}

TEST_CASE("plain text is tidied alike wherever its bytes stand", "[text]") {
  const auto piece = GENERATE(values<std::string>(
      {" ", "  ", "\n", "\x7f", "\x1f", "\r\n", "\t", "~", "\x80", "é", "\u00a0", "a b"}));
  const auto at = GENERATE(range(0, 25));
  CAPTURE(piece, at);
  const std::string letters = "abcdefghijklmnopqrstuvwxyz";
  const std::string before = letters.substr(0, static_cast<std::size_t>(at));
  const std::string behind = letters.substr(static_cast<std::size_t>(at));
  // What the piece becomes between single letters, where no eight bytes stand together.
  const std::string cleaned = CleanUtf8("a" + piece + "b");
  CHECK(CleanUtf8(before + piece + behind) ==
        before + cleaned.substr(1, cleaned.size() - 2) + behind);
  CHECK(IsValidUtf8(before + piece + behind) == IsValidUtf8(piece));
  if (at == 0) return;  // White space at the ends is dropped.
  const std::string squeezed = Squeeze("a" + piece + "b");
  CHECK(Squeeze(before + piece + behind) ==
        before + squeezed.substr(1, squeezed.size() - 2) + behind);
}
