// `update`: every setting of the configuration is an option, too.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <iterator>
#include <map>
#include <memory>

#include "indexer/indexer.h"
#include "indexer/options_shared.h"

namespace backfile {

namespace {

struct UpdateLine {
  UpdateOptions update;
  std::string config_file;
  std::string index_dir;
  std::string progress = "auto";
  bool strict = false;
  bool rebuilds = false;
  std::map<std::string, std::string> settings;  // By key.
};

ExitCode RunUpdate(UpdateLine* line) {
  UpdateOptions& update = line->update;
  update.config = LoadConfig(line->config_file);
  if (!line->index_dir.empty()) update.config.Set("index", line->index_dir, "command line");
  for (const auto& [key, text] : line->settings) update.config.Set(key, text, "command line");
  if (line->progress == "always") update.report.progress = ShowProgress::kAlways;
  if (line->progress == "never") update.report.progress = ShowProgress::kNever;
  const ExitCode code = line->rebuilds ? Rebuild(update) : Update(update);
  return code == ExitCode::kIncomplete && line->strict ? ExitCode::kInput : code;
}

void AddSettings(CLI::App* verb, UpdateLine* line) {
  for (const Setting& setting : Settings()) {
    if (setting.option.empty()) continue;
    const std::string key(setting.key);
    verb->add_option_function<std::string>(
            std::string(setting.option),
            [line, key](const std::string& text) { line->settings[key] = text; },
            std::string(setting.help) + " (" + std::string(setting.default_text) + ")")
        ->type_name("VALUE")
        ->group(setting.key.starts_with("limits.") ? "Limits" : "Settings");
  }
}

void DefineRun(CLI::App* verb, const std::shared_ptr<UpdateLine>& line, RunVerb* run) {
  verb->add_option("-d,--index", line->index_dir, "Folder of the index")->type_name("DIR");
  verb->add_option("--config", line->config_file, "Configuration, over the standard ones")
      ->type_name("FILE");
  verb->add_option("PATH", line->update.paths,
                   "Files, archives and folders, in place of the configured sources");
  verb->add_flag("-q,--quiet", line->update.report.quiet,
                 "Say nothing unless somebody should look");
  verb->add_option("--progress", line->progress, "When to show progress")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  verb->add_flag("--strict", line->strict, "Exit with 5, not 3, if somebody should look");
  AddSettings(verb, line.get());
  AddReadOptions(verb, &line->update.read);
  verb->callback([line, run] { *run = [line] { return RunUpdate(line.get()); }; });
}

}  // namespace

void DefineUpdate(CLI::App* app, RunVerb* run) {
  const auto update = std::make_shared<UpdateLine>();
  CLI::App* verb =
      app->add_subcommand("update", "Bring the index up to what its sources hold; what cron runs");
  verb->add_flag("-n,--dry-run", update->update.is_rehearsal, "Print what would be done");
  verb->add_flag("--force-delete", update->update.force_delete,
                 "Delete what has gone from the sources, however much it is");
  DefineRun(verb, update, run);
  const auto rebuild = std::make_shared<UpdateLine>();
  rebuild->rebuilds = true;
  CLI::App* anew = app->add_subcommand("rebuild", "Build the index anew from its sources");
  anew->add_flag("--force-delete", rebuild->update.force_delete,
                 "Also if they hold far less than the index does");
  DefineRun(anew, rebuild, run);
}

}  // namespace backfile
