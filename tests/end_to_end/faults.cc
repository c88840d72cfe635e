// Faults on demand: loaded before a program (LD_PRELOAD), it counts what the program and its
// children do to files below a folder, makes the N-th of these steps fail or cuts all of them off
// there, and notes what a power cut would leave.
//
//   FAULTS_BELOW=DIR     what counts: write, pwrite, fsync, fdatasync and rename of files below
//   FAULTS_STEPS=FILE    eight bytes, shared by all processes: how many steps there were
//   FAULTS_AT=N          the step that is hit; 0: none
//   FAULTS_HOW=HOW       EIO, ENOSPC, or kill: all processes of the group
//   FAULTS_STICKY=1      all later steps fail, too
//   FAULTS_JOURNAL=FILE  what was created, written, synced and renamed, a line each (faults.py)
//   FAULTS_KEPT=DIR      files that were replaced by a rename, by the number of their line
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using Counter = std::atomic<std::uint64_t>;

struct Plan {
  std::string below, kept, how;
  std::uint64_t at = 0;
  bool is_sticky = false;
  Counter* steps = nullptr;
  Counter* lines = nullptr;
  int journal = -1;
};

const char* Setting(const char* name) {
  const char* value = getenv(name);
  return value == nullptr ? "" : value;
}

Plan ReadPlan() {
  Plan plan{Setting("FAULTS_BELOW"), Setting("FAULTS_KEPT"), Setting("FAULTS_HOW"),
            strtoull(Setting("FAULTS_AT"), nullptr, 10), *Setting("FAULTS_STICKY") == '1'};
  const int fd = static_cast<int>(
      syscall(SYS_openat, AT_FDCWD, Setting("FAULTS_STEPS"), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (fd < 0 || ftruncate(fd, 2 * sizeof(Counter)) != 0) return plan;
  void* shared = mmap(nullptr, 2 * sizeof(Counter), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (shared == MAP_FAILED) return plan;
  plan.steps = static_cast<Counter*>(shared);
  plan.lines = plan.steps + 1;
  plan.journal = static_cast<int>(syscall(SYS_openat, AT_FDCWD, Setting("FAULTS_JOURNAL"),
                                          O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600));
  return plan;
}

Plan& ThePlan() {
  static Plan plan = ReadPlan();
  return plan;
}
[[gnu::constructor]] void Prepare() { ThePlan(); }  // Before the cage.

bool Counts(std::string_view path) {
  return ThePlan().steps != nullptr && path.starts_with(ThePlan().below);
}

std::string PathOf(int fd) {
  char path[PATH_MAX];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = readlink(link.c_str(), path, sizeof path);
  return size > 0 ? std::string(path, static_cast<std::size_t>(size)) : std::string();
}

std::string Absolute(const char* path) {
  if (*path == '/') return path;
  char here[PATH_MAX];
  return getcwd(here, sizeof here) == nullptr ? path : std::string(here) + "/" + path;
}

void Note(std::string line) {
  line += '\n';
  syscall(SYS_write, ThePlan().journal, line.data(), line.size());
}

void NoteFile(char what, int fd, const std::string& path) {
  struct stat status = {};
  if (fstat(fd, &status) != 0 || S_ISLNK(status.st_mode)) return;
  Note(std::string(1, what) + "\t" + std::to_string(status.st_ino) + "\t" + path);
}

// Whether this step fails, with errno set; it does not return if all is cut off here.
bool IsHit() {
  const Plan& plan = ThePlan();
  const std::uint64_t step = ++*plan.steps;
  if (plan.at == 0 || (step != plan.at && !(plan.is_sticky && step > plan.at))) return false;
  if (plan.how == "kill") {
    kill(0, SIGKILL);
    pause();
  }
  errno = plan.how == "ENOSPC" ? ENOSPC : EIO;
  return true;
}

template <class Call>
auto Step(char what, int fd, Call call) -> decltype(call()) {
  const std::string path = PathOf(fd);
  if (!Counts(path)) return call();
  if (IsHit()) return -1;
  const auto result = call();
  if (result >= 0) NoteFile(what, fd, path);
  return result;
}

int Open(int dir, const char* name, int flags, mode_t mode) {
  const bool may_create = (flags & O_CREAT) != 0 && (flags & O_TMPFILE) != O_TMPFILE;
  const bool is_new = may_create && faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
  const int fd = static_cast<int>(syscall(SYS_openat, dir, name, flags, mode));
  if (fd < 0 || !is_new) return fd;
  const std::string path = PathOf(fd);
  if (Counts(path)) NoteFile('C', fd, path);
  return fd;
}

mode_t ModeOf(int flags, va_list rest) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

}  // namespace

extern "C" {

ssize_t write(int fd, const void* bytes, std::size_t size) {
  return Step('W', fd, [&] { return syscall(SYS_write, fd, bytes, size); });
}
ssize_t pwrite64(int fd, const void* bytes, std::size_t size, off64_t at) {
  return Step('W', fd, [&] { return syscall(SYS_pwrite64, fd, bytes, size, at); });
}
ssize_t pwrite(int fd, const void* bytes, std::size_t size, off_t at) {
  return pwrite64(fd, bytes, size, at);
}
int fsync(int fd) {
  return Step('S', fd, [&] { return static_cast<int>(syscall(SYS_fsync, fd)); });
}
int fdatasync(int fd) {
  return Step('S', fd, [&] { return static_cast<int>(syscall(SYS_fdatasync, fd)); });
}

int rename(const char* from, const char* to) noexcept {
  const std::string old_path = Absolute(from);
  const std::string new_path = Absolute(to);
  if (!Counts(new_path)) return static_cast<int>(syscall(SYS_rename, from, to));
  if (IsHit()) return -1;
  const std::string line = std::to_string(++*ThePlan().lines);
  link(to, (ThePlan().kept + "/" + line).c_str());
  const int result = static_cast<int>(syscall(SYS_rename, from, to));
  if (result == 0) Note("R\t" + line + "\t" + old_path + "\t" + new_path);
  return result;
}

int mkdir(const char* name, mode_t mode) noexcept {
  const int result = static_cast<int>(syscall(SYS_mkdir, name, mode));
  if (result == 0 && Counts(Absolute(name))) Note("M\t0\t" + Absolute(name));
  return result;
}

int open(const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return Open(AT_FDCWD, name, flags, mode);
}
int open64(const char* name, int flags, ...) __attribute__((alias("open")));
int openat(int dir, const char* name, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = ModeOf(flags, rest);
  va_end(rest);
  return Open(dir, name, flags, mode);
}

}  // extern "C"
