// The cage, from inside: each claim is tried in a process of its own.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/cage.h"

#include <fcntl.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "article/problem.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

bool rules_fail = false;

}  // namespace

// In the place of libseccomp's own.
extern "C" int seccomp_rule_add(scmp_filter_ctx filter, std::uint32_t action, int call,
                                unsigned count, ...) {
  if (rules_fail) return -EINVAL;
  va_list rest;
  va_start(rest, count);
  scmp_arg_cmp condition = {};
  if (count > 0) condition = va_arg(rest, scmp_arg_cmp);
  va_end(rest);
  return seccomp_rule_add_array(filter, action, call, count, &condition);
}

namespace {

// What `attempt` returns in a process of its own.
template <class Attempt>
bool Apart(Attempt attempt) {
  const pid_t child = fork();
  if (child == 0) _exit(attempt() ? 0 : 1);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// What it returns in a caged one.
template <class Attempt>
bool Caged(const CageRules& rules, Attempt attempt) {
  return Apart([&] {
    EnterCage(rules);
    return attempt();
  });
}

// From now on this kernel has no Landlock.
bool HideLandlock() {
  const scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SYS_landlock_create_ruleset, 0) == 0 &&
         seccomp_load(filter) == 0;
}

bool CanRead(const std::string& path) {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char byte = 0;
  return fd >= 0 && read(fd, &byte, 1) == 1;
}

bool CanWrite(const std::string& path) {
  const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  return fd >= 0 && write(fd, "x", 1) == 1;
}

bool IsCaged() {
  return MissingFromCage().empty() && !Caged({}, [] { return CanRead("/etc/passwd"); });
}

void Skip() { WARN("skipped: this kernel or this build has no cage"); }

}  // namespace

TEST_CASE("a caged process reaches no file but those it was given", "[cage]") {
  if (!IsCaged()) return Skip();
  const TempDir dir;
  std::ofstream(dir / "secret") << "secret";
  const int held = open((dir / "secret").c_str(), O_RDONLY);
  const std::string scratch = dir / "scratch";
  mkdir(scratch.c_str(), 0700);
  const CageRules rules{{}, {scratch}, 0, 0, 0};
  CHECK_FALSE(Caged(rules, [&] { return CanRead(dir / "secret"); }));
  CHECK_FALSE(Caged(rules, [&] { return CanWrite(dir / "new"); }));
  CHECK_FALSE(Caged(rules, [&] { return unlink((dir / "secret").c_str()) == 0; }));
  CHECK(Caged(rules, [&] { return CanWrite(scratch + "/new"); }));
  CHECK(Caged(rules, [&] { return CanRead(scratch + "/new"); }));
  CHECK(Caged(rules, [&] {
    char byte = 0;
    return read(held, &byte, 1) == 1;
  }));
  CHECK_FALSE(Caged({{scratch}, {}, 0, 0, 0}, [&] { return CanWrite(scratch + "/newer"); }));
  close(held);
}

TEST_CASE("a caged process reaches no network, no program and no other process", "[cage]") {
  if (!IsCaged()) return Skip();
  const CageRules rules{{"/"}, {}, 0, 0, 0};
  CHECK_FALSE(Caged(rules, [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }));
  CHECK_FALSE(Caged(rules, [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }));
  CHECK_FALSE(Caged(rules, [] { return execl("/bin/true", "true", nullptr) == 0; }));
  CHECK_FALSE(Caged(rules, [] { return kill(getppid(), 0) == 0; }));
  CHECK_FALSE(Caged(rules, [] { return syscall(SYS_tgkill, getppid(), getppid(), 0) == 0; }));
  CHECK_FALSE(Caged(rules, [] { return vfork() >= 0; }));
  CHECK_FALSE(Caged(rules, [] { return fork() >= 0; }));
}

TEST_CASE("a caged process changes no file by its name, and types into no terminal", "[cage]") {
  if (!IsCaged()) return Skip();
  const TempDir dir;
  const std::string path = dir / "file";
  std::ofstream(path) << "whole";
  const CageRules rules{{"/"}, {dir / ""}, 0, 0, 0};
  CHECK_FALSE(Caged(rules, [&] { return truncate(path.c_str(), 0) == 0; }));
  CHECK_FALSE(Caged(rules, [&] { return utimensat(AT_FDCWD, path.c_str(), nullptr, 0) == 0; }));
  CHECK_FALSE(Caged(rules, [&] { return setxattr(path.c_str(), "user.a", "b", 1, 0) == 0; }));
  CHECK(std::filesystem::file_size(path) == 5);
  CHECK(Caged(rules, [] { return ioctl(STDOUT_FILENO, TIOCSTI, "x") != 0 && errno == EPERM; }));
}

TEST_CASE("a caged process may end itself, and have threads", "[cage]") {
  if (!IsCaged()) return Skip();
  CHECK(Caged({}, [] { return kill(getpid(), 0) == 0 && raise(0) == 0; }));
  CHECK(Caged({}, [] {
    bool ran = false;
    std::thread([&] { ran = true; }).join();
    return ran;
  }));
}

TEST_CASE("a caged process swells no further than it may", "[cage]") {
  if (!IsCaged()) return Skip();
  const CageRules rules{{}, {}, 400'000'000, 0, 16};
  const auto can_allocate = [](std::size_t bytes) {
    void* memory = std::malloc(bytes);
    std::free(memory);
    return memory != nullptr;
  };
  CHECK(Caged(rules, [&] { return can_allocate(10'000'000); }));
  CHECK_FALSE(Caged(rules, [&] { return can_allocate(500'000'000); }));
  CHECK_FALSE(Caged(rules, [] {
    int last = 0;
    for (int i = 0; i < 20; ++i) last = dup(0);
    return last >= 0;
  }));
}

TEST_CASE("a call that cannot be forbidden is an error, and no gap in the cage", "[cage]") {
  if (!IsCaged()) return Skip();
  CHECK(Apart([] {
    rules_fail = true;
    try {
      EnterCage({});
    } catch (const Error& error) {
      return error.code() == ExitCode::kInternal;
    }
    return false;
  }));
}

TEST_CASE("what the kernel lacks is named, and the rest of the cage closes", "[cage]") {
  if (!IsCaged()) return Skip();
  CHECK(Apart([] {
    if (!HideLandlock() || MissingFromCage() != "Landlock") return false;
    EnterCage({});
    return CanRead("/etc/passwd") && socket(AF_INET, SOCK_STREAM, 0) < 0;
  }));
}
