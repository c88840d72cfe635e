// Enforcement: the live generation says what the file of corrections says.
//
// `amend` and `remove` write the file, and workers apply it to what they read. What was read
// before, or came back by a rollback, is set right here.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

namespace backfile {

// Hides what was removed, and puts what was amended in the place of what it was; publishes one
// delta if there is anything to do. Requires: the caller holds IndexLock, and there is a live
// generation. Throws Error.
void EnforceCorrections(const std::string& index_dir, int keep_generations);

}  // namespace backfile
