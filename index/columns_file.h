// The columns file as it is written, and what waits to be written into it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/columns_format.h"
#include "index/files.h"

namespace backfile {

template <class T>
std::string_view AsBytes(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

template <class T>
std::string_view AsBytes(const T& value) {
  return {reinterpret_cast<const char*>(&value), sizeof value};
}

// Sections one after the other, then the directory and the trailer that points to it.
class ColumnsFile {
 public:
  explicit ColumnsFile(const std::string& dir);

  void Begin(std::array<char, 8> name);  // A section; it ends where the next one begins.
  void Append(std::string_view bytes) { out_.Append(bytes); }
  template <class T>
  void AppendNumber(const T& value) {
    Append(AsBytes(value));
  }
  void Close(std::uint64_t documents, std::uint64_t segment_digest);

 private:
  void End();

  FileWriter out_;
  std::vector<ColumnsSection> sections_;
};

// A column gathered in a file of its own, which goes when this does.
class WaitingColumn {
 public:
  WaitingColumn(const std::string& dir, std::array<char, 8> name);
  ~WaitingColumn();
  WaitingColumn(const WaitingColumn&) = delete;
  WaitingColumn& operator=(const WaitingColumn&) = delete;

  void Append(std::string_view bytes) { out_.Append(bytes); }
  template <class T>
  void AppendNumber(const T& value) {
    Append(AsBytes(value));
  }
  void Close() { out_.Close(); }
  const std::string& path() const { return path_; }  // To be read after Close().
  void WriteInto(ColumnsFile* file);                 // Closes it, and makes a section of it.

 private:
  std::string path_;
  std::array<char, 8> name_;
  FileWriter out_;
};

}  // namespace backfile
