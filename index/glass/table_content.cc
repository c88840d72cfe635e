// Lists cut into chunks, chunks filed under keys.
//
// A posting list is a run of chunks of about 2000 bytes, the size that libxapian cuts at, so that
// four fill a block. The first one carries the totals, each how far its last document is: so a
// chunk's head can be written only when its entries are known, and stands in front of them in one
// buffer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/table_content.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <string>

#include "article/problem.h"
#include "index/glass/coding.h"
#include "index/glass/term_list.h"

namespace backfile::glass {

namespace {

constexpr std::size_t kChunkBytes = 2000;

[[noreturn]] void Damaged(const char* what) {
  throw Error(ExitCode::kIndex, std::string("a part of the index is damaged: ") + what);
}

// The key of an entry: a beginning that many share, and an end that is written anew each time.
class KeyBuilder {
 public:
  void Begin(std::string_view beginning) {
    key_.assign(beginning);
    beginning_ = key_.size();
  }
  void BeginTerm(std::string_view term) {
    key_.clear();
    AppendSortedTerm(&key_, term);
    beginning_ = key_.size();
    if (beginning_ == 0 || beginning_ > kMaxSortedTermBytes) Damaged("a term is too long");
  }
  std::string_view beginning() const { return std::string_view(key_).substr(0, beginning_); }
  std::string_view WithDocument(std::string_view between, std::uint32_t document) {
    key_.resize(beginning_);
    key_.append(between);
    AppendSortedUint(&key_, document);
    return key_;
  }

 private:
  std::string key_;
  std::size_t beginning_ = 0;
};

// Writes one posting list after the other.
class PostingListWriter {
 public:
  explicit PostingListWriter(TableWriter* table) : table_(table) {}

  void BeginTerm(std::string_view term, const ListTotals& totals) {
    key_.BeginTerm(term);
    between_ = std::string_view("\0", 1);
    Begin(totals);
  }
  void BeginLengths() {
    key_.Begin(kLengthsKey);
    between_ = {};
    Begin({0, 0});
  }
  void Add(std::uint32_t document, std::uint32_t wdf) {
    if (entries_ != entries_begin() && entries_bytes() >= kChunkBytes) WriteChunk(false);
    if (entries_ == entries_begin()) {
      first_ = document;
    } else {
      entries_ = PutUint(entries_, document - last_ - 1);
    }
    entries_ = PutUint(entries_, wdf);
    last_ = document;
  }
  void End() { WriteChunk(true); }

 private:
  static constexpr std::size_t kHeadRoom = 5 * kMaxUintBytes;
  char* entries_begin() { return buffer_ + kHeadRoom; }
  std::size_t entries_bytes() { return static_cast<std::size_t>(entries_ - entries_begin()); }

  void Begin(const ListTotals& totals) {
    totals_ = totals;
    is_first_chunk_ = true;
    entries_ = entries_begin();
  }

  void WriteChunk(bool is_last) {
    char head[kHeadRoom];
    char* at = head;
    if (is_first_chunk_) {
      at = PutUint(at, totals_.entries);
      at = PutUint(at, totals_.sum);
      at = PutUint(at, first_ - 1);
    }
    *at++ = is_last ? '1' : '0';
    at = PutUint(at, last_ - first_);
    const auto head_bytes = static_cast<std::size_t>(at - head);
    char* chunk = entries_begin() - head_bytes;
    std::memcpy(chunk, head, head_bytes);
    table_->Add(is_first_chunk_ ? key_.beginning() : key_.WithDocument(between_, first_),
                {chunk, head_bytes + entries_bytes()});
    is_first_chunk_ = false;
    entries_ = entries_begin();
  }

  TableWriter* table_;
  KeyBuilder key_;
  std::string_view between_;
  ListTotals totals_;
  bool is_first_chunk_ = true;
  std::uint32_t first_ = 0;
  std::uint32_t last_ = 0;
  char buffer_[kHeadRoom + kChunkBytes + 2 * kMaxUintBytes];
  char* entries_ = buffer_ + kHeadRoom;
};

// Documents of a list must ascend from 1: whatever was read says so itself.
class OrderCheck {
 public:
  void operator()(std::uint32_t document) {
    if (document <= last_) Damaged("documents are out of order");
    last_ = document;
  }

 private:
  std::uint32_t last_ = 0;
};

void WriteLengths(ListSource* lengths, PostingListWriter* writer, Statistics* statistics) {
  writer->BeginLengths();
  OrderCheck check;
  ForEachEntry(lengths, [&](const ListEntry& entry) {
    check(entry.document);
    writer->Add(entry.document, entry.number);
    ++statistics->documents;
    statistics->last_document = entry.document;
    statistics->total_length += entry.number;
    statistics->max_length = std::max(statistics->max_length, entry.number);
    if (entry.number > 0 &&
        (statistics->min_length == 0 || entry.number < statistics->min_length)) {
      statistics->min_length = entry.number;
    }
  });
  if (statistics->documents > 0) writer->End();
}

void WriteTerm(ListSource* postings, PostingListWriter* writer, Statistics* statistics) {
  const ListTotals totals = postings->totals();
  if (totals.entries == 0) return;
  writer->BeginTerm(postings->key(), totals);
  OrderCheck check;
  ListTotals found;
  ForEachEntry(postings, [&](const ListEntry& entry) {
    check(entry.document);
    writer->Add(entry.document, entry.number);
    ++found.entries;
    found.sum += entry.number;
    statistics->max_wdf = std::max(statistics->max_wdf, entry.number);
  });
  if (found.entries != totals.entries || found.sum != totals.sum) Damaged("a term's totals");
  writer->End();
}

}  // namespace

void WriteMetadata(ListSource* metadata, TableWriter* postlist) {
  std::string key;
  while (metadata->NextList()) {
    ListEntry entry;
    if (metadata->Read({&entry, 1}) == 0 || entry.bytes.empty()) continue;
    postlist->Add(key.assign(kMetadataKey).append(metadata->key()), entry.bytes);
  }
}

void WriteValueBounds(ListSource* values, TableWriter* postlist) {
  struct Bounds {
    std::uint32_t values = 0;
    std::string least;
    std::string greatest;
  };
  std::map<std::string, Bounds> by_key;
  while (values->NextList()) {
    Bounds bounds;
    ForEachEntry(values, [&](const ListEntry& entry) {
      if (bounds.values == 0 || entry.bytes < bounds.least) bounds.least = entry.bytes;
      if (bounds.values == 0 || entry.bytes > bounds.greatest) bounds.greatest = entry.bytes;
      ++bounds.values;
    });
    std::string_view rest = values->key();
    std::uint64_t slot = 0;
    if (!TakeUint(&rest, &slot)) Damaged("a value slot");
    std::string key(kValueBoundsKey);
    AppendUintLast(&key, slot);
    if (bounds.values > 0) by_key[key] = std::move(bounds);
  }
  std::string tag;
  for (const auto& [key, bounds] : by_key) {
    tag.clear();
    AppendUint(&tag, bounds.values);
    AppendUint(&tag, bounds.least.size());
    tag += bounds.least;
    if (bounds.greatest != bounds.least) tag += bounds.greatest;
    postlist->Add(key, tag);
  }
}

void WriteValues(ListSource* values, TableWriter* postlist) {
  KeyBuilder key;
  std::string chunk;
  while (values->NextList()) {
    key.Begin(std::string(kValueChunkKey).append(values->key()));
    OrderCheck check;
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    chunk.clear();
    const auto write_chunk = [&] {
      if (!chunk.empty()) postlist->Add(key.WithDocument("", first), chunk);
      chunk.clear();
    };
    ForEachEntry(values, [&](const ListEntry& entry) {
      check(entry.document);
      if (chunk.empty()) {
        first = entry.document;
      } else {
        AppendUint(&chunk, entry.document - last - 1);
      }
      last = entry.document;
      AppendUint(&chunk, entry.bytes.size());
      chunk.append(entry.bytes);
      if (chunk.size() >= kChunkBytes) write_chunk();
    });
    write_chunk();
  }
}

Statistics WritePostings(ListSource* postings, TableWriter* postlist) {
  Statistics statistics;
  PostingListWriter writer(postlist);
  while (postings->NextList()) {
    if (postings->key().empty()) {
      WriteLengths(postings, &writer, &statistics);
    } else {
      WriteTerm(postings, &writer, &statistics);
    }
  }
  // The format has no room for a frequency above the greatest length.
  if (statistics.max_wdf > statistics.max_length) Damaged("a frequency above the length");
  return statistics;
}

void WritePositions(ListSource* positions, TableWriter* position) {
  KeyBuilder key;
  while (positions->NextList()) {
    key.BeginTerm(positions->key());
    ForEachEntry(positions, [&](const ListEntry& entry) {
      position->Add(key.WithDocument(std::string_view("\0", 1), entry.document), entry.bytes);
    });
  }
}

void WriteDocdata(ListSource* docdata, TableWriter* table) {
  std::string key;
  while (docdata->NextList()) {
    ForEachEntry(docdata, [&](const ListEntry& entry) {
      key.clear();
      AppendSortedUint(&key, entry.document);
      table->Add(key, entry.bytes, entry.number != 0);
    });
  }
}

void WriteTermLists(ListSource* term_lists, TableWriter* termlist) {
  std::string key;
  while (term_lists->NextList()) {
    ForEachEntry(term_lists, [&](const ListEntry& entry) {
      const std::size_t slots = SlotsBytes(entry.number);
      if (slots > entry.bytes.size()) Damaged("a term list");
      key.clear();
      AppendSortedUint(&key, entry.document);
      termlist->Add(key, entry.bytes.substr(slots), IsCompressed(entry.number));
      if (slots > 0) termlist->Add(key + '\0', entry.bytes.substr(0, slots));
    });
  }
}

}  // namespace backfile::glass
