// Lists in a file of our own: what a part is made of until a segment is written.
//
// A file is lists, one after the other: the key (length, bytes), how many entries, the sum of their
// numbers, the entries. An entry is the distance from the document before, then by the form of the
// file a number, bytes (length, bytes), or both. Numbers are those of coding.h.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "index/files.h"
#include "index/glass/list_source.h"

namespace backfile::glass {

struct ListForm {
  bool has_number = false;
  bool has_bytes = false;
};
ListForm FormOf(Lists lists);

// Throws Error(kTryLater) when the disk fails or is full.
class ListFileWriter {
 public:
  ListFileWriter(const std::string& path, ListForm form) : file_(path), form_(form) {}

  void BeginList(std::string_view key, const ListTotals& totals);
  // Requires: as many as BeginList said, ascending by document.
  void Add(const ListEntry& entry);
  void Close() { file_.Close(); }  // Not synced.

 private:
  FileWriter file_;
  ListForm form_;
  std::uint32_t last_document_ = 0;
};

// The lists of a file; none if there is no such file. Throws Error(kIndex).
std::unique_ptr<ListSource> OpenListFile(const std::string& path, ListForm form);

}  // namespace backfile::glass
