// Files that are one thing together.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/parts.h"

#include <fstream>

#include "formats/alto.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

Record Member(const std::string& path, const std::string& bytes) {
  Record record;
  record.locator.members = {path};
  record.bytes = bytes;
  return record;
}

}  // namespace

TEST_CASE("a description waits for its parts in an archive", "[parts]") {
  PartKeeper keeper(1000);
  keeper.HoldPart(Member("issue/p1.xml", "one"));
  keeper.HoldPart(Member("other/p2.xml", "not this"));
  keeper.HoldWhole(Member("issue/mets.xml", "whole"), {"file://./p1.xml", "text/p2.xml"});
  CHECK_FALSE(keeper.Next(false));
  keeper.HoldPart(Member("issue/text/p2.xml", "two"));
  const auto whole = keeper.Next(false);
  REQUIRE(whole);
  CHECK(whole->bytes == "whole");
  const auto parts = UnpackParts(whole->context);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].bytes == "one");
  CHECK(parts[1].bytes == "two");
  CHECK_FALSE(keeper.Next(false));
  CHECK(keeper.Next(true)->bytes == "not this");
  CHECK_FALSE(keeper.Next(true));
}

TEST_CASE("held parts are let go when memory is short", "[parts]") {
  PartKeeper keeper(10);
  keeper.HoldPart(Member("p1.xml", "123456"));
  CHECK_FALSE(keeper.Next(false));
  keeper.HoldPart(Member("p2.xml", "123456"));
  CHECK(keeper.Next(false)->bytes == "123456");
  CHECK_FALSE(keeper.Next(false));
}

TEST_CASE("loose parts are looked for beside their description, never elsewhere", "[parts]") {
  const TempDir dir;
  Neighbours neighbours;
  const std::string issue = dir / "issue-mets.xml";
  std::ofstream(issue) << "<mets><FLocat href=\"file://./text/p1.xml\"/></mets>";
  std::ofstream(dir / "p1.xml") << "one";
  const std::string context =
      neighbours.LoadParts(issue, {"text/p1.xml", "../p1.xml", "/etc/passwd"}, 1000);
  REQUIRE(UnpackParts(context).size() == 1);
  CHECK(UnpackParts(context)[0].bytes == "one");
  CHECK(neighbours.LoadParts(issue, {"p1.xml"}, 2).empty());
  CHECK(neighbours.IsNamed(dir / "p1.xml"));
  CHECK_FALSE(neighbours.IsNamed(dir / "p2.xml"));
}

namespace {

// A flat folder of many issues, of which it counts what is read.
class ManyIssues : public Neighbours {
 public:
  mutable int reads = 0;

 protected:
  std::optional<std::string> Read(const std::string& path, std::int64_t) const override {
    ++reads;
    const std::string number = path.substr(path.find_first_of("0123456789"), 4);
    return "<mets><FLocat href=\"" + number + "-page.xml\"/></mets>";
  }
  std::vector<std::string> NamesIn(const std::string& folder) const override {
    std::vector<std::string> names;
    for (int i = 1000; i < 2000 && folder == "in/"; ++i) {
      names.push_back("mets" + std::to_string(i) + ".xml");
      names.push_back(std::to_string(i) + "-page.xml");
    }
    return names;
  }
};

}  // namespace

TEST_CASE("each description of a folder is read once, however many pages ask", "[parts]") {
  ManyIssues issues;
  for (int i = 1000; i < 2000; ++i) {
    REQUIRE(issues.IsNamed("in/" + std::to_string(i) + "-page.xml"));
  }
  CHECK_FALSE(issues.IsNamed("in/3000-page.xml"));
  CHECK(issues.reads == 1000);
}

TEST_CASE("a scan's name or folders tell its date", "[parts]") {
  const auto [path, date] = GENERATE(table<std::string, std::string>({
      {"/a/0002647_18240217_0001.xml", "1824-02-17"},
      {"/a/1904-01-17_01-00001.xml", "1904-01-17"},
      {"/a/0002244/1855/0922/page_0001.xml", "1855-09-22"},
      {"/a/1855/09/22/page.xml", "1855-09-22"},
      {"/a/12345678901.xml", ""},
      {"page.xml", ""},
  }));
  CAPTURE(path);
  Locator locator;
  locator.archive = path;
  const auto found = DateInPath(locator);
  CHECK((found ? found->ToString() : "") == date);
}
