// The terms and values of a document: one table, shared by what writes them and what asks for them.
//
// Everything here is on disk: never change a prefix or a number, and never reuse one.
// docs/schema.md tells what each is for; a test checks that it names them all.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

// Prefixes follow https://xapian.org/docs/omega/termprefixes.html where it has one; those of our
// own begin with X and end in ':', so that no term can run into another's prefix.
enum class FieldKind : std::uint8_t {
  kWords,   // Words of a text, stemmed under "Z" + prefix and exact under the prefix.
  kExact,   // A whole value, folded by FoldForCompare.
  kUnique,  // At most one document.
  kDate,    // A year, month or day, by how precisely it is known.
  kMark,    // A term that marks places or documents; the prefix is the whole term.
};
struct Field {
  std::string_view name;
  std::string_view prefix;
  FieldKind kind;
};
inline constexpr std::array kFields = {
    Field{"text", "", FieldKind::kWords},        // With positions; stems without.
    Field{"acronym", "R", FieldKind::kWords},    // As written, at the position of the exact form.
    Field{"title", "S", FieldKind::kWords},      // With positions.
    Field{"lead", "XLEAD:", FieldKind::kWords},  // First paragraphs; stems, else exact.
    Field{"caption", "XCAPTION:", FieldKind::kWords},
    Field{"id", "Q", FieldKind::kUnique},  // 16 hexadecimal digits.
    Field{"external-id", "XID:", FieldKind::kExact},
    Field{"year", "Y", FieldKind::kDate},          // Y1987
    Field{"month", "M", FieldKind::kDate},         // M198706
    Field{"day", "D", FieldKind::kDate},           // D19870605
    Field{"month-day", "XMD:", FieldKind::kDate},  // XMD:0605, in any year
    Field{"source", "XSOURCE:", FieldKind::kExact},
    Field{"section", "XSECTION:", FieldKind::kExact},
    Field{"language", "L", FieldKind::kExact},
    Field{"by", "A", FieldKind::kExact},              // A writer: the whole name,
    Field{"by-part", "XBYPART:", FieldKind::kExact},  // and each word of it.
    Field{"person", "XPERSON:", FieldKind::kExact},
    Field{"person-part", "XPERSONPART:", FieldKind::kExact},
    Field{"role", "XROLE:", FieldKind::kWords},
    Field{"said", "XSAID:", FieldKind::kExact},           // Who is quoted: the whole name,
    Field{"said-part", "XSAIDPART:", FieldKind::kExact},  // and each word of it.
    Field{"quote", "XQUOTE:", FieldKind::kWords},         // Words of quoted speech, with positions.
    Field{"acronym-means", "XACRONYM:", FieldKind::kExact},  // "SDF:syrian democratic forces"
    Field{"acronym-of", "XLONGFORM:", FieldKind::kExact},    // "syrian democratic forces:SDF"
    Field{"event-year", "XEY:", FieldKind::kDate},           // Dates told in the text: XEY:2017
    Field{"event-month", "XEM:", FieldKind::kDate},
    Field{"event-day", "XED:", FieldKind::kDate},
    Field{"event-month-day", "XEMD:", FieldKind::kDate},
    Field{"org", "XORG:", FieldKind::kExact},
    Field{"place", "XPLACE:", FieldKind::kExact},
    Field{"subject", "XSUBJECT:", FieldKind::kExact},
    Field{"date-basis", "XBASIS:", FieldKind::kExact},
    Field{"status", "XSTATUS:", FieldKind::kExact},
    Field{"has", "XHAS:", FieldKind::kExact},             // "correction", "date"
    Field{"sentence", "XSENTENCE:", FieldKind::kMark},    // Positions of first words of sentences.
    Field{"paragraph", "XPARAGRAPH:", FieldKind::kMark},  // And of paragraphs.
    Field{"person-mark",
          "XPERSONMARK:", FieldKind::kMark},  // Positions of words of people's names.
};

// The prefix of a field. Requires: kFields names it.
constexpr std::string_view Prefix(std::string_view field) {
  for (const Field& f : kFields) {
    if (f.name == field) return f.prefix;
  }
  return "?";
}

// Value slots. Few: columns count facets, and terms select dates.
enum class Slot : std::uint8_t {
  kDay = 0,  // Days since 1970 + 2^31, 4 bytes big-endian; absent if undated. Sorts and displays.
};
// The bytes of a day in its slot.
std::string DayValue(std::int32_t day);

// Longest term. Xapian's limit; a zero byte counts twice.
inline constexpr std::size_t kMaxTermBytes = 245;
// `term` cut at a character so that it fits.
std::string_view CutTerm(std::string_view term);

// Words of the title count this often (measured: +.013 nDCG over once, mean of 8 collections).
inline constexpr std::uint32_t kTitleWeight = 3;
// The lead is this many paragraphs.
inline constexpr int kLeadParagraphs = 2;
// Positions between two paragraphs, so that no phrase crosses one, and between two regions.
inline constexpr std::uint32_t kParagraphGap = 1;
inline constexpr std::uint32_t kRegionGap = 100;

}  // namespace backfile
