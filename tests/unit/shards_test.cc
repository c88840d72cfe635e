// Several indexes as one, and cluster files.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/shards.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <set>

#include "article/digest.h"
#include "index/copy_groups.h"
#include "index/versions.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

// Articles of which some are copies and some are versions of one another.
std::vector<Article> Stories(std::mt19937* random) {
  std::vector<Article> stories;
  for (int n = 0; n < 25; ++n) {
    std::string text;
    for (int i = 0; i < 120; ++i) text += "word" + std::to_string((*random)() % 2000) + " ";
    const std::string title = "Story " + std::to_string(n);
    for (std::size_t paper = 0; paper <= (*random)() % 4; ++paper) {
      stories.push_back(MakeArticle(title, text.substr(0, text.size() - paper * 40), "2018-06-05",
                                    "Paper " + std::to_string(paper)));
    }
    for (const char* version : {"1", "2"}) {
      Article told = MakeArticle(title + " told", text + version, "2018-06-06", "Wire");
      told.id.clear();
      told.external_id = "wire-" + std::to_string(n);
      told.version = version;
      FinishArticle(&told);
      if ((*random)() % 2 == 0) stories.push_back(told);
    }
  }
  return stories;
}

std::unique_ptr<Snapshot> Open(const std::vector<std::string>& dirs) {
  std::vector<MissingShard> missing;
  auto snapshot = OpenShards({.places = dirs}, &missing);
  CHECK(missing.empty());
  return snapshot;
}

// Of each living article what is said of it, by its id and content.
using Said = std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t>;
Said SaidOf(const Snapshot& snapshot, RelationKind kind) {
  Said said;
  for (int s = 0; s < snapshot.segments(); ++s) {
    const Columns& columns = snapshot.columns(s);
    for (std::uint32_t d = 1; d <= columns.documents(); ++d) {
      if (snapshot.tombstones(s).Has(d)) continue;
      const std::pair key(columns.id(d), columns.digest(d));
      CHECK_FALSE(said.contains(key));  // Each once.
      said[key] = FindRelation(snapshot.relations(s, kind), d);
    }
  }
  return said;
}

// With the relations that a run would write.
void AddRelated(const std::string& dir, const std::vector<Article>& articles) {
  AddSegment(dir, articles);
  const auto snapshot = Snapshot::Open(dir);
  const int newest = snapshot->segments() - 1;
  std::vector<RelationRun> runs = GroupCopies(*snapshot, newest);
  std::ranges::move(FindSuperseded(*snapshot, newest, {}), std::back_inserter(runs));
  WriteRelations(snapshot->segment_path(newest), runs);
}

std::string WriteCluster(const TempDir& dir, const std::string& text) {
  const std::string path = dir / "cluster.toml";
  std::ofstream(path) << text;
  return path;
}

}  // namespace

TEST_CASE("several indexes say what one of all their articles would", "[shards]") {
  const auto seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  const TempDir cache;
  setenv("BACKFILE_CACHE", cache.path().c_str(), 1);
  std::mt19937 random(seed);
  const std::vector<Article> stories = Stories(&random);
  const TempDir one;
  AddRelated(one.path(), stories);
  const TempDir shards[3];
  std::vector<Article> of_shard[3];
  for (const Article& story : stories) {
    of_shard[random() % 3].push_back(story);
    if (random() % 4 == 0) {
      auto& other = of_shard[random() % 3];  // And once more, perhaps elsewhere.
      if (other.empty() || other.back().id != story.id) other.push_back(story);
    }
  }
  for (int i = 0; i < 3; ++i) AddRelated(shards[i].path(), of_shard[i]);
  const auto expected = Snapshot::Open(one.path());
  for (int pass = 0; pass < 2; ++pass) {  // The second reads what the first has kept.
    const auto several = Open({shards[0].path(), shards[1].path(), shards[2].path()});
    CHECK(several->articles() == expected->articles());
    for (const RelationKind kind : kRelationKinds) {
      CHECK(SaidOf(*several, kind) == SaidOf(*expected, kind));
    }
  }
  unsetenv("BACKFILE_CACHE");
}

TEST_CASE("where an article stands is told of all indexes that have it", "[shards]") {
  const TempDir cache;
  setenv("BACKFILE_CACHE", cache.path().c_str(), 1);
  Article story = MakeArticle("Walls", "A wall of stone.", "2018-06-05");
  const TempDir a;
  const TempDir b;
  story.locator.archive = "/first";
  AddSegment(a.path(), {story});
  story.locator.archive = "/second";
  AddSegment(b.path(), {story});
  const auto both = Open({a.path(), b.path()});
  CHECK(both->articles() == 1);
  const auto place = both->Find(IdNumber(story.id));
  REQUIRE(place);
  CHECK(both->Load(*place).locator.archive == "/first");
  const std::vector<Locator> copies = both->CopiesOf(*place);
  REQUIRE(copies.size() == 1);
  CHECK(copies.front().archive == "/second");
  unsetenv("BACKFILE_CACHE");
}

TEST_CASE("a cluster file stands for what it names", "[shards]") {
  const TempDir dir;
  const std::string path = WriteCluster(dir,
                                        "home = \"kept\"\ntimeout = \"3s\"\nconnect_timeout = "
                                        "\"1s\"\n[[shard]]\npath = \"a\"\n"
                                        "[[shard]]\npath = \"/b\"\n[[shard]]\nserver = \"c:1\"\n");
  const Shards shards = ReadShards({path, "/d"});
  CHECK(shards.places == std::vector<std::string>{dir / "a", "/b", "c:1", "/d"});
  CHECK(shards.home == dir / "kept");
  CHECK(shards.limits.answer == std::chrono::seconds(3));
  CHECK(shards.limits.connect == std::chrono::seconds(1));
}

TEST_CASE("a wrong cluster file is refused with its line", "[shards]") {
  const TempDir dir;
  const auto [text, line] = GENERATE(table<std::string, std::string>({
      {"[[shard]]\npath = 7\n", ":2:"},
      {"[[shard]]\nserver = \"a\"\n", ":2:"},
      {"[[shard]]\nserver = \"a:0\"\n", ":2:"},
      {"[[shard]]\nserver = \"a:65536\"\n", ":2:"},
      {"[[shard]]\n", ":1:"},
      {"shard = \"a\"\n", ":1:"},
      {"\ntimeout = \"fast\"\n", ":2:"},
      {"\n\n[other]\n", ":3:"},
      {"[[", ":1:"},
  }));
  CAPTURE(text);
  CHECK_THROWS_WITH(ReadShards({WriteCluster(dir, text)}), Catch::Contains(line));
}

TEST_CASE("one index is the home of its alerts, several are none", "[shards]") {
  const TempDir a;
  CHECK(ReadShards({a.path()}).home == a.path());
  CHECK(ReadShards({a.path(), a.path()}).home.empty());
  CHECK(ReadShards({"host:1"}).home.empty());
}

TEST_CASE("a server that is not there is missing, and all of them are an error", "[shards]") {
  const TempDir a;
  AddSegment(a.path(), {MakeArticle("Walls", "A wall of stone.")});
  std::vector<MissingShard> missing;
  const auto snapshot = OpenShards({.places = {a.path(), "127.0.0.1:1"}}, &missing);
  CHECK(snapshot->articles() == 1);
  REQUIRE(missing.size() == 1);
  CHECK(missing.front().place == "127.0.0.1:1");
  CHECK_THROWS_WITH(OpenShards({.places = {"127.0.0.1:1"}}, &missing),
                    Catch::Contains("127.0.0.1:1 does not answer"));
}
