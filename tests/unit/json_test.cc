// Articles as JSON.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/json.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("a JSON string is valid whatever comes in", "[json]") {
  std::string out;
  AppendJsonString("a\"b\\c\n\x01\xff\xE2\x80\xA8", &out);
  CHECK(out == "\"a\\\"b\\\\c\\n \xEF\xBF\xBD\\u2028\"");
}

TEST_CASE("what a terminal or a reader would obey is escaped in JSON", "[json]") {
  std::string out;
  AppendJsonString("a\u009b31m b\u202ec \u061c \ufeff\U000e0041 é “x” \U0001f600", &out);
  CHECK(out == "\"a\\u009b31m b\\u202ec \\u061c \\ufeff\\udb40\\udc41 é “x” \U0001f600\"");
  Article article;
  article.extras = {{"weird", "\"x\u009b\""}};
  CHECK(ToJson(article) == R"({"status":"usable","extras":{"weird":"x\u009b"}})");
}

TEST_CASE("what is unknown is an absent key", "[json]") {
  Article article;
  article.title = "T";
  article.published = ParseIsoDate("1987-06");
  article.published_basis = DateBasis::kMetadata;
  article.people.push_back({"Kate Allen", "director", {"Ms Allen"}, Basis::kText});
  CHECK(ToJson(article) ==
        R"({"title":"T","published":"1987-06","published_precision":"month",)"
        R"("published_basis":"metadata","status":"usable","people":[{"name":"Kate Allen",)"
        R"("role":"director","mentions":["Ms Allen"],"basis":"text"}]})");
}
