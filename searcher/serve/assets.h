// The style sheet, the script and the icon, linked into the program.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace backfile {

struct Asset {
  std::string_view name;  // "backfile.css"
  std::string_view type;
  std::string_view bytes;
};
const Asset* FindAsset(std::string_view name);  // nullptr: none.

// Its path with a digest of its bytes, so that it can be kept for ever. Requires: there is one.
const std::string& AssetAddress(std::string_view name);

}  // namespace backfile
