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
#include "indexer/cage.h"
#include "indexer/channel.h"
#include "indexer/indexer.h"
#include "indexer/ledger.h"

namespace backfile {

namespace {

// A record, and how it was read.
struct Wanted {
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
    if (gave_it && stands && !found) found = Wanted{record, file->options};
  });
  return found;
}

bool IsSamePlace(Locator a, const Locator& b) {
  a.archive = b.archive;
  return a == b;
}

// The record as it stands in the file now, if it is the one that was indexed.
std::optional<Record> ReadAgain(const std::string& path, const Wanted& wanted, bool by_folder) {
  const FileDescriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) throw SystemError(ExitCode::kInput, path + " cannot be opened", errno);
  ReadOptions options;
  options.by_folder = by_folder;
  RecordStream records(fd.get(), path, options);
  Problems problems;
  while (auto record = records.Next(&problems)) {
    problems.clear();
    if (!IsSamePlace(record->locator, wanted.record.locator)) continue;
    if (RecordDigest(*record, wanted.options) == wanted.record.digest) return record;
  }
  return std::nullopt;
}

}  // namespace

ExitCode PrintRecord(const std::string& index_dir, const std::string& id,
                     const std::string& content) {
  const auto snapshot = Snapshot::Open(index_dir);
  std::optional<Snapshot::Place> place;
  for (const Snapshot::Place& version : snapshot->FindAll(IdNumber(id))) {
    const std::uint64_t digest = snapshot->columns(version.segment).digest(version.document);
    const bool is_it = content.empty() || Hex16(digest) == content;
    if (is_it && !place) place = version;
  }
  if (!place) throw Error(ExitCode::kNothingFound, "no article has the id " + id);
  const Article article = snapshot->Load(*place);
  const std::string& path = article.locator.archive;
  const std::uint64_t digest = snapshot->columns(place->segment).digest(place->document);
  const auto wanted =
      FindInLedger(index_dir, *snapshot, path, {IdNumber(id), static_cast<std::uint32_t>(digest)});
  std::optional<Record> record;
  EnterCage({{"/"}, {}, 0, 0, 0});
  if (wanted) record = ReadAgain(path, *wanted, false);
  if (wanted && !record) record = ReadAgain(path, *wanted, true);
  if (!record) {
    throw Error(ExitCode::kInput, ToString(article.locator) +
                                      " no longer holds what was indexed from it; index it again");
  }
  std::cout.write(record->bytes.data(), static_cast<std::streamsize>(record->bytes.size()));
  std::cout.flush();
  return ExitCode::kDone;
}

}  // namespace backfile
