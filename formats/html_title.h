// The headline of a page and who wrote it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "article/article.h"
#include "formats/html_blocks.h"
#include "formats/html_metadata.h"
#include "formats/html_tree.h"

namespace backfile {

// Sets title and subtitle.
void TakeTitle(const HtmlTree& tree, const HtmlMetadata& metadata, Article* article);

// Sets byline: names without "By", addresses and dates.
void TakeByline(const HtmlTree& tree, const HtmlMetadata& metadata,
                const std::vector<HtmlBlock>& blocks, Article* article);

// The title without the site's name at either end: "Storm hits coast | The Daily Example" gives
// "Storm hits coast". `site` may be empty; then a last part behind a separator is taken for it if
// what is left is still a headline.
std::string WithoutSiteName(std::string_view title, std::string_view site);

}  // namespace backfile
