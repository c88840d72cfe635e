// people.tsv read and asked.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/person_table.h"

#include <algorithm>
#include <utility>

#include "article/person_name.h"
#include "article/text.h"

namespace backfile {

Result<PersonTable> PersonTable::Parse(std::string_view text) {
  PersonTable table;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::string where = "Line " + std::to_string(line_number) + ": ";
    if (!IsValidUtf8(line)) return Failure(where + "This is not UTF-8.");
    const std::vector<std::string> forms = SplitList(line, "\t\r");
    if (forms.empty() || forms.front().starts_with('#')) continue;
    const std::string canonical = forms.front() == "-" ? "" : forms.front();
    for (const std::string& form : forms) {
      if (form == "-") continue;
      if (!canonical.empty()) table.forms_[canonical].push_back(form);
      const auto [it, is_new] = table.canonical_.emplace(PersonKey(form), canonical);
      if (!is_new && it->second != canonical) {
        return Failure(where + "\"" + form + "\" stands for " +
                       (it->second.empty() ? "no person" : "\"" + it->second + "\"") +
                       " in an earlier line.");
      }
    }
  }
  return table;
}

std::string PersonTable::Canonical(std::string_view name) const {
  if (canonical_.empty()) return std::string(name);
  const auto it = canonical_.find(PersonKey(name));
  return it == canonical_.end() ? std::string(name) : it->second;
}

std::vector<std::string> PersonTable::FormsOf(std::string_view name) const {
  const auto it = forms_.find(Canonical(name));
  return it == forms_.end() ? std::vector<std::string>() : it->second;
}

std::string PersonTable::ArchiveKey(std::string_view name) const {
  PersonName parsed = ParsePersonName(Canonical(name));
  if (parsed.empty()) return {};
  if (const std::string& first = parsed.first_key(); parsed.keys.size() > 1) {
    if (std::string longer = LongFirstName(first); longer != first) {
      parsed.parts.front() = std::move(longer);
    }
  }
  return PersonKey(parsed.ToString());
}

}  // namespace backfile
