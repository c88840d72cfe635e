// Reading by mapping, writing through a buffer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/files.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "article/digest.h"
#include "article/problem.h"

namespace backfile {

namespace {
constexpr std::size_t kBufferBytes = 1U << 18;
constexpr std::uint64_t kWritebackBytes = 8U << 20;
constexpr std::size_t kReleaseBytes = 1U << 18;  // Pages are let go in pieces of this size.
}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0 && errno == ENOENT) return;
  if (fd < 0) throw SystemError(ExitCode::kIndex, "cannot open " + path, errno);
  struct stat status = {};
  void* mapped = nullptr;
  if (fstat(fd, &status) == 0 && status.st_size > 0) {
    mapped = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, fd, 0);
  }
  const int reason = errno;
  close(fd);
  if (mapped == MAP_FAILED) throw SystemError(ExitCode::kIndex, "cannot read " + path, reason);
  if (mapped != nullptr) {
    bytes_ = {static_cast<const char*>(mapped), static_cast<std::size_t>(status.st_size)};
  }
}

MappedFile::~MappedFile() {
  if (!bytes_.empty()) munmap(const_cast<char*>(bytes_.data()), bytes_.size());
}

std::uint64_t DigestOf(const MappedFile& file) {
  RunningDigest digest;
  for (std::size_t at = 0; at < file.bytes().size(); at += kReleaseBytes) {
    digest.Add(file.bytes().substr(at, kReleaseBytes));
    file.ReadUpTo(at);
  }
  file.ReadUpTo(file.bytes().size());
  return digest.value();
}

void MappedFile::ReadUpTo(std::size_t offset) const {
  const std::size_t until = offset - offset % kReleaseBytes;
  if (until <= released_) return;
  madvise(const_cast<char*>(bytes_.data()) + released_, until - released_, MADV_DONTNEED);
  released_ = until;
}

FileWriter::FileWriter(std::string path, Stay stay) : path_(std::move(path)), stay_(stay) {
  fd_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd_ < 0) throw SystemError(ExitCode::kTryLater, "cannot write " + path_, errno);
}

FileWriter::~FileWriter() {
  if (fd_ >= 0) close(fd_);
}

void FileWriter::Append(std::string_view bytes) {
  size_ += bytes.size();
  buffer_.append(bytes);
  if (buffer_.size() >= kBufferBytes) Flush();
}

void FileWriter::Flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw SystemError(ExitCode::kTryLater, "cannot write " + path_, errno);
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
  buffer_.clear();
  if (stay_ == Stay::kForGood && size_ - sent_ >= kWritebackBytes) StartWriteback();
}

// A hint: whether it fails, and why, SyncFile() will tell.
void FileWriter::StartWriteback() {
  sync_file_range(fd_, static_cast<off64_t>(sent_), static_cast<off64_t>(size_ - sent_),
                  SYNC_FILE_RANGE_WRITE);
  sent_ = size_;
}

void FileWriter::Close() {
  Flush();
  const int fd = fd_;
  fd_ = -1;
  if (close(fd) != 0) throw SystemError(ExitCode::kTryLater, "cannot write " + path_, errno);
}

namespace {

void Sync(const std::string& path, int flags) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | flags);
  const bool ok = fd >= 0 && fsync(fd) == 0;
  const int reason = errno;
  if (fd >= 0) close(fd);
  if (!ok) throw SystemError(ExitCode::kTryLater, "cannot sync " + path, reason);
}

}  // namespace

void MakeDirectory(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) throw SystemError(ExitCode::kTryLater, "cannot make " + path, error.value());
}

std::vector<std::string> NamesIn(const std::string& dir) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  std::error_code error;
  fs::directory_iterator entry(dir, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename());
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw SystemError(ExitCode::kTryLater, "cannot list " + dir, error.value());
  }
  std::ranges::sort(names);
  return names;
}

void ReplaceFile(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".new";
  FileWriter file(beside);
  file.Append(bytes);
  file.Close();
  SyncFile(beside);
  if (rename(beside.c_str(), path.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot replace " + path, errno);
  }
  SyncDirectory(path.substr(0, path.rfind('/')));
}

void SyncFile(const std::string& path) { Sync(path, 0); }
void SyncDirectory(const std::string& path) { Sync(path, O_DIRECTORY); }

}  // namespace backfile
