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
  verb->add_option("FOLDER", line->folder,
                   "Where articles arrive; its folders become sources, and so do files beside them")
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
  verb->add_flag("--all", line->rules.all, "All of them into one");
  AddTimeOption(verb, "--time", "Give up after so long, such as 1h", &line->rules.time);
  verb->add_option("--memory", line->rules.memory, "Memory it may take, such as 400M")
      ->transform(SizeWithUnit());
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

void DefineRemove(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("remove", "Take articles out, and keep them out");
  const auto line = std::make_shared<RemoveOptions>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("ID", line->ids, "Articles")->required();
  verb->add_option("--reason", line->reason, "Kept with the id")->type_name("TEXT");
  verb->add_flag("--purge", line->purge, "Out of every generation and file of the index, at once");
  verb->add_flag("-n,--dry-run", line->is_rehearsal, "Print what would be done");
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->callback([line, run] { *run = [line] { return Remove(*line); }; });
}

// "published=2018-06-05"
Amendment AmendmentOf(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos) {
    throw Error(ExitCode::kUsage, "amend: write KEY=VALUE, with a key of " + AmendableKeys());
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

void DefineAmend(CLI::App* app, RunVerb* run) {
  struct Line {
    AmendOptions amend;
    std::vector<std::string> settings;
  };
  CLI::App* verb = app->add_subcommand("amend", "Correct what the index says of one article");
  const auto line = std::make_shared<Line>();
  AddIndexOption(verb, &line->amend.index_dir);
  verb->add_option("ID", line->amend.id, "The article")->required();
  verb->add_option("KEY=VALUE", line->settings, "What to set; ';' parts the values of a list")
      ->required();
  verb->add_option("--wait-lock", line->amend.wait_lock,
                   "Seconds to wait if a run holds the index");
  verb->callback([line, run] {
    *run = [line] {
      for (const std::string& text : line->settings) {
        line->amend.amendments.push_back(AmendmentOf(text));
      }
      return Amend(line->amend);
    };
  });
}

struct TwoPlaces {
  std::string index_dir;
  std::string from;
  std::string to;
  bool check_only = false;
  int wait_lock = 0;
};

void DefineRelocate(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("relocate", "Tell the index that archives have moved");
  const auto line = std::make_shared<TwoPlaces>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("OLD", line->from, "The folder or file as it was")->required();
  verb->add_option("NEW", line->to, "The same as it is now")->required();
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->callback([line, run] {
    *run = [line] { return Relocate(line->index_dir, line->from, line->to, line->wait_lock); };
  });
}

void DefineBackup(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("backup", "Copy the live generation into a new folder");
  const auto line = std::make_shared<TwoPlaces>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("FOLDER", line->to, "Where to; it becomes an index itself")->required();
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->callback([line, run] {
    *run = [line] { return Backup(line->index_dir, line->to, line->wait_lock); };
  });
}

void DefineRestore(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("restore", "Make an index of a backup");
  const auto line = std::make_shared<TwoPlaces>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("FOLDER", line->from, "The backup")->required();
  verb->add_flag("--check", line->check_only, "Only see whether the backup is whole");
  verb->callback([line, run] {
    *run = [line] { return Restore(line->from, line->index_dir, line->check_only); };
  });
}

void DefinePublish(CLI::App* app, RunVerb* run) {
  CLI::App* verb = app->add_subcommand("publish", "Prepare the live generation for a server");
  const auto line = std::make_shared<PublishOptions>();
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("-o,--output", line->folder, "Where generations go; `current` is the latest")
      ->required()
      ->type_name("FOLDER");
  verb->add_option("--keep", line->keep, "Generations to keep there")->check(CLI::Range(1, 1000));
  verb->add_option("--wait-lock", line->wait_lock, "Seconds to wait if a run holds the index");
  verb->add_flag("-q,--quiet", line->is_quiet, "Print nothing");
  verb->callback([line, run] { *run = [line] { return PublishForServers(*line); }; });
}

// What only one of the two forms takes is refused for the other.
ExportOptions CheckedExport(ExportOptions options, const std::string& form,
                            const std::string& name) {
  const bool is_bulk = form == "opensearch";
  if (is_bulk && options.folder.empty()) {
    throw Error(ExitCode::kUsage, "export: name a folder for the parts: --output=FOLDER");
  }
  if (is_bulk && !options.after.empty()) {
    throw Error(ExitCode::kUsage, "export: --after is for --to=ndjson; a folder goes on by itself");
  }
  if (!is_bulk && (!options.folder.empty() || !name.empty() || options.since != 0)) {
    throw Error(ExitCode::kUsage, "export: --output, --name and --since are for --to=opensearch");
  }
  if (is_bulk) options.search_name = name.empty() ? "articles" : name;
  return options;
}

void DefineExport(CLI::App* app, RunVerb* run) {
  struct Line {
    ExportOptions options;
    std::string form = "ndjson";
    std::string name;
  };
  CLI::App* verb = app->add_subcommand("export", "Give all articles away, as lines of JSON");
  const auto line = std::make_shared<Line>();
  AddIndexOption(verb, &line->options.index_dir);
  verb->add_option("--to", line->form, "ndjson, which add reads back, or opensearch")
      ->check(CLI::IsMember({"ndjson", "opensearch"}));
  verb->add_option("--after", line->options.after, "Go on after this article")->type_name("ID");
  verb->add_option("-o,--output", line->options.folder, "Where the parts of bulk requests go")
      ->type_name("FOLDER");
  verb->add_option("--name", line->name, "Name of the index in OpenSearch (articles)")
      ->type_name("NAME");
  verb->add_option("--since", line->options.since, "Only what has changed since that generation")
      ->check(CLI::PositiveNumber)
      ->type_name("N");
  verb->callback([line, run] {
    *run = [line] { return Export(CheckedExport(line->options, line->form, line->name)); };
  });
}

}  // namespace

void DefineUpkeep(CLI::App* app, RunVerb* run) {
  DefineInit(app, run);
  DefineConfig(app, run);
  DefineFold(app, run);
  DefineRollback(app, run);
  DefineRemove(app, run);
  DefineAmend(app, run);
  DefineRelocate(app, run);
  DefineBackup(app, run);
  DefineRestore(app, run);
  DefineExport(app, run);
  DefinePublish(app, run);
}

}  // namespace backfile
