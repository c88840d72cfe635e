// Any bytes as a document that nobody has named: recognised, and read as what it looks like.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view head = Bytes(data, size).substr(0, kSniffBytes);
  const Format* surest = nullptr;
  int best = 0;
  for (const Format& format : Formats()) {
    const int sure = format.sniff({"", head});
    Require(sure >= 0 && sure <= 100);
    if (sure <= best) continue;
    best = sure;
    surest = &format;
  }
  if (surest != nullptr) FuzzReader(surest->name, data, size);
  return 0;
}
