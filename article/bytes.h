// Numbers and strings as bytes and back: for messages between processes and for files of our own.
//
// Numbers are LEB128 (7 bits a byte, low ones first), strings a length and their bytes, fixed
// numbers of 32 and 64 bits little-endian. Reading is total: any bytes give values or ok() ==
// false, never a crash.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

class ByteWriter {
 public:
  explicit ByteWriter(std::string* out) : out_(out) {}

  void Number(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) *out_ += static_cast<char>(value | 0x80);
    *out_ += static_cast<char>(value);
  }
  // Small negative numbers stay short (zigzag).
  void Signed(std::int64_t value) {
    Number((static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
  }
  void Fixed64(std::uint64_t value) { Fixed(value, 8); }
  void Fixed32(std::uint32_t value) { Fixed(value, 4); }
  void Text(std::string_view text) {
    Number(text.size());
    out_->append(text);
  }
  template <class List, class WriteOne>
  void Sequence(const List& list, WriteOne write_one) {
    Number(list.size());
    for (const auto& one : list) write_one(one);
  }

 private:
  void Fixed(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i, value >>= 8) *out_ += static_cast<char>(value & 0xff);
  }

  std::string* out_;
};

// Reads what a ByteWriter wrote. After a failure every value is 0 or empty and ok() stays false.
// Views point into the bytes given, which must outlive them.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

  std::uint64_t Number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) return Fail();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return Fail();
  }
  std::int64_t Signed() {
    const std::uint64_t value = Number();
    return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
  }
  std::uint64_t Fixed64() { return Fixed(8); }
  std::uint32_t Fixed32() { return static_cast<std::uint32_t>(Fixed(4)); }
  std::string_view Text() { return Bytes(Number()); }
  std::string_view Bytes(std::uint64_t size) {
    if (size > rest_.size()) {
      Fail();
      return {};
    }
    const std::string_view bytes = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return bytes;
  }
  // How many elements a sequence says it has; bounded by the bytes left, so that a lie cannot make
  // the caller reserve more than the input is long.
  std::size_t Count() {
    const std::uint64_t count = Number();
    return count > rest_.size() ? Fail() : static_cast<std::size_t>(count);
  }

 private:
  std::uint64_t Fixed(std::uint64_t width) {
    const std::string_view bytes = Bytes(width);
    std::uint64_t value = 0;
    for (std::size_t i = bytes.size(); i-- > 0;) {
      value = value << 8 | static_cast<unsigned char>(bytes[i]);
    }
    return value;
  }
  std::uint64_t Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace backfile
