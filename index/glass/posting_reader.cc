// Chunks of about a thousand postings, each under a key of its own (docs/glass.md, "Entries").
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/posting_reader.h"

#include <algorithm>

#include "index/glass/coding.h"

namespace backfile::glass {

PostingReader::PostingReader(const std::string& dir, std::uint32_t last_document)
    : table_(dir, Table::kPostlist), last_document_(last_document) {}

// Begins reading a chunk whose first document is known.
void PostingReader::Open(std::string_view tag, std::uint32_t first, Chunk* chunk) const {
  std::uint64_t span = 0;
  if (tag.empty()) table_.Damaged();
  chunk->is_final = tag.front() == '1';
  chunk->rest = tag.substr(1);
  if (!TakeUint(&chunk->rest, &span) || first == 0 || first > last_document_ ||
      span > last_document_ - first) {
    table_.Damaged();
  }
  chunk->document = first;
  chunk->last = first + static_cast<std::uint32_t>(span);
}

bool PostingReader::FindFirst(std::string_view key, std::string* joined, std::uint32_t* frequency,
                              Chunk* chunk) const {
  chunk->place = table_.FindLast(key, {});
  if (chunk->place.is_none() || table_.Key(chunk->place) != key) return false;
  std::string_view tag = table_.Tag(chunk->place, joined);
  std::uint64_t documents = 0;
  std::uint64_t occurrences = 0;
  std::uint64_t before = 0;
  if (!TakeUint(&tag, &documents) || !TakeUint(&tag, &occurrences) || !TakeUint(&tag, &before) ||
      documents > last_document_ || before >= last_document_) {
    table_.Damaged();
  }
  *frequency = static_cast<std::uint32_t>(documents);
  Open(tag, static_cast<std::uint32_t>(before) + 1, chunk);
  return true;
}

// The first document of a later chunk, from its key; 0 if the key is not of this list.
std::uint32_t PostingReader::FirstOf(std::string_view key, const TableLookup::Place& place) const {
  if (place.is_none()) return 0;
  std::string_view found = table_.Key(place);
  if (found.size() <= key.size() + 1 || !found.starts_with(key) || found[key.size()] != '\0') {
    return 0;
  }
  found.remove_prefix(key.size() + 1);
  std::uint32_t first = 0;
  return TakeSortedUint(&found, &first) && found.empty() ? first : 0;
}

void PostingReader::GoOn(std::string_view key, std::string* joined, Chunk* chunk) const {
  chunk->place = table_.Next(chunk->place);
  const std::uint32_t first = FirstOf(key, chunk->place);
  if (first <= chunk->last) table_.Damaged();
  Open(table_.Tag(chunk->place, joined), first, chunk);
}

void PostingReader::GoTo(std::string_view key, std::uint32_t document, std::string* joined,
                         Chunk* chunk) const {
  std::string wanted(key);
  wanted += '\0';
  AppendSortedUint(&wanted, document);
  const TableLookup::Place place = table_.FindLast(wanted, chunk->place);
  const std::uint32_t first = FirstOf(key, place);
  if (first <= chunk->last) return GoOn(key, joined, chunk);
  chunk->place = place;
  Open(table_.Tag(place, joined), first, chunk);
}

std::uint32_t PostingReader::Take(Chunk* chunk) const {
  std::uint64_t wdf = 0;
  if (!chunk->rest.empty() && (chunk->rest.front() & 0x80) == 0) {
    wdf = static_cast<unsigned char>(chunk->rest.front());
    chunk->rest.remove_prefix(1);
  } else if (!TakeUint(&chunk->rest, &wdf)) {
    table_.Damaged();
  }
  return static_cast<std::uint32_t>(std::clamp<std::uint64_t>(wdf, 1, UINT32_MAX));
}

bool PostingReader::Advance(Chunk* chunk) const {
  if (chunk->rest.empty()) return false;
  std::uint64_t distance = 0;
  if ((chunk->rest.front() & 0x80) == 0) {
    distance = static_cast<unsigned char>(chunk->rest.front());
    chunk->rest.remove_prefix(1);
  } else if (!TakeUint(&chunk->rest, &distance)) {
    table_.Damaged();
  }
  if (distance >= chunk->last - chunk->document) table_.Damaged();
  chunk->document += static_cast<std::uint32_t>(distance) + 1;
  return true;
}

// Nearly all numbers are of one byte: this loop is what a common word costs.
std::size_t PostingReader::ReadRest(const Chunk& chunk, std::size_t n, std::size_t most,
                                    std::uint32_t* documents, std::uint32_t* wdfs) const {
  const char* at = chunk.rest.data();
  const char* const end = at + chunk.rest.size();
  const auto take = [&]() -> std::uint64_t {
    if (at != end && (*at & 0x80) == 0) return static_cast<unsigned char>(*at++);
    std::string_view rest(at, static_cast<std::size_t>(end - at));
    std::uint64_t number = 0;
    if (!TakeUint(&rest, &number)) table_.Damaged();
    at = rest.data();
    return number;
  };
  std::uint32_t document = chunk.document;
  for (;;) {
    if (n == most) table_.Damaged();
    documents[n] = document;
    wdfs[n++] = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(take(), 1, UINT32_MAX));
    if (at == end) return n;
    const std::uint64_t distance = take();
    if (distance >= chunk.last - document) table_.Damaged();
    document += static_cast<std::uint32_t>(distance) + 1;
  }
}

namespace {

std::string KeyOf(std::string_view term) {
  std::string key;
  AppendSortedTerm(&key, term);
  return key;
}

}  // namespace

std::uint32_t PostingReader::Frequency(std::string_view term) const {
  std::string joined;
  std::uint32_t frequency = 0;
  Chunk chunk;
  return FindFirst(KeyOf(term), &joined, &frequency, &chunk) ? frequency : 0;
}

void PostingReader::Read(std::string_view term, std::vector<std::uint32_t>* documents,
                         std::vector<std::uint32_t>* wdfs) const {
  const std::string key = KeyOf(term);
  std::string joined;
  std::uint32_t frequency = 0;
  Chunk chunk;
  documents->clear();
  wdfs->clear();
  if (!FindFirst(key, &joined, &frequency, &chunk)) return;
  documents->resize(frequency);
  wdfs->resize(frequency);
  std::size_t n = 0;
  for (;; GoOn(key, &joined, &chunk)) {
    n = ReadRest(chunk, n, frequency, documents->data(), wdfs->data());
    if (chunk.is_final) break;
  }
  if (n != frequency) table_.Damaged();
}

void PostingReader::ReadAt(std::string_view term, std::span<const std::uint32_t> documents,
                           std::vector<std::uint32_t>* wdfs) const {
  const std::string key = KeyOf(term);
  std::string joined;
  std::uint32_t frequency = 0;
  Chunk chunk;
  wdfs->assign(documents.size(), 0);
  if (!FindFirst(key, &joined, &frequency, &chunk)) return;
  std::uint32_t wdf = Take(&chunk);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i] > chunk.last) {
      if (chunk.is_final) return;
      GoTo(key, documents[i], &joined, &chunk);
      wdf = Take(&chunk);
    }
    while (chunk.document < documents[i] && Advance(&chunk)) wdf = Take(&chunk);
    if (chunk.document == documents[i]) (*wdfs)[i] = wdf;
  }
}

}  // namespace backfile::glass
