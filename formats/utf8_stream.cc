// UTF-16 to UTF-8, a buffer at a time.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/utf8_stream.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace backfile {

namespace {

constexpr std::size_t kChunk = 64 * 1024;

void Append(std::uint32_t c, std::string* out) {
  const auto byte = [&](std::uint32_t bits) { *out += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    byte(0xe0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3f));
  } else {
    byte(0xf0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3f));
    byte(0x80 | (c >> 6 & 0x3f));
  }
  byte(0x80 | (c & 0x3f));
}

bool IsHigh(std::uint32_t c) { return c >= 0xd800 && c < 0xdc00; }
bool IsLow(std::uint32_t c) { return c >= 0xdc00 && c < 0xe000; }

}  // namespace

void Utf8Stream::Look() {
  const std::string_view head = in_.Peek(2);
  kind_ = Kind::kNarrow;
  if (head == "\xff\xfe" || head == std::string_view("<\0", 2)) kind_ = Kind::kLittle;
  if (head == "\xfe\xff" || head == std::string_view("\0<", 2)) kind_ = Kind::kBig;
  if (head == "\xff\xfe" || head == "\xfe\xff") in_.Skip(2);
}

void Utf8Stream::Convert() {
  constexpr std::uint32_t kReplacement = 0xfffd;
  ready_.clear();
  given_ = 0;
  const std::string_view bytes = in_.Peek(kChunk);
  const auto unit = [&](std::size_t at) -> std::uint32_t {
    const auto first = static_cast<unsigned char>(bytes[at]);
    const auto second = static_cast<unsigned char>(bytes[at + 1]);
    return kind_ == Kind::kLittle ? first | second << 8U : first << 8U | second;
  };
  std::size_t at = 0;
  while (at + 2 <= bytes.size()) {
    std::uint32_t c = unit(at);
    const bool has_next = at + 4 <= bytes.size();
    if (IsHigh(c) && !has_next && bytes.size() >= kChunk) break;  // Its partner is still to come.
    at += 2;
    if (IsHigh(c) && has_next && IsLow(unit(at))) {
      c = 0x10000 + ((c - 0xd800) << 10) + (unit(at) - 0xdc00);
      at += 2;
    } else if (IsHigh(c) || IsLow(c)) {
      c = kReplacement;
    }
    Append(c, &ready_);
  }
  in_.Skip(at == 0 ? bytes.size() : at);
}

std::size_t Utf8Stream::Read(char* to, std::size_t size) {
  if (kind_ == Kind::kUnknown) Look();
  if (kind_ == Kind::kNarrow) return in_.Read(to, size);
  if (given_ == ready_.size()) Convert();
  const std::size_t n = std::min(size, ready_.size() - given_);
  std::memcpy(to, ready_.data() + given_, n);
  given_ += n;
  return n;
}

}  // namespace backfile
