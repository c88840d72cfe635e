// The command line: one table, and everything that comes from it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/options.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "article/text.h"
#include "searcher/query.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

std::string ManFile(const std::string& name) {
  std::string path = BACKFILE_ROOT "/docs/man/";
  path += name;
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST_CASE("a query alone means find", "[options]") {
  const CommandLine line = ParseCommandLine({"-d", "index", "coalition", "strikes", "-n5"});
  CHECK(line.verb == "find");
  CHECK(line.places == std::vector<std::string>{"index"});
  CHECK(line.arguments == std::vector<std::string>{"coalition", "strikes"});
  CHECK(line.request.limit == 5);
}

TEST_CASE("what bounds a question is an option, of the web page too", "[options]") {
  const std::string verb = GENERATE("find", "batch", "serve", "alert");
  const CommandLine line =
      ParseCommandLine({verb, "--max-query=64Ki", "--max-clauses=2000", "--max-depth=30",
                        "--max-expansion=5", "--timeout=2s"});
  CHECK(line.request.limits.max_bytes == 65'536);
  CHECK(line.request.limits.max_clauses == 2000);
  CHECK(line.request.limits.max_depth == 30);
  CHECK(line.request.limits.max_expansion == 5);
  CHECK(line.request.timeout == std::chrono::seconds(2));
}

TEST_CASE("the verb may stand behind options", "[options]") {
  const CommandLine line =
      ParseCommandLine({"-d", "find", "batch", "--queries=q.tsv", "--passes", "3"});
  CHECK(line.verb == "batch");
  CHECK(line.places == std::vector<std::string>{"find"});
  CHECK(line.passes == 3);
}

TEST_CASE("behind -- stands the query, whatever it looks like", "[options]") {
  const CommandLine line = ParseCommandLine({"-d", "i", "--", "show", "-x"});
  CHECK(line.verb == "find");
  CHECK(line.arguments == std::vector<std::string>{"show", "-x"});
}

TEST_CASE("what is no option is refused", "[options]") {
  const auto arguments = GENERATE(values<std::vector<std::string>>({
      {"--nonsense"},
      {"-n"},
      {"-n", "many"},
      {"--sort=best"},
      {"--facets=colour"},
      {"--fields=colour"},
      {"--plain=yes"},
      {"show", "x", "--facets=source"},
      {"--timeout=5"},
      {"--max-query=0"},
      {"--max-query=1G"},
      {"--max-clauses=0"},
      {"--max-depth=1000"},
      {"-x"},
  }));
  CHECK_THROWS_AS(ParseCommandLine(arguments), Error);
}

TEST_CASE("a format version that is not spoken has its exit code", "[options]") {
  const auto code = [](const std::string& version) {
    try {
      ParseCommandLine({"--format-version=" + version});
    } catch (const Error& error) {
      return error.code();
    }
    return ExitCode::kDone;
  };
  CHECK(code("0") == ExitCode::kFormatTooOld);
  CHECK(code("1") == ExitCode::kDone);
  CHECK(code("2") == ExitCode::kFormatTooNew);
}

TEST_CASE("the help is short, and every verb and its options are in it", "[options]") {
  const std::string help = HelpText();
  CHECK(std::ranges::count(help, '\n') < 60);
  for (const VerbSpec& verb : Verbs()) {
    CHECK(help.find("  " + std::string(verb.name)) != std::string::npos);
    const std::string own = VerbHelpText(verb.name);
    for (const OptionSpec& option : Options()) {
      const std::string name = SplitList(option.names, ",").back();
      CAPTURE(verb.name, name);
      const bool is_named = own.find(name + "=") != std::string::npos ||
                            own.find(name + " ") != std::string::npos ||
                            own.find(name + "\n") != std::string::npos;
      CHECK(is_named == TakesOption(verb.name, option));
    }
  }
}

TEST_CASE("help, manual page and completions name the same options", "[options]") {
  const std::string bash = CompletionScript("bash");
  const std::string zsh = CompletionScript("zsh");
  const std::string fish = CompletionScript("fish");
  for (const OptionSpec& option : Options()) {
    const std::string name = SplitList(option.names, ",").back();
    CAPTURE(name);
    CHECK(bash.find(name) != std::string::npos);
    CHECK(zsh.find("'" + name) != std::string::npos);
    CHECK(fish.find("-l " + name.substr(2) + " ") != std::string::npos);
  }
  // To write it anew: backfile-search completion man > docs/man/backfile-search.1
  CHECK(ManFile("backfile-search.1") == ManualPage());
}

TEST_CASE("the manual of the query language names every field", "[options]") {
  const std::string page = ManFile("backfile-query.7");
  for (const QueryField& field : QueryFields()) {
    std::string name(field.name);
    if (const auto dash = name.find('-'); dash != std::string::npos) name.insert(dash, 1, '\\');
    CAPTURE(name);
    CHECK(page.find(name + ":") != std::string::npos);
  }
}

}  // namespace
}  // namespace backfile
