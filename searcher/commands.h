// Verbs that have files of their own.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/options.h"

namespace backfile {

// `alert`. Throws Error.
ExitCode RunAlertVerb(CommandLine* line);

}  // namespace backfile
