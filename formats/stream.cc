// Streams of bytes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/stream.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace backfile {

namespace {
constexpr std::size_t kFirstBytes = 64 * 1024;
}  // namespace

std::size_t FileStream::Read(char* to, std::size_t size) {
  ssize_t n = 0;
  do {
    n = read(fd_, to, size);
  } while (n < 0 && errno == EINTR);
  if (n < 0) {
    problem_ =
        Problem{Reason::kUnreadable, {}, std::string("it cannot be read: ") + std::strerror(errno)};
    return 0;
  }
  bytes_read_ += n;
  return static_cast<std::size_t>(n);
}

std::size_t MemoryStream::Read(char* to, std::size_t size) {
  const std::size_t n = std::min(size, rest_.size());
  if (n > 0) std::memcpy(to, rest_.data(), n);
  rest_.remove_prefix(n);
  return n;
}

// A buffer that is full of what is still wanted doubles, so that looking for something through n
// bytes moves O(n) of them. Most members are small, and so is the first buffer; none is cleared,
// which took a third of the time of reading them.
void PeekStream::MakeRoom() {
  const std::size_t size = end_ - begin_;
  if (begin_ > 0 && size <= capacity_ / 2) {
    std::memmove(buffer_.get(), buffer_.get() + begin_, size);
  } else if (end_ == capacity_) {
    capacity_ = std::max(kFirstBytes, 2 * capacity_);
    auto larger = std::make_unique_for_overwrite<char[]>(capacity_);
    if (size > 0) std::memcpy(larger.get(), buffer_.get() + begin_, size);
    buffer_ = std::move(larger);
  } else {
    return;
  }
  begin_ = 0;
  end_ = size;
}

bool PeekStream::Fill() {
  if (end_ == capacity_ || begin_ == end_) MakeRoom();
  const std::size_t n = in_->Read(buffer_.get() + end_, capacity_ - end_);
  end_ += n;
  return n > 0;
}

std::string_view PeekStream::Peek(std::size_t size) {
  while (buffered().size() < size && Fill()) {
  }
  return buffered().substr(0, std::min(size, buffered().size()));
}

void PeekStream::Skip(std::size_t size) {
  begin_ += size;
  offset_ += static_cast<std::int64_t>(size);
}

std::size_t PeekStream::Read(char* to, std::size_t size) {
  if (buffered().empty()) {
    const std::size_t n = in_->Read(to, size);
    offset_ += static_cast<std::int64_t>(n);
    return n;
  }
  const std::size_t n = std::min(size, buffered().size());
  std::memcpy(to, buffered().data(), n);
  Skip(n);
  return n;
}

}  // namespace backfile
