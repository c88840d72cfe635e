// The command line of `backfile-search`: one table of verbs and options, from which parsing,
// --help, the manual page and the shell completions come.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "article/problem.h"
#include "searcher/kwic.h"
#include "searcher/render.h"
#include "searcher/searcher.h"
#include "searcher/serve/serve.h"
#include "searcher/terminal.h"
#include "searcher/timeline.h"

namespace backfile {

enum class Help { kNone, kHelp, kVersion };

// Everything that the command line can say.
struct CommandLine {
  std::string verb = "find";
  bool has_verb = false;  // It was written, not left out.
  Help help = Help::kNone;
  std::vector<std::string> places;  // As they were named; and what they stand for:
  Shards shards;
  std::vector<MissingShard> missing;   // What the answer is without.
  std::vector<std::string> arguments;  // Words of the query, or ids.
  SearchRequest request;
  RenderOptions render;
  When color = When::kAuto;
  bool may_page = true;
  bool is_verbose = false;
  bool is_quiet = false;
  bool is_empty_fine = false;
  std::string queries_path;
  bool is_names = false;         // `queries_path` holds names, one a line.
  bool has_limit = false;        // The limit was given.
  std::string bundle_dir;        // The folder that `bundle` makes,
  std::string sign_key;          // and the key that it is signed with; empty: none.
  bool is_verification = false;  // `bundle` is to verify one,
  std::string signers;           // signed by one of these.
  std::string show_query;        // What is marked by `show`.
  std::string story_version;     // Which version `show` is to show; empty: the newest.
  std::string mail_to;           // `alert run`: where news are sent.
  bool is_atom = false;          // `alert run`: news as a feed.
  int passes = 1;
  TimelineOptions timeline;
  KwicOrder kwic_order = KwicOrder::kArticle;
  ServeOptions serve;
  std::size_t context = 40;  // Characters on either side of a hit.
};

struct VerbSpec {
  std::string_view name;
  std::string_view arguments;  // "QUERY", "ID..."
  std::string_view help;
};
std::span<const VerbSpec> Verbs();

struct OptionSpec {
  std::string_view names;  // "-n,--limit"
  std::string_view value;  // "N"; empty: a flag. "text|json" are the choices.
  std::string_view help;
  std::string_view verbs;  // Which take it: " find batch "; empty: all.
  // Takes the value over. Throws Error(kUsage) if it makes no sense.
  void (*set)(CommandLine* line, const std::string& value);
};
std::span<const OptionSpec> Options();
bool TakesOption(std::string_view verb, const OptionSpec& option);

// Reads the arguments after the program's name. Throws Error(kUsage). A verb is the first argument
// that is no option; if it is none of Verbs(), the verb is "find".
CommandLine ParseCommandLine(const std::vector<std::string>& arguments);

// Under 60 lines.
std::string HelpText();
std::string VerbHelpText(std::string_view verb);
// The script that completes the command line in "bash", "zsh" or "fish".
std::string CompletionScript(std::string_view shell);
// The manual page, in section 1, as man(7) source.
std::string ManualPage();

// Parses and runs.
ExitCode RunCommandLine(int argc, char** argv);

}  // namespace backfile
