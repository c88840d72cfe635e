// Any bytes as a file: containers in containers, compressed members, whatever is found in them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/reader_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const int fd = memfd_create("fuzz", MFD_CLOEXEC);
  backfile::Require(ftruncate(fd, 0) == 0);
  backfile::Require(pwrite(fd, bytes, size, 0) == static_cast<ssize_t>(size));
  lseek(fd, 0, SEEK_SET);
  backfile::ReadOptions options;
  options.limits.max_member_bytes = 1'000'000;
  options.limits.max_record_bytes = 1'000'000;
  options.limits.ratio_free_bytes = 1'000'000;
  backfile::RecordStream records(fd, "fuzz", options);
  backfile::Problems problems;
  while (const auto record = records.Next(&problems)) {
    backfile::Require(backfile::FindFormat(record->format) != nullptr);
    backfile::Require(record->bytes.size() <= 2'000'000);
  }
  return 0;
}
