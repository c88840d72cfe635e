// Starting the other program.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/original.h"

#include <filesystem>

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

}  // namespace

ExitCode PrintOriginal(const std::string& index_dir, const std::string& id, std::uint64_t content,
                       const std::string& output) {
  return static_cast<ExitCode>(
      RunProgram({IndexerProgram(), "original", "-d", index_dir, "--content=" + Hex16(content), id},
                 "", output));
}

}  // namespace backfile
