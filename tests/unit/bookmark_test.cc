// Reading a grown file on from where it ended.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <archive.h>
#include <archive_entry.h>
#include <tuple>

#include "tests/support/catch.h"
#include "tests/support/gzip.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

using Place = std::tuple<std::vector<std::string>, std::optional<std::int64_t>, std::string>;

// What a file gives, and where it could be read on.
struct Cutting {
  std::vector<Place> records;
  std::vector<std::pair<Reason, Locator>> problems;
  Bookmark bookmark;
};

Cutting Cut(const std::string& bytes, const std::string& name, const Bookmark& from = {}) {
  const int fd = memfd_create("test", MFD_CLOEXEC);
  REQUIRE(write(fd, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  lseek(fd, 0, SEEK_SET);
  Cutting cutting;
  Problems problems;
  RecordStream records(fd, name, {}, nullptr, from);
  while (const auto record = records.Next(&problems)) {
    cutting.records.emplace_back(record->locator.members, record->locator.offset, record->bytes);
  }
  for (const Problem& problem : problems) {
    cutting.problems.emplace_back(problem.reason, problem.where);
  }
  cutting.bookmark = records.bookmark();
  close(fd);
  return cutting;
}

// What stood before the bookmark, and what is read behind it, is all there is.
void CheckReadingOn(const std::string& before, const std::string& after, const std::string& name) {
  const Cutting old = Cut(before, name);
  const Bookmark& mark = old.bookmark;
  REQUIRE(mark.offset > 0);
  REQUIRE(mark.unchanged <= static_cast<std::int64_t>(before.size()));
  Cutting whole = Cut(after, name);
  const Cutting rest = Cut(after, name, mark);
  REQUIRE(whole.records.size() == static_cast<std::size_t>(mark.records) + rest.records.size());
  REQUIRE(whole.problems.size() == static_cast<std::size_t>(mark.problems) + rest.problems.size());
  whole.records.erase(whole.records.begin(), whole.records.begin() + mark.records);
  whole.problems.erase(whole.problems.begin(), whole.problems.begin() + mark.problems);
  CHECK(whole.records == rest.records);
  CHECK(whole.problems == rest.problems);
  CHECK(whole.bookmark == rest.bookmark);
  CHECK(rest.records.size() < 20);
}

// Long enough that most lines stand behind the first 64 KB.
std::string Lines(int from, int to) {
  std::string lines;
  for (int i = from; i < to; ++i) {
    lines += "{\"title\":\"Story " + std::to_string(i) + "\",\"text\":\"" + std::string(400, 'a') +
             "\"}\n";
  }
  return lines;
}

std::string Captured(int number) {
  const std::string body = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Page " +
                           std::to_string(number * 7919) + " of " + std::to_string(number) + "</p>";
  return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/" +
         std::to_string(number) +
         "\r\nContent-Type: application/http\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body + "\r\n\r\n";
}

std::string Captures(int from, int to, std::string (*pack)(std::string)) {
  std::string bytes;
  for (int i = from; i < to; ++i) bytes += pack(Captured(i));
  return bytes;
}

using Members = std::vector<std::pair<std::string, std::string>>;

// A tar with long names, so that headers come before headers.
std::string Tar(const Members& members) {
  std::string bytes(1 << 20, '\0');
  std::size_t used = 0;
  archive* tar = archive_write_new();
  archive_write_set_format_pax(tar);
  archive_write_open_memory(tar, bytes.data(), bytes.size(), &used);
  for (const auto& [name, content] : members) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
    archive_write_header(tar, entry);
    archive_write_data(tar, content.data(), content.size());
    archive_entry_free(entry);
  }
  archive_write_close(tar);
  archive_write_free(tar);
  bytes.resize(used);
  return bytes;
}

Members Stories(int count) {
  Members members;
  for (int i = 0; i < count; ++i) {
    const std::string name = std::string(150, 'n') + std::to_string(i);
    members.emplace_back(name + ".txt", "Story " + std::to_string(i) + "\n\nIt was told.\n");
    if (i % 5 == 0) members.emplace_back(name + ".png", "\x89PNG\r\n\x1a\n and more");
    if (i % 7 == 0) members.emplace_back(name + ".jsonl", Lines(i, i + 3));
  }
  return members;
}

std::string Plain(std::string bytes) { return bytes; }

}  // namespace

TEST_CASE("a grown file of lines is read on at its last line", "[bookmark]") {
  CheckReadingOn(Lines(0, 400), Lines(0, 410), "a.jsonl");
}

TEST_CASE("a line that was not finished is read again", "[bookmark]") {
  const std::string after = Lines(0, 410);
  CheckReadingOn(after.substr(0, Lines(0, 400).size() + 30), after, "a.jsonl");
}

TEST_CASE("objects in an array are read on, too", "[bookmark]") {
  std::string before = "[" + Lines(0, 400);
  std::string after = "[" + Lines(0, 405);
  for (std::string* text : {&before, &after}) {
    for (std::size_t at = 0; (at = text->find("}\n", at)) != std::string::npos;) {
      text->replace(at, 2, "},");
    }
    text->back() = ']';
  }
  CheckReadingOn(before, after, "a.json");
}

TEST_CASE("a grown web archive is read on at its last record", "[bookmark]") {
  CheckReadingOn(Captures(0, 500, Plain), Captures(0, 505, Plain), "a.warc");
}

TEST_CASE("what was wrong before the bookmark is not met again, what is wrong behind it is",
          "[bookmark]") {
  const std::string broken = "no record\r\n\r\n";
  const std::string before = Captures(0, 100, Plain) + broken + Captures(100, 500, Plain) + broken;
  CheckReadingOn(before, before + Captures(500, 505, Plain), "a.warc");
  CheckReadingOn(before.substr(0, before.size() - 40), before, "a.warc");
}

TEST_CASE("a grown web archive of compressed records is read on", "[bookmark]") {
  CheckReadingOn(Captures(0, 1000, Gzip), Captures(0, 1007, Gzip), "a.warc.gz");
}

TEST_CASE("behind damage a compressed web archive has no bookmark", "[bookmark]") {
  std::string damaged = Captures(0, 1000, Gzip);
  damaged[1000] = static_cast<char>(damaged[1000] ^ 0x55);
  CHECK(Cut(damaged, "a.warc.gz").bookmark == Bookmark());
}

TEST_CASE("a grown tar is read on at its last member", "[bookmark]") {
  CheckReadingOn(Tar(Stories(80)), Tar(Stories(84)), "a.tar");
}

TEST_CASE("small files, and those that must be read whole, have no bookmark", "[bookmark]") {
  CHECK(Cut(Lines(0, 20), "a.jsonl").bookmark == Bookmark());
  CHECK(Cut(Gzip(Lines(0, 2000)), "a.jsonl.gz").bookmark == Bookmark());
  CHECK(Cut(std::string(100'000, 'a'), "a.txt").bookmark == Bookmark());
}

}  // namespace backfile
