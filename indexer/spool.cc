// Copying standard input.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/spool.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <vector>

namespace backfile {

namespace {

constexpr std::size_t kBufferBytes = 1U << 20;

FileDescriptor NamelessFile(const std::string& dir) {
  FileDescriptor fd(open(dir.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600));
  if (fd) return fd;
  std::string name = dir + "/stdin-XXXXXX";  // Some file systems have no O_TMPFILE.
  fd = FileDescriptor(mkostemp(name.data(), O_CLOEXEC));
  if (!fd) throw SystemError(ExitCode::kTryLater, "cannot write to " + dir, errno);
  unlink(name.c_str());
  return fd;
}

void WriteAll(int fd, const char* bytes, std::size_t size, const std::string& dir) {
  while (size > 0) {
    const ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw SystemError(ExitCode::kTryLater, "cannot write to " + dir, errno);
    bytes += n;
    size -= static_cast<std::size_t>(n);
  }
}

}  // namespace

SpooledInput SpoolStandardInput(const std::string& dir) {
  SpooledInput spooled{NamelessFile(dir), {}};
  std::vector<char> buffer(kBufferBytes);
  for (;;) {
    const ssize_t n = read(STDIN_FILENO, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw SystemError(ExitCode::kInput, "standard input cannot be read", errno);
    if (n == 0) break;
    WriteAll(spooled.fd.get(), buffer.data(), static_cast<std::size_t>(n), dir);
    spooled.file.size += n;
  }
  lseek(spooled.fd.get(), 0, SEEK_SET);
  spooled.file.path = kStandardInput;
  return spooled;
}

}  // namespace backfile
