// When a page says that it was published and changed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "article/article.h"
#include "formats/html_blocks.h"
#include "formats/html_metadata.h"
#include "formats/html_tree.h"

namespace backfile {

// Sets published, its basis, and modified. Requires: title and language are set, as far as they are
// known.
void TakeDates(const HtmlTree& tree, const HtmlMetadata& metadata,
               const std::vector<HtmlBlock>& blocks, Article* article);

}  // namespace backfile
