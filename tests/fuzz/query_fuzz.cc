// Any bytes as a question: a tree that can be written and read again, or a message with a place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/text.h"
#include "searcher/parser.h"
#include "searcher/query.h"
#include "tests/fuzz/require.h"

namespace backfile {
namespace {

void CheckError(const QueryError& error, std::string_view query) {
  Require(error.at <= query.size());
  Require(!error.sentence.empty());
  Require(IsValidUtf8(ToString(error, query)));
}

void CheckTree(const Node& node, std::size_t size) {
  Require(node.begin <= node.end && node.end <= size);
  for (const Node& child : node.children) CheckTree(child, size);
}

// A question written from a tree may be longer than what it was read from.
constexpr QueryLimits kWide{.max_bytes = 1 << 20, .max_clauses = 1 << 20, .max_depth = 200};

void ReadAgain(const Node& tree) {
  const std::string printed = ToQuery(tree);
  const auto again = ParseQuery(printed, kWide);
  Require(again.has_value());
  Require(SameMeaning(*again, tree));
  Require(ToQuery(*again) == printed);
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const std::string_view query = Bytes(bytes, size);
  for (const auto& parsed : {ParseQuery(query), ParsePlainWords(query)}) {
    if (!parsed) {
      CheckError(parsed.error(), query);
      continue;
    }
    CheckTree(*parsed, size);
    ReadAgain(*parsed);
  }
  return 0;
}
