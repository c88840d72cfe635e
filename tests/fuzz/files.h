// Any bytes as the files of a folder, for what is read through a mapping.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>

#include "article/bytes.h"
#include "article/problem.h"
#include "tests/fuzz/require.h"
#include "tests/support/temp_dir.h"

namespace backfile {

// Writes the input's files into a folder that all inputs share: each but the last has its length in
// front (LEB128).
inline const TempDir& WriteFiles(std::string_view input, std::initializer_list<const char*> names) {
  static const TempDir dir;
  ByteReader in(input);
  for (const char* name : names) {
    const std::string_view bytes = name == *(names.end() - 1) ? in.Bytes(in.left()) : in.Text();
    std::filesystem::create_directories(std::filesystem::path(dir / name).parent_path());
    std::ofstream(dir / name, std::ios::binary) << bytes;
  }
  return dir;
}

// Runs `read`, which may refuse what it finds in one way: Error(kIndex). Whether it did not.
template <class Read>
bool IsRead(Read read) {
  try {
    read();
    return true;
  } catch (const Error& error) {
    Require(error.code() == ExitCode::kIndex);
    return false;
  }
}

}  // namespace backfile
