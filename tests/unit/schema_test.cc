// The schema: terms, values, and that docs/schema.md tells of them truly.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/schema.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "index/columns.h"
#include "index/index.h"
#include "tests/support/catch.h"

using namespace backfile;

namespace {

std::string ReadSchemaDocument() {
  std::ifstream file(BACKFILE_ROOT "/docs/schema.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string_view KindName(FieldKind kind) {
  switch (kind) {
    case FieldKind::kWords:
      return "words";
    case FieldKind::kExact:
      return "exact";
    case FieldKind::kUnique:
      return "unique";
    case FieldKind::kDate:
      return "date";
    case FieldKind::kMark:
      return "mark";
  }
  return "";
}

// The beginning of a field's row in the table of terms.
std::string RowOf(const Field& field) {
  const std::string prefix = field.prefix.empty() ? " " : " `" + std::string(field.prefix) + "` ";
  return "\n| `" + std::string(field.name) + "` |" + prefix + "| " +
         std::string(KindName(field.kind)) + " |";
}

}  // namespace

TEST_CASE("docs/schema.md has every field with its prefix and kind, and no other", "[schema]") {
  const std::string document = ReadSchemaDocument();
  REQUIRE_FALSE(document.empty());
  for (const Field& field : kFields) {
    CAPTURE(field.name);
    CHECK(document.find(RowOf(field)) != std::string::npos);
  }
  const std::size_t begin = document.find("\n| field | prefix |");
  const std::size_t end = document.find("\n\n", begin);
  const std::string table = document.substr(begin, end - begin);
  CHECK(std::ranges::count(table, '\n') == static_cast<std::ptrdiff_t>(kFields.size()) + 2);
}

TEST_CASE("docs/schema.md names the facets by their numbers, and the version", "[schema]") {
  const std::string document = ReadSchemaDocument();
  std::string facets;
  for (std::size_t i = 0; i < kFacets; ++i) {
    const std::string name(FacetName(static_cast<Facet>(i)));
    facets += (i == 0 ? "" : ", ") + std::to_string(i) + " " + name;
  }
  const auto one_line = [](std::string text) {
    std::ranges::replace(text, '\n', ' ');
    return text;
  };
  CHECK(one_line(document).find(facets + ".") != std::string::npos);
  CHECK(document.find("now " + std::to_string(kSchemaVersion) + ",") != std::string::npos);
}

TEST_CASE("no term of one field can be taken for one of another", "[schema]") {
  std::set<std::string_view> prefixes;
  for (const Field& field : kFields) {
    CAPTURE(field.name);
    CHECK(prefixes.insert(field.prefix).second);
    if (field.prefix.starts_with('X')) {
      CHECK(field.prefix.ends_with(':'));
    }
    CHECK(Prefix(field.name) == field.prefix);
  }
}

TEST_CASE("days sort as bytes as they do as numbers", "[schema]") {
  CHECK(DayValue(-1) < DayValue(0));
  CHECK(DayValue(0) < DayValue(1));
  CHECK(DayValue(-100'000) < DayValue(-1));
  CHECK(DayValue(255) < DayValue(256));
  CHECK(DayValue(0).size() == 4);
}

TEST_CASE("a term is cut at a character, and a zero byte counts twice", "[schema]") {
  const std::string plain(kMaxTermBytes, 'a');
  CHECK(CutTerm(plain) == plain);
  CHECK(CutTerm(plain + "b") == plain);
  const std::string accented = std::string(kMaxTermBytes - 1, 'a') + "é";
  CHECK(CutTerm(accented) == accented.substr(0, kMaxTermBytes - 1));
  CHECK(CutTerm(std::string(200, '\0')).size() == kMaxTermBytes / 2);
}
