// The configuration of both programs: backfile.toml, the environment, the command line.
//
// Read in this order, the later beating the earlier: /etc/backfile/backfile.toml,
// $XDG_CONFIG_HOME/backfile/backfile.toml (default ~/.config), the file given by --config,
// environment variables BACKFILE_SECTION_KEY, options. Where each value came from is kept, so that
// `config show --origin` can say it. The manual page backfile.toml(5) describes every key.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

enum class SettingKind { kText, kCount, kSize, kDuration, kShare };

// A key, "section.key" as in the file, with its default as it would be written there.
struct Setting {
  std::string_view key;
  std::string_view option;  // Of `backfile-index update`; empty: none.
  SettingKind kind;
  std::string_view default_text;
  std::string_view help;
};
std::span<const Setting> Settings();

// One [[source]]: a place where articles arrive.
struct SourceConfig {
  std::string name;                   // Unique; in reports and metrics.
  std::string path;                   // A file or a folder; absolute.
  std::vector<std::string> globs;     // Files taken in, by name or path below `path`; empty: all.
  std::vector<std::string> excludes;  // Files left out.
  std::string format;                 // Read as this format; empty: told from the content.
  std::string format_origin;          // Which formats there are is not known here.
  std::string outlet;                 // Article::source where the article does not say.
  std::string zone;                   // IsKnownZone(), of times without one.
  std::string charset;                // IsKnownCharset().
  std::string map;                    // Mapping file for a dialect of JSON.
  std::vector<std::pair<std::string, std::string>> sections;  // Path pattern, section name.
  std::string origin;                                         // "/etc/backfile/backfile.toml:12"
};

class Config {
 public:
  Config();  // Defaults.

  // Reads one file over what is there. Sources add up; one of the same name in an earlier file is
  // replaced. Throws Error(kUsage) naming file and line: unreadable, not TOML, an unknown key (with
  // the nearest known one), a value of the wrong kind, two sources of one name or path.
  void ReadFile(const std::string& path);
  // Takes BACKFILE_* variables whose names are those of settings.
  void ReadEnvironment(const std::function<const char*(const char*)>& get);
  // An option of the command line. Requires: the key exists. Throws Error(kUsage).
  void Set(std::string_view key, std::string text, std::string origin);

  // Requires: the key exists and is of that kind.
  const std::string& Text(std::string_view key) const;
  std::int64_t Count(std::string_view key) const;
  std::int64_t Size(std::string_view key) const;  // "none" is the largest number.
  std::chrono::seconds Duration(std::string_view key) const;
  double Share(std::string_view key) const;
  const std::string& Origin(std::string_view key) const;  // "default", "environment", "FILE:LINE"
  const std::vector<SourceConfig>& sources() const { return sources_; }

 private:
  void TakeSources(std::vector<SourceConfig> sources);

  struct Value {
    std::string text;
    std::string origin;
  };
  std::map<std::string, Value, std::less<>> values_;
  std::vector<SourceConfig> sources_;
};

// The files that exist of those that are read unasked, in their order.
std::vector<std::string> StandardConfigFiles();
// All of it: standard files, then `given` (must exist if not empty), then the environment.
Config LoadConfig(const std::string& given);

}  // namespace backfile
