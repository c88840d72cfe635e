// The verbs for what is done by hand, now and then.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <memory>

#include "indexer/indexer.h"
#include "indexer/options_shared.h"

namespace backfile {

namespace {

void DefineInit(CLI::App* app, RunVerb* run) {
  struct Line {
    std::string folder;
    std::string index_dir = "/var/lib/backfile/index";
    std::string output = "backfile.toml";
  };
  CLI::App* verb = app->add_subcommand("init", "Write a configuration for a folder of archives");
  const auto line = std::make_shared<Line>();
  verb->add_option("FOLDER", line->folder, "Where articles arrive; its folders become sources")
      ->required();
  verb->add_option("-d,--index", line->index_dir, "Folder of the index")->type_name("DIR");
  verb->add_option("-o,--output", line->output, "File to write")->type_name("FILE");
  verb->callback(
      [line, run] { *run = [line] { return Init(line->folder, line->index_dir, line->output); }; });
}

void DefineConfig(CLI::App* app, RunVerb* run) {
  struct Line {
    std::string file;
    bool origins = false;
  };
  CLI::App* config = app->add_subcommand("config", "Show the configuration");
  config->require_subcommand(1);
  CLI::App* verb = config->add_subcommand("show", "Print every setting and source");
  const auto line = std::make_shared<Line>();
  verb->add_option("--config", line->file, "Configuration, over the standard ones")
      ->type_name("FILE");
  verb->add_flag("--origin", line->origins, "Say where each value comes from");
  verb->callback(
      [line, run] { *run = [line] { return ShowConfig(LoadConfig(line->file), line->origins); }; });
}

void DefineFold(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("fold", "Merge segments, and drop what is dead in them");
  const auto line = std::make_shared<FoldOptions>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_flag("--all", line->all, "All of them into one");
  verb->add_option("--keep", line->keep_generations, "Generations of the index to keep")
      ->check(CLI::Range(1, 1000));
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->callback([line, run] { *run = [line] { return Fold(*line); }; });
}

void DefineRollback(CLI::App* app, RunVerb* run) {
  struct Line {
    std::string index_dir;
    int wait_lock = 0;
  };
  CLI::App* verb = app->add_subcommand("rollback", "Go back to the generation before");
  const auto line = std::make_shared<Line>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->callback(
      [line, run] { *run = [line] { return Rollback(line->index_dir, line->wait_lock); }; });
}

}  // namespace

void DefineUpkeep(CLI::App* app, RunVerb* run) {
  DefineInit(app, run);
  DefineConfig(app, run);
  DefineFold(app, run);
  DefineRollback(app, run);
}

}  // namespace backfile
