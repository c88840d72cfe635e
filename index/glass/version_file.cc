// Writing and reading `iamglass`; docs/glass.md shows it byte by byte.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/version_file.h"

#include <sys/random.h>

#include <cerrno>
#include <cstdio>
#include <string_view>

#include "article/problem.h"
#include "index/files.h"
#include "index/glass/coding.h"

namespace backfile::glass {

namespace {

// Magic, and the format's date of 2016-03-14 as (year - 2014) << 9 | month << 5 | day.
constexpr std::string_view kMagic("\x0f\x0dXapian Glass\x04\x6e", 16);
constexpr std::size_t kUuidBytes = 16;
constexpr std::uint32_t kRevision = 1;
// Tags of at most this many bytes are not compressed. For later writers; readers look at each item.
constexpr std::array<std::uint32_t, kTables> kCompressMin = {0, 18, 18, 0, 18, 18};

std::string NewUuid() {
  std::string uuid(kUuidBytes, '\0');
  if (getrandom(uuid.data(), uuid.size(), 0) != static_cast<ssize_t>(uuid.size())) {
    throw SystemError(ExitCode::kTryLater, "no random numbers", errno);
  }
  uuid[6] = static_cast<char>((uuid[6] & 0x0f) | 0x40);  // Version 4, variant 1 of RFC 4122.
  uuid[8] = static_cast<char>((uuid[8] & 0x3f) | 0x80);
  return uuid;
}

// Two flags beside the level: leaves lie in key order; there is no root block at all.
constexpr unsigned kSequential = 2;
constexpr unsigned kFake = 1;

void AppendRoot(const TableRoot& root, std::uint32_t block_bytes, std::uint32_t compress_min,
                std::string* out) {
  AppendUint(out, root.block);
  AppendUint(out, root.level << 2 | kSequential | (root.empty() ? kFake : 0));
  AppendUint(out, root.entries);
  AppendUint(out, block_bytes >> 11);
  AppendUint(out, compress_min);
  std::string free_list;
  if (!root.empty()) {
    AppendUint(&free_list, kRevision);
    AppendUint(&free_list, root.blocks);
    free_list.append(4, '\0');  // No block was ever freed.
  }
  AppendUint(out, free_list.size());
  out->append(free_list);
}

// Takes numbers off the front; `ok` turns false at the first that is not there or too large.
struct NumberReader {
  std::string_view rest;
  bool ok = true;
  std::uint64_t Next() {
    std::uint64_t value = 0;
    ok = ok && TakeUint(&rest, &value);
    return ok ? value : 0;
  }
  std::uint32_t Next32() {
    const std::uint64_t value = Next();
    ok = ok && value >> 32 == 0;
    return static_cast<std::uint32_t>(value);
  }
};

TableRoot TakeRoot(NumberReader* in, std::uint32_t* block_bytes) {
  TableRoot root;
  root.block = in->Next32();
  const std::uint32_t flags = in->Next32();
  root.level = flags >> 2;
  root.entries = in->Next();
  in->ok = in->ok && (root.empty() || (flags & kSequential) != 0);
  const std::uint64_t size = in->Next() << 11;
  in->ok = in->ok && size >= 2048 && size <= 65536 && (*block_bytes == 0 || size == *block_bytes);
  *block_bytes = static_cast<std::uint32_t>(size);
  in->Next();
  const std::uint64_t free_list_bytes = in->Next();
  in->ok = in->ok && free_list_bytes <= in->rest.size();
  if (!in->ok) return root;
  NumberReader free_list{in->rest.substr(0, free_list_bytes)};
  in->rest.remove_prefix(free_list_bytes);
  if (!root.empty()) {
    free_list.Next();
    root.blocks = free_list.Next32();
  }
  return root;
}

Statistics TakeStatistics(NumberReader* in) {
  Statistics statistics;
  statistics.documents = in->Next32();
  const std::uint64_t last = statistics.documents + in->Next();
  statistics.last_document = static_cast<std::uint32_t>(last);
  statistics.min_length = in->Next32();
  statistics.max_wdf = in->Next32();
  const std::uint64_t longest = statistics.max_wdf + in->Next();
  statistics.max_length = static_cast<std::uint32_t>(longest);
  in->Next();
  statistics.total_length = in->Next();
  in->ok = in->ok && last >> 32 == 0 && longest >> 32 == 0;
  return statistics;
}

}  // namespace

std::string TableFileName(Table table) {
  constexpr std::array<std::string_view, kTables> kNames = {"postlist", "docdata",  "termlist",
                                                            "position", "spelling", "synonym"};
  return std::string(kNames[static_cast<std::size_t>(table)]) + ".glass";
}

void WriteVersionFile(const std::string& dir, const VersionFile& version) {
  std::string bytes(kMagic);
  bytes += NewUuid();
  AppendUint(&bytes, kRevision);
  for (std::size_t i = 0; i < kTables; ++i) {
    AppendRoot(version.roots[i], version.block_bytes, kCompressMin[i], &bytes);
  }
  const Statistics& s = version.statistics;
  AppendUint(&bytes, s.documents);
  AppendUint(&bytes, s.last_document - s.documents);
  AppendUint(&bytes, s.min_length);
  AppendUint(&bytes, s.max_wdf);
  AppendUint(&bytes, s.max_length - s.max_wdf);
  AppendUint(&bytes, 0);  // No changesets are kept.
  AppendUint(&bytes, s.total_length);
  AppendUint(&bytes, 0);  // No spelling data.
  const std::string beside = dir + "/v.tmp";
  FileWriter file(beside);
  file.Append(bytes);
  file.Close();
  if (rename(beside.c_str(), (dir + "/iamglass").c_str()) != 0) {
    throw SystemError(ExitCode::kTryLater, "cannot write " + dir + "/iamglass", errno);
  }
}

VersionFile ReadVersionFile(const std::string& dir) {
  const MappedFile file(dir + "/iamglass");
  NumberReader in{file.bytes()};
  VersionFile version;
  in.ok = in.rest.starts_with(kMagic) && in.rest.size() > kMagic.size() + kUuidBytes;
  if (in.ok) in.rest.remove_prefix(kMagic.size() + kUuidBytes);
  in.Next();
  version.block_bytes = 0;
  for (TableRoot& root : version.roots) root = TakeRoot(&in, &version.block_bytes);
  version.statistics = TakeStatistics(&in);
  if (!in.ok) {
    throw Error(ExitCode::kIndex, dir + "/iamglass is missing, damaged or of another version");
  }
  return version;
}

}  // namespace backfile::glass
