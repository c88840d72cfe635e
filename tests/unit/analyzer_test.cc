// From an article to its terms.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/analyzer.h"

#include <map>
#include <random>

#include "index/schema.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

struct Found {
  std::uint32_t wdf = 0;
  std::vector<std::uint32_t> positions;
};

std::map<std::string, Found> TermsOf(const Article& article) {
  Analyzer analyzer;
  const AnalysedArticle& analysed = analyzer.Analyze(article);
  std::map<std::string, Found> terms;
  for (const Posting& posting : analysed.postings) {
    const std::string term(analyzer.TermText(posting.term));
    REQUIRE_FALSE(terms.contains(term));
    Found& found = terms[term];
    found.wdf = posting.wdf;
    const auto first = analysed.positions.begin() + posting.first_position;
    found.positions.assign(first, first + posting.positions);
    REQUIRE(std::is_sorted(found.positions.begin(), found.positions.end()));
  }
  return terms;
}

Article Story(const std::string& title, const std::string& body) {
  Article article;
  article.title = title;
  article.body = body;
  article.id = "bf:0123456789abcdef";
  article.language = "en";
  return article;
}

TEST_CASE("a word has an exact form with its place and a stem without", "[analyzer]") {
  const auto terms = TermsOf(Story("", "Strikes killed civilians."));
  CHECK(terms.at("strikes").positions == std::vector<std::uint32_t>{1});
  CHECK(terms.at("Zstrike").wdf == 1);
  CHECK(terms.at("Zstrike").positions.empty());
}

TEST_CASE("a word that a line's end parted is found by its other form", "[analyzer]") {
  Article article = Story("", "He pushed the wheelbarrow.");
  article.other_forms = {"wheel-barrow"};
  const auto terms = TermsOf(article);
  CHECK(terms.at("wheelbarrow").positions.size() == 1);
  CHECK(terms.at("barrow").positions.at(0) == terms.at("wheel").positions.at(0) + 1);
  CHECK(terms.at("wheel").positions.at(0) > terms.at("wheelbarrow").positions.at(0) + 1);
  CHECK(terms.at("Zbarrow").wdf == 1);
}

TEST_CASE("an acronym stands case-kept beside its word", "[analyzer]") {
  const auto terms = TermsOf(Story("", "The fight against IS is over."));
  CHECK(terms.at("RIS").positions == std::vector<std::uint32_t>{4});
  CHECK(terms.at("is").positions == std::vector<std::uint32_t>{4, 5});
  CHECK(terms.count("Zis") == 0);
}

TEST_CASE("a shouted headline has no acronyms", "[analyzer]") {
  const auto terms = TermsOf(Story("WAR IS OVER FOR US", "Peace."));
  CHECK(terms.count("RIS") == 0);
  CHECK(terms.count("RUS") == 0);
}

TEST_CASE("title words weigh more and can be asked for", "[analyzer]") {
  const auto terms = TermsOf(Story("Ferry strike", "A ferry."));
  CHECK(terms.at("ferry").wdf == kTitleWeight + 1);
  CHECK(terms.count("Sferry") == 1);
  CHECK(terms.count("ZSstrike") == 1);
}

TEST_CASE("no phrase crosses from the title into the body or from paragraph to paragraph",
          "[analyzer]") {
  const auto terms = TermsOf(Story("One", "two\n\nthree"));
  const std::uint32_t one = terms.at("one").positions[0];
  const std::uint32_t two = terms.at("two").positions[0];
  CHECK(two > one + 1);
  CHECK(terms.at("three").positions[0] > two + 1);
}

TEST_CASE("dates become a term for each precision that is known", "[analyzer]") {
  Article article = Story("t", "b");
  article.published = ParseIsoDate("2018-06-05");
  const auto day = TermsOf(article);
  CHECK(day.count("Y2018") + day.count("M201806") + day.count("D20180605") == 3);
  article.published = ParseIsoDate("2018-06");
  const auto month = TermsOf(article);
  CHECK(month.count("M201806") == 1);
  CHECK(month.count("D20180601") == 0);
}

TEST_CASE("a person is found by the whole name and by each part", "[analyzer]") {
  Article article = Story("t", "b");
  article.people.push_back({"Kate Allen", "", {"Ms Allen"}, Basis::kText});
  const auto terms = TermsOf(article);
  CHECK(terms.count("XPERSON:kate allen") == 1);
  CHECK(terms.count("XPERSONPART:allen") == 1);
}

TEST_CASE("an overlong word is cut, not refused", "[analyzer]") {
  const auto terms = TermsOf(Story("", std::string(5000, 'x')));
  CHECK(terms.count(std::string(kMaxTermBytes, 'x')) == 1);
}

TEST_CASE("tokens of a question are the terms of the text", "[analyzer]") {
  Analyzer analyzer;
  const auto tokens = analyzer.Tokenize("US-led strikes", "en");
  REQUIRE(tokens.size() == 3);
  CHECK(tokens[0].acronym == "US");
  CHECK(tokens[2].exact == "strikes");
  CHECK(tokens[2].stem == "strike");
  CHECK(tokens[2].position == 3);
}

TEST_CASE("words of other languages are stemmed their own way", "[analyzer]") {
  Article article = Story("", "Die Flüchtlinge kamen gestern.");
  article.language = "de";
  const auto terms = TermsOf(article);
  CHECK(terms.count("fluchtlinge") == 1);
  CHECK(terms.count("Zfluchtling") == 1);
}

TEST_CASE("words by the numbers of their terms are the words of a question", "[analyzer]") {
  const std::string language = GENERATE("en", "de", "fr", "ar", "ga", "ja");
  const std::string text =
      "STRIKE OVER PAY AT MoD\n\nThe US-led strikes of the MoD’s élite. Ø 3,000 men; l’été. "
      "Die Flüchtlinge kamen. \u65e5\u672c\u8a9e \u0627\u0644\u0643\u062a\u0627\u0628";
  CAPTURE(language);
  Analyzer analyzer;
  const std::vector<Token> tokens = analyzer.Tokenize(text, language);
  const std::vector<TermSpan> spans = analyzer.FindTerms(text, language, UINT32_MAX);
  REQUIRE(spans.size() == tokens.size());
  const auto text_of = [&](std::uint32_t term) {
    return term == kNoTerm ? "" : std::string(analyzer.TermText(term));
  };
  for (std::size_t i = 0; i < spans.size(); ++i) {
    CHECK(text_of(spans[i].exact) == tokens[i].exact);
    CHECK(text_of(spans[i].stem) == (tokens[i].stem.empty() ? "" : "Z" + tokens[i].stem));
    CHECK(text_of(spans[i].acronym) == (tokens[i].acronym.empty() ? "" : "R" + tokens[i].acronym));
    CHECK(spans[i].begin == tokens[i].begin);
    CHECK(spans[i].end == tokens[i].end);
    CHECK(spans[i].position == tokens[i].position);
    CHECK(spans[i].starts_sentence == tokens[i].starts_sentence);
    CHECK(spans[i].starts_paragraph == tokens[i].starts_paragraph);
  }
}

TEST_CASE("words that begin with another letter may be without terms", "[analyzer]") {
  Analyzer analyzer;
  const std::uint32_t only_s = 1U << ('s' - 'a');
  const std::vector<TermSpan> spans = analyzer.FindTerms("Pay Strikes él 7", "en", only_s);
  REQUIRE(spans.size() == 4);
  CHECK(spans[0].exact == kNoTerm);
  CHECK(spans[1].stem == analyzer.TermNumber("Zstrike"));
  CHECK(spans[2].exact == analyzer.TermNumber("el"));
  CHECK(spans[3].exact == analyzer.TermNumber("7"));
  CHECK(analyzer.FindTerms("Pay", "ga", only_s)[0].exact != kNoTerm);
}

// What FindTerms() passes over rests on it.
TEST_CASE("terms begin with the letter of their word", "[analyzer]") {
  const std::string language =
      GENERATE("hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "hu", "it", "lt", "ne", "no",
               "pt", "ro", "ru", "es", "sv", "tr", "xx");
  std::mt19937 random(11);
  Analyzer analyzer;
  for (int round = 0; round < 3000; ++round) {
    std::string word;
    for (auto n = 1 + random() % 9; n > 0; --n) word += static_cast<char>('a' + random() % 26);
    const std::vector<Token> tokens = analyzer.Tokenize(word, language);
    CAPTURE(language, word);
    REQUIRE(tokens.size() == 1);
    CHECK(tokens[0].exact.front() == word.front());
    if (!tokens[0].stem.empty()) CHECK(tokens[0].stem.front() == word.front());
  }
}

TEST_CASE("a full memory is forgotten, and words mean the same thereafter", "[analyzer]") {
  Analyzer analyzer;
  for (int i = 0; i < 100; ++i) analyzer.TermNumber("word" + std::to_string(i));
  const std::uint64_t generation = analyzer.term_generation();
  analyzer.Forget(1000);
  CHECK(analyzer.term_generation() == generation);
  analyzer.Forget(50);
  CHECK(analyzer.term_generation() != generation);
  CHECK(analyzer.Tokenize("strikes", "en")[0].stem == "strike");
}

}  // namespace
}  // namespace backfile
