// Groups of copies, whatever the order in which articles come and go.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/copy_groups.h"

#include <map>
#include <random>
#include <set>

#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

using Groups = std::map<std::uint64_t, std::uint64_t>;  // By article.

std::string Words(std::size_t count, std::mt19937* random) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += "word" + std::to_string((*random)() % 3000) + " ";
  return text;
}

std::string Day(unsigned day) {
  return "2018-06-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
}

// Stories of which each ran in several papers, cut at will and with a paragraph added.
std::vector<Article> Wires(std::size_t stories, std::mt19937* random) {
  std::vector<Article> articles;
  for (std::size_t i = 0; i < stories; ++i) {
    const std::string text = Words(160, random);
    const std::size_t papers = (*random)() % 4;
    for (std::size_t paper = 0; paper <= papers; ++paper) {
      std::string body = text.substr(0, text.size() - (*random)() % (text.size() / 2));
      if ((*random)() % 3 == 0) body += Words(30, random);
      const auto date = static_cast<unsigned>(1 + (*random)() % 9);
      const std::string day = (*random)() % 5 == 0 ? "" : Day(date);
      articles.push_back(
          MakeArticle("Story " + std::to_string(i), body, day, "Paper " + std::to_string(paper)));
    }
  }
  return articles;
}

// Adds a segment, and what it changes.
void AddNight(const std::string& dir, const std::vector<Article>& articles,
              const std::vector<Tombstone>& hidden = {}) {
  AddSegment(dir, articles, hidden);
  const auto snapshot = Snapshot::Open(dir);
  WriteRelations(snapshot->segment_path(snapshot->segments() - 1),
                 GroupCopies(*snapshot, snapshot->segments() - 1));
}

Groups GroupsIn(const std::string& dir) {
  const auto snapshot = Snapshot::Open(dir);
  Groups groups;
  for (int s = 0; s < snapshot->segments(); ++s) {
    for (const Relation& relation : snapshot->relations(s, RelationKind::kCopies)) {
      CHECK_FALSE(snapshot->tombstones(s).Has(relation.document));
      groups[snapshot->columns(s).id(relation.document)] = relation.value;
    }
  }
  return groups;
}

Groups GroupsOf(const std::vector<Article>& articles) {
  const TempDir dir;
  AddNight(dir.path(), articles);
  return GroupsIn(dir.path());
}

// A form that is filled in with names and figures of chance.
std::string FilledIn(const std::string& form, std::mt19937* random) {
  std::string text;
  for (std::size_t begin = 0; begin < form.size(); begin += 100) {
    const std::string figure = std::to_string((*random)() % 100000);
    text += form.substr(begin, 100) + " by Name" + figure + " for " + figure + " crowns ";
  }
  return text;
}

Tombstone TombstoneOf(const std::string& dir, const Article& article) {
  const auto snapshot = Snapshot::Open(dir);
  const Snapshot::Place place = *snapshot->Find(IdNumber(article.id));
  return {snapshot->generation().segments[static_cast<std::size_t>(place.segment)], place.document};
}

}  // namespace

TEST_CASE("papers that ran one story are one group", "[copies]") {
  std::mt19937 random(5);
  const std::string text = Words(100, &random);
  const Groups groups =
      GroupsOf({MakeArticle("Harbour closed", text, "2018-06-05", "Gazette"),
                MakeArticle("Port shut", text, "2018-06-06", "Courier"),
                MakeArticle("Else", Words(100, &random), "2018-06-05", "Courier")});
  REQUIRE(groups.size() == 2);
  CHECK(groups.begin()->second == groups.rbegin()->second);
}

TEST_CASE("groups do not depend on the nights in which articles came", "[copies]") {
  const int seed = GENERATE(range(1, 6));
  CAPTURE(seed);
  std::mt19937 random(static_cast<unsigned>(seed));
  std::vector<Article> articles = Wires(25, &random);
  const Groups at_once = GroupsOf(articles);
  CHECK(at_once.size() > 20);
  std::ranges::shuffle(articles, random);
  const TempDir dir;
  for (std::size_t begin = 0; begin < articles.size();) {
    const std::size_t end = std::min(articles.size(), begin + 1 + random() % 30);
    AddNight(dir.path(), {articles.begin() + static_cast<std::ptrdiff_t>(begin),
                          articles.begin() + static_cast<std::ptrdiff_t>(end)});
    begin = end;
  }
  CHECK(GroupsIn(dir.path()) == at_once);
}

TEST_CASE("what leaves the index leaves its group as if it had never come", "[copies]") {
  const int seed = GENERATE(range(1, 6));
  CAPTURE(seed);
  std::mt19937 random(static_cast<unsigned>(seed));
  std::vector<Article> articles = Wires(15, &random);
  std::ranges::shuffle(articles, random);
  const TempDir dir;
  AddNight(dir.path(), articles);
  for (int night = 0; night < 8 && articles.size() > 8; ++night) {
    std::vector<Tombstone> hidden;
    for (int i = 0; i < 4; ++i) {
      hidden.push_back(TombstoneOf(dir.path(), articles.back()));
      articles.pop_back();
    }
    const std::vector<Article> fresh = Wires(1, &random);
    AddNight(dir.path(), fresh, hidden);
    articles.insert(articles.begin(), fresh.begin(), fresh.end());
    REQUIRE(GroupsIn(dir.path()) == GroupsOf(articles));
  }
}

TEST_CASE("forms by the thousand take time in proportion, and copies among them are found",
          "[copies]") {
  constexpr int kForms = 1200;
  std::mt19937 random(11);
  const std::string form = Words(150, &random);
  std::vector<Article> articles;
  for (int i = 0; i < kForms; ++i) {
    const std::string day = Day(static_cast<unsigned>(1 + i % 9));
    articles.push_back(MakeArticle("Notice " + std::to_string(i), FilledIn(form, &random), day));
  }
  articles.push_back(MakeArticle("Told again", articles[20].body, Day(9), "Gazette"));
  const TempDir dir;
  AddSegment(dir.path(), articles, {});
  GroupingEffort effort;
  const auto changes = GroupCopies(*Snapshot::Open(dir.path()), 0, &effort);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].relations.size() == 2);
  CHECK(effort.pairs < 200 * kForms);
  CHECK(effort.texts < 20 * kForms);
}
