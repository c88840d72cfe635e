// Locators in words.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/locator.h"

#include "article/text.h"

namespace backfile {

std::string ToString(const Locator& locator) {
  std::string text = Printable(locator.archive);
  for (const std::string& member : locator.members) text += " » " + Printable(member);
  if (locator.offset) text += " @" + std::to_string(*locator.offset);
  return text;
}

}  // namespace backfile
