// Binary interpolative coding (Moffat and Stuiver, 2000), in the variant of Xapian's bit streams.
//
// The last position comes first, as a plain number. Then, as bits: the first one, how many there
// are, and between two known ones the middle one, the left half before the right. Each is written
// in as few bits as the room that its neighbours leave: n positions in a row cost nothing.
//
// A number below a range that is no power of two takes one bit less if it lies in the middle of the
// range, where the middle position is most likely to be.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_coding.h"

#include <algorithm>
#include <bit>

#include "index/glass/coding.h"

namespace backfile::glass {

void PositionPacker::PutBits(std::uint32_t value, unsigned bits) {
  pending_ |= static_cast<std::uint64_t>(value) << pending_bits_;
  pending_bits_ += bits;
  for (; pending_bits_ >= 8; pending_bits_ -= 8, pending_ >>= 8) {
    *at_++ = static_cast<char>(pending_);
  }
}

// Requires: value < range.
void PositionPacker::PutBelow(std::uint32_t value, std::uint32_t range) {
  const auto bits = static_cast<unsigned>(std::bit_width(range - 1));
  const std::uint64_t spare = (std::uint64_t{1} << bits) - range;
  if (spare == 0) return PutBits(value, bits);
  const std::uint64_t middle = (range - spare) / 2;
  if (value < middle) return PutBits(value, bits);
  if (value < middle + spare) return PutBits(value, bits - 1);
  PutBits(static_cast<std::uint32_t>(value - middle - spare) | 1U << (bits - 1), bits);
}

// What lies between the first and the last of `positions`.
void PositionPacker::PutInner(std::span<const std::uint32_t> positions) {
  while (positions.size() > 2) {
    const std::size_t middle = (positions.size() - 1) / 2;
    const auto rank = static_cast<std::uint32_t>(middle);
    const auto steps = static_cast<std::uint32_t>(positions.size() - 1);
    const std::uint32_t first = positions.front();
    PutBelow(positions[middle] - first - rank, positions.back() - first - steps + 1);
    PutInner(positions.first(middle + 1));
    positions = positions.subspan(middle);
  }
}

std::string_view PositionPacker::Pack(std::span<const std::uint32_t> positions) {
  buffer_.resize(kMaxUintBytes + 8 + 5 * positions.size());
  at_ = PutUint(buffer_.data(), positions.back());
  if (positions.size() > 1) {
    pending_ = pending_bits_ = 0;
    PutBelow(positions.front(), positions.back());
    PutBelow(static_cast<std::uint32_t>(positions.size() - 2),
             positions.back() - positions.front());
    PutInner(positions);
    if (pending_bits_ > 0) *at_++ = static_cast<char>(pending_);
  }
  return {buffer_.data(), static_cast<std::size_t>(at_ - buffer_.data())};
}

namespace {

// No document holds more words.
constexpr std::uint32_t kMostPositions = 1U << 25;

// Takes what PositionPacker put.
class PositionUnpacker {
 public:
  explicit PositionUnpacker(std::string_view bits) : rest_(bits) {}

  bool ok() const { return ok_; }

  std::uint32_t Below(std::uint32_t range) {
    if (range == 0) return Fail();
    const auto bits = static_cast<unsigned>(std::bit_width(range - 1));
    const std::uint64_t spare = (std::uint64_t{1} << bits) - range;
    if (spare == 0) return Bits(bits);
    const auto middle = static_cast<std::uint32_t>((range - spare) / 2);
    const std::uint32_t value = Bits(bits - 1);
    if (value >= middle || Bits(1) == 0) return value;
    return value + middle + static_cast<std::uint32_t>(spare);
  }

  // What lies between the first and the last of `positions`, which are known.
  void Inner(std::span<std::uint32_t> positions) {
    while (positions.size() > 2 && ok_) {
      const std::size_t middle = (positions.size() - 1) / 2;
      const auto rank = static_cast<std::uint32_t>(middle);
      const auto steps = static_cast<std::uint32_t>(positions.size() - 1);
      const std::uint32_t room = positions.back() - positions.front();
      if (room < steps) {
        Fail();
        return;
      }
      positions[middle] = positions.front() + rank + Below(room - steps + 1);
      Inner(positions.first(middle + 1));
      positions = positions.subspan(middle);
    }
  }

 private:
  std::uint32_t Fail() {
    ok_ = false;
    return 0;
  }
  std::uint32_t Bits(unsigned bits) {
    if (held_ < bits) Refill();
    if (held_ < bits) return Fail();
    const auto value = static_cast<std::uint32_t>(pending_ & ((std::uint64_t{1} << bits) - 1));
    pending_ >>= bits;
    held_ -= bits;
    return value;
  }
  // As many bytes as there is room for, or are left.
  void Refill() {
    const std::size_t bytes = std::min<std::size_t>((64 - held_) / 8, rest_.size());
    pending_ |= TakeLittleEndian(bytes) << held_;
    held_ += static_cast<unsigned>(8 * bytes);
  }
  // The next `bytes` of the rest as one number; at most 8.
  std::uint64_t TakeLittleEndian(std::size_t bytes) {
    std::uint64_t number = 0;
    if (rest_.size() >= sizeof number) {
      for (std::size_t i = 0; i < sizeof number; ++i) number |= ByteAt(i) << (8 * i);  // One load.
      if (bytes < sizeof number) number &= (std::uint64_t{1} << (8 * bytes)) - 1;
    } else {
      for (std::size_t i = 0; i < bytes; ++i) number |= ByteAt(i) << (8 * i);
    }
    rest_.remove_prefix(bytes);
    return number;
  }
  std::uint64_t ByteAt(std::size_t i) const { return static_cast<unsigned char>(rest_[i]); }

  std::string_view rest_;
  std::uint64_t pending_ = 0;
  unsigned held_ = 0;
  bool ok_ = true;
};

}  // namespace

bool UnpackPositions(std::string_view tag, std::vector<std::uint32_t>* positions) {
  positions->clear();
  std::uint64_t last = 0;
  if (!TakeUint(&tag, &last) || last > UINT32_MAX) return false;
  positions->push_back(static_cast<std::uint32_t>(last));
  if (tag.empty()) return true;
  PositionUnpacker in(tag);
  const std::uint32_t first = in.Below(positions->back());
  const std::uint32_t between = in.Below(positions->back() - first);
  if (!in.ok() || between > kMostPositions) return false;
  positions->resize(between + std::size_t{2});
  positions->front() = first;
  positions->back() = static_cast<std::uint32_t>(last);
  in.Inner(*positions);
  return in.ok();
}

}  // namespace backfile::glass
