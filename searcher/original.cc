// Starting the other program.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/original.h"

#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "article/digest.h"
#include "searcher/program.h"

namespace backfile {

namespace {

std::string IndexerProgram() {
  std::error_code error;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", error);
  const std::filesystem::path beside = self.parent_path() / "backfile-index";
  return !error && std::filesystem::exists(beside, error) ? beside.string() : "backfile-index";
}

std::vector<std::string> Command(const std::string& index_dir, const std::string& id,
                                 std::uint64_t content) {
  return {IndexerProgram(), "original", "-d", index_dir, "--content=" + Hex16(content), id};
}

// Starts `backfile-index original`; its output and messages go to these descriptors.
pid_t Start(std::vector<std::string> words, int output, int messages) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, messages, STDERR_FILENO);
  pid_t child = 0;
  const int error =
      posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw SystemError(ExitCode::kInternal, words[0] + " cannot be started", error);
  return child;
}

ExitCode CodeOf(int status, const std::string& id) {
  if (WIFEXITED(status)) return static_cast<ExitCode>(WEXITSTATUS(status));
  throw Error(ExitCode::kInternal, "backfile-index was ended by signal " +
                                       std::to_string(WTERMSIG(status)) + " while reading " + id);
}

// Waits for it, but not for ever.
int WaitAtMost(pid_t child, std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > end) kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return status;
}

std::string BeginningOf(int fd) {
  std::array<char, 1000> text{};
  const ssize_t size = pread(fd, text.data(), text.size(), 0);
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

}  // namespace

ExitCode PrintOriginal(const std::string& index_dir, const std::string& id, std::uint64_t content,
                       const std::string& output) {
  return static_cast<ExitCode>(RunProgram(Command(index_dir, id, content), "", output));
}

void WriteOriginal(const std::string& index_dir, const std::string& id, std::uint64_t content,
                   int fd, std::chrono::seconds limit) {
  const int messages = memfd_create("messages", MFD_CLOEXEC);
  if (messages < 0) throw SystemError(ExitCode::kTryLater, "no memory for messages", errno);
  ExitCode code = ExitCode::kInternal;
  std::string said;
  try {
    code = CodeOf(WaitAtMost(Start(Command(index_dir, id, content), fd, messages), limit), id);
    said = BeginningOf(messages);
  } catch (const Error&) {
    close(messages);
    throw;
  }
  close(messages);
  if (code != ExitCode::kDone) throw Error(code, said);
}

}  // namespace backfile
