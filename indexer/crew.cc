// Starting, watching and ending worker processes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/crew.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <new>
#include <string>
#include <system_error>
#include <vector>

#include "indexer/messages.h"

extern char** environ;

namespace backfile {

namespace {

// Descriptors that a worker finds open. High ones are used in between, so that neither overwrites
// the other while they are put in place.
constexpr int kChannelFd = 3;
constexpr int kFootprintFd = 4;

class SpawnActions {
 public:
  SpawnActions() { posix_spawn_file_actions_init(&actions_); }
  ~SpawnActions() { posix_spawn_file_actions_destroy(&actions_); }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  void Open(int fd, const char* path, int flags) {
    posix_spawn_file_actions_addopen(&actions_, fd, path, flags, 0);
  }
  void Place(int from, int to) { posix_spawn_file_actions_adddup2(&actions_, from, to); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_ = {};
};

// A copy of the descriptor far above those that are put in place.
FileDescriptor OutOfTheWay(int fd) { return FileDescriptor(fcntl(fd, F_DUPFD_CLOEXEC, 64)); }

// glibc's malloc asks for huge pages only if it is told to before a program begins (mallopt knows
// no such thing). Builders go through a hundred megabytes a batch: with them a build of 215,780
// articles took 4 to 17 % less time in a virtual machine, where faults and look-ups of pages are
// dear.
constexpr const char* kTunables = "GLIBC_TUNABLES";

// The environment of a worker, which ends with a null; good as long as this one's own.
std::vector<char*> WorkerEnvironment() {
  static std::string huge_pages = std::string(kTunables) + "=glibc.malloc.hugetlb=1";
  std::vector<char*> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.push_back(*variable);
  if (std::getenv(kTunables) == nullptr) variables.push_back(huge_pages.data());
  variables.push_back(nullptr);
  return variables;
}

pid_t Spawn(WorkerRole role, int channel, int footprint) {
  const FileDescriptor high_channel = OutOfTheWay(channel);
  const FileDescriptor high_footprint = OutOfTheWay(footprint);
  SpawnActions actions;
  actions.Open(STDIN_FILENO, "/dev/null", O_RDONLY);
  actions.Place(high_channel.get(), kChannelFd);
  actions.Place(high_footprint.get(), kFootprintFd);
  std::string program = "backfile-index";
  std::string verb = "worker";
  std::string job = role == WorkerRole::kCutter ? "cut" : "build";
  const std::array<char*, 4> arguments = {program.data(), verb.data(), job.data(), nullptr};
  pid_t pid = -1;
  const int failed = posix_spawn(&pid, "/proc/self/exe", actions.get(), nullptr, arguments.data(),
                                 WorkerEnvironment().data());
  if (failed != 0) throw SystemError(ExitCode::kTryLater, "cannot start a worker process", failed);
  return pid;
}

}  // namespace

Worker::Worker(WorkerRole role, const Setup& setup)
    : channel_(FileDescriptor()), since_(std::chrono::steady_clock::now()) {
  auto [ours, theirs] = Channel::MakePair();
  channel_ = std::move(ours);
  const FileDescriptor memory(memfd_create("footprint", MFD_CLOEXEC));
  if (!memory || ftruncate(memory.get(), sizeof(Footprint)) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot start a worker process", errno);
  }
  void* mapped =
      mmap(nullptr, sizeof(Footprint), PROT_READ | PROT_WRITE, MAP_SHARED, memory.get(), 0);
  if (mapped == MAP_FAILED) {
    throw SystemError(ExitCode::kTryLater, "cannot start a worker process", errno);
  }
  footprint_ = new (mapped) Footprint{};
  footprint_->record = kNoRecord;
  pid_ = Spawn(role, theirs.get(), memory.get());
  channel_.Send(static_cast<std::uint8_t>(Say::kSetup), Pack(setup));
}

Worker::~Worker() {
  Kill();
  if (footprint_ != nullptr) munmap(footprint_, sizeof(Footprint));
}

void Worker::Kill() {
  if (pid_ <= 0) return;
  kill(pid_, SIGKILL);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

void Worker::StartClock() {
  since_ = std::chrono::steady_clock::now();
  steps_seen_ = footprint_->steps;
  computed_seen_ = Computed();
}

bool Worker::IsStuck(std::chrono::seconds limit, std::int64_t read) {
  if (footprint_->steps != steps_seen_ || read != read_seen_) StartClock();
  read_seen_ = read;
  constexpr int kPatience = 6;
  return Computed() - computed_seen_ > limit ||
         std::chrono::steady_clock::now() - since_ > kPatience * limit;
}

std::chrono::nanoseconds Worker::Computed() const {
  clockid_t clock = 0;
  timespec time = {};
  if (clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &time) != 0) return {};
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

ChildTask::ChildTask() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot start a process", errno);
  }
  FileDescriptor read_end(ends[0]);
  FileDescriptor write_end(ends[1]);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) throw SystemError(ExitCode::kTryLater, "cannot start a process", errno);
  in_child_ = pid_ == 0;
  report_ = std::move(in_child_ ? write_end : read_end);
  if (!in_child_) return;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);  // It died before it could be watched.
}

ChildTask::~ChildTask() {
  if (pid_ <= 0 || in_child_) return;
  kill(pid_, SIGKILL);
  while (waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

// The report is the exit code as one byte, then the message.
void ChildTask::Report(int code, const char* message) {
  const std::string text = std::string(1, static_cast<char>(code)) + message;
  const ssize_t sent = write(report_.get(), text.data(), text.size());
  _exit(sent == static_cast<ssize_t>(text.size()) ? 0 : 1);
}

// A thread that cannot be started is a matter of memory, too: that of its stack.
void ChildTask::ReportFault(const std::exception& error) {
  const auto* of_system = dynamic_cast<const std::system_error*>(&error);
  const bool is_shortage =
      dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
      (of_system != nullptr && of_system->code() == std::errc::resource_unavailable_try_again);
  if (is_shortage) Report(static_cast<int>(ExitCode::kTryLater), "there is not enough memory");
  Report(static_cast<int>(ExitCode::kInternal), error.what());
}

// Whether it says or ends something within `limit`.
bool ChildTask::EndsWithin(std::chrono::seconds limit) const {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::hours kLongest{24 * 365};
  constexpr std::chrono::milliseconds kAtOnce{60'000};  // What poll(2) can count is 25 days.
  const auto end = Clock::now() + std::min<std::chrono::seconds>(limit, kLongest);
  pollfd polled{report_.get(), POLLIN, 0};
  while (Clock::now() < end) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
    if (poll(&polled, 1, static_cast<int>(std::min(left, kAtOnce).count())) > 0) return true;
  }
  return false;
}

void ChildTask::Join(std::chrono::seconds limit) {
  if (limit.count() > 0 && !EndsWithin(limit)) {
    throw Error(ExitCode::kTryLater,
                "it was not done within " + std::to_string(limit.count()) + " s");
  }
  std::string report;
  std::array<char, 4096> bytes{};
  for (ssize_t n = 1; n > 0;) {
    n = read(report_.get(), bytes.data(), bytes.size());
    if (n > 0) report.append(bytes.data(), static_cast<std::size_t>(n));
    if (n < 0 && errno == EINTR) n = 1;
  }
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  if (report.empty() && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) {
    throw Error(
        ExitCode::kTryLater,
        "a process that merges segments was killed (was there memory enough?); the next run "
        "goes on from there");
  }
  if (report.empty()) {
    throw Error(ExitCode::kIndex,
                "a process that merges segments died; see `backfile-index check`");
  }
  if (report[0] != 0) throw Error(static_cast<ExitCode>(report[0]), report.substr(1));
}

}  // namespace backfile
