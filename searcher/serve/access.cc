// Four questions, in their order.
//
// A page on this machine is reached by every site that a browser on it visits: by a name that is
// made to resolve to 127.0.0.1 (so the name must be known), and by a form that another site sends
// (so its origin must be this one). Reading across origins is what browsers themselves prevent.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/access.h"

#include <algorithm>
#include <fstream>

#include "article/text.h"
#include "searcher/serve/page.h"

namespace backfile {

namespace {

constexpr std::size_t kShortestToken = 16;

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

// "localhost:8640" and "[::1]:8640" without the port.
std::string_view NameOf(std::string_view host) {
  const std::size_t colon = host.rfind(':');
  const std::size_t bracket = host.rfind(']');
  const bool has_port =
      colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket);
  return has_port ? host.substr(0, colon) : host;
}

// RFC 4648; nothing from the first character on that is none of its.
std::string DecodeBase64(std::string_view text) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kDigits.find(c);
    if (value == std::string_view::npos) break;
    bits = (bits << 6 | static_cast<unsigned>(value)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count & 0xff);
  }
  return out;
}

bool IsForeignForm(const HttpRequest& request) {
  if (request.method == "GET" || request.method == "HEAD") return false;
  const std::string_view origin = request.header("origin");
  if (origin.empty()) return false;  // No browser.
  const std::size_t slashes = origin.find("//");
  return slashes == std::string_view::npos || origin.substr(slashes + 2) != request.header("host");
}

}  // namespace

bool SameSecret(std::string_view given, std::string_view secret) {
  volatile unsigned difference = given.size() == secret.size() ? 0U : 1U;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const char other = secret.empty() ? '\0' : secret[i % secret.size()];
    difference = difference | static_cast<unsigned char>(given[i] ^ other);
  }
  return difference == 0;
}

std::string ReadToken(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  if (!file || !std::getline(file, line)) {
    throw Error(ExitCode::kUsage, "serve: the token cannot be read from " + path);
  }
  std::string token(Trim(line));
  if (token.size() < kShortestToken) {
    throw Error(ExitCode::kUsage, "serve: the token in " + path + " is too short; 16 characters " +
                                      "or more, such as `openssl rand -hex 16` prints");
  }
  return token;
}

Access::Access(const ServeOptions& options, bool is_loopback)
    : user_header_(Lower(options.user_header)), hosts_(options.hosts) {
  if (!options.token_path.empty()) token_ = ReadToken(options.token_path);
  if (!is_loopback && token_.empty() && user_header_.empty()) {
    throw Error(ExitCode::kUsage,
                "serve: others could reach " + options.listen +
                    "; give --token-file, or --user-header of a reverse proxy that asks who they "
                    "are, or listen on 127.0.0.1");
  }
  checks_hosts_ = is_loopback || !hosts_.empty();
  if (is_loopback) hosts_.insert(hosts_.end(), {"localhost", "127.0.0.1", "[::1]"});
}

bool Access::KnowsHost(std::string_view host) const {
  const std::string name = Lower(std::string(NameOf(host)));
  return std::ranges::any_of(hosts_,
                             [&](const std::string& known) { return Lower(known) == name; });
}

bool Access::HasToken(const HttpRequest& request) const {
  constexpr std::string_view kBearer = "Bearer ";
  constexpr std::string_view kBasic = "Basic ";
  const std::string_view given = request.header("authorization");
  if (given.starts_with(kBearer)) return SameSecret(given.substr(kBearer.size()), token_);
  if (!given.starts_with(kBasic)) return false;
  const std::string pair = DecodeBase64(given.substr(kBasic.size()));
  const std::size_t colon = std::min(pair.find(':'), pair.size() - 1);
  return !pair.empty() && SameSecret(std::string_view(pair).substr(colon + 1), token_);
}

std::optional<HttpResponse> Access::Refusal(const HttpRequest& request) const {
  if (checks_hosts_ && !KnowsHost(request.header("host"))) {
    return ErrorPage(421, "Unknown host",
                     "This page is not known by that name. Start it with --host NAME if it is "
                     "to be.");
  }
  if (!token_.empty() && !HasToken(request)) {
    HttpResponse refusal = ErrorPage(401, "Who are you?", "The token is asked for as a password.");
    refusal.headers.emplace_back("WWW-Authenticate", "Basic realm=\"Backfile\"");
    return refusal;
  }
  if (!user_header_.empty() && request.header(user_header_).empty()) {
    return ErrorPage(403, "Not let in", "The reverse proxy has not said who you are.");
  }
  if (IsForeignForm(request)) {
    return ErrorPage(403, "Sent from elsewhere", "This form was sent from another site.");
  }
  return std::nullopt;
}

}  // namespace backfile
