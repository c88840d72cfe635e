// The body of a page.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_body.h"

#include <algorithm>

namespace backfile {

using enum HtmlTag;

void TakeBody(const HtmlTree& tree, const HtmlMetadata&, const std::vector<HtmlBlock>& blocks,
              Article* article) {
  std::vector<double> score(static_cast<std::size_t>(tree.size()));
  for (const HtmlBlock& block : blocks) {
    if (block.letters < 60 || block.linked * 3 > block.letters) continue;
    double share = block.letters - block.linked;
    std::int32_t n = tree[block.element].parent;
    for (int i = 0; i < 3 && n > 0; ++i, n = tree[n].parent, share *= 0.6) {
      score[static_cast<std::size_t>(n)] += share;
    }
  }
  const auto best = static_cast<std::int32_t>(std::ranges::max_element(score) - score.begin());
  for (const HtmlBlock& block : blocks) {
    const bool is_inside = block.element >= best && block.element < tree[best].end;
    if (is_inside && block.linked * 2 < block.letters) article->body += block.text + "\n\n";
  }
}

}  // namespace backfile
