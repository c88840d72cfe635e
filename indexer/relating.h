// Relating: what a new segment means for the articles of the others, and they for it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "index/segments.h"

namespace backfile {

// Writes the relations of a segment that is made at `dir`, under the name `name`, to become the
// newest of `live`, which may have none. Requires: its documents, columns and tombstones are
// there. Throws Error.
void RelateArticles(const std::string& index_dir, Generation live, const std::string& name,
                    const std::string& dir);

}  // namespace backfile
