// The posting lists of one segment, each read at most once a question.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "index/index.h"
#include "searcher/deadline.h"

namespace backfile {

// A posting list: documents, ascending, and how often the term occurs in each (boolean terms:
// once).
struct Postings {
  std::vector<std::uint32_t> documents;
  std::vector<std::uint32_t> wdfs;
};

struct Proximity;

using DocumentIterator = std::vector<std::uint32_t>::const_iterator;

// The first document of [at, end), which ascend, that is not below `document`. By strides that
// double: what is near is found in a step or two, what is far in a few.
DocumentIterator FindFrom(DocumentIterator at, DocumentIterator end, std::uint32_t document);

// Walks over terms of one segment, in byte order. Xapian's errors come out as Error.
class TermCursor {
 public:
  // `where`: for messages.
  TermCursor(const Xapian::Database& database, const std::string& where, const std::string& prefix);
  ~TermCursor();
  TermCursor(TermCursor&&) noexcept;
  TermCursor& operator=(TermCursor&&) noexcept;

  bool at_end() const;
  const std::string& term() const;  // Requires: not at_end().
  void Next();                      // Requires: not at_end().

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Xapian's errors come out as Error. Not thread safe.
class SegmentReader {
 public:
  // `snapshot` must outlive it.
  SegmentReader(const Snapshot& snapshot, int segment);
  ~SegmentReader();
  SegmentReader(SegmentReader&&) noexcept;

  int segment() const;
  std::uint32_t documents() const;  // The last document's number.
  // How many documents count in statistics: all but twins (Snapshot::twins()); and how many
  // occurrences of terms they have together.
  std::uint32_t counted() const;
  std::uint64_t total_length() const;
  const Columns& columns() const;
  const Bitmap& tombstones() const;
  bool has_tombstones() const;
  const Deadline& deadline() const;
  // Whether a match may end with what was found when the time was over. What is then done with that
  // has a second of its own.
  bool may_be_cut() const;
  void CutShort();
  bool was_cut() const;

  // In how many documents the term occurs, hidden ones included but for twins.
  std::uint32_t Frequency(const std::string& term);
  // The most that ReadSums() can give for any document, if the lists have been read.
  std::optional<std::uint64_t> MostOccurrences(const std::vector<std::string>& terms) const;
  // Valid until Forget().
  const Postings& Read(const std::string& term);
  // wdfs[i] of documents[i], which ascend; 0 where the term does not occur, at least 1 where it
  // does.
  void ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
              std::vector<std::uint32_t>* wdfs);
  // The same for several terms taken together. A term of wdf 0 (a facet) counts once.
  void ReadSums(const std::vector<std::string>& terms, const std::vector<std::uint32_t>& documents,
                std::vector<std::uint32_t>* sums);
  // Where the term stands in a document, ascending; nothing if it does not.
  void ReadPositions(const std::string& term, std::uint32_t document,
                     std::vector<std::uint32_t>* positions);
  // As PostingSource::FindPhrase().
  std::vector<std::uint32_t> FindPhrase(const std::vector<std::vector<std::string>>& words,
                                        const std::vector<std::uint32_t>& among);
  // As PostingSource::FindNear().
  std::optional<std::vector<std::uint32_t>> FindNear(const Proximity& near,
                                                     const std::vector<std::uint32_t>& among);
  // Terms of the segment that begin with `prefix`. An empty prefix gives the words of the text,
  // that is, all terms that have no prefix. Valid as long as the reader.
  TermCursor Terms(const std::string& prefix) const;

  // Room for a note on each value of the people facet, kept as long as the reader: the
  // LastWordHash() of it (person_names.h); 0: not known yet.
  std::vector<std::uint32_t>& last_words() const;

  // Starts a new question: what was read is forgotten, so that memory stays bounded.
  void Forget(const Deadline& deadline, bool may_be_cut);

 private:
  std::uint32_t CountTwins(const std::string& term);  // Those that have it.
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace backfile
