// Offsets of zones: summer and winter, changes of the clock, long ago, and what is no zone.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/zone.h"

#include "article/article.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

// What the offset makes of a clock, "" without one.
std::string In(const std::string& zone, const std::string& clock) {
  const auto date = ParseIsoDate(clock);
  REQUIRE(date);
  const auto offset = OffsetAt(zone, date->wall());
  return offset ? date->WithAssumedOffset(*offset).ToString() : "";
}

}  // namespace

TEST_CASE("a clock has the offset of its zone on that day", "[zone]") {
  CHECK(In("Europe/London", "2020-01-15T12:00") == "2020-01-15T12:00Z");
  CHECK(In("Europe/London", "2020-06-15T12:00") == "2020-06-15T12:00+01:00");
  CHECK(In("America/New_York", "1987-03-02T09:30:15") == "1987-03-02T09:30:15-05:00");
  CHECK(In("Asia/Kolkata", "2020-06-15T12:00") == "2020-06-15T12:00+05:30");
  CHECK(In("UTC", "2020-06-15T12:00") == "2020-06-15T12:00Z");
}

TEST_CASE("before there were zones a city had its own time", "[zone]") {
  CHECK(In("America/New_York", "1870-06-15T12:00") == "1870-06-15T12:00-04:56");
}

TEST_CASE("an hour shown twice is the second, one left out is counted on", "[zone]") {
  CHECK(In("Europe/London", "2020-10-25T01:30") == "2020-10-25T01:30Z");
  CHECK(In("Europe/London", "2020-03-29T01:30") == "2020-03-29T01:30Z");
  CHECK(In("America/New_York", "2020-11-01T01:30") == "2020-11-01T01:30-05:00");
}

TEST_CASE("what is no area and city is no zone", "[zone]") {
  const std::string name =
      GENERATE("", "Europe/Londn", "europe/london", "BST", "CET", "GMT+1", "Etc/Unknown", "/",
               "Europe/", "Europe/M\xc3\xbcnchen", "\xff/");
  CAPTURE(name);
  CHECK_FALSE(IsKnownZone(name));
  CHECK(In(name, "2020-06-15T12:00").empty());
  CHECK(ZoneFault(name).starts_with("no time zone is called " + name));
  CHECK(ZoneFault("Europe/London").empty());
}

TEST_CASE("an assumed offset is no part of what makes a story itself", "[zone]") {
  Article article;
  article.title = "Harbour strike ends";
  article.published = ParseIsoDate("2020-06-15T12:00");
  const std::string id = ArticleId(article);
  const std::uint64_t digest = ContentDigest(article);
  article.published = article.published->WithAssumedOffset(std::chrono::hours(1));
  CHECK(ArticleId(article) == id);
  CHECK(ContentDigest(article) != digest);
  article.published = ParseIsoDate("2020-06-15T12:00+01:00");
  CHECK(ArticleId(article) != id);
}
