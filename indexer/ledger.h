// The ledger: what earlier runs took in, so that the next one reads only what is new or changed.
//
// It lies beside the documents it tells of, one delta a segment (and one a finished group of a run
// that is not published yet), in three files: `ledger.files` lists input files in the order of
// FileWalk, `ledger.records` their records, `places` where else identical copies of articles stand
// (index/places.h). A later delta's word on a file replaces an earlier one's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"
#include "index/places.h"

namespace backfile {

// One record of an input file.
struct LedgerRecord {
  std::uint64_t digest = 0;             // BatchRecord::digest.
  Locator locator;                      // Without the archive.
  std::vector<std::uint64_t> articles;  // What it gave; ids as numbers.
  std::optional<Reason> refused;        // Why it gave nothing, or not all.
  bool is_gone = false;  // It no longer stands in the file, but its articles were kept (`add`).
};

// One input file. `records` are read on demand.
struct LedgerFile {
  FoundFile file;
  std::uint64_t run = 0;  // Of which run this is the word: seconds since 1970.
  bool complete = false;  // Read to its end; if not, the next run reads it again.
  Problems problems;      // Refused without a record; archive names are left out.
  std::int64_t records = 0;
};

// The order of FileWalk: byte by byte, but '/' before everything else.
bool PathLess(std::string_view a, std::string_view b);

// Writes one delta into a directory. Files must come in PathLess order, records between BeginFile
// and EndFile. Memory does not grow with their number (but with that of places).
class LedgerWriter {
 public:
  explicit LedgerWriter(const std::string& dir);  // Throws Error.
  ~LedgerWriter();

  void BeginFile(const FoundFile& file, std::uint64_t run);
  void Add(const LedgerRecord& record);
  void EndFile(bool complete, const Problems& problems);
  void AddPlace(const CopyPlace& place);
  void Finish();  // Throws Error. Not synced: SealSegment and Groups do that.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Reads the deltas in some directories as one ledger, the later directories' word before the
// earlier's. Directories without a ledger count as empty ones.
class Ledger {
 public:
  // Throws Error(kIndex) if one is damaged.
  explicit Ledger(const std::vector<std::string>& dirs);
  ~Ledger();

  // Walks on to the next file; nullptr at the end. Valid until the next call.
  const LedgerFile* Next();
  // Walks on to `path`; nullptr if the ledger does not know it. Requires: paths ascend by PathLess.
  const LedgerFile* Seek(std::string_view path);
  // The records of the file that Next or Seek gave last, in their order.
  void ForEachRecord(const std::function<void(const LedgerRecord&)>& take);

  // Further places of an article, in ascending order. Requires: nothing (random access).
  std::vector<Locator> PlacesOf(std::uint64_t id) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Writes into `out_dir` one delta that says what those in `dirs` say together.
void MergeLedgers(const std::vector<std::string>& dirs, const std::string& out_dir);

}  // namespace backfile
