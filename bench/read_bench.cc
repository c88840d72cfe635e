// Reads files to articles and says how fast: read_bench FILE...
//
// Prints for each file how many articles and refusals it gives, and the megabytes of records that
// are cut and read in a second, without what is told from the words; at the end the most memory
// held.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <string_view>

#include "formats/formats.h"

namespace {

// Of processor time, which other programs do not disturb.
double Seconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void Measure(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::perror(path);
  backfile::RecordStream records(fd, path, {});
  backfile::Problems problems;
  double megabytes = 0;
  long articles = 0;
  long refused = 0;
  const double begin = Seconds();
  while (const auto record = records.Next(&problems)) {
    articles += static_cast<long>(backfile::ReadRecord(*record, {}, &problems).size());
    megabytes += static_cast<double>(record->bytes.size()) / 1e6;
    refused += static_cast<long>(problems.size());
    problems.clear();
  }
  const double seconds = Seconds() - begin;
  close(fd);
  std::string_view name = path;
  name = name.substr(name.rfind('/') + 1);
  std::printf("%.*s.articles %ld articles\n%.*s.refused %ld problems\n%.*s.speed %.1f MB/s\n",
              static_cast<int>(name.size()), name.data(), articles, static_cast<int>(name.size()),
              name.data(), refused + static_cast<long>(problems.size()),
              static_cast<int>(name.size()), name.data(), megabytes / seconds);
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) Measure(argv[i]);
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  std::printf("memory.most %ld MB\n", usage.ru_maxrss / 1024);
}
