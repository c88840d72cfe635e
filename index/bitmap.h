// A set of documents, one bit each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace backfile {

// Documents count from 1; bit 0 is unused.
class Bitmap {
 public:
  Bitmap() = default;
  explicit Bitmap(std::uint32_t last_document) : words_(last_document / 64 + 1) {}

  void Set(std::uint32_t document) { words_[document >> 6] |= std::uint64_t{1} << (document & 63); }
  bool Has(std::uint32_t document) const {
    return (document >> 6) < words_.size() && (words_[document >> 6] >> (document & 63) & 1) != 0;
  }
  std::int64_t Count() const {
    std::int64_t count = 0;
    for (const std::uint64_t word : words_) count += std::popcount(word);
    return count;
  }
  void SetAll(std::uint32_t last_document) {
    for (std::uint32_t d = 1; d <= last_document; ++d) Set(d);
  }
  // Requires: of equal size.
  void And(const Bitmap& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void Or(const Bitmap& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void Remove(const Bitmap& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }
  bool empty() const { return words_.empty(); }  // Made without a size.

  // Calls take(document) for each, ascending.
  template <class Take>
  void ForEach(Take take) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1) {
        take(static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(word))));
      }
    }
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace backfile
