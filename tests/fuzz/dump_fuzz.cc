// Any bytes as lines of a dump.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  backfile::FuzzReader("backfile-dump", bytes, size);
  return 0;
}
