// Zones of ICU, whose table of them is built in: no file is opened.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/zone.h"

#include <unicode/timezone.h>

#include <cstdint>
#include <memory>

namespace backfile {

namespace {

icu::UnicodeString IcuText(std::string_view text) {
  return icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())});
}

}  // namespace

bool IsKnownZone(std::string_view name) {
  if (name == "UTC" || name == "GMT") return true;
  if (name.find('/') == std::string_view::npos || name == "Etc/Unknown") return false;
  icu::UnicodeString canonical;
  UBool is_system = 0;
  UErrorCode status = U_ZERO_ERROR;
  icu::TimeZone::getCanonicalID(IcuText(name), canonical, is_system, status);
  return U_SUCCESS(status) && is_system;
}

std::string ZoneFault(const std::string& name) {
  return IsKnownZone(name) ? "" : "no time zone is called " + name + "; try Europe/London";
}

PartialDate::Offset OffsetAt(std::string_view zone, std::chrono::local_seconds wall) {
  if (!IsKnownZone(zone)) return std::nullopt;
  const std::unique_ptr<icu::TimeZone> clocks(icu::TimeZone::createTimeZone(IcuText(zone)));
  const auto milliseconds = std::chrono::duration<double, std::milli>(wall.time_since_epoch());
  std::int32_t raw = 0;
  std::int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  clocks->getOffset(milliseconds.count(), 1, raw, summer, status);
  if (U_FAILURE(status)) return std::nullopt;
  return std::chrono::round<std::chrono::minutes>(std::chrono::milliseconds(raw + summer));
}

}  // namespace backfile
