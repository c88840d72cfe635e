// Many parts or segments into one, in a single pass over each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "index/bitmap.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// What is merged: a part, or a glass database, and which of its documents are left out.
struct Input {
  Input(std::string from, const Bitmap* without = nullptr)  // NOLINT: a directory is an input.
      : dir(std::move(from)), dropped(without) {}
  std::string dir;
  const Bitmap* dropped = nullptr;  // None: all stay. Must outlive the merge.
};

// Both keep the documents in order: those of inputs[0] first, then those of inputs[1] and so on,
// each numbered after the last one before it. Memory does not grow with the inputs, but by 12 bytes
// for 64 documents of an input of which some are dropped. Throw Error(kIndex) if an input is
// damaged, Error(kTryLater) when the disk fails or is full. Nothing is synced.

// Into a larger part. Requires: inputs are parts.
void MergeIntoPart(const std::vector<std::string>& parts, const std::string& out_dir);

// Into a database, its version file last.
void WriteDatabase(const std::vector<Input>& inputs, const std::string& out_dir,
                   std::uint32_t block_bytes = kDefaultBlockBytes);

}  // namespace backfile::glass
