// `relocate`: archives have moved to another folder; the ledger is told, and nothing is read again.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <unordered_set>

#include "article/text.h"
#include "indexer/delta.h"
#include "indexer/indexer.h"
#include "indexer/ledger.h"
#include "indexer/sources.h"

namespace backfile {

namespace {

std::string Moved(const std::string& path, const std::string& from, const std::string& to) {
  return to + path.substr(from.size());
}

class Relocation {
 public:
  Relocation(std::vector<std::string> dirs, std::string from, std::string to, std::uint64_t run)
      : dirs_(std::move(dirs)), from_(std::move(from)), to_(std::move(to)), run_(run) {}

  // The words of both places, in the order that the ledger wants.
  void Write(const std::string& dir) {
    LedgerWriter out(dir);
    if (PathLess(to_, from_)) {
      WriteArrivals(&out);
      WriteDepartures(&out);
    } else {
      WriteDepartures(&out);
      WriteArrivals(&out);
    }
    out.Finish();
  }

  std::int64_t files = 0;

 private:
  template <class Take>
  void ForEachFile(Take take) {
    Ledger ledger(dirs_);
    while (const LedgerFile* file = ledger.Next()) {
      if (!file->is_gone && LiesIn(file->file.path, from_)) take(&ledger, *file);
    }
  }
  void WriteDepartures(LedgerWriter* out) {
    ForEachFile([&](Ledger*, const LedgerFile& file) { out->AddGone(file.file, run_); });
  }
  void WriteArrivals(LedgerWriter* out) {
    ForEachFile([&](Ledger* ledger, const LedgerFile& file) {
      FoundFile arrived = file.file;
      arrived.path = Moved(file.file.path, from_, to_);
      ++files;
      out->BeginFile(arrived, run_, file.options);
      ledger->ForEachRecord([&](const LedgerRecord& record) {
        out->Add(record);
        AddPlaces(record, arrived.path, out);
        for (const GivenArticle& article : record.articles) moved_.insert(article.id);
      });
      out->EndFile(file.complete, file.problems, file.bookmark);
    });
    AddPlacesElsewhere(out);
  }
  // Of what has moved, copies may stand elsewhere.
  void AddPlacesElsewhere(LedgerWriter* out) {
    Ledger ledger(dirs_);
    while (const LedgerFile* file = ledger.Next()) {
      if (file->is_gone || LiesIn(file->file.path, from_)) continue;
      ledger.ForEachRecord([&](const LedgerRecord& record) {
        const bool has_moved = std::ranges::any_of(
            record.articles, [&](const GivenArticle& a) { return moved_.contains(a.id); });
        if (has_moved) AddPlaces(record, file->file.path, out);
      });
    }
  }
  static void AddPlaces(const LedgerRecord& record, const std::string& archive, LedgerWriter* out) {
    if (record.standing != Standing::kStands) return;
    Locator where = record.locator;
    where.archive = archive;
    for (const GivenArticle& article : record.articles) {
      out->AddPlace({PlaceKey(article.id, article.digest), where, true});
    }
  }

  std::vector<std::string> dirs_;
  std::string from_;
  std::string to_;
  std::uint64_t run_;
  std::unordered_set<std::uint64_t> moved_;
};

std::string Absolute(std::string path) {
  path = std::filesystem::weakly_canonical(std::filesystem::absolute(path)).string();
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

ExitCode Relocate(const std::string& index_dir, const std::string& from, const std::string& to,
                  int wait_lock) {
  const IndexLock lock = IndexLock::OfIndex(index_dir, "relocate", wait_lock);
  const auto live = Snapshot::Open(index_dir);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto run = std::chrono::duration_cast<std::chrono::microseconds>(now).count();
  // What is gone may no longer have a canonical name: it is taken as it was given.
  Relocation relocation(SegmentPaths(index_dir, live->generation()), Absolute(from), Absolute(to),
                        static_cast<std::uint64_t>(run));
  Delta delta;
  delta.write_ledger = [&](const std::string& dir) { relocation.Write(dir); };
  PublishDelta(index_dir, *live, delta, 2);
  std::cout << relocation.files << (relocation.files == 1 ? " file is" : " files are")
            << " now known at " << Printable(Absolute(to)) << "\n";
  return relocation.files > 0 ? ExitCode::kDone : ExitCode::kNothingFound;
}

}  // namespace backfile
