// What is on disk, shared by the two programs.
//
// An index is a directory:
//
//     INDEX/current                     the pointer: the name of the live generation
//     INDEX/generations/gen-000042      which segments make it up (JSON, see segments.h)
//     INDEX/segments/seg-000007/        a compacted Xapian database, columns, tombstones, ledger
//     INDEX/work/                       the finished groups of a run that is not published yet
//     INDEX/lock                        held by the one writer
//
// Everything but `current` and `work` is written once, synced, and never changed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "index/bitmap.h"
#include "index/columns.h"
#include "index/lock.h"
#include "index/relations.h"
#include "index/remote.h"
#include "index/segments.h"

namespace Xapian {
class Database;
}

namespace backfile {

// The version of everything on disk, and the oldest that is still read.
inline constexpr int kSchemaVersion = 1;
inline constexpr int kOldestSchema = 1;

// A generation of an index: its segments, oldest first, ready to be opened.
struct Shard {
  std::string place;  // The folder of the index; HOST:PORT of a publication.
  Generation generation;
  std::vector<std::string> dirs;  // Where the segments lie; of a publication all but its database,
  std::unique_ptr<RemoteDatabase> server = nullptr;  // which is behind this.
};
// The live generation. Throws Error(kIndex): no index there, damaged, or of a schema unknown here.
Shard LiveShard(const std::string& index_dir);

// A generation opened for reading, or one of each of several indexes that are read as if they were
// one: never changes, whatever is published meanwhile, and stays readable while its files are kept.
// One thread at a time.
class Snapshot {
 public:
  // The live generation. Throws Error(kIndex): no index there, damaged, or of a schema unknown
  // here.
  static std::unique_ptr<Snapshot> Open(const std::string& index_dir);
  // An earlier one. Throws Error(kUsage) if it is not kept (any more).
  static std::unique_ptr<Snapshot> OpenGeneration(const std::string& index_dir, int number);
  // A generation that need not be live: `dirs` are where its segments lie, oldest first.
  static std::unique_ptr<Snapshot> OpenSegments(const Generation& generation,
                                                const std::vector<std::string>& dirs);
  // Generations of several indexes. What they mean for one another is told by Bridge() alone.
  // Throws Error(kIndex), ShardError.
  static std::unique_ptr<Snapshot> OpenShards(const std::vector<Shard>& shards);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

  // Of several indexes: numbers and articles are added up, the latest is when it was made, and
  // segments have the number of their shard and a stroke before their names.
  const Generation& generation() const;
  // Hides further documents, of a run that is not published yet. Not counted in articles().
  void Hide(const std::vector<Tombstone>& tombstones);
  // Articles that can be found: all documents less the tombstoned ones.
  std::int64_t articles() const;

  // Takes over what stands in a folder as in that of a segment: tombstones, of articles that an
  // earlier shard has, too (twins), and relations between articles of several shards. Segments are
  // called as generation() calls them. Throws Error.
  void Bridge(const std::string& dir);

  int shards() const;
  int shard(int segment) const;                       // Which index the segment belongs to.
  const std::string& shard_place(int segment) const;  // Shard::place of that.
  bool is_remote(int segment) const;                  // Whether its database is behind a server.

  int segments() const;
  const Xapian::Database& segment_database(int segment) const;
  const std::string& segment_path(int segment) const;
  const Columns& columns(int segment) const;
  const Bitmap& tombstones(int segment) const;  // Bit d set: document d of the segment is gone.

  // Those of them that an earlier shard has, too, ascending: an index made of all would not have
  // them, so they count nowhere.
  const std::vector<std::uint32_t>& twins(int segment) const;

  // What is said of the segment's documents, hidden ones included. Read when first asked for.
  const RelationList& relations(int segment, RelationKind kind) const;

  // A place of a document.
  struct Place {
    int segment = 0;
    std::uint32_t document = 0;
    friend bool operator==(const Place&, const Place&) = default;
  };
  // Where the living article with this id is; of several versions, one that none supersedes.
  // `id_number`: the 64 bits behind "bf:".
  std::optional<Place> Find(std::uint64_t id_number) const;
  // All living articles with this id: versions of one story, or articles that were given the same
  // identifier. Those that none supersedes come first.
  std::vector<Place> FindAll(std::uint64_t id_number) const;
  // Whether they are one article: of the same id, and of the same content too if the id is its own.
  bool AreTwins(const Place& a, const Place& b) const;
  bool IsSuperseded(const Place& place) const;
  // The living articles with this StoryKey(). Requires: it is not 0.
  std::vector<Place> FindStory(std::uint64_t story) const;
  // Ids of living articles whose hexadecimal digits begin with `hex`, at most `most` of them.
  std::vector<std::uint64_t> FindByPrefix(std::string_view hex, std::size_t most) const;
  // The article with an id as a person writes it: "bf:" may be left out, and of the digits all but
  // 6. Throws Error(kUsage) if it is none or more than one, Error(kNothingFound) if there is none.
  Place FindArticle(std::string_view id) const;
  // The stored article at a place.
  // Throws Error(kIndex) if it cannot be decoded.
  Article Load(const Place& place) const;
  // Where else identical copies of the article stand, in any of the indexes, sorted; without the
  // stored article's own place.
  std::vector<Locator> CopiesOf(const Place& place) const;

 private:
  Snapshot();
  std::uint64_t KeyOf(const Place& place) const;  // PlaceKey().
  // Documents with the id, hidden ones included; those of the newest segment first.
  std::vector<Place> Holders(std::uint64_t id_number) const;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
