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

// An article that a record gave, in the version that it gave.
struct GivenArticle {
  std::uint64_t id = 0;      // The 64 bits behind "bf:".
  std::uint32_t digest = 0;  // The lower half of its ContentDigest().
  friend bool operator==(const GivenArticle&, const GivenArticle&) = default;
};

// Whether a record still stands in its file. One that does not stays in the ledger until a run has
// seen to its articles: `add` keeps those of gone records, `update` does not.
enum class Standing : std::uint8_t { kStands, kGone, kReplaced };

// One record of an input file.
struct LedgerRecord {
  std::uint64_t digest = 0;            // BatchRecord::digest.
  Locator locator;                     // Without the archive.
  std::vector<GivenArticle> articles;  // What it gave.
  std::optional<Reason> refused;       // Why it gave nothing, or not all.
  Standing standing = Standing::kStands;
};

// One input file. `records` are read on demand.
struct LedgerFile {
  FoundFile file;
  std::uint64_t run = 0;  // Of which run this is the word: microseconds since 1970.
  std::uint64_t options =
      0;                  // Digest of how it was read (ReadOptions): other options, other story.
  bool complete = false;  // Read to its end; if not, the next run reads it again.
  bool is_gone = false;   // It no longer exists, and its articles were seen to.
  Problems problems;      // Refused without a record; archive names are left out.
  std::int64_t records = 0;
  std::int64_t fallen = 0;  // Records of these that do not stand in it any more.
  Bookmark bookmark;        // Where to read on if it has grown; its records are the first of all.
};

// The order of FileWalk: byte by byte, but '/' before everything else.
bool PathLess(std::string_view a, std::string_view b);

// Writes one delta into a directory. Files must come in PathLess order, records between BeginFile
// and EndFile. Memory does not grow with their number (but with that of places).
class LedgerWriter {
 public:
  explicit LedgerWriter(const std::string& dir);  // Throws Error.
  ~LedgerWriter();

  void BeginFile(const FoundFile& file, std::uint64_t run, std::uint64_t options);
  void Add(const LedgerRecord& record);
  // Adds chunks (ledger_format.h) as they are, of so many records of which so many do not stand.
  void AddChunks(const std::vector<std::string_view>& chunks, std::int64_t records,
                 std::int64_t fallen);
  void EndFile(bool complete, const Problems& problems, const Bookmark& bookmark = {});
  // The word that a file is gone.
  void AddGone(const FoundFile& file, std::uint64_t run);
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
  // Walks on to `path`; nullptr if the ledger does not know it. Files that are passed on the way go
  // to `passed`. Requires: paths ascend by PathLess.
  const LedgerFile* Seek(std::string_view path,
                         const std::function<void(const LedgerFile&)>& passed = nullptr);
  // The records of the file that Next or Seek gave last, in their order.
  void ForEachRecord(const std::function<void(const LedgerRecord&)>& take);
  // Those of them that do not stand, in no order. They are written behind the others, so that what
  // stands need not be read for it.
  void ForEachFallen(const std::function<void(const LedgerRecord&)>& take);
  // Adds its records to the file that was begun in `out`, without those that do not stand and that
  // `drops` says; where none is dropped they are copied as they lie.
  void CopyRecords(LedgerWriter* out,
                   const std::function<bool(const LedgerRecord&)>& drops = nullptr);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Writes into `out_dir` one delta that says what those in `dirs` say together. With `forget_gone`,
// which is for all deltas of an index at once, files that are gone are left out.
void MergeLedgers(const std::vector<std::string>& dirs, const std::string& out_dir,
                  bool forget_gone = false);

}  // namespace backfile
