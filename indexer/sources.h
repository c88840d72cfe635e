// Sources: where articles come from, and how each is read.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"
#include "index/config.h"

namespace backfile {

// A portion of all files, when each of `of` machines takes in one: the `number`-th, from 1. Which
// one a file belongs to is told by a digest of its path, and so the same everywhere and always.
struct Portion {
  std::uint64_t number = 1;
  std::uint64_t of = 1;
  bool Holds(std::string_view path) const;
};
// "3/8". Nullopt unless 1 <= 3 <= 8.
std::optional<Portion> ParsePortion(std::string_view text);

struct Source {
  std::string name;                   // In reports; of a path that was just given: the path.
  std::string path;                   // A file or folder, or kStandardInput.
  std::vector<std::string> globs;     // Files taken in, by name or path below `path`; empty: all.
  std::vector<std::string> excludes;  // Files left out.
  ReadOptions read;
  Portion portion = {};
};

// The sources of one run, by path in the order of the ledger. A file belongs to the innermost
// source that it lies in.
class Sources {
 public:
  // Paths become absolute, without links in them. Throws Error(kInput) if one cannot be opened,
  // unless `may_be_missing`: then it stays as it is.
  Sources(std::vector<Source> sources, bool may_be_missing);

  const std::vector<Source>& all() const { return sources_; }
  // Indexes of the sources that lie in no other: what is to be walked.
  std::vector<std::uint32_t> Roots() const;
  // The source of a file. Requires: it lies in one.
  std::uint32_t Of(std::string_view path) const;
  // Whether the path lies in some source.
  bool Hold(std::string_view path) const;
  // Whether its source, Of(path), wants the file: by its patterns, and its portion.
  bool Want(std::string_view path, std::uint32_t source) const;
  std::uint64_t options_digest(std::uint32_t source) const { return digests_[source]; }
  std::vector<ReadOptions> read_options() const;

 private:
  std::vector<Source> sources_;
  std::vector<std::uint64_t> digests_;
};

// The mapping file of --map. Throws Error(kInput), Error(kUsage) naming the line.
FieldMap ReadFieldMap(const std::string& path);

// Throws Error(kUsage), naming file and line, if there is no such format as a source is to be read
// as.
void CheckFormats(const Config& config);

// Whether `path` is `folder` or lies in it.
bool LiesIn(std::string_view path, std::string_view folder);

}  // namespace backfile
