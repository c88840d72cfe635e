// Starting the other program.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/original.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
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

std::vector<std::string> Command(const Snapshot& snapshot, const Snapshot::Place& place) {
  const Columns& columns = snapshot.columns(place.segment);
  if (snapshot.is_remote(place.segment)) {
    throw Error(ExitCode::kUsage, "the original of bf:" + Hex16(columns.id(place.document)) +
                                      " is not here: it was read where " +
                                      snapshot.shard_place(place.segment) + " is; ask there");
  }
  return {IndexerProgram(),
          "original",
          "-d",
          snapshot.shard_place(place.segment),
          "--content=" + Hex16(columns.digest(place.document)),
          "bf:" + Hex16(columns.id(place.document))};
}

std::string BeginningOf(int fd) {
  std::array<char, 1000> text{};
  const ssize_t size = pread(fd, text.data(), text.size(), 0);
  return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

}  // namespace

ExitCode PrintOriginal(const Snapshot& snapshot, const Snapshot::Place& place,
                       const std::string& output) {
  return static_cast<ExitCode>(RunProgram(Command(snapshot, place), "", output));
}

void WriteOriginal(const Snapshot& snapshot, const Snapshot::Place& place, int fd,
                   std::chrono::seconds limit) {
  const int messages = memfd_create("messages", MFD_CLOEXEC);
  if (messages < 0) throw SystemError(ExitCode::kTryLater, "no memory for messages", errno);
  int code = 0;
  std::string said;
  try {
    code = RunProgramInto(Command(snapshot, place), fd, messages, limit);
    said = BeginningOf(messages);
  } catch (const Error&) {
    close(messages);
    throw;
  }
  close(messages);
  if (code != 0) throw Error(static_cast<ExitCode>(code), said);
}

}  // namespace backfile
