// TOML by toml++, held against the table of settings.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/config.h"

#define TOML_EXCEPTIONS 1
#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <limits>

#include "article/charset.h"
#include "article/problem.h"
#include "article/units.h"
#include "article/zone.h"

namespace backfile {

namespace {

constexpr std::array kSettings = {
    Setting{"index", "", SettingKind::kText, "", "Folder of the index"},
    Setting{"update.jobs", "--jobs", SettingKind::kCount, "0",
            "Processes that build; 0: one a core"},
    Setting{"update.memory", "--memory", SettingKind::kSize, "none",
            "Memory for all processes together"},
    Setting{"update.settle", "--settle", SettingKind::kDuration, "2s",
            "Leave a file alone that changed less than this ago"},
    Setting{"update.max_delete", "--max-delete", SettingKind::kShare, "5%",
            "Refuse to delete more than this share of the articles in one run"},
    Setting{"update.min_free", "--min-free", SettingKind::kShare, "2%",
            "Refuse to write if less than this share of the disk is free"},
    Setting{"update.keep", "--keep", SettingKind::kCount, "2", "Generations of the index to keep"},
    Setting{"update.fold_time", "--fold-time", SettingKind::kDuration, "1h",
            "Give up merging segments after so long"},
    Setting{"update.wait_lock", "--wait-lock", SettingKind::kDuration, "0s",
            "How long to wait for another run to end"},
    Setting{"update.timeout", "--timeout", SettingKind::kDuration, "10s",
            "End a process that makes no progress for this long"},
    Setting{"update.writer", "--writer", SettingKind::kText, "auto",
            "What writes segments: direct, api (Xapian's own), or auto"},
    Setting{"update.checkpoint", "--checkpoint", SettingKind::kSize, "1G",
            "Keep what is done, should the run be killed, after so much input"},
    Setting{"report.file", "--report", SettingKind::kText, "",
            "Write a line of JSON for each input here"},
    Setting{"report.keep", "--report-keep", SettingKind::kCount, "30", "Reports to keep"},
    Setting{"report.metrics", "--metrics", SettingKind::kText, "",
            "Write metrics for Prometheus here"},
    Setting{"alerts.sendmail", "", SettingKind::kText, "/usr/sbin/sendmail",
            "Program that sends the mails of alerts"},
    Setting{"limits.member", "--max-member", SettingKind::kSize, "100M",
            "Largest member of an archive"},
    Setting{"limits.record", "--max-record", SettingKind::kSize, "100M",
            "Largest record of a stream, such as a line of JSON or a mail"},
    Setting{"limits.text", "--max-text", SettingKind::kSize, "20M", "Largest text of one article"},
    Setting{"limits.title", "--max-title", SettingKind::kSize, "1k",
            "Longest title of one article"},
    Setting{"limits.header", "--max-header", SettingKind::kSize, "64k",
            "Longest line of a web archive's or mail's header"},
    Setting{"limits.archive", "--max-archive", SettingKind::kSize, "200G",
            "Most that may come out of one archive"},
    Setting{"limits.ratio", "--max-ratio", SettingKind::kCount, "100",
            "Most times its size an archive may grow"},
    Setting{"limits.ratio_after", "--ratio-after", SettingKind::kSize, "10M",
            "Output of an archive from which on that counts"},
    Setting{"limits.worker", "--max-worker", SettingKind::kSize, "1G",
            "Memory of one process that reads archives"},
    Setting{"limits.entries", "--max-entries", SettingKind::kCount, "10000000",
            "Members of one archive"},
    Setting{"limits.nesting", "--max-nesting", SettingKind::kCount, "10",
            "Archives within archives"},
    Setting{"limits.filters", "--max-filters", SettingKind::kCount, "2",
            "Compressions on top of one another"},
    Setting{"limits.xml_depth", "--max-xml-depth", SettingKind::kCount, "100",
            "Elements of XML within one another"},
    Setting{"limits.json_depth", "--max-json-depth", SettingKind::kCount, "256",
            "Objects and lists of JSON within one another"},
    Setting{"limits.html_depth", "--max-html-depth", SettingKind::kCount, "512",
            "Elements of HTML within one another"},
    Setting{"limits.mime_depth", "--max-mime-depth", SettingKind::kCount, "50",
            "Parts of a mail within one another"},
};

const Setting* FindSetting(std::string_view key) {
  const auto it = std::ranges::find(kSettings, key, &Setting::key);
  return it == kSettings.end() ? nullptr : &*it;
}

std::optional<std::int64_t> ParseCount(std::string_view text) {
  const auto count = ParseSize(text, -1);
  if (!count || *count < 0 || *count > std::numeric_limits<int>::max()) return std::nullopt;
  return count;
}

bool IsOfKind(SettingKind kind, std::string_view text) {
  switch (kind) {
    case SettingKind::kText:
      return true;
    case SettingKind::kCount:
      return ParseCount(text).has_value();
    case SettingKind::kSize:
      return ParseSize(text, 0).has_value();
    case SettingKind::kDuration:
      return ParseDuration(text).has_value();
    case SettingKind::kShare:
      return ParseShare(text).has_value();
  }
  return false;
}

const char* Wanted(SettingKind kind) {
  switch (kind) {
    case SettingKind::kText:
      return "a text";
    case SettingKind::kCount:
      return "a whole number";
    case SettingKind::kSize:
      return "a size such as 512M";
    case SettingKind::kDuration:
      return "a time such as 30s";
    case SettingKind::kShare:
      return "a share such as 5%";
  }
  return "";
}

// How many letters must change to make one of the other (Levenshtein 1966), for "did you mean".
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

std::string Nearest(std::string_view key, const std::vector<std::string_view>& known) {
  const auto nearest = std::ranges::min_element(
      known, {}, [&](std::string_view other) { return Distance(key, other); });
  return std::string(*nearest);
}

std::string At(const std::string& path, const toml::node& node) {
  return path + ":" + std::to_string(node.source().begin.line);
}

[[noreturn]] void Fail(const std::string& where, const std::string& what) {
  throw Error(ExitCode::kUsage, where + ": " + what);
}

// A scalar as the text that it would be in quotes.
std::string ScalarText(const toml::node& node, const std::string& where) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  if (const auto* number = node.as_floating_point()) return std::to_string(number->get());
  if (const auto* flag = node.as_boolean()) return flag->get() ? "true" : "false";
  Fail(where, "a text or a number is wanted here");
}

std::vector<std::string> TextList(const toml::node& node, const std::string& path) {
  std::vector<std::string> texts;
  const toml::array* list = node.as_array();
  if (list == nullptr) return {ScalarText(node, At(path, node))};
  for (const toml::node& one : *list) texts.push_back(ScalarText(one, At(path, one)));
  return texts;
}

// The keys of a [[source]] that are one text each.
struct SourceKey {
  std::string_view name;
  std::string SourceConfig::*text;
};
constexpr std::array kSourceKeys = {
    SourceKey{"name", &SourceConfig::name},     SourceKey{"path", &SourceConfig::path},
    SourceKey{"format", &SourceConfig::format}, SourceKey{"outlet", &SourceConfig::outlet},
    SourceKey{"zone", &SourceConfig::zone},     SourceKey{"charset", &SourceConfig::charset},
    SourceKey{"map", &SourceConfig::map},
};

// What is wrong with a name that must be one of those that are known; empty: nothing.
std::string Fault(std::string_view key, const std::string& name) {
  if (key == "zone" && !name.empty()) return ZoneFault(name);
  if (key == "charset" && !name.empty()) return CharsetFault(name);
  return "";
}

void ReadSections(const toml::node& node, const std::string& path, SourceConfig* source) {
  const toml::table* table = node.as_table();
  if (table == nullptr)
    Fail(At(path, node), "sections = { \"sport/*\" = \"Sport\", ... } is wanted");
  for (const auto& [pattern, name] : *table) {
    source->sections.emplace_back(std::string(pattern.str()), ScalarText(name, At(path, name)));
  }
}

void ReadSourceKey(std::string_view key, const toml::node& node, const std::string& path,
                   SourceConfig* source) {
  const auto it = std::ranges::find(kSourceKeys, key, &SourceKey::name);
  if (it != kSourceKeys.end()) {
    const std::string where = At(path, node);
    const std::string& text = source->*(it->text) = ScalarText(node, where);
    if (const std::string fault = Fault(key, text); !fault.empty()) Fail(where, fault);
    if (key == "format") source->format_origin = where;
  } else if (key == "glob") {
    source->globs = TextList(node, path);
  } else if (key == "exclude") {
    source->excludes = TextList(node, path);
  } else if (key == "sections") {
    ReadSections(node, path, source);
  } else {
    std::vector<std::string_view> known = {"glob", "exclude", "sections"};
    for (const SourceKey& k : kSourceKeys) known.push_back(k.name);
    Fail(At(path, node), "unknown key `" + std::string(key) + "` in a source; did you mean `" +
                             Nearest(key, known) + "`?");
  }
}

SourceConfig ReadSource(const toml::node& node, const std::string& path) {
  const toml::table* table = node.as_table();
  if (table == nullptr) Fail(At(path, node), "[[source]] is wanted");
  SourceConfig source;
  source.origin = At(path, node);
  for (const auto& [key, value] : *table) ReadSourceKey(key.str(), value, path, &source);
  if (source.name.empty() || source.path.empty()) {
    Fail(source.origin, "a source needs a name and a path");
  }
  // A path is relative to the file that names it.
  source.path = (std::filesystem::path(path).parent_path() / source.path).lexically_normal();
  return source;
}

std::vector<SourceConfig> ReadSources(const toml::node& node, const std::string& path) {
  const toml::array* list = node.as_array();
  if (list == nullptr) Fail(At(path, node), "[[source]] is wanted, in double brackets");
  std::vector<SourceConfig> sources;
  for (const toml::node& one : *list) sources.push_back(ReadSource(one, path));
  return sources;
}

// By which two sources of one place are told: without links, and without a '/' at the end.
std::string Place(const SourceConfig& source) {
  std::error_code ignored;
  std::string place = std::filesystem::weakly_canonical(source.path, ignored).string();
  if (place.empty()) place = source.path;
  while (place.size() > 1 && place.ends_with('/')) place.pop_back();
  return place;
}

// `key` gives what no two sources may have in common.
template <class Key>
void RefuseTwins(const std::vector<SourceConfig>& sources, const char* what, Key key) {
  std::map<std::string, const SourceConfig*> known;
  for (const SourceConfig& source : sources) {
    const auto [twin, is_new] = known.emplace(key(source), &source);
    if (is_new) continue;
    Fail(source.origin, "the source `" + source.name + "` has the same " + what + " as `" +
                            twin->second->name + "` (" + twin->second->origin + ")");
  }
}

std::string VariableName(std::string_view key) {
  std::string name = "BACKFILE_";
  for (const char c : key) {
    name += c == '.' ? '_' : c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
  }
  return name;
}

}  // namespace

std::span<const Setting> Settings() { return kSettings; }

Config::Config() {
  for (const Setting& setting : kSettings) {
    values_[std::string(setting.key)] = {std::string(setting.default_text), "default"};
  }
}

void Config::Set(std::string_view key, std::string text, std::string origin) {
  const Setting* setting = FindSetting(key);
  if (setting == nullptr) {
    std::vector<std::string_view> known;
    for (const Setting& s : kSettings) known.push_back(s.key);
    Fail(origin,
         "unknown key `" + std::string(key) + "`; did you mean `" + Nearest(key, known) + "`?");
  }
  if (!IsOfKind(setting->kind, text)) {
    Fail(origin,
         "`" + std::string(key) + "` takes " + Wanted(setting->kind) + ", not `" + text + "`");
  }
  values_[std::string(key)] = {std::move(text), std::move(origin)};
}

void Config::TakeSources(std::vector<SourceConfig> sources) {
  RefuseTwins(sources, "name", [](const auto& source) { return source.name; });
  for (SourceConfig& source : sources) {
    std::erase_if(sources_, [&](const auto& old) { return old.name == source.name; });
    sources_.push_back(std::move(source));
  }
  RefuseTwins(sources_, "path", Place);
}

void Config::ReadFile(const std::string& path) {
  // Reading a folder as if it were a file gives nothing, and no error.
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    Fail(path, "a file in TOML is wanted, not a folder");
  toml::table root;
  try {
    root = toml::parse_file(path);
  } catch (const toml::parse_error& error) {
    Fail(path + ":" + std::to_string(error.source().begin.line), std::string(error.description()));
  }
  for (const auto& [key, node] : root) {
    if (key.str() == "source") {
      TakeSources(ReadSources(node, path));
    } else if (const toml::table* section = node.as_table()) {
      for (const auto& [inner, value] : *section) {
        const std::string where = At(path, value);
        Set(std::string(key.str()) + "." + std::string(inner.str()), ScalarText(value, where),
            where);
      }
    } else {
      Set(key.str(), ScalarText(node, At(path, node)), At(path, node));
    }
  }
}

void Config::ReadEnvironment(const std::function<const char*(const char*)>& get) {
  for (const Setting& setting : kSettings) {
    const std::string name = VariableName(setting.key);
    if (const char* value = get(name.c_str())) Set(setting.key, value, "environment " + name);
  }
}

const std::string& Config::Text(std::string_view key) const {
  return values_.find(key)->second.text;
}
const std::string& Config::Origin(std::string_view key) const {
  return values_.find(key)->second.origin;
}
std::int64_t Config::Count(std::string_view key) const { return ParseCount(Text(key)).value_or(0); }
std::int64_t Config::Size(std::string_view key) const {
  return ParseSize(Text(key), std::numeric_limits<std::int64_t>::max()).value_or(0);
}
std::chrono::seconds Config::Duration(std::string_view key) const {
  return ParseDuration(Text(key)).value_or(std::chrono::seconds(0));
}
double Config::Share(std::string_view key) const { return ParseShare(Text(key)).value_or(0); }

std::vector<std::string> StandardConfigFiles() {
  const char* xdg = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  std::vector<std::string> files = {"/etc/backfile/backfile.toml"};
  if (xdg != nullptr && *xdg != '\0') {
    files.push_back(std::string(xdg) + "/backfile/backfile.toml");
  } else if (home != nullptr) {
    files.push_back(std::string(home) + "/.config/backfile/backfile.toml");
  }
  std::erase_if(files, [](const std::string& file) { return access(file.c_str(), F_OK) != 0; });
  return files;
}

Config LoadConfig(const std::string& given) {
  Config config;
  for (const std::string& file : StandardConfigFiles()) config.ReadFile(file);
  if (!given.empty()) config.ReadFile(std::filesystem::absolute(given));
  config.ReadEnvironment([](const char* name) { return std::getenv(name); });
  return config;
}

}  // namespace backfile
