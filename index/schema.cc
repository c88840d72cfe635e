// Values and terms in the form that they have on disk.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/schema.h"

namespace backfile {

std::string DayValue(std::int32_t day) {
  const std::uint32_t shifted = static_cast<std::uint32_t>(day) ^ 0x80000000U;
  std::string value(4, '\0');
  for (std::size_t i = 0; i < 4; ++i) value[i] = static_cast<char>(shifted >> (24 - 8 * i) & 0xff);
  return value;
}

std::string_view CutTerm(std::string_view term) {
  std::size_t cost = 0;
  std::size_t end = 0;
  for (; end < term.size(); ++end) {
    cost += term[end] == '\0' ? 2 : 1;
    if (cost > kMaxTermBytes) break;
  }
  if (end == term.size()) return term;
  while (end > 0 && (term[end] & 0xc0) == 0x80) --end;
  return term.substr(0, end);
}

}  // namespace backfile
