// The whole text of an article, and the body cut out of it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/article_text.h"

#include <random>

#include "article/run_together.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

bool operator==(const Sentence& a, const Sentence& b) {
  return a.first == b.first && a.last == b.last && a.starts_paragraph == b.starts_paragraph;
}

// Whether the body's words are those that a scan of it alone gives.
bool IsScanOfBody(const Words& body, const Article& article) {
  Words alone;
  ScanWords(article.body, &alone);
  PartRunTogether(Lexicon::Default(), &alone);
  const auto same_word = [](const Word& a, const Word& b) {
    return a.begin == b.begin && a.end == b.end && a.hash == b.hash && a.kind == b.kind;
  };
  const auto same_sentence = [](const Sentence& a, const Sentence& b) { return a == b; };
  return body.text == article.body && std::ranges::equal(body.words, alone.words, same_word) &&
         std::ranges::equal(body.sentences, alone.sentences, same_sentence);
}

// Words and marks by chance, of the sort that begin, end and join sentences.
std::string RandomText(std::mt19937* random) {
  constexpr auto kPieces =
      std::to_array<std::string_view>({"Hale", "said", "the", ".", "! ", "\n", "\n\n", " ", "\"",
                                       "\u2019s", "U.S.", "Mr.", "\u2026", ",", "12", "-", "Ł"});
  std::string text;
  for (auto left = (*random)() % 40; left > 0; --left)
    text += kPieces[(*random)() % kPieces.size()];
  return text;
}

}  // namespace

TEST_CASE("the body is as if it were scanned alone", "[article_text]") {
  std::mt19937 random(7);
  ArticleText text;
  for (int round = 0; round < 2000; ++round) {
    Article article;
    article.title = RandomText(&random);
    article.subtitle = RandomText(&random);
    article.body = RandomText(&random);
    article.captions = {RandomText(&random), RandomText(&random)};
    FinishArticle(&article);
    text.Read(article);
    CAPTURE(round, article.title, article.subtitle, article.body);
    REQUIRE(IsScanOfBody(text.body(), article));
  }
}

TEST_CASE("a title that begins the body is read once", "[article_text]") {
  Article article;
  article.title = "Hale Resigns";
  article.body = "Hale Resigns\n\nShe said so.";
  ArticleText text;
  text.Read(article);
  CHECK(text.all().words.size() == text.body().words.size());
}
