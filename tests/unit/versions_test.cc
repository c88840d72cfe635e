// Which tellings of a story stand, whatever the order in which they came.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/versions.h"

#include <map>
#include <random>

#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

constexpr const char* kText =
    "A bridge fell into the river at Aske on Monday and three cars are missing, police said in the "
    "morning. Divers were on their way from Halden.";
constexpr const char* kOther =
    "Keepers of forty locks met to talk about pensions, the price of grease and the water that is "
    "left in the upper basin when summer ends.";

// The title tells articles apart.
Article Telling(const std::string& title, const std::string& identifier, const std::string& version,
                const std::string& text = kText) {
  Article article;
  article.external_id = identifier;
  article.version = version;
  article.source = "Wire";
  article.title = title;
  article.body = text;
  FinishArticle(&article);
  return article;
}

void AddNight(const std::string& dir, const std::vector<Article>& articles,
              const std::vector<Tombstone>& hidden = {}) {
  AddSegment(dir, articles, hidden);
  const auto snapshot = Snapshot::Open(dir);
  WriteRelations(snapshot->segment_path(snapshot->segments() - 1),
                 FindSuperseded(*snapshot, snapshot->segments() - 1, hidden));
}

// What is said of each article, by its title.
std::map<std::string, std::uint64_t> Said(const std::string& dir) {
  const auto snapshot = Snapshot::Open(dir);
  std::map<std::string, std::uint64_t> said;
  for (int s = 0; s < snapshot->segments(); ++s) {
    for (std::uint32_t d = 1; d <= snapshot->columns(s).documents(); ++d) {
      if (snapshot->tombstones(s).Has(d)) continue;
      said[std::string(snapshot->columns(s).title(d))] =
          FindRelation(snapshot->relations(s, RelationKind::kSuperseded), d);
    }
  }
  return said;
}

std::map<std::string, std::uint64_t> AtOnce(const std::vector<Article>& articles) {
  const TempDir dir;
  AddNight(dir.path(), articles);
  return Said(dir.path());
}

using Map = std::map<std::string, std::uint64_t>;

}  // namespace

TEST_CASE("the newest version stands", "[versions]") {
  CHECK(AtOnce({Telling("a", "n1", "9"), Telling("b", "n1", "10"), Telling("c", "n2", "1")}) ==
        Map{{"a", 1}, {"b", 0}, {"c", 0}});
}

TEST_CASE("a kill withdraws every version before it", "[versions]") {
  Article kill = Telling("kill", "n1", "3", "Please kill.");
  kill.status = Status::kCanceled;
  CHECK(AtOnce({Telling("a", "n1", "1"), Telling("b", "n1", "2"), kill}) ==
        Map{{"a", 2}, {"b", 2}, {"kill", 0}});
}

TEST_CASE("an identifier that was given twice hides nothing", "[versions]") {
  CHECK(AtOnce({Telling("a", "1", ""), Telling("b", "1", "", kOther)}) == Map{{"a", 0}, {"b", 0}});
}

TEST_CASE("which version stands does not depend on the order of coming and going", "[versions]") {
  std::mt19937 random(4);
  std::vector<Article> articles;
  for (int i = 0; i < 24; ++i) {
    const std::string version = i % 3 == 0 ? "" : std::to_string(random() % 12);
    articles.push_back(Telling("t" + std::to_string(i), "n" + std::to_string(i % 5), version,
                               i % 4 == 0 ? kOther : kText));
    if (i % 11 == 0) articles.back().status = Status::kCanceled;
  }
  const TempDir dir;
  std::vector<Article> alive;
  for (std::size_t i = 0; i < articles.size(); i += 2) {
    std::vector<Tombstone> hidden;
    if (i % 6 == 4) {
      const auto snapshot = Snapshot::Open(dir.path());
      hidden.push_back({snapshot->generation().segments.front(), 1});
      if (!snapshot->tombstones(0).Has(1)) alive.erase(alive.begin());
    }
    AddNight(dir.path(), {articles[i], articles[i + 1]}, hidden);
    alive.push_back(articles[i]);
    alive.push_back(articles[i + 1]);
    REQUIRE(Said(dir.path()) == AtOnce(alive));
  }
}
