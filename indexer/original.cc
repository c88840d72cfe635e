// `original`: the bytes that an article was read from, as they stand in its archive.
//
// The ledger says which record of which file gave the article, and the digest that the record had.
// The file is read up to that record in the same way as when it was indexed; nothing is printed
// unless the digest is the same. `backfile-search show --raw` starts this program for it, so that
// the searcher itself never opens an archive.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <optional>

#include "article/digest.h"
#include "index/index.h"
#include "indexer/batch.h"
#include "indexer/channel.h"
#include "indexer/indexer.h"
#include "indexer/ledger.h"
#include "indexer/limit_settings.h"
#include "indexer/reader_process.h"

namespace backfile {

namespace {

// A record that is wanted, and how it was read.
struct Wanted {
  std::string path;  // Of the file.
  LedgerRecord record;
  std::uint64_t options = 0;
};

std::optional<Wanted> FindInLedger(const std::string& index_dir, const Snapshot& snapshot,
                                   const std::string& archive, const GivenArticle& article) {
  Ledger ledger(SegmentPaths(index_dir, snapshot.generation()));
  std::optional<Wanted> found;
  const LedgerFile* file = ledger.Seek(archive);
  if (file == nullptr) return found;
  ledger.ForEachRecord([&](const LedgerRecord& record) {
    const bool gave_it = std::ranges::find(record.articles, article) != record.articles.end();
    const bool stands = record.standing == Standing::kStands;
    if (gave_it && stands && !found) found = Wanted{archive, record, file->options};
  });
  return found;
}

std::optional<Snapshot::Place> FindVersion(const Snapshot& snapshot, const std::string& id,
                                           const std::string& content) {
  for (const Snapshot::Place& version : snapshot.FindAll(IdNumber(id))) {
    const std::uint64_t digest = snapshot.columns(version.segment).digest(version.document);
    if (content.empty() || Hex16(digest) == content) return version;
  }
  return std::nullopt;
}

Error Changed(const Locator& place) {
  return {ExitCode::kInput,
          ToString(place) + " no longer holds what was indexed from it; index it again"};
}

// Closes the index before it returns: what is mapped of it would count for the process that reads.
Wanted FindRecord(const std::string& index_dir, const std::string& id, const std::string& content) {
  const auto snapshot = Snapshot::Open(index_dir);
  const auto place = FindVersion(*snapshot, id, content);
  if (!place) throw Error(ExitCode::kNothingFound, "no article has the id " + id);
  const Article article = snapshot->Load(*place);
  const std::uint64_t digest = snapshot->columns(place->segment).digest(place->document);
  auto wanted = FindInLedger(index_dir, *snapshot, article.locator.archive,
                             {IdNumber(id), static_cast<std::uint32_t>(digest)});
  if (!wanted) throw Changed(article.locator);
  return std::move(*wanted);
}

bool IsSamePlace(Locator a, const Locator& b) {
  a.archive = b.archive;
  return a == b;
}

// The record as it stands in the file now, if it is the one that was indexed.
std::optional<Record> ReadAgain(const Wanted& wanted, const ReadOptions& options) {
  const FileDescriptor fd(open(wanted.path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw SystemError(ExitCode::kInput, wanted.path + " cannot be opened", errno);
  TellProgress(fd.get());
  RecordStream records(fd.get(), wanted.path, options);
  Problems problems;
  while (auto record = records.Next(&problems)) {
    TellProgress(fd.get());
    problems.clear();
    if (!IsSamePlace(record->locator, wanted.record.locator)) continue;
    if (RecordDigest(*record, wanted.options) == wanted.record.digest) return record;
  }
  return std::nullopt;
}

ExitCode PrintAgain(const Wanted& wanted, const Limits& limits) {
  ReadOptions options;
  options.limits = limits;
  std::optional<Record> record = ReadAgain(wanted, options);
  options.by_folder = true;
  if (!record) record = ReadAgain(wanted, options);
  if (!record) {
    Locator place = wanted.record.locator;
    place.archive = wanted.path;
    throw Changed(place);
  }
  std::cout.write(record->bytes.data(), static_cast<std::streamsize>(record->bytes.size()));
  std::cout.flush();
  return ExitCode::kDone;
}

}  // namespace

ExitCode PrintRecord(const std::string& index_dir, const std::string& id,
                     const std::string& content) {
  const Config config = LoadConfig("");
  const Limits limits = LimitsOf(config);
  const Wanted wanted = FindRecord(index_dir, id, content);
  const auto end = GoOnAsReader(WorkerLimitsOf(config));
  if (!end) return PrintAgain(wanted, limits);
  if (!end->death) return end->code;
  throw Error(ExitCode::kInput, wanted.path + ": " + end->death->sentence);
}

}  // namespace backfile
