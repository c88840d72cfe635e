// Posting lists read from the finished table without the API, several times as fast.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "index/glass/table_lookup.h"

namespace backfile::glass {

// Reads posting lists. Throws Error(kIndex) on damage. The documents it gives ascend and are not
// beyond the last one that was promised.
class PostingReader {
 public:
  PostingReader(const std::string& dir, std::uint32_t last_document);

  // In how many documents the term occurs.
  std::uint32_t Frequency(std::string_view term) const;
  // The whole list. A boolean term occurs once where it occurs, as below.
  void Read(std::string_view term, std::vector<std::uint32_t>* documents,
            std::vector<std::uint32_t>* wdfs) const;
  // wdfs[i] in documents[i], which ascend; 0 where the term does not occur.
  void ReadAt(std::string_view term, std::span<const std::uint32_t> documents,
              std::vector<std::uint32_t>* wdfs) const;

 private:
  // What is unread of a chunk, and its next document.
  struct Chunk {
    TableLookup::Place place;
    std::string_view rest;
    std::uint32_t document = 0;
    std::uint32_t last = 0;  // The chunk's last document.
    bool is_final = false;   // The list ends with it.
  };

  bool FindFirst(std::string_view key, std::string* joined, std::uint32_t* frequency,
                 Chunk* chunk) const;
  void Open(std::string_view tag, std::uint32_t first, Chunk* chunk) const;
  // Goes to a later chunk: the next one, or the one that holds `document` or what comes before it.
  void GoOn(std::string_view key, std::string* joined, Chunk* chunk) const;
  void GoTo(std::string_view key, std::uint32_t document, std::string* joined, Chunk* chunk) const;
  // All that is unread of a chunk, into the arrays from `n` on, which have room up to `most`.
  // Returns the new n.
  std::size_t ReadRest(const Chunk& chunk, std::size_t n, std::size_t most,
                       std::uint32_t* documents, std::uint32_t* wdfs) const;
  std::uint32_t Take(Chunk* chunk) const;  // The wdf of chunk->document, at least 1.
  bool Advance(Chunk* chunk) const;        // To the next document. False: the chunk is read.
  std::uint32_t FirstOf(std::string_view key, const TableLookup::Place& place) const;

  TableLookup table_;
  std::uint32_t last_document_;
};

}  // namespace backfile::glass
