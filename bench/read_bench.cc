// Reads files to articles and says how fast: read_bench FILE...
//
// Prints for each file the megabytes it unpacks to and the seconds it took to cut it into records
// and to read them into articles, without what is told from the words; at the end the most memory
// that was held.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <string_view>

#include "formats/formats.h"

namespace {

using Clock = std::chrono::steady_clock;

double SecondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

void Measure(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::perror(path);
  backfile::RecordStream records(fd, path, {});
  backfile::Problems problems;
  double cut = 0;
  double read = 0;
  double megabytes = 0;
  long articles = 0;
  long refused = 0;
  for (;;) {
    const Clock::time_point begin = Clock::now();
    const auto record = records.Next(&problems);
    cut += SecondsSince(begin);
    if (!record) break;
    const Clock::time_point middle = Clock::now();
    articles += static_cast<long>(backfile::ReadRecord(*record, {}, &problems).size());
    read += SecondsSince(middle);
    megabytes += static_cast<double>(record->bytes.size()) / 1e6;
    refused += static_cast<long>(problems.size());
    problems.clear();
  }
  close(fd);
  std::string_view name = path;
  name = name.substr(name.rfind('/') + 1);
  std::printf("%.*s.articles %ld articles\n%.*s.refused %ld problems\n%.*s.speed %.1f MB/s\n",
              static_cast<int>(name.size()), name.data(), articles, static_cast<int>(name.size()),
              name.data(), refused + static_cast<long>(problems.size()),
              static_cast<int>(name.size()), name.data(), megabytes / (cut + read));
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) Measure(argv[i]);
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("memory.most %ld MB\n", usage.ru_maxrss / 1024);
}
