// What the tables of a glass database hold: lists in, entries of the table out.
//
// The postlist table is written in the order of its key ranges: metadata, bounds of values, values,
// then postings, which begin with the lengths of documents.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "index/glass/list_source.h"
#include "index/glass/table_writer.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// How the keys of each range of the postlist table begin.
inline constexpr std::string_view kMetadataKey("\0\xc0", 2);
inline constexpr std::string_view kValueBoundsKey("\0\xd0", 2);
inline constexpr std::string_view kValueChunkKey("\0\xd8", 2);
inline constexpr std::string_view kLengthsKey("\0\xe0", 2);

// Terms may be this long once their zero bytes are doubled, so that 00 and a document fit behind.
inline constexpr std::size_t kMaxSortedTermBytes = kMaxKeyBytes - 6;

// Of several values under one key the first is kept.
void WriteMetadata(ListSource* metadata, TableWriter* postlist);
// Reads all values, for how many a slot has, the least and the greatest.
void WriteValueBounds(ListSource* values, TableWriter* postlist);
void WriteValues(ListSource* values, TableWriter* postlist);
// Writes the postings and finds out the statistics on the way.
Statistics WritePostings(ListSource* postings, TableWriter* postlist);
void WritePositions(ListSource* positions, TableWriter* position);
void WriteDocdata(ListSource* docdata, TableWriter* table);
void WriteTermLists(ListSource* term_lists, TableWriter* termlist);

}  // namespace backfile::glass
