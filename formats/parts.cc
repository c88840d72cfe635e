// Looking beside files, and holding back members.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/parts.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <memory>

#include "article/bytes.h"
#include "article/digest.h"

namespace backfile {

namespace {

// What describes an issue is looked through for names up to this size.
constexpr std::int64_t kMostDescription = 32'000'000;

std::string_view FileName(std::string_view path) { return path.substr(path.rfind('/') + 1); }
std::string FolderOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? "" : std::string(path.substr(0, slash + 1));
}

// "file://./text/1.xml" -> "text/1.xml"; empty if it leads elsewhere.
std::string_view RelativeName(std::string_view name) {
  if (name.starts_with("file://")) name.remove_prefix(7);
  while (name.starts_with("./")) name.remove_prefix(2);
  const bool is_safe = !name.starts_with('/') && name.find("..") == std::string_view::npos &&
                       name.find(':') == std::string_view::npos;
  return is_safe ? name : std::string_view();
}

bool IsDescription(std::string_view name) {
  std::string lower(name);
  std::ranges::transform(lower, lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return lower.ends_with(".xml") &&
         (lower.find("mets") != std::string::npos || lower.find("didl") != std::string::npos);
}

struct CloseFolder {
  void operator()(DIR* folder) const { closedir(folder); }
};

// The names of parts that a description tells, whatever it is in.
void AddNamed(std::string_view description, std::vector<std::uint64_t>* named) {
  for (const Format& format : Formats()) {
    if (format.parts == nullptr) continue;
    for (const std::string& name : format.parts(description)) {
      named->push_back(Digest(FileName(name)));
    }
  }
}

std::string MemberPath(const Record& record) {
  std::string path;
  for (const std::string& member : record.locator.members) path += "/" + member;
  return path;
}

}  // namespace

void PackPart(std::string_view name, std::string_view bytes, std::string* context) {
  ByteWriter out(context);
  out.Text(name);
  out.Text(bytes);
}

std::vector<Part> UnpackParts(std::string_view context) {
  ByteReader in(context);
  std::vector<Part> parts;
  while (!in.at_end()) {
    const std::string_view name = in.Text();
    const std::string_view bytes = in.Text();
    if (!in.ok()) break;
    parts.push_back({name, bytes});
  }
  return parts;
}

std::optional<std::string> Neighbours::Read(const std::string& path, std::int64_t max_bytes) const {
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  struct stat status = {};
  std::optional<std::string> bytes;
  if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= max_bytes) {
    bytes.emplace(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t size = 0;
    for (ssize_t n = 1; n > 0 && size < bytes->size();) {
      n = read(fd, bytes->data() + size, bytes->size() - size);
      if (n > 0) size += static_cast<std::size_t>(n);
    }
    bytes->resize(size);
  }
  close(fd);
  return bytes;
}

std::vector<std::string> Neighbours::NamesIn(const std::string& folder) const {
  std::vector<std::string> names;
  const std::unique_ptr<DIR, CloseFolder> open_folder(
      opendir(folder.empty() ? "." : folder.c_str()));
  if (!open_folder) return names;
  while (const dirent* entry = readdir(open_folder.get())) names.emplace_back(entry->d_name);
  return names;
}

std::string Neighbours::LoadParts(const std::string& path, const std::vector<std::string>& names,
                                  std::int64_t max_bytes) const {
  std::string context;
  const std::string folder = FolderOf(path);
  for (const std::string& name : names) {
    const std::string relative(RelativeName(name));
    for (const std::string& place : {relative, std::string(FileName(relative))}) {
      const std::int64_t left = max_bytes - static_cast<std::int64_t>(context.size());
      const auto bytes = place.empty() ? std::nullopt : Read(folder + place, left);
      if (!bytes) continue;
      PackPart(name, *bytes, &context);
      break;
    }
  }
  return context;
}

const Neighbours::Folder& Neighbours::Look(const std::string& folder) {
  constexpr std::size_t kRemembered = 4;  // A folder, the one above, and a way back.
  const auto known = std::ranges::find(looked_, folder, &Folder::path);
  if (known != looked_.end()) return *known;
  if (looked_.size() == kRemembered) looked_.pop_back();
  Folder& looked = looked_.emplace_front(Folder{folder, {}});
  for (const std::string& name : NamesIn(folder)) {
    if (!IsDescription(name)) continue;
    if (const auto bytes = Read(folder + name, kMostDescription)) AddNamed(*bytes, &looked.named);
  }
  std::ranges::sort(looked.named);
  return looked;
}

bool Neighbours::IsNamed(const std::string& path) {
  const std::string folder = FolderOf(path);
  const std::uint64_t name = Digest(FileName(path));
  return std::ranges::binary_search(Look(folder).named, name) ||
         std::ranges::binary_search(Look(folder + "../").named, name);
}

void PartKeeper::HoldWhole(Record record, const std::vector<std::string>& names) {
  was_used_ = true;
  Whole whole;
  whole.folder = FolderOf(MemberPath(record));
  for (const std::string& name : names) whole.names.emplace(FileName(name));
  whole.missing = whole.names;
  for (const auto& [path, part] : parts_) {
    if (path.starts_with(whole.folder)) whole.missing.erase(std::string(FileName(path)));
  }
  held_bytes_ += static_cast<std::int64_t>(record.bytes.size());
  whole.record = std::move(record);
  wholes_.push_back(std::move(whole));
}

void PartKeeper::HoldPart(Record record) {
  was_used_ = true;
  const std::string path = MemberPath(record);
  held_bytes_ += static_cast<std::int64_t>(record.bytes.size());
  for (Whole& whole : wholes_) {
    if (path.starts_with(whole.folder)) whole.missing.erase(std::string(FileName(path)));
  }
  order_.push_back(path);
  const auto [held, is_new] = parts_.try_emplace(path);
  held_bytes_ -= static_cast<std::int64_t>(held->second.bytes.size());  // The same name again.
  held->second = std::move(record);
}

std::optional<Record> PartKeeper::Next(bool is_end) {
  const bool is_full = held_bytes_ > max_bytes_;
  for (std::size_t i = 0; i < wholes_.size(); ++i) {
    if (!wholes_[i].missing.empty() && !is_end && !is_full) continue;
    Whole whole = std::move(wholes_[i]);
    wholes_.erase(wholes_.begin() + static_cast<std::ptrdiff_t>(i));
    return Join(std::move(whole));
  }
  if (!is_end && !is_full) return std::nullopt;
  while (!order_.empty()) {
    const auto part = parts_.find(order_.front());
    order_.pop_front();
    if (part == parts_.end()) continue;
    Record record = std::move(part->second);
    parts_.erase(part);
    held_bytes_ -= static_cast<std::int64_t>(record.bytes.size());
    return record;
  }
  return std::nullopt;
}

Record PartKeeper::Join(Whole whole) {
  Record record = std::move(whole.record);
  held_bytes_ -= static_cast<std::int64_t>(record.bytes.size());
  std::vector<std::string> joined;
  for (auto it = parts_.lower_bound(whole.folder);
       it != parts_.end() && it->first.starts_with(whole.folder); ++it) {
    const std::string name(FileName(it->first));
    if (!whole.names.contains(name)) continue;
    PackPart(name, it->second.bytes, &record.context);
    joined.push_back(it->first);
    held_bytes_ -= static_cast<std::int64_t>(it->second.bytes.size());
  }
  for (const std::string& path : joined) parts_.erase(path);
  return record;
}

}  // namespace backfile
