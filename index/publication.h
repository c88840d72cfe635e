// A publication: a generation made ready to be read through a server that knows nothing of
// Backfile.
//
// It is one Xapian database. What else a reader has of a segment (columns, relations, places) and
// of an index (people.tsv) stands in its metadata, in compressed pieces; a reader fetches it once
// and keeps it. So only posting lists, positions and stored articles cross the wire for a question.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/segments.h"

namespace Xapian {
class Database;
}

namespace backfile {

// What a publication says of itself.
struct Publication {
  Generation generation;           // With one segment.
  std::vector<SegmentFile> files;  // What stands in the metadata.

  // Equal for equal content.
  std::string Identity() const;
};

// Makes a publication of the generation in the folder `out_dir`, which must not be there: `dir` is
// its one segment, sealed, and with the people.tsv of the index. Throws Error.
void MakePublication(const std::string& dir, const Generation& generation,
                     const std::string& out_dir);

// Of an opened database. Throws Error(kIndex) naming `place` if it is no publication, or one of a
// newer version; ShardError.
Publication ReadPublication(const Xapian::Database& database, const std::string& place);

// Writes the files into a folder, and holds them against their digests. Throws as above, and
// Error(kTryLater) if the disk is full.
void FetchFiles(const Xapian::Database& database, const Publication& publication,
                const std::string& place, const std::string& dir);

}  // namespace backfile
