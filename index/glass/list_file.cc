// Writing and reading files of lists.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/list_file.h"

#include <algorithm>

#include "article/problem.h"
#include "index/glass/coding.h"

namespace backfile::glass {

ListForm FormOf(Lists lists) {
  switch (lists) {
    case Lists::kPostings:
      return {.has_number = true, .has_bytes = false};
    case Lists::kMetadata:
    case Lists::kValues:
    case Lists::kPositions:
      return {.has_number = false, .has_bytes = true};
    case Lists::kDocdata:
    case Lists::kTermLists:
      break;
  }
  return {.has_number = true, .has_bytes = true};
}

void ListFileWriter::BeginList(std::string_view key, const ListTotals& totals) {
  char head[3 * kMaxUintBytes];
  file_.Append({head, static_cast<std::size_t>(PutUint(head, key.size()) - head)});
  file_.Append(key);
  char* at = PutUint(head, totals.entries);
  at = PutUint(at, totals.sum);
  file_.Append({head, static_cast<std::size_t>(at - head)});
  last_document_ = 0;
}

void ListFileWriter::Add(const ListEntry& entry) {
  constexpr std::size_t kFewBytes = 8;  // Most lists of positions: not worth a call each.
  char head[3 * kMaxUintBytes + kFewBytes];
  char* at = PutUint(head, entry.document - last_document_);
  last_document_ = entry.document;
  if (form_.has_number) at = PutUint(at, entry.number);
  if (form_.has_bytes) at = PutUint(at, entry.bytes.size());
  const bool are_few = form_.has_bytes && entry.bytes.size() <= kFewBytes;
  for (std::size_t i = 0; are_few && i < entry.bytes.size(); ++i) *at++ = entry.bytes[i];
  file_.Append({head, static_cast<std::size_t>(at - head)});
  if (form_.has_bytes && !are_few) file_.Append(entry.bytes);
}

namespace {

class ListFileSource : public ListSource {
 public:
  ListFileSource(const std::string& path, ListForm form)
      : path_(path),
        form_(form),
        file_(path),
        at_(file_.bytes().data()),
        end_(at_ + file_.bytes().size()) {}

  bool NextList() override {
    PassOver();
    if (at_ == end_) return false;
    key_ = TakeBytes();
    totals_.entries = Take32();
    totals_.sum = Take();
    begin_ = at_;
    Rewind();
    return true;
  }
  std::string_view key() const override { return key_; }
  ListTotals totals() const override { return totals_; }

  std::size_t Read(std::span<ListEntry> entries) override {
    file_.ReadUpTo(static_cast<std::size_t>(at_ - file_.bytes().data()));
    const std::size_t n = std::min<std::size_t>(left_, entries.size());
    for (ListEntry& entry : entries.first(n)) {
      const std::uint64_t document = document_ + Take();
      if (document >> 32 != 0) Damaged();
      document_ = static_cast<std::uint32_t>(document);
      entry.document = document_;
      entry.number = form_.has_number ? Take32() : 0;
      entry.bytes = form_.has_bytes ? TakeBytes() : std::string_view();
    }
    left_ -= static_cast<std::uint32_t>(n);
    return n;
  }

  void Rewind() override {
    at_ = begin_;
    left_ = totals_.entries;
    document_ = 0;
  }

 private:
  void PassOver() {
    ListEntry ignored[64];
    while (Read(ignored) > 0) {
    }
  }
  [[noreturn]] void Damaged() const { throw Error(ExitCode::kIndex, path_ + " is damaged"); }
  std::uint64_t Take() {
    if (at_ != end_ && static_cast<unsigned char>(*at_) < 0x80) {
      return static_cast<unsigned char>(*at_++);
    }
    std::uint64_t value = 0;
    if (!TakeUint(&at_, end_, &value)) Damaged();
    return value;
  }
  std::uint32_t Take32() {
    const std::uint64_t value = Take();
    if (value >> 32 != 0) Damaged();
    return static_cast<std::uint32_t>(value);
  }
  std::string_view TakeBytes() {
    const std::uint64_t size = Take();
    if (size > static_cast<std::uint64_t>(end_ - at_)) Damaged();
    const std::string_view bytes(at_, size);
    at_ += size;
    return bytes;
  }

  std::string path_;
  ListForm form_;
  MappedFile file_;
  const char* at_;
  const char* end_;
  std::string_view key_;
  ListTotals totals_;
  const char* begin_ = nullptr;  // Of the present list's entries.
  std::uint32_t left_ = 0;       // Entries not yet read,
  std::uint32_t document_ = 0;   // and the document of the last one that was.
};

}  // namespace

std::unique_ptr<ListSource> OpenListFile(const std::string& path, ListForm form) {
  return std::make_unique<ListFileSource>(path, form);
}

}  // namespace backfile::glass
