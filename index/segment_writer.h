// How analysed articles become a segment: one small interface, whatever writes the files behind it.
//
// A part is a directory that holds some documents, numbered from 1: what its kind of writer makes
// of their terms, and `rows` (the column values of each document). Workers write parts; many parts
// may be merged into a larger one, and at the end all into a segment with columns.
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

#include "index/analyzer.h"
#include "index/columns.h"
#include "index/columns_writer.h"

namespace backfile {

class SegmentWriter {
 public:
  virtual ~SegmentWriter() = default;
  // Begins a part in a directory that is absent or empty; what was not finished is let go.
  virtual void Begin(const std::string& part_dir) = 0;
  // Adds the next document. `article` is what `analyzer` made last; `stored` is StoreArticle()'s
  // bytes, not packed yet.
  virtual void Add(const Analyzer& analyzer, const AnalysedArticle& article, const ColumnRow& row,
                   std::string_view stored) = 0;
  // How many documents the part has.
  virtual std::uint32_t documents() const = 0;
  // Writes everything into the part's directory; nothing may be added after. Not synced.
  virtual void Finish() = 0;
};

// What writes segments. No reader can tell which one did.
enum class WriterKind : std::uint8_t {
  kDirect,  // Our own (index/glass/): many times faster, bound to checked versions of libxapian.
  kApi,     // Xapian's API, with any version of it.
};
// "direct" or "api": on the command line, and in SegmentInfo::writer.
std::string_view WriterName(WriterKind kind);
std::optional<WriterKind> FindWriter(std::string_view name);
// What a name on the command line asks for: "direct", "api", or "auto", which is DefaultWriter().
// Throws Error(kUsage) for another name, and for "direct" where that is not safe.
WriterKind ChooseWriter(std::string_view name);
// kDirect where it is safe: libxapian, as it is now, is of a version that it was checked against.
WriterKind DefaultWriter();

// A writer of parts, one after the other: keep one for all that this process writes, since it keeps
// its memory and what it has learnt for packing records. All of it may throw Error.
std::unique_ptr<SegmentWriter> MakeSegmentWriter(WriterKind kind);
// The kind of writer that a finished part comes from. Parts of two kinds do not merge.
WriterKind WriterOfPart(const std::string& part_dir);

// Merges parts, in order, into one: documents of parts[0] first, then those of parts[1] and so on.
// The parts stay. Throws Error if one is damaged: nothing is left at `out_dir` then.
void MergeParts(const std::vector<std::string>& parts, const std::string& out_dir);

// As few parts as `most`, the same documents in the same order: as they are, or neighbours merged,
// in `dir`. Throws as MergeParts does.
std::vector<std::string> MergeNeighbours(const std::vector<std::string>& parts, std::size_t most,
                                         const std::string& dir);

// Documents in a finished part, by its rows and by its database; they must agree. Throws Error.
std::uint32_t CheckPart(const std::string& part_dir);

// Writes a segment into the directory `dir`: `write_database` its database, and at the same time,
// in a thread of its own, `add_rows` its columns, row by row. Returns how many documents there are.
// Throws what these throw, and Error(kIndex) if they do not agree.
std::uint32_t WriteSegment(const std::string& dir, const std::function<void()>& write_database,
                           const std::function<void(ColumnsWriter*)>& add_rows);

// Merges parts into a segment: a database and its columns. Returns how many documents it holds.
// The parts stay. Throws as MergeParts does. After it, SealSegment().
std::uint32_t MakeSegment(const std::vector<std::string>& parts, const std::string& out_dir);

}  // namespace backfile
