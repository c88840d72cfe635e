// Documents in, lists by term out: the inversion of what fits into memory.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "index/glass/list_file.h"
#include "index/glass/position_coding.h"

namespace backfile::glass {

// Gathers documents and writes them as a run of a part. Errors are Error(kTryLater).
class Inverter {
 public:
  // `with_term_lists`: whether runs get term lists.
  explicit Inverter(bool with_term_lists = false) : with_term_lists_(with_term_lists) {}

  // Begins a document. Requires: numbers ascend from 1.
  void Begin(std::uint32_t document);
  // Makes a term known; returns its number, from 0, which is good until Clear(). Nothing is looked
  // up: who calls knows which terms are new. Requires: it is not empty, fits a key
  // (kMaxSortedTermBytes), and was not added since Clear().
  std::uint32_t AddTerm(std::string_view term);
  // What the document has of a term. Requires: each term once a document; positions ascend without
  // repeats. Throws Error(kInput) if the document's length would pass 2^32 - 2.
  void AddPosting(std::uint32_t term, std::uint32_t wdf, std::span<const std::uint32_t> positions);
  void AddValue(std::uint32_t slot, std::string_view value);  // Slots ascend; empty: no value.
  // Once a document; may be empty. Kept as it is: what is to be compressed comes compressed.
  void SetData(std::string_view data);

  void AddMetadata(std::string_view key, std::string_view value);  // For the database as a whole.

  std::uint32_t documents() const { return static_cast<std::uint32_t>(documents_.size()); }
  // About what it holds.
  std::size_t memory_bytes() const;

  // Writes all documents and metadata as a run; afterwards Clear().
  void WriteRun(const std::string& part_dir, std::uint32_t run);
  // Forgets all documents and terms, and keeps the memory.
  void Clear();

 private:
  struct Document {
    std::uint32_t number = 0;
    std::uint32_t length = 0;
    std::size_t first_posting = 0;
    std::uint32_t slots = 0;  // How many of slots_.
  };
  // What a document has of a term, as documents give it. `positions`: where they begin in
  // positions_, or if there is but one, as mostly, kSingle and itself.
  struct Posting {
    std::uint32_t term = 0;
    std::uint32_t wdf = 0;
    std::uint32_t positions = kNone;
  };
  // As terms need it.
  struct Inverted {
    std::uint32_t document = 0;  // Index into documents_.
    std::uint32_t wdf = 0;
    std::uint32_t positions = kNone;
  };
  // A document's stretch of data_.
  struct Piece {
    std::uint32_t document = 0;
    std::size_t bytes = 0;
  };
  static constexpr std::uint32_t kNone = 0xffffffff;
  static constexpr std::uint32_t kSingle = 0x80000000;

  std::string_view TermText(std::uint32_t term) const;
  std::vector<std::uint32_t> TermsInOrder() const;
  std::span<const Inverted> Invert(const std::vector<std::uint32_t>& order);
  std::uint32_t AddPositions(std::span<const std::uint32_t> positions);
  std::string_view PositionsAt(std::uint32_t place, char* single) const;
  std::size_t PostingsOf(std::size_t document) const;
  void WriteLengths(ListFileWriter* out) const;
  void WriteTerms(const std::vector<std::uint32_t>& order, std::span<const Inverted> inverted,
                  const std::string& part_dir, std::uint32_t run) const;
  void WriteDocdata(const std::string& path) const;
  void WriteValues(const std::string& path) const;
  void WriteMetadata(const std::string& path) const;
  void WriteTermLists(const std::vector<std::uint32_t>& order, std::span<const Inverted> inverted,
                      const std::string& path);

  bool with_term_lists_;
  std::string term_texts_;                     // One after the other,
  std::vector<std::size_t> term_ends_;         // and where each ends.
  std::vector<std::uint32_t> term_documents_;  // By term: in how many documents it is.
  std::vector<Document> documents_;
  std::vector<Posting> postings_;
  std::vector<Inverted> inverted_;  // Memory for Invert(), kept from run to run.
  std::string positions_;           // Packed lists, each behind its length.
  std::string data_;
  std::vector<Piece> data_pieces_;
  std::vector<std::uint32_t> slots_;  // That documents use, for their term lists.
  std::map<std::string, std::vector<std::pair<std::uint32_t, std::string>>> values_;
  std::size_t values_bytes_ = 0;
  std::map<std::string, std::string, std::less<>> metadata_;
  PositionPacker packer_;
};

}  // namespace backfile::glass
