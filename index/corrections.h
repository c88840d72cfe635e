// Corrections: what a person has said of single articles, and what outlives every reindexing.
//
// INDEX/corrections is a file of JSON lines, in the order in which they were made:
//
//     {"id":"bf:0123456789abcdef","set":{"published":"2018-06-05","source":"PA Media"}}
//     {"id":"bf:0123456789abcdef","removed":"a court order of 3 May"}
//
// each with its digest as a last key (index/seal.h), but for those of the first release.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "article/article.h"

namespace backfile {

// One value of an article that is set. Lists are parted by ';'.
struct Amendment {
  std::string key;    // IsAmendable().
  std::string value;  // Empty: the article says nothing of it.
};
// "title", "published", "people", ...
bool IsAmendable(std::string_view key);
// The keys, for messages: "title, subtitle, ...".
std::string AmendableKeys();

class Corrections {
 public:
  Corrections() = default;
  // Those of an index; none if there is no file. Throws Error(kIndex) if a line is broken.
  static Corrections Read(const std::string& index_dir);
  static Corrections Parse(std::string_view lines);

  bool IsRemoved(std::uint64_t id) const { return removed_.contains(id); }
  const std::map<std::uint64_t, std::string>& removed() const { return removed_; }
  const std::map<std::uint64_t, std::vector<Amendment>>& amended() const { return amended_; }
  // Sets what was amended on the article with this id, and notes it on the article; twice is as
  // good as once. Returns whether there was anything.
  bool Apply(Article* article) const;

  // Adds a line to the file of an index, synced. Requires: the caller holds IndexLock. Throws
  // Error: kUsage if a key, a date or a status is none.
  static void Amend(const std::string& index_dir, std::uint64_t id,
                    const std::vector<Amendment>& amendments);
  static void Remove(const std::string& index_dir, std::uint64_t id, const std::string& reason);
  // Takes the values that were set on an article out of the file: they may be what is to go.
  static void ForgetValues(const std::string& index_dir, std::uint64_t id);

 private:
  std::map<std::uint64_t, std::string> removed_;  // With the reason.
  std::map<std::uint64_t, std::vector<Amendment>> amended_;
};

// The bytes of the file, as workers are given them; empty if there is none.
std::string ReadCorrectionsFile(const std::string& index_dir);

}  // namespace backfile
