// The ledger: what earlier runs took in.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/ledger.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "article/problem.h"
#include "indexer/ledger_format.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

FoundFile File(const std::string& path, std::int64_t size = 1) { return {path, size, 2, 3, 4, 5}; }

LedgerRecord RecordOf(std::uint64_t digest, const std::vector<std::uint64_t>& ids,
                      std::vector<std::string> members = {}) {
  LedgerRecord record;
  record.digest = digest;
  for (const std::uint64_t id : ids) record.articles.push_back({id, 9});
  record.locator.members = std::move(members);
  return record;
}

std::string MakeDir(const TempDir& dir, const std::string& name) {
  std::filesystem::create_directory(dir / name);
  return dir / name;
}

std::vector<std::uint64_t> Digests(Ledger* ledger) {
  std::vector<std::uint64_t> digests;
  ledger->ForEachRecord([&](const LedgerRecord& record) { digests.push_back(record.digest); });
  return digests;
}

}  // namespace

TEST_CASE("a folder's files come before its longer-named neighbours", "[ledger]") {
  CHECK(PathLess("/a/b", "/a.txt"));
  CHECK(PathLess("/a", "/a/b"));
  CHECK(PathLess("/a/b", "/b"));
  CHECK_FALSE(PathLess("/a", "/a"));
}

TEST_CASE("files and records are read back in order", "[ledger]") {
  const TempDir dir;
  const std::string seg = MakeDir(dir, "s1");
  LedgerWriter out(seg);
  out.BeginFile(File("/in/a.zip", 100), 9, 0);
  LedgerRecord stream = RecordOf(7, {1, 2}, {"x.jsonl"});
  stream.locator.offset = 10;
  stream.locator.length = 20;
  out.Add(stream);
  LedgerRecord refused = RecordOf(8, {}, {"x.png"});
  refused.refused = Reason::kUnsupportedFormat;
  refused.standing = Standing::kGone;
  out.Add(refused);
  const Bookmark bookmark{70'000, 90'000, 1, 1, 70'004, ~0ULL};
  out.EndFile(true, {{Reason::kEncrypted, {"", {"secret"}, {}, {}}, "it is encrypted"}}, bookmark);
  out.BeginFile(File("/in/b.txt"), 9, 0);
  out.EndFile(false, {});
  out.Finish();

  Ledger ledger({seg});
  const LedgerFile* a = ledger.Next();
  REQUIRE(a);
  CHECK(a->file.path == "/in/a.zip");
  CHECK(a->file.size == 100);
  CHECK(a->complete);
  CHECK(a->problems.at(0).where.members == std::vector<std::string>{"secret"});
  std::vector<LedgerRecord> records;
  ledger.ForEachRecord([&](const LedgerRecord& r) { records.push_back(r); });
  REQUIRE(records.size() == 2);
  CHECK(records[0].locator == stream.locator);
  CHECK(records[0].articles == std::vector<GivenArticle>{{1, 9}, {2, 9}});
  CHECK(records[1].refused == Reason::kUnsupportedFormat);
  CHECK(records[1].standing == Standing::kGone);
  CHECK(a->fallen == 1);
  CHECK(a->bookmark == bookmark);
  const LedgerFile* b = ledger.Next();
  REQUIRE(b);
  CHECK_FALSE(b->complete);
  CHECK(b->bookmark == Bookmark());
  CHECK(ledger.Next() == nullptr);
}

TEST_CASE("a ledger whose files are out of order is damaged", "[ledger]") {
  const TempDir dir;
  for (const auto& [first, second] : {std::pair("/b", "/a"), std::pair("/a", "/a")}) {
    std::string bytes;
    ByteWriter(&bytes).Fixed64(kLedgerMagic);
    LedgerEntry entry;
    entry.head.file = File(first);
    WriteEntry(entry, "", &bytes);
    entry.head.file = File(second);
    WriteEntry(entry, first, &bytes);
    std::ofstream(dir / kLedgerFilesName, std::ios::binary) << bytes;
    Ledger ledger({dir.path()});
    CHECK_THROWS_AS(ledger.Next(), Error);
  }
}

TEST_CASE("what fell is found, and dropped, without reading what stands", "[ledger]") {
  const TempDir dir;
  const std::string seg = MakeDir(dir, "s1");
  const auto many = static_cast<std::uint64_t>(GENERATE(0, 1, 4095, 4096, 9000));
  const auto fallen = static_cast<std::uint64_t>(GENERATE(0, 1, 4097));
  const bool is_mixed = GENERATE(false, true);  // As nobody writes it now.
  LedgerWriter out(seg);
  out.BeginFile(File("/in/a"), 9, 0);
  std::vector<std::uint64_t> stand;
  std::vector<std::uint64_t> fell;
  for (std::uint64_t i = 0; i < many + fallen; ++i) {
    const bool falls = is_mixed ? i % 2 == 1 && fell.size() < fallen : i >= many;
    LedgerRecord record = RecordOf(i, {i});
    if (falls) record.standing = i % 3 == 0 ? Standing::kGone : Standing::kReplaced;
    (falls ? fell : stand).push_back(i);
    out.Add(record);
  }
  out.EndFile(true, {});
  out.Finish();

  Ledger ledger({seg});
  REQUIRE(ledger.Next());
  std::vector<std::uint64_t> found;
  ledger.ForEachFallen([&](const LedgerRecord& record) { found.push_back(record.digest); });
  std::ranges::sort(found);
  CHECK(found == fell);

  const auto copied = [&](const char* name, const auto& drops) {
    const std::string to = MakeDir(dir, name);
    LedgerWriter copy(to);
    copy.BeginFile(File("/in/a"), 10, 0);
    ledger.CopyRecords(&copy, drops);
    copy.EndFile(true, {});
    copy.Finish();
    Ledger read({to});
    const LedgerFile* file = read.Next();
    REQUIRE(file);
    std::vector<std::uint64_t> digests = Digests(&read);
    CHECK(file->records == std::ssize(digests));
    std::int64_t fallen_in_it = 0;
    read.ForEachFallen([&](const LedgerRecord&) { ++fallen_in_it; });
    CHECK(file->fallen == fallen_in_it);
    std::ranges::sort(digests);
    return digests;
  };
  CHECK(copied("none", [](const LedgerRecord&) { return true; }) == stand);
  CHECK(copied("all", nullptr).size() == stand.size() + fell.size());
  const auto gone = [](const LedgerRecord& record) { return record.standing == Standing::kGone; };
  std::vector<std::uint64_t> rest = stand;
  std::ranges::copy_if(fell, std::back_inserter(rest), [](std::uint64_t i) { return i % 3 != 0; });
  std::ranges::sort(rest);
  CHECK(copied("some", gone) == rest);
}

TEST_CASE("the newest run's word on a file is the one that counts", "[ledger]") {
  const TempDir dir;
  const std::string s1 = MakeDir(dir, "s1");
  const std::string s2 = MakeDir(dir, "s2");
  for (const auto& [where, run, digest] : {std::tuple(s1, 1, 11), std::tuple(s2, 2, 22)}) {
    LedgerWriter out(where);
    out.BeginFile(File("/in/both"), static_cast<std::uint64_t>(run), 0);
    out.Add(RecordOf(static_cast<std::uint64_t>(digest), {}));
    out.EndFile(true, {});
    out.BeginFile(File("/in/only" + std::to_string(run)), static_cast<std::uint64_t>(run), 0);
    out.EndFile(true, {});
    out.Finish();
  }
  Ledger ledger({s1, s2});
  REQUIRE(ledger.Seek("/in/both") != nullptr);
  CHECK(Digests(&ledger) == std::vector<std::uint64_t>{22});
  CHECK(ledger.Seek("/in/nowhere") == nullptr);
  CHECK(ledger.Seek("/in/only1") != nullptr);
  CHECK(ledger.Seek("/in/only2") != nullptr);
  CHECK(ledger.Seek("/in/zzz") == nullptr);
}

TEST_CASE("a file cut across groups of one run is one file again", "[ledger]") {
  const TempDir dir;
  std::vector<std::string> groups = {MakeDir(dir, "g1"), MakeDir(dir, "g2")};
  for (std::size_t g = 0; g < 2; ++g) {
    LedgerWriter out(groups[g]);
    out.BeginFile(File("/in/big.jsonl"), 5, 0);
    for (std::uint64_t i = 0; i < 5'000; ++i) out.Add(RecordOf(g * 5'000 + i, {i}));
    out.EndFile(g == 1, {});
    out.Finish();
  }
  const std::string merged = MakeDir(dir, "merged");
  MergeLedgers(groups, merged);
  Ledger ledger({merged});
  const LedgerFile* file = ledger.Next();
  REQUIRE(file);
  CHECK(file->complete);
  CHECK(file->records == 10'000);
  const auto digests = Digests(&ledger);
  REQUIRE(digests.size() == 10'000);
  CHECK(digests[7'777] == 7'777);
  CHECK(ledger.Next() == nullptr);
}

TEST_CASE("further places of an article are found by its id", "[ledger]") {
  const TempDir dir;
  const std::string seg = MakeDir(dir, "s");
  LedgerWriter out(seg);
  out.AddPlace({42, {"/in/b.zip", {"x"}, 1, 2}});
  out.AddPlace({7, {"/in/c.zip", {}, {}, {}}});
  out.AddPlace({42, {"/in/a.zip", {"y"}, {}, {}}});
  out.Finish();
  std::vector<Locator> places;
  CHECK_FALSE(Places(seg).Find(42, &places));
  REQUIRE(places.size() == 2);
  CHECK(places[0].archive == "/in/a.zip");
  CHECK(places[1].offset == 1);
  CHECK_FALSE(Places(seg).Find(8, &places));
  CHECK(places.size() == 2);
}

TEST_CASE("all places noted anew stand for those that were noted before", "[ledger]") {
  const TempDir dir;
  const std::vector<std::string> groups = {MakeDir(dir, "1"), MakeDir(dir, "2"), MakeDir(dir, "3")};
  const auto note = [](const std::string& group, const std::string& archive, bool anew) {
    LedgerWriter out(group);
    out.AddPlace({42, {archive, {}, {}, {}}, anew});
    out.Finish();
  };
  note(groups[0], "/in/old", false);
  note(groups[1], "/in/new", true);
  note(groups[2], "/in/further", false);
  const std::string merged = MakeDir(dir, "merged");
  MergeLedgers(groups, merged);
  std::vector<Locator> places = {{"/in/stored", {}, {}, {}}};
  CHECK(Places(merged).Find(42, &places));
  REQUIRE(places.size() == 2);
  CHECK(places[0].archive == "/in/further");
  CHECK(places[1].archive == "/in/new");
}

TEST_CASE("the ledger tells what it knows between two files that are asked for", "[ledger]") {
  const TempDir dir;
  const std::string seg = MakeDir(dir, "s");
  LedgerWriter out(seg);
  for (const char* path : {"/a/1", "/a/2", "/a/3", "/b"}) {
    out.BeginFile(File(path), 1, 0);
    out.EndFile(true, {});
  }
  out.Finish();
  Ledger ledger({seg});
  std::vector<std::string> passed;
  const auto take = [&](const LedgerFile& file) { passed.push_back(file.file.path); };
  CHECK(ledger.Seek("/a/2", take) != nullptr);
  CHECK(ledger.Seek("/a/2x", take) == nullptr);
  CHECK(ledger.Seek(std::string("/a\0", 3), take) == nullptr);
  CHECK(passed == std::vector<std::string>{"/a/1", "/a/3"});
}

TEST_CASE("a damaged ledger is an error, never a crash", "[ledger]") {
  const TempDir dir;
  const std::string seg = MakeDir(dir, "s");
  LedgerWriter out(seg);
  out.BeginFile(File("/in/a"), 1, 0);
  for (std::uint64_t i = 0; i < 100; ++i) out.Add(RecordOf(i, {i}, {"m" + std::to_string(i)}));
  out.EndFile(true, {});
  out.Finish();
  for (const std::string name : {"ledger.files", "ledger.records"}) {
    const auto size = std::filesystem::file_size(seg + "/" + name);
    for (std::uintmax_t cut = 0; cut < size; cut += 3) {
      const TempDir copy;
      std::filesystem::copy(seg, copy / "s");
      std::fstream file(copy / ("s/" + name), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(cut));
      file.put('\xee');
      file.close();
      try {
        Ledger ledger({copy / "s"});
        while (ledger.Next() != nullptr) ledger.ForEachRecord([](const LedgerRecord&) {});
      } catch (const Error& error) {
        CHECK(error.code() == ExitCode::kIndex);
      }
    }
  }
}

TEST_CASE("a file that comes out of its turn does not get into the ledger", "[ledger]") {
  const TempDir dir;
  LedgerWriter out(dir.path());
  out.BeginFile(File("/in/b"), 1, 0);
  out.EndFile(true, {});
  out.BeginFile(File("/in/a"), 1, 0);
  CHECK_THROWS_AS(out.EndFile(true, {}), Error);
}
