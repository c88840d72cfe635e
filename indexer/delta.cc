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

namespace backfile {

namespace fs = std::filesystem;

namespace {

void BuildPart(const std::vector<Delta::Document>& documents, const std::string& dir) {
  RecordPacker packer;
  Analyzer analyzer;
  const auto writer = MakeSegmentWriter(dir, DefaultWriter(), &packer);
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

Snapshot::Place FindById(const Snapshot& snapshot, const std::string& id) {
  std::string hex = id.starts_with("bf:") ? id.substr(3) : id;
  const bool is_id = hex.size() >= 6 && hex.size() <= 16 &&
                     hex.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_id) {
    throw Error(ExitCode::kUsage,
                "\"" + id + "\" is no id: write bf: and 6 to 16 of the digits 0-9 and a-f");
  }
  const std::vector<std::uint64_t> ids = snapshot.FindByPrefix(hex, 2);
  if (ids.empty()) throw Error(ExitCode::kNothingFound, "no article has the id " + id);
  if (ids.size() > 1) throw Error(ExitCode::kUsage, "several ids begin with " + id);
  return *snapshot.Find(ids.front());
}

}  // namespace backfile
