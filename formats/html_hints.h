// What the names that pages give to their elements hint at: class names, ids, roles.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace backfile {

// Groups of words with one meaning ("share", "social"): a bit each. Their numbers are those of the
// trained model's features.
using HintMask = std::uint32_t;
inline constexpr std::size_t kHints = 26;

// The groups of which `name` holds a word, in any case: "ArticleBody" gives those of "article" and
// of "body".
HintMask HintsIn(std::string_view name);

}  // namespace backfile
