// Opening and closing quotation marks.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/quote_marks.h"

#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string Quoted(std::string_view text) {
  Words words;
  ScanWords(text, &words);
  std::vector<QuotedSpan> spans;
  FindQuotedSpans(words, &spans);
  std::string all;
  for (const QuotedSpan& span : spans) {
    if (!all.empty()) all += span.continues ? " + " : " | ";
    all += words.Text(span.first, span.last);
  }
  return all;
}

}  // namespace

TEST_CASE("quotations are found whichever marks a paper uses", "[quote_marks]") {
  const auto [text, quoted] = GENERATE(table<std::string, std::string>({
      {"He said “no way” and “yes”.", "no way | yes"},
      {"\"No way,\" he said. \"Yes.\"", "No way, | Yes."},
      {"‘No way,’ he said.", "No way,"},
      {"'It's the boys' story,' he said.", "It's the boys' story,"},
      {"``No way,'' he said.", "No way,"},
      {"„Nein, nie“, sagte er. «Non», dit-il.", "Nein, nie | Non"},
      {"“She said ‘no’ to me,” he said.", "She said ‘no’ to me,"},
      {"‘She said “no” to me,’ he said.", "She said “no” to me,"},
      {"(“quite so”)", "quite so"},
  }));
  CAPTURE(text);
  CHECK(Quoted(text) == quoted);
}

TEST_CASE("a quotation goes on in a paragraph that reopens it", "[quote_marks]") {
  CHECK(Quoted("“One.\n\n“Two.\n\n“Three.”\n\nFour “five”.") == "One. + Two. + Three. | five");
  CHECK(Quoted("He said: \"One. \"Two.\"") == "One. + Two.");
}

TEST_CASE("apostrophes, inches and stray marks quote nothing", "[quote_marks]") {
  const std::string text = GENERATE(
      "the boys’ school in the ’90s", "'90s music and rock 'n' roll", "a 12\" gauge and a 6' post",
      "\" srcset= Credit: \" srcset=", "an “unclosed mark in the middle", "”", "“", "\"\"", "''''");
  CAPTURE(text);
  CHECK(Quoted(text) == "");
}

TEST_CASE("a mark that nobody closes swallows at most its paragraph", "[quote_marks]") {
  CHECK(Quoted("It was “odd, he said.\n\nThen “yes”.") == "yes");
  CHECK(Quoted("He said: “It is odd.\n\nThen he left.") == "It is odd.");
}

TEST_CASE("many unclosed marks take no quadratic time", "[quote_marks]") {
  for (const std::string mark : {"“a ", "‘a ", "\"a ", "'a ", "``a ", "‘as ", "a’ "}) {
    std::string text;
    while (text.size() < 400000) text += mark;
    Words words;
    ScanWords(text, &words);
    std::vector<QuotedSpan> spans;
    FindQuotedSpans(words, &spans);
    CHECK(spans.size() <= words.words.size());
  }
}
