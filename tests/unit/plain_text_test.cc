// Plain text: what is headline, caption, byline and body, and what is litter.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/plain_text.h"

#include "formats/formats.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

Article Read(const std::string& text) {
  Record record;
  record.format = "text";
  record.bytes = text;
  Problems problems;
  std::vector<Article> articles = ReadRecord(record, {}, &problems);
  REQUIRE(articles.size() == 1);
  return articles.front();
}

TEST_CASE("the first line is the headline and the rest the body", "[text]") {
  const Article article = Read("Ferry strike ends\n\nCrews return on Monday.\n\nTalks went on.\n");
  CHECK(article.title == "Ferry strike ends");
  CHECK(article.body == "Crews return on Monday.\n\nTalks went on.");
}

TEST_CASE("a paragraph that ends in a picture credit is a caption", "[text]") {
  const Article article = Read(
      "Ferry strike ends\n\nA ferry at Oban in June (Ann Orr/PA)\n\nCrews return (on Monday).\n");
  CHECK(article.captions == std::vector<std::string>{"A ferry at Oban in June (Ann Orr/PA)"});
  CHECK(article.body == "Crews return (on Monday).");
}

TEST_CASE("the remains of a picture element are taken out", "[text]") {
  const std::string litter = GENERATE(R"(" srcset= Credit: " srcset=)", R"(" srcset=)",
                                      R"(<img src="https://x.example/1.jpg" alt=)",
                                      R"(" srcset= Credit: Ann Orr " srcset=)");
  CAPTURE(litter);
  const Article article = Read("Headline\n\nFirst.\n\n" + litter + "\n\nSecond.");
  CHECK(article.body == "First.\n\nSecond.");
}

TEST_CASE("prose that speaks of attributes stays", "[text]") {
  CHECK(Read("Headline\n\nThe attribute srcset= helps phones choose.").body ==
        "The attribute srcset= helps phones choose.");
}

TEST_CASE("tags and entities that a scraper left are resolved", "[text]") {
  const Article article = Read("Pay &amp; terms\n\n<p>One</p><p>Two&nbsp;&#8211; three</p>");
  CHECK(article.title == "Pay & terms");
  CHECK(article.body == "One\n\nTwo – three");
}

TEST_CASE("header lines are metadata, but one alone may be a headline", "[text]") {
  const Article article =
      Read("Title: Ferry strike ends\nSource: The Oban Post\nDate: 5 June 2018\n\nCrews return.");
  CHECK(article.title == "Ferry strike ends");
  CHECK(article.source == "The Oban Post");
  CHECK(article.published->ToString() == "2018-06-05");
  CHECK(article.body == "Crews return.");
  CHECK(Read("Source: inflation is over\n\nPrices fell.").title == "Source: inflation is over");
}

TEST_CASE("a byline below the headline is no text", "[text]") {
  const Article article = Read("Headline\n\nBy Jane Doe\n\nBy Monday all was calm.");
  CHECK(article.byline == std::vector<std::string>{"Jane Doe"});
  CHECK(article.body == "By Monday all was calm.");
}

TEST_CASE("wrapped lines are one paragraph, long ones a paragraph each", "[text]") {
  CHECK(Read("Head\n\nOne line\nwrapped.\n\nTwo.").body == "One line\nwrapped.\n\nTwo.");
  const std::string line(130, 'x');
  CHECK(Read("Head\n" + line + "\n" + line).body == line + "\n\n" + line);
}

TEST_CASE("paragraphs whose first lines are set in are paragraphs", "[text]") {
  const std::string story =
      "    The harbour board said on Monday that it would build\n"
      "a new mole.\n"
      "    Shares of the contractor rose\n"
      "by a tenth.\n";
  const std::string body =
      "The harbour board said on Monday that it would build\na new mole.\n\n"
      "Shares of the contractor rose\nby a tenth.";
  CHECK(Read("Ferry strike ends\n\n" + story).body == body);
  CHECK(Read("Ferry strike ends\n\n" + story).title == "Ferry strike ends");
  CHECK(Read("Ferry strike ends\n" + story).body == body);
  CHECK(Read("Ferry strike ends\n" + story).title == "Ferry strike ends");
}

TEST_CASE("an 8-bit text is read in its character set", "[text]") {
  CHECK(Read("Caf\xe9 fire\n\nThe caf\xe9 burned \x93to the ground\x94, police said.").body ==
        "The café burned “to the ground”, police said.");
}

TEST_CASE("text is told from pictures, programs and markup", "[text]") {
  const auto sniff = [](std::string_view name, std::string_view bytes) {
    return SniffPlainText({name, bytes});
  };
  CHECK(sniff("049.txt", "BMW drives record sales") > 0);
  CHECK(sniff("a.bin", std::string_view("ab\0cd", 5)) == 0);
  CHECK(sniff("a.css", "body { color: red }") == 0);
  CHECK(sniff("a.xml", "<?xml version='1.0'?><a/>") == 0);
  CHECK(sniff("a", "\xff\xfeh\0i\0") > 0);
  CHECK(sniff("a", std::string_view("n\0o\0 \0m\0a\0r\0k\0", 14)) > 0);
  CHECK(sniff("a", "\x1b$BF|K\\8l\x1b(B and \x1b$BF|K\\8l\x1b(B") > 0);
  // A log of a terminal, if it is called a text.
  CHECK(sniff("log.txt", "it was \x1b[31mred\x1b[0m and then not") > 0);
  CHECK(sniff("log.bin", "it was \x1b[31mred\x1b[0m and then not") == 0);
}

}  // namespace
}  // namespace backfile
