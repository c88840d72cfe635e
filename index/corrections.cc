// Corrections, read and applied.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/corrections.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>

#include "article/digest.h"
#include "article/json.h"
#include "article/problem.h"
#include "article/text.h"
#include "index/files.h"
#include "index/seal.h"

namespace backfile {

namespace {

constexpr const char* kFileName = "/corrections";

std::vector<std::string> SplitList(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    const std::string_view part = Trim(text.substr(0, end));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void SetPublished(const std::string& value, Article* article) {
  article->published = ParseIsoDate(value);
  article->published_basis = article->published ? DateBasis::kHand : DateBasis::kNone;
}

// Persons keep what the text says of them.
void SetPeople(const std::string& value, Article* article) {
  std::vector<Person> people;
  for (const std::string& name : SplitList(value)) {
    const auto known = std::ranges::find(article->people, name, &Person::name);
    people.push_back(known != article->people.end() ? *known
                                                    : Person{name, "", {}, Basis::kMetadata});
  }
  article->people = std::move(people);
}

constexpr std::array kStatuses = {Status::kUsable, Status::kEmbargoed, Status::kWithheld,
                                  Status::kCanceled};

void SetStatus(const std::string& value, Article* article) {
  const auto it = std::ranges::find(kStatuses, value, StatusName);
  if (it != kStatuses.end()) article->status = *it;
}

struct Key {
  std::string_view name;
  void (*set)(const std::string& value, Article* article);
};
constexpr std::array kKeys = {
    Key{"title", [](const std::string& v, Article* a) { a->title = v; }},
    Key{"subtitle", [](const std::string& v, Article* a) { a->subtitle = v; }},
    Key{"byline", [](const std::string& v, Article* a) { a->byline = SplitList(v); }},
    Key{"source", [](const std::string& v, Article* a) { a->source = v; }},
    Key{"published", SetPublished},
    Key{"section", [](const std::string& v, Article* a) { a->section = v; }},
    Key{"language", [](const std::string& v, Article* a) { a->language = v; }},
    Key{"people", SetPeople},
    Key{"organisations", [](const std::string& v, Article* a) { a->organisations = SplitList(v); }},
    Key{"places", [](const std::string& v, Article* a) { a->places = SplitList(v); }},
    Key{"subjects", [](const std::string& v, Article* a) { a->subjects = SplitList(v); }},
    Key{"status", SetStatus},
    Key{"url", [](const std::string& v, Article* a) { a->url = v; }},
};

const Key* FindKey(std::string_view name) {
  const auto it = std::ranges::find(kKeys, name, &Key::name);
  return it == kKeys.end() ? nullptr : &*it;
}

// Throws Error(kUsage) unless the key is one, and can have this value.
void RequireMeaning(const Amendment& amendment) {
  const auto refuse = [&](const std::string& what) {
    throw Error(ExitCode::kUsage, "amend: " + what);
  };
  const std::string& value = amendment.value;
  if (!IsAmendable(amendment.key)) {
    refuse("there is no \"" + amendment.key + "\" to set; there are " + AmendableKeys());
  }
  if (amendment.key == "published" && !value.empty() && !ParseIsoDate(value)) {
    refuse("\"" + value + "\" is no date; write 2018-06-05, 2018-06 or 2018");
  }
  if (amendment.key == "status" && std::ranges::count(kStatuses, value, StatusName) == 0) {
    refuse("\"" + value + "\" is no status; there are usable, embargoed, withheld and canceled");
  }
}

void AppendLine(const std::string& index_dir, const std::string& line) {
  ReplaceFile(index_dir + kFileName, ReadCorrectionsFile(index_dir) + Sealed(line) + "\n");
}

// What a line says.
struct Correction {
  std::uint64_t id = 0;
  std::optional<std::string> removed;  // With the reason.
  std::vector<Amendment> set;
};

// nullopt: it is damaged.
std::optional<Correction> ParseLine(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element line;
  std::string_view id;
  if (parser.parse(simdjson::padded_string(text)).get(line) != simdjson::SUCCESS) return {};
  if (line["id"].get(id) != simdjson::SUCCESS || !id.starts_with("bf:")) return {};
  if (!IsAsWritten(text, line, {"id", "set", "removed"})) return {};
  Correction correction{IdNumber(id), {}, {}};
  std::string_view value;
  if (line["removed"].get(value) == simdjson::SUCCESS) correction.removed = value;
  simdjson::dom::object set;
  if (line["set"].get(set) != simdjson::SUCCESS) return correction;
  for (const auto& [key, element] : set) {
    if (element.get(value) != simdjson::SUCCESS) return {};
    correction.set.push_back({std::string(key), std::string(value)});
  }
  return correction;
}

}  // namespace

bool IsAmendable(std::string_view key) { return FindKey(key) != nullptr; }

std::string AmendableKeys() {
  std::string names;
  for (const Key& key : kKeys) names += (names.empty() ? "" : ", ") + std::string(key.name);
  return names;
}

std::string ReadCorrectionsFile(const std::string& index_dir) {
  const std::string path = index_dir + kFileName;
  if (!std::filesystem::exists(path)) return "";
  return std::string(MappedFile(path).bytes());
}

Corrections Corrections::Read(const std::string& index_dir) {
  return Parse(ReadCorrectionsFile(index_dir));
}

Corrections Corrections::Parse(std::string_view lines) {
  Corrections corrections;
  for (int number = 1; !lines.empty(); ++number) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const auto line = ParseLine(lines.substr(0, end));
    lines.remove_prefix(std::min(end + 1, lines.size()));
    if (!line) {
      throw Error(ExitCode::kIndex, "line " + std::to_string(number) +
                                        " of the file of corrections is damaged; restore it from "
                                        "a backup");
    }
    if (line->removed) corrections.removed_[line->id] = *line->removed;
    if (!line->set.empty()) {
      std::ranges::copy(line->set, std::back_inserter(corrections.amended_[line->id]));
    }
  }
  return corrections;
}

bool Corrections::Apply(Article* article) const {
  const auto it = amended_.find(IdNumber(article->id));
  if (it == amended_.end()) return false;
  for (const Amendment& amendment : it->second) {
    const Key* key = FindKey(amendment.key);
    if (key == nullptr) continue;  // Of a newer version.
    key->set(amendment.value, article);
    const std::string note = "its " + amendment.key + " was corrected by hand";
    if (std::ranges::count(article->notes, note) == 0) article->notes.push_back(note);
  }
  return true;
}

void Corrections::Amend(const std::string& index_dir, std::uint64_t id,
                        const std::vector<Amendment>& amendments) {
  std::string set;
  JsonObject values(&set);
  for (const Amendment& amendment : amendments) {
    RequireMeaning(amendment);
    values.Text(amendment.key, amendment.value);
  }
  values.Close();
  std::string line;
  JsonObject json(&line);
  json.Text("id", "bf:" + Hex16(id));
  json.Raw("set", set);
  json.Close();
  AppendLine(index_dir, line);
}

void Corrections::ForgetValues(const std::string& index_dir, std::uint64_t id) {
  const std::string before = ReadCorrectionsFile(index_dir);
  const std::string beginning = "{\"id\":\"bf:" + Hex16(id) + "\",\"set\":";
  std::string after;
  for (std::string_view rest = before; !rest.empty();) {
    const std::string_view line = rest.substr(0, std::min(rest.find('\n'), rest.size() - 1) + 1);
    if (!line.starts_with(beginning)) after += line;
    rest.remove_prefix(line.size());
  }
  if (after != before) ReplaceFile(index_dir + kFileName, after);
}

void Corrections::Remove(const std::string& index_dir, std::uint64_t id,
                         const std::string& reason) {
  std::string line;
  JsonObject json(&line);
  json.Text("id", "bf:" + Hex16(id));
  json.Text("removed", reason);
  json.Close();
  AppendLine(index_dir, line);
}

}  // namespace backfile
