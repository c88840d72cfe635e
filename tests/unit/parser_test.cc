// The query language: what is read, what is refused where, and that no bytes break it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/parser.h"

#include <random>

#include "tests/support/catch.h"

namespace backfile {
namespace {

std::string Reprinted(std::string_view query) {
  const auto node = ParseQuery(query);
  return node ? ToQuery(*node) : "error at " + std::to_string(node.error().at);
}

TEST_CASE("a query is read into one tree, whatever the spelling", "[parser]") {
  const auto [query, printed] = GENERATE(table<std::string, std::string>({
      {"coalition strikes raqqa", "coalition strikes raqqa"},
      {"coalition AND strikes", "coalition strikes"},
      {"a b OR c", "a b OR c"},
      {"a (b OR c)", "a (b OR c)"},
      {"(a b) c", "a b c"},
      {"-word", "NOT word"},
      {"a -\"b c\"", "a NOT \"b c\""},
      {"--long", "long"},
      {"“war crimes”", "\"war crimes\""},
      {"„Krieg“ «guerre»", "\"Krieg\" \"guerre\""},
      {"=strikes colour~ rais*", "=strikes colour~ rais*"},
      {"a NEAR/5 b NEAR/5 c", "a NEAR/5 b NEAR/5 c"},
      {"a NEAR b /s c", "a NEAR/10 b /s c"},
      {"a /p (b OR c)", "a /p (b OR c)"},
      {"ATLEAST3(raqqa mosul)", "ATLEAST3(raqqa) ATLEAST3(mosul)"},
      {"title:(siege raqqa)", "title:siege title:raqqa"},
      {"source:(PA OR Reuters)", "source:PA OR source:Reuters"},
      {"SOURCE:\"The Guardian\"", "source:\"The Guardian\""},
      {"crime NEAR/5 person:*", "crime NEAR/5 person:*"},
      {"date:2018-06-05..2018-07", "date:2018-06-05..2018-07"},
      {"date:*-06-06", "date:*-06-06"},
      {"id:bf:1a2b3c", "id:bf:1a2b3c"},
      {"O'Neill US-led AT&T 9/11 C++", "O'Neill US-led AT&T 9/11 C++"},
      {"a@b.org http://x.org/?q=1", "a@b.org http://x.org/?q=1"},
      {"at 9:30 – who?", "at 9:30 who?"},
      {"", "*"},
      {"*", "*"},
  }));
  CAPTURE(query);
  CHECK(Reprinted(query) == printed);
}

TEST_CASE("a plain question can be written as a query, operators and all", "[parser]") {
  const auto plain = ParsePlainWords("NOT the strike OR title:budget NEAR -Raqqa");
  REQUIRE(plain);
  const std::string printed = ToQuery(*plain);
  CHECK(printed == "\"NOT\" OR the OR strike OR \"OR\" OR title OR budget OR \"NEAR\" OR Raqqa");
  const auto again = ParseQuery(printed);
  REQUIRE(again);
  CHECK(SameMeaning(*plain, *again));
}

TEST_CASE("what cannot be meant is refused at its character", "[parser]") {
  const auto [query, at] = GENERATE(table<std::string, std::size_t>({
      {"raqqa AND", 6},
      {"OR raqqa", 0},
      {"a (b c", 2},
      {"a b) c", 3},
      {"()", 0},
      {"say \"war crimes", 4},
      {"x \"...\"", 2},
      {"tilte:siege", 0},
      {"a title: b", 2},
      {"date:2018-13", 5},
      {"date:2019..2018", 5},
      {"a NEAR/0 b", 7},
      {"a NEAR/5 date:2018", 9},
      {"id:xyz", 3},
      {"a \xff", 2},
      {"!!!", 0},
  }));
  CAPTURE(query);
  const auto node = ParseQuery(query);
  REQUIRE_FALSE(node.has_value());
  CHECK(node.error().at == at);
}

TEST_CASE("an unknown field names the nearest known one", "[parser]") {
  const auto node = ParseQuery("sorce:PA");
  REQUIRE_FALSE(node.has_value());
  CHECK(node.error().sentence.find("source:") != std::string::npos);
}

TEST_CASE("the message points at the character", "[parser]") {
  const auto node = ParseQuery("raqqa AND");
  REQUIRE_FALSE(node.has_value());
  CHECK(ToString(node.error(), "raqqa AND").ends_with("\n  raqqa AND\n        ^"));
}

std::string Repeated(std::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += piece;
  return text;
}

std::string Nested(int depth) {
  std::string text = Repeated("(", depth);
  text += 'a';
  text += Repeated(")", depth);
  return text;
}

TEST_CASE("limits refuse, and name themselves", "[parser]") {
  CHECK_FALSE(ParseQuery(Repeated("a ", 1025)).has_value());
  CHECK(ParseQuery(Repeated("a ", 1024)).has_value());
  CHECK_FALSE(ParseQuery(Repeated("a", 33 * 1024)).has_value());
  CHECK_FALSE(ParseQuery(Nested(21)).has_value());
  CHECK(ParseQuery(Nested(20)).has_value());
  CHECK_FALSE(ParseQuery(Repeated("a /s b /p ", 50) + "c").has_value());
}

TEST_CASE("limits can be others", "[parser]") {
  CHECK(ParseQuery(Repeated("a ", 1025), {.max_clauses = 1025}).has_value());
  CHECK(ParseQuery(Nested(21), {.max_depth = 21}).has_value());
  CHECK_FALSE(ParseQuery("a b c", {.max_clauses = 2}).has_value());
  CHECK_FALSE(ParsePlainWords("a b c", {.max_clauses = 2}).has_value());
  const auto node = ParseQuery(Repeated("a", 2001), {.max_bytes = 2000});
  REQUIRE_FALSE(node.has_value());
  CHECK_THAT(node.error().sentence, Catch::StartsWith("longer than 2 KB"));
}

// Pieces that make well-formed and ill-formed queries about equally likely.
std::string RandomQuery(std::mt19937* random) {
  static const std::vector<std::string> pieces = {
      "word",     "US-led",   "(",       ")",      "\"",      "“",         "”",
      " ",        " ",        " OR ",    " AND ",  "NOT ",    "-",         "=",
      "~",        "*",        "?",       "title:", "source:", "date:2018", "date:",
      "person:*", " NEAR/5 ", " PRE/2 ", " /s ",   " /p ",    "ATLEAST2(", "foo:",
      "\xc3\xa9", "\xff",     "\x01",    "東京",   "..",      "!",         "id:bf:abcdef",
      "9/11"};
  std::string query;
  const std::size_t count = (*random)() % 12;
  for (std::size_t i = 0; i < count; ++i) query += pieces[(*random)() % pieces.size()];
  return query;
}

void CheckTotal(const std::string& query) {
  CAPTURE(query);
  const auto node = ParseQuery(query);
  if (!node) {
    CHECK(node.error().at <= query.size());
    CHECK_FALSE(node.error().sentence.empty());
    CHECK_FALSE(ToString(node.error(), query).empty());
    return;
  }
  const std::string printed = ToQuery(*node);
  CAPTURE(printed);
  const auto again = ParseQuery(printed);
  REQUIRE(again.has_value());
  CHECK(SameMeaning(*node, *again));
}

TEST_CASE("any query gives a tree that prints as itself, or a place", "[parser]") {
  std::mt19937 random(20180605);
  for (int i = 0; i < 20'000; ++i) CheckTotal(RandomQuery(&random));
}

TEST_CASE("any bytes give a tree or a place", "[parser]") {
  std::mt19937 random(42);
  for (int i = 0; i < 2'000; ++i) {
    std::string bytes(random() % 200, '\0');
    const bool ascii = i % 2 == 0;
    for (char& c : bytes) c = static_cast<char>(ascii ? 32 + random() % 95 : random() % 256);
    CheckTotal(bytes);
  }
  std::string long_one(10 * 1024, '\0');
  for (char& c : long_one) c = static_cast<char>(random() % 256);
  CheckTotal(long_one);
}

TEST_CASE("nothing in plain words is an operator", "[parser]") {
  const auto node = ParsePlainWords("Who said \"NOT guilty\" (title:x) -y?");
  REQUIRE(node.has_value());
  CHECK(node->kind == NodeKind::kOr);
  CHECK(node->children.size() == 7);
}

}  // namespace
}  // namespace backfile
