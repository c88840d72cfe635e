// Walking folders: sorted, without following links, without opening anything.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include "formats/formats.h"

namespace backfile {

namespace {

struct CloseDir {
  void operator()(DIR* dir) const { closedir(dir); }
};

bool IsHalfCopied(std::string_view name) {
  constexpr std::array<std::string_view, 6> kEndings = {".part",     ".tmp",        ".open",
                                                        ".filepart", ".crdownload", ".partial"};
  return std::ranges::any_of(kEndings, [&](std::string_view end) { return name.ends_with(end); });
}

FoundFile Describe(std::string path, const struct stat& status) {
  constexpr std::int64_t kBillion = 1'000'000'000;
  FoundFile file;
  file.path = std::move(path);
  file.size = status.st_size;
  file.mtime_ns = status.st_mtim.tv_sec * kBillion + status.st_mtim.tv_nsec;
  file.ctime_ns = status.st_ctim.tv_sec * kBillion + status.st_ctim.tv_nsec;
  file.inode = status.st_ino;
  file.device = status.st_dev;
  return file;
}

// A folder that is being walked: its names, sorted, and how far the walk is.
struct OpenFolder {
  std::string path;
  std::vector<std::string> names;
  std::size_t next = 0;
};

}  // namespace

struct FileWalk::State {
  std::vector<OpenFolder> folders;
  std::optional<FoundFile> single;

  void Enter(const std::string& path, Problems* problems) {
    const std::unique_ptr<DIR, CloseDir> dir(opendir(path.c_str()));
    if (!dir) {
      problems->push_back({Reason::kUnreadable,
                           {path, {}, {}, {}},
                           std::string("the folder cannot be read: ") + std::strerror(errno)});
      return;
    }
    OpenFolder folder{path, {}, 0};
    errno = 0;
    while (const dirent* entry = readdir(dir.get())) {
      const std::string_view name = entry->d_name;
      if (!name.starts_with('.') && !IsHalfCopied(name)) folder.names.emplace_back(name);
      errno = 0;
    }
    if (errno != 0) {  // What else is in it nobody knows: not even that it is gone.
      problems->push_back(
          {Reason::kUnreadable,
           {path, {}, {}, {}},
           std::string("the folder cannot be read to its end: ") + std::strerror(errno)});
    }
    std::ranges::sort(folder.names);
    folders.push_back(std::move(folder));
  }

  // What stands at a path: a file to give, a folder to enter, or a problem.
  std::optional<FoundFile> Look(const std::string& path, Problems* problems) {
    struct stat status = {};
    if (lstat(path.c_str(), &status) != 0) {
      if (errno == ENOENT) return std::nullopt;  // It went away meanwhile.
      problems->push_back({Reason::kUnreadable, {path, {}, {}, {}}, std::strerror(errno)});
    } else if (S_ISREG(status.st_mode)) {
      return Describe(path, status);
    } else if (S_ISDIR(status.st_mode)) {
      Enter(path, problems);
    } else {
      problems->push_back(
          {Reason::kUnsafeName, {path, {}, {}, {}}, "it is a link or a special file, not a file"});
    }
    return std::nullopt;
  }
};

FileWalk::FileWalk(const std::string& path) : state_(std::make_unique<State>()) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0) {
    throw SystemError(ExitCode::kInput, path + " cannot be opened", errno);
  }
  if (S_ISREG(status.st_mode)) {
    state_->single = Describe(path, status);
  } else if (S_ISDIR(status.st_mode)) {
    Problems problems;
    state_->Enter(path, &problems);
    if (!problems.empty()) throw Error(ExitCode::kInput, path + ": " + problems.front().sentence);
  } else {
    throw Error(ExitCode::kInput, path + " is a special file, neither a file nor a folder");
  }
}

FileWalk::~FileWalk() = default;

std::optional<FoundFile> FileWalk::Next(Problems* problems) {
  if (state_->single) return std::exchange(state_->single, std::nullopt);
  while (!state_->folders.empty()) {
    OpenFolder& folder = state_->folders.back();
    if (folder.next == folder.names.size()) {
      state_->folders.pop_back();
      continue;
    }
    const std::string separator = folder.path.ends_with('/') ? "" : "/";
    const std::string path = folder.path + separator + folder.names[folder.next++];
    if (auto file = state_->Look(path, problems)) return file;
  }
  return std::nullopt;
}

}  // namespace backfile
