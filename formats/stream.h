// Bytes to be read once, front to back, and the knife that cuts them into records.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

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

// A piece of a member as a Splitter cuts it.
struct Piece {
  std::int64_t offset = 0;  // Of its first byte in the member.
  std::string bytes;
  std::string context;  // See Record::context.
};

// Cuts one member into records. Holds at most one record and a read buffer in memory. After a broken
// or oversized record it reports a Problem and takes up again at the next one.
class Splitter {
 public:
  virtual ~Splitter() = default;
  virtual std::optional<Piece> Next(Problems* problems) = 0;
};

}  // namespace backfile
