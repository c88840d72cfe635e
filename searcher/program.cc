// posix_spawn, and waiting for the end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/program.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <thread>

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
  void Place(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

pid_t Start(std::vector<std::string> words, const FileActions& actions) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  if (error != 0) throw SystemError(ExitCode::kInternal, words[0] + " cannot be started", error);
  return child;
}

int CodeOf(const std::string& program, int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status);
  throw Error(ExitCode::kInternal,
              program + " was ended by signal " + std::to_string(WTERMSIG(status)));
}

}  // namespace

int RunProgram(const std::vector<std::string>& words, const std::string& input,
               const std::string& output) {
  FileActions actions;
  actions.Open(STDIN_FILENO, input, O_RDONLY);
  actions.Open(STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC);
  const pid_t child = Start(words, actions);
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) throw SystemError(ExitCode::kInternal, "waiting for " + words[0], errno);
  }
  return CodeOf(words[0], status);
}

int RunProgramInto(const std::vector<std::string>& words, int output, int messages,
                   std::chrono::seconds limit) {
  FileActions actions;
  actions.Place(output, STDOUT_FILENO);
  actions.Place(messages, STDERR_FILENO);
  const pid_t child = Start(words, actions);
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return CodeOf(words[0], status);
}

}  // namespace backfile
