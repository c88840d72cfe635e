// Runs a fuzz target over saved inputs, for compilers without libFuzzer: NAME_fuzz FILE|FOLDER...
//
// Every input is given whole and cut off at a few places, so that a handful of files already tries
// the ends of everything.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> FilesBelow(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  return files;
}

void Replay(const fs::path& file) {
  std::ostringstream in;
  in << std::ifstream(file, std::ios::binary).rdbuf();
  const std::string all = std::move(in).str();
  constexpr std::size_t kCuts = 8;
  for (std::size_t cut = 1; cut <= kCuts; ++cut) {
    // A copy of its own, so that a sanitizer sees a read beyond the end.
    const std::vector<char> bytes(
        all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() * cut / kCuts));
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
  }
}

}  // namespace

int main(int argc, char** argv) {
  int replayed = 0;
  for (int i = 1; i < argc; ++i) {
    for (const fs::path& file : FilesBelow(argv[i])) {
      Replay(file);
      ++replayed;
    }
  }
  std::printf("%d inputs replayed\n", replayed);
  return replayed > 0 ? 0 : 1;
}
