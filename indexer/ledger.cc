// The ledger's files, written in one pass and read by merging.
//
// ledger.files is a list of entries, each front-coded against the path before it. ledger.records
// holds chunks of up to kChunkRecords records, compressed by zstd; an entry says where its chunks
// lie. In ledger.places entries of equal size would waste space, so it is a sorted list with a
// sparse index. Reading merges the deltas by path; of one path only the word of the newest run
// counts, and what several groups of that run say about it is put together in their order.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/ledger.h"

#include <algorithm>
#include <map>

#include "article/bytes.h"
#include "index/files.h"
#include "indexer/ledger_format.h"
#include "indexer/messages.h"

namespace backfile {

namespace {

// One delta's list of files, read from front to back.
class FilesCursor {
 public:
  explicit FilesCursor(const std::string& dir) : dir_(dir), files_(dir + "/" + kLedgerFilesName) {
    ByteReader header(files_.bytes());
    if (!files_.bytes().empty() && header.Fixed64() != kLedgerMagic) Damaged();
    in_.emplace(files_.bytes().substr(std::min<std::size_t>(8, files_.bytes().size())));
    Advance();
  }

  bool at_end() const { return at_end_; }
  const LedgerEntry& entry() const { return entry_; }
  const std::string& dir() const { return dir_; }
  void Advance() {
    at_end_ = in_->at_end();
    if (at_end_) return;
    const std::string before = entry_.head.file.path;
    if (!ReadEntry(&*in_, &entry_)) Damaged();
    if (!before.empty() && !PathLess(before, entry_.head.file.path)) Damaged();
  }

 private:
  [[noreturn]] void Damaged() const {
    throw Error(ExitCode::kIndex, dir_ + ": the ledger is damaged; rebuild the index");
  }

  std::string dir_;
  MappedFile files_;
  std::optional<ByteReader> in_;
  LedgerEntry entry_;
  bool at_end_ = false;
};

}  // namespace

bool PathLess(std::string_view a, std::string_view b) {
  const auto key = [](char c) { return c == '/' ? 0 : static_cast<unsigned char>(c) + 1; };
  return std::ranges::lexicographical_compare(a, b, {}, key, key);
}

struct LedgerWriter::State {
  explicit State(const std::string& dir_name)
      : dir(dir_name),
        files(dir + "/" + kLedgerFilesName),
        records(dir + "/" + kLedgerRecordsName) {
    std::string header;
    ByteWriter(&header).Fixed64(kLedgerMagic);
    files.Append(header);
  }

  void FlushChunk() {
    has_fallen = false;
    if (chunk.records() == 0) return;
    const std::string packed = chunk.Take();
    AppendChunk(packed);
  }
  void AppendChunk(std::string_view packed) {
    entry.chunks.push_back({records.size(), packed.size()});
    records.Append(packed);
  }

  std::string dir;
  FileWriter files;
  FileWriter records;
  LedgerEntry entry;
  std::string path_before;
  RecordChunk chunk;
  bool has_fallen = false;  // The chunk holds a record that does not stand.
  std::vector<CopyPlace> places;
};

LedgerWriter::LedgerWriter(const std::string& dir) : state_(std::make_unique<State>(dir)) {}
LedgerWriter::~LedgerWriter() = default;

void LedgerWriter::BeginFile(const FoundFile& file, std::uint64_t run, std::uint64_t options) {
  state_->entry = {};
  state_->entry.head.file = file;
  state_->entry.head.run = run;
  state_->entry.head.options = options;
}

void LedgerWriter::Add(const LedgerRecord& record) {
  const bool is_fallen = record.standing != Standing::kStands;
  if (is_fallen && !state_->has_fallen) state_->FlushChunk();
  state_->chunk.Add(record);
  state_->has_fallen = state_->has_fallen || is_fallen;
  ++state_->entry.head.records;
  if (is_fallen) ++state_->entry.head.fallen;
  if (state_->chunk.records() >= kChunkRecords) state_->FlushChunk();
}

void LedgerWriter::AddChunks(const std::vector<std::string_view>& chunks, std::int64_t records,
                             std::int64_t fallen) {
  state_->FlushChunk();
  for (const std::string_view chunk : chunks) state_->AppendChunk(chunk);
  state_->entry.head.records += records;
  state_->entry.head.fallen += fallen;
}

void LedgerWriter::EndFile(bool complete, const Problems& problems, const Bookmark& bookmark) {
  const std::string& path = state_->entry.head.file.path;
  if (!state_->path_before.empty() && !PathLess(state_->path_before, path)) {
    throw Error(ExitCode::kInternal, "the ledger was told of " + path + " out of its turn");
  }
  state_->FlushChunk();
  state_->entry.head.complete = complete;
  state_->entry.head.problems = problems;
  state_->entry.head.bookmark = bookmark;
  std::string bytes;
  WriteEntry(state_->entry, state_->path_before, &bytes);
  state_->files.Append(bytes);
  state_->path_before = state_->entry.head.file.path;
}

void LedgerWriter::AddGone(const FoundFile& file, std::uint64_t run) {
  BeginFile(file, run, 0);
  state_->entry.head.is_gone = true;
  EndFile(true, {});
}

void LedgerWriter::AddPlace(const CopyPlace& place) { state_->places.push_back(place); }

void LedgerWriter::Finish() {
  std::ranges::sort(state_->places);
  WritePlaces(state_->dir, state_->places);
  state_->files.Close();
  state_->records.Close();
}

struct Ledger::State {
  explicit State(const std::vector<std::string>& dirs) {
    for (const std::string& dir : dirs) {
      if (!HasLedger(dir)) continue;
      cursors.push_back(std::make_unique<FilesCursor>(dir));
    }
  }

  // The least path that any delta is at, with everything the newest run says of it gathered into
  // `current` and `chunks`; those cursors move on. False at the end.
  bool Gather() {
    const FilesCursor* least = nullptr;
    for (const auto& cursor : cursors) {
      if (cursor->at_end()) continue;
      if (least == nullptr ||
          PathLess(cursor->entry().head.file.path, least->entry().head.file.path)) {
        least = cursor.get();
      }
    }
    if (least == nullptr) return false;
    const std::string path = least->entry().head.file.path;
    chunks.clear();
    current = {};
    for (const auto& cursor : cursors) {
      while (!cursor->at_end() && cursor->entry().head.file.path == path) {
        TakeWord(*cursor);
        cursor->Advance();
      }
    }
    return true;
  }

  void TakeWord(const FilesCursor& cursor) {
    const LedgerEntry& entry = cursor.entry();
    const bool continues = !chunks.empty() && entry.head.run == current.run;
    const LedgerFile before = continues ? std::move(current) : LedgerFile();
    if (!continues) chunks.clear();
    current = entry.head;
    current.records += before.records;
    current.fallen += before.fallen;
    for (const ChunkPlace& chunk : entry.chunks) chunks.emplace_back(cursor.dir(), chunk);
  }

  const MappedFile& RecordsIn(const std::string& dir) {
    auto& file = record_files[dir];
    if (!file) file = std::make_unique<MappedFile>(dir + "/" + kLedgerRecordsName);
    return *file;
  }

  void Read(std::size_t chunk, const std::function<void(const LedgerRecord&)>& take) {
    const auto& [dir, place] = chunks[chunk];
    ReadChunk(RecordsIn(dir), place, dir, take);
  }

  std::string_view Packed(std::size_t chunk) {
    const auto& [dir, place] = chunks[chunk];
    return PackedChunk(RecordsIn(dir), place, dir);
  }

  // Reads chunks from the last one back, until nothing that fell is missed. The first of them.
  template <class Take>
  std::size_t ReadToFallen(Take take) {
    std::size_t first = chunks.size();
    for (std::int64_t missed = current.fallen; missed > 0 && first > 0;) {
      Read(--first, [&](const LedgerRecord& record) {
        if (record.standing != Standing::kStands) --missed;
        take(record);
      });
    }
    return first;
  }

  std::vector<std::unique_ptr<FilesCursor>> cursors;  // In the order of the directories.
  LedgerFile current;
  std::vector<std::pair<std::string, ChunkPlace>> chunks;
  std::map<std::string, std::unique_ptr<MappedFile>> record_files;
  bool has_current = false;
  bool was_asked = false;  // The current file is one that Seek was asked for.
};

Ledger::Ledger(const std::vector<std::string>& dirs) : state_(std::make_unique<State>(dirs)) {}
Ledger::~Ledger() = default;

const LedgerFile* Ledger::Next() {
  state_->has_current = state_->Gather();
  state_->was_asked = false;
  return state_->has_current ? &state_->current : nullptr;
}

const LedgerFile* Ledger::Seek(std::string_view path,
                               const std::function<void(const LedgerFile&)>& passed) {
  if (!state_->has_current && Next() == nullptr) return nullptr;
  while (PathLess(state_->current.file.path, path)) {
    if (passed && !state_->was_asked) passed(state_->current);
    if (Next() == nullptr) return nullptr;
  }
  state_->was_asked = state_->current.file.path == path;
  return state_->current.file.path == path ? &state_->current : nullptr;
}

void Ledger::ForEachRecord(const std::function<void(const LedgerRecord&)>& take) {
  for (std::size_t i = 0; i < state_->chunks.size(); ++i) state_->Read(i, take);
}

void Ledger::ForEachFallen(const std::function<void(const LedgerRecord&)>& take) {
  state_->ReadToFallen([&](const LedgerRecord& record) {
    if (record.standing != Standing::kStands) take(record);
  });
}

void Ledger::CopyRecords(LedgerWriter* out, const std::function<bool(const LedgerRecord&)>& drops) {
  const LedgerFile& file = state_->current;
  std::int64_t behind = 0;
  const auto count = [&](const LedgerRecord&) { ++behind; };
  const std::size_t first = drops ? state_->ReadToFallen(count) : state_->chunks.size();
  std::vector<std::string_view> whole;
  for (std::size_t i = 0; i < first; ++i) whole.push_back(state_->Packed(i));
  out->AddChunks(whole, file.records - behind, drops ? 0 : file.fallen);
  for (std::size_t i = first; i < state_->chunks.size(); ++i) {
    state_->Read(i, [&](const LedgerRecord& record) {
      if (record.standing == Standing::kStands || !drops(record)) out->Add(record);
    });
  }
}

void MergeLedgers(const std::vector<std::string>& dirs, const std::string& out_dir,
                  bool forget_gone) {
  Ledger in(dirs);
  LedgerWriter out(out_dir);
  while (const LedgerFile* file = in.Next()) {
    if (file->is_gone) {
      if (!forget_gone) out.AddGone(file->file, file->run);
      continue;
    }
    out.BeginFile(file->file, file->run, file->options);
    in.CopyRecords(&out);
    out.EndFile(file->complete, file->problems, file->bookmark);
  }
  std::vector<CopyPlace> places;
  for (const std::string& dir : dirs) {
    std::vector<CopyPlace> more;
    if (HasLedger(dir)) Places(dir).ForEach([&](const CopyPlace& place) { more.push_back(place); });
    OverlayPlaces(more, &places);
  }
  for (const CopyPlace& place : places) out.AddPlace(place);
  out.Finish();
}

}  // namespace backfile
