// Where results go: a terminal through a pager, or a file or pipe as they are.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace backfile {

enum class When { kAuto, kAlways, kNever };

bool IsTerminal();  // Whether standard output is one.
// Columns of the terminal (COLUMNS, else what it says, else 80); very many if it is none.
std::size_t TerminalWidth();
// By NO_COLOR, CLICOLOR_FORCE and TERM=dumb, else if standard output is a terminal.
bool WantsColor(When when);

// Data for programs as standard output is to get them: as they are, but on a terminal, which would
// obey some of it, Printable() and with plain line ends.
std::string Guarded(std::string_view data);

// Standard output. Writing stops quietly when nobody reads any more.
class Output {
 public:
  // On a terminal through BACKFILE_PAGER, PAGER, else "less -FRX", unless told not to.
  explicit Output(bool may_page);
  ~Output();  // Waits for the pager.
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void Print(std::string_view text);

 private:
  std::FILE* pager_ = nullptr;
  bool is_open_ = true;
};

}  // namespace backfile
