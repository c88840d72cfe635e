// The configuration file: what it says, what beats what, and how a mistake is told.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/config.h"

#include <filesystem>
#include <fstream>

#include "article/problem.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

std::string Write(const TempDir& dir, const std::string& text) {
  const std::string path = dir / "backfile.toml";
  std::ofstream(path) << text;
  return path;
}

std::string MessageOf(const std::string& text) {
  const TempDir dir;
  Config config;
  try {
    config.ReadFile(Write(dir, text));
  } catch (const Error& error) {
    CHECK(error.code() == ExitCode::kUsage);
    return std::string(error.what()).substr(dir.path().size() + 1);
  }
  return "";
}

TEST_CASE("a value beats its default and knows where it came from", "[config]") {
  const TempDir dir;
  Config config;
  CHECK(config.Duration("update.settle") == std::chrono::seconds(2));
  CHECK(config.Origin("update.settle") == "default");
  const std::string path = Write(dir, "index = \"/i\"\n[update]\nsettle = \"2m\"\njobs = 3\n");
  config.ReadFile(path);
  CHECK(config.Text("index") == "/i");
  CHECK(config.Duration("update.settle") == std::chrono::seconds(120));
  CHECK(config.Count("update.jobs") == 3);
  CHECK(config.Origin("update.settle") == path + ":3");
}

TEST_CASE("the environment beats the file", "[config]") {
  const TempDir dir;
  Config config;
  config.ReadFile(Write(dir, "[update]\nsettle = \"2m\"\n"));
  config.ReadEnvironment([](const char* name) {
    return std::string_view(name) == "BACKFILE_UPDATE_SETTLE" ? "5s" : nullptr;
  });
  CHECK(config.Duration("update.settle") == std::chrono::seconds(5));
  CHECK(config.Origin("update.settle") == "environment BACKFILE_UPDATE_SETTLE");
}

TEST_CASE("sources are read whole, their paths relative to the file", "[config]") {
  const TempDir dir;
  Config config;
  config.ReadFile(Write(dir, R"([[source]]
name = "guardian"
path = "in/guardian"
glob = ["*.tar.gz", "*.zip"]
exclude = "draft-*"
outlet = "The Guardian"
zone = "Europe/London"
sections = { "sport/*" = "Sport" }
)"));
  REQUIRE(config.sources().size() == 1);
  const SourceConfig& source = config.sources().front();
  CHECK(source.path == dir / "in/guardian");
  CHECK(source.globs == std::vector<std::string>{"*.tar.gz", "*.zip"});
  CHECK(source.excludes == std::vector<std::string>{"draft-*"});
  CHECK(source.sections.front() == std::pair<std::string, std::string>("sport/*", "Sport"));
}

TEST_CASE("a mistake is told with its line and the nearest known key", "[config]") {
  CHECK(MessageOf("[update]\nsettel = \"2s\"\n") ==
        "backfile.toml:2: unknown key `update.settel`; did you mean `update.settle`?");
  CHECK(MessageOf("[update]\nsettle = \"soon\"\n") ==
        "backfile.toml:2: `update.settle` takes a time such as 30s, not `soon`");
  CHECK(MessageOf("[[source]]\nname = \"a\"\npaht = \"b\"\n") ==
        "backfile.toml:3: unknown key `paht` in a source; did you mean `path`?");
  CHECK(MessageOf("[[source]]\nname = \"a\"\n") ==
        "backfile.toml:1: a source needs a name and a path");
  CHECK(MessageOf("[update\n").starts_with("backfile.toml:1: "));
}

TEST_CASE("what is named must be known", "[config]") {
  const std::string source = "[[source]]\nname = \"a\"\npath = \"b\"\n";
  CHECK(MessageOf(source + "zone = \"Europe/Londn\"\n") ==
        "backfile.toml:4: no time zone is called Europe/Londn; try Europe/London");
  CHECK(MessageOf(source + "charset = \"utf-9\"\n") ==
        "backfile.toml:4: no character set is called utf-9; try windows-1252");
  CHECK(MessageOf(source + "zone = \"\"\ncharset = \"\"\n").empty());
}

// The path of the file that a message names a second time is that of a folder made for the test.
std::string WithoutFolders(std::string message) {
  const std::size_t from = message.find("(/");
  const std::size_t name = message.rfind("backfile.toml");
  return from < name ? message.erase(from + 1, name - from - 1) : message;
}

TEST_CASE("two sources of one name or one path are a mistake", "[config]") {
  const auto source = [](const std::string& name, const std::string& path) {
    return "[[source]]\nname = \"" + name + "\"\npath = \"" + path + "\"\n";
  };
  CHECK(WithoutFolders(MessageOf(source("a", "in") + source("a", "other"))) ==
        "backfile.toml:4: the source `a` has the same name as `a` (backfile.toml:1)");
  CHECK(WithoutFolders(MessageOf(source("a", "in") + source("b", "./in/"))) ==
        "backfile.toml:4: the source `b` has the same path as `a` (backfile.toml:1)");
  CHECK(MessageOf(source("a", "in") + source("b", "in/b")).empty());
}

TEST_CASE("one place by way of a link is one path", "[config]") {
  const TempDir dir;
  std::filesystem::create_directory(dir / "in");
  std::filesystem::create_symlink("in", dir / "link");
  Config config;
  const std::string file = Write(dir,
                                 "[[source]]\nname = \"a\"\npath = \"in\"\n"
                                 "[[source]]\nname = \"b\"\npath = \"link\"\n");
  CHECK_THROWS_AS(config.ReadFile(file), Error);
}

TEST_CASE("a later file may move the sources of an earlier one", "[config]") {
  const TempDir dir;
  Config config;
  config.ReadFile(Write(dir,
                        "[[source]]\nname = \"a\"\npath = \"in\"\n"
                        "[[source]]\nname = \"b\"\npath = \"out\"\n"));
  config.ReadFile(Write(dir,
                        "[[source]]\nname = \"a\"\npath = \"out\"\n"
                        "[[source]]\nname = \"b\"\npath = \"in\"\n"));
  REQUIRE(config.sources().size() == 2);
  CHECK(config.sources().front().path == dir / "out");
}

TEST_CASE("a folder is no configuration", "[config]") {
  const TempDir dir;
  Config config;
  CHECK_THROWS_AS(config.ReadFile(dir.path()), Error);
}

TEST_CASE("every default is a value of its own kind", "[config]") {
  Config config;
  for (const Setting& setting : Settings()) {
    CAPTURE(setting.key);
    CHECK_NOTHROW(config.Set(setting.key, std::string(setting.default_text), "test"));
  }
}

}  // namespace
}  // namespace backfile
