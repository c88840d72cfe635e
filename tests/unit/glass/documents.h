// Documents for the tests of index/glass/, and the two ways to write them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace backfile::glass {

// Documents under the numbers that they are to have, ascending.
using Documents = std::vector<std::pair<Xapian::docid, Xapian::Document>>;
using Metadata = std::map<std::string, std::string>;

struct WriteOptions {
  std::uint32_t block_bytes = 8192;
  bool term_lists = true;
  std::size_t documents_a_run = SIZE_MAX;
  Metadata metadata;
};

// Through Xapian::WritableDatabase. The database stays as it is committed.
void WriteByApi(const Documents& documents, const std::string& dir, const WriteOptions& options);
// As one part, in runs. Makes `dir`.
void WritePart(const Documents& documents, const std::string& dir, const WriteOptions& options);
// As a part that becomes a database. Makes `dir`.
void WriteDirectly(const Documents& documents, const std::string& dir, const WriteOptions& options);

// `count` invented news stories with words, stems, dates and texts, from 1.
Documents NewsStories(std::size_t count, unsigned seed);
// Documents as nasty as the format allows: zero bytes, terms of 245 bytes, no terms, thousands of
// positions, values in odd slots, gaps in the numbers. `gap`: the most numbers left out.
Documents NastyDocuments(std::size_t count, unsigned seed, std::uint32_t gap);
// Strings of any bytes.
std::string RandomBytes(std::size_t count, std::uint64_t seed);

// Errors that Xapian's own check finds; 0: clean.
std::size_t CheckErrors(const std::string& dir);

}  // namespace backfile::glass
