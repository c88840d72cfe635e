// Numbers and terms as glass writes them: short, and in keys so that byte order is their order.
//
// docs/glass.md says where each form is used. Put functions write and advance; the caller has made
// room. Take functions are total: false leaves the input anywhere, and the file is damaged.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::glass {

// Room that PutUint and PutSortedUint need at most.
inline constexpr std::size_t kMaxUintBytes = 10;
inline constexpr std::size_t kMaxSortedUintBytes = 5;

// 7 bits a byte, low ones first, the high bit set on all but the last.
inline char* PutUint(char* at, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) *at++ = static_cast<char>(value | 0x80);
  *at++ = static_cast<char>(value);
  return at;
}
inline void AppendUint(std::string* out, std::uint64_t value) {
  char bytes[kMaxUintBytes];
  out->append(bytes, PutUint(bytes, value));
}

// Little-endian without leading zeros: 0 is no bytes at all. Only at the end of a key.
inline void AppendUintLast(std::string* out, std::uint64_t value) {
  for (; value != 0; value >>= 8) *out += static_cast<char>(value & 0xff);
}

// In byte order: 2 bytes below 0x8000; else as many leading ones as tell that there are 3, 4 or 5.
inline char* PutSortedUint(char* at, std::uint32_t value) {
  if (value < 0x8000) {
    *at++ = static_cast<char>(value >> 8);
    *at++ = static_cast<char>(value);
    return at;
  }
  const auto bytes = (static_cast<unsigned>(std::bit_width(value)) + 5) / 7;
  std::uint64_t rest = value;
  for (unsigned i = bytes; --i > 0; rest >>= 8) at[i] = static_cast<char>(rest);
  at[0] = static_cast<char>(rest | (0xffU << (10 - bytes)));
  return at + bytes;
}
inline void AppendSortedUint(std::string* out, std::uint32_t value) {
  char bytes[kMaxSortedUintBytes];
  out->append(bytes, PutSortedUint(bytes, value));
}

// A term as the beginning of a key: zero bytes become 00 ff, so that 00 can end it.
inline void AppendSortedTerm(std::string* out, std::string_view term) {
  for (const char c : term) {
    *out += c;
    if (c == '\0') *out += '\xff';
  }
}

inline bool TakeUint(const char** at, const char* end, std::uint64_t* value) {
  *value = 0;
  for (unsigned shift = 0; *at != end && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(*(*at)++);
    *value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) return true;
  }
  return false;
}
inline bool TakeUint(std::string_view* bytes, std::uint64_t* value) {
  const char* at = bytes->data();
  const bool ok = TakeUint(&at, at + bytes->size(), value);
  if (ok) bytes->remove_prefix(static_cast<std::size_t>(at - bytes->data()));
  return ok;
}

inline bool TakeSortedUint(std::string_view* bytes, std::uint32_t* value) {
  if (bytes->empty()) return false;
  const auto first = static_cast<unsigned char>(bytes->front());
  const auto ones = static_cast<unsigned>(std::countl_one(first));
  const std::size_t size = ones == 0 ? 2 : ones + 2;
  if (size > kMaxSortedUintBytes || bytes->size() < size) return false;
  std::uint64_t number = ones == 0 ? first : first & (0xffU >> ones);
  for (std::size_t i = 1; i < size; ++i) {
    number = number << 8 | static_cast<unsigned char>((*bytes)[i]);
  }
  bytes->remove_prefix(size);
  *value = static_cast<std::uint32_t>(number);
  return number >> 32 == 0;
}

// A term off the front of a key, up to the key's end or the 00 that ends it (which is taken, too).
inline bool TakeSortedTerm(std::string_view* key, std::string* term) {
  term->clear();
  while (!key->empty()) {
    const char c = key->front();
    key->remove_prefix(1);
    if (c == '\0') {
      if (key->empty() || key->front() != '\xff') return true;
      key->remove_prefix(1);
    }
    *term += c;
  }
  return true;
}

}  // namespace backfile::glass
