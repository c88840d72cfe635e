// Folding: several segments into one, without the documents that were replaced or deleted.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/bitmap.h"
#include "index/segment_writer.h"

namespace backfile {

// A sealed segment, and which of its documents are left out.
struct FoldInput {
  std::string dir;
  const Bitmap* dropped = nullptr;  // Its tombstones; none: all stay. Must outlive the fold.
};

// Folds segments into a new one at `out_dir`, in order, with new numbers for what stays. Returns
// how many documents that is. The inputs stay; nothing is left at `out_dir` if it fails. After it,
// SealSegment(). Throws Error.
//
// kDirect copies lists, in flat memory, whichever writer made the inputs. kApi analyses every
// article anew: Xapian cannot drop documents that have no term lists.
std::uint32_t FoldSegments(const std::vector<FoldInput>& segments, const std::string& out_dir,
                           WriterKind kind);

}  // namespace backfile
