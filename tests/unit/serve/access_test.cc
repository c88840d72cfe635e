// Who may ask.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/access.h"

#include <fstream>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

HttpRequest Request(Parameters headers, const std::string& method = "GET") {
  return {
      .method = method, .path = "/", .parameters = {}, .form = {}, .headers = std::move(headers)};
}

int StatusFor(const Access& access, const HttpRequest& request) {
  const auto refusal = access.Refusal(request);
  return refusal ? refusal->status : 200;
}

std::string TokenFile(const TempDir& dir, const std::string& token) {
  std::string path = dir / "token";
  std::ofstream(path) << token << "\n";
  return path;
}

TEST_CASE("on this machine the page has the names of this machine", "[access]") {
  const Access access({}, true);
  CHECK(StatusFor(access, Request({{"host", "127.0.0.1:8640"}})) == 200);
  CHECK(StatusFor(access, Request({{"host", "LocalHost"}})) == 200);
  CHECK(StatusFor(access, Request({{"host", "[::1]:8640"}})) == 200);
  CHECK(StatusFor(access, Request({{"host", "evil.example:8640"}})) == 421);
  CHECK(StatusFor(access, Request({})) == 421);
}

TEST_CASE("further names can be allowed", "[access]") {
  const Access access({.hosts = {"archive.example"}}, true);
  CHECK(StatusFor(access, Request({{"host", "archive.example"}})) == 200);
  CHECK(StatusFor(access, Request({{"host", "archive.example.evil"}})) == 421);
}

TEST_CASE("an address that others reach needs a token or a proxy", "[access]") {
  const ServeOptions open;
  CHECK_THROWS_AS(Access(open, false), Error);
  const ServeOptions behind_proxy{.user_header = "X-User"};
  const Access access(behind_proxy, false);
  CHECK(StatusFor(access, Request({{"host", "x"}})) == 403);
  CHECK(StatusFor(access, Request({{"host", "x"}, {"x-user", "ann"}})) == 200);
}

TEST_CASE("the token comes as a password or as a bearer token", "[access]") {
  const TempDir dir;
  const Access access({.token_path = TokenFile(dir, "0123456789abcdef")}, false);
  CHECK(StatusFor(access, Request({})) == 401);
  CHECK(StatusFor(access, Request({{"authorization", "Bearer 0123456789abcdef"}})) == 200);
  CHECK(StatusFor(access, Request({{"authorization", "Bearer 0123456789abcdeF"}})) == 401);
  CHECK(StatusFor(access, Request({{"authorization", "Bearer "}})) == 401);
  // "ann:0123456789abcdef"
  CHECK(StatusFor(access, Request({{"authorization", "Basic YW5uOjAxMjM0NTY3ODlhYmNkZWY="}})) ==
        200);
  CHECK(StatusFor(access, Request({{"authorization", "Basic YW5uOng="}})) == 401);
  CHECK(StatusFor(access, Request({{"authorization", "Basic \xff"}})) == 401);
}

TEST_CASE("a short token is refused", "[access]") {
  const TempDir dir;
  CHECK_THROWS_AS(ReadToken(TokenFile(dir, "secret")), Error);
  CHECK_THROWS_AS(ReadToken(dir / "missing"), Error);
}

TEST_CASE("secrets are the same or not", "[access]") {
  CHECK(SameSecret("abc", "abc"));
  CHECK_FALSE(SameSecret("abc", "abd"));
  CHECK_FALSE(SameSecret("abcabc", "abc"));
  CHECK_FALSE(SameSecret("", "abc"));
}

TEST_CASE("a form from another site changes nothing", "[access]") {
  const Access access({}, true);
  const auto post = [&](const std::string& origin) {
    return StatusFor(access, Request({{"host", "127.0.0.1:8640"}, {"origin", origin}}, "POST"));
  };
  CHECK(post("http://127.0.0.1:8640") == 200);
  CHECK(post("https://evil.example") == 403);
  CHECK(post("http://127.0.0.1:9000") == 403);
  CHECK(post("null") == 403);
  CHECK(StatusFor(access, Request({{"host", "127.0.0.1:8640"}}, "POST")) == 200);
}

}  // namespace
}  // namespace backfile
