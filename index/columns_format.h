// The columns file: what its writer and its reader agree on.
//
//     sections  each beginning at a multiple of 8
//     directory name (8 bytes), offset, size of each section
//     trailer   magic, documents, digest of the segment's `iamglass`, number of sections
//
// Numbers are little-endian, as every machine that Debian's Xapian runs fast on. A facet takes the
// narrowest form that holds it: nothing if no document has a value, one number a document if none
// has two, else a list a document; numbers of 1, 2 or 4 bytes by how many different values there
// are. A number that is no value's says that there is none.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "article/digest.h"
#include "index/files.h"

namespace backfile {

inline constexpr const char* kColumnsName = "columns";
inline constexpr std::uint64_t kColumnsMagic = 0x31534d4c4f434642;  // "BFCOLMS1"

struct ColumnsTrailer {
  std::uint64_t magic = kColumnsMagic;
  std::uint64_t documents = 0;
  std::uint64_t segment_digest = 0;
  std::uint64_t sections = 0;
};
struct ColumnsSection {
  std::array<char, 8> name{};
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
};

// What a facet's column says of its form.
struct FacetHead {
  std::uint32_t values = 0;   // Different ones.
  std::uint32_t width = 0;    // Bytes a number: 1, 2, 4.
  std::uint32_t is_list = 0;  // Offsets (u32, documents + 2) come before the numbers.
  std::uint32_t unused = 0;
};

constexpr std::array<char, 8> SectionName(char letter, std::size_t facet = 0) {
  return {letter, static_cast<char>('0' + facet)};
}
// Where each text of a column of texts begins, and the last one ends (u64).
constexpr char OffsetsOf(char letter) { return static_cast<char>(letter - 'a' + 'A'); }

// What ties columns to the database that they belong to.
inline std::uint64_t SegmentDigest(const std::string& dir) {
  return Digest(MappedFile(dir + "/iamglass").bytes());
}

}  // namespace backfile
