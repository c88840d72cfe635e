// Batches in sealed shared memory: record bytes and contexts first, then the table, then its place.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/batch.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "article/bytes.h"
#include "article/digest.h"
#include "indexer/messages.h"

namespace backfile {

namespace {

constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
constexpr std::size_t kTrailer = 8;      // Where the table begins, Fixed64.
constexpr std::size_t kUsualEntry = 24;  // Bytes of a record in the table.

// The kinds of entry in the table.
constexpr std::uint64_t kRecordEntry = 0;
constexpr std::uint64_t kFileEndEntry = 1;
constexpr std::uint64_t kReadOnEntry = 2;
constexpr std::uint64_t kBareRecordEntry = 3;

BatchRecord ReadRecordEntry(ByteReader* in, bool is_bare) {
  BatchRecord record;
  record.file = static_cast<std::uint32_t>(in->Number());
  record.locator = UnpackLocator(in);
  record.format = in->Text();
  record.digest = in->Fixed64();
  record.is_bare = is_bare;
  if (is_bare) return record;
  record.begin = in->Number();
  record.size = in->Number();
  record.context_size = in->Number();
  return record;
}

FileEnd ReadFileEnd(ByteReader* in) {
  FileEnd end;
  end.file = static_cast<std::uint32_t>(in->Number());
  end.complete = in->Number() != 0;
  for (std::size_t n = in->Count(); n > 0 && in->ok(); --n)
    end.problems.push_back(UnpackProblem(in));
  end.bookmark = UnpackBookmark(in);
  return end;
}

}  // namespace

std::uint64_t RecordDigest(const Record& record, std::uint64_t options) {
  FieldDigest digest;
  digest.Add(record.bytes);
  digest.Add(record.context);
  digest.Add(record.format);
  digest.Add(options);
  return digest.value();
}

std::uint64_t RecordKey(std::uint64_t digest, const std::vector<std::string>& members) {
  FieldDigest key;
  key.Add(digest);
  for (const std::string& member : members) key.Add(member);
  return std::max<std::uint64_t>(1, key.value());
}

BatchWriter::BatchWriter() : memory_(memfd_create("batch", MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
  if (!memory_) throw SystemError(ExitCode::kTryLater, "no memory for a batch of records", errno);
}

void BatchWriter::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = write(memory_.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) throw SystemError(ExitCode::kTryLater, "no memory for a batch of records", errno);
    bytes.remove_prefix(static_cast<std::size_t>(n));
    bytes_ += static_cast<std::uint64_t>(n);
  }
}

void BatchWriter::AddEntry(std::uint32_t file, const Record& record, std::uint64_t digest,
                           bool is_bare) {
  ByteWriter out(&table_);
  out.Number(is_bare ? kBareRecordEntry : kRecordEntry);
  out.Number(file);
  PackLocator(record.locator, &out);
  out.Text(record.format);
  out.Fixed64(digest);
}

void BatchWriter::Add(std::uint32_t file, const Record& record, std::uint64_t digest) {
  AddEntry(file, record, digest, false);
  ByteWriter out(&table_);
  out.Number(bytes_);
  out.Number(record.bytes.size());
  out.Number(record.context.size());
  Write(record.bytes);
  Write(record.context);
  ++records_;
}

void BatchWriter::AddBare(std::uint32_t file, const Record& record, std::uint64_t digest) {
  AddEntry(file, record, digest, true);
  ++bare_records_;
}

void BatchWriter::ReadOn(std::uint32_t file) {
  ByteWriter out(&table_);
  out.Number(kReadOnEntry);
  out.Number(file);
}

void BatchWriter::EndFile(const FileEnd& end) {
  ByteWriter out(&table_);
  out.Number(kFileEndEntry);
  out.Number(end.file);
  out.Number(end.complete ? 1 : 0);
  out.Sequence(end.problems, [&](const Problem& problem) { PackProblem(problem, &out); });
  PackBookmark(end.bookmark, &out);
}

FileDescriptor BatchWriter::Seal() {
  ByteWriter(&table_).Fixed64(bytes_);
  Write(table_);
  if (fcntl(memory_.get(), F_ADD_SEALS, kSeals) != 0) {
    throw SystemError(ExitCode::kInternal, "cannot seal a batch of records", errno);
  }
  return std::move(memory_);
}

Batch::Batch(FileDescriptor memory) : memory_(std::move(memory)) {
  struct stat status = {};
  const int seals = fcntl(fd(), F_GET_SEALS);
  if (seals < 0 || (seals & kSeals) != kSeals || fstat(fd(), &status) != 0) {
    throw Error(ExitCode::kInternal, "a worker handed over a batch that is not sealed");
  }
  const auto size = static_cast<std::size_t>(status.st_size);
  void* mapped = size == 0 ? MAP_FAILED : mmap(nullptr, size, PROT_READ, MAP_SHARED, fd(), 0);
  if (mapped == MAP_FAILED) {
    throw SystemError(ExitCode::kTryLater, "cannot map a batch of records", errno);
  }
  mapped_ = {static_cast<char*>(mapped), Unmap{size}};
  bytes_ = {mapped_.get(), size};
  ReadTable();
}

void Unmap::operator()(char* bytes) const { munmap(bytes, size); }

void Batch::ReadTable() {
  const std::size_t trailer = bytes_.size() - std::min(bytes_.size(), kTrailer);
  const std::uint64_t table_begin = ByteReader(bytes_.substr(trailer)).Fixed64();
  bool ok = table_begin <= trailer;
  ByteReader in(ok ? bytes_.substr(table_begin, trailer - table_begin) : std::string_view());
  records_.reserve(in.left() / kUsualEntry);
  while (ok && !in.at_end()) {
    const std::uint64_t kind = in.Number();
    if (kind == kRecordEntry || kind == kBareRecordEntry) {
      records_.push_back(ReadRecordEntry(&in, kind == kBareRecordEntry));
      const BatchRecord& r = records_.back();
      ok = r.begin <= table_begin && r.size <= table_begin - r.begin &&
           r.context_size <= table_begin - r.begin - r.size;
    } else if (kind == kFileEndEntry) {
      ends_.emplace_back(records_.size(), ReadFileEnd(&in));
    } else {
      read_on_.push_back(static_cast<std::uint32_t>(in.Number()));
      ok = kind == kReadOnEntry;
    }
    ok = ok && in.ok();
  }
  if (!ok) throw Error(ExitCode::kInternal, "a worker handed over a broken batch");
}

Record Batch::Get(std::size_t i, const std::string& archive) const {
  const BatchRecord& entry = records_.at(i);
  Record record;
  record.locator = entry.locator;
  record.locator.archive = archive;
  const Format* format = FindFormat(entry.format);
  if (format != nullptr) record.format = format->name;
  record.bytes = bytes_.substr(entry.begin, entry.size);
  record.context = bytes_.substr(entry.begin + entry.size, entry.context_size);
  return record;
}

}  // namespace backfile
