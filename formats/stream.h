// Bytes to be read once, front to back, and the knife that cuts them into records.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "article/problem.h"

namespace backfile {

// Something readable once. Implementations own what they read from or say what must outlive them.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  // Up to `size` bytes; 0 at the end, and after an error, which problem() then tells.
  virtual std::size_t Read(char* to, std::size_t size) = 0;
  // Why reading ended early; nullopt after a clean end. Its locator may be empty.
  virtual std::optional<Problem> problem() const { return std::nullopt; }
};

// The bytes of an open file from where it stands. Does not close it.
class FileStream : public ByteStream {
 public:
  explicit FileStream(int fd) : fd_(fd) {}
  std::size_t Read(char* to, std::size_t size) override;
  std::optional<Problem> problem() const override { return problem_; }
  std::int64_t bytes_read() const { return bytes_read_; }

 private:
  int fd_;
  std::int64_t bytes_read_ = 0;
  std::optional<Problem> problem_;
};

// Bytes that stand in memory and must outlive it.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : rest_(bytes) {}
  std::size_t Read(char* to, std::size_t size) override;

 private:
  std::string_view rest_;
};

// A stream with a buffer in front, so that one can look ahead. The stream must outlive it.
class PeekStream : public ByteStream {
 public:
  explicit PeekStream(ByteStream* in) : in_(in) {}
  std::size_t Read(char* to, std::size_t size) override;
  std::optional<Problem> problem() const override { return in_->problem(); }

  // At least `size` of the bytes to come, or all that are left. Valid until the next call.
  std::string_view Peek(std::size_t size);
  // What is buffered now, without reading on.
  std::string_view buffered() const { return {buffer_.get() + begin_, end_ - begin_}; }
  // Reads more into the buffer; false at the end.
  bool Fill();
  void Skip(std::size_t size);                     // Requires: size <= buffered().size().
  std::int64_t offset() const { return offset_; }  // Of the next byte.

 private:
  void MakeRoom();

  ByteStream* in_;
  std::unique_ptr<char[]> buffer_;  // Bytes [begin_, end_) of it are buffered.
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t offset_ = 0;
};

// A piece of a member as a Splitter cuts it.
struct Piece {
  std::int64_t offset = 0;  // Of its first byte in the member.
  std::string bytes;
  std::string context;  // See Record::context.
};

// Cuts one member into records. Holds at most one record and a read buffer in memory. After a
// broken or oversized record it reports a Problem and takes up again at the next one.
class Splitter {
 public:
  virtual ~Splitter() = default;
  virtual std::optional<Piece> Next(Problems* problems) = 0;
};

}  // namespace backfile
