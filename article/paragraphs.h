// Where paragraphs end in a text as it was typed, set or exported.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// A body: lines trimmed, runs of spaces squeezed, single line ends kept, paragraphs joined by
// exactly
// "\n\n".
struct TidyText {
  // Paragraphs are blocks between empty lines; where their first lines are set in, as wires and
  // typists set them, also those within a block. Without an empty line but with lines too long to
  // have been set on a page, each line is a paragraph: so content systems export them.
  std::string paragraphs;
  // Blocks between empty lines alone; left empty if they are the same.
  std::string blocks;
};
TidyText Tidied(std::string_view text);

// Its paragraphs. Tidying twice changes nothing.
std::string TidyParagraphs(std::string_view text);

}  // namespace backfile
