// Checking from the outside in: pointer, generation, sizes, digests, tables.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/check.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <set>
#include <sstream>

#include "article/digest.h"
#include "article/problem.h"
#include "index/corrections.h"
#include "index/files.h"
#include "index/index.h"
#include "index/segments.h"

namespace backfile {

namespace {

constexpr const char* kAdvice = "; restore it from a backup or rebuild the index";

void CheckFiles(const std::string& dir, const SegmentInfo& info, int level,
                std::vector<std::string>* findings) {
  for (const SegmentFile& file : info.files) {
    const std::string path = dir + "/" + file.name;
    const MappedFile mapped(path);
    if (static_cast<std::int64_t>(mapped.bytes().size()) != file.bytes) {
      findings->push_back(path + " has " + std::to_string(mapped.bytes().size()) +
                          " bytes instead of " + std::to_string(file.bytes) + kAdvice);
    } else if (level >= 2 && DigestOf(mapped) != file.digest) {
      findings->push_back(path + " has changed since it was written" + kAdvice);
    }
  }
}

// Runs Xapian's check in a child. The number of errors, or -1 if the child died.
int CheckTables(const std::string& dir) {
  const pid_t child = fork();
  if (child == 0) {
    std::ostringstream ignored;
    int errors = 1;
    try {
      errors = static_cast<int>(Xapian::Database::check(dir, 0, &ignored));
    } catch (const Xapian::Error&) {
      errors = 1;
    }
    _exit(errors > 100 ? 100 : errors);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void CheckSegment(const std::string& dir, int level, std::vector<std::string>* findings) {
  const std::size_t before = findings->size();
  CheckFiles(dir, ReadSegmentInfo(dir), level, findings);
  if (level < 2 || findings->size() > before) return;
  const int errors = CheckTables(dir);
  if (errors != 0) findings->push_back(dir + ": Xapian finds its tables damaged" + kAdvice);
}

void CheckCounts(const std::string& index_dir, std::vector<std::string>* findings) {
  const auto snapshot = Snapshot::Open(index_dir);
  if (snapshot->articles() != snapshot->generation().articles) {
    findings->push_back(index_dir + " holds " + std::to_string(snapshot->articles()) +
                        " articles instead of " + std::to_string(snapshot->generation().articles) +
                        kAdvice);
  }
  for (int i = 0; i < snapshot->segments(); ++i) {
    const SegmentInfo info = ReadSegmentInfo(
        SegmentPath(index_dir, snapshot->generation().segments[static_cast<std::size_t>(i)]));
    if (info.documents != snapshot->columns(i).documents()) {
      findings->push_back(info.name + ": its documents and its columns do not agree" + kAdvice);
    }
  }
}

void CheckCorrections(const std::string& index_dir, std::vector<std::string>* findings) {
  try {
    Corrections::Read(index_dir);
  } catch (const Error& error) {
    findings->push_back(index_dir + ": " + error.what());
  }
}

}  // namespace

// What costs nothing to verify; iamglass is among it, a bit of which can crash libxapian.
constexpr std::int64_t kFewBytes = 64 << 10;

void RequireWholeSegment(const std::string& dir) {
  struct stat of_dir = {};
  if (lstat(dir.c_str(), &of_dir) == 0 && !S_ISDIR(of_dir.st_mode)) {
    throw Error(ExitCode::kIndex, dir + " is no folder; see `backfile-index check`");
  }
  for (const SegmentFile& file : ReadSegmentInfo(dir).files) {
    const std::string path = dir + "/" + file.name;
    struct stat status = {};
    const bool is_whole = lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
                          status.st_size == file.bytes &&
                          (file.bytes > kFewBytes || DigestOf(MappedFile(path)) == file.digest);
    if (!is_whole) {
      throw Error(ExitCode::kIndex, path + " is missing or damaged; see `backfile-index check`");
    }
  }
}

std::vector<std::string> CheckGeneration(const std::string& index_dir, const Generation& generation,
                                         int level) {
  std::vector<std::string> findings;
  for (const std::string& name : generation.segments) {
    CheckSegment(SegmentPath(index_dir, name), level, &findings);
  }
  return findings;
}

std::vector<std::string> CheckIndex(const std::string& index_dir, int level) {
  std::vector<std::string> findings;
  try {
    const Generation live = RequireLiveGeneration(index_dir);
    findings = CheckGeneration(index_dir, live, level);
    if (findings.empty()) CheckCounts(index_dir, &findings);
    Generation others;
    std::set<std::string> seen(live.segments.begin(), live.segments.end());
    for (const Generation& kept : KeptGenerations(index_dir)) {
      std::ranges::copy_if(kept.segments, std::back_inserter(others.segments),
                           [&](const std::string& name) { return seen.insert(name).second; });
    }
    std::ranges::move(CheckGeneration(index_dir, others, level), std::back_inserter(findings));
  } catch (const std::exception& error) {
    findings.emplace_back(error.what());
  }
  CheckCorrections(index_dir, &findings);
  return findings;
}

}  // namespace backfile
