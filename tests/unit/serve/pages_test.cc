// Which page a path means.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/pages.h"

#include <random>

#include "article/text.h"
#include "searcher/serve/service.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

TEST_CASE("a path without an ending is a page for people", "[pages]") {
  const Route route = FindRoute("GET", "/search");
  REQUIRE(route.page != nullptr);
  CHECK(route.page->path == "/search");
  CHECK(route.ending == "html");
}

TEST_CASE("an ending asks for the same as data", "[pages]") {
  const std::string ending = GENERATE("json", "jsonl", "csv", "tsv", "ris", "bib", "csl");
  for (const std::string path : {"/search", "/article/bf:0123456789abcdef", "/person"}) {
    CAPTURE(path, ending);
    const Route route = FindRoute("GET", path + "." + ending);
    REQUIRE(route.page != nullptr);
    CHECK(route.ending == ending);
  }
}

TEST_CASE("an id is one segment, decoded", "[pages]") {
  CHECK(FindRoute("GET", "/article/bf%3A0123").id == "bf:0123");
  CHECK(FindRoute("GET", "/article/bf:0123/similar.json").id == "bf:0123");
  CHECK(FindRoute("GET", "/article/a/b").page == nullptr);
  CHECK(FindRoute("GET", "/article/").page == nullptr);
  CHECK(FindRoute("GET", "/article//similar").page == nullptr);
}

TEST_CASE("feeds and documents keep their names", "[pages]") {
  CHECK(FindRoute("GET", "/search.atom").ending == "atom");
  CHECK(FindRoute("GET", "/saved.atom").ending == "atom");
  CHECK(FindRoute("GET", "/openapi.json").page->path == "/openapi.json");
  CHECK(FindRoute("GET", "/assets/backfile.css").id == "backfile.css");
}

TEST_CASE("a page that takes another method is not missing", "[pages]") {
  CHECK(FindRoute("POST", "/search").status == 405);
  CHECK(FindRoute("GET", "/saved/remove").status == 405);
  CHECK(FindRoute("HEAD", "/search").status == 200);
  CHECK(FindRoute("POST", "/saved").status == 200);
  CHECK(FindRoute("GET", "/nothing").status == 404);
}

TEST_CASE("any bytes are a path", "[pages]") {
  std::mt19937 random(3);
  for (int round = 0; round < 1000; ++round) {
    std::string path = "/article/";
    for (auto k = random() % 20; k > 0; --k) path += "%/.:jsonf0\xff"[random() % 11];
    CHECK(IsValidUtf8(FindRoute("GET", path).id));
  }
}

TEST_CASE("every response forbids what pages do not need", "[pages]") {
  HttpResponse response;
  AddSecurityHeaders(&response);
  const std::string_view policy = ParameterOf(response.headers, "Content-Security-Policy");
  CHECK(policy.starts_with("default-src 'none'"));
  CHECK(policy.find("unsafe") == std::string_view::npos);
  CHECK(ParameterOf(response.headers, "X-Content-Type-Options") == "nosniff");
}

}  // namespace
}  // namespace backfile
