// What a terminal can do, asked of the environment.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <cstdlib>

#include "article/text.h"

namespace backfile {

namespace {

constexpr std::size_t kUsualWidth = 80;
constexpr std::size_t kUnlimited = 1U << 30;

std::string_view Environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view() : std::string_view(value);
}

std::string PagerCommand() {
  for (const char* name : {"BACKFILE_PAGER", "PAGER"}) {
    if (std::getenv(name) != nullptr) return std::string(Environment(name));
  }
  return "less -FRX";
}

}  // namespace

bool IsTerminal() { return isatty(STDOUT_FILENO) == 1; }

std::size_t TerminalWidth() {
  if (!IsTerminal()) return kUnlimited;
  const std::string_view columns = Environment("COLUMNS");
  std::size_t width = 0;
  std::from_chars(columns.data(), columns.data() + columns.size(), width);
  winsize size{};
  if (width == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
  return width >= 20 ? width : kUsualWidth;
}

bool WantsColor(When when) {
  if (when != When::kAuto) return when == When::kAlways;
  if (!Environment("NO_COLOR").empty()) return false;
  const std::string_view force = Environment("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  return IsTerminal() && Environment("TERM") != "dumb";
}

std::string Guarded(std::string_view data) {
  std::string shown(data);
  if (!IsTerminal()) return shown;
  std::erase(shown, '\r');  // CSV and RIS end their lines with it.
  return Printable(shown, true);
}

Output::Output(bool may_page) {
  std::signal(SIGPIPE, SIG_IGN);
  const std::string command = may_page && IsTerminal() ? PagerCommand() : "";
  if (!command.empty() && command != "cat") pager_ = popen(command.c_str(), "w");
}

Output::~Output() {
  if (pager_ != nullptr) {
    pclose(pager_);
  } else {
    std::fflush(stdout);
  }
}

void Output::Print(std::string_view text) {
  if (!is_open_) return;
  std::FILE* file = pager_ == nullptr ? stdout : pager_;
  is_open_ = std::fwrite(text.data(), 1, text.size(), file) == text.size();
}

}  // namespace backfile
