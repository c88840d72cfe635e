// The ledger's bytes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/ledger_format.h"

#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <memory>
#include <new>

#include "indexer/messages.h"

namespace backfile {

namespace {

// A chunk larger than this was not written by us: 4,096 records of 64 KB names.
constexpr std::uint64_t kMaxChunkBytes = 512U << 20;
// Nor was a file of more records.
constexpr std::int64_t kMostRecords = std::int64_t{1} << 48;
// Digests do not compress, whatever the effort; a night writes all records of a file that changed.
constexpr int kLevel = 1;
constexpr auto kReasons = static_cast<std::uint64_t>(Reason::kIdentifierClash) + 1;

std::size_t SharedPrefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

void WriteFrontCoded(std::string_view text, std::string_view before, ByteWriter* out) {
  const std::size_t shared = SharedPrefix(text, before);
  out->Number(shared);
  out->Text(text.substr(shared));
}

// False: damaged. `text` holds the one before.
bool ReadFrontCoded(ByteReader* in, std::string* text) {
  const std::uint64_t shared = in->Number();
  if (!in->ok() || shared > text->size()) return false;
  text->resize(shared);
  text->append(in->Text());
  return in->ok();
}

// Members as one string, each with its length in front, so that neighbours share a prefix.
std::string JoinMembers(const std::vector<std::string>& members) {
  std::string joined;
  ByteWriter out(&joined);
  for (const std::string& member : members) out.Text(member);
  return joined;
}

std::vector<std::string> SplitMembers(std::string_view joined) {
  std::vector<std::string> members;
  ByteReader in(joined);
  while (in.ok() && !in.at_end()) members.emplace_back(in.Text());
  return members;
}

// A place of a record in its member: 0 for a whole member, else a delta to the end of the one
// before.
void WriteExtent(const Locator& locator, std::int64_t* end_before, ByteWriter* out) {
  out->Number(locator.offset ? 1 : 0);
  if (!locator.offset) return;
  out->Signed(*locator.offset - *end_before);
  out->Signed(locator.length.value_or(0));
  *end_before = *locator.offset + locator.length.value_or(0);
}

// False: damaged.
bool ReadExtent(ByteReader* in, std::int64_t* end_before, Locator* locator) {
  locator->offset.reset();
  locator->length.reset();
  if (in->Number() == 0) return true;
  std::int64_t offset = 0;
  std::int64_t length = in->Signed();
  if (__builtin_add_overflow(*end_before, length, &offset)) return false;
  length = in->Signed();
  if (__builtin_add_overflow(offset, length, end_before)) return false;
  locator->offset = offset;
  locator->length = length;
  return true;
}

bool ReadRecords(std::string_view bytes, const std::function<void(const LedgerRecord&)>& take) {
  ByteReader in(bytes);
  std::string members;
  std::int64_t end_before = 0;
  while (!in.at_end()) {
    LedgerRecord record;
    record.digest = in.Fixed64();
    if (!ReadFrontCoded(&in, &members)) return false;
    record.locator.members = SplitMembers(members);
    if (!ReadExtent(&in, &end_before, &record.locator)) return false;
    for (std::size_t n = in.Count(); n > 0 && in.ok(); --n) {
      const std::uint64_t id = in.Fixed64();
      record.articles.push_back({id, in.Fixed32()});
    }
    const std::uint64_t refused = in.Number();
    if (refused > kReasons) return false;
    if (refused > 0) record.refused = static_cast<Reason>(refused - 1);
    const std::uint64_t standing = in.Number();
    if (!in.ok() || standing > static_cast<std::uint64_t>(Standing::kReplaced)) return false;
    record.standing = static_cast<Standing>(standing);
    take(record);
  }
  return true;
}

[[noreturn]] void Damaged(const std::string& dir) {
  throw Error(ExitCode::kIndex, dir + ": the ledger is damaged; rebuild the index");
}

}  // namespace

void WriteEntry(const LedgerEntry& entry, std::string_view path_before, std::string* out) {
  ByteWriter writer(out);
  const FoundFile& file = entry.head.file;
  WriteFrontCoded(file.path, path_before, &writer);
  writer.Signed(file.size);
  writer.Signed(file.mtime_ns);
  writer.Signed(file.ctime_ns);
  writer.Number(file.inode);
  writer.Number(file.device);
  writer.Number(entry.head.run);
  writer.Fixed64(entry.head.options);
  const bool has_bookmark = entry.head.bookmark.offset > 0;
  writer.Number((entry.head.complete ? 1U : 0U) | (entry.head.is_gone ? 2U : 0U) |
                (has_bookmark ? 4U : 0U));
  if (has_bookmark) PackBookmark(entry.head.bookmark, &writer);
  writer.Signed(entry.head.records);
  writer.Signed(entry.head.fallen);
  writer.Sequence(entry.head.problems, [&](const Problem& p) { PackProblem(p, &writer); });
  writer.Sequence(entry.chunks, [&](const ChunkPlace& chunk) {
    writer.Number(chunk.begin);
    writer.Number(chunk.size);
  });
}

bool ReadEntry(ByteReader* in, LedgerEntry* entry) {
  std::string path = std::move(entry->head.file.path);
  if (!ReadFrontCoded(in, &path)) return false;
  *entry = {};
  FoundFile& file = entry->head.file;
  file.path = std::move(path);
  file.size = in->Signed();
  file.mtime_ns = in->Signed();
  file.ctime_ns = in->Signed();
  file.inode = in->Number();
  file.device = in->Number();
  entry->head.run = in->Number();
  entry->head.options = in->Fixed64();
  const std::uint64_t flags = in->Number();
  entry->head.complete = (flags & 1) != 0;
  entry->head.is_gone = (flags & 2) != 0;
  if ((flags & 4) != 0) entry->head.bookmark = UnpackBookmark(in);
  entry->head.records = in->Signed();
  entry->head.fallen = in->Signed();
  for (std::size_t n = in->Count(); n > 0 && in->ok(); --n)
    entry->head.problems.push_back(UnpackProblem(in));
  for (std::size_t n = in->Count(); n > 0 && in->ok(); --n) {
    const std::uint64_t begin = in->Number();
    entry->chunks.push_back({begin, in->Number()});
  }
  const auto is_count = [](std::int64_t n) { return 0 <= n && n <= kMostRecords; };
  return in->ok() && is_count(entry->head.records) && is_count(entry->head.fallen);
}

void RecordChunk::Add(const LedgerRecord& record) {
  ByteWriter out(&bytes_);
  out.Fixed64(record.digest);
  std::string members = JoinMembers(record.locator.members);
  WriteFrontCoded(members, members_before_, &out);
  members_before_ = std::move(members);
  WriteExtent(record.locator, &end_before_, &out);
  out.Sequence(record.articles, [&](const GivenArticle& article) {
    out.Fixed64(article.id);
    out.Fixed32(article.digest);
  });
  out.Number(record.refused ? static_cast<std::uint64_t>(*record.refused) + 1 : 0);
  out.Number(static_cast<std::uint64_t>(record.standing));
  ++records_;
}

std::string RecordChunk::Take() {
  std::string packed(ZSTD_compressBound(bytes_.size()), '\0');
  const std::size_t size =
      ZSTD_compress(packed.data(), packed.size(), bytes_.data(), bytes_.size(), kLevel);
  if (ZSTD_isError(size)) throw std::bad_alloc();  // The only reason that there can be.
  packed.resize(size);
  *this = {};
  return packed;
}

std::string_view PackedChunk(const MappedFile& file, const ChunkPlace& place,
                             const std::string& dir) {
  const std::string_view all = file.bytes();
  if (place.begin > all.size() || place.size > all.size() - place.begin) Damaged(dir);
  return all.substr(place.begin, place.size);
}

void ReadChunk(const MappedFile& file, const ChunkPlace& place, const std::string& dir,
               const std::function<void(const LedgerRecord&)>& take) {
  const std::string_view packed = PackedChunk(file, place, dir);
  const auto size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  std::string bytes;
  bool ok = size <= kMaxChunkBytes;
  if (ok) {
    bytes.resize(size);
    // Made here, lest too little memory is taken for damage.
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(),
                                                                       ZSTD_freeDCtx);
    if (!context) throw std::bad_alloc();
    ok = ZSTD_decompressDCtx(context.get(), bytes.data(), size, packed.data(), packed.size()) ==
         size;
  }
  if (!ok || !ReadRecords(bytes, take)) Damaged(dir);
}

bool HasLedger(const std::string& dir) {
  return access((dir + "/" + kLedgerFilesName).c_str(), F_OK) == 0;
}

}  // namespace backfile
