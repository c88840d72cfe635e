// A Container holds members: a tar, a zip, a single compressed file, each read once, front to back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "article/problem.h"
#include "formats/limits.h"
#include "formats/stream.h"

namespace backfile {

struct Member {
  std::string name;                  // Bytes as the archive has them; never used as a path.
  std::optional<std::int64_t> size;  // As the archive declares it, which may be a lie.
  ByteStream* content = nullptr;     // Owned by the container; valid until its next Next().
};

class Container {
 public:
  virtual ~Container() = default;
  // The next member that is a regular file; nullopt at the end. Others, and what is wrong with the
  // archive, become Problems whose locator has the member's name at most.
  virtual std::optional<Member> Next(Problems* problems) = 0;
  // Where in what the container was opened on one can begin so that the present member's content
  // comes from `content_offset` on, and all that follows; nullopt: nowhere, or it is not known.
  // Requires: places in one member ascend.
  virtual std::optional<std::int64_t> PlaceOf(std::int64_t content_offset) {
    static_cast<void>(content_offset);
    return std::nullopt;
  }
};

// Whether a head begins like an archive or a compressed file that OpenArchive reads.
bool LooksLikeArchive(std::string_view head);
// Whether reading needs to jump about in it (7z), so that it must come from a file.
bool NeedsSeeking(std::string_view head);

// Opens a tar (plain or compressed), zip, 7z, cpio, ar, or single compressed file. `name` is what
// it is called, from which a single compressed file's member gets its name. The stream, or the
// descriptor, must outlive the container; the latter may be read at any place. nullptr: `problems`
// tells why.
std::unique_ptr<Container> OpenArchive(ByteStream* in, std::string_view name, const Limits& limits,
                                       Problems* problems);
std::unique_ptr<Container> OpenArchiveFile(int fd, std::string_view name, const Limits& limits,
                                           Problems* problems);

// A single compressed file of many gzip members or zstd frames, as web archives are: read member by
// member, so that a damaged one costs only itself.
bool LooksLikeCompressedWebArchive(std::string_view head);
std::unique_ptr<Container> OpenMembersContainer(PeekStream* in, std::string_view name);

// "story.txt.gz" -> "story.txt": what the content of a single compressed file is called.
std::string WithoutLastExtension(std::string_view name);

}  // namespace backfile
