// Every reader over every sample: corpus/formats/FORMAT/NAME.ext gives what NAME.expected.json
// says.
//
// A new sample needs no line here: put the file into its folder, run tests/update_goldens, and
// review the expected file that it wrote. What is compared is the whole outcome of reading,
// articles and problems, before the steps of Understanding, so that a better model changes no
// golden.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "article/json.h"
#include "formats/formats.h"
#include "tests/support/catch.h"

namespace backfile {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExpected = ".expected.json";

std::string ReadFile(const fs::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return std::move(bytes).str();
}

// A line of JSON as one key a line, so that differences can be reviewed. Commas and braces within
// strings are left alone.
std::string OneKeyALine(std::string_view json) {
  std::string out;
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      out += c;
      if (c == '\\' && i + 1 < json.size()) out += json[++i];
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    if (c == '}' && depth == 0) out += "\n  ";
    out += c;
    if ((c == '{' && depth == 1) || (c == ',' && depth == 1)) out += "\n    ";
  }
  return out;
}

// What reading the file gives, as JSON. The locator names the sample by its path in the corpus.
std::string Outcome(const fs::path& path, const std::string& name) {
  const ReadOptions options;
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  REQUIRE(fd >= 0);
  Problems problems;
  std::string articles;
  {
    RecordStream records(fd, name, options);
    while (const auto record = records.Next(&problems)) {
      for (const Article& article : ReadRecord(*record, options, &problems)) {
        articles += (articles.empty() ? "\n  " : ",\n  ") + OneKeyALine(ToJson(article));
      }
    }
  }
  close(fd);
  std::string out = "{\"articles\": [" + articles + "],\n\"problems\": [";
  for (std::size_t i = 0; i < problems.size(); ++i) {
    out += i == 0 ? "\n  " : ",\n  ";
    AppendJsonString(ToString(problems[i]), &out);
  }
  return out + "]}\n";
}

std::vector<fs::path> Samples(const fs::path& folder) {
  std::vector<fs::path> samples;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_regular_file() && !name.ends_with(kExpected) && name != "README.md") {
      samples.push_back(entry.path());
    }
  }
  std::ranges::sort(samples);
  return samples;
}

}  // namespace

TEST_CASE("every sample reads as its golden file says", "[golden]") {
  const fs::path folder = fs::path(BACKFILE_CORPUS) / "formats";
  const bool update = std::getenv("BACKFILE_UPDATE_GOLDENS") != nullptr;
  for (const fs::path& sample : Samples(folder)) {
    const std::string name = fs::relative(sample, folder).generic_string();
    const fs::path golden =
        sample.parent_path() / (sample.stem().string() + std::string(kExpected));
    const std::string outcome = Outcome(sample, name);
    if (update) std::ofstream(golden, std::ios::binary) << outcome;
    INFO("sample " << name << "; tests/update_goldens rewrites its golden file");
    CHECK(outcome == ReadFile(golden));
  }
}

TEST_CASE("no golden file has lost its sample", "[golden]") {
  const fs::path folder = fs::path(BACKFILE_CORPUS) / "formats";
  std::vector<std::string> stems;
  for (const fs::path& sample : Samples(folder)) {
    stems.push_back((sample.parent_path() / sample.stem()).string());
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    std::string name = entry.path().string();
    if (!name.ends_with(kExpected)) continue;
    name.resize(name.size() - kExpected.size());
    INFO(name);
    CHECK(std::ranges::find(stems, name) != stems.end());
  }
}

}  // namespace backfile
