// Folding databases: what is dropped is as if it had never been.
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

// Writes the documents as a database of one or the other kind that can be folded.
void WriteSegment(const Documents& documents, const std::string& dir, bool by_api,
                  const WriteOptions& options) {
  if (!by_api) return WriteDirectly(documents, dir, options);
  WriteByApi(documents, dir + ".loose", options);
  Xapian::Database(dir + ".loose").compact(dir, 0U, 0);
}

// Folds two databases, of which every `nth` document is dropped, and compares the outcome with a
// database of what stays.
void CheckFold(const Documents& first, const Documents& second, bool by_api, std::size_t nth) {
  const TempDir dir;
  Documents living;
  Bitmap dropped[2] = {Bitmap(1000), Bitmap(1000)};
  int which = 0;
  for (const Documents& documents : {first, second}) {
    for (const auto& [number, document] : documents) {
      if (number % nth == 0) {
        dropped[which].Set(number);
      } else {
        living.emplace_back(living.size() + 1, document);
      }
    }
    WriteSegment(documents, dir / std::to_string(which++), by_api, {});
  }
  std::filesystem::create_directories(dir / "folded");
  WriteDatabase({{dir / "0", &dropped[0]}, {dir / "1", &dropped[1]}}, dir / "folded");
  WriteByApi(living, dir / "api", {});
  CHECK(CheckErrors(dir / "folded") == 0);
  CHECK(Differences(dir / "api", dir / "folded", true) == kNone);
}

}  // namespace

TEST_CASE("folding drops documents and renumbers the rest", "[glass]") {
  const bool by_api = GENERATE(false, true);
  const auto nth = static_cast<std::size_t>(GENERATE(2, 3, 7, 1000));
  CAPTURE(by_api, nth);
  CheckFold(NewsStories(300, 8), NewsStories(100, 9), by_api, nth);
}

TEST_CASE("nasty documents fold, too", "[glass]") {
  const auto seed = static_cast<unsigned>(GENERATE(range(1, 9)));
  CAPTURE(seed);
  CheckFold(NastyDocuments(60, seed, 0), NastyDocuments(50, seed + 50, 0), seed % 2 == 0,
            2 + seed % 4);
}

TEST_CASE("folding everything away leaves an empty database", "[glass]") {
  CheckFold(NewsStories(30, 8), NewsStories(20, 9), false, 1);
}

TEST_CASE("of metadata under one key the first is kept", "[glass]") {
  const TempDir dir;
  WriteOptions options;
  options.metadata = {{"a", "first"}, {"b", "only"}};
  WriteDirectly(NewsStories(3, 1), dir / "0", options);
  options.metadata = {{"a", "second"}};
  WriteDirectly(NewsStories(3, 2), dir / "1", options);
  std::filesystem::create_directories(dir / "folded");
  WriteDatabase({dir / "0", dir / "1"}, dir / "folded");
  const Xapian::Database folded(dir / "folded");
  CHECK(folded.get_metadata("a") == "first");
  CHECK(folded.get_metadata("b") == "only");
}
