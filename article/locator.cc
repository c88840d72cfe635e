// Locators in words.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/locator.h"

#include "article/bytes.h"
#include "article/text.h"

namespace backfile {

namespace {

void PackOptionalNumber(const std::optional<std::int64_t>& number, ByteWriter* out) {
  out->Number(number ? static_cast<std::uint64_t>(*number) + 1 : 0);
}

std::optional<std::int64_t> UnpackOptionalNumber(ByteReader* in) {
  const std::uint64_t number = in->Number();
  if (number == 0) return std::nullopt;
  return static_cast<std::int64_t>(number - 1);
}

}  // namespace

void PackLocator(const Locator& locator, ByteWriter* out) {
  out->Sequence(locator.members, [&](const std::string& member) { out->Text(member); });
  PackOptionalNumber(locator.offset, out);
  PackOptionalNumber(locator.length, out);
}

Locator UnpackLocator(ByteReader* in) {
  Locator locator;
  for (std::size_t n = in->Count(); n > 0 && in->ok(); --n)
    locator.members.emplace_back(in->Text());
  locator.offset = UnpackOptionalNumber(in);
  locator.length = UnpackOptionalNumber(in);
  return locator;
}

std::string ToString(const Locator& locator) {
  std::string text = Printable(locator.archive);
  for (const std::string& member : locator.members) text += " » " + Printable(member);
  if (locator.offset) text += " @" + std::to_string(*locator.offset);
  return text;
}

}  // namespace backfile
