// `init`, `config show` and `rollback`.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "article/text.h"
#include "index/check.h"
#include "index/lock.h"
#include "index/segments.h"
#include "indexer/enforcement.h"
#include "indexer/indexer.h"
#include "indexer/sources.h"

namespace backfile {

namespace fs = std::filesystem;

namespace {

// As a TOML string.
std::string Quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string List(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) {
    if (out.size() > 1) out += ", ";
    out += Quoted(text);
  }
  return out + "]";
}

void PrintText(const char* key, const std::string& text) {
  if (!text.empty()) std::cout << key << " = " << Quoted(text) << "\n";
}

void PrintSource(const SourceConfig& source, bool origins) {
  std::cout << "\n[[source]]" << (origins ? "  # " + source.origin : "") << "\n";
  PrintText("name", source.name);
  PrintText("path", source.path);
  if (!source.globs.empty()) std::cout << "glob = " << List(source.globs) << "\n";
  if (!source.excludes.empty()) std::cout << "exclude = " << List(source.excludes) << "\n";
  PrintText("format", source.format);
  PrintText("outlet", source.outlet);
  PrintText("zone", source.zone);
  PrintText("charset", source.charset);
  PrintText("map", source.map);
  if (source.sections.empty()) return;
  std::cout << "sections = { ";
  for (const auto& [pattern, section] : source.sections) {
    const bool first = &pattern == &source.sections.front().first;
    std::cout << (first ? "" : ", ") << Quoted(pattern) << " = " << Quoted(section);
  }
  std::cout << " }\n";
}

// A folder that is no link to what lies below `root` anyway.
bool IsFolder(const fs::directory_entry& entry, const std::string& root) {
  std::error_code error;
  if (!entry.is_directory(error)) return false;
  return !entry.is_symlink(error) || !LiesIn(fs::canonical(entry.path(), error).string(), root);
}

// Its folders are sources; it is one itself if files lie beside them, or nothing is there yet.
std::vector<std::string> SourcesIn(const std::string& folder) {
  std::vector<std::string> sources;
  bool has_files = false;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const std::string name = entry.path().filename();
    if (name.starts_with('.')) continue;
    if (IsFolder(entry, folder)) sources.push_back(entry.path());
    has_files = has_files || entry.is_regular_file();
  }
  if (has_files || sources.empty()) sources.push_back(folder);
  std::ranges::sort(sources);
  return sources;
}

// A folder may bear the name of the one that it lies in, which may be a source, too.
std::string NameOf(const fs::path& source, const fs::path& root) {
  const fs::path name = source.filename();
  return source != root && name == root.filename() ? root.filename() / name : name;
}

void WriteSource(std::ostream& out, const std::string& path, const std::string& name) {
  out << "\n[[source]]\n"
      << "name = " << Quoted(name) << "\n"
      << "path = " << Quoted(path) << "\n"
      << "# glob = [\"*.tar.gz\", \"2024/*.xml\"]   # only these files\n"
      << "# exclude = [\"*.log\"]\n"
      << "# outlet = \"The Guardian\"              # source of articles that do not say theirs\n"
      << "# zone = \"Europe/London\"               # of times that do not say theirs\n"
      << "# format = \"nitf\"                      # do not look, read as this\n"
      << "# sections = { \"sport/*\" = \"Sport\" }\n";
}

void WriteSettings(std::ostream& out, const std::string& index) {
  out << "# The configuration of Backfile; backfile.toml(5) describes every key.\n"
      << "index = " << Quoted(index) << "\n\n";
  std::string section;
  for (const Setting& setting : Settings()) {
    const std::size_t dot = setting.key.find('.');
    if (dot == std::string_view::npos) continue;
    const std::string now(setting.key.substr(0, dot));
    if (now != section) out << "[" << now << "]\n";
    section = now;
    out << "# " << setting.key.substr(dot + 1) << " = " << Quoted(setting.default_text) << "  # "
        << setting.help << "\n";
  }
}

// A configuration as it is installed: of that index, and without a source.
bool AwaitsSources(const std::string& path, const std::string& index) {
  Config config;
  config.ReadFile(path);
  return config.sources().empty() && config.Text("index") == index;
}

}  // namespace

ExitCode ShowConfig(const Config& config, bool origins) {
  CheckFormats(config);
  std::string section;
  for (const Setting& setting : Settings()) {
    const std::size_t dot = setting.key.find('.');
    const bool is_top = dot == std::string_view::npos;
    const std::string now(is_top ? "" : setting.key.substr(0, dot));
    if (now != section) std::cout << "\n[" << now << "]\n";
    section = now;
    std::cout << (is_top ? setting.key : setting.key.substr(dot + 1)) << " = "
              << Quoted(config.Text(setting.key));
    if (origins) std::cout << "  # " << config.Origin(setting.key);
    std::cout << "\n";
  }
  for (const SourceConfig& source : config.sources()) PrintSource(source, origins);
  return ExitCode::kDone;
}

ExitCode Init(const std::string& folder, const std::string& index_dir, const std::string& path) {
  std::error_code error;
  const std::string root = fs::canonical(folder, error).string();
  if (error) throw SystemError(ExitCode::kInput, folder + " cannot be opened", error.value());
  const std::string index = fs::absolute(index_dir).string();
  const bool is_new = !fs::exists(path);
  if (!is_new && !AwaitsSources(path, index)) {
    throw Error(ExitCode::kUsage, path + " is there already; name another -o");
  }
  if (const fs::path parent = fs::path(path).parent_path(); !parent.empty()) {
    fs::create_directories(parent, error);  // What is wrong with it shows when the file is written.
  }
  std::ofstream out(path, std::ios::app);
  if (!out) throw SystemError(ExitCode::kTryLater, "cannot write " + path, errno);
  if (is_new) WriteSettings(out, index);
  const std::vector<std::string> sources = SourcesIn(root);
  for (const std::string& source : sources) WriteSource(out, source, NameOf(source, root));
  out.close();
  if (!out) throw Error(ExitCode::kTryLater, "cannot write " + path);
  std::cout << path << " names " << sources.size() << (sources.size() == 1 ? " source" : " sources")
            << "; look it over, then: backfile-index update --config " << path << "\n";
  return ExitCode::kDone;
}

ExitCode Rollback(const std::string& index_dir, int wait_lock) {
  const IndexLock lock = IndexLock::OfIndex(index_dir, "rollback", wait_lock);
  const Generation target = GenerationBefore(index_dir);
  const std::vector<std::string> findings = CheckGeneration(index_dir, target, 2);
  for (const std::string& finding : findings) std::cout << Printable(finding) << "\n";
  if (!findings.empty()) {
    throw Error(ExitCode::kIndex,
                "generation " + std::to_string(target.number) + " is damaged; the live one stays");
  }
  MakeLive(index_dir, target);
  constexpr int kBoth = 2;  // The one that is left stays, too.
  EnforceCorrections(index_dir, kBoth);
  const Generation live = RequireLiveGeneration(index_dir);
  std::cout << "generation " << target.number << " of " << target.made << " is live again, with "
            << live.articles << (live.articles == 1 ? " article" : " articles") << "\n";
  return ExitCode::kDone;
}

}  // namespace backfile
