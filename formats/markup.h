// Tags in text that no parser would take: SGML of the eighties, HTML in JSON.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// What stands between <tag ...> and </tag>, the first one from `*from` on, which moves behind it;
// nullopt: none. Names are compared without regard to case. An element that is not closed ends at
// the next tag of the same name, else at the end.
std::optional<std::string_view> FindElement(std::string_view text, std::string_view tag,
                                            std::size_t* from);
std::string_view ElementText(std::string_view text,
                             std::string_view tag);  // Empty if there is none.

// The value of NAME="..." or NAME=... in a start tag; empty if there is none.
std::string_view AttributeOf(std::string_view start_tag, std::string_view name);

// The text with tags and comments taken out; <p>, <br>, headings and the like become line ends.
std::string WithoutTags(std::string_view text);

}  // namespace backfile
