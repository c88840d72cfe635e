// The rows of a part: the column values of its documents, one after the other, until they become
// columns.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <functional>
#include <string>

#include "index/columns.h"
#include "index/files.h"

namespace backfile {

inline constexpr const char* kRowsName = "rows";

// Writes one row a document, in document order.
class RowsWriter {
 public:
  explicit RowsWriter(const std::string& part_dir) : file_(part_dir + "/" + kRowsName) {}
  void Add(const ColumnRow& row);
  void Close() { file_.Close(); }

 private:
  FileWriter file_;
};

// The rows of a part in document order. Throws Error(kIndex) if they are damaged.
void ForEachRow(const std::string& part_dir, const std::function<void(const ColumnRow&)>& take);
// The rows of parts, one part after the other.
void JoinRows(const std::vector<std::string>& parts, const std::string& out_dir);

}  // namespace backfile
