// The direct writer: parts as sorted runs, without Xapian's inverter (docs/glass.md).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "index/segment_writer.h"

namespace backfile {

// Makes a writer into the directory, which exists and is empty. Throws Error.
std::unique_ptr<SegmentWriter> MakeDirectWriter();

}  // namespace backfile
