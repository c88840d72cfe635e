// Any bytes as plain text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  backfile::FuzzReader("text", bytes, size);
  return 0;
}
