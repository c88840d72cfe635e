// Files of an index: written once and synced, then read through a mapping.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backfile {

// A file mapped read-only. A missing or empty file has no bytes.
class MappedFile {
 public:
  explicit MappedFile(const std::string& path);  // Throws Error(kIndex) if it cannot be read.
  ~MappedFile();
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  std::string_view bytes() const { return bytes_; }
  // Tells the system that the file is read front to back, and that what lies before `offset` has
  // been: it need not be kept in this process's memory. Reading it again stays allowed.
  void ReadUpTo(std::size_t offset) const;

 private:
  std::string_view bytes_;
  mutable std::size_t released_ = 0;
};

// The digest of a whole file, read front to back without staying in memory.
std::uint64_t DigestOf(const MappedFile& file);

// A new file (0600) written front to back through a buffer. Throws Error(kTryLater) with the
// system's reason when the disk is full or fails.
class FileWriter {
 public:
  // Whether the file is to last. Then it is on its way to the disk while the rest is still being
  // written, and SyncFile() has little to wait for.
  enum class Stay : std::uint8_t { kForAWhile, kForGood };
  explicit FileWriter(std::string path, Stay stay = Stay::kForAWhile);
  ~FileWriter();  // What was not closed is incomplete.
  FileWriter(const FileWriter&) = delete;
  FileWriter& operator=(const FileWriter&) = delete;
  void Append(std::string_view bytes);
  std::uint64_t size() const { return size_; }  // Bytes appended so far.
  void Close();

 private:
  void Flush();
  void StartWriteback();

  std::string path_;
  Stay stay_;
  std::string buffer_;
  std::uint64_t size_ = 0;  // Bytes appended,
  std::uint64_t sent_ = 0;  // and of these on their way to the disk.
  int fd_ = -1;
};

// Makes a directory, and those that it stands in, where they are missing. Throws Error(kTryLater).
void MakeDirectory(const std::string& path);
// The names in a directory, sorted; none if there is no such directory. Throws Error(kTryLater) if
// they cannot be told: that there are none would be a lie that costs segments.
std::vector<std::string> NamesIn(const std::string& dir);

// Writes a small file whole: beside its place, synced, then renamed over what was there.
void ReplaceFile(const std::string& path, std::string_view bytes);
// Makes durable what stands in a file, or which names stand in a directory. Throws
// Error(kTryLater).
void SyncFile(const std::string& path);
void SyncDirectory(const std::string& path);

}  // namespace backfile
