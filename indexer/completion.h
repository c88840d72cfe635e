// What the shells complete for `backfile-index`: scripts made from its table of verbs and options.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace CLI {
class App;
}

namespace backfile {

// The script for "bash", "zsh" or "fish". Throws Error(kUsage) for another shell.
std::string CompletionScript(const CLI::App& app, std::string_view shell);

}  // namespace backfile
