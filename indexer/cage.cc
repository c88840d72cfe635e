// Landlock by bare system calls (glibc has none for it), seccomp by libseccomp.
//
// The filter names what is forbidden, not what is allowed: a list of allowed calls would have to
// follow every version of the C library, and a call missing from it costs articles. What is
// forbidden reaches outside the process; the file system is Landlock's.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/cage.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "article/problem.h"
#include "indexer/channel.h"

namespace backfile {

namespace {

// Rights by the version of Landlock that brought them; the headers of Debian 12 end at version 2.
constexpr std::uint64_t kReadRights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kFirstRights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t kRefer = 1U << 13;     // Version 2: rename between folders.
constexpr std::uint64_t kTruncate = 1U << 14;  // Version 3.
constexpr std::uint64_t kFileRights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                      LANDLOCK_ACCESS_FS_READ_FILE | kTruncate;

int LandlockVersion() {
  return static_cast<int>(
      syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION));
}

std::uint64_t AllRights(int version) {
  return kFirstRights | (version >= 2 ? kRefer : 0) | (version >= 3 ? kTruncate : 0);
}

[[noreturn]] void Fail(const char* lock) {
  throw SystemError(ExitCode::kInternal, std::string("the cage will not close: ") + lock, errno);
}

void Allow(int ruleset, const std::string& path, std::uint64_t rights) {
  const FileDescriptor fd(open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status = {};
  if (!fd || fstat(fd.get(), &status) != 0) return;
  landlock_path_beneath_attr rule = {};
  rule.parent_fd = fd.get();
  rule.allowed_access = S_ISDIR(status.st_mode) ? rights : rights & kFileRights;
  if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0) {
    Fail("Landlock's rules");
  }
}

void LockFiles(const CageRules& rules) {
  const int version = LandlockVersion();
  if (version < 1) return;
  const std::uint64_t all = AllRights(version);
  landlock_ruleset_attr attributes = {};
  attributes.handled_access_fs = all;
  const FileDescriptor ruleset(
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0)));
  if (!ruleset) Fail("Landlock");
  for (const std::string& path : rules.readable) Allow(ruleset.get(), path, kReadRights);
  const std::uint64_t execute = LANDLOCK_ACCESS_FS_EXECUTE;
  for (const std::string& path : rules.writable) Allow(ruleset.get(), path, all & ~execute);
  if (syscall(SYS_landlock_restrict_self, ruleset.get(), 0) != 0) Fail("Landlock");
}

// Calls that reach out of the process.
constexpr auto kForbidden = std::to_array<int>({
    SCMP_SYS(socket),
    SCMP_SYS(socketpair),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(tkill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(fchownat),
    SCMP_SYS(lchown),
    SCMP_SYS(setuid),
    SCMP_SYS(setgid),
    SCMP_SYS(setresuid),
    SCMP_SYS(setresgid),
    SCMP_SYS(truncate),  // By name; Landlock knows of it from version 3 on.
    SCMP_SYS(utime),
    SCMP_SYS(utimes),
    SCMP_SYS(futimesat),
    SCMP_SYS(utimensat),
    SCMP_SYS(setxattr),
    SCMP_SYS(lsetxattr),
    SCMP_SYS(removexattr),
    SCMP_SYS(lremovexattr),
    SCMP_SYS(shmat),
    SCMP_SYS(shmget),
    SCMP_SYS(msgget),
    SCMP_SYS(semget),
});

// How a forbidden call fails: as if there were no right to it, so that a library that asks goes on
// without. Of a call that this machine does not have libseccomp makes no rule, and no error.
constexpr int kNoRight = EPERM;

void Require(int outcome) {
  if (outcome == 0) return;
  errno = -outcome;
  Fail("seccomp");
}

void Forbid(scmp_filter_ctx filter, int call, int error = kNoRight) {
  Require(seccomp_rule_add(filter, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call, 0));
}
void ForbidIf(const scmp_arg_cmp& condition, scmp_filter_ctx filter, int call) {
  Require(seccomp_rule_add(filter, SCMP_ACT_ERRNO(kNoRight), call, 1, condition));
}

// A process may end itself, and have threads; it reaches no other, and makes none.
void LockProcesses(scmp_filter_ctx filter) {
  const scmp_arg_cmp is_other = SCMP_A0(SCMP_CMP_NE, static_cast<scmp_datum_t>(getpid()));
  const scmp_arg_cmp is_named = SCMP_A0(SCMP_CMP_NE, 0);
  const scmp_arg_cmp is_no_thread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0);
  ForbidIf(is_other, filter, SCMP_SYS(kill));
  ForbidIf(is_other, filter, SCMP_SYS(tgkill));
  ForbidIf(is_named, filter, SCMP_SYS(prlimit64));
  ForbidIf(is_no_thread, filter, SCMP_SYS(clone));
  // Its flags lie behind a pointer; the C library goes back to clone.
  Forbid(filter, SCMP_SYS(clone3), ENOSYS);
}

// A terminal is not typed into: what stood there would be run by whoever started us.
void LockTerminals(scmp_filter_ctx filter) {
  for (const scmp_datum_t request : {scmp_datum_t{TIOCSTI}, scmp_datum_t{TIOCLINUX}}) {
    ForbidIf(SCMP_A1(SCMP_CMP_MASKED_EQ, 0xffffffff, request), filter, SCMP_SYS(ioctl));
  }
}

void LockCalls() {
  const std::unique_ptr<void, void (*)(void*)> filter(seccomp_init(SCMP_ACT_ALLOW),
                                                      seccomp_release);
  if (!filter) Fail("seccomp");
  for (const int call : kForbidden) Forbid(filter.get(), call);
  LockProcesses(filter.get());
  LockTerminals(filter.get());
  Require(seccomp_load(filter.get()));
}

bool HasSeccomp() { return prctl(PR_GET_SECCOMP) >= 0; }

void Limit(int resource, std::int64_t most) {
  rlimit limit = {};
  if (most <= 0 || getrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) return;
  const auto wanted = static_cast<rlim_t>(most);
  limit.rlim_cur = std::min(limit.rlim_max, wanted);
  limit.rlim_max = limit.rlim_cur;
  if (setrlimit(static_cast<__rlimit_resource>(resource), &limit) != 0) Fail("limits");
}

}  // namespace

std::vector<std::string> SystemFolders() {
  return {"/usr",           "/lib",      "/lib64",       "/etc/fonts",           "/etc/ld.so.cache",
          "/etc/localtime", "/dev/null", "/dev/urandom", "/var/cache/fontconfig"};
}

CageRules RulesOfReaders(std::int64_t memory) {
  constexpr std::int64_t kLargestFile = 16LL << 30;
  constexpr std::int64_t kOpenFiles = 256;
  return {SystemFolders(), {}, memory, kLargestFile, kOpenFiles};
}

void EnterCage(const CageRules& rules) {
  if (kIsInstrumented) return;
  const rlimit no_core = {0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  Limit(RLIMIT_AS, rules.address_space);
  Limit(RLIMIT_FSIZE, rules.file_size);
  Limit(RLIMIT_NOFILE, rules.open_files);
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) Fail("no_new_privs");
  LockFiles(rules);
  if (HasSeccomp()) LockCalls();
}

std::string MissingFromCage() {
  std::string missing;
  if (LandlockVersion() < 1) missing = "Landlock";
  if (!HasSeccomp()) missing += missing.empty() ? "seccomp" : " and seccomp";
  return missing;
}

}  // namespace backfile
