// How likely each block of a page is part of the article: a small learned model.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/html_blocks.h"
#include "formats/html_features.h"
#include "formats/html_tree.h"

namespace backfile {

// From this score on, a block is taken for the article's; chosen with the model.
inline constexpr float kArticleScore = 0.55F;

// One score between 0 and 1 a block. Requires: features are those of the blocks.
std::vector<float> ArticleScores(const HtmlTree& tree, const std::vector<HtmlBlock>& blocks,
                                 const std::vector<BlockFeatures>& features);

}  // namespace backfile
