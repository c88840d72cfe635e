// Articles: what makes them themselves, and whole.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/article.h"

#include <cerrno>
#include <set>

#include "article/digest.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {
Article Story(std::string title, std::string body) {
  Article article;
  article.title = std::move(title);
  article.body = std::move(body);
  return article;
}
}  // namespace

TEST_CASE("an article's id does not depend on where it was read", "[article]") {
  Article a = Story("Harbour strike ends", "Dockers went back to work.");
  Article b = a;
  b.locator = {"/other/place.zip", {"x.txt"}, 7, 9};
  CHECK(ArticleId(a) == ArticleId(b));
  CHECK(ContentDigest(a) == ContentDigest(b));
}

TEST_CASE("whatever an article says is in its digest, and nothing else", "[article]") {
  const PartialDate day = PartialDate::Day(std::chrono::year(1987) / 6 / 5);
  const PartialDate utc = PartialDate::Wall(day.wall(), Precision::kDay, std::chrono::minutes(0));
  using Change = void (*)(Article*, PartialDate, PartialDate);
  const Change changes[] = {
      [](Article*, PartialDate, PartialDate) {},
      [](Article* a, PartialDate, PartialDate) { a->external_id = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->format = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->title = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->subtitle = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->body = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->captions = {"x"}; },
      [](Article* a, PartialDate, PartialDate) {
        a->captions = {"", "x"};
      },
      [](Article* a, PartialDate, PartialDate) { a->byline = {"x"}; },
      [](Article* a, PartialDate, PartialDate) { a->source = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->source_basis = "x"; },
      [](Article* a, PartialDate d, PartialDate) { a->published = d; },
      [](Article* a, PartialDate, PartialDate u) { a->published = u; },
      [](Article* a, PartialDate, PartialDate) { a->published_basis = DateBasis::kHand; },
      [](Article* a, PartialDate d, PartialDate) { a->modified = d; },
      [](Article* a, PartialDate d, PartialDate) { a->embargo_until = d; },
      [](Article* a, PartialDate d, PartialDate) { a->captured = d; },
      [](Article* a, PartialDate, PartialDate) { a->story = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->version = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->status = Status::kCanceled; },
      [](Article* a, PartialDate, PartialDate) { a->correction = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->language = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->section = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->subjects = {"x"}; },
      [](Article* a, PartialDate, PartialDate) {
        a->people = {{"x", "", {}, Basis::kText}};
      },
      [](Article* a, PartialDate, PartialDate) {
        a->people = {{"x", "", {}, Basis::kMetadata}};
      },
      [](Article* a, PartialDate, PartialDate) {
        a->people = {{"x", "x", {"x"}, Basis::kText}};
      },
      [](Article* a, PartialDate, PartialDate) { a->organisations = {"x"}; },
      [](Article* a, PartialDate, PartialDate) { a->places = {"x"}; },
      [](Article* a, PartialDate, PartialDate) {
        a->acronyms = {{"x", "x"}};
      },
      [](Article* a, PartialDate, PartialDate) {
        a->quotes = {{"x", "", Speech::kDirect}};
      },
      [](Article* a, PartialDate, PartialDate) {
        a->quotes = {{"x", "", Speech::kReported}};
      },
      [](Article* a, PartialDate d, PartialDate) {
        a->events = {{d, d, "x"}};
      },
      [](Article* a, PartialDate, PartialDate) { a->url = "x"; },
      [](Article* a, PartialDate, PartialDate) { a->other_forms = {"x"}; },
      [](Article* a, PartialDate, PartialDate) { a->notes = {"x"}; },
      [](Article* a, PartialDate, PartialDate) {
        a->extras = {{"x", "1"}};
      },
  };
  std::set<std::uint64_t> digests;
  for (const Change& change : changes) {
    Article article;
    change(&article, day, utc);
    CHECK(digests.insert(ContentDigest(article)).second);
    article.id = "bf:0123456789abcdef";
    article.locator = {"a.zip", {"b.txt"}, 7, 9};
    CHECK_FALSE(digests.insert(ContentDigest(article)).second);
  }
}

TEST_CASE("an identifier within a source outlives a change of the text", "[article]") {
  Article a = Story("Harbour strike ends", "Dockers went back to work.");
  a.source = "Northern Wire";
  a.external_id = "nw-17";
  Article b = a;
  b.body = "Dockers went back to work on Monday.";
  CHECK(ArticleId(a) == ArticleId(b));
  CHECK(ContentDigest(a) != ContentDigest(b));
  b.source = "Evening Mail";
  CHECK(ArticleId(a) != ArticleId(b));
}

TEST_CASE("without an identifier the content is the identity", "[article]") {
  CHECK(ArticleId(Story("A", "b")) == ArticleId(Story("A", "b")));
  CHECK(ArticleId(Story("A", "b")) != ArticleId(Story("Ab", "")));
}

TEST_CASE("what parts paragraphs besides empty lines is no part of the identity", "[article]") {
  Article wire = Story("Harbour strike ends", "It ended.\n   They went back\nto work.");
  Article typed = Story("Harbour strike ends", "It ended.\nThey went back\nto work.");
  FinishArticle(&wire);
  FinishArticle(&typed);
  CHECK(wire.body == "It ended.\n\nThey went back\nto work.");
  CHECK(wire.id == typed.id);
}

TEST_CASE("lists of any length are finished in linear time", "[article]") {
  Article article = Story("Harbour strike ends", "Dockers went back to work.");
  for (int i = 0; i < 300'000; ++i) {
    article.subjects.push_back("subject " + std::to_string(i));
    article.people.push_back({"Person " + std::to_string(i), "", {}, Basis::kMetadata});
  }
  article.subjects.push_back(" subject  7 ");
  FinishArticle(&article);
  CHECK(article.subjects.size() == 300'000);
  CHECK(article.people.size() == 300'000);
}

TEST_CASE("finishing drops empty and repeated values and borrows a title", "[article]") {
  Article article = Story("", "  First line here.  \n\n\n Second   paragraph.\n");
  article.places = {" Leeds ", "", "Leeds"};
  FinishArticle(&article);
  CHECK(article.title == "First line here.");
  CHECK(article.body == "First line here.\n\nSecond paragraph.");
  CHECK(article.places == std::vector<std::string>{"Leeds"});
  CHECK(article.id.size() == 19);
}

TEST_CASE("a shortage is the fault of no input and no index", "[problem]") {
  CHECK(SystemError(ExitCode::kIndex, "it", ENOENT).code() == ExitCode::kIndex);
  CHECK(SystemError(ExitCode::kIndex, "it", EMFILE).code() == ExitCode::kTryLater);
  CHECK(SystemError(ExitCode::kInput, "it", ENOSPC).code() == ExitCode::kTryLater);
}

TEST_CASE("a digest taken piece by piece is that of the whole", "[article]") {
  std::string text;
  RunningDigest digest;
  for (std::size_t size : {0U, 1U, 300U, 7U, 4096U}) {
    const std::string piece(size, static_cast<char>('a' + size % 26));
    text += piece;
    digest.Add(piece);
    CHECK(digest.value() == Digest(text));
  }
}
