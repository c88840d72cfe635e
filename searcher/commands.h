// Verbs that have files of their own.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "searcher/options.h"

namespace backfile {

// What `find` leaves to the format: texts and citations come with snippets, tables without; people
// are told of copies, programs if they ask for it.
void SettleList(CommandLine* line);

// `alert`. Throws Error.
ExitCode RunAlertVerb(CommandLine* line);

}  // namespace backfile
