// A part: documents already inverted, but not yet a database.
//
//     DIR/postings.0, positions.0, ...    files of lists, a set a run (list_file.h)
//     DIR/part                            written last: what there is
//
// A run is what fitted into memory; runs and parts are merged alike. Parts never leave the machine
// that made them, and no reader sees one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "index/glass/list_source.h"

namespace backfile::glass {

struct PartInfo {
  std::uint32_t documents = 0;
  std::uint32_t last_document = 0;
  std::uint32_t runs = 0;
};

std::string RunFile(const std::string& dir, std::uint32_t run, Lists lists);
void WritePartInfo(const std::string& dir, const PartInfo& info);
// nullopt: there is no part in `dir`. Throws Error(kIndex) if it is damaged.
std::optional<PartInfo> ReadPartInfo(const std::string& dir);

}  // namespace backfile::glass
