// Columns become rows again, and these columns: what is kept of them is not worth a way of its own.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/fold.h"

#include <xapian.h>

#include <filesystem>
#include <memory>

#include "article/problem.h"
#include "index/files.h"
#include "index/glass/merge.h"
#include "index/guard.h"
#include "index/record_packing.h"
#include "index/segment_writer.h"
#include "index/segments.h"
#include "index/stored_article.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// As many as a part of the indexer holds: what Xapian's inverter is fastest at.
constexpr std::uint32_t kPartDocuments = 250;

ColumnRow RowOf(const Columns& columns, std::uint32_t document) {
  ColumnRow row;
  row.id = columns.id(document);
  row.digest = columns.digest(document);
  row.day = columns.day(document);
  row.precision = columns.precision(document);
  row.sketch = columns.sketch(document);
  row.story = columns.story(document);
  row.external_id = columns.external_id(document);
  row.title = columns.title(document);
  for (std::size_t f = 0; f < kFacets; ++f) {
    const auto facet = static_cast<Facet>(f);
    for (const std::uint32_t value : columns.values(facet, document)) {
      row.values[f].emplace_back(columns.value_text(facet, value));
    }
  }
  return row;
}

// Calls take(document, row) for each document of the segment that stays.
template <class Take>
void ForEachLiving(const FoldInput& segment, Take take) {
  const auto documents = static_cast<std::uint32_t>(ReadSegmentInfo(segment.dir).documents);
  const auto columns = Columns::Open(segment.dir, documents);
  auto embargo = columns->embargoes().begin();
  for (std::uint32_t d = 1; d <= documents; ++d) {
    const bool is_embargoed = embargo != columns->embargoes().end() && embargo->document == d;
    const std::int64_t until = is_embargoed ? (embargo++)->until : kNoEmbargo;
    if (segment.dropped != nullptr && segment.dropped->Has(d)) continue;
    ColumnRow row = RowOf(*columns, d);
    row.embargo_until = until;
    take(d, row);
  }
}

std::uint32_t CopyLists(const std::vector<FoldInput>& segments, const std::string& out_dir) {
  std::vector<glass::Input> inputs;
  for (const FoldInput& segment : segments) inputs.emplace_back(segment.dir, segment.dropped);
  MakeDirectory(out_dir);
  const auto add_rows = [&](ColumnsWriter* columns) {
    for (const FoldInput& segment : segments) {
      ForEachLiving(segment, [&](std::uint32_t, const ColumnRow& row) { columns->Add(row); });
    }
  };
  return WriteSegment(
      out_dir, [&] { glass::WriteDatabase(inputs, out_dir); }, add_rows);
}

// Writes the living articles of segments into parts of kPartDocuments each.
class Reanalysis {
 public:
  explicit Reanalysis(std::string parts_dir) : parts_dir_(std::move(parts_dir)) {}

  void Add(const FoldInput& segment) {
    RecordReader records{Xapian::Database(segment.dir)};
    ForEachLiving(segment, [&](std::uint32_t document, const ColumnRow& row) {
      if (parts_.empty()) BeginPart();
      if (writer_->documents() == kPartDocuments) {
        writer_->Finish();
        BeginPart();
      }
      const std::string stored = records.Read(document);
      writer_->Add(analyzer_, analyzer_.Analyze(LoadArticle(stored)), row, stored);
    });
  }
  const std::vector<std::string>& Finish() {
    if (parts_.empty()) BeginPart();
    writer_->Finish();
    return parts_;
  }

 private:
  void BeginPart() {
    parts_.push_back(parts_dir_ + "/" + std::to_string(parts_.size()));
    writer_->Begin(parts_.back());
  }

  std::string parts_dir_;
  std::vector<std::string> parts_;
  Analyzer analyzer_;
  std::unique_ptr<SegmentWriter> writer_ = MakeSegmentWriter(WriterKind::kApi);
};

std::uint32_t AnalyseAnew(const std::vector<FoldInput>& segments, const std::string& out_dir,
                          const std::string& parts_dir) {
  Reanalysis reanalysis(parts_dir);
  for (const FoldInput& segment : segments) {
    GuardXapian(segment.dir, [&] { reanalysis.Add(segment); });
  }
  return MakeSegment(reanalysis.Finish(), out_dir);
}

void RemoveAll(const std::string& dir) {
  std::error_code ignored;
  fs::remove_all(dir, ignored);
}

}  // namespace

std::uint32_t FoldSegments(const std::vector<FoldInput>& segments, const std::string& out_dir,
                           WriterKind kind) {
  const std::string parts_dir = out_dir + ".parts";
  try {
    const std::uint32_t documents = kind == WriterKind::kDirect
                                        ? CopyLists(segments, out_dir)
                                        : AnalyseAnew(segments, out_dir, parts_dir);
    RemoveAll(parts_dir);
    return documents;
  } catch (...) {
    RemoveAll(parts_dir);
    RemoveAll(out_dir);
    throw;
  }
}

}  // namespace backfile
