// `publish`: the live generation as one database for a server that knows nothing of Backfile.
//
//     FOLDER/gen-000042/   index/publication.h
//     FOLDER/current       a link to the latest
//
// xapian-tcpsrv opens FOLDER/current anew for each connection, so it serves the new one as soon as
// the link has moved, and never needs to be restarted.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include "index/files.h"
#include "index/publication.h"
#include "indexer/crew.h"
#include "indexer/folding.h"
#include "indexer/indexer.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// Of the one segment, in messages and in what it says of itself.
constexpr const char* kSegment = "published";

void CopyIfThere(const std::string& from, const std::string& to) {
  std::error_code error;
  if (fs::exists(from, error)) fs::copy_file(from, to, fs::copy_options::overwrite_existing);
}

// What is sent to others holds no paths of input files but those of articles.
void Make(const std::string& index_dir, Generation generation, const std::string& dir) {
  const std::string segment = dir + ".segment";
  const std::string making = dir + ".making";
  std::error_code ignored;
  fs::remove_all(making, ignored);
  FoldInto(index_dir, generation.segments, segment, kSegment);
  CopyIfThere(index_dir + "/people.tsv", segment + "/people.tsv");
  generation.segments = {kSegment};
  ChildTask([&] { MakePublication(segment, generation, making); }).Join();
  fs::remove_all(segment, ignored);
  for (const auto& entry : fs::directory_iterator(making)) SyncFile(entry.path());
  SyncDirectory(making);
  if (rename(making.c_str(), dir.c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot rename " + making, errno);
  }
}

void MoveLink(const std::string& folder, const std::string& name) {
  const std::string link = folder + "/current.new";
  std::error_code error;
  fs::remove(link, error);
  fs::create_symlink(name, link, error);
  if (error || rename(link.c_str(), (folder + "/current").c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot move " + folder + "/current", errno);
  }
  SyncDirectory(folder);
}

void KeepLatest(const std::string& folder, int keep) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (name.starts_with("gen-")) names.push_back(name);
  }
  std::ranges::sort(names, std::ranges::greater());
  std::error_code ignored;
  for (std::size_t i = static_cast<std::size_t>(keep); i < names.size(); ++i) {
    fs::remove_all(folder + "/" + names[i], ignored);
  }
}

}  // namespace

ExitCode PublishForServers(const PublishOptions& options) {
  const IndexLock lock = IndexLock::OfIndex(options.index_dir, "publish", options.wait_lock);
  const Generation live = RequireLiveGeneration(options.index_dir);
  const std::string name = NumberedName("gen-", live.number);
  const std::string dir = options.folder + "/" + name;
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) throw SystemError(ExitCode::kInput, "cannot make " + options.folder, error.value());
  const bool is_there = fs::exists(dir, error);
  if (!is_there) Make(options.index_dir, live, dir);
  MoveLink(options.folder, name);
  KeepLatest(options.folder, options.keep);
  if (options.is_quiet) return ExitCode::kDone;
  std::cout << "generation " << live.number << " is in " << dir << (is_there ? ", as before" : "")
            << "\n";
  return ExitCode::kDone;
}

}  // namespace backfile
