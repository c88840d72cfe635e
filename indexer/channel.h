// A Channel carries messages, and open files with them, between the coordinator and one worker.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace backfile {

// Closes its descriptor. Movable; -1 is none.
class FileDescriptor {
 public:
  FileDescriptor() = default;
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(FileDescriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~FileDescriptor();
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_ = -1;
};

struct Message {
  std::uint8_t kind = 0;
  std::string body;
  FileDescriptor file;  // Passed along, if any.
};

// One end of a connected pair of stream sockets.
class Channel {
 public:
  explicit Channel(FileDescriptor socket) : socket_(std::move(socket)) {}
  static std::pair<Channel, FileDescriptor> MakePair();  // Ours, and the other side's bare socket.

  int fd() const { return socket_.get(); }

  // Waits until it is sent. False: the other side is gone.
  bool Send(std::uint8_t kind, std::string_view body, int file = -1);
  // Waits for a message; nullopt: the other side is gone.
  std::optional<Message> Receive();
  // A message that has arrived in full, without waiting. closed() tells whether more can come.
  std::optional<Message> Poll();
  bool closed() const { return closed_; }

 private:
  bool Fill(int flags);  // Reads what is there; false: nothing, or closed.
  std::optional<Message> TakeComplete();

  FileDescriptor socket_;
  std::string buffer_;
  std::deque<FileDescriptor> files_;
  bool closed_ = false;
};

}  // namespace backfile
