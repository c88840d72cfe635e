// One facet's column on its way to disk.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/columns_file.h"
#include "index/vocabulary.h"

namespace backfile {

// Values are numbered as they are met, and renumbered in byte order once all are known; until then
// the documents' numbers wait in a file.
class FacetWriter {
 public:
  FacetWriter(const std::string& dir, std::size_t facet);

  void Add(const std::vector<std::string>& values);  // Of the next document.
  void WriteInto(ColumnsFile* out);                  // Nothing if no document has a value.

 private:
  // Calls take(the new numbers of a document, ascending) for each document.
  template <class Take>
  void ForEachDocument(Take take);
  template <class T>
  void WriteNumbers(ColumnsFile* out);
  void WriteOffsets(ColumnsFile* out);
  void WriteTexts(const std::vector<std::uint32_t>& order, ColumnsFile* out);

  std::size_t facet_;
  WaitingColumn waiting_;
  TextTable texts_;
  std::vector<std::uint32_t> new_number_;
  bool is_list_ = false;
};

}  // namespace backfile
