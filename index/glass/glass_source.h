// The lists of a finished glass database, for folding it into another.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>

#include "index/glass/list_source.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// `version`: what ReadVersionFile(dir) says. Throws Error(kIndex).
std::unique_ptr<ListSource> OpenGlassLists(const std::string& dir, const VersionFile& version,
                                           Lists lists);

}  // namespace backfile::glass
