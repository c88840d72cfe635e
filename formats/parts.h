// Files that are one thing together: the description of a newspaper issue and its pages.
//
// A format that describes others (Format::parts) is read with the files it names, which go into its
// record's context; they are not read by themselves then. Loose files are looked for beside it;
// members of an archive are held back until all have come, or the bound of memory is met.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

struct Part {
  std::string_view name;
  std::string_view bytes;
};

// Parts as a record's context carries them; the views point into it. Any bytes are read.
void PackPart(std::string_view name, std::string_view bytes, std::string* context);
std::vector<Part> UnpackParts(std::string_view context);

// What lies beside loose files. Keep one for all files of a run: it remembers what the descriptions
// of a folder name, so that each is read once and not once a page.
//
// The virtual functions are the only ones in this folder that open files by their paths. A process
// that may open nothing overrides them by asking one that may.
class Neighbours {
 public:
  virtual ~Neighbours() = default;

  // The files of these names beside the file at `path` or in the folders below that the names tell,
  // packed; all together at most `max_bytes`. No name leads out of the folder.
  std::string LoadParts(const std::string& path, const std::vector<std::string>& names,
                        std::int64_t max_bytes) const;
  // Whether a description beside the file, or in the folder above, names it.
  bool IsNamed(const std::string& path);

 protected:
  // A regular file, whole; nullopt if it is anything else or larger. Links are not followed.
  virtual std::optional<std::string> Read(const std::string& path, std::int64_t max_bytes) const;
  // The names of the files in the folder ("" or ending in '/').
  virtual std::vector<std::string> NamesIn(const std::string& folder) const;

 private:
  struct Folder {
    std::string path;
    std::vector<std::uint64_t> named;  // Digests of the names of parts, sorted.
  };
  const Folder& Look(const std::string& folder);

  std::deque<Folder> looked_;  // The last few folders.
};

// Holds records of one archive back until their parts have come.
class PartKeeper {
 public:
  explicit PartKeeper(std::int64_t max_bytes) : max_bytes_(max_bytes) {}

  void HoldWhole(Record record, const std::vector<std::string>& names);
  void HoldPart(Record record);
  // A description whose parts are complete, or what must be let go: because memory is short, or
  // since nothing more will come. nullopt: nothing is ready.
  std::optional<Record> Next(bool is_end);
  bool was_used() const { return was_used_; }

 private:
  struct Whole {
    Record record;
    std::string folder;
    std::set<std::string> names;    // File names of its parts.
    std::set<std::string> missing;  // Of those, what has not come.
  };

  Record Join(Whole whole);

  std::int64_t max_bytes_;
  std::int64_t held_bytes_ = 0;
  bool was_used_ = false;
  std::deque<Whole> wholes_;
  std::map<std::string, Record> parts_;  // By path in the archive.
  std::deque<std::string> order_;        // Paths as they came.
};

}  // namespace backfile
