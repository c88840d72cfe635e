// `backup` and `restore`: a generation as a folder of its own, which is an index itself.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "index/check.h"
#include "index/files.h"
#include "index/index.h"
#include "indexer/indexer.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

void CopyFile(const std::string& from, const std::string& to) {
  std::error_code error;
  fs::copy_file(from, to, error);
  if (error) throw SystemError(ExitCode::kTryLater, "cannot copy " + from, error.value());
  SyncFile(to);
}

void CopyFolder(const std::string& from, const std::string& to) {
  fs::create_directories(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    CopyFile(entry.path(), to + "/" + entry.path().filename().string());
  }
  SyncDirectory(to);
}

// Files beside the generations that a person would miss.
constexpr const char* kKept[] = {"corrections", "people.tsv", "alerts", "last-run.json"};

void CopyIndex(const std::string& from, const std::string& to) {
  const Generation live = RequireLiveGeneration(from);
  const std::string name = NumberedName("gen-", live.number);
  fs::create_directories(to + "/generations");
  fs::permissions(to, fs::perms::owner_all);
  for (const std::string& segment : live.segments) {
    CopyFolder(SegmentPath(from, segment), SegmentPath(to, segment));
  }
  for (const char* kept : kKept) {
    const std::string path = from + "/" + kept;
    if (fs::is_directory(path)) CopyFolder(path, to + "/" + kept);
    if (fs::is_regular_file(path)) CopyFile(path, to + "/" + kept);
  }
  CopyFile(from + "/generations/" + name, to + "/generations/" + name);
  MakeLive(to, live);
}

// Copies an index to a place where nothing is, all or nothing, and looks it over.
void CopyWhole(const std::string& from, const std::string& to) {
  if (fs::exists(to) && !fs::is_empty(to)) {
    throw Error(ExitCode::kUsage, to + " is there already; name another folder");
  }
  const std::string making = to + ".tmp";
  fs::remove_all(making);
  CopyIndex(from, making);
  const std::vector<std::string> findings = CheckIndex(making, 2);
  if (!findings.empty()) {
    fs::remove_all(making);
    throw Error(ExitCode::kIndex, "not copied: " + findings.front());
  }
  fs::remove(to);  // If it is there, it is empty.
  if (rename(making.c_str(), to.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot rename " + making, errno);
  }
}

std::string WithoutSlash(std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  return path;
}

}  // namespace

ExitCode Backup(const std::string& index_dir, const std::string& to, int wait_lock) {
  const IndexLock lock = IndexLock::OfIndex(index_dir, "backup", wait_lock);
  CopyWhole(index_dir, fs::absolute(WithoutSlash(to)).string());
  std::cout << "generation " << LiveGeneration(to)->number << " is in " << to
            << ", whole and checked\n";
  return ExitCode::kDone;
}

ExitCode Restore(const std::string& from, const std::string& index_dir, bool check_only) {
  if (check_only) return Check(from, 2, false);
  CopyWhole(from, fs::absolute(WithoutSlash(index_dir)).string());
  std::cout << index_dir << " is restored: generation " << LiveGeneration(index_dir)->number
            << ", whole and checked\n";
  return ExitCode::kDone;
}

}  // namespace backfile
