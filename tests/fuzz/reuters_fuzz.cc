// Any bytes as a Reuters-21578 collection.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  backfile::FuzzReader("reuters-sgml", bytes, size);
  return 0;
}
