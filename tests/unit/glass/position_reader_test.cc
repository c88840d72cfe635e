// Positions read along a list are those that libxapian reads one by one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_reader.h"

#include <random>

#include "documents.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

using Positions = std::vector<std::uint32_t>;

Positions ByApi(const Xapian::Database& database, const std::string& term, Xapian::docid document) {
  return {database.positionlist_begin(document, term), database.positionlist_end(document, term)};
}

// Asks for every document or for some, ascending, in the way of a search.
void CheckAlong(const std::string& dir, const std::string& term, unsigned one_of) {
  CAPTURE(term, one_of);
  const Xapian::Database database(dir);
  const TableLookup table(dir, Table::kPosition);
  PositionCursor cursor(&table, term);
  std::mt19937 random(one_of);
  Positions found;
  for (Xapian::docid document = 1; document <= database.get_lastdocid() + 1; ++document) {
    if (random() % one_of != 0) continue;
    cursor.Read(document, &found);
    const bool is_there = document <= database.get_lastdocid();
    REQUIRE(found == (is_there ? ByApi(database, term, document) : Positions()));
  }
}

// Neighbours in the table: a term, it with a zero byte, it with a letter.
Documents LikeTerms() {
  const std::string_view terms[] = {"a", "ab", {"ab\0", 3}, {"ab\0c", 4}, "aba", "abc", "b"};
  std::mt19937 engine(3);
  const auto random = [&engine] { return static_cast<unsigned>(engine()); };
  Documents documents;
  for (Xapian::docid number = 1; number < 3000; number += 1 + random() % 3) {
    Xapian::Document document;
    for (const std::string_view term : terms) {
      for (unsigned n = random() % 4; n > 0 && random() % 3 > 0; --n) {
        document.add_posting(std::string(term), 1 + random() % 900);
      }
    }
    // In one document more than a block holds.
    for (unsigned p = 1; number > 1500 && number < 1504 && p < 60000; p += 1 + random() % 9) {
      document.add_posting("ab", p);
    }
    documents.emplace_back(number, document);
  }
  return documents;
}

}  // namespace

TEST_CASE("positions along a term's list are those of the API", "[glass]") {
  const TempDir dir;
  WriteOptions options;
  options.block_bytes = GENERATE(2048U, 8192U);
  options.term_lists = false;
  WriteDirectly(LikeTerms(), dir / "db", options);
  const std::string_view term =
      GENERATE(std::string_view("a"), std::string_view("ab"), std::string_view("ab\0", 3),
               std::string_view("ab\0c", 4), std::string_view("abc"), std::string_view("b"),
               std::string_view("aa"), std::string_view("c"), std::string_view("A"));
  for (const unsigned one_of : {1U, 2U, 40U, 700U})
    CheckAlong(dir / "db", std::string(term), one_of);
}
