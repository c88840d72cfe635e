// The lock file and what stands in it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/lock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <string_view>
#include <thread>

#include "article/date.h"
#include "article/problem.h"
#include "index/segments.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

bool TryLock(int fd) {
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  return fcntl(fd, F_OFD_SETLK, &lock) == 0;
}

std::string Now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return PartialDate::Wall(std::chrono::local_seconds(now.time_since_epoch()), Precision::kSecond,
                           std::chrono::minutes(0))
      .ToString();
}

std::string Describe(const std::string& command) {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  return "process " + std::to_string(getpid()) + " on " + host.data() + " since " + Now() + " (" +
         command + ")";
}

std::string ReadHolder(int fd) {
  std::array<char, 512> text{};
  const ssize_t n = pread(fd, text.data(), text.size(), 0);
  return n > 0 ? std::string(text.data(), static_cast<std::size_t>(n)) : "another process";
}

// Whether the process that wrote itself down as the holder has ended. Then whoever still has the
// lock are children of it, which the kernel is ending.
bool HasEnded(const std::string& holder) {
  constexpr std::string_view kBefore = "process ";
  pid_t pid = 0;
  if (!holder.starts_with(kBefore)) return false;
  std::from_chars(holder.data() + kBefore.size(), holder.data() + holder.size(), pid);
  return pid > 0 && kill(pid, 0) != 0 && errno == ESRCH;
}

constexpr std::chrono::seconds kEnding{10};  // A process that writes to a slow disk dies slowly.

}  // namespace

void MakeIndexFolder(const std::string& dir) {
  umask(077);
  std::error_code ignored;
  fs::create_directories(dir, ignored);
  // Later, whoever opens it to others has meant it; of another's, its owner decides.
  const bool is_empty = fs::is_directory(dir, ignored) && fs::is_empty(dir, ignored) && !ignored;
  if (is_empty) fs::permissions(dir, fs::perms::owner_all, ignored);
}

IndexLock IndexLock::OfIndex(const std::string& index_dir, const std::string& command,
                             int wait_seconds) {
  std::error_code ignored;
  const bool has_begun = fs::exists(index_dir + "/lock", ignored);
  if (!has_begun) RequireLiveGeneration(index_dir);
  return IndexLock(index_dir, command, wait_seconds);
}

IndexLock::IndexLock(const std::string& index_dir, const std::string& command, int wait_seconds) {
  umask(077);
  const std::string path = index_dir + "/lock";
  fd_ = open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd_ < 0) throw SystemError(ExitCode::kIndex, "cannot open " + path, errno);
  const auto begun = std::chrono::steady_clock::now();
  while (!TryLock(fd_)) {
    const std::string holder = ReadHolder(fd_);
    const std::chrono::seconds patience(wait_seconds);
    const auto waited = std::chrono::steady_clock::now() - begun;
    if (waited >= (HasEnded(holder) ? std::max(patience, kEnding) : patience)) {
      close(fd_);
      throw Error(ExitCode::kTryLater, index_dir + " is in use by " + holder +
                                           "; wait for it, or use --wait-lock=SECONDS");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const std::string text = Describe(command);
  if (ftruncate(fd_, 0) != 0 || pwrite(fd_, text.data(), text.size(), 0) < 0) {
    const int reason = errno;
    close(fd_);
    throw SystemError(ExitCode::kTryLater, "cannot write " + path, reason);
  }
}

std::string IndexLock::Holder(const std::string& index_dir) {
  const std::string path = index_dir + "/lock";
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return "";
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool is_held = fcntl(fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
  std::string holder = is_held ? ReadHolder(fd) : "";
  close(fd);
  return holder;
}

IndexLock::~IndexLock() { close(fd_); }

}  // namespace backfile
