// Countries looked up by their folded names.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/place_names.h"

#include <algorithm>
#include <unordered_map>

#include "article/countries.h"
#include "article/person_name.h"
#include "article/text.h"

namespace backfile {

namespace {

using Countries = std::unordered_map<std::string, std::string_view>;

Countries ReadCountries() {
  Countries countries;
  for (std::string_view rest = kCountries; !rest.empty();) {
    const std::size_t line_end = rest.find('\n');
    const std::string_view line = rest.substr(0, line_end);
    const std::string_view country = line.substr(0, line.find('|'));
    for (const std::string& name : SplitList(line, "|")) {
      countries.emplace(FoldForCompare(name), country);
    }
    rest.remove_prefix(line_end + 1);
  }
  return countries;
}

std::string_view WithoutThe(std::string_view name) {
  if (name.size() < 5) return name;
  const bool has =
      (name.starts_with("the ") || name.starts_with("The ") || name.starts_with("THE "));
  return has ? name.substr(4) : name;
}

}  // namespace

std::string_view CountryOf(std::string_view name) {
  static const Countries countries = ReadCountries();
  if (name.size() > 40) return {};
  // "us" and "them": only capitals make it a country.
  if (name == "us" || name == "Us") return {};
  const auto it = countries.find(FoldForCompare(WithoutThe(name)));
  return it == countries.end() ? std::string_view() : it->second;
}

std::string CanonicalPlace(std::string_view name) {
  if (const std::string_view country = CountryOf(name); !country.empty()) {
    return std::string(country);
  }
  std::string place;
  if (name.starts_with("the ")) name.remove_prefix(4);  // But "The Hague".
  for (const std::string& word : SplitList(name, " ")) {
    if (!place.empty()) place += ' ';
    // "RAQQA" shouts, "DC" does not.
    place += word.size() > 3 ? WithSmallLetters(word) : word;
  }
  return place;
}

}  // namespace backfile
