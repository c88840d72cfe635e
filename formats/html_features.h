// What tells an article's blocks from the rest of its page, in numbers.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <string>
#include <vector>

#include "formats/html_blocks.h"
#include "formats/html_tree.h"

namespace backfile {

// The numbers of one block, in the order of the model's tables: changing it means training again
// (tests/html_model/train.py).
inline constexpr std::size_t kOwnFeatures = 120;
using BlockFeatures = std::array<float, kOwnFeatures>;

// What else is known of the page; may be empty.
struct PageClues {
  std::string title;
  std::string description;
  std::string linked_body;  // articleBody of JSON-LD, as plain text.
};

std::vector<BlockFeatures> FeaturesOf(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                                      const PageClues& clues);

}  // namespace backfile
