// Facet columns against the rows they were made from.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns.h"

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "article/problem.h"
#include "index/columns_writer.h"
#include "index/rows.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

ColumnRow RandomRow(std::mt19937* random) {
  ColumnRow row;
  row.id = (*random)();
  row.digest = (*random)();
  if ((*random)() % 4 != 0) row.day = static_cast<std::int32_t>((*random)() % 40000) - 10000;
  row.external_id = std::to_string((*random)() % 1000);
  row.title = std::string((*random)() % 20, 't');
  for (std::size_t facet = 0; facet < kFacets; ++facet) {
    // Some facets stay empty, some have one value, some many: each takes its own form.
    const std::size_t most = facet % 3;
    for (std::size_t i = 0, n = (*random)() % (most + 1); i < n; ++i) {
      row.values[facet].push_back("v" + std::to_string(i) + std::to_string((*random)() % 400));
    }
  }
  return row;
}

std::vector<ColumnRow> WriteRows(const std::string& dir, int count, unsigned seed) {
  std::mt19937 random(seed);
  RowsWriter writer(dir);
  std::vector<ColumnRow> rows;
  for (int i = 0; i < count; ++i) {
    rows.push_back(RandomRow(&random));
    writer.Add(rows.back());
  }
  writer.Close();
  std::ofstream(dir + "/iamglass") << "a segment";
  ColumnsWriter columns_writer(dir);
  for (const ColumnRow& row : rows) columns_writer.Add(row);
  columns_writer.EndRows();
  columns_writer.Close({});
  return rows;
}

TEST_CASE("columns give back every row", "[columns]") {
  const TempDir dir;
  const int count = GENERATE(0, 1, 700);
  CAPTURE(count);
  const auto rows = WriteRows(dir.path(), count, 42);
  const auto columns = Columns::Open(dir.path(), static_cast<std::uint32_t>(count));
  for (std::uint32_t d = 1; d <= rows.size(); ++d) {
    const ColumnRow& row = rows[d - 1];
    REQUIRE(columns->id(d) == row.id);
    REQUIRE(columns->digest(d) == row.digest);
    REQUIRE(columns->day(d) == row.day);
    REQUIRE(columns->external_id(d) == row.external_id);
    REQUIRE(columns->title(d) == row.title);
    for (std::size_t f = 0; f < kFacets; ++f) {
      std::vector<std::string> texts;
      for (const std::uint32_t v : columns->values(static_cast<Facet>(f), d)) {
        texts.emplace_back(columns->value_text(static_cast<Facet>(f), v));
      }
      std::vector<std::string> expected = row.values[f];
      std::sort(expected.begin(), expected.end());
      std::sort(texts.begin(), texts.end());
      REQUIRE(texts == expected);
    }
  }
}

TEST_CASE("counting over documents equals counting the rows", "[columns]") {
  const TempDir dir;
  const auto rows = WriteRows(dir.path(), 700, 43);
  const auto columns = Columns::Open(dir.path(), 700);
  std::vector<std::uint32_t> every_third;
  for (std::uint32_t d = 1; d <= 700; d += 3) every_third.push_back(d);
  for (std::size_t f = 0; f < kFacets; ++f) {
    std::map<std::string, std::uint32_t> expected;
    std::int64_t expected_without = 0;
    for (std::uint32_t d = 1; d <= 700; d += 3) {
      for (const std::string& value : rows[d - 1].values[f]) ++expected[value];
      if (rows[d - 1].values[f].empty()) ++expected_without;
    }
    const auto facet = static_cast<Facet>(f);
    std::vector<std::uint32_t> counts(columns->value_count(facet));
    CHECK(columns->Count(facet, every_third, &counts) == expected_without);
    for (std::uint32_t v = 0; v < counts.size(); ++v) {
      const auto it = expected.find(std::string(columns->value_text(facet, v)));
      REQUIRE(counts[v] == (it == expected.end() ? 0 : it->second));
    }
  }
}

TEST_CASE("columns of another segment, or damaged ones, are refused", "[columns]") {
  const TempDir dir;
  WriteRows(dir.path(), 10, 44);
  CHECK_THROWS_AS(Columns::Open(dir.path(), 11), Error);
  SECTION("another segment") { std::ofstream(dir / "iamglass") << "another"; }
  SECTION("cut off") { std::filesystem::resize_file(dir / "columns", 100); }
  SECTION("gone") { std::filesystem::remove(dir / "columns"); }
  CHECK_THROWS_AS(Columns::Open(dir.path(), 10), Error);
}

std::string ReadFile(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(out).str();
}

// Everything that can be asked for. A damaged file may answer wrongly, but only in its own terms.
void AskForAll(const Columns& columns) {
  std::vector<std::uint32_t> documents;
  for (std::uint32_t d = 1; d <= columns.documents(); ++d) documents.push_back(d);
  for (std::size_t f = 0; f < kFacets; ++f) {
    const auto facet = static_cast<Facet>(f);
    for (const std::uint32_t d : documents) {
      for (const std::uint32_t v : columns.values(facet, d)) {
        REQUIRE(v < columns.value_count(facet));
        columns.value_text(facet, v);
      }
      columns.title(d);
      columns.external_id(d);
      REQUIRE(columns.precision(d) <= Precision::kSecond);
    }
    std::vector<std::uint32_t> counts;
    CHECK(columns.Count(facet, documents, &counts) <= columns.documents());
  }
}

TEST_CASE("a flipped byte anywhere in columns does no harm", "[columns]") {
  const TempDir dir;
  WriteRows(dir.path(), 12, 45);
  const std::string whole = ReadFile(dir / "columns");
  int opened = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 0xff);
    std::ofstream(dir / "columns", std::ios::binary) << flipped;
    CAPTURE(at);
    try {
      AskForAll(*Columns::Open(dir.path(), 12));
      ++opened;
    } catch (const Error& error) {
      CHECK(error.code() == ExitCode::kIndex);
    }
  }
  CHECK(opened > 0);
}

}  // namespace
}  // namespace backfile
