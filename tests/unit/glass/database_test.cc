// What is written directly is what libxapian would have written.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "comparison.h"
#include "documents.h"
#include "index/glass/merge.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

const std::vector<std::string> kNone;

// Both ways of writing, checked and compared.
void CheckBothWays(const Documents& documents, const WriteOptions& options) {
  const TempDir dir;
  WriteByApi(documents, dir / "api", options);
  WriteDirectly(documents, dir / "direct", options);
  CHECK(CheckErrors(dir / "direct") == 0);
  CHECK(Differences(dir / "api", dir / "direct", options.term_lists) == kNone);
}

WriteOptions NastyOptions(unsigned seed) {
  WriteOptions options;
  options.block_bytes = 2048U << (seed % 6);
  options.term_lists = seed % 5 != 0;
  options.documents_a_run = seed % 3 == 0 ? 7 : SIZE_MAX;
  for (unsigned i = 0; i < seed % 7; ++i) {
    options.metadata[RandomBytes(1 + i * 9, seed + i)] = RandomBytes(1 + i * 800, seed + i);
  }
  return options;
}

void CheckSeed(unsigned seed) {
  CAPTURE(seed);
  const WriteOptions options = NastyOptions(seed);
  const std::uint32_t gap = !options.term_lists ? 0 : seed % 4 == 1 ? 2000000 : seed % 4;
  CheckBothWays(NastyDocuments(seed % 90, seed, gap), options);
}

}  // namespace

TEST_CASE("news stories give the API's database", "[glass]") {
  CheckBothWays(NewsStories(1500, 1), {});
}

TEST_CASE("runs of a part give the API's database", "[glass]") {
  WriteOptions options;
  options.documents_a_run = 97;
  CheckBothWays(NewsStories(700, 2), options);
}

TEST_CASE("without term lists the API's database comes out as well", "[glass]") {
  WriteOptions options;
  options.term_lists = false;
  CheckBothWays(NewsStories(700, 3), options);
}

TEST_CASE("no documents give an empty database", "[glass]") { CheckBothWays({}, {}); }

TEST_CASE("a document without terms, values or data is still there", "[glass]") {
  CheckBothWays({{1, Xapian::Document()}}, {});
}

TEST_CASE("one posting gives the API's database", "[glass]") {
  Xapian::Document document;
  document.add_posting("word", 1);
  CheckBothWays({{1, document}}, {});
}

TEST_CASE("metadata alone gives the API's database", "[glass]") {
  WriteOptions options;
  options.metadata = {{"made", "today"}, {std::string("\0x", 2), std::string(9000, 'm')}};
  CheckBothWays({}, options);
}

TEST_CASE("nasty documents give the API's database", "[glass]") {
  CheckSeed(static_cast<unsigned>(GENERATE(range(1, 25))));
}

TEST_CASE("many nasty documents give the API's database", "[glass][slow]") {
  CheckSeed(static_cast<unsigned>(GENERATE(range(25, 400))));
}

TEST_CASE("merged parts are one part of all documents", "[glass]") {
  const TempDir dir;
  const Documents all = NastyDocuments(60, 77, 0);
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < all.size(); begin += 11) {
    Documents some;
    for (std::size_t i = begin; i < std::min(begin + 11, all.size()); ++i) {
      some.emplace_back(i - begin + 1, all[i].second);
    }
    WriteOptions options;
    options.documents_a_run = 4;
    parts.push_back(dir / std::to_string(begin));
    WritePart(some, parts.back(), options);
  }
  WriteByApi(all, dir / "api", {});
  // Once in two steps, as groups are, and once in one.
  std::filesystem::create_directories(dir / "group");
  MergeIntoPart({parts.begin(), parts.begin() + 3}, dir / "group");
  for (const std::string name : {"steps", "one"}) std::filesystem::create_directories(dir / name);
  WriteDatabase({dir / "group", parts[3], parts[4], parts[5]}, dir / "steps");
  WriteDatabase({parts.begin(), parts.end()}, dir / "one");
  CHECK(Differences(dir / "api", dir / "steps", true) == kNone);
  CHECK(Differences(dir / "api", dir / "one", true) == kNone);
  CHECK(CheckErrors(dir / "steps") == 0);
}

TEST_CASE("the API compacts direct databases as it does its own", "[glass]") {
  const TempDir dir;
  const Documents documents = NastyDocuments(70, 5, 3);
  for (const std::string name : {"api", "direct"}) {
    name == "api" ? WriteByApi(documents, dir / name, {})
                  : WriteDirectly(documents, dir / name, {});
    Xapian::Database twice;
    for (int i = 0; i < 2; ++i) twice.add_database(Xapian::Database(dir / name));
    twice.compact(dir / (name + ".compact"), Xapian::Compactor::FULLER);
  }
  CHECK(CheckErrors(dir / "direct.compact") == 0);
  CHECK(Differences(dir / "api.compact", dir / "direct.compact", true) == kNone);
}

TEST_CASE("the API updates direct databases as it does its own", "[glass]") {
  const auto seed = static_cast<unsigned>(GENERATE(range(1, 7)));
  CAPTURE(seed);
  const TempDir dir;
  const Documents documents = NastyDocuments(80, seed, seed % 3);
  const Documents changes = NastyDocuments(40, seed + 100, 4);
  WriteOptions options;
  options.block_bytes = 2048U << (seed % 6);
  WriteByApi(documents, dir / "api", options);
  WriteDirectly(documents, dir / "direct", options);
  for (const std::string name : {"api", "direct"}) {
    Xapian::WritableDatabase database(dir / name, Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const auto& [number, document] : changes) {
      if (number % 3 == 0) database.add_document(document);
      if (number % 3 == 1) database.replace_document(number, document);
      if (number % 3 == 2 && number <= documents.size()) {
        try {
          database.delete_document(number);
        } catch (const Xapian::DocNotFoundError&) {
        }
      }
      if (number % 5 == 0) database.commit();
    }
    database.commit();
  }
  CHECK(CheckErrors(dir / "direct") == 0);
  CHECK(Differences(dir / "api", dir / "direct", true) == kNone);
}
