// A bridge: what several indexes mean for one another, told as the newest segment of an index made
// of all of them would tell it.
//
// Each index knows which of its articles are copies or versions of one another; nobody has told it
// of the articles of the others. That depends on nothing but the generations that are put together,
// so it is worked out once for them and then kept.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "index/index.h"

namespace backfile {

// Writes into the folder `dir` what Snapshot::Bridge() reads: tombstones of articles that an
// earlier index has, too, and relations between articles of different ones. Time: that of reading
// ids, stories and sketches of all, and the texts of what may be copies; memory does not grow with
// the indexes beyond a bit a document. `snapshot`, of two indexes or more, is bridged by it.
// Throws Error.
void MakeBridge(const std::string& dir, Snapshot* snapshot);

}  // namespace backfile
