// Standard input as a file, so that it can be read like any other: at any place, and again.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "formats/formats.h"
#include "indexer/channel.h"

namespace backfile {

// The path that means standard input, and its name in locators.
inline constexpr const char* kStandardInput = "-";

struct SpooledInput {
  FileDescriptor fd;  // At its beginning.
  FoundFile file;
};

// Copies standard input into a nameless file in `dir`, which must exist. Throws Error(kTryLater).
SpooledInput SpoolStandardInput(const std::string& dir);

}  // namespace backfile
