// Any bytes as the address of a page: a route, parameters, and a search that has an address again.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/problem.h"
#include "article/text.h"
#include "searcher/serve/html.h"
#include "searcher/serve/pages.h"
#include "searcher/serve/state.h"
#include "tests/fuzz/require.h"

namespace backfile {
namespace {

void FindRoutes(std::string_view path) {
  for (const char* method : {"GET", "POST", "TRACE"}) {
    const Route route = FindRoute(method, path);
    Require(route.page != nullptr || route.status == 404 || route.status == 405);
  }
}

// Nothing that was asked ends an attribute or begins an element.
void RequireEscaped(std::string_view text) {
  Html html;
  html << text << Address{"/search", {{"q", std::string(text)}}};
  Require(std::move(html).Take().find_first_of("<>\"'") == std::string::npos);
}

void ReadState(const Parameters& parameters) {
  const SearchState state = ParseState(parameters);
  Require(ParseState(ToParameters(state)) == state);
  Require(state.page >= 1 && state.page <= kMostPages);
  try {
    QueryOf(state);
  } catch (const Error& error) {
    Require(error.code() == ExitCode::kUsage);
  }
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const std::string_view address = Bytes(bytes, size);
  const std::size_t mark = std::min(address.find('?'), size);
  FindRoutes(address.substr(0, mark));
  const Parameters parameters = ParseParameters(address.substr(std::min(mark + 1, size)));
  Require(ParseParameters(FormatParameters(parameters)) == parameters);
  for (const auto& [name, value] : parameters) RequireEscaped(value);
  ReadState(parameters);
  return 0;
}
