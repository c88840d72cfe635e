// Which of a page's blocks are the article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <vector>

#include "article/article.h"
#include "formats/html_blocks.h"
#include "formats/html_features.h"
#include "formats/html_metadata.h"
#include "formats/html_tree.h"

namespace backfile {

// What the markup says of the body. `title`: the article's.
PageClues CluesOf(const HtmlMetadata& metadata, const std::string& title);

// Sets body and captions. Requires: the title is set.
void TakeBody(const HtmlTree& tree, const HtmlMetadata& metadata,
              const std::vector<HtmlBlock>& blocks, Article* article);

}  // namespace backfile
