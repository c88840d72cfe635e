// Asking the library, not its headers: it may have been replaced since the program was built.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/checked_versions.h"

#include <xapian.h>

#include <algorithm>

namespace backfile::glass {

bool IsLibraryChecked() {
  return std::ranges::find(kCheckedVersions, std::string_view(Xapian::version_string())) !=
         kCheckedVersions.end();
}

}  // namespace backfile::glass
