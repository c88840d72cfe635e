// posix_spawn, and waiting for the end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "article/problem.h"

namespace backfile {

namespace {

class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  void Open(int fd, const std::string& path, int flags) {
    if (!path.empty()) posix_spawn_file_actions_addopen(&actions_, fd, path.c_str(), flags, 0600);
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

int RunProgram(const std::vector<std::string>& words, const std::string& input,
               const std::string& output) {
  std::vector<std::string> copies = words;
  std::vector<char*> arguments;
  for (std::string& word : copies) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  FileActions actions;
  actions.Open(STDIN_FILENO, input, O_RDONLY);
  actions.Open(STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  if (error != 0) throw SystemError(ExitCode::kInternal, words[0] + " cannot be started", error);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw SystemError(ExitCode::kInternal, "waiting for " + words[0], errno);
  }
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  throw Error(ExitCode::kInternal,
              words[0] + " was ended by signal " + std::to_string(WTERMSIG(status)));
}

}  // namespace backfile
