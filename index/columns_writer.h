// Columns written from rows as they come, in memory that grows with the different values of facets
// only: what cannot be written yet waits in files beside the columns.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "index/columns.h"

namespace backfile {

// Writes the columns of the segment in `dir`, which need not have its database yet. Throws
// Error(kTryLater) when the disk is full or fails; what it leaves then is incomplete.
class ColumnsWriter {
 public:
  explicit ColumnsWriter(const std::string& dir);
  ~ColumnsWriter();

  void Add(const ColumnRow& row);  // Of the next document; the first one is number 1.
  std::uint32_t documents() const;
  // After the last row: writes all that the rows say. May run while the database is being written.
  void EndRows();
  // Completes the file. Requires: EndRows() has been called; the database is written.
  // lengths[document], its first element nobody's: as Columns::length(); none: 0 for all.
  void Close(std::span<const std::uint32_t> lengths);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
