// The running text of mixed content: paragraphs, line breaks, captions.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/xml.h"

namespace backfile {

// What an element does to the text around it.
enum class Flow {
  kInline,        // Nothing.
  kSpace,         // A word ends.
  kLine,          // A line ends.
  kBlock,         // A paragraph of its own.
  kPreformatted,  // The same, and its line ends count.
  kSkip,          // It is no text.
  kCaption,       // It goes to the captions.
};
struct FlowRule {
  std::string_view name;  // Local.
  Flow flow;
};

struct FlowedText {
  std::string body;  // Paragraphs joined by "\n\n".
  std::vector<std::string> captions;
};

// The text within the elements, in order. What HTML, NITF and their kin call their elements is
// known; `own` rules come first.
FlowedText FlowText(std::span<const XmlElement* const> elements,
                    std::span<const FlowRule> own = {});
FlowedText FlowText(const XmlElement* element, std::span<const FlowRule> own = {});

// Text that may hold HTML, perhaps escaped once more, as paragraphs. Plain text stays as it is, and
// so do the line ends of HTML that has no other paragraphs. Captions of pictures go to `captions`
// if it is given.
std::string TextOfMarkup(std::string_view text, std::vector<std::string>* captions = nullptr);

// HTML in which line ends show: a <br> at each, a paragraph at each empty line.
std::string WithLineBreaks(std::string_view text);

}  // namespace backfile
