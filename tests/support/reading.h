// Bytes in, articles out: the whole way from a file to its articles, for tests.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

struct Reading {
  std::vector<Article> articles;
  Problems problems;
};

// Reads bytes as if they were a file of that name.
inline Reading ReadBytes(std::string_view bytes, const std::string& name,
                         const ReadOptions& options = {}) {
  const int fd = memfd_create("test", MFD_CLOEXEC);
  const auto written = write(fd, bytes.data(), bytes.size());
  lseek(fd, 0, SEEK_SET);
  Reading reading;
  if (written == static_cast<ssize_t>(bytes.size())) {
    RecordStream records(fd, name, options);
    while (const auto record = records.Next(&reading.problems)) {
      for (Article& article : ReadRecord(*record, options, &reading.problems)) {
        reading.articles.push_back(std::move(article));
      }
    }
  }
  close(fd);
  return reading;
}

}  // namespace backfile
