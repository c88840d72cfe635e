// Reading amounts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/units.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "article/text.h"

namespace backfile {

namespace {

// The number at the beginning of `*text`, which moves behind it.
std::optional<double> TakeNumber(std::string_view* text) {
  double number = 0;
  const auto [end, error] =
      std::from_chars(text->data(), text->data() + text->size(), number, std::chars_format::fixed);
  if (error != std::errc() || !(number >= 0)) return std::nullopt;
  text->remove_prefix(static_cast<std::size_t>(end - text->data()));
  *text = Trim(*text);
  return number;
}

struct Unit {
  std::string_view name;
  double factor;
};
constexpr std::array kSizes = {
    Unit{"", 1},         Unit{"k", 1e3},         Unit{"m", 1e6},
    Unit{"g", 1e9},      Unit{"t", 1e12},        Unit{"ki", 1024},
    Unit{"mi", 1048576}, Unit{"gi", 1073741824}, Unit{"ti", 1099511627776}};
constexpr std::array kTimes = {Unit{"", 1}, Unit{"s", 1}, Unit{"m", 60}, Unit{"h", 3600},
                               Unit{"d", 86400}};

template <std::size_t N>
std::optional<std::int64_t> WithUnit(std::string_view text, const std::array<Unit, N>& units) {
  text = Trim(text);
  const auto number = TakeNumber(&text);
  if (!number) return std::nullopt;
  const std::string name = FoldForCompare(text);
  for (const Unit& unit : units) {
    const double value = *number * unit.factor;
    if (unit.name == name && value < 9.2e18) return static_cast<std::int64_t>(std::llround(value));
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> ParseSize(std::string_view text, std::int64_t none) {
  text = Trim(text);
  if (text == "none") return none;
  if (text.ends_with('B') || text.ends_with('b')) text.remove_suffix(1);
  return WithUnit(text, kSizes);
}

std::optional<std::chrono::seconds> ParseDuration(std::string_view text) {
  const auto seconds = WithUnit(text, kTimes);
  if (!seconds) return std::nullopt;
  return std::chrono::seconds(*seconds);
}

std::optional<double> ParseShare(std::string_view text) {
  text = Trim(text);
  if (text == "none") return 1;
  const auto number = TakeNumber(&text);
  if (!number || (text != "%" && !text.empty())) return std::nullopt;
  const double share = text == "%" ? *number / 100 : *number;
  if (share > 1) return std::nullopt;
  return share;
}

std::string Digits(std::int64_t number, std::size_t width) {
  const std::string digits = std::to_string(number);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

}  // namespace backfile
