// Sections begun and ended.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/columns_file.h"

#include <cstdio>

namespace backfile {

namespace {

constexpr std::size_t kCopyBytes = std::size_t{1} << 20;

}  // namespace

ColumnsFile::ColumnsFile(const std::string& dir)
    : out_(dir + "/" + kColumnsName, FileWriter::Stay::kForGood) {
  // Unused: a reader begins at the trailer.
  out_.Append(std::string(sizeof(ColumnsTrailer), '\0'));
}

void ColumnsFile::End() {
  if (!sections_.empty()) sections_.back().size = out_.size() - sections_.back().offset;
  out_.Append(std::string((8 - out_.size() % 8) % 8, '\0'));
}

void ColumnsFile::Begin(std::array<char, 8> name) {
  End();
  sections_.push_back({name, out_.size(), 0});
}

void ColumnsFile::Close(std::uint64_t documents, std::uint64_t segment_digest) {
  End();
  out_.Append(AsBytes(sections_));
  AppendNumber(ColumnsTrailer{kColumnsMagic, documents, segment_digest, sections_.size()});
  out_.Close();
}

WaitingColumn::WaitingColumn(const std::string& dir, std::array<char, 8> name)
    : path_(dir + "/" + kColumnsName + "." + name.data()), name_(name), out_(path_) {}

WaitingColumn::~WaitingColumn() { std::remove(path_.c_str()); }

void WaitingColumn::WriteInto(ColumnsFile* file) {
  Close();
  const MappedFile waiting(path_);
  file->Begin(name_);
  for (std::size_t at = 0; at < waiting.bytes().size(); at += kCopyBytes) {
    file->Append(waiting.bytes().substr(at, kCopyBytes));
    waiting.ReadUpTo(at);
  }
}

}  // namespace backfile
