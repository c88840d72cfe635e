// The named references of HTML 4.01 (section 24), those of HTML 5 and SGML that news uses, and how
// they are read.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/entities.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace backfile {

namespace {

struct Entity {
  std::string_view name;
  char32_t character;
};
// clang-format off
constexpr auto kEntities = std::to_array<Entity>({
    {"AElig", 0xc6}, {"AMP", 0x26}, {"Aacute", 0xc1}, {"Abreve", 0x102}, {"Acirc", 0xc2},
    {"Agrave", 0xc0}, {"Alpha", 0x391}, {"Aogon", 0x104}, {"Aring", 0xc5}, {"Atilde", 0xc3},
    {"Auml", 0xc4}, {"Beta", 0x392}, {"COPY", 0xa9}, {"Cacute", 0x106}, {"Ccaron", 0x10c},
    {"Ccedil", 0xc7}, {"Chi", 0x3a7}, {"Dagger", 0x2021}, {"Dcaron", 0x10e}, {"Delta", 0x394},
    {"Dstrok", 0x110}, {"ETH", 0xd0}, {"Eacute", 0xc9}, {"Ecaron", 0x11a}, {"Ecirc", 0xca},
    {"Egrave", 0xc8}, {"Eogon", 0x118}, {"Epsilon", 0x395}, {"Eta", 0x397}, {"Euml", 0xcb},
    {"GT", 0x3e}, {"Gamma", 0x393}, {"Gbreve", 0x11e}, {"Iacute", 0xcd}, {"Icirc", 0xce},
    {"Idot", 0x130}, {"Igrave", 0xcc}, {"Iota", 0x399}, {"Iuml", 0xcf}, {"Kappa", 0x39a},
    {"LT", 0x3c}, {"Lambda", 0x39b}, {"Lstrok", 0x141}, {"Mu", 0x39c}, {"Nacute", 0x143},
    {"Ncaron", 0x147}, {"NewLine", 0xa}, {"NoBreak", 0x2060}, {"Ntilde", 0xd1}, {"Nu", 0x39d},
    {"OElig", 0x152}, {"Oacute", 0xd3}, {"Ocirc", 0xd4}, {"Odblac", 0x150}, {"Ograve", 0xd2},
    {"Omega", 0x3a9}, {"Omicron", 0x39f}, {"Oslash", 0xd8}, {"Otilde", 0xd5}, {"Ouml", 0xd6},
    {"Phi", 0x3a6}, {"Pi", 0x3a0}, {"Prime", 0x2033}, {"Psi", 0x3a8}, {"QUOT", 0x22}, {"REG", 0xae},
    {"Rcaron", 0x158}, {"Rho", 0x3a1}, {"Sacute", 0x15a}, {"Scaron", 0x160}, {"Scedil", 0x15e},
    {"Sigma", 0x3a3}, {"THORN", 0xde}, {"Tab", 0x9}, {"Tau", 0x3a4}, {"Tcaron", 0x164},
    {"Theta", 0x398}, {"Uacute", 0xda}, {"Ucirc", 0xdb}, {"Udblac", 0x170}, {"Ugrave", 0xd9},
    {"Upsilon", 0x3a5}, {"Uring", 0x16e}, {"Uuml", 0xdc}, {"Xi", 0x39e}, {"Yacute", 0xdd},
    {"Yuml", 0x178}, {"Zacute", 0x179}, {"Zdot", 0x17b}, {"ZeroWidthSpace", 0x200b},
    {"Zeta", 0x396}, {"aacute", 0xe1}, {"abreve", 0x103}, {"acirc", 0xe2}, {"acute", 0xb4},
    {"aelig", 0xe6}, {"agrave", 0xe0}, {"alefsym", 0x2135}, {"alpha", 0x3b1}, {"amacr", 0x101},
    {"amp", 0x26}, {"and", 0x2227}, {"ang", 0x2220}, {"aogon", 0x105}, {"apos", 0x27},
    {"aring", 0xe5}, {"ast", 0x2a}, {"asymp", 0x2248}, {"atilde", 0xe3}, {"auml", 0xe4},
    {"bdquo", 0x201e}, {"beta", 0x3b2}, {"blank", 0x20}, {"breve", 0x2d8}, {"brvbar", 0xa6}, {"bsol", 0x5c},
    {"bull", 0x2022}, {"cacute", 0x107}, {"cap", 0x2229}, {"caron", 0x2c7}, {"ccaron", 0x10d},
    {"ccedil", 0xe7}, {"cedil", 0xb8}, {"cent", 0xa2}, {"check", 0x2713}, {"chi", 0x3c7},
    {"circ", 0x2c6}, {"clubs", 0x2663}, {"colon", 0x3a}, {"comma", 0x2c}, {"commat", 0x40},
    {"cong", 0x2245}, {"copy", 0xa9}, {"crarr", 0x21b5}, {"cup", 0x222a}, {"curren", 0xa4},
    {"dArr", 0x21d3}, {"dagger", 0x2020}, {"darr", 0x2193}, {"dash", 0x2010}, {"dcaron", 0x10f},
    {"deg", 0xb0}, {"delta", 0x3b4}, {"diams", 0x2666}, {"divide", 0xf7}, {"dollar", 0x24},
    {"dstrok", 0x111}, {"eacute", 0xe9}, {"ecaron", 0x11b}, {"ecirc", 0xea}, {"egrave", 0xe8},
    {"emacr", 0x113}, {"empty", 0x2205}, {"emsp", 0x2003}, {"ensp", 0x2002}, {"eogon", 0x119},
    {"epsilon", 0x3b5}, {"equals", 0x3d}, {"equiv", 0x2261}, {"eta", 0x3b7}, {"eth", 0xf0},
    {"euml", 0xeb}, {"euro", 0x20ac}, {"excl", 0x21}, {"exist", 0x2203}, {"fnof", 0x192},
    {"forall", 0x2200}, {"frac12", 0xbd}, {"frac13", 0x2153}, {"frac14", 0xbc}, {"frac18", 0x215b},
    {"frac23", 0x2154}, {"frac34", 0xbe}, {"frac38", 0x215c}, {"frac58", 0x215d},
    {"frac78", 0x215e}, {"frasl", 0x2044}, {"gamma", 0x3b3}, {"gbreve", 0x11f}, {"ge", 0x2265},
    {"grave", 0x60}, {"gt", 0x3e}, {"hArr", 0x21d4}, {"hairsp", 0x200a}, {"harr", 0x2194},
    {"hearts", 0x2665}, {"hellip", 0x2026}, {"horbar", 0x2015}, {"hstrok", 0x127},
    {"hyph", 0x2d}, {"hyphen", 0x2010}, {"iacute", 0xed}, {"icirc", 0xee}, {"iexcl", 0xa1}, {"igrave", 0xec},
    {"image", 0x2111}, {"infin", 0x221e}, {"inodot", 0x131}, {"int", 0x222b}, {"iota", 0x3b9},
    {"iquest", 0xbf}, {"isin", 0x2208}, {"iuml", 0xef}, {"kappa", 0x3ba}, {"lArr", 0x21d0},
    {"lambda", 0x3bb}, {"lang", 0x2329}, {"laquo", 0xab}, {"larr", 0x2190}, {"lceil", 0x2308},
    {"lcub", 0x7b}, {"ldquo", 0x201c}, {"ldquor", 0x201e}, {"le", 0x2264}, {"lfloor", 0x230a},
    {"lowast", 0x2217}, {"lowbar", 0x5f}, {"loz", 0x25ca}, {"lpar", 0x28}, {"lrm", 0x200e},
    {"lsaquo", 0x2039}, {"lsqb", 0x5b}, {"lsquo", 0x2018}, {"lsquor", 0x201a}, {"lstrok", 0x142},
    {"lt", 0x3c}, {"macr", 0xaf}, {"mdash", 0x2014}, {"micro", 0xb5}, {"middot", 0xb7},
    {"minus", 0x2212}, {"mu", 0x3bc}, {"nabla", 0x2207}, {"nacute", 0x144}, {"nbsp", 0xa0},
    {"ncaron", 0x148}, {"ndash", 0x2013}, {"ne", 0x2260}, {"ni", 0x220b}, {"not", 0xac},
    {"notin", 0x2209}, {"nsub", 0x2284}, {"ntilde", 0xf1}, {"nu", 0x3bd}, {"num", 0x23},
    {"numero", 0x2116}, {"numsp", 0x2007}, {"oacute", 0xf3}, {"ocirc", 0xf4}, {"odblac", 0x151},
    {"oelig", 0x153}, {"ograve", 0xf2}, {"oline", 0x203e}, {"omacr", 0x14d}, {"omega", 0x3c9},
    {"omicron", 0x3bf}, {"oplus", 0x2295}, {"or", 0x2228}, {"ordf", 0xaa}, {"ordm", 0xba},
    {"oslash", 0xf8}, {"otilde", 0xf5}, {"otimes", 0x2297}, {"ouml", 0xf6}, {"para", 0xb6},
    {"part", 0x2202}, {"percnt", 0x25}, {"period", 0x2e}, {"permil", 0x2030}, {"perp", 0x22a5},
    {"phi", 0x3c6}, {"phone", 0x260e}, {"pi", 0x3c0}, {"piv", 0x3d6}, {"plus", 0x2b},
    {"plusmn", 0xb1}, {"pound", 0xa3}, {"prime", 0x2032}, {"prod", 0x220f}, {"prop", 0x221d},
    {"psi", 0x3c8}, {"puncsp", 0x2008}, {"quest", 0x3f}, {"quot", 0x22}, {"rArr", 0x21d2},
    {"radic", 0x221a}, {"rang", 0x232a}, {"raquo", 0xbb}, {"rarr", 0x2192}, {"rcaron", 0x159},
    {"rceil", 0x2309}, {"rcub", 0x7d}, {"rdquo", 0x201d}, {"rdquor", 0x201d}, {"real", 0x211c},
    {"reg", 0xae}, {"rfloor", 0x230b}, {"rho", 0x3c1}, {"rlm", 0x200f}, {"rpar", 0x29},
    {"rsaquo", 0x203a}, {"rsqb", 0x5d}, {"rsquo", 0x2019}, {"rsquor", 0x2019}, {"sacute", 0x15b},
    {"sbquo", 0x201a}, {"scaron", 0x161}, {"scedil", 0x15f}, {"sdot", 0x22c5}, {"sect", 0xa7},
    {"semi", 0x3b}, {"shy", 0xad}, {"sigma", 0x3c3}, {"sigmaf", 0x3c2}, {"sim", 0x223c},
    {"sol", 0x2f}, {"spades", 0x2660}, {"star", 0x2606}, {"starf", 0x2605}, {"sub", 0x2282},
    {"sube", 0x2286}, {"sum", 0x2211}, {"sup", 0x2283}, {"sup1", 0xb9}, {"sup2", 0xb2},
    {"sup3", 0xb3}, {"supe", 0x2287}, {"szlig", 0xdf}, {"tau", 0x3c4}, {"tcaron", 0x165},
    {"there4", 0x2234}, {"theta", 0x3b8}, {"thetasym", 0x3d1}, {"thinsp", 0x2009}, {"thorn", 0xfe},
    {"tilde", 0x2dc}, {"times", 0xd7}, {"trade", 0x2122}, {"uArr", 0x21d1}, {"uacute", 0xfa},
    {"uarr", 0x2191}, {"ucirc", 0xfb}, {"udblac", 0x171}, {"ugrave", 0xf9}, {"umacr", 0x16b},
    {"uml", 0xa8}, {"upsih", 0x3d2}, {"upsilon", 0x3c5}, {"uring", 0x16f}, {"uuml", 0xfc},
    {"verbar", 0x7c}, {"weierp", 0x2118}, {"xi", 0x3be}, {"yacute", 0xfd}, {"yen", 0xa5},
    {"yuml", 0xff}, {"zacute", 0x17a}, {"zdot", 0x17c}, {"zeta", 0x3b6}, {"zwj", 0x200d},
    {"zwnj", 0x200c},
});
// clang-format on
static_assert(std::ranges::is_sorted(kEntities, {}, &Entity::name));

constexpr std::size_t kLongestName = 16;

// What the bytes 128 to 159 mean in windows-1252.
constexpr std::array<char32_t, 32> kWindows1252 = {
    0x20ac, ' ',    0x201a, 0x192,  0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,  0x2030, 0x160,
    0x2039, 0x152,  ' ',    0x17d,  ' ',    ' ',    0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x2dc,  0x2122, 0x161,  0x203a, 0x153,  ' ',    0x17e,  0x178};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNameChar(char c) { return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

char32_t Readable(std::uint32_t c) {
  if (c >= 0x80 && c < 0xa0) return kWindows1252[c - 0x80];
  const bool is_control = (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f;
  const bool is_character = c <= 0x10ffff && (c < 0xd800 || c >= 0xe000);
  return is_control || !is_character ? U' ' : static_cast<char32_t>(c);
}

// A reference at the beginning of the text: how many bytes it takes (0: it is none) and what it
// means.
struct Reference {
  std::size_t size = 0;
  char32_t character = 0;
};

Reference ReadNumber(std::string_view text) {
  const bool is_hex = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const std::size_t begin = is_hex ? 3 : 2;
  if (begin >= text.size()) return {};
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + begin, end, value, is_hex ? 16 : 10);
  auto size = static_cast<std::size_t>(stop - text.data());
  if (size == begin) return {};
  if (error != std::errc()) value = 0;
  if (size < text.size() && text[size] == ';') ++size;
  return {size, Readable(value)};
}

Reference ReadName(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && IsNameChar(text[end])) ++end;
  const bool is_closed = end < text.size() && text[end] == ';';
  if (const char32_t c = NamedEntity(text.substr(1, end - 1)); c != 0 && is_closed) {
    return {end + 1, c};
  }
  for (; end > 2; --end) {  // "&eacutet" is an e with an accent and a t.
    const char32_t c = NamedEntity(text.substr(1, end - 1));
    if (c != 0 && (c == '&' || c == '<' || c == '>' || c == '"' || (c >= 0xa0 && c <= 0xff))) {
      return {end, c};
    }
  }
  return {};
}

}  // namespace

char32_t NamedEntity(std::string_view name) {
  const auto it = std::ranges::lower_bound(kEntities, name, {}, &Entity::name);
  return it != kEntities.end() && it->name == name ? it->character : 0;
}

void AppendUtf8(char32_t c, std::string* out) {
  const auto byte = [&](char32_t bits) { *out += static_cast<char>(bits); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) {
    byte(0xc0 | c >> 6);
  } else if (c < 0x10000) {
    byte(0xe0 | c >> 12);
    byte(0x80 | (c >> 6 & 0x3f));
  } else {
    byte(0xf0 | c >> 18);
    byte(0x80 | (c >> 12 & 0x3f));
    byte(0x80 | (c >> 6 & 0x3f));
  }
  byte(0x80 | (c & 0x3f));
}

void AppendDecoded(std::string_view text, std::string* out) {
  for (;;) {
    const std::size_t mark = std::min(text.find('&'), text.size());
    out->append(text.substr(0, mark));
    text.remove_prefix(mark);
    if (text.empty()) return;
    const bool is_number = text.size() > 1 && text[1] == '#';
    const Reference reference = is_number ? ReadNumber(text) : ReadName(text);
    if (reference.size == 0) {
      *out += '&';
      text.remove_prefix(1);
    } else {
      if (reference.character != 0xad) AppendUtf8(reference.character, out);
      text.remove_prefix(reference.size);
    }
  }
}

std::string DecodeEntities(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendDecoded(text, &out);
  return out;
}

}  // namespace backfile
