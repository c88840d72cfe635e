// A TOML table of paths.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/field_map.h"

#include <toml++/toml.h>

#include "formats/json_keys.h"

namespace backfile {

namespace {

std::string InLine(const toml::source_region& source, std::string_view what) {
  return "line " + std::to_string(source.begin.line) + ": " + std::string(what);
}

// A path, or a list of them.
bool TakePaths(const toml::node& node, std::vector<std::string>* paths) {
  if (const auto path = node.value<std::string>()) paths->push_back(*path);
  if (const toml::array* list = node.as_array()) {
    for (const toml::node& one : *list) {
      if (!TakePaths(one, paths)) return false;
    }
  }
  return !paths->empty();
}

}  // namespace

Result<FieldMap> ParseFieldMap(std::string_view toml) {
  toml::table table;
  try {
    table = toml::parse(toml);
  } catch (const toml::parse_error& error) {
    return Failure(InLine(error.source(), error.description()));
  }
  FieldMap map;
  for (const auto& [key, node] : table) {
    FieldMap::Entry entry{std::string(key.str()), {}};
    if (!IsFieldName(entry.field)) {
      return Failure(InLine(key.source(), "there is no field \"" + entry.field + "\""));
    }
    if (!TakePaths(node, &entry.paths)) {
      return Failure(
          InLine(node.source(), "\"" + entry.field + "\" needs a path or a list of them"));
    }
    map.entries.push_back(std::move(entry));
  }
  if (map.entries.empty()) return Failure("it places no field");
  return map;
}

}  // namespace backfile
