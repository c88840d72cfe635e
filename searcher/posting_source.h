// Where posting lists and positions of a segment come from: its files, or a server.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "index/index.h"
#include "searcher/deadline.h"

namespace backfile {

// Two words near each other: `distance` is 1 if one follows right after the other.
struct Proximity {
  std::vector<std::string> first;
  std::vector<std::string> second;
  std::uint32_t distance = 1;
  bool in_order = false;
};

// Answers without regard to hidden documents. Throws Error(kIndex) on damage, ShardError if a
// server does not answer. Documents ascend, and none is beyond the segment's last.
class PostingSource {
 public:
  virtual ~PostingSource() = default;

  // In how many documents the term occurs.
  virtual std::uint32_t Frequency(const std::string& term) = 0;
  // The whole list. A boolean term occurs once where it occurs.
  virtual void Read(const std::string& term, std::vector<std::uint32_t>* documents,
                    std::vector<std::uint32_t>* wdfs) = 0;
  // Whether ReadAt() is cheaper than Read() for a few documents.
  virtual bool can_skip() const = 0;
  // wdfs[i] in documents[i], which ascend; 0 where the term does not occur.
  virtual void ReadAt(const std::string& term, const std::vector<std::uint32_t>& documents,
                      std::vector<std::uint32_t>* wdfs) = 0;
  // Where the term stands in a document, ascending.
  virtual void ReadPositions(const std::string& term, std::uint32_t document,
                             std::vector<std::uint32_t>* positions) = 0;
  // Those of the documents, which ascend, in which the words stand one right after the other, each
  // being any of its terms. Requires: no term belongs to two words.
  virtual std::vector<std::uint32_t> FindPhrase(const std::vector<std::vector<std::string>>& words,
                                                const std::vector<std::uint32_t>& among,
                                                const Deadline& deadline) = 0;
  // Those of the documents, which ascend, in which the two words stand at most so far apart, each
  // being any of its terms: if the source can tell that better than ReadPositions() of each
  // document. Requires: no two terms of different words can stand at one position.
  virtual std::optional<std::vector<std::uint32_t>> FindNear(
      const Proximity& near, const std::vector<std::uint32_t>& among) = 0;
  // A new question begins: what is kept of this one may go.
  virtual void Forget() = 0;
};

// Of a segment on this machine, by our own readers (index/glass/), which are several times as fast
// as the API; of one behind a server, by the API. `snapshot` must outlive it.
std::unique_ptr<PostingSource> OpenPostings(const Snapshot& snapshot, int segment);
// By the API, wherever the segment is.
std::unique_ptr<PostingSource> OpenPostingsByApi(const Snapshot& snapshot, int segment);

}  // namespace backfile
