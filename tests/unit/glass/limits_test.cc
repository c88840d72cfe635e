// Where numbers and sizes meet their limits.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/problem.h"
#include "comparison.h"
#include "documents.h"
#include "index/glass/inverter.h"
#include "index/glass/merge.h"
#include "index/glass/part.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

const std::vector<std::string> kNone;

Xapian::Document WithTerm(const std::string& term, Xapian::termcount wdf) {
  Xapian::Document document;
  document.add_term(term, wdf);
  document.add_value(0, "v");
  document.set_data("d");
  return document;
}

// `checked`: by Xapian's check, too, which takes 4 bytes of memory a document number.
void CheckBothWays(const Documents& documents, bool checked = true) {
  const TempDir dir;
  WriteByApi(documents, dir / "api", {});
  WriteDirectly(documents, dir / "direct", {});
  if (checked) CHECK(CheckErrors(dir / "direct") == 0);
  CHECK(Differences(dir / "api", dir / "direct", true, 20) == kNone);
}

}  // namespace

TEST_CASE("documents may be numbered up to 2^32 - 1, with gaps", "[glass]") {
  Documents documents;
  for (const Xapian::docid number : {1U, 0x7fffU, 0x8000U, 0x3fffffU, 0x400000U, 0x1fffffffU,
                                     0x20000000U, 0xfffffff0U, 0xfffffffeU, 0xffffffffU}) {
    documents.emplace_back(number, WithTerm("word", number % 1000 + 1));
  }
  CheckBothWays(documents, false);
}

TEST_CASE("a posting list goes over many chunks", "[glass]") {
  Documents documents;
  for (Xapian::docid number = 1; number <= 20000; ++number) {
    documents.emplace_back(2 * number, WithTerm(number % 2 == 0 ? "even" : "odd", number % 300));
    documents.back().second.add_posting("everywhere", number % 70);
  }
  CheckBothWays(documents);
}

TEST_CASE("frequencies may add up to 2^32 - 2 in a document", "[glass]") {
  Xapian::Document document;
  document.add_term("many", 0xfffffff0);
  document.add_term("few", 0xe);
  CheckBothWays({{1, document}});
}

TEST_CASE("a document too long for its length is refused", "[glass]") {
  Inverter inverter;
  inverter.Begin(1);
  inverter.AddPosting(inverter.AddTerm("many"), 0xfffffffe, {});
  CHECK_THROWS_AS(inverter.AddPosting(inverter.AddTerm("few"), 1, {}), Error);
}

TEST_CASE("a term too long for a key is refused when the database is written", "[glass]") {
  const TempDir dir;
  Inverter inverter;
  inverter.Begin(1);
  inverter.AddPosting(inverter.AddTerm(std::string(125, '\0')), 1, {});
  inverter.WriteRun(dir.path(), 0);
  WritePartInfo(dir.path(), {1, 1, 1});
  std::filesystem::create_directories(dir / "out");
  CHECK_THROWS_AS(WriteDatabase({dir.path()}, dir / "out"), Error);
}

TEST_CASE("documents of all inputs together may not pass 2^32", "[glass]") {
  const TempDir dir;
  for (const std::string name : {"a", "b"}) {
    WriteDirectly({{0x80000000U, WithTerm("word", 1)}}, dir / name, {});
  }
  std::filesystem::create_directories(dir / "out");
  CHECK_THROWS_AS(WriteDatabase({dir / "a", dir / "b"}, dir / "out"), Error);
}

TEST_CASE("a record that ends in a long run of one byte is kept", "[glass]") {
  const TempDir dir;
  Xapian::Document document = WithTerm("word", 1);
  document.set_data(std::string(100000, ' '));
  WriteDirectly({{1, document}}, dir / "direct", {});
  CHECK(Xapian::Database(dir / "direct").get_document(1).get_data() == document.get_data());
}

TEST_CASE("records of tens of megabytes are kept", "[glass][slow]") {
  Documents documents;
  for (Xapian::docid number = 1; number <= 3; ++number) {
    Xapian::Document document = WithTerm("word", 1);
    document.set_data(RandomBytes(std::size_t{20000000} * number, number));
    documents.emplace_back(number, document);
  }
  CheckBothWays(documents);
}

TEST_CASE("a posting list of a million documents is kept", "[glass][slow]") {
  const TempDir dir;
  WriteByApi({}, dir / "none", {});
  Inverter inverter;
  const std::uint32_t word = inverter.AddTerm("word");
  for (std::uint32_t number = 1; number <= 1000000; ++number) {
    inverter.Begin(number);
    inverter.AddPosting(word, 1 + number % 200, {});
  }
  inverter.WriteRun(dir.path(), 0);
  WritePartInfo(dir.path(), {1000000, 1000000, 1});
  std::filesystem::create_directories(dir / "out");
  WriteDatabase({dir.path()}, dir / "out");
  CHECK(CheckErrors(dir / "out") == 0);
  const Xapian::Database database(dir / "out");
  Xapian::docid expected = 0;
  for (auto p = database.postlist_begin("word"); p != database.postlist_end("word"); ++p) {
    ++expected;
    if (*p != expected || p.get_wdf() != 1 + expected % 200) FAIL("at " << expected);
  }
  CHECK(expected == 1000000);
}
