// What coordinator and workers say, written down and read back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/messages.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <fstream>
#include <random>
#include <sstream>

#include "article/problem.h"
#include "indexer/batch.h"
#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("claims survive the journey", "[messages]") {
  Claims claims;
  claims.claims = {{3, 1, 2, 4, true}, {70'000, ~0ULL, 0, 9, false}};
  claims.problems.emplace_back(
      5, Problem{Reason::kEmpty, {"", {"a", "b\0c"}, 7, std::nullopt}, "nothing in it"});
  const auto read = UnpackClaims(Pack(claims));
  REQUIRE(read);
  REQUIRE(read->claims.size() == 2);
  CHECK(read->claims[1].record == 70'000);
  CHECK(read->claims[1].id == ~0ULL);
  CHECK(read->claims[0].has_source);
  REQUIRE(read->problems.size() == 1);
  CHECK(read->problems[0].second.reason == Reason::kEmpty);
  CHECK(read->problems[0].second.where == claims.problems[0].second.where);
}

TEST_CASE("options reach the workers unchanged", "[messages]") {
  ReadOptions options;
  options.source = "Northern Wire";
  options.limits.max_nesting = 3;
  options.limits.max_entries = 12;
  options.map.entries = {{"title", {"a.b", "c"}}, {"body", {"d[]"}}};
  options.by_folder = true;
  options.root = "/in/wire";
  options.latest_date = std::chrono::sys_days(std::chrono::year(2020) / 2 / 3);
  const auto setup =
      UnpackSetup(Pack(Setup{{ReadOptions(), options}, "corrected", {"/in"}, "/parts", 7}));
  REQUIRE((setup && setup->sources.size() == 2));
  CHECK(setup->corrections == "corrected");
  CHECK(setup->folders == std::vector<std::string>{"/in"});
  CHECK(setup->parts_dir == "/parts");
  CHECK(setup->memory == 7);
  const auto read = std::optional(setup->sources.at(1));
  REQUIRE(read);
  CHECK(read->source == "Northern Wire");
  CHECK(read->limits.max_nesting == 3);
  CHECK(read->limits.max_entries == 12);
  CHECK(read->map == options.map);
  CHECK(read->by_folder);
  CHECK(read->root == "/in/wire");
  CHECK(read->latest_date == options.latest_date);
  CHECK(read->limits.max_text_bytes == options.limits.max_text_bytes);
}

TEST_CASE("where a source lies does not bear on how it is read", "[messages]") {
  ReadOptions here;
  here.root = "/in/wire";
  here.sections = {{"sport/*", "Sport"}};
  ReadOptions there = here;
  there.root = "/in";
  CHECK(OptionsDigest(here) == OptionsDigest(there));
  there.zone = "Europe/London";
  CHECK(OptionsDigest(here) != OptionsDigest(there));
}

TEST_CASE("an order to read a file on keeps its bookmark", "[messages]") {
  OpenFile order;
  order.bookmark = {70'000, 90'000, 7, 2, 70'004, 9};
  order.was_read_on = true;
  order.known = {7, 0, ~0ULL};
  auto read = UnpackOpenFile(Pack(order));
  REQUIRE(read);
  CHECK(read->bookmark == order.bookmark);
  CHECK(read->was_read_on);
  CHECK(read->known == order.known);
  order.bookmark.records = -1;  // No such bookmark is believed.
  read = UnpackOpenFile(Pack(order));
  REQUIRE(read);
  CHECK(read->bookmark == Bookmark());
}

TEST_CASE("an assignment and a verdict keep their order", "[messages]") {
  const Assignment assignment{
      "/parts/p1", {true, false, true}, {"a.zip", "b.zip", "c.zip"}, {0, 1, 0}};
  const auto read = UnpackAssignment(Pack(assignment));
  REQUIRE(read);
  CHECK(read->skip == assignment.skip);
  CHECK(read->archives == assignment.archives);
  const auto verdict = UnpackVerdict(Pack(Verdict{{Fate::kDrop, Fate::kIndex, Fate::kRename}}));
  REQUIRE(verdict);
  CHECK(verdict->fates == std::vector{Fate::kDrop, Fate::kIndex, Fate::kRename});
}

TEST_CASE("any bytes unpack to a message or to nothing", "[messages]") {
  const auto seed = GENERATE(take(20, random(0U, 1U << 30)));
  CAPTURE(seed);
  std::mt19937 random(seed);
  std::string bytes(random() % 300, '\0');
  for (char& byte : bytes) byte = static_cast<char>(random());
  UnpackClaims(bytes);
  UnpackAssignment(bytes);
  UnpackVerdict(bytes);
  UnpackBuilt(bytes);
  UnpackSetup(bytes);
  UnpackOpenFile(bytes);
  std::string cut = Pack(Assignment{"/p", {true}, {"x"}, {0}});
  cut.resize(random() % cut.size());
  CHECK_FALSE(UnpackAssignment(cut));
}

TEST_CASE("a broken batch is refused, and nothing of it stays in memory", "[messages]") {
  FileDescriptor memory(memfd_create("broken batch", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  REQUIRE(write(memory.get(), "no table", 8) == 8);
  const int seals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  REQUIRE(fcntl(memory.get(), F_ADD_SEALS, seals) == 0);
  CHECK_THROWS_AS(Batch(std::move(memory)), Error);
  std::ostringstream maps;
  maps << std::ifstream("/proc/self/maps").rdbuf();
  CHECK(maps.str().find("broken batch") == std::string::npos);
}
