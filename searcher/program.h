// Other programs, run and waited for.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <string>
#include <vector>

namespace backfile {

// Runs a program, found in PATH unless its name has a slash. Its standard input and output are
// these files, the latter made anew (0600); empty: those of this program. Returns its exit code.
// Throws Error if it cannot be started or is ended by a signal.
int RunProgram(const std::vector<std::string>& words, const std::string& input = "",
               const std::string& output = "");

// The same with open descriptors for its output and its messages, and killed when it takes longer.
int RunProgramInto(const std::vector<std::string>& words, int output, int messages,
                   std::chrono::seconds limit);

}  // namespace backfile
