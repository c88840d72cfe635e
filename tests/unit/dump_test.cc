// Dumps: an article goes out and comes back the same, and nothing else gets in.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/dump.h"

#include <random>

#include "article/json.h"
#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

Article Full() {
  Article a;
  a.external_id = "x-1";
  a.format = "nitf";
  a.title = "Title “curly”";
  a.subtitle = "Under it";
  a.body = "One \"quoted\"\nline\n\nTwo\\";
  a.captions = {"A bridge"};
  a.byline = {"Jane Doe", "Tom Day"};
  a.source = "PA Media";
  a.source_basis = "metadata";
  a.published = ParseIsoDate("1987-06");
  a.published_basis = DateBasis::kDateline;
  a.modified = ParseIsoDate("2018-06-05T09:30:00+01:00");
  a.embargo_until = ParseIsoDate("2018-06-05T09:30Z");
  a.captured = ParseIsoDate("2019");
  a.story = "s";
  a.version = "2";
  a.status = Status::kWithheld;
  a.correction = "The bridge stands.";
  a.language = "pt-BR";
  a.section = "World";
  a.subjects = {"bridges", "rivers"};
  a.people = {{"Kate Allen", "director", {"Ms Allen"}, Basis::kText},
              {"Ben Stone", "", {}, Basis::kMetadata}};
  a.organisations = {"Amnesty International"};
  a.places = {"Oporto"};
  a.acronyms = {{"SDF", "Syrian Democratic Forces"}, {"SDF", "School Dinner Fund"}};
  a.quotes = {{"no evidence", "Kate Allen", Speech::kDirect}, {"it fell", "", Speech::kReported}};
  a.events = {{*ParseIsoDate("2017-06-06"), *ParseIsoDate("2017-06"), "June 6"}};
  a.url = "https://paper.example/1";
  a.other_forms = {"wheel-barrow"};
  a.notes = {"the text was cut off at the limit"};
  a.extras = {{"k", R"({"v":1,"list":[true,null,1.500,1e5,"é\n"]})"},
              {"k", R"("twice \u2028")"},
              {"n", "0.600"}};
  FinishArticle(&a);
  return a;
}

std::vector<Article> ReadLines(const std::string& lines, Problems* problems = nullptr) {
  ReadOptions options;
  options.source = "Not asked for";
  options.latest_date = std::chrono::sys_days(std::chrono::year(1980) / 1 / 1);
  const Reading reading = ReadBytes(lines, "dump.ndjson", options);
  if (problems != nullptr) *problems = reading.problems;
  return reading.articles;
}

}  // namespace

TEST_CASE("an article comes back from a dump as it was, but for its place", "[dump]") {
  const std::vector<Article> articles = ReadLines(DumpLine(Full()) + "\n");
  REQUIRE(articles.size() == 1);
  CHECK(articles[0].locator.archive == "dump.ndjson");
  Article back = articles[0];
  back.locator = {};
  CHECK(back == Full());
  CHECK(DumpLine(back) == DumpLine(Full()));
}

TEST_CASE("what nobody knows stays unknown in a dump", "[dump]") {
  Article bare;
  bare.format = "text";
  bare.body = "Only this.";
  FinishArticle(&bare);
  std::vector<Article> articles = ReadLines(DumpLine(bare) + "\n");
  REQUIRE(articles.size() == 1);
  articles[0].locator = {};
  CHECK(articles[0] == bare);
}

TEST_CASE("a dump's id stands even if it is not made of the article", "[dump]") {
  Article renamed = Full();
  renamed.id = "bf:00000000000000aa";
  CHECK(ReadLines(DumpLine(renamed) + "\n").at(0).id == "bf:00000000000000aa");
  renamed.id = "bf:00000000000000AA";
  CHECK(ReadLines(DumpLine(renamed) + "\n").at(0).id == Full().id);
  renamed.id = "../../etc";
  CHECK(ReadLines(DumpLine(renamed) + "\n").at(0).id == Full().id);
}

TEST_CASE("a line of a later version, or half a line, is refused and the next one read", "[dump]") {
  const std::string good = DumpLine(Full());
  std::string later = good;
  later.replace(later.find(":1,"), 3, ":2,");
  Problems problems;
  const auto articles =
      ReadLines(later + "\n" + good.substr(0, good.size() / 2) + "\n" + good + "\n", &problems);
  CHECK(articles.size() == 1);
  REQUIRE(problems.size() == 2);
  CHECK(problems[0].sentence == "a newer version of Backfile dumped it");
  CHECK(problems[1].sentence == "it is no line of a dump, or a part of one");
}

TEST_CASE("a hostile dump gives clean articles", "[dump]") {
  const auto articles = ReadLines(
      R"({"backfile_dump":1,"id":7,"title":"A\u0000\u001b[31mB","body":["x"],"people":[1,{"role":"y"},)"
      R"({"name":" C "}],"published":"2018-02-30","events":[{"from":"x"}],"status":"gone"})"
      "\n");
  REQUIRE(articles.size() == 1);
  CHECK(articles[0].title == "A [31mB");
  CHECK(articles[0].body.empty());
  REQUIRE(articles[0].people.size() == 1);
  CHECK(articles[0].people[0].name == "C");
  CHECK_FALSE(articles[0].published);
  CHECK(articles[0].events.empty());
  CHECK(articles[0].status == Status::kUsable);
}

TEST_CASE("no broken dump crashes the reader", "[dump]") {
  std::mt19937 random(11);
  const std::string good = DumpLine(Full());
  for (int round = 0; round < 2000; ++round) {
    std::string broken = good;
    for (int i = 0; i < 3; ++i)
      broken[20 + random() % (broken.size() - 20)] = static_cast<char>(random());
    for (const Article& article : ReadLines(broken + "\n")) CHECK_FALSE(article.id.empty());
  }
}

}  // namespace backfile
