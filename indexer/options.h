// The command line of `backfile-index`: one subcommand a verb, each bound to one function.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "article/problem.h"

namespace backfile {

// Reads the command line and runs what it asks for. Prints usage errors and help itself. Throws
// Error.
ExitCode RunIndexCommand(int argc, char** argv);

}  // namespace backfile
