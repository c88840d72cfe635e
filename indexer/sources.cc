// Sources, canonical and sorted.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/sources.h"

#include <fnmatch.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "article/digest.h"
#include "indexer/ledger.h"
#include "indexer/messages.h"
#include "indexer/spool.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// An absolute path without links, even of what is not there.
std::string Canonical(const std::string& path, bool may_be_missing) {
  if (path == kStandardInput) return path;
  std::error_code error;
  const fs::path found = fs::canonical(path, error);
  if (!error) return found.string();
  if (!may_be_missing)
    throw SystemError(ExitCode::kInput, path + " cannot be opened", error.value());
  std::string absolute = fs::weakly_canonical(fs::absolute(path), error).string();
  // Behind a link to itself, or a folder that cannot be entered.
  if (error) absolute = fs::absolute(path).lexically_normal().string();
  while (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  return absolute;
}

// A pattern without '/' is for names, one with it for paths below the source.
bool Matches(const std::string& pattern, const std::string& below) {
  const std::string name = fs::path(below).filename();
  const bool is_path = pattern.find('/') != std::string::npos;
  const std::string& text = is_path ? below : name;
  return fnmatch(pattern.c_str(), text.c_str(), is_path ? FNM_PATHNAME : 0) == 0;
}

bool MatchesAny(const std::vector<std::string>& patterns, const std::string& below) {
  return std::ranges::any_of(patterns,
                             [&](const auto& pattern) { return Matches(pattern, below); });
}

}  // namespace

FieldMap ReadFieldMap(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream toml;
  toml << file.rdbuf();
  if (!file) throw Error(ExitCode::kInput, path + " cannot be read");
  Result<FieldMap> parsed = ParseFieldMap(toml.str());
  if (!parsed) throw Error(ExitCode::kUsage, path + ": " + parsed.error());
  return std::move(*parsed);
}

void CheckFormats(const Config& config) {
  for (const SourceConfig& source : config.sources()) {
    if (source.format.empty() || FindFormat(source.format) != nullptr) continue;
    throw Error(ExitCode::kUsage, source.format_origin + ": no format is called " + source.format +
                                      "; backfile-formats(7) has the names");
  }
}

bool LiesIn(std::string_view path, std::string_view folder) {
  if (!path.starts_with(folder)) return false;
  return path.size() == folder.size() || folder.ends_with('/') || path[folder.size()] == '/';
}

Sources::Sources(std::vector<Source> sources, bool may_be_missing) : sources_(std::move(sources)) {
  std::error_code ignored;
  for (Source& source : sources_) {
    source.path = Canonical(source.path, may_be_missing);
    source.read.by_folder = fs::is_directory(source.path, ignored);
    source.read.root = source.path;
  }
  std::ranges::stable_sort(sources_, PathLess, &Source::path);
  const auto is_repeated = [](const Source& a, const Source& b) { return a.path == b.path; };
  sources_.erase(std::unique(sources_.begin(), sources_.end(), is_repeated), sources_.end());
  for (const Source& source : sources_) digests_.push_back(OptionsDigest(source.read));
}

std::vector<std::uint32_t> Sources::Roots() const {
  std::vector<std::uint32_t> roots;
  for (std::uint32_t i = 0; i < sources_.size(); ++i) {
    if (roots.empty() || !LiesIn(sources_[i].path, sources_[roots.back()].path)) roots.push_back(i);
  }
  return roots;
}

std::uint32_t Sources::Of(std::string_view path) const {
  for (auto i = static_cast<std::uint32_t>(sources_.size()); i-- > 0;) {
    if (LiesIn(path, sources_[i].path)) return i;
  }
  return 0;
}

bool Sources::Hold(std::string_view path) const {
  return std::ranges::any_of(sources_, [&](const Source& s) { return LiesIn(path, s.path); });
}

bool Portion::Holds(std::string_view path) const { return Digest(path) % of == number - 1; }

std::optional<Portion> ParsePortion(std::string_view text) {
  Portion portion;
  const char* end = text.data() + text.size();
  const auto [slash, wrong] = std::from_chars(text.data(), end, portion.number);
  if (wrong != std::errc() || slash == end || *slash != '/') return std::nullopt;
  const auto [rest, wrong_too] = std::from_chars(slash + 1, end, portion.of);
  const bool is_one = wrong_too == std::errc() && rest == end && portion.number >= 1;
  return is_one && portion.number <= portion.of ? std::optional(portion) : std::nullopt;
}

bool Sources::Want(std::string_view path, std::uint32_t number) const {
  const Source& source = sources_[number];
  if (!source.portion.Holds(path)) return false;
  if (source.globs.empty() && source.excludes.empty()) return true;
  std::string below(path.substr(std::min(path.size(), source.path.size())));
  while (below.starts_with('/')) below.erase(0, 1);
  if (below.empty()) return true;
  return (source.globs.empty() || MatchesAny(source.globs, below)) &&
         !MatchesAny(source.excludes, below);
}

std::vector<ReadOptions> Sources::read_options() const {
  std::vector<ReadOptions> options;
  for (const Source& source : sources_) options.push_back(source.read);
  return options;
}

}  // namespace backfile
