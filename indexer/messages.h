// What coordinator and workers say to one another, and how it is written down.
//
// A message is a kind and a body (article/bytes.h). Unpack functions are total: a broken body gives
// nullopt, and the worker that sent it is taken for dead.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "article/bytes.h"
#include "formats/formats.h"
#include "index/segment_writer.h"

namespace backfile {

enum class Say : std::uint8_t {
  // To any worker, first of all.
  kSetup,  // Setup.
  // To a worker that cuts.
  kOpenFile,     // OpenFile, with the file.
  kMoreCredit,   // Another batch may be sent.
  kNoMoreFiles,  // Send what is left, then exit.
  // From it.
  kBatch,  // With the batch.
  // To a worker that builds.
  kUnderstand,  // Assignment, with the batch.
  kVerdict,     // Verdict on its claims.
  // From it.
  kClaims,  // Claims.
  kBuilt,   // Built.
  // From either: the world is bad (no room, no memory); the body says how. The run cannot go on.
  kShortage,
};

struct Setup {
  std::vector<ReadOptions> sources;  // How to read each.
  std::string corrections;           // The file of corrections (index/corrections.h).
  std::vector<std::string> folders;  // Of sources: files in them name others that belong to them.
  std::string parts_dir;             // The only folder that builders write to.
  std::int64_t memory = 0;           // Address space of a worker, in bytes; 0: no limit.
  WriterKind writer = WriterKind::kDirect;
};

struct OpenFile {
  std::uint32_t file = 0;          // The coordinator's number for it.
  std::uint32_t source = 0;        // How to read it: index into Setup::sources.
  std::string path;                // For locators; never opened.
  std::uint64_t skip = 0;          // Records at its beginning that were delivered before.
  bool is_careful = false;         // Send every record at once: a cutter died on this file.
  std::optional<Problem> refused;  // It is not to be read at all: no descriptor comes with it.
  Bookmark bookmark;               // Where to read on if the bytes before are what they were.
  bool was_read_on = false;        // The records that were delivered stand behind the bookmark.
  // Keys (RecordKey) of the records that are known, in the order of the ledger: so many of each
  // need come without their bytes. 0: it must come with them.
  std::vector<std::uint64_t> known;
};

struct Assignment {
  std::string part_dir;                // Where to build; absent until the worker makes it.
  std::vector<bool> skip;              // By record: known already, or the culprit of a crash.
  std::vector<std::string> archives;   // By record: path of the archive it came from.
  std::vector<std::uint32_t> sources;  // By record: OpenFile::source.
};

// An article that a worker has read and would index.
struct Claim {
  std::uint32_t record = 0;
  std::uint64_t id = 0;          // The 64 bits behind "bf:".
  std::uint64_t digest = 0;      // ContentDigest().
  std::uint64_t content_id = 0;  // The id it gets if another article holds its identifier.
  bool has_source = false;       // Its identifier is one within a source.
};

// Both in the order of the records.
struct Claims {
  std::vector<Claim> claims;
  std::vector<std::pair<std::uint32_t, Problem>> problems;  // With their record's number.
};

// What becomes of the claims, one entry each, in their order.
enum class Fate : std::uint8_t {
  kIndex,   // Index it.
  kDrop,    // Known already, or an identical copy of one that is.
  kRename,  // Another article holds its identifier: index it under an id from its content.
};
struct Verdict {
  std::vector<Fate> fates;
};

struct Built {
  std::uint32_t documents = 0;
};

std::string Pack(const OpenFile& message);
std::string Pack(const Assignment& message);
std::string Pack(const Claims& message);
std::string Pack(const Verdict& message);
std::string Pack(const Built& message);
std::string Pack(const Setup& message);

std::optional<OpenFile> UnpackOpenFile(std::string_view body);
std::optional<Assignment> UnpackAssignment(std::string_view body);
std::optional<Claims> UnpackClaims(std::string_view body);
std::optional<Verdict> UnpackVerdict(std::string_view body);
std::optional<Built> UnpackBuilt(std::string_view body);
std::optional<Setup> UnpackSetup(std::string_view body);
// A number that changes with whatever changes what is read of a file, but for latest_date,
// by_folder, and root: archives may be relocated.
std::uint64_t OptionsDigest(const ReadOptions& options);

// Parts of messages that batches and ledgers hold, too.
void PackProblem(const Problem& problem, ByteWriter* out);  // Without the archive.
Problem UnpackProblem(ByteReader* in);
void PackBookmark(const Bookmark& bookmark, ByteWriter* out);
Bookmark UnpackBookmark(ByteReader* in);

}  // namespace backfile
