// Starting the other program.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/original.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>

namespace backfile {

namespace {

std::string IndexerProgram() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = self.parent_path() / "backfile-index";
  return !error && std::filesystem::exists(beside, error) ? beside.string() : "backfile-index";
}

}  // namespace

ExitCode PrintOriginal(const std::string& index_dir, const std::string& id) {
  std::array<std::string, 5> words = {IndexerProgram(), "original", "-d", index_dir, id};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments[i] = words[i].data();
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, words[0].c_str(), nullptr, nullptr, arguments.data(), environ);
  if (error != 0) throw SystemError(ExitCode::kInternal, words[0] + " cannot be started", error);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw SystemError(ExitCode::kInternal, "waiting for " + words[0], errno);
  }
  if (WIFEXITED(status)) return static_cast<ExitCode>(WEXITSTATUS(status));
  throw Error(ExitCode::kInternal, words[0] + " was ended by signal " +
                                       std::to_string(WTERMSIG(status)) + " while reading " + id);
}

}  // namespace backfile
