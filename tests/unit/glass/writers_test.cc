// Two writers of segments that nobody can tell apart.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <xapian.h>

#include "article/article.h"
#include "article/problem.h"
#include "comparison.h"
#include "documents.h"
#include "index/files.h"
#include "index/fold.h"
#include "index/glass/checked_versions.h"
#include "index/segment_writer.h"
#include "index/segments.h"
#include "index/stored_article.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using glass::CheckErrors;
using glass::Differences;

namespace {

const std::vector<std::string> kNone;

Article Story(int number) {
  Article article;
  article.external_id = "story-" + std::to_string(number);
  article.source = number % 3 == 0 ? "Ashby Herald" : "Coast Gazette";
  article.title = "Bridge " + std::to_string(number) + " opens, says NATO";
  article.body = "The bridge over the Wend opened on Monday.\n\nCrowds of " +
                 std::to_string(number * 37) + " came. \"It is long,\" said Ms Orla Finch.";
  article.published =
      PartialDate::Day(std::chrono::year(1980 + number % 30) / 5 / (1 + number % 28));
  if (number % 4 == 0) article.published.reset();
  article.people.push_back({"Orla Finch", "engineer", {"Ms Orla Finch"}, Basis::kText});
  article.subjects = {"transport", "subject " + std::to_string(number % 5)};
  FinishArticle(&article);
  return article;
}

void WriteStories(int first, int last, const std::string& dir, SegmentWriter* writer) {
  Analyzer analyzer;
  writer->Begin(dir);
  for (int i = first; i <= last; ++i) {
    const Article article = Story(i);
    ColumnRow row = MakeColumnRow(article);
    row.digest = ContentDigest(article);
    writer->Add(analyzer, analyzer.Analyze(article), row, StoreArticle(article));
  }
  writer->Finish();
  CHECK(writer->documents() == static_cast<std::uint32_t>(last - first + 1));
}

// A sealed segment, by way of parts and groups.
void MakeStories(int first, int last, const std::string& dir, WriterKind kind) {
  std::vector<std::string> parts;
  const auto writer = MakeSegmentWriter(kind);
  for (int begin = first; begin <= last; begin += 20) {
    parts.push_back(dir + "." + std::to_string(begin));
    WriteStories(begin, std::min(begin + 19, last), parts.back(), writer.get());
  }
  std::vector<std::string> groups = {dir + ".group", parts.back()};
  parts.pop_back();
  MergeParts(parts, groups.front());
  SealSegment(dir, "seg", MakeSegment(groups, dir), std::string(WriterName(kind)));
}

std::string ColumnsOf(const std::string& dir, std::uint32_t documents) {
  std::string all;
  const auto columns = Columns::Open(dir, documents);
  for (std::uint32_t d = 1; d <= documents; ++d) {
    all += std::to_string(columns->id(d)) + " " + std::to_string(columns->digest(d)) + " " +
           std::to_string(columns->day(d)) + " " + std::string(columns->title(d));
    for (const Facet facet : {Facet::kSource, Facet::kPeople, Facet::kSubjects}) {
      for (const std::uint32_t value : columns->values(facet, d)) {
        all += std::string(" ") + std::string(columns->value_text(facet, value));
      }
    }
    all += "\n";
  }
  return all;
}

}  // namespace

TEST_CASE("segments of both writers say the same", "[glass]") {
  const TempDir dir;
  MakeStories(1, 150, dir / "api", WriterKind::kApi);
  MakeStories(1, 150, dir / "direct", WriterKind::kDirect);
  CHECK(CheckErrors(dir / "direct") == 0);
  CHECK(Differences(dir / "api", dir / "direct", false) == kNone);
  CHECK(ColumnsOf(dir / "api", 150) == ColumnsOf(dir / "direct", 150));
}

TEST_CASE("a great many parts are merged with their neighbours first", "[glass]") {
  const TempDir dir;
  const auto writer = MakeSegmentWriter(GENERATE(WriterKind::kApi, WriterKind::kDirect));
  std::vector<std::string> parts;
  for (int i = 0; i < 7; ++i) {
    parts.push_back(dir / "part" + std::to_string(i));
    WriteStories(10 * i + 1, 10 * i + 10, parts.back(), writer.get());
  }
  CHECK(MergeNeighbours(parts, 7, dir / "merged") == parts);
  const std::vector<std::string> merged = MergeNeighbours(parts, 3, dir / "merged");
  CHECK(merged.size() == 3);
  CHECK(CheckPart(merged.front()) == 30);
  CHECK(CheckPart(merged.back()) == 10);
  MakeSegment(parts, dir / "once");
  MakeSegment(merged, dir / "twice");
  CHECK(Differences(dir / "once", dir / "twice", false) == kNone);
  CHECK(ColumnsOf(dir / "once", 70) == ColumnsOf(dir / "twice", 70));
}

TEST_CASE("a writer begins each part as if it were its first", "[glass]") {
  const WriterKind kind = GENERATE(WriterKind::kApi, WriterKind::kDirect);
  const TempDir dir;
  const auto writer = MakeSegmentWriter(kind);
  WriteStories(1, 40, dir / "before", writer.get());
  writer->Begin(dir / "given up");
  Analyzer analyzer;
  const Article article = Story(99);
  writer->Add(analyzer, analyzer.Analyze(article), MakeColumnRow(article), StoreArticle(article));
  WriteStories(41, 60, dir / "used", writer.get());
  WriteStories(41, 60, dir / "new", MakeSegmentWriter(kind).get());
  for (const char* name : {"used", "new"}) {
    MakeSegment({dir / name}, dir / std::string(name) + ".segment");
  }
  CHECK(Differences(dir / "used.segment", dir / "new.segment", false) == kNone);
  CHECK(ColumnsOf(dir / "used.segment", 20) == ColumnsOf(dir / "new.segment", 20));
}

TEST_CASE("parts know who wrote them, and how many documents they hold", "[glass]") {
  const TempDir dir;
  for (const WriterKind kind : {WriterKind::kApi, WriterKind::kDirect}) {
    const std::string part = dir / std::string(WriterName(kind));
    WriteStories(1, 7, part, MakeSegmentWriter(kind).get());
    CHECK(WriterOfPart(part) == kind);
    CHECK(CheckPart(part) == 7);
    CHECK(FindWriter(WriterName(kind)) == kind);
  }
  CHECK_THROWS_AS(MergeParts({dir / "api", dir / "direct"}, dir / "both"), Error);
  CHECK_FALSE(std::filesystem::exists(dir / "both"));
  CHECK_FALSE(FindWriter("other").has_value());
}

TEST_CASE("an empty part becomes an empty segment", "[glass]") {
  const WriterKind kind = GENERATE(WriterKind::kApi, WriterKind::kDirect);
  const TempDir dir;
  const auto writer = MakeSegmentWriter(kind);
  writer->Begin(dir / "part");
  writer->Finish();
  CHECK(MakeSegment({dir / "part"}, dir / "segment") == 0);
  CHECK(Xapian::Database(dir / "segment").get_doccount() == 0);
  CHECK(Columns::Open(dir / "segment", 0)->documents() == 0);
}

TEST_CASE("folded segments say the same whoever folds them", "[glass]") {
  const WriterKind made_by = GENERATE(WriterKind::kApi, WriterKind::kDirect);
  const TempDir dir;
  MakeStories(1, 90, dir / "first", made_by);
  MakeStories(91, 130, dir / "second", made_by);
  Bitmap dropped(90);
  for (std::uint32_t d = 3; d <= 90; d += 7) dropped.Set(d);
  const std::vector<FoldInput> inputs = {{dir / "first", &dropped}, {dir / "second", nullptr}};
  for (const WriterKind kind : {WriterKind::kApi, WriterKind::kDirect}) {
    CHECK(FoldSegments(inputs, dir / std::string(WriterName(kind)), kind) == 117);
  }
  CHECK(CheckErrors(dir / "direct") == 0);
  CHECK(Differences(dir / "api", dir / "direct", false) == kNone);
  CHECK(ColumnsOf(dir / "api", 117) == ColumnsOf(dir / "direct", 117));
  CHECK_FALSE(std::filesystem::exists(dir / "api.parts"));
}

TEST_CASE("a damaged part leaves nothing of a merge", "[glass]") {
  const WriterKind kind = GENERATE(WriterKind::kApi, WriterKind::kDirect);
  const TempDir dir;
  WriteStories(1, 30, dir / "part", MakeSegmentWriter(kind).get());
  const std::string victim =
      dir / (kind == WriterKind::kApi ? "part/postlist.glass" : "part/postings.0");
  std::filesystem::resize_file(victim, std::filesystem::file_size(victim) / 2);
  CHECK_THROWS_AS(MergeParts({dir / "part"}, dir / "merged"), Error);
  CHECK_FALSE(std::filesystem::exists(dir / "merged"));
  CHECK_THROWS_AS(MakeSegment({dir / "part"}, dir / "segment"), Error);
  CHECK_FALSE(std::filesystem::exists(dir / "segment"));
}

TEST_CASE("the direct writer serves where libxapian was checked", "[glass]") {
  const bool checked = std::string_view(Xapian::version_string()) == "1.4.22";
  CHECK(glass::IsLibraryChecked() == checked);
  CHECK(DefaultWriter() == (checked ? WriterKind::kDirect : WriterKind::kApi));
}
