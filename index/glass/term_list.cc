// Prefix coding of a document's terms.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/term_list.h"

#include <algorithm>

#include "index/glass/coding.h"

namespace backfile::glass {

void TermListBuilder::Begin(std::uint64_t length, std::size_t terms) {
  tag_.clear();
  before_ = {};
  is_first_ = true;
  if (terms == 0) return;
  AppendUint(&tag_, length);
  AppendUint(&tag_, terms);
}

// All but the first say how many bytes they share with the term before; a small frequency goes into
// the same byte, which a reader tells by its being more than there were bytes to share.
void TermListBuilder::Add(std::string_view term, std::uint32_t wdf) {
  constexpr std::uint32_t kMostPacked = 127;
  const auto shared =
      static_cast<std::size_t>(std::ranges::mismatch(term, before_).in1 - term.begin());
  const std::size_t packed = (wdf + std::size_t{1}) * (before_.size() + 1) + shared;
  const bool is_packed = !is_first_ && wdf < kMostPacked && packed <= 0xff;
  if (!is_first_) tag_ += static_cast<char>(is_packed ? packed : shared);
  tag_ += static_cast<char>(term.size() - shared);
  tag_.append(term.substr(shared));
  if (!is_packed) AppendUint(&tag_, wdf);
  before_ = term;
  is_first_ = false;
}

void SlotsBuilder::Begin() {
  tag_.clear();
  next_ = 0;
}

void SlotsBuilder::Add(std::uint32_t slot) {
  AppendUint(&tag_, slot - next_);
  next_ = std::uint64_t{slot} + 1;
}

}  // namespace backfile::glass
