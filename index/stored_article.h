// The article as document data, and back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "article/article.h"

namespace backfile {

// All of the article as bytes (the first is the version of the form). Writers of segments pack
// them: see record_packing.h, also for reading them.
std::string StoreArticle(const Article& article);
// Throws Error(kIndex) on bytes that are no article.
Article LoadArticle(std::string_view stored);

}  // namespace backfile
