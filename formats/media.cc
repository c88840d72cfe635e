// A table of magic numbers.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/media.h"

#include <algorithm>
#include <array>

namespace backfile {

namespace {

struct Magic {
  std::size_t offset;
  std::string_view bytes;
  std::string_view kind;
};

constexpr std::array kMagics = {
    Magic{0, "\xff\xd8\xff", "a JPEG picture"},
    Magic{0, "\x89PNG\r\n", "a PNG picture"},
    Magic{0, "GIF8", "a GIF picture"},
    Magic{6, std::string_view("\0\0\0\0\x36\0\0\0", 8), "a bitmap picture"},
    Magic{0, std::string_view("II*\0", 4), "a TIFF picture"},
    Magic{0, std::string_view("MM\0*", 4), "a TIFF picture"},
    Magic{8, "WEBP", "a WebP picture"},
    Magic{8, "WAVE", "a sound file"},
    Magic{8, "AVI ", "a video"},
    Magic{4, "ftyp", "a video or picture"},
    Magic{0, "ID3", "a sound file"},
    Magic{0, "OggS", "a sound file or video"},
    Magic{0, "fLaC", "a sound file"},
    Magic{0, "\x1a\x45\xdf\xa3", "a video"},
    Magic{0, "FLV", "a video"},
    Magic{0, "wOFF", "a font"},
    Magic{0, "wOF2", "a font"},
    Magic{0,
          "\x7f"
          "ELF",
          "a program"},
    Magic{0, "MZ", "a program"},
    Magic{0, "\xca\xfe\xba\xbe", "a program"},
    Magic{0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"},
    Magic{0, "SQLite format 3", "a database"},
    Magic{0, "Rar!\x1a\x07", "a RAR archive"},
    Magic{0, "MSCF", "a cabinet archive"},
    Magic{0, "xar!", "an xar archive"},
    Magic{32769, "CD001", "a disk image"},
    Magic{2, "-lh", "an LHA archive"},
};

// Texts that are no articles, by how their names end.
constexpr std::array<std::string_view, 12> kCodeEndings = {
    ".css", ".js", ".mjs", ".map", ".c", ".cc", ".h", ".py", ".sh", ".php", ".xsl", ".dtd"};

}  // namespace

std::string_view PackedDocumentType(std::string_view head) {
  constexpr std::size_t kNameAt = 30;  // After the fixed part of a local file header.
  constexpr std::string_view kTyped = "mimetype";
  constexpr std::array<std::string_view, 3> kOfficeNames = {"[Content_Types].xml", "_rels/.rels",
                                                            "docProps/"};
  if (!head.starts_with(std::string_view("PK\x03\x04", 4)) || head.size() < kNameAt) return {};
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(head[i]); };
  const std::size_t name_size = at(26) | at(27) << 8;
  const std::size_t extra_size = at(28) | at(29) << 8;
  const std::string_view name = head.substr(kNameAt, name_size);
  if (name == kTyped) {
    const std::size_t begin = std::min(kNameAt + name_size + extra_size, head.size());
    const std::string_view type = head.substr(begin, 100);
    return type.substr(0, type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789/+.-"));
  }
  const auto begins = [&](std::string_view office) { return name.starts_with(office); };
  return std::ranges::any_of(kOfficeNames, begins) ? "application/vnd.openxmlformats" : "";
}

std::string_view MediaKind(const Head& head) {
  if (!PackedDocumentType(head.bytes).empty()) return "an office document or another packed one";
  for (const Magic& magic : kMagics) {
    if (head.bytes.size() >= magic.offset + magic.bytes.size() &&
        head.bytes.substr(magic.offset, magic.bytes.size()) == magic.bytes) {
      return magic.kind;
    }
  }
  const auto ends_name = [&](std::string_view ending) { return head.name.ends_with(ending); };
  return std::ranges::any_of(kCodeEndings, ends_name) ? "a style sheet or a program" : "";
}

}  // namespace backfile
