// The API writer: parts as mini databases of Xapian's own making, merged by its compactor.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "index/segment_writer.h"

namespace backfile {

std::unique_ptr<SegmentWriter> MakeApiWriter();
// Compacts databases into a new one. Throws Error.
void CompactDatabases(const std::vector<std::string>& dirs, const std::string& out_dir);
// Documents in a database that are numbered from 1 without gaps, else nullopt. Throws Error.
std::optional<std::uint32_t> CountDocuments(const std::string& dir);

}  // namespace backfile
