// What makes articles versions of one story, and which is the newest.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/story.h"

#include <limits>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

Article From(const std::string& source, const std::string& identifier) {
  Article article;
  article.source = source;
  article.external_id = identifier;
  return article;
}

}  // namespace

TEST_CASE("an identifier means a story only within its source", "[story]") {
  CHECK(StoryKey(From("PA", "n1")) == StoryKey(From("pa", "n1")));
  CHECK(StoryKey(From("PA", "n1")) != StoryKey(From("dpa", "n1")));
  CHECK(StoryKey(From("", "n1")) == 0);
  CHECK(StoryKey(Article()) == 0);
}

TEST_CASE("names and addresses mean the same everywhere", "[story]") {
  CHECK(StoryKey(From("", "urn:newsml:pa:1")) == StoryKey(From("PA", "urn:newsml:pa:1")));
  Article page;
  page.url = "https://www.example.com/news/1/?utm_source=x#top";
  CHECK(StoryKey(page) == StoryKey(From("Example", "http://example.com/news/1")));
}

TEST_CASE("what a format gives as the story counts before the identifier", "[story]") {
  Article one = From("PA", "n1");
  Article two = From("PA", "n2");
  one.story = two.story = "du-7";
  CHECK(StoryKey(one) == StoryKey(two));
}

TEST_CASE("addresses are compared without what does not matter", "[story]") {
  CHECK(CanonicalAddress("HTTPS://WWW.Example.com/A/index.html") == "example.com/A");
  CHECK(CanonicalAddress("http://example.com/?id=7&utm_medium=rss&p=2") == "example.com?id=7&p=2");
  CHECK(CanonicalAddress("example.com") == "example.com");
  CHECK(CanonicalAddress("") == "");
  CHECK(CanonicalAddress("http://") == "");
}

TEST_CASE("versions are numbers if they can be", "[story]") {
  CHECK(IsOlderVersion("9", "10"));
  CHECK(IsOlderVersion("007", "8"));
  CHECK(IsOlderVersion("", "1"));
  CHECK(IsOlderVersion("2", "2018-06-05"));
  CHECK(IsOlderVersion("2018-06-05", "2018-06-06"));
  CHECK_FALSE(IsOlderVersion("10", "10"));
  CHECK_FALSE(IsOlderVersion("010", "10"));
}

TEST_CASE("of tellings one is older, whatever they say", "[story]") {
  Article early = From("PA", "n1");
  Article late = early;
  late.modified = ParseIsoDate("2018-06-05T10:00:00Z");
  CHECK(IsOlder(RankOf(early, 9), RankOf(late, 1)));
  early.version = "3";
  CHECK(IsOlder(RankOf(late, 1), RankOf(early, 9)));
  CHECK(IsOlder(RankOf(early, 1), RankOf(early, 2)));
  CHECK_FALSE(IsOlder(RankOf(early, 1), RankOf(early, 1)));
}
