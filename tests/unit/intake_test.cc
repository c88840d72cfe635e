// What becomes of each record and each article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/intake.h"

#include <unordered_map>

#include "tests/support/catch.h"

using namespace backfile;

namespace {

LedgerRecord Known(std::uint64_t digest, std::uint64_t id, std::optional<std::int64_t> offset = {},
                   std::vector<std::string> members = {}) {
  LedgerRecord record;
  record.digest = digest;
  record.articles = {{id, 0}};
  record.locator.members = std::move(members);
  record.locator.offset = offset;
  return record;
}

Input InputOf(const std::string& path, std::vector<LedgerRecord> old_records) {
  return Input({{path, 1, 1, 1, 1, 1}, 0, 0, std::move(old_records), {}, {}});
}

Input Unread() { return InputOf("/in/new", {}); }

struct Fixture {
  Intake intake{nullptr};
  GivenArticle article;
  Fate Decide(const Claim& claim, const Input& input = Unread()) {
    return intake.Decide(claim, input, {"/in/new", {}, {}, {}}, &article);
  }
};

}  // namespace

TEST_CASE("a table of ids finds what was put into it", "[intake]") {
  IdTable table;
  std::unordered_map<std::uint64_t, std::uint64_t> model;
  std::uint64_t x = 88172645463325252ULL;
  for (int i = 0; i < 20'000; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    const std::uint64_t id = i % 3 == 0 ? x % 500 : x;
    table.Put(id, static_cast<std::uint64_t>(i));
    model[id] = static_cast<std::uint64_t>(i);
  }
  CHECK(table.size() == model.size());
  for (const auto& [id, number] : model) {
    REQUIRE(table.Find(id) != nullptr);
    CHECK(*table.Find(id) == number);
  }
  CHECK(IdTable().Find(1) == nullptr);
}

TEST_CASE_METHOD(Fixture, "an identical copy is one article with a further place", "[intake]") {
  CHECK(Decide({0, 5, 50, 5, false}) == Fate::kIndex);
  CHECK(Decide({1, 5, 50, 5, false}) == Fate::kDrop);
  CHECK(intake.TakeDecided().places.size() == 1);
  CHECK(intake.added == 1);
  CHECK(intake.copies == 1);
}

TEST_CASE_METHOD(Fixture, "a copy with other metadata is known as what is indexed", "[intake]") {
  CHECK(Decide({0, 5, 50, 5, false}) == Fate::kIndex);
  CHECK(Decide({1, 5, 51, 5, false}) == Fate::kDrop);
  CHECK(article == GivenArticle{5, 50});
}

TEST_CASE_METHOD(Fixture, "two articles of one identifier are both kept", "[intake]") {
  CHECK(Decide({0, 5, 50, 100, false}) == Fate::kIndex);
  CHECK(Decide({1, 5, 51, 101, false}) == Fate::kRename);
  CHECK(article == GivenArticle{101, 51});
  CHECK(Decide({2, 5, 51, 101, false}) == Fate::kDrop);
  CHECK(intake.added == 2);
}

TEST_CASE_METHOD(Fixture, "what a broken run has built is not built again", "[intake]") {
  intake.AlreadyBuilt(5, 50);
  CHECK(Decide({0, 5, 50, 5, false}) == Fate::kDrop);
  CHECK(intake.TakeDecided().dropped.empty());
  CHECK(Decide({0, 5, 51, 100, true}) == Fate::kIndex);
  CHECK(intake.TakeDecided().dropped.empty());
}

TEST_CASE_METHOD(Fixture, "two versions under an identifier of a source stand side by side",
                 "[intake]") {
  CHECK(Decide({0, 5, 50, 100, true}) == Fate::kIndex);
  CHECK(Decide({1, 5, 51, 101, true}) == Fate::kIndex);
  CHECK(article == GivenArticle{5, 51});
  CHECK(Decide({2, 5, 50, 100, true}) == Fate::kDrop);
  const Decided decided = intake.TakeDecided();
  REQUIRE(decided.places.size() == 1);
  CHECK(decided.places[0].id == PlaceKey(5, 50));
  CHECK(intake.added == 2);
}

TEST_CASE("records of a file are recognised wherever they have moved in it", "[intake]") {
  Input input = InputOf("/in/a", {Known(1, 10, 0), Known(2, 20, 5), Known(2, 21, 9)});
  CHECK(input.Match(Known(2, 0, 0))->articles.front().id == 20);
  CHECK(input.Match(Known(2, 0, 7))->articles.front().id == 21);
  CHECK(input.Match(Known(2, 0, 9)) == nullptr);
  CHECK(input.Match(Known(1, 0, 99))->articles.front().id == 10);
  CHECK(input.Match(Known(1, 0, 99, {"other"})) == nullptr);
  CHECK(input.WhatFell().empty());
}

TEST_CASE("a file may hold the same record any number of times", "[intake]") {
  constexpr std::size_t kTimes = 300'000;
  std::vector<LedgerRecord> old_records;
  for (std::size_t i = 0; i < kTimes; ++i) {
    old_records.push_back(Known(11, 1, static_cast<std::int64_t>(i)));
  }
  Input input = InputOf("/in/same", old_records);
  for (std::size_t i = 0; i < kTimes; ++i) {
    const LedgerRecord* known = input.Match(old_records.front());
    REQUIRE(known != nullptr);
    REQUIRE(known->locator.offset == static_cast<std::int64_t>(i));
  }
  CHECK(input.Match(old_records.front()) == nullptr);
  CHECK(input.WhatFell().empty());
}

TEST_CASE("a record in the place of another supersedes it", "[intake]") {
  Input input = InputOf("/in/a", {Known(1, 10), Known(2, 20, {}, {"m"})});
  const LedgerRecord edited = Known(3, 30, {}, {"m"});
  CHECK(input.Match(edited) == nullptr);
  input.TookIn(edited, input.last_match());
  const auto fallen = input.WhatFell();
  REQUIRE(fallen.size() == 2);
  for (const auto& gone : fallen) {
    CHECK((gone.standing == Standing::kReplaced) == (gone.articles.front().id == 20));
  }
}

TEST_CASE("in a stream an edit supersedes, a deletion does not", "[intake]") {
  const bool adds_one_more = GENERATE(false, true);
  Input input = InputOf("/in/a", {Known(1, 10, 0), Known(2, 20, 5), Known(3, 30, 9)});
  input.Match(Known(1, 0, 0));
  input.TookIn(Known(7, 70, 5), input.last_match());
  if (adds_one_more) input.TookIn(Known(8, 80, 6), input.last_match());
  input.Match(Known(3, 0, 12));
  const auto fallen = input.WhatFell();
  REQUIRE(fallen.size() == 1);
  CHECK((fallen[0].standing == Standing::kReplaced) == !adds_one_more);
}

TEST_CASE("in a stream an edit that keeps its identifier supersedes, whatever comes with it",
          "[intake]") {
  Input input = InputOf("/in/a", {Known(1, 10, 0), Known(2, 20, 5)});
  input.Match(Known(1, 0, 0));
  input.TookIn(Known(7, 20, 5), input.last_match());
  input.TookIn(Known(8, 80, 6), input.last_match());
  const auto fallen = input.WhatFell();
  REQUIRE(fallen.size() == 1);
  CHECK(fallen[0].standing == Standing::kReplaced);
}

TEST_CASE_METHOD(Fixture, "what a broken run has dropped again may come back", "[intake]") {
  intake.AlreadyBuilt(5, 50);
  intake.AlreadyDropped({5, 51});
  CHECK(Decide({0, 5, 50, 5, false}) == Fate::kDrop);
  intake.AlreadyDropped({5, 50});
  CHECK(Decide({1, 5, 50, 5, false}) == Fate::kIndex);
}

TEST_CASE("what stands before the bookmark of a file that is read on has not fallen", "[intake]") {
  const std::vector<LedgerRecord> old = {Known(1, 11, 0), Known(2, 12, 50), Known(3, 13, 90)};
  Input input({{"/in/a", 1, 1, 1, 1, 1},
               0,
               0,
               old,
               {{Reason::kTooLarge, {}, "early"}, {Reason::kTooLarge, {}, "late"}},
               {50, 50, 1, 1, 50, 7}});
  REQUIRE(input.ReadOn());
  CHECK_FALSE(input.ReadOn());
  CHECK(input.OldRecords().size() == 1);
  REQUIRE(input.OldProblems().size() == 1);
  CHECK(input.OldProblems().front().sentence == "early");
  REQUIRE(input.Match(Known(2, 0, 50)) != nullptr);
  const std::vector<LedgerRecord> fallen = input.WhatFell();
  REQUIRE(fallen.size() == 1);
  CHECK(fallen.front().digest == 3);
}

TEST_CASE("a file without a bookmark is not read on, nor one of which something was met",
          "[intake]") {
  Input without = InputOf("/in/a", {Known(1, 11, 0)});
  CHECK_FALSE(without.ReadOn());
  Input begun({{"/in/a", 1, 1, 1, 1, 1}, 0, 0, {Known(1, 11, 0)}, {}, {50, 50, 1, 0, 50, 7}});
  REQUIRE(begun.Match(Known(1, 0, 0)) != nullptr);
  CHECK_FALSE(begun.ReadOn());
  Input lying({{"/in/a", 1, 1, 1, 1, 1}, 0, 0, {Known(1, 11, 0)}, {}, {50, 50, 2, 0, 50, 7}});
  CHECK_FALSE(lying.ReadOn());
}

TEST_CASE("a record that a worker was lost to is to come with its bytes, and every one like it",
          "[intake]") {
  LedgerRecord lost = Known(2, 12);
  lost.refused = Reason::kTimeout;
  const Input input = InputOf("/in/a", {Known(1, 11), lost, Known(2, 12), Known(2, 12, {}, {"m"})});
  const std::vector<std::uint64_t> keys = input.KnownKeys();
  REQUIRE(keys.size() == 4);
  CHECK(keys[0] != 0);
  CHECK(keys[1] == 0);
  CHECK(keys[2] == 0);
  CHECK(keys[3] != 0);
}

TEST_CASE("of equal records each old one is matched once", "[intake]") {
  Input input = InputOf("/in/a", {Known(1, 11, 0), Known(2, 12, 9), Known(1, 11, 18)});
  CHECK(input.Match(Known(2, 0, 0)) != nullptr);
  CHECK(input.Match(Known(1, 0, 9)) != nullptr);
  CHECK(input.Match(Known(1, 0, 18)) != nullptr);
  CHECK(input.Match(Known(1, 0, 27)) == nullptr);
  CHECK(input.WhatFell().empty());
}
