// A digest behind a comma.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/seal.h"

#include <simdjson.h>

#include <algorithm>

#include "article/digest.h"

namespace backfile {

namespace {

constexpr std::string_view kKey = ",\"digest\":\"";

std::string Seal(std::string_view before) {
  return std::string(kKey) + Hex16(Digest(before)) + "\"}";
}

}  // namespace

std::string Sealed(std::string_view object) {
  object.remove_suffix(1);
  return std::string(object) + Seal(object);
}

bool IsAsWritten(std::string_view text, const simdjson::dom::element& object,
                 std::initializer_list<std::string_view> first_keys) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  const std::size_t end = std::min(text.rfind(kKey), text.size());
  if (text.substr(end) == Seal(text.substr(0, end))) return true;
  const simdjson::dom::object keys = object;
  return std::ranges::all_of(keys, [&](const auto& field) {
    return std::ranges::find(first_keys, field.key) != first_keys.end();
  });
}

}  // namespace backfile
