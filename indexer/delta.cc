// Making a segment of a few documents, and publishing it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/delta.h"

#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "index/analyzer.h"
#include "index/files.h"
#include "index/segment_writer.h"
#include "index/stored_article.h"
#include "indexer/relating.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

void BuildPart(const std::vector<Delta::Document>& documents, const std::string& dir) {
  Analyzer analyzer;
  const auto writer = MakeSegmentWriter(DefaultWriter());
  writer->Begin(dir);
  for (const Delta::Document& document : documents) {
    ColumnRow row = MakeColumnRow(document.article);
    row.digest = document.digest;
    writer->Add(analyzer, analyzer.Analyze(document.article), row, StoreArticle(document.article));
  }
  writer->Finish();
}

}  // namespace

Generation PublishDelta(const std::string& index_dir, const Snapshot& live, const Delta& delta,
                        int keep_generations) {
  const std::string name = NextSegmentName(index_dir);
  const std::string dir = SegmentPath(index_dir, name);
  const std::string making = dir + ".tmp";
  const std::string part = index_dir + "/work/delta";
  for (const std::string& old : {dir, making, part}) fs::remove_all(old);
  fs::create_directories(index_dir + "/work");
  BuildPart(delta.documents, part);
  const std::uint32_t documents = MakeSegment({part}, making);
  fs::remove_all(part);
  if (delta.write_ledger) delta.write_ledger(making);
  WriteTombstones(making, delta.tombstones);
  RelateArticles(index_dir, live.generation(), name, making);
  SealSegment(making, name, documents, std::string(WriterName(DefaultWriter())));
  if (rename(making.c_str(), dir.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot rename " + making, errno);
  }
  SyncDirectory(fs::path(dir).parent_path());
  Generation generation = live.generation();
  generation.segments.push_back(name);
  generation.articles += documents - static_cast<std::int64_t>(delta.tombstones.size());
  return Publish(index_dir, generation, keep_generations);
}

}  // namespace backfile
