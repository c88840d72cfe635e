// How analysed articles become a segment: one small interface, whatever writes the files behind it.
//
// A part is a directory that holds some documents, numbered from 1: database files, and `rows` (the
// column values of each document). Workers write parts; a group of parts is merged into a larger
// part, and at the end into a segment with columns.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "index/analyzer.h"
#include "index/columns.h"

namespace backfile {

class SegmentWriter {
 public:
  virtual ~SegmentWriter() = default;
  // Adds the next document. `article` is what `analyzer` made last; `stored` is StoreArticle()'s
  // bytes.
  virtual void Add(const Analyzer& analyzer, const AnalysedArticle& article, const ColumnRow& row,
                   std::string_view stored) = 0;
  // How many documents it has taken.
  virtual std::uint32_t documents() const = 0;
  // Writes everything into the part's directory; nothing may be added after. Not synced.
  virtual void Finish() = 0;
};

// The name of the writer that MakeSegmentWriter makes, for SegmentInfo::writer.
inline constexpr const char* kSegmentWriterName = "api";

// Makes the (absent or empty) directory and a writer into it. Throws Error.
std::unique_ptr<SegmentWriter> MakeSegmentWriter(const std::string& part_dir);

// Merges parts, in order, into one: documents of parts[0] first, then those of parts[1] and so on.
// The parts stay. Throws Error if one is damaged: nothing is left at `out_dir` then.
void MergeParts(const std::vector<std::string>& parts, const std::string& out_dir);

// Documents in a finished part, by its rows and by its database; they must agree. Throws Error.
std::uint32_t CheckPart(const std::string& part_dir);

// Turns the rows of a merged part into columns, drops what only parts need. After it,
// SealSegment().
void FinishSegment(const std::string& part_dir);

}  // namespace backfile
