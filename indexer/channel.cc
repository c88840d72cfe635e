// Messages over a stream socket: kind, has-file, length (4 bytes, little-endian), body.
//
// A frame longer than kMaxBody is a lie of a broken worker and closes the channel.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/channel.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "article/problem.h"

namespace backfile {

namespace {

constexpr std::size_t kHeader = 6;
constexpr std::size_t kMaxBody = 64U << 20;

std::string FrameHeader(std::uint8_t kind, std::size_t size, bool has_file) {
  std::string header(kHeader, '\0');
  header[0] = static_cast<char>(kind);
  header[1] = has_file ? 1 : 0;
  for (std::size_t i = 0; i < 4; ++i) header[2 + i] = static_cast<char>(size >> (8 * i) & 0xff);
  return header;
}

std::size_t BodySize(std::string_view header) {
  std::size_t size = 0;
  for (std::size_t i = 4; i-- > 0;) size = size << 8 | static_cast<unsigned char>(header[2 + i]);
  return size;
}

// Sends bytes, the descriptor (if any) with the first of them.
bool SendAll(int socket, std::string_view bytes, int file) {
  while (!bytes.empty()) {
    iovec part = {const_cast<char*>(bytes.data()), bytes.size()};
    msghdr message = {};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (file >= 0) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      cmsghdr* header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(header), &file, sizeof file);
    }
    const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
    file = -1;
  }
  return true;
}

void TakeFiles(msghdr* message, std::deque<FileDescriptor>* files) {
  for (cmsghdr* header = CMSG_FIRSTHDR(message); header != nullptr;
       header = CMSG_NXTHDR(message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd = -1;
      std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
      files->emplace_back(fd);
    }
  }
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (fd_ >= 0) close(fd_);
}

std::pair<Channel, FileDescriptor> Channel::MakePair() {
  std::array<int, 2> ends{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot start a worker process", errno);
  }
  return {Channel(FileDescriptor(ends[0])), FileDescriptor(ends[1])};
}

bool Channel::Send(std::uint8_t kind, std::string_view body, int file) {
  if (!SendAll(fd(), FrameHeader(kind, body.size(), file >= 0), file)) return false;
  return SendAll(fd(), body, -1);
}

std::optional<Message> Channel::Receive() {
  for (;;) {
    if (auto message = TakeComplete()) return message;
    if (!Fill(0)) return std::nullopt;
  }
}

std::optional<Message> Channel::Poll() {
  for (;;) {
    if (auto message = TakeComplete()) return message;
    if (closed_ || !Fill(MSG_DONTWAIT)) return std::nullopt;
  }
}

bool Channel::Fill(int flags) {
  std::array<char, 65536> bytes;  // NOLINT: filled by recvmsg
  iovec part = {bytes.data(), bytes.size()};
  msghdr message = {};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  alignas(cmsghdr) std::array<char, CMSG_SPACE(16 * sizeof(int))> control{};
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  ssize_t got = 0;
  do {
    got = recvmsg(fd(), &message, flags | MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) {
    if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK)) closed_ = true;
    return false;
  }
  TakeFiles(&message, &files_);
  buffer_.append(bytes.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<Message> Channel::TakeComplete() {
  if (buffer_.size() < kHeader) return std::nullopt;
  const std::size_t size = BodySize(buffer_);
  const bool has_file = buffer_[1] != 0;
  if (size > kMaxBody || (has_file && files_.empty() && buffer_.size() >= kHeader + size)) {
    closed_ = true;
    buffer_.clear();
    return std::nullopt;
  }
  if (buffer_.size() < kHeader + size) return std::nullopt;
  Message message;
  message.kind = static_cast<std::uint8_t>(buffer_[0]);
  message.body = buffer_.substr(kHeader, size);
  if (has_file) {
    message.file = std::move(files_.front());
    files_.pop_front();
  }
  buffer_.erase(0, kHeader + size);
  return message;
}

}  // namespace backfile
