// Which language a text is in.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

// The language of a text as a BCP 47 tag ("en", "pt", "zh-Hant"), told from its letters alone by
// CLD2 (83 languages); a text in several is that of the one with a clear majority. Empty if it is
// too short or too mixed to tell. Reads the first few kilobytes only. The text must be valid UTF-8.
std::string DetectLanguage(std::string_view text);

}  // namespace backfile
