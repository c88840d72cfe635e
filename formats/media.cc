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
  constexpr std::string_view kEpub = "application/epub+zip";
  constexpr std::size_t kFixedBytes = 30;  // Of a local file header.
  constexpr unsigned kSizesFollow = 1U << 3;
  for (std::string_view rest = head; rest.size() > kFixedBytes;) {
    if (!rest.starts_with(std::string_view("PK\x03\x04", 4))) return {};
    const auto number = [&](std::size_t at, int bytes) {
      std::size_t value = 0;
      for (int i = bytes; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(rest[at + static_cast<std::size_t>(i)]);
      }
      return value;
    };
    const std::string_view name = rest.substr(kFixedBytes, number(26, 2));
    const std::size_t content = kFixedBytes + number(26, 2) + number(28, 2);
    if (content > rest.size()) return {};
    if (name == "META-INF/container.xml") return kEpub;
    if (name == "[Content_Types].xml") return "application/vnd.openxmlformats";
    if (name == "mimetype") {
      const std::string_view type = rest.substr(content, 100);
      return type.substr(0, type.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789/+.-"));
    }
    const std::size_t next = content + number(18, 4);
    if ((number(6, 2) & kSizesFollow) != 0 || next >= rest.size()) return {};
    rest.remove_prefix(next);
  }
  return {};
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
