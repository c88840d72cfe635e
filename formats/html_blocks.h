// The text of a page in blocks: what a browser sets as a paragraph, a heading, a list item, a cell.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/html_tree.h"

namespace backfile {

// A run of inline text between two places where a new line begins.
struct HtmlBlock {
  std::int32_t element = 0;  // The nearest block-level element around it.
  std::int32_t first = 0;    // Its text nodes are among the nodes [first, last].
  std::int32_t last = 0;
  std::string text;  // Decoded, white space squeezed; "\n" for <br>.
  int letters = 0;   // Bytes of text but for white space,
  int linked = 0;    // and those of them within <a>.
  int links = 0;     // How many <a>.
  int bold = 0;      // Letters within <b> or <strong>.
};

// All blocks that a reader sees, in order. Scripts, styles, menus of forms and the head are left
// out.
std::vector<HtmlBlock> BlocksOf(const HtmlTree& tree);

// The same for the subtree of one node alone.
std::vector<HtmlBlock> BlocksOf(const HtmlTree& tree, std::int32_t node);

// Blocks as a body: joined by empty lines.
std::string JoinBlocks(const std::vector<HtmlBlock>& blocks);

}  // namespace backfile
