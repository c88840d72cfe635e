// Acronyms that a text defines: "Syrian Democratic Forces (SDF)".
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "article/article.h"
#include "article/words.h"

namespace backfile {

// Appends each pair that the text defines and `acronyms` does not hold yet, in the order of the
// text: the short form without its plural s ("IEDs" defines IED), the long form without a
// possessive ending. Both are pieces of one paragraph of the text, with
// line breaks as spaces. At most kMostAcronyms in all.
//
// Reads "Long Form (LF)", "LF (Long Form)", and "Long Form, or LF,". The method is that of A. S.
// Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions in
// biomedical text", Pacific Symposium on Biocomputing 8 (2003), made stricter for news.
void FindAcronyms(const Words& words, std::vector<Acronym>* acronyms);

inline constexpr std::size_t kMostAcronyms = 200;

// The long form at the end of `before` that the short form stands for: nullopt if none does.
// Requires: both are valid UTF-8.
std::optional<std::string_view> FindLongForm(std::string_view short_form, std::string_view before);

}  // namespace backfile
