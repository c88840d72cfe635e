// The names of a part's files, and the one that says what there is.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/part.h"

#include <array>

#include "article/bytes.h"
#include "article/problem.h"
#include "index/files.h"

namespace backfile::glass {

namespace {
// Changes with the form of the files; parts of another form are no parts.
constexpr std::string_view kMagic = "backfile part 1\n";
constexpr const char* kInfoName = "/part";
}  // namespace

std::string RunFile(const std::string& dir, std::uint32_t run, Lists lists) {
  constexpr std::array<std::string_view, 6> kNames = {"metadata",  "values",  "postings",
                                                      "positions", "docdata", "termlists"};
  std::string path = dir + "/";
  path += kNames[static_cast<std::size_t>(lists)];
  return path + "." + std::to_string(run);
}

void WritePartInfo(const std::string& dir, const PartInfo& info) {
  std::string bytes(kMagic);
  ByteWriter out(&bytes);
  out.Number(info.documents);
  out.Number(info.last_document);
  out.Number(info.runs);
  FileWriter file(dir + kInfoName);
  file.Append(bytes);
  file.Close();
}

std::optional<PartInfo> ReadPartInfo(const std::string& dir) {
  const MappedFile file(dir + kInfoName);
  if (file.bytes().empty()) return std::nullopt;
  ByteReader in(file.bytes());
  const bool is_ours = in.Bytes(kMagic.size()) == kMagic;
  PartInfo info;
  info.documents = static_cast<std::uint32_t>(in.Number());
  info.last_document = static_cast<std::uint32_t>(in.Number());
  info.runs = static_cast<std::uint32_t>(in.Number());
  // Each run holds a document, but for one of a part without any.
  const bool fits = info.documents <= info.last_document && info.runs <= info.documents + 1ULL;
  if (!is_ours || !in.ok() || !in.at_end() || !fits) {
    throw Error(ExitCode::kIndex, dir + kInfoName + " is damaged");
  }
  return info;
}

}  // namespace backfile::glass
