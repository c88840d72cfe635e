// ninjs, the news agencies' JSON (IPTC): versions 1 to 3.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <vector>

#include "formats/json_values.h"

namespace backfile {

// Whether an object is a ninjs item, by the members that only ninjs has.
bool IsNinjs(const JsonObjectView& object);

// The article of an item; a Problem for a picture, a video or a package of other items. Associated
// items are articles or pictures of their own and are left out.
void ReadNinjs(const JsonObjectView& item, std::vector<Article>* articles, Problems* problems);

}  // namespace backfile
