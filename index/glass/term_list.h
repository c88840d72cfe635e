// What a document's entries in the termlist table say. The table is optional: only updates through
// Xapian's API and queries by example need it.
//
// In lists, an entry has the bytes of the slots that the document uses, then those of its terms;
// its number tells where one ends and whether the other is deflated.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backfile::glass {

constexpr std::uint32_t TermListNumber(std::size_t slots_bytes, bool is_compressed) {
  return static_cast<std::uint32_t>(slots_bytes) << 1 | (is_compressed ? 1U : 0U);
}
constexpr std::size_t SlotsBytes(std::uint32_t number) { return number >> 1; }
constexpr bool IsCompressed(std::uint32_t number) { return (number & 1) != 0; }

// Builds the tag for the terms of one document.
class TermListBuilder {
 public:
  void Begin(std::uint64_t length, std::size_t terms);
  // Requires: terms come in byte order, as many as Begin was told.
  void Add(std::string_view term, std::uint32_t wdf);
  // Empty for a document without terms.
  const std::string& tag() const { return tag_; }

 private:
  std::string tag_;
  std::string_view before_;  // The term before; views must last until tag().
  bool is_first_ = true;
};

// Builds the tag for the slots of one document.
class SlotsBuilder {
 public:
  void Begin();
  void Add(std::uint32_t slot);  // Ascending.
  const std::string& tag() const { return tag_; }

 private:
  std::string tag_;
  std::uint64_t next_ = 0;
};

}  // namespace backfile::glass
