// A Batch is some records on their way from the process that cuts archives to one that understands
// them.
//
// It lies in sealed shared memory, so that handing it on copies nothing and nobody can change it
// under the reader. Beside the records it says where files end and what was wrong on the way, in
// order.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"
#include "indexer/channel.h"

namespace backfile {

// The end of an input file, after all of its records.
struct FileEnd {
  std::uint32_t file = 0;  // The number that the coordinator gave it.
  bool complete = false;   // Read to its end, and unchanged while it was read.
  Problems problems;       // What was refused on the way, without a record of its own.
  Bookmark bookmark;       // Where to read on if it grows.
};

// One record as the table of a batch has it: everything but the bytes.
struct BatchRecord {
  std::uint32_t file = 0;
  Locator locator;  // Without the archive, which the coordinator knows by the file's number.
  std::string format;
  std::uint64_t digest = 0;  // Of bytes, context, format and options.
  bool is_bare = false;      // Known: bytes and context were left out.
  std::uint64_t begin = 0;   // Bytes [begin, begin + size) of the batch, then the context.
  std::uint64_t size = 0;
  std::uint64_t context_size = 0;
};

// What tells a record that is new or changed from one that was taken in: of bytes, context, format,
// and of how it is to be read (OptionsDigest).
std::uint64_t RecordDigest(const Record& record, std::uint64_t options);

// What tells in one file whether a record is known there: of its digest and its member. Never 0.
std::uint64_t RecordKey(std::uint64_t digest, const std::vector<std::string>& members);

// Fills one batch. Throws Error(kTryLater) if there is no memory for it.
class BatchWriter {
 public:
  BatchWriter();

  void Add(std::uint32_t file, const Record& record, std::uint64_t digest);
  // Without its bytes.
  void AddBare(std::uint32_t file, const Record& record, std::uint64_t digest);
  // The file is read on from the bookmark that came with it: its records before that stand.
  void ReadOn(std::uint32_t file);
  void EndFile(const FileEnd& end);
  std::size_t records() const { return records_; }            // With their bytes,
  std::size_t bare_records() const { return bare_records_; }  // and without.
  std::uint64_t bytes() const { return bytes_; }
  bool empty() const { return table_.empty(); }

  // Seals it. The descriptor is all there is; the writer is done.
  FileDescriptor Seal();

 private:
  void Write(std::string_view bytes);
  void AddEntry(std::uint32_t file, const Record& record, std::uint64_t digest, bool is_bare);

  FileDescriptor memory_;
  std::string table_;
  std::size_t records_ = 0;
  std::size_t bare_records_ = 0;
  std::uint64_t bytes_ = 0;
};

struct Unmap {
  std::size_t size = 0;
  void operator()(char* bytes) const;
};

// A received batch, mapped read-only.
class Batch {
 public:
  // Takes over the descriptor. Throws Error(kInternal) if it is not sealed or its table is broken,
  // which only a broken worker can cause.
  explicit Batch(FileDescriptor memory);

  int fd() const { return memory_.get(); }
  const std::vector<BatchRecord>& records() const { return records_; }
  std::uint64_t size() const { return bytes_.size(); }  // Bytes of records and of their table.
  // The files that end in this batch: end.second holds after records()[0 .. end.first).
  const std::vector<std::pair<std::size_t, FileEnd>>& ends() const { return ends_; }
  // Files of which no record came before, and that are read on from their bookmarks.
  const std::vector<std::uint32_t>& read_on() const { return read_on_; }
  // The i-th record with its bytes; `archive` completes its locator.
  Record Get(std::size_t i, const std::string& archive) const;

 private:
  void ReadTable();

  FileDescriptor memory_;
  std::unique_ptr<char, Unmap> mapped_;
  std::string_view bytes_;
  std::vector<BatchRecord> records_;
  std::vector<std::pair<std::size_t, FileEnd>> ends_;
  std::vector<std::uint32_t> read_on_;
};

}  // namespace backfile
